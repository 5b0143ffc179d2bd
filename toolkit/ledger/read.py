"""A ledger workbook becomes a ledger; columns are found by name, whatever their order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from toolkit.errors import LedgerProblem
from toolkit.ledger import columns
from toolkit.ledger.ledger import Ledger, Member
from toolkit.ledger.marks import findings_of
from toolkit.ledger.names_in_cell import split_units
from toolkit.ledger.rows import TaskReader
from toolkit.ledger.settings import Head, read_settings
from toolkit.workbook.grid import Sheet, Workbook
from toolkit.workbook.heads import Column, find_heads, table
from toolkit.workbook.ranges import letters

# So many known heads make a sheet a ledger; title pages and covering letters have fewer.
_ENOUGH = 3


def read_ledger(cls: type[Ledger], path: Path) -> Ledger:
    """See :meth:`toolkit.ledger.Ledger.read`."""
    book = Workbook(path)
    known = {name.strip(): name for name in book.names}

    def grid(name: str) -> Sheet | None:
        return book.sheet(known[name]) if name in known else None

    head = read_settings(grid(columns.SETTINGS))
    sheet, row, places = _tasks(book, known, head, path)
    reader = TaskReader(sheet, row, places, head)
    entries = tuple(reader.entries())
    noted, checked = findings_of(_table(grid(columns.FINDINGS), columns.FINDING_COLUMNS))
    notice = replace(
        head.notice,
        tasks=tuple(entry.task for entry in entries),
        findings=tuple(noted),
    )
    roster = _table(grid(columns.ROSTER), columns.ROSTER_COLUMNS)
    return cls(
        notice,
        entries,
        tuple(_member(member) for member in roster if member.get("name", "").strip()),
        head.settings,
        tuple(checked),
        file=path.name,
        heads=reader.heads,
        columns=reader.columns,
        merged=merged_areas(sheet, row),
        sheet=sheet.name,
        pending=tuple(reader.pending),
        grid=sheet,
    )


def merged_areas(grid: Sheet, head: int) -> tuple[str, ...]:
    """The merged areas that cover rows below the heads, as ``B4:B9``."""
    return tuple(
        f"{letters(c1 + 1)}{r1 + 1}:{letters(c2 + 1)}{r2 + 1}"
        for (r1, c1), (r2, c2) in sorted(grid.merged)
        if r2 > head
    )


def is_ledger(path: Path) -> bool:
    """Whether a workbook is a ledger of ours: it has the sheets 台账 and 设置.

    Raises:
        FileProblem: the file is no workbook that can be read.
    """
    names = {name.strip() for name in Workbook(path).names}
    return {columns.TASKS, columns.SETTINGS} <= names


def _tasks(
    book: Workbook, known: dict[str, str], head: Head, path: Path
) -> tuple[Sheet, int, dict[str, list[int]]]:
    """The sheet with the tasks, the row of its heads and its columns."""
    first = [known[columns.TASKS]] if columns.TASKS in known else []
    others = [name for name in book.names if name.strip() not in columns.SHEETS]
    renames = dict(head.settings.renames)
    for name in first + others:
        grid = book.sheet(name)
        found = find_heads(grid, columns.TASK_COLUMNS, renames)
        # A notice may be a workbook too; what makes a ledger of it is the tasks' own ids.
        named = name in first or (found is not None and "id" in found[1])
        if found and named and len(found[1]) >= _ENOUGH:
            return grid, found[0], found[1]
    wanted = "、".join(c.head for c in columns.TASK_COLUMNS if c.required)
    raise LedgerProblem(
        f"“{path.name}”里没有找到台账：要有名为“{columns.TASKS}”的工作表，或者有“编号”列的工作表，"
        f"前 20 行内有列名（{wanted} 等）。列名改过的，请在工作表“设置”里登记。"
    )


def _table(grid: Sheet | None, wanted: tuple[Column, ...]) -> list[dict[str, str]]:
    return table(grid, wanted) if grid else []


def _member(row: dict[str, str]) -> Member:
    return Member(
        row["name"],
        split_units(row.get("aliases", "")),
        row.get("kind", "") == "群体",
        split_units(row.get("members", "")),
    )
