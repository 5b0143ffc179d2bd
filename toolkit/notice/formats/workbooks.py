"""Workbooks as documents: each sheet becomes a table that is as small as it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from toolkit.files.source import CELL_LIMIT, Source, check_grid_size
from toolkit.model import LeftOut, Place
from toolkit.notice.document import STRUCK, Cell, Covered, Document, Table
from toolkit.workbook.grid import Sheet, Workbook
from toolkit.workbook.number_spans import Spans
from toolkit.workbook.ranges import letters
from toolkit.workbook.read.date_format import Shown
from toolkit.workbook.sheet import Runs

Cells = dict[tuple[int, int], Shown]


def read_workbook(source: Source) -> Document:
    """A table for every visible sheet that has text, titled with the sheet's name.

    Hidden sheets are left out with the reason; hidden rows and columns are read like others and
    remarked on.

    Raises:
        FileProblem: damaged, encrypted, or more cells than can be a task table.
    """
    book = Workbook(source)
    left_out: list[LeftOut] = []
    tables: list[Table] = []
    for name in book.names:
        sheet = book.sheet(name)
        left_out += sheet.remarks
        table, remarks = to_table(sheet, source.name, len(tables) + 1)
        left_out += remarks
        if table is None:
            continue
        if sheet.hidden:
            text = "\n".join("\t".join(c.text for c in row if not c.covered) for row in table.rows)
            left_out.append(LeftOut(text, "隐藏的工作表", Place(source.name, sheet.name)))
        else:
            tables.append(table)
    return Document(tuple(tables), source.name, tuple(left_out))


def to_table(sheet: Sheet, file: str, number: int) -> tuple[Table | None, list[LeftOut]]:
    """The sheet's table with merges laid out, and remarks; None when no cell has text.

    Empty rows and columns at the edges are cut off.  Where a stray cell far away would blow the
    table up, the empty rows and columns between are dropped too; ``place`` always tells the true
    row and column.

    Raises:
        FileProblem: the table is too large even so.
    """
    remarks: list[LeftOut] = []
    cells = _cells(sheet, file, remarks)
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
    names = {column: letters(column + 1) for column in columns}
    grid = []
    for row in rows:
        line = []
        for column in columns:
            place = Place(file, sheet.name, row=row + 1, column=names[column])
            origin, how = covered.get((row, column), ((row, column), ""))
            shown = cells.get(origin)
            text, value = (shown.text, shown.value) if shown else ("", None)
            line.append(Cell(text, how if shown or how else "", value, place))
        grid.append(tuple(line))
    _remark_hidden(sheet, rows, columns, remarks, file)
    place = Place(file, sheet.name, table=number)
    return Table(tuple(grid), True, place, sheet.name), remarks


def _cells(sheet: Sheet, file: str, remarks: list[LeftOut]) -> Cells:
    """What the cells with text show; formulas without a result are remarked on."""
    cells: Cells = {}
    struck = sheet.may_be_struck
    unlike = 0
    for row, values in sheet.filled():
        for column, value in enumerate(values):
            if value == "":
                continue
            shown = sheet.show(row, column)
            if struck and sheet.struck(row, column) != "no":
                place = Place(file, sheet.name, row=row + 1, column=letters(column + 1))
                shown = _unstruck(sheet.runs(row, column), place, remarks)
            if shown.text.strip():
                cells[row, column] = shown
            unlike += not shown.exact
    if unlike:
        why = f"有 {unlike} 格的数字格式不能照显示的样子读取（例如分数、隐藏数值），按存储的值读取"
        remarks.append(LeftOut("", why, Place(file, sheet.name)))
    for row, _ in sheet.uncomputed():
        why = "公式没有保存计算结果，请在 Excel 或 WPS 中打开并保存一次"
        remarks.append(LeftOut("", why, Place(file, sheet.name, row=row + 1)))
    return cells


def _unstruck(runs: Runs, place: Place, remarks: list[LeftOut]) -> Shown:
    """What of a cell is not struck through; the rest is left out."""
    remarks.append(LeftOut("".join(text for text, struck in runs if struck), STRUCK, place))
    return Shown("".join(text for text, struck in runs if not struck))


def _covered(
    sheet: Sheet,
    cells: Cells,
    remarks: list[LeftOut],
    file: str,
) -> dict[tuple[int, int], tuple[tuple[int, int], Covered]]:
    if not cells:
        return {}
    last_row = max(row for row, _ in cells)
    last_column = max(column for _, column in cells)
    found: dict[tuple[int, int], tuple[tuple[int, int], Covered]] = {}
    for (top, left), (bottom, right) in sheet.merged:
        # A merge of whole columns has a million positions; none beyond the last text matters.
        bottom, right = min(bottom, last_row), min(right, last_column)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                if (row, column) == (top, left) or (row, column) in found:
                    continue
                found[row, column] = ((top, left), "left" if row == top else "up")
    for position in found:
        if position in cells:
            where = Place(file, sheet.name, row=position[0] + 1, column=letters(position[1] + 1))
            remarks.append(LeftOut(cells.pop(position).text, "合并单元格中被遮住的文字", where))
    return found


def _remark_hidden(
    sheet: Sheet, rows: list[int], columns: list[int], remarks: list[LeftOut], file: str
) -> None:
    place = Place(file, sheet.name)
    if hidden := _inside(sheet.hidden_rows, rows):
        why = f"第{_ranges(hidden, lambda r: str(r + 1))}行是隐藏行，已照常读取"
        remarks.append(LeftOut("", why, place))
    if hidden := _inside(sheet.hidden_columns, columns):
        why = f"{_ranges(hidden, lambda c: letters(c + 1))}列是隐藏列，已照常读取"
        remarks.append(LeftOut("", why, place))


def _inside(spans: Spans, numbers: list[int]) -> list[int]:
    return [number for number in numbers if number in spans] if spans.ranges else []


def _ranges(numbers: Iterable[int], name: Callable[[int], str]) -> str:
    runs: list[list[int]] = []
    for n in numbers:
        if runs and n == runs[-1][1] + 1:
            runs[-1][1] = n
        else:
            runs.append([n, n])
    return "、".join(name(a) if a == b else f"{name(a)}-{name(b)}" for a, b in runs)
