"""A notice that comes again (corrected, or with an annex more) joins a ledger that is in use.

What people entered stays: only tasks that the ledger lacks are added.  Whether a task of the notice
stands in the ledger is told by its content, then by its number and a likeness of the contents; what
differs, and what the notice no longer has, is said and left to the office.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Final

from toolkit.ledger.columns import ASSIGNMENTS
from toolkit.ledger.ledger import Entry, Ledger
from toolkit.ledger.refresh import fresh_ids, refresh
from toolkit.ledger.write import task_values
from toolkit.model import NewRow, Notice, Step, Task
from toolkit.text import fold, squeeze

SAME_NUMBER: Final = 0.6
"""Contents as alike as this are one task if their numbers agree: the task was reworded."""
ANY_NUMBER: Final = 0.9
"""Contents as alike as this are one task whatever their numbers: a word was corrected."""

_SHARED: Final = 0.3
_MARKS: Final = re.compile(r"[\s。，、；：,.;:（）()“”\"'《》]+")


@dataclass(frozen=True, slots=True)
class Pair:
    """A task of the ledger and the task of the notice that is the same."""

    kept: Task
    came: Task

    def differences(self) -> Iterator[tuple[str, str, str]]:
        """The fields in which the two differ, with what the ledger and what the notice says."""
        for field in ("content", "deadline", "lead", "others"):
            kept, came = _said(self.kept, field), _said(self.came, field)
            if _plain(kept) != _plain(came):
                yield field, kept, came


@dataclass(frozen=True, slots=True)
class Merge:
    """What becomes of a notice in a ledger.

    ``added`` are the new rows with their ids, ``gone`` the tasks of the ledger that the notice does
    not have (any more).
    """

    pairs: tuple[Pair, ...] = ()
    added: tuple[Entry, ...] = ()
    gone: tuple[Task, ...] = ()

    @property
    def differing(self) -> tuple[Pair, ...]:
        """The pairs that are not word for word the same."""
        return tuple(pair for pair in self.pairs if any(pair.differences()))


def merge_notice(ledger: Ledger, notice: Notice, *, taken: Iterable[str] = ()) -> Merge:
    """Compare a notice with a ledger; see the module's own words.

    ``taken`` are ids that tasks which are no longer in the ledger once had: records still name
    them, so no new task gets one of them.

    >>> old = Task("001", "公开预算")
    >>> ledger = Ledger(Notice(tasks=(old,)), (Entry(old),))
    >>> notice = Notice(tasks=(Task("001", "公开决算"), Task("002", "公开预算。")))
    >>> merge = merge_notice(ledger, notice)
    >>> [entry.task.id for entry in merge.added], merge.pairs[0].kept.id, merge.gone
    (['002'], '001', ())
    """
    found = _matches(ledger.tasks, notice.tasks)
    ids = fresh_ids([*(task.id for task in ledger.tasks), *taken])
    added = tuple(
        Entry(replace(task, id=next(ids)), source=str(task.place))
        for at, task in enumerate(notice.tasks)
        if at not in found
    )
    matched = set(found.values())
    return Merge(
        tuple(Pair(ledger.tasks[found[at]], notice.tasks[at]) for at in sorted(found)),
        added,
        tuple(task for at, task in enumerate(ledger.tasks) if at not in matched),
    )


def _matches(kept: tuple[Task, ...], came: tuple[Task, ...]) -> dict[int, int]:
    """For tasks of the notice, by rank, the rank of the ledger's task that is the same."""
    found: dict[int, int] = {}
    free = dict.fromkeys(range(len(kept)))
    # The same words may stand twice (a task given to two units): units and number tell them apart.
    for same in (_exactly, _content_and_units, _content):
        places: dict[object, list[int]] = {}
        for at in free:
            places.setdefault(same(kept[at]), []).append(at)
        for at, task in enumerate(came):
            if at not in found and (there := places.get(same(task))):
                found[at] = there.pop(0)
                del free[found[at]]
    for at, other in _alike(kept, came, [at for at in range(len(came)) if at not in found], free):
        if at not in found and other in free:
            found[at] = other
            del free[other]
    return found


def _exactly(task: Task) -> object:
    return _plain(task.content), task.no, task.lead, task.others


def _content_and_units(task: Task) -> object:
    return _plain(task.content), task.lead, task.others


def _content(task: Task) -> object:
    return _plain(task.content)


def _alike(
    kept: tuple[Task, ...], came: tuple[Task, ...], left: list[int], free: Iterable[int]
) -> list[tuple[int, int]]:
    """Pairs that are alike enough to be one task, the most alike first."""
    texts = {other: _plain(kept[other].content) for other in free}
    # Only what shares pairs of characters is worth a comparison.
    sizes: dict[int, int] = {}
    holders: dict[str, list[int]] = {}
    for other, text in texts.items():
        twos = _twos(text)
        sizes[other] = len(twos)
        for two in twos:
            holders.setdefault(two, []).append(other)
    found: list[tuple[float, int, int]] = []
    for at in left:
        text = _plain(came[at].content)
        twos = _twos(text)
        shared: Counter[int] = Counter()
        for two in twos:
            shared.update(holders.get(two, ()))
        for other, count in shared.items():
            if 2 * count >= _SHARED * (len(twos) + sizes[other]):
                numbered = bool(came[at].no) and came[at].no == kept[other].no
                ratio = SequenceMatcher(None, text, texts[other], autojunk=False).ratio()
                if ratio >= (SAME_NUMBER if numbered else ANY_NUMBER):
                    found.append((ratio, at, other))
    return [(at, other) for _, at, other in sorted(found, key=lambda pair: (-pair[0], *pair[1:]))]


def _twos(text: str) -> set[str]:
    """The pairs of neighbouring characters."""
    return {text[at : at + 2] for at in range(len(text) - 1)}


def _plain(text: str) -> str:
    """A text without blanks and punctuation, in half width."""
    return _MARKS.sub("", squeeze(fold(text)))


def _said(task: Task, field: str) -> str:
    if field == "deadline":
        return task.deadline.raw
    value = getattr(task, field)
    return value if isinstance(value, str) else "、".join(value)


def merge_steps(ledger: Ledger, merge: Merge) -> list[Step]:
    """The rows that added tasks need: their own, one a unit in 分办, new names where units stand.

    What the rows that were there are lacking is left to ``refresh``.
    """
    if not merge.added:
        return []
    ids = {entry.task.id for entry in merge.added}
    tasks = tuple(entry.task for entry in merge.added)
    after = replace(
        ledger,
        notice=replace(ledger.notice, tasks=(*ledger.tasks, *tasks)),
        entries=(*ledger.entries, *merge.added),
    )
    rows: list[Step] = [
        NewRow(ledger.sheet, (entry.task.id,), task_values(entry), "来文并入")
        for entry in merge.added
    ]
    depending = (step for step in refresh(after).steps if isinstance(step, NewRow))
    return rows + [step for step in depending if step.sheet != ASSIGNMENTS or step.key[0] in ids]
