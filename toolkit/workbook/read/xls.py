"""Old Excel workbooks (.xls, and .et as today's WPS writes it)."""

from __future__ import annotations

import io
from typing import Any

from toolkit.files.source import Source, damaged, encrypted
from toolkit.workbook.read.cellformat import Shown, show
from toolkit.workbook.read.sheet import SheetCells, Sheets


def read_xls(source: Source) -> Sheets:
    """The sheets of a .xls: like an .xlsx, with number formats, merges and hidden parts.

    Raises:
        FileProblem: damaged, or protected by a password.
    """
    import xlrd

    try:
        book = xlrd.open_workbook(
            file_contents=source.data,
            formatting_info=True,
            ragged_rows=True,
            ignore_workbook_corruption=True,
            logfile=io.StringIO(),
        )
        sheets = [_cells(book, sheet) for sheet in book.sheets()]
    except Exception as exc:
        if "encrypted" in str(exc).lower() or "password" in str(exc).lower():
            raise encrypted(source.name) from exc
        raise damaged(source.name, "Excel 工作簿（.xls）") from exc
    return Sheets(sheets)


def _cells(book: Any, sheet: Any) -> SheetCells:
    cells = SheetCells(str(sheet.name), hidden=bool(sheet.visibility))
    for row in range(sheet.nrows):
        kinds, values = sheet.row_types(row), sheet.row_values(row)
        for column, (kind, value) in enumerate(zip(kinds, values, strict=False)):
            # xlrd's kinds: 0 empty, 1 text, 2 number, 3 date, 4 boolean, 5 error, 6 blank.
            if kind in (2, 3):
                style = book.xf_list[sheet.cell_xf_index(row, column)]
                code = book.format_map[style.format_key].format_str
                cells.put(row, column, show(value, code, book.datemode == 1))
            elif kind == 1:
                cells.put(row, column, Shown(value.replace("\r\n", "\n").replace("\r", "\n")))
            elif kind == 4:
                cells.put(row, column, Shown("TRUE" if value else "FALSE"))
            elif kind == 5:
                cells.put(row, column, Shown(ERRORS.get(value, "#VALUE!")))
    cells.merged = [(a, c, b - 1, d - 1) for a, b, c, d in sheet.merged_cells]
    cells.hidden_rows = {r for r, info in sheet.rowinfo_map.items() if info.hidden}
    cells.hidden_columns = {c for c, info in sheet.colinfo_map.items() if info.hidden}
    return cells


ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
"""What Excel shows for the error codes of its binary formats."""
