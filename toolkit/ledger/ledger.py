"""The ledger as a value: the notice's tasks with how they stand, the roster, the settings."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.ledger.columns import FIRST_ROW, HEADS, STATUSES, TASKS
from toolkit.lights.light import DEFAULTS, Thresholds
from toolkit.model import Change, Finding, Notice, Place, Role, Task

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.checks.base import Subject
    from toolkit.units.roster import Roster
    from toolkit.workbook.sheet import Sheet

SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of 台账: the task, where it came from, and how it stands.

    ``percent`` is a part of one (0.5 is 50 %), None where the cell is empty; ``own`` holds the
    office's own columns as (head, text).
    """

    task: Task
    status: str = STATUSES[0]
    percent: float | None = None
    progress: str = ""
    remark: str = ""
    source: str = ""
    own: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """One row of 单位名录: a canonical name with its confirmed aliases, or a group's members."""

    name: str
    aliases: tuple[str, ...] = ()
    group: bool = False
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Settings:
    """The sheet 设置, without what describes the notice.

    ``as_of`` is the pinned reference date, None for today; ``near_days`` (``cycle_days`` for a
    recurring one) says how many days before its date a task counts as nearly due, ``behind`` from
    how many points on its progress counts as behind; ``renames`` are (standard head, own head).
    """

    as_of: date | None = None
    near_days: int = DEFAULTS.near_days
    renames: tuple[tuple[str, str], ...] = ()
    version: int = SCHEMA_VERSION
    cycle_days: int = DEFAULTS.cycle_days
    behind: int = DEFAULTS.behind

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
    that were written to the sheet 校验.  ``heads``, ``columns`` and ``merged`` describe the sheet
    as it was read and do not count when ledgers are compared.

    >>> notice = Notice(title="分工", year=2026, tasks=(Task("1", "公开预算", lead=("县财政局",)),))
    >>> ledger = Ledger.from_notice(notice)
    >>> [(a.unit, a.role) for a in ledger.assignments()]
    [('县财政局', 'lead')]
    """

    notice: Notice
    entries: tuple[Entry, ...] = ()
    roster: tuple[Member, ...] = ()
    settings: Settings = Settings()
    findings: tuple[Finding, ...] = ()
    file: str = field(default="", compare=False)
    heads: tuple[str, ...] = field(default=(), compare=False)
    columns: tuple[tuple[str, str], ...] = field(default=(), compare=False)
    merged: tuple[str, ...] = field(default=(), compare=False)
    sheet: str = field(default=TASKS, compare=False)
    pending: tuple[Change, ...] = field(default=(), compare=False)
    grid: Sheet | None = field(default=None, compare=False, repr=False)

    @classmethod
    def from_notice(cls, notice: Notice, *, roster: Roster | None = None) -> Ledger:
        """A new ledger with one row for every task, in the order of the notice.

        With a ``roster`` (:class:`toolkit.units.roster.Roster`) confirmed aliases become canonical
        names; every unit that it does not know is added to 单位名录.  The source of a task goes
        into the column 来源; the places of tasks and of the reader's findings then are those in
        the ledger.  What the reader left out stays with the notice.
        """
        from toolkit.ledger.build import from_notice

        return from_notice(cls, notice, roster)

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Ledger:
        """Read a ledger workbook (.xlsx, also .xls, .xlsb, .ods); columns are found by name.

        Where the raw deadline was edited since it was normalised, the task has the deadline that
        the words now mean, and :meth:`normalise_changes` lists what the file should say.

        Raises:
            FileProblem: the file is missing, locked, encrypted or damaged.
            LedgerProblem: no sheet looks like a ledger.
        """
        from toolkit.ledger.read import read_ledger

        return read_ledger(cls, Path(path))

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks in the order of the rows."""
        return self.notice.tasks

    @property
    def title(self) -> str:
        """What stands above the table."""
        return self.notice.title

    def assignments(self) -> tuple[Assignment, ...]:
        """One row for every task and unit, leads first, in the order of the ledger."""
        return tuple(
            Assignment(task, unit, role)
            for task in self.tasks
            for role, units in _roles(task)
            for unit in units
        )

    def units(self) -> tuple[str, ...]:
        """The units and groups that the tasks name, in the order of their first appearance."""
        return tuple(dict.fromkeys(assignment.unit for assignment in self.assignments()))

    def roster_of_units(self) -> Roster:
        """The sheet 单位名录 as a roster, which resolves aliases and expands groups."""
        from toolkit.units.roster import Roster

        rows: list[tuple[str, str, str]] = []
        for member in self.roster:
            rows.append((member.name, "group" if member.group else "unit", ""))
            rows += [(alias, "alias", member.name) for alias in member.aliases]
            rows += [(name, "member", member.name) for name in member.members]
        return Roster.from_rows(rows)

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
            heads=self.heads or tuple(HEADS.values()),
            columns=self.columns or tuple(HEADS.items()),
            merged=self.merged,
            sheet=self.sheet,
            is_ledger=True,
            grid=self.grid,
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

    def write(
        self,
        path: str | PathLike[str],
        *,
        overwrite: bool = False,
        template: str | PathLike[str] | None = None,
    ) -> Path:
        """Write a new workbook from the template; the same ledger gives the same bytes.

        Returns the path.

        Raises:
            FileProblem: the file exists and ``overwrite`` is false, or it is open elsewhere.
            LedgerProblem: a text is longer than a cell can hold, or the ledger has columns of
                the office's own that the template lacks.
            TemplateProblem: the template lacks a part.
        """
        from toolkit.ledger.write import write_ledger

        return write_ledger(self, Path(path), overwrite=overwrite, template=template)

    def to_frame(self) -> pd.DataFrame:
        """The rows of 台账 as a table; see :func:`toolkit.ledger.frame.to_frame` for the types."""
        from toolkit.ledger.frame import to_frame

        return to_frame(self)


def ledger_place(index: int, column: str = "") -> Place:
    """The place of the ``index``-th task in a new ledger."""
    return Place(sheet=TASKS, row=FIRST_ROW + index, column=column)


def _roles(task: Task) -> tuple[tuple[Role, tuple[str, ...]], tuple[Role, tuple[str, ...]]]:
    return ("lead", task.lead), ("other", task.others)
