"""U02: one body under two names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding, Task
from toolkit.units.same_body import may_be_one_body, parts_of, plain


class UnitTwoNames(Check):
    """Two spellings that may mean one body; each pair is told once, at the rarer spelling."""

    code = "U02"
    title = "疑似一个单位两种写法"
    severity = "warning"
    description = (
        "两个名称很像同一个单位的全称、简称或笔误。不处理的话，这个单位会收到两张任务单，"
        "统计也会分成两家。程序只提示，不自动合并。"
    )
    example = "“各镇人民政府”和“各乡镇人民政府”；“县发改局”和“县发展和改革局”。"
    message = "“{value}”和“{other}”可能是同一个单位"
    fix = "是同一单位的，统一写法，或在“单位名录”里登记为别名；不是的不用处理"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every pair of spellings that may mean one body."""
        uses: Counter[str] = Counter()
        first: dict[str, tuple[Task, str]] = {}
        for task in subject.tasks:
            for field, names in (("lead", task.lead), ("others", task.others)):
                for name in names:
                    uses[name] += 1
                    first.setdefault(name, (task, field))
        roster = subject.roster
        for one, other in _pairs(list(first)):
            if roster and (one in roster.likely(other) or other in roster.likely(one)):
                continue  # told as a name that the roster does not know
            rare, common = sorted((one, other), key=lambda name: uses[name])
            task, field = first[rare]
            yield cls.finding(subject.place(task, field), rare, task=task.id, other=common)


def _pairs(names: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs that may be one body; only names that begin or end alike are compared.

    Abbreviations keep the first character of the core, and a slip leaves the first or the last in
    place, and so a ledger with thousands of names stays quick.
    """
    buckets: dict[tuple[str, tuple[str, ...]], list[str]] = {}
    for name in names:
        parts = parts_of(name)
        first = "各" if plain(name).startswith("各") else parts.core[:1]
        for letter in {first, parts.core[-1:] + "$"}:
            buckets.setdefault((letter, parts.numbers), []).append(name)
    seen = set()
    for bucket in buckets.values():
        for pair in combinations(bucket, 2):
            if pair not in seen and may_be_one_body(*pair):
                seen.add(pair)
                yield pair
