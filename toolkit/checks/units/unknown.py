"""U13: a name that the roster does not know, and that is nearly one that it knows."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding


class UnitUnknown(Check):
    """Only a near miss is told: a new body of a known shape joins the roster by itself."""

    code = "U13"
    title = "单位可能写错"
    severity = "warning"
    description = (
        "这个名称不在“单位名录”里，却与名录里的某个单位只差一两个字，或者像它的简称、全称。"
        "不处理的话，这个单位会单独成一份任务单。"
    )
    example = "名录里是“县发改局”，这一格写成“县发改居”。"
    message = "单位名录里没有“{value}”，可能是“{likely}”"
    fix = "写错的改正；是同一单位的，在“单位名录”登记为别名；是另一个单位的，登记进“单位名录”"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every place of a name that is nearly one of the roster's."""
        roster = subject.roster
        if roster is None or not roster.names:
            return
        likely: dict[str, tuple[str, ...]] = {}
        for task in subject.tasks:
            for field, names in (("lead", task.lead), ("others", task.others)):
                for name in names:
                    if name not in likely:
                        likely[name] = roster.likely(name)
                    if likely[name]:
                        yield cls.finding(
                            subject.place(task, field), name, task=task.id,
                            likely="”或“".join(likely[name][:2]),
                        )  # fmt: skip
