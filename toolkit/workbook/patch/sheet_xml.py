"""A worksheet's XML as rows that are only taken apart where something changes.

A ledger of a hundred thousand rows is two hundred megabytes of XML; parsing all of it for the sake
of a few cells would cost more than reading it, and writing it anew would change what nobody asked
to be changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from toolkit.errors import FileProblem
from toolkit.workbook.ranges import letters, split
from toolkit.workbook.xml import MAIN

if TYPE_CHECKING:
    from lxml import etree

_ROW = re.compile(rb"<row(?=[\s/>])([^>]*?)(?:/>|>(.*?)</row\s*>)", re.DOTALL)
_CELL = re.compile(rb"<c(?=[\s/>])[^>]*?(?:/>|>.*?</c\s*>)", re.DOTALL)
_ATTRIBUTE = re.compile(rb"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_DATA = re.compile(rb"<sheetData(?=[\s/>])[^>]*?(/?)>")
_DATA_END: Final = b"</sheetData"
_ROOT = re.compile(rb"<(?:([\w.-]+):)?worksheet(?=[\s>])[^>]*>")
_NUMBER = re.compile(rb"""\sr\s*=\s*["'](\d+)["']""")
_REFERENCE = re.compile(rb"""\sr\s*=\s*["']([A-Z]+)(\d+)["']""")
_DAMAGED: Final = "文件已损坏，不能写入，请在 Excel 中打开后另存一次再试。"
_NO_REFERENCE = re.compile(rb"""<c(?=[\s/>])(?![^>]*\sr=")[^>]*>""")
_STRICT: Final = b"http://purl.oclc.org/ooxml/spreadsheetml/main"


class RowXml:
    """One row: its attributes, the XML of its cells by column, and what follows them."""

    __slots__ = ("attributes", "cells", "rest")

    def __init__(
        self, attributes: dict[str, str], cells: dict[int, bytes], rest: bytes = b""
    ) -> None:
        self.attributes = attributes
        self.cells = cells
        self.rest = rest

    @classmethod
    def parse(cls, xml: bytes) -> RowXml:
        """The row of a piece of XML from ``<row`` to ``</row>``."""
        match = _ROW.fullmatch(xml)
        assert match is not None  # SheetXml cuts them so
        cells: dict[int, bytes] = {}
        column, end = 0, 0
        body = match[2] or b""
        for found in _CELL.finditer(body):
            reference = _REFERENCE.search(found[0], 0, found[0].find(b">"))
            column = split("".join((reference[1].decode(), "1")))[0] if reference else column + 1
            if column in cells:
                raise FileProblem(f"单元格 {letters(column)} 在同一行里出现了两次。" + _DAMAGED)
            cells[column] = found[0]
            end = found.end()
        return cls(attributes_of(match[1]), cells, body[end:])

    def to_bytes(self, number: int) -> bytes:
        """The row's XML as row ``number``."""
        attributes = {**self.attributes, "r": str(number)}
        spans = attributes.get("spans", "")
        if self.cells and spans:
            attributes["spans"] = _wider(spans, min(self.cells), max(self.cells))
        opened = b"<row " + written(attributes)
        if not self.cells and not self.rest.strip():
            return opened + b"/>"
        cells = (_numbered(self.cells[c], c, number) for c in sorted(self.cells))
        return b"".join((opened, b">", *cells, self.rest, b"</row>"))


def attributes_of(tag: bytes) -> dict[str, str]:
    """The attributes in the text of a tag, still escaped."""
    return {
        name.decode(): (one if one or not two else two).decode()
        for name, one, two in _ATTRIBUTE.findall(tag)
    }


def written(attributes: dict[str, str]) -> bytes:
    """Attributes as they stand in a tag, the reference first."""
    first = {"r": attributes["r"]} if "r" in attributes else {}
    pairs = {**first, **attributes}.items()
    return " ".join(f'{k}="{v.replace(chr(34), "&quot;")}"' for k, v in pairs).encode()


def _wider(spans: str, first: int, last: int) -> str:
    """The columns that a row's hint names, with those of its cells."""
    ends = [int(n) for n in re.findall(r"\d+", spans)]
    return f"{min([first, *ends])}:{max([last, *ends])}"


def _numbered(cell: bytes, column: int, row: int) -> bytes:
    """A cell with its reference as it must be in row ``row``."""
    end = cell.find(b">")
    reference = f"{letters(column)}{row}".encode()
    found = _REFERENCE.search(cell, 0, end)
    if found is None:
        return b'<c r="' + reference + b'"' + cell[2:]
    if found[1] + found[2] == reference:
        return cell
    return cell[: found.start(1)] + reference + cell[found.end(2) :]


class SheetXml:
    """The XML of a worksheet, cut into rows.

    ``head`` is all up to and with ``<sheetData>``, ``tail`` all from ``</sheetData>`` on.

    Raises:
        FileProblem: the sheet is of a form that cannot be edited, with what to do.
    """

    def __init__(self, data: bytes, name: str) -> None:
        data = _plain(data, name)
        opened = _DATA.search(data)
        if opened is None:
            raise FileProblem(f"工作表“{name}”没有单元格区域，不能写入。")
        self._data = data
        if opened[1]:
            start = end = opened.end()
            self.head = data[: opened.start()] + b"<sheetData>"
            self.tail = b"</sheetData>" + data[opened.end() :]
        else:
            start, end = opened.end(), data.rfind(_DATA_END)
            self.head, self.tail = data[: opened.end()], data[end:]
        self._spans: dict[int, tuple[int, int]] = {}
        self._cut(start, end)
        self._edited: dict[int, RowXml] = {}

    def _cut(self, start: int, end: int) -> None:
        number = 0
        for match in _ROW.finditer(self._data, start, end):
            found = _NUMBER.search(self._data, match.start(1) - 1, match.end(1))
            number = int(found[1]) if found else number + 1
            if number in self._spans:
                raise FileProblem(f"第{number}行出现了两次。" + _DAMAGED)
            self._spans[number] = match.span()

    @property
    def numbers(self) -> list[int]:
        """The rows that are there, in order."""
        return sorted(self._spans.keys() | self._edited.keys())

    @property
    def last(self) -> int:
        """The last row that is there, 0 if there is none."""
        return max((*self._spans, *self._edited), default=0)

    def xml(self, row: int) -> bytes:
        """The XML of one row as it now stands, empty if it is not there."""
        if row in self._edited:
            return self._edited[row].to_bytes(row)
        start, end = self._spans.get(row, (0, 0))
        return self._data[start:end]

    def look(self, row: int) -> RowXml:
        """A row taken apart, to read it; an absent one has no cells."""
        if row in self._edited:
            return self._edited[row]
        start, end = self._spans.get(row, (0, 0))
        return RowXml.parse(self._data[start:end]) if end else RowXml({}, {})

    def cell(self, row: int, column: int) -> bytes:
        """The XML of one cell, empty if it is not there; its row is not taken apart for it."""
        if row in self._edited:
            return self._edited[row].cells.get(column, b"")
        start, end = self._spans.get(row, (0, 0))
        at = self._data.find(f' r="{letters(column)}{row}"'.encode(), start, end)
        if at < 0:
            bare = _NO_REFERENCE.search(self._data, start, end)
            return self.look(row).cells.get(column, b"") if bare else b""
        opened = self._data.rfind(b"<c", start, at)
        closed = self._data.find(b">", at, end) + 1
        if self._data[closed - 2 : closed] != b"/>":
            closed = self._data.find(b">", self._data.find(b"</c", closed, end), end) + 1
        return self._data[opened:closed]

    def edit(self, row: int) -> RowXml:
        """A row taken apart, to change it; an absent one is made."""
        if row not in self._edited:
            self._edited[row] = self.look(row)
        return self._edited[row]

    def pieces(self) -> Iterator[tuple[int, bytes]]:
        """The rows with their XML, in order."""
        for row in self.numbers:
            yield row, self.xml(row)

    def frame(self) -> etree._Element:
        """All that stands around the rows, to be changed and given back by :meth:`reframe`."""
        from toolkit.workbook.xml import parse

        return parse(self.head + self.tail, "sheet")

    def reframe(self, root: etree._Element) -> None:
        """Let the changed frame stand around the rows."""
        from toolkit.workbook.xml import serialise

        data = root.find(f"{{{MAIN}}}sheetData")
        assert data is not None  # it was there when the frame was taken
        data.text = "\n"
        head, _, tail = serialise(root).partition(b"<sheetData>\n</sheetData>")
        self.head, self.tail = head + b"<sheetData>", b"</sheetData>" + tail

    def to_bytes(self) -> bytes:
        """The sheet with its rows where they were."""
        if not self._edited:
            return self.head + self._body() + self.tail
        return b"".join((self.head, *self._runs(), self.tail))

    def _body(self) -> bytes:
        if not self._spans:
            return b""
        starts, ends = zip(*self._spans.values(), strict=True)
        return self._data[min(starts) : max(ends)]

    def _runs(self) -> Iterator[bytes]:
        """Rows as they were in runs that are copied at once, with the edited ones between."""
        begin = end = 0
        for row in self.numbers:
            if row in self._edited:
                yield self._data[begin:end]
                begin = end = 0
                yield self._edited[row].to_bytes(row)
                continue
            start, stop = self._spans[row]
            if start != end:
                yield self._data[begin:end]
                begin = start
            end = stop
        yield self._data[begin:end]


def _plain(data: bytes, name: str) -> bytes:
    """The sheet without a prefix for the main namespace, comments or another encoding."""
    if _STRICT in data[:4096]:
        raise FileProblem(
            f"工作表“{name}”是“严格开放 XML”格式，不能直接修改，请在 Excel 中另存为"
            "“Excel 工作簿(*.xlsx)”。"
        )
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"<!" in data or _declares_another(data):
        data = _parsed(data, name)
    root = _ROOT.search(data)
    if root is None:
        raise FileProblem(f"工作表“{name}”里找不到单元格。" + _DAMAGED)
    prefix = root[1]
    if not prefix:
        return data
    if b"xmlns=" in root[0]:
        raise FileProblem(f"工作表“{name}”的写法不能直接修改，请在 Excel 中打开后另存一次再试。")
    data = data.replace(b"<" + prefix + b":", b"<").replace(b"</" + prefix + b":", b"</")
    return data.replace(b"xmlns:" + prefix + b"=", b"xmlns=", 1)


def _declares_another(data: bytes) -> bool:
    declared = re.match(rb"""\s*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']""", data)
    return declared is not None and declared[1].lower() not in (b"utf-8", b"utf8", b"us-ascii")


def _parsed(data: bytes, name: str) -> bytes:
    """The sheet through a parser: in UTF-8, without comments and character sections."""
    from lxml import etree

    from toolkit.workbook.xml import parse, serialise

    root = parse(data, name)
    etree.strip_tags(root, etree.Comment)
    if not str(root.tag).startswith("{" + MAIN + "}"):
        raise FileProblem(f"工作表“{name}”里找不到单元格。" + _DAMAGED)
    return serialise(root)
