"""OpenDocument spreadsheets (.ods): what each cell shows stands in the file itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from toolkit.errors import FileProblem
from toolkit.files.archive import ELEMENT_LIMIT, STREAM_LIMIT, Archive, xml_elements
from toolkit.files.source import Source, damaged
from toolkit.limits import MAX_COLUMNS, MAX_ROWS
from toolkit.model import LeftOut, Place
from toolkit.workbook.cell_values import Raw
from toolkit.workbook.ranges import letters
from toolkit.workbook.read.cellformat import whole_day
from toolkit.workbook.read.collect import Collector, Looks
from toolkit.workbook.read.date_format import Shown
from toolkit.workbook.sheet import Look, Runs, Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_NUMBERS = re.compile(r"\d+")
_SPAN = re.compile(r"P(?:(\d+)D)?T?(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?")
_ERROR = re.compile(r"#[A-Z/0!?]+|Err:\d+")
_REPEATED_LIMIT: Final = 1_000_000
_LOOKS: Final = (Look(), Look(struck=True))


class OdsBook:
    """One workbook, read whole at once since its sheets stand in one part.

    Raises:
        FileProblem: damaged, encrypted, or with more cells than a ledger can have.
    """

    epoch_1904 = False

    def __init__(self, source: Source) -> None:
        archive = Archive(source)
        self.file = source.name
        if not archive.has("content.xml"):
            raise damaged(source.name, "ODS 表格", "找不到内容部分")
        self._styles = _Styles()
        styles = archive.xml("styles.xml", ELEMENT_LIMIT)
        for style in styles.iter(f"{_STYLE}style") if styles is not None else ():
            self._styles.add(style)
        self._sheets: dict[str, Sheet] = {}
        pieces = archive.chunks("content.xml", STREAM_LIMIT, "表格内容（content.xml）")
        self._read(xml_elements(pieces, ("style", "table-column", "table-row", "table"),
                                source.name, "content.xml"))  # fmt: skip
        self.names = tuple(self._sheets)

    def sheet(self, name: str) -> Sheet:
        """One sheet with all its facts."""
        return self._sheets[name]

    def _read(self, elements: Iterator[_Element]) -> None:
        reader: _TableReader | None = None
        for element in elements:
            name = _local(element)
            if name == "style":
                self._styles.add(element)
                continue
            table = element if name == "table" else _table_of(element)
            if table is None or _local(table.getparent()) != "spreadsheet":
                continue
            if reader is None or reader.table is not table:
                reader = _TableReader(table, self.file, self._styles)
            if name == "table-row":
                reader.row(element)
            elif name == "table-column":
                reader.column(element)
            else:
                sheet = reader.finished()
                self._sheets.setdefault(sheet.name, sheet)
                reader = None


class _Styles:
    """Which styles strike text through, and which hide a table; styles inherit from parents."""

    def __init__(self) -> None:
        self.hidden: set[str] = set()
        self._struck: dict[str, bool | None] = {}
        self._parents: dict[str, str] = {}

    def add(self, style: _Element) -> None:
        """Take in one style."""
        name = str(style.get(f"{_STYLE}name", ""))
        self._parents[name] = str(style.get(f"{_STYLE}parent-style-name", ""))
        for properties in style:
            kind = _local(properties)
            if kind == "table-properties" and properties.get(f"{_TABLE}display") == "false":
                self.hidden.add(name)
            elif kind == "text-properties":
                line = properties.get(f"{_STYLE}text-line-through-style")
                line = line or properties.get(f"{_STYLE}text-line-through-type")
                if line is not None:
                    self._struck[name] = line != "none"

    def struck(self, name: object) -> bool | None:
        """Whether a style strikes text through; None where it says nothing about that."""
        at = str(name or "")
        for _ in range(10):
            if (found := self._struck.get(at)) is not None:
                return found
            if not (at := self._parents.get(at, "")):
                return None
        return None


class _TableReader:
    """One table while its columns and rows come along."""

    def __init__(self, table: _Element, file: str, styles: _Styles) -> None:
        self.table = table
        self._styles = styles
        self._hidden = str(table.get(f"{_TABLE}style-name")) in styles.hidden
        self._sheet = Collector(file, str(table.get(f"{_TABLE}name", "")), Looks(_LOOKS))
        self._hidden_rows: list[tuple[int, int]] = []
        self._hidden_columns: list[tuple[int, int]] = []
        self._column_styles: list[tuple[int, object]] = []
        self._row = 0
        self._column = 0
        self._repeated = 0

    def finished(self) -> Sheet:
        """The sheet, after its last row."""
        return self._sheet.sheet(
            hidden=self._hidden,
            hidden_rows=self._hidden_rows,
            hidden_columns=self._hidden_columns,
        )

    def column(self, element: _Element) -> None:
        """Take in a description of columns."""
        last = min(self._column + _number(element, "number-columns-repeated"), MAX_COLUMNS) - 1
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            self._hidden_columns.append((self._column, last))
        self._column_styles.append((last, element.get(f"{_TABLE}default-cell-style-name")))
        self._column = last + 1

    def row(self, element: _Element) -> None:
        """Take in a row, or several that are the same."""
        row, repeated = self._row, _number(element, "number-rows-repeated")
        self._row += repeated
        if element.get(f"{_TABLE}visibility") in ("collapse", "filter"):
            self._hidden_rows.append((row, min(row + repeated, MAX_ROWS) - 1))
        column = 0
        for cell in element:
            name = _local(cell)
            if name not in ("table-cell", "covered-table-cell"):
                continue
            across = _number(cell, "number-columns-repeated")
            self._cell(cell, row, column, repeated, across)
            if name == "table-cell":
                rows = _number(cell, "number-rows-spanned")
                columns = _number(cell, "number-columns-spanned")
                if rows > 1 or columns > 1:
                    self._sheet.merge(row, column, row + rows - 1, column + columns - 1)
            column += across

    def _cell(self, cell: _Element, row: int, column: int, down: int, across: int) -> None:
        sheet = self._sheet
        value, shown, error = _content(cell)
        formula = cell.get(f"{_TABLE}formula") is not None
        self._annotations(cell, row, column)
        if not formula and not (shown.text.strip() or value != ""):
            return
        if down * across > 1:
            self._repeated += down * across
            if self._repeated > _REPEATED_LIMIT:
                raise FileProblem(
                    f"“{sheet.file}”的工作表“{sheet.name}”第 {row + 1} 行起，"
                    f"同样的内容重复了超过 {_REPEATED_LIMIT // 10_000} 万格，没有读取。"
                    "请删去任务表以外的行和列，另存为新文件后再试。"
                )
        runs = self._runs(cell, column)
        look = 1 if runs and all(struck for _, struck in runs) else 0
        for r in range(row, min(row + down, MAX_ROWS)):
            for c in range(column, min(column + across, MAX_COLUMNS)):
                if formula:
                    sheet.formula(r, c, cached=value != "" or bool(shown.text))
                if value != "" or shown.text.strip():
                    kept = runs if runs and not look else None
                    sheet.put(r, c, value, look, shown=shown, error=error, runs=kept)

    def _annotations(self, cell: _Element, row: int, column: int) -> None:
        for note in cell.iterchildren(f"{_OFFICE}annotation"):
            text = "\n".join(_plain(p) for p in note.iter(f"{_TEXT}p"))
            place = Place(
                self._sheet.file, self._sheet.name, row=row + 1, column=letters(column + 1)
            )
            if text.strip():
                self._sheet.remarks.append(LeftOut(text, "批注", place))

    def _runs(self, cell: _Element, column: int) -> Runs:
        """The text in pieces if any is struck through."""
        row, default = cell.getparent(), f"{_TABLE}default-cell-style-name"
        style: object = cell.get(f"{_TABLE}style-name")
        if style is None and row is not None:
            style = row.get(default)
        if style is None:
            style = next((s for last, s in self._column_styles if column <= last), None)
        whole = bool(self._styles.struck(style))
        pieces: list[tuple[str, bool]] = []
        for paragraph in cell.iterchildren(f"{_TEXT}p"):
            if pieces:
                pieces.append(("\n", whole))
            pieces += _pieces(paragraph, self._styles, whole)
        return tuple(pieces) if any(struck for _, struck in pieces) else ()


def _content(cell: _Element) -> tuple[Raw, Shown, bool]:
    """The value of a cell, what it shows, and whether that is an error."""
    text = "\n".join(_plain(p) for p in cell.iterchildren(f"{_TEXT}p"))
    kind = str(cell.get(f"{_OFFICE}value-type", ""))
    if kind == "date":
        stored = str(cell.get(f"{_OFFICE}date-value", ""))
        try:
            moment = datetime.fromisoformat(stored[:19])
        except ValueError:
            return text, Shown(text), False
        # Two numbers shown are a month, or a day without its year: then what is shown counts.
        if not text or len(_NUMBERS.findall(text)) >= 3:
            clock = f"{moment:%H:%M}"
            timed = clock != "00:00" and ":" in text
            day = moment.date()
            said = f"{day.isoformat()} {clock}" if timed else day.isoformat()
            return whole_day(moment), Shown(said, day), False
        return whole_day(moment), Shown(text), False
    if kind in ("float", "percentage", "currency"):
        stored = str(cell.get(f"{_OFFICE}value", ""))
        try:
            return float(stored), Shown(text or stored), False
        except ValueError:
            return text, Shown(text), False
    if kind == "boolean":
        true = str(cell.get(f"{_OFFICE}boolean-value", "")) == "true"
        return true, Shown(text or ("TRUE" if true else "FALSE")), False
    if kind == "time":
        return _time(str(cell.get(f"{_OFFICE}time-value", "")), text), Shown(text), False
    if cell.get(f"{_TABLE}formula") is not None and _ERROR.fullmatch(text):
        return text, Shown(text), True
    text = text or str(cell.get(f"{_OFFICE}string-value", "") or cell.get(f"{_OFFICE}value", ""))
    return text, Shown(text), False


def _time(stored: str, text: str) -> Raw:
    match = _SPAN.fullmatch(stored)
    if match is None:
        return text
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    span = timedelta(days=min(days, 99_999), hours=hours, minutes=minutes, seconds=seconds)
    day = timedelta(days=1)
    return (datetime.combine(date(1900, 1, 1), time()) + span).time() if span < day else span


def _plain(element: _Element) -> str:
    return "".join(text for text, _ in _pieces(element))


def _pieces(
    element: _Element, styles: _Styles | None = None, struck: bool = False
) -> Iterator[tuple[str, bool]]:
    """The text of a paragraph in pieces, each with whether it is struck through."""
    todo: list[tuple[_Element, bool, bool]] = [(element, True, struck)]
    while todo:
        item, inside, line = todo.pop()
        if not inside:
            if item.tail:
                yield item.tail, line
            continue
        name = _local(item)
        if name == "s":
            yield " " * min(_number(item, "c", _TEXT), 1000), line
        elif name in ("tab", "line-break"):
            yield "\t" if name == "tab" else "\n", line
        elif name not in ("annotation", "note", "ruby-text"):
            own = styles.struck(item.get(f"{_TEXT}style-name")) if styles else None
            inner = line if own is None or name != "span" else own
            if item.text:
                yield item.text, inner
            for child in reversed(item):
                todo += [(child, False, inner), (child, True, inner)]


def _table_of(element: _Element) -> _Element | None:
    return next(element.iterancestors(f"{_TABLE}table"), None)


def _local(element: _Element | None) -> str:
    return str(element.tag).rpartition("}")[2] if element is not None else ""


def _number(element: _Element, name: str, namespace: str = _TABLE) -> int:
    text = str(element.get(namespace + name, "1"))
    return max(1, min(int(text), 2_000_000)) if text.isascii() and text.isdigit() else 1
