"""A ledger workbook becomes a ledger; columns are found by name, whatever their order."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from os import PathLike
from pathlib import Path

from toolkit.errors import LedgerProblem
from toolkit.ledger import columns
from toolkit.ledger.evidence import find_ledger, is_ours
from toolkit.ledger.later import Later
from toolkit.ledger.ledger import Ledger, roster_of
from toolkit.ledger.marks import read_marks
from toolkit.ledger.names_in_cell import UnitCells
from toolkit.ledger.roster_rows import read_roster
from toolkit.ledger.rows import TaskReader
from toolkit.ledger.settings import Head, read_settings, refuse_newer
from toolkit.ledger.standings import AssignedSheet
from toolkit.ledger.table_area import rows_outside
from toolkit.workbook.cell_values import text_of
from toolkit.workbook.grid import Sheet, Workbook
from toolkit.workbook.heads import Heads
from toolkit.workbook.ranges import letters


def read_ledger(path: str | PathLike[str]) -> Ledger:
    """Read a ledger workbook (.xlsx, also .xls, .xlsb, .ods); columns are found by name.

    Where the raw deadline was edited since it was normalised, the task has the deadline that the
    words now mean, and :meth:`Ledger.normalise_changes` lists what the file should say.

    Raises:
        FileProblem: the file is missing, locked, encrypted or damaged.
        LedgerProblem: no sheet looks like a ledger.
    """
    path = Path(path)
    book = Workbook(path)
    known = {name.strip(): name for name in book.names}

    def grid(name: str) -> Sheet | None:
        return book.sheet(known[name]) if name in known else None

    head = read_settings(grid(columns.SETTINGS))
    refuse_newer(head.settings.version, path.name)
    roster, odd = read_roster(grid(columns.ROSTER))
    sheet, heads = _tasks(book, head, path)
    reader = TaskReader(sheet, heads, head, UnitCells(roster_of(roster)))
    entries = tuple(reader.entries())
    marks = read_marks(grid(columns.FINDINGS))
    notice = replace(
        head.notice,
        tasks=tuple(entry.task for entry in entries),
        findings=tuple(mark.finding for mark in marks if mark.from_reader),
    )
    below = rows_outside(path, sheet.name, (entry.task.place.row for entry in entries))
    assigned = AssignedSheet(lambda: grid(columns.ASSIGNMENTS), head.notice.year)
    return Ledger(
        notice,
        entries,
        roster,
        head.settings,
        tuple(mark.finding for mark in marks if not mark.from_reader),
        assigned.standings,
        file=path.name,
        heads=reader.heads,
        columns=reader.columns,
        merged=merged_areas(sheet, heads.row),
        sheet=sheet.name,
        pending=tuple(reader.pending),
        assigned=assigned.rows,
        sheets=tuple(known),
        marks=marks,
        letters=tuple((n, letters(at)) for at, n in enumerate(heads.names, 1) if n.strip()),
        counted=Later(lambda: tuple(_counted(grid(columns.STATISTICS)))),
        remarks=Later(lambda: (*reader.findings, *below, *odd, *assigned.findings)),
    )


def merged_areas(grid: Sheet, head: int) -> tuple[str, ...]:
    """The merged areas that cover rows below the heads, as ``B4:B9``."""
    return tuple(
        f"{letters(c1 + 1)}{r1 + 1}:{letters(c2 + 1)}{r2 + 1}"
        for (r1, c1), (r2, c2) in sorted(grid.merged)
        if r2 > head
    )


def is_ledger(path: Path) -> bool:
    """Whether a workbook is a ledger; see :mod:`toolkit.ledger.evidence`.

    Raises:
        FileProblem: the file is no workbook that can be read.
    """
    book = Workbook(path)
    return is_ours(book) or find_ledger(book).grid is not None


def _tasks(book: Workbook, head: Head, path: Path) -> tuple[Sheet, Heads]:
    """The sheet with the tasks, and its heads."""
    found = find_ledger(book, dict(head.settings.renames))
    if found.grid is not None and found.heads is not None:
        return found.grid, found.heads
    if found.ours:
        raise LedgerProblem(
            f"“{path.name}”的工作表“{columns.TASKS}”前 20 行里认不出列名：{found.why}。"
            "列名改过的，请在工作表“设置”里登记。"
        )
    wanted = "、".join(c.head for c in columns.TASK_COLUMNS if c.required)
    why = f"{found.why}。" if found.why else ""
    raise LedgerProblem(
        f"“{path.name}”里没有找到台账：{why}要有名为“{columns.TASKS}”和“{columns.SETTINGS}”的工作表，"
        f"或者有一张表，每行有自己的编号，列名有{wanted}等，并有状态、进度或截止日期。"
    )


def _counted(grid: Sheet | None) -> Iterator[str]:
    """The units of the sheet 统计: below the row of their heads, up to the first blank one."""
    wanted = [column.head for column in columns.STATISTIC_COLUMNS]
    found = False
    for row in grid.rows if grid else ():
        texts = [text_of(value).strip() for value in row]
        if found:
            if not texts[0]:
                return
            yield texts[0]
        found = found or texts[: len(wanted)] == wanted
