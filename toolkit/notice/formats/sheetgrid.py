"""The cells of one worksheet, wherever they stand, as a table that is as small as it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from toolkit.model import LeftOut, Place
from toolkit.notice.document import Cell, Covered, Table
from toolkit.notice.formats.cellformat import Shown
from toolkit.notice.formats.source import CELL_LIMIT, check_grid_size

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; counted from 0, both ends inclusive."""


@dataclass(slots=True)
class SheetCells:
    """What a workbook reader collects of one sheet; positions are counted from 0."""

    name: str
    cells: dict[tuple[int, int], Shown] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False

    def put(self, row: int, column: int, shown: Shown) -> None:
        """Keep a cell that has text."""
        if shown.text.strip():
            self.cells[row, column] = shown


def to_table(sheet: SheetCells, file: str, number: int) -> tuple[Table | None, list[LeftOut]]:
    """The sheet's table with merges laid out, and remarks; None when no cell has text.

    Empty rows and columns at the edges are cut off.  Where a stray cell far away would blow the
    table up, the empty rows and columns between are dropped too; ``place`` always tells the true
    row and column.

    Raises:
        FileProblem: the table is too large even so.
    """
    remarks: list[LeftOut] = []
    cells = dict(sheet.cells)
    covered = _covered(sheet, cells, remarks, file)
    if not cells:
        return None, remarks
    filled_rows = sorted({row for row, _ in cells})
    filled_columns = sorted({column for _, column in cells})
    rows = list(range(filled_rows[0], filled_rows[-1] + 1))
    columns = list(range(filled_columns[0], filled_columns[-1] + 1))
    if len(rows) * len(columns) > CELL_LIMIT // 3:
        rows, columns = filled_rows, filled_columns
    check_grid_size(f"{file}”工作表“{sheet.name}", len(rows), len(columns))
    letters = {column: column_letters(column) for column in columns}
    grid = []
    for row in rows:
        line = []
        for column in columns:
            place = Place(file, sheet.name, row=row + 1, column=letters[column])
            origin, how = covered.get((row, column), ((row, column), ""))
            shown = cells.get(origin)
            text, value = (shown.text, shown.value) if shown else ("", None)
            line.append(Cell(text, how if shown or how else "", value, place))
        grid.append(tuple(line))
    _remark_hidden(sheet, rows, columns, remarks, file)
    place = Place(file, sheet.name, table=number)
    return Table(tuple(grid), True, place, sheet.name), remarks


def column_letters(column: int) -> str:
    """The letters of a column counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def _covered(
    sheet: SheetCells,
    cells: dict[tuple[int, int], Shown],
    remarks: list[LeftOut],
    file: str,
) -> dict[tuple[int, int], tuple[tuple[int, int], Covered]]:
    if not cells:
        return {}
    last_row = max(row for row, _ in cells)
    last_column = max(column for _, column in cells)
    found: dict[tuple[int, int], tuple[tuple[int, int], Covered]] = {}
    # Merges never overlap in a sound file, so all of them together cover the sheet at most once.
    left_over = min((last_row + 1) * (last_column + 1), CELL_LIMIT)
    for top, left, bottom, right in sheet.merged:
        # A merge of whole columns has a million positions; none beyond the last text matters.
        bottom, right = min(bottom, last_row), min(right, last_column)
        left_over -= max(0, bottom + 1 - top) * max(0, right + 1 - left)
        if left_over < 0:
            why = "合并单元格的范围互相重叠或过大，其余的合并没有读取"
            remarks.append(LeftOut("", why, Place(file, sheet.name)))
            break
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) == (top, left) or (row, column) in found:
                    continue
                found[row, column] = ((top, left), "left" if row == top else "up")
    for position in found:
        if position in cells:
            where = Place(file, sheet.name, row=position[0] + 1, column=column_letters(position[1]))
            remarks.append(LeftOut(cells.pop(position).text, "合并单元格中被遮住的文字", where))
    return found


def _remark_hidden(
    sheet: SheetCells, rows: list[int], columns: list[int], remarks: list[LeftOut], file: str
) -> None:
    place = Place(file, sheet.name)
    if hidden := sorted(sheet.hidden_rows.intersection(rows)):
        why = f"第{_ranges(hidden, lambda r: str(r + 1))}行是隐藏行，已照常读取"
        remarks.append(LeftOut("", why, place))
    if hidden := sorted(sheet.hidden_columns.intersection(columns)):
        why = f"{_ranges(hidden, column_letters)}列是隐藏列，已照常读取"
        remarks.append(LeftOut("", why, place))


def _ranges(numbers: Iterable[int], name: Callable[[int], str]) -> str:
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return "、".join(name(a) if a == b else f"{name(a)}-{name(b)}" for a, b in runs)
