"""A notice becomes a ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from toolkit.ledger.ledger import Entry, Ledger, Member, ledger_place
from toolkit.model import Finding, Notice, Place, Task


def from_notice(cls: type[Ledger], notice: Notice, roster: Any) -> Ledger:
    """See :meth:`toolkit.ledger.Ledger.from_notice`."""
    tasks = tuple(
        replace(task, id=name, place=ledger_place(index))
        for index, (task, name) in enumerate(zip(notice.tasks, _ids(notice.tasks), strict=True))
    )
    entries = tuple(
        Entry(task, source=str(original.place))
        for task, original in zip(tasks, notice.tasks, strict=True)
    )
    findings = tuple(_moved(finding, notice.tasks) for finding in notice.findings)
    kept = replace(notice, tasks=tasks, findings=findings, left_out=())
    return cls(kept, entries, members_of(roster, tasks))


def _ids(tasks: tuple[Task, ...]) -> list[str]:
    """The ids of the tasks, with new ones where there is none or one that is already taken."""
    taken: set[str] = set()
    wanted = {task.id for task in tasks}
    names = []
    count = 0
    for task in tasks:
        name = task.id
        while not name or name in taken:
            count += 1
            name = f"{count:03d}"
            if name in wanted:
                name = ""
        taken.add(name)
        names.append(name)
    return names


def _moved(finding: Finding, tasks: tuple[Task, ...]) -> Finding:
    """The finding at its task's row in the ledger; one that belongs to no task stays as it is."""
    place = finding.place
    if place == Place():
        return finding
    for index, task in enumerate(tasks):
        if replace(task.place, column="") == replace(place, column=""):
            return replace(finding, place=ledger_place(index, place.column))
    return finding


def members_of(roster: Any, tasks: tuple[Task, ...]) -> tuple[Member, ...]:
    """The rows of 单位名录: the roster's, then the units of the tasks that it does not know."""
    members = _given(roster)
    known = {name for member in members for name in (member.name, *member.aliases)}
    groups = {name for task in tasks for name in task.groups}
    named = dict.fromkeys(name for task in tasks for name in (*task.lead, *task.others))
    new = (Member(name, group=name in groups) for name in named if name not in known)
    return (*members, *new)


def _given(roster: Any) -> tuple[Member, ...]:
    if roster is None:
        return ()
    if isinstance(roster, Iterable):
        listed = tuple(roster)
        if all(isinstance(member, Member) for member in listed):
            return listed
    raise TypeError(f"not a roster: {type(roster).__name__}")
