"""A notice becomes a ledger."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5

from toolkit.ledger.ledger import Entry, Ledger, Member, Settings, ledger_place
from toolkit.model import Finding, Notice, Place, Task

if TYPE_CHECKING:
    from toolkit.units.roster import Roster


def ledger_from_notice(notice: Notice, *, roster: Roster | None = None) -> Ledger:
    """A new ledger with one row for every task, in the order of the notice.

    With a ``roster`` (:class:`toolkit.units.roster.Roster`) confirmed aliases become canonical
    names; every unit that it does not know is added to 单位名录.  The source of a task goes into
    the column 来源; the places of tasks and of the reader's findings then are those in the ledger.
    What the reader left out stays with the notice.

    >>> notice = Notice(title="分工", year=2026, tasks=(Task("1", "公开预算", lead=("县财政局",)),))
    >>> [(a.unit, a.role) for a in ledger_from_notice(notice).assignments()]
    [('县财政局', 'lead')]
    """
    known = _resolver(roster, notice.tasks)
    tasks = tuple(
        replace(
            task, id=name, place=ledger_place(index), lead=known(task.lead),
            others=known(task.others), groups=known(task.groups),
        )
        for index, (task, name) in enumerate(zip(notice.tasks, _ids(notice.tasks), strict=True))
    )  # fmt: skip
    entries = tuple(
        Entry(task, source=str(original.place))
        for task, original in zip(tasks, notice.tasks, strict=True)
    )
    findings = tuple(_moved(finding, notice.tasks, tasks) for finding in notice.findings)
    kept = replace(notice, tasks=tasks, findings=findings, left_out=())
    settings = Settings(identity=identity_of(kept))
    return Ledger(kept, entries, members_of(roster, tasks), settings)


_NAMESPACE: Final = UUID("6c9f0d5e-5f0b-4a51-9b53-5d0a8f3c2e71")


def identity_of(notice: Notice) -> str:
    """A ledger's own id (台账编号), the same for the same notice.

    >>> len(identity_of(Notice(title="分工")))
    32
    """
    parts = [notice.title, notice.number, notice.issuer, str(notice.issued), str(notice.year)]
    parts += [part for task in notice.tasks for part in (task.id, task.content)]
    return uuid5(_NAMESPACE, "\0".join(parts).encode("utf-8", "replace").decode()).hex


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


def _moved(finding: Finding, tasks: tuple[Task, ...], placed: tuple[Task, ...]) -> Finding:
    """The finding at its task's row in the ledger; one that belongs to no task stays as it is."""
    place = finding.place
    if place == Place():
        return finding
    for index, task in enumerate(tasks):
        if replace(task.place, column="") == replace(place, column=""):
            return replace(finding, place=ledger_place(index, place.column), task=placed[index].id)
    return finding


def members_of(roster: Roster | None, tasks: tuple[Task, ...]) -> tuple[Member, ...]:
    """The rows of 单位名录: the roster's, then the units of the tasks that it does not know."""
    members = _given(roster)
    known = {name for member in members for name in (member.name, *member.aliases)}
    groups = {name for task in tasks for name in task.groups}
    named = dict.fromkeys(name for task in tasks for name in (*task.lead, *task.others))
    new = (Member(name, group=name in groups) for name in named if name not in known)
    return (*members, *new)


def _resolver(
    roster: Roster | None, tasks: tuple[Task, ...]
) -> Callable[[tuple[str, ...]], tuple[str, ...]]:
    """Names under which they stand in 单位名录; units_raw keeps what was written.

    Confirmed aliases become canonical names, and of spellings that differ in width or brackets
    only the first one stays.
    """
    from toolkit.units.roster import Roster

    given = roster or Roster()
    named = (name for task in tasks for name in (*task.lead, *task.others, *task.groups))
    new = (name for name in dict.fromkeys(named) if given.resolve(name) is None)
    resolve = Roster((*given.names, *new), given.aliases, given.groups).resolve
    return lambda names: tuple(dict.fromkeys(resolve(name) or name for name in names))


def _given(roster: Roster | None) -> tuple[Member, ...]:
    if roster is None:
        return ()
    aliases: dict[str, list[str]] = {}
    for alias, name in roster.aliases:
        aliases.setdefault(name, []).append(alias)
    groups = dict(roster.groups)
    return tuple(
        Member(name, tuple(aliases.get(name, ())), name in groups, groups.get(name, ()))
        for name in dict.fromkeys((*roster.names, *groups))
    )
