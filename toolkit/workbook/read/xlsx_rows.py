"""The rows of a sheet's XML, read by patterns as long as it is written as office programs do.

A pattern finds the cells of a row twice as fast as an XML parser, and all that must be known about
each in the same pass.  What a pattern does not take whole (a rich text, another order of
attributes, a prefix) goes to the parser: that row, or the whole sheet.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator
from itertools import chain
from math import isfinite
from typing import TYPE_CHECKING, Final

from toolkit.files.archive import ELEMENT_LIMIT, parse_xml, xml_elements
from toolkit.files.source import MEGABYTE, damaged, unpacks_to
from toolkit.limits import MAX_COLUMNS, MAX_ROWS
from toolkit.workbook.cell_values import Raw
from toolkit.workbook.ranges import number as column_number
from toolkit.workbook.read.cellformat import from_iso, stored
from toolkit.workbook.read.collect import LONG_TEXT, Collector
from toolkit.workbook.read.format_code import is_date, sections
from toolkit.workbook.read.xlsx_strings import (
    NotPlain,
    Strings,
    decoded,
    plain_start,
    rich_text,
    text_of,
    unescaped,
)
from toolkit.workbook.sheet import STYLE_BITS, Runs

if TYPE_CHECKING:
    from lxml.etree import _Element

# Possessive throughout: a cell matches at once or not at all, whatever a file holds.
_CELL = re.compile(
    rb'<c(?: r="([A-Z]{1,3}+)\d{1,7}+"(?: s="(\d{1,5}+)")?+(?: t="([A-Za-z]++)")?+'
    rb'(?: [cv]m="\d++")*+>'
    rb"(?:(<f)(?: [^>]*+(?:(?<=/)>|>[^<]*+</f>)|/>|>[^<]*+</f>))?+"
    rb"(?:<v(?: [^>]*+)?+>([^<]*+)</v>|<v ?+/>|<is><t(?: [^>]*+)?+>([^<]*+)</t></is>)?+</c>"
    # Any other cell that is not empty, so that none is passed over.
    rb"|(?:\s[^>]*+)?+(?<!/)>)"
)
_ROW = re.compile(rb"<row(?=[\s/>])([^>]*)>")
_ROOT = re.compile(rb"<worksheet(?:\s[^>]*)?>")
_NUMBER = re.compile(rb'\sr="(\d{1,9})"')
_HIDDEN = re.compile(rb'\shidden="(?:1|true)"')
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_HEAD_LIMIT: Final = 32 * MEGABYTE
_ROW_LIMIT: Final = 64 * MEGABYTE
_WIDEST_BLANK: Final = 1024


class RowReader:
    """Reads the part of one sheet into a collector; formulas, formats and strikes with it."""

    def __init__(
        self, sheet: Collector, strings: Strings, formats: list[str], epoch_1904: bool
    ) -> None:
        self.sheet = sheet
        self.hidden_rows: list[tuple[int, int]] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self._strings = strings
        self._columns = _Columns()
        self._styles = _Styles(sheet, formats)
        self._epoch_1904 = epoch_1904
        self._what = f"工作表“{sheet.name}”"
        self._root = b""
        self._row = -1
        self._blank: list[Raw] = []

    def read_quickly(self, chunks: Generator[bytes, None, None]) -> None:
        """Read the whole part.

        Raises:
            NotPlain: :meth:`read_carefully` must read it, into another collector.
            FileProblem: damaged or too large.
        """
        head, rest = self._head(chunks)
        buffer, searched = b"", 0
        for chunk in chain((rest,), chunks):
            buffer += chunk
            end = buffer.find(b"</sheetData", searched)
            if end >= 0:
                break
            cut = buffer.rfind(b"<row")
            if cut > 0:
                self._block(buffer[:cut])
                buffer = buffer[cut:]
            elif len(buffer) > _ROW_LIMIT:
                raise unpacks_to(self.sheet.file, f"{self._what}第 {self._row + 2} 行", len(buffer))
            searched = max(0, len(buffer) - 12)
        else:
            end = len(buffer)
        self._block(buffer[:end])
        self._rest(chain((head, b"<sheetData>", buffer[end:]), chunks), ("mergeCell", "col"))

    def read_carefully(self, chunks: Iterable[bytes]) -> None:
        """Read the whole part with the XML parser.

        Raises:
            FileProblem: damaged or too large.
        """
        self._rest(chunks, ("row", "mergeCell", "col"))

    def _head(self, chunks: Iterator[bytes]) -> tuple[bytes, bytes]:
        """What stands before the rows, and the first bytes of these."""
        data, at = b"", -1
        for chunk in chunks:
            searched = max(0, len(data) - 12)
            data += chunk
            at = data.find(b"<sheetData", searched)
            if at >= 0 and data.find(b">", at) >= 0:
                break
            if len(data) > _HEAD_LIMIT:
                raise unpacks_to(self.sheet.file, f"{self._what}的表头设置", len(data))
        start = plain_start(data, _ROOT) if at >= 0 else None
        if start is None or b"<!" in data[:at]:
            raise NotPlain
        self._root = start[0]
        close = data.find(b">", at)
        if data[close - 1 : close] == b"/":
            return data[:at], b"</sheetData>" + data[close + 1 :]
        return data[:at], data[close + 1 :]

    def _rest(self, pieces: Iterable[bytes], tags: tuple[str, ...]) -> None:
        for element in xml_elements(pieces, tags, self.sheet.file, self._what):
            name = str(element.tag).rpartition("}")[2]
            if name == "row":
                self._row = _index(element.get("r"), self._row + 1)
                if element.get("hidden") in ("1", "true"):
                    self._hide()
                self._element(element)
            elif name == "mergeCell":
                if area := parse_range(str(element.get("ref", ""))):
                    self.sheet.merge(*area)
            elif element.get("hidden") in ("1", "true"):
                first, last = _index(element.get("min"), 0), _index(element.get("max"), 0)
                self.hidden_columns.append((first, min(last, MAX_COLUMNS - 1)))

    # --- rows as patterns find them ------------------------------------------------------------

    def _block(self, block: bytes) -> None:
        # One byte is looked for much faster than two.
        if (b"!" in block and b"<!" in block) or (b"?" in block and b"<?" in block):
            raise NotPlain
        escaped = b"\r" in block or (b"_" in block and b"_x" in block)
        starts = list(_ROW.finditer(block))
        ends = [match.start() for match in starts[1:]] + [len(block)]
        for match, end in zip(starts, ends, strict=False):
            tag = match[1]
            number = _NUMBER.search(tag)
            if b"'" in tag or (number is None and b"r=" in tag.replace(b"dr=", b"")):
                raise NotPlain
            self._row = int(number[1]) - 1 if number else self._row + 1
            if b"hidden" in tag and _HIDDEN.search(tag):
                self._hide()
            if tag[-1:] == b"/":
                continue
            found = _CELL.findall(block, match.end(), end)
            if found:
                facts = self.sheet.facts
                noted = len(facts.cached), len(facts.uncached)
                try:
                    self._cells(found, escaped)
                except _Odd:
                    del facts.cached[noted[0] :], facts.uncached[noted[1] :]
                    self._slowly(block[match.start() : end])

    def _cells(self, found: list[tuple[bytes, ...]], escaped: bool) -> None:
        sheet, columns, styles = self.sheet, self._columns, self._styles
        texts, odd = self._strings.texts, self._strings.odd
        row, most = self._row, len(texts)
        base = row * MAX_COLUMNS
        if not 0 <= row < MAX_ROWS:
            for _ in found:
                sheet.outside()
            return
        cells = self._blank[:]
        marks: list[int] = []
        cached, uncached = sheet.facts.cached.append, sheet.facts.uncached.append
        filled = characters = 0
        value: Raw
        # This loop is most of the time that reading takes: it calls nothing that it can do itself.
        for letters, style, kind, formula, stored_text, inline in found:
            column = columns[letters]
            if stored_text:
                look, code = styles[style]
                if kind == b"s":
                    at = int(stored_text) if stored_text.isdigit() else -1
                    if not 0 <= at < most:
                        continue
                    value = texts[at]
                    characters += len(value)
                    if odd and at in odd:
                        self._odd(at, base + column)
                elif not kind or kind == b"n":
                    value = self._number(stored_text, code)
                else:
                    text = decoded(stored_text, sheet.file)
                    value = self._other(kind.decode(), text, code, base + column)
            elif inline:
                look, code = styles[style]
                if escaped or b"&" in inline:
                    value = decoded(inline, sheet.file)
                else:
                    value = text_of(inline)
                if len(value) > LONG_TEXT:
                    value = sheet.long_text(value)
                characters += len(value)
            else:
                if formula:
                    (cached if kind == b"str" else uncached)(base + column)
                continue
            if formula:
                cached(base + column)
            if look:
                marks.append(column << STYLE_BITS | look)
            filled += 1
            try:
                cells[column] = value
            except IndexError:
                self._widen(cells, column, value)
        if filled:
            if marks != sorted(marks):
                marks = sorted({mark >> STYLE_BITS: mark for mark in marks}.values())
            sheet.characters += characters
            sheet.ended(row, cells, marks, filled)

    def _widen(self, cells: list[Raw], column: int, value: Raw) -> None:
        """Put a value beyond the end of a row; the next rows begin as wide, within reason."""
        if column >= MAX_COLUMNS:
            self.sheet.outside()
            return
        cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = value
        if column < _WIDEST_BLANK:
            self._blank = [""] * len(cells)

    def _odd(self, string: int, at: int) -> None:
        """Note that a shared string is partly struck through, or was cut."""
        if string in self._strings.runs:
            self.sheet.facts.runs[at] = self._strings.runs[string]
        if length := self._strings.long.get(string, 0):
            self.sheet.long_text(length)

    def _hide(self) -> None:
        row = self._row
        if self.hidden_rows and self.hidden_rows[-1][1] == row - 1:
            self.hidden_rows[-1] = self.hidden_rows[-1][0], row
        else:
            self.hidden_rows.append((row, row))

    def _number(self, data: bytes | str, code: str) -> Raw:
        try:
            number = float(data)
        except ValueError:
            return self.sheet.text(data if isinstance(data, str) else decoded(data, ""))
        if not isfinite(number):
            return self.sheet.text(data if isinstance(data, str) else data.decode())
        return stored(number, code, self._epoch_1904) if code else number

    def _other(self, kind: str, text: str, code: str, at: int) -> Raw:
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            self.sheet.facts.errors.add(at)
            return text
        if kind == "d":
            return from_iso(text, code)
        return self.sheet.text(text)

    # --- rows as the parser finds them ---------------------------------------------------------

    def _slowly(self, piece: bytes) -> None:
        """Give one row to the parser, with the declarations of the sheet around it."""
        end = piece.rfind(b"</row>")
        if end < 0:
            raise damaged(self.sheet.file, "Excel 工作簿", f"{self._what}的一行没有写完")
        if piece.count(b"<") > 2 * ELEMENT_LIMIT:
            raise unpacks_to(self.sheet.file, f"{self._what}第 {self._row + 1} 行", len(piece))
        data = self._root + piece[: end + 6] + b"</worksheet>"
        root = parse_xml(data, self.sheet.file, self._what)
        for element in root.iterchildren("{*}row"):
            self._element(element)

    def _element(self, element: _Element) -> None:
        sheet, row = self.sheet, self._row
        cells: list[Raw] = []
        looks: dict[int, int] = {}
        filled, column = 0, -1
        for cell in element.iterchildren("{*}c"):
            match = _REFERENCE.fullmatch(str(cell.get("r", "")))
            column = column_number(match[1].upper()) - 1 if match else column + 1
            if not len(cell):
                continue  # only a format; sheets carry millions of such cells
            if column >= MAX_COLUMNS or not 0 <= row < MAX_ROWS:
                sheet.outside()
                continue
            style = str(cell.get("s", ""))
            look, code = self._styles[style.encode() if style.isdecimal() else b""]
            value, runs = self._value(cell, code, row * MAX_COLUMNS + column)
            if value == "" and type(value) is str:
                continue
            if column >= len(cells):
                cells.extend([""] * (column + 1 - len(cells)))
            cells[column] = value
            filled += 1
            if look:
                looks[column] = look
            if runs:
                sheet.facts.runs[row * MAX_COLUMNS + column] = runs
        if filled:
            marks = [column << STYLE_BITS | look for column, look in sorted(looks.items())]
            sheet.ended(row, cells, marks, filled)

    def _value(self, cell: _Element, code: str, at: int) -> tuple[Raw, Runs]:
        kind = str(cell.get("t", "n"))
        formula = next(cell.iterchildren("{*}f"), None) is not None
        if kind == "inlineStr":
            inline = next(cell.iterchildren("{*}is"), None)
            text, runs = rich_text(inline) if inline is not None else ("", ())
            return self.sheet.text(text), runs
        value = next(cell.iterchildren("{*}v"), None)
        text = (value.text or "") if value is not None else ""
        if formula:
            facts = self.sheet.facts
            (facts.cached if text or kind == "str" else facts.uncached).append(at)
        if not text:
            return "", ()
        if kind == "s":
            index = int(text) if text.isascii() and text.isdigit() else -1
            if not 0 <= index < len(self._strings.texts):
                return "", ()
            text = self._strings.texts[index]
            self.sheet.characters += len(text)
            self._odd(index, at)
            return text, ()
        if kind == "n":
            return self._number(text, code), ()
        return self._other(kind, unescaped(text), code, at), ()


class _Odd(Exception):
    """A row with a cell that the pattern does not take whole."""


class _Columns(dict[bytes, int]):
    """The 0-based numbers of columns by their letters."""

    def __missing__(self, letters: bytes) -> int:
        if not letters:
            raise _Odd
        number = self[letters] = column_number(letters.decode()) - 1
        return number


class _Styles(dict[bytes, tuple[int, str]]):
    """What a cell's ``s`` says: the look, and the number format where it may show a date."""

    def __init__(self, sheet: Collector, formats: list[str]) -> None:
        super().__init__()
        self._looks = sheet.looks
        self._formats = formats

    def __missing__(self, style: bytes) -> tuple[int, str]:
        at = int(style or b"0")
        code = self._formats[at] if at < len(self._formats) else "General"
        dated = any(is_date(section) for section in sections(code))
        found = self[style] = self._looks[at], code if dated else ""
        return found


def parse_range(text: str) -> tuple[int, int, int, int] | None:
    """``B2:C9`` as first and last row and column counted from 0; None when it is no range.

    >>> parse_range("B2:C9")
    (1, 1, 8, 2)
    """
    ends = [_REFERENCE.fullmatch(part) for part in text.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    (a, b), (c, d) = ends[0].groups(), ends[1].groups()
    left, right = column_number(a.upper()) - 1, column_number(c.upper()) - 1
    top, bottom = int(b) - 1, int(d) - 1
    return (top, left, bottom, right) if 0 <= top <= bottom and left <= right else None


def _index(text: str | None, default: int) -> int:
    return int(text) - 1 if text and text.isdecimal() and 0 < int(text) <= 10_000_000 else default
