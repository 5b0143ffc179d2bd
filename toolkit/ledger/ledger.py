"""The ledger as a value: the notice's tasks with how they stand, the roster, the settings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from toolkit.ledger.columns import FIRST_ROW, HEADS, STATUSES, TASKS
from toolkit.ledger.needs import head_of, missing_columns
from toolkit.lights.light import DEFAULTS, Thresholds
from toolkit.model import Change, Finding, Key, Notice, Place, Role, Task

if TYPE_CHECKING:
    from toolkit.checks.base import Subject
    from toolkit.ledger.marks import Mark
    from toolkit.units.roster import Roster

SCHEMA_VERSION = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of 台账: the task, where it came from, and how it stands.

    ``percent`` is a part of one (0.5 is 50 %), None where the cell is empty; ``own`` holds the
    office's own columns as (head, text).  ``done_on`` and ``closed_on`` are when it was done and
    when the office closed it, ``original_due`` what stood before an extension; ``decided`` says
    that a person set the date, whatever the words of the time limit are.
    """

    task: Task
    status: str = STATUSES[0]
    percent: float | None = None
    progress: str = ""
    remark: str = ""
    source: str = ""
    own: tuple[tuple[str, str], ...] = ()
    done_on: date | None = None
    closed_on: date | None = None
    original_due: date | None = None
    decided: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What a unit last reported on one task: one row of 分办 that says something.

    ``month`` is the month of that report as it is written; ``own`` holds the office's own columns.
    """

    id: str
    unit: str
    status: str = ""
    percent: float | None = None
    progress: str = ""
    done_on: date | None = None
    problems: str = ""
    contact: str = ""
    month: str = ""
    own: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AssignedRow:
    """One row of 分办 as it stands, whether the task still names the unit or not."""

    standing: Standing
    role: str = ""
    content: str = ""
    deadline: str = ""
    due: date | None = None
    row: int = 0

    @property
    def key(self) -> Key:
        """What names the row: 编号 and 单位."""
        return self.standing.id, self.standing.unit


@dataclass(frozen=True, slots=True)
class Member:
    """One row of 单位名录: a canonical name with its confirmed aliases, or a group's members.

    ``row`` is where it stood in the sheet that was read.
    """

    name: str
    aliases: tuple[str, ...] = ()
    group: bool = False
    members: tuple[str, ...] = ()
    row: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Settings:
    """The sheet 设置, without what describes the notice.

    ``as_of`` is the pinned reference date, None for today; ``near_days`` (``cycle_days`` for a
    recurring one) says how many days before its date a task counts as nearly due, ``behind`` from
    how many points on its progress counts as behind; ``renames`` are (standard head, own head).
    ``identity`` is the ledger's own id, by which a report form finds its way back; ``paper`` is how
    台账 is printed (:mod:`toolkit.ledger.paper`).
    """

    as_of: date | None = None
    near_days: int = DEFAULTS.near_days
    renames: tuple[tuple[str, str], ...] = ()
    version: int = SCHEMA_VERSION
    cycle_days: int = DEFAULTS.cycle_days
    behind: int = DEFAULTS.behind
    identity: str = ""
    paper: str = "自动"

    @property
    def thresholds(self) -> Thresholds:
        """What the lights are judged by."""
        return Thresholds(self.near_days, self.cycle_days, self.behind)


@dataclass(frozen=True, slots=True)
class Assignment:
    """One task for one unit in one role: the grain of a report."""

    task: Task
    unit: str
    role: Role


@dataclass(frozen=True, slots=True)
class Ledger:
    """The office's ledger: made from a notice, or read from its workbook.

    ``notice`` holds the head of the source document, the tasks with their places in the ledger,
    the reporting duties and what the reader could not decide; ``findings`` are those of checks
    that were written to the sheet 校验; ``standings`` what the units last reported.  ``heads``,
    ``columns``, ``merged``, ``assigned`` (the rows of 分办), ``remarks`` (what the reader of the
    workbook found in its cells), ``sheets``, ``counted`` (the units in 统计), ``marks`` (the rows
    of 校验) and ``letters`` (each head with the letters of its column) describe the workbook as it
    was read and do not count when ledgers are compared.

    >>> notice = Notice(title="分工", year=2026, tasks=(Task("1", "公开预算", lead=("县财政局",)),))
    >>> ledger = Ledger(notice, tuple(Entry(task) for task in notice.tasks))
    >>> [(a.unit, a.role) for a in ledger.assignments()]
    [('县财政局', 'lead')]
    """

    notice: Notice
    entries: tuple[Entry, ...] = ()
    roster: tuple[Member, ...] = ()
    settings: Settings = Settings()
    findings: tuple[Finding, ...] = ()
    standings: Sequence[Standing] = ()
    file: str = field(default="", compare=False)
    heads: tuple[str, ...] = field(default=(), compare=False)
    columns: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    merged: tuple[str, ...] = field(default=(), compare=False)
    sheet: str = field(default=TASKS, compare=False)
    pending: tuple[Change, ...] = field(default=(), compare=False)
    assigned: Sequence[AssignedRow] = field(default=(), compare=False)
    remarks: Sequence[Finding] = field(default=(), compare=False)
    sheets: tuple[str, ...] = field(default=(), compare=False)
    counted: Sequence[str] = field(default=(), compare=False)
    marks: Sequence[Mark] = field(default=(), compare=False)
    letters: tuple[tuple[str, str], ...] = field(default=(), compare=False)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks in the order of the rows."""
        return self.notice.tasks

    @property
    def title(self) -> str:
        """What stands above the table."""
        return self.notice.title

    def assignments(self) -> tuple[Assignment, ...]:
        """One row for every task and unit, leads first, in the order of the ledger.

        A unit that a task names in both roles leads it.
        """
        return tuple(
            Assignment(task, unit, role)
            for task in self.tasks
            for role, units in _roles(task)
            for unit in units
            if role == "lead" or unit not in task.lead
        )

    def units(self) -> tuple[str, ...]:
        """The units and groups that the tasks name, in the order of their first appearance."""
        return tuple(dict.fromkeys(assignment.unit for assignment in self.assignments()))

    def roster_of_units(self) -> Roster:
        """The sheet 单位名录 as a roster, which resolves aliases and expands groups."""
        return roster_of(self.roster)

    def subject(self) -> Subject:
        """What the checks look at."""
        from toolkit.checks.base import Subject

        notice = self.notice
        if self.file:
            tasks = tuple(
                replace(task, place=replace(task.place, file=self.file)) for task in notice.tasks
            )
            notice = replace(notice, tasks=tasks, file=self.file)
        return Subject(
            notice,
            found=tuple(self.remarks),
            roster=self.roster_of_units(),
            missing=tuple((head_of(field), head) for field, head in missing_columns(self)),
            heads=self.heads or tuple(HEADS.values()),
            columns=self.columns or tuple(HEADS.items()),
            merged=self.merged,
            sheet=self.sheet,
            is_ledger=True,
        )

    def normalise_changes(self) -> list[Change]:
        """What the file must be told so that its normalised columns match the raw deadlines."""
        return list(self.pending)

    def with_findings(self, findings: tuple[Finding, ...] | list[Finding]) -> Ledger:
        """The same ledger with other findings for the sheet 校验.

        Findings that the reader of the notice made are kept apart and need not be among them.
        """
        known = set(self.notice.findings)
        return replace(self, findings=tuple(f for f in findings if f not in known))


def roster_of(members: Iterable[Member]) -> Roster:
    """The rows of 单位名录 as a roster."""
    from toolkit.units.roster import Roster

    rows: list[tuple[str, str, str]] = []
    for member in members:
        rows.append((member.name, "group" if member.group else "unit", ""))
        rows += [(alias, "alias", member.name) for alias in member.aliases]
        rows += [(name, "member", member.name) for name in member.members]
    return Roster.from_rows(rows)


def ledger_place(index: int, column: str = "") -> Place:
    """The place of the ``index``-th task in a new ledger."""
    return Place(sheet=TASKS, row=FIRST_ROW + index, column=column)


def _roles(task: Task) -> tuple[tuple[Role, tuple[str, ...]], tuple[Role, tuple[str, ...]]]:
    return ("lead", task.lead), ("other", task.others)
