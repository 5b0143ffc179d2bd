"""Old Excel workbooks (.xls, also .et of today's WPS) and binary ones (.xlsb)."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from toolkit.model import LeftOut, Place
from toolkit.notice.document import Document
from toolkit.notice.formats.archive import Archive
from toolkit.notice.formats.cellformat import Shown, plain, show, show_date
from toolkit.notice.formats.sheetgrid import SheetCells
from toolkit.notice.formats.source import Source, check_grid_size, damaged, encrypted
from toolkit.notice.formats.xlsx import assemble

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

# calamine lays every sheet out as a full rectangle before anyone can ask how large it is.
_DENSE_LIMIT = 20_000_000


def read_xls(source: Source) -> Document:
    """The document of a .xls: like an .xlsx, with number formats and merges.

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
        sheets = [_from_xlrd(book, sheet) for sheet in book.sheets()]
    except Exception as exc:
        if "encrypted" in str(exc).lower() or "password" in str(exc).lower():
            raise encrypted(source.name) from exc
        # xlrd is strict about records that calamine reads over.
        return read_calamine(source, "Excel 工作簿（.xls）")
    return assemble(sheets, source.name)


def read_xlsb(source: Source) -> Document:
    """The document of a .xlsb; the number formats are not known there."""
    archive = Archive(source)
    for part in archive.names:
        if part.lower().startswith("xl/worksheets/") and part.lower().endswith(".bin"):
            rows, columns = _extent(archive.read(part))
            if rows * columns > _DENSE_LIMIT:
                check_grid_size(source.name, rows, columns)
    return read_calamine(source, "Excel 工作簿（.xlsb）")


def read_calamine(source: Source, kind: str) -> Document:
    """The document of any workbook that calamine knows; ``kind`` is for the message.

    A date on the first of a month is remarked on: without its number format, 2022年12月 cannot be
    told from 2022-12-01, so it is given as a month and not as a date.
    """
    import python_calamine as calamine

    left_out: list[LeftOut] = []
    try:
        book = calamine.load_workbook(io.BytesIO(source.data))
        with book:
            sheets = list(_from_calamine(book, source.name, left_out))
    except calamine.PasswordError as exc:
        raise encrypted(source.name) from exc
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as exc:
        # A Rust panic arrives as a BaseException of its own.
        raise damaged(source.name, kind) from exc
    return assemble(sheets, source.name, left_out)


def _from_xlrd(book: Any, sheet: Any) -> SheetCells:
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
                cells.put(row, column, Shown(_ERRORS.get(value, "#VALUE!")))
    cells.merged = [(a, c, b - 1, d - 1) for a, b, c, d in sheet.merged_cells]
    cells.hidden_rows = {r for r, info in sheet.rowinfo_map.items() if info.hidden}
    cells.hidden_columns = {c for c, info in sheet.colinfo_map.items() if info.hidden}
    return cells


_ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


def _from_calamine(
    book: CalamineWorkbook, file: str, left_out: list[LeftOut]
) -> Iterator[SheetCells]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        cells = SheetCells(meta.name, hidden=meta.visible != SheetVisibleEnum.Visible)
        cells.merged = [(*a, *b) for a, b in sheet.merged_cell_ranges or []]
        _fill(cells, sheet, file, left_out)
        yield cells


def _fill(cells: SheetCells, sheet: CalamineSheet, file: str, left_out: list[LeftOut]) -> None:
    start = sheet.start
    if start is None:
        return
    for row, line in enumerate(sheet.to_python(skip_empty_area=True), start[0]):
        for column, value in enumerate(line, start[1]):
            if value == "":
                continue
            shown = _shown(value)
            if isinstance(value, date) and value.day == 1:
                shown = Shown(f"{value.year}年{value.month}月")
                why = "无法知道日期格式，按“年月”读取，原值为 " + value.isoformat()[:10]
                left_out.append(LeftOut("", why, Place(file, cells.name, row=row + 1)))
            cells.put(row, column, shown)


def _shown(value: object) -> Shown:
    if isinstance(value, bool):
        return Shown("TRUE" if value else "FALSE")
    if isinstance(value, (int, float)):
        return Shown(plain(value))
    if isinstance(value, datetime):
        return show_date(value)
    if isinstance(value, date):
        return Shown(value.isoformat(), value)
    if isinstance(value, time):
        return Shown(value.isoformat())
    if isinstance(value, timedelta):
        return Shown(str(value))
    return Shown(str(value).replace("\r\n", "\n").replace("\r", "\n"))


def _extent(data: bytes) -> tuple[int, int]:
    """Rows and columns up to the last cell with content of a binary sheet ([MS-XLSB] 2.1.4)."""
    at, row, rows, columns = 0, 0, 0, 0
    while at < len(data):
        kind, at = _varint(data, at, 2)
        size, at = _varint(data, at, 4)
        first = int.from_bytes(data[at : at + 4], "little")
        if kind == 0:
            row = first
        elif 2 <= kind <= 11:
            rows, columns = max(rows, row + 1), max(columns, first + 1)
        at += size
    return rows, columns


def _varint(data: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for shift in range(most):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            break
    return value, at
