"""OpenDocument spreadsheets (.ods): what each cell shows stands in the file itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from toolkit.files.archive import Archive
from toolkit.files.source import CELL_LIMIT, Source, check_grid_size, damaged
from toolkit.model import LeftOut, Place
from toolkit.workbook.read.cellformat import Shown
from toolkit.workbook.read.sheet import SheetCells, Sheets, column_letters

if TYPE_CHECKING:
    from lxml.etree import _Element

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_NUMBERS = re.compile(r"\d+")
_ROW_GROUPS = {"table-header-rows", "table-row-group", "table-rows"}


def read_ods(source: Source) -> Sheets:
    """The sheets of an .ods; spans as the file states them.

    Raises:
        FileProblem: damaged, encrypted, or with more cells than can be a task table.
    """
    root = Archive(source).xml("content.xml")
    if root is None:
        raise damaged(source.name, "ODS 表格", "找不到内容部分")
    left_out: list[LeftOut] = []
    hidden = {
        str(style.get(f"{_STYLE}name"))
        for style in root.iter(f"{_STYLE}style")
        for properties in style.iterchildren(f"{_STYLE}table-properties")
        if properties.get(f"{_TABLE}display") == "false"
    }
    sheets = []
    for spreadsheet in root.iter(f"{_OFFICE}spreadsheet"):
        for table in spreadsheet.iterchildren(f"{_TABLE}table"):
            name = str(table.get(f"{_TABLE}name", ""))
            sheet = SheetCells(name, hidden=str(table.get(f"{_TABLE}style-name")) in hidden)
            _fill(sheet, table, source.name, left_out)
            sheets.append(sheet)
    return Sheets(sheets, left_out)


def _fill(sheet: SheetCells, table: _Element, file: str, left_out: list[LeftOut]) -> None:
    column = 0
    for item in table.iter(f"{_TABLE}table-column"):
        repeated = _number(item, "number-columns-repeated")
        if item.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            sheet.hidden_columns.update(range(column, min(column + repeated, 16_384)))
        column += repeated
    row = 0
    for element in _rows(table):
        repeated = _number(element, "number-rows-repeated")
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            sheet.hidden_rows.update(range(row, min(row + repeated, row + 10_000)))
        _row(sheet, element, row, repeated, file, left_out)
        row += repeated


def _row(
    sheet: SheetCells,
    element: _Element,
    row: int,
    repeated: int,
    file: str,
    left_out: list[LeftOut],
) -> None:
    column = 0
    for cell in element:
        name = str(cell.tag).rpartition("}")[2]
        if name not in ("table-cell", "covered-table-cell"):
            continue
        across = _number(cell, "number-columns-repeated")
        shown = _shown(cell)
        if shown.text.strip():
            if across * repeated + len(sheet.cells) > CELL_LIMIT:
                check_grid_size(file, repeated, CELL_LIMIT)
            for r in range(row, row + repeated):
                for c in range(column, column + across):
                    sheet.put(r, c, shown)
        if name == "table-cell":
            rows, columns = (
                _number(cell, "number-rows-spanned"),
                _number(cell, "number-columns-spanned"),
            )
            if rows > 1 or columns > 1:
                sheet.merged.append((row, column, row + rows - 1, column + columns - 1))
        for note in cell.iterchildren(f"{_OFFICE}annotation"):
            text = "\n".join(_plain(p) for p in note.iter(f"{_TEXT}p"))
            place = Place(file, sheet.name, row=row + 1, column=column_letters(column))
            if text.strip():
                left_out.append(LeftOut(text, "批注", place))
        column += across


def _rows(table: _Element) -> Iterator[_Element]:
    for child in table:
        name = str(child.tag).rpartition("}")[2]
        if name == "table-row":
            yield child
        elif name in _ROW_GROUPS:
            yield from _rows(child)


def _shown(cell: _Element) -> Shown:
    text = "\n".join(_plain(p) for p in cell.iterchildren(f"{_TEXT}p"))
    kind = cell.get(f"{_OFFICE}value-type")
    if kind == "date":
        stored = str(cell.get(f"{_OFFICE}date-value", ""))[:10]
        try:
            day = date.fromisoformat(stored)
        except ValueError:
            return Shown(text)
        # Two numbers shown are a month, or a day without its year: then what is shown counts.
        if not text or len(_NUMBERS.findall(text)) >= 3:
            clock = str(cell.get(f"{_OFFICE}date-value", ""))[11:16]
            timed = clock and clock != "00:00" and ":" in text
            return Shown(f"{day.isoformat()} {clock}" if timed else day.isoformat(), day)
    return Shown(text or str(cell.get(f"{_OFFICE}value", "")))


def _plain(element: _Element) -> str:
    pieces: list[str] = []
    todo: list[tuple[_Element, bool]] = [(element, True)]
    while todo:
        item, inside = todo.pop()
        if not inside:
            pieces.append(item.tail or "")
            continue
        name = str(item.tag).rpartition("}")[2]
        if name == "s":
            pieces.append(" " * min(_number(item, "c", _TEXT), 1000))
        elif name in ("tab", "line-break"):
            pieces.append("\t" if name == "tab" else "\n")
        elif name not in ("annotation", "note", "ruby-text"):
            pieces.append(item.text or "")
            for child in reversed(item):
                todo += [(child, False), (child, True)]
    return "".join(pieces)


def _number(element: _Element, name: str, namespace: str = _TABLE) -> int:
    text = str(element.get(namespace + name, "1"))
    return max(1, min(int(text), 2_000_000)) if text.isdecimal() else 1
