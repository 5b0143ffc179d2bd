"""Workbooks as documents: each sheet becomes a table that is as small as it can be."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from toolkit.errors import DamagedFile
from toolkit.files.source import CELL_LIMIT, Source, check_grid_size
from toolkit.model import LeftOut, Place
from toolkit.notice.document import Cell, Covered, Document, Table
from toolkit.workbook.read import ods, xls, xlsb, xlsx
from toolkit.workbook.read.cellformat import Shown
from toolkit.workbook.read.sheet import SheetCells, Sheets, column_letters


def read_xlsx(source: Source) -> Document:
    """The document of a .xlsx or .xlsm; see :func:`document_of`."""
    return document_of(xlsx.read_xlsx(source), source.name)


def read_xls(source: Source) -> Document:
    """The document of a .xls; what is unreadable goes to LibreOffice where it is installed."""
    from toolkit.files.libreoffice import find_soffice
    from toolkit.notice.formats.office import read_office

    try:
        book = xls.read_xls(source)
    except DamagedFile:
        if find_soffice() is None or source.depth:
            raise
        return read_office(source)
    return document_of(book, source.name)


def read_xlsb(source: Source) -> Document:
    """The document of a .xlsb; see :func:`document_of`."""
    return document_of(xlsb.read_xlsb(source), source.name)


def read_ods(source: Source) -> Document:
    """The document of an .ods; see :func:`document_of`."""
    return document_of(ods.read_ods(source), source.name)


def document_of(book: Sheets, file: str) -> Document:
    """A table for every visible sheet that has text, titled with the sheet's name.

    Hidden sheets are left out with the reason; hidden rows and columns are read like others and
    remarked on.

    Raises:
        FileProblem: more cells than can be a task table.
    """
    left_out = book.left_out
    tables: list[Table] = []
    for sheet in book.sheets:
        table, remarks = to_table(sheet, file, len(tables) + 1)
        left_out += remarks
        if table is None:
            continue
        if sheet.hidden:
            text = "\n".join("\t".join(c.text for c in row if not c.covered) for row in table.rows)
            left_out.append(LeftOut(text, "隐藏的工作表", Place(file, sheet.name)))
        else:
            tables.append(table)
    return Document(tuple(tables), file, tuple(left_out))


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
