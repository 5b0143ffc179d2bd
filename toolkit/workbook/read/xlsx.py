"""Excel workbooks (.xlsx, .xlsm) read cell by cell, without believing their dimensions.

A sheet may claim to be a million rows deep or one cell wide; only the cells that are there count.
The number formats are read too, since 2022年12月 and 2022-12-01 are the same stored number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.files.archive import Archive
from toolkit.files.source import Source, damaged
from toolkit.model import LeftOut, Place
from toolkit.workbook.read.cellformat import BUILTIN, Shown, date_parts, show, show_date
from toolkit.workbook.read.sheet import Range, SheetCells, Sheets

if TYPE_CHECKING:
    from lxml.etree import _Element

_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def read_xlsx(source: Source) -> Sheets:
    """The sheets of a .xlsx; comments and text boxes are left out with the reason.

    Raises:
        FileProblem: damaged or encrypted.
    """
    archive = Archive(source)
    book = archive.xml(archive.main_part)
    if book is None:
        raise damaged(source.name, "Excel 工作簿", "找不到工作簿部分")
    reader = _BookReader(archive, book, source.name)
    return Sheets(list(reader.sheets()), reader.left_out)


class _BookReader:
    """One workbook: what its sheets share, then the sheets."""

    def __init__(self, archive: Archive, book: _Element, file: str) -> None:
        self.archive = archive
        self.book = book
        self.file = file
        self.left_out: list[LeftOut] = []
        self.relations = archive.relations(archive.main_part)
        properties = next(book.iter("{*}workbookPr"), None)
        self.epoch_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self.strings = self._strings()
        self.formats = self._formats()

    def _part(self, kind: str) -> _Element | None:
        part = next((r.target for r in self.relations.values() if r.type == kind), "")
        return self.archive.xml(part) if part else None

    def _strings(self) -> list[str]:
        root = self._part("sharedStrings")
        return [] if root is None else [_rich(item) for item in root.iterchildren("{*}si")]

    def _formats(self) -> list[str]:
        """The number format of every cell style."""
        root = self._part("styles")
        if root is None:
            return []
        own = {str(f.get("numFmtId")): str(f.get("formatCode", "")) for f in root.iter("{*}numFmt")}
        styles = next(root.iterchildren("{*}cellXfs"), None)
        if styles is None:
            return []
        ids = [str(xf.get("numFmtId", "0")) for xf in styles.iterchildren("{*}xf")]
        return [own.get(i) or BUILTIN.get(int(i) if i.isdecimal() else 0, "General") for i in ids]

    def sheets(self) -> Iterator[SheetCells]:
        """Every worksheet in the order of the tabs."""
        for tab in self.book.iter("{*}sheet"):
            key = next((str(v) for k, v in tab.attrib.items() if str(k).endswith("}id")), "")
            relation = self.relations.get(key)
            if relation is None or relation.type != "worksheet":
                continue
            sheet = SheetCells(str(tab.get("name", "")), hidden=_is_hidden(tab))
            if self.archive.has(relation.target):
                self._fill(sheet, relation.target)
                self._beside(sheet, relation.target)
            yield sheet

    def _fill(self, sheet: SheetCells, part: str) -> None:
        row = -1
        for element in self.archive.elements(part, "row", "mergeCell", "col"):
            name = str(element.tag).rpartition("}")[2]
            if name == "row":
                row = _index(element.get("r"), row + 1)
                self._row(sheet, element, row)
            elif name == "mergeCell":
                if area := parse_range(str(element.get("ref", ""))):
                    sheet.merged.append(area)
            elif element.get("hidden") in ("1", "true"):
                first, last = _index(element.get("min"), 0), _index(element.get("max"), 0)
                sheet.hidden_columns.update(range(first, min(last, 16_383) + 1))

    def _row(self, sheet: SheetCells, element: _Element, row: int) -> None:
        if element.get("hidden") in ("1", "true"):
            sheet.hidden_rows.add(row)
        column = -1
        for cell in element.iterchildren("{*}c"):
            match = _REFERENCE.fullmatch(str(cell.get("r", "")))
            column = _column(match[1]) if match else column + 1
            if not len(cell):
                # Only a format; sheets carry millions of such cells.
                continue
            sheet.put(row, column, self._shown(cell, sheet, row))

    def _shown(self, cell: _Element, sheet: SheetCells, row: int) -> Shown:
        kind = str(cell.get("t", "n"))
        if kind == "inlineStr":
            inline = next(cell.iterchildren("{*}is"), None)
            return Shown(_rich(inline) if inline is not None else "")
        value = next(cell.iterchildren("{*}v"), None)
        text = (value.text or "") if value is not None else ""
        if not text:
            if kind != "str" and next(cell.iterchildren("{*}f"), None) is not None:
                why = "公式没有保存计算结果，请在 Excel 或 WPS 中打开并保存一次"
                place = Place(self.file, sheet.name, row=row + 1)
                self.left_out.append(LeftOut("", why, place))
            return Shown("")
        if kind == "s":
            at = int(text) if text.strip().isdecimal() else -1
            return Shown(self.strings[at] if 0 <= at < len(self.strings) else "")
        if kind == "b":
            return Shown("TRUE" if text.strip() in ("1", "true") else "FALSE")
        if kind in ("str", "e"):
            return Shown(_unescape(text))
        code = self._format(cell)
        return _iso(text, code) if kind == "d" else _numeric(text, code, self.epoch_1904)

    def _format(self, cell: _Element) -> str:
        at = str(cell.get("s", "0"))
        known = at.isdecimal() and int(at) < len(self.formats)
        return self.formats[int(at)] if known else "General"

    def _beside(self, sheet: SheetCells, part: str) -> None:
        """Note comments and text boxes, which stand beside the cells."""
        names = {"comments": "批注", "drawing": "文本框"}
        for relation in self.archive.relations(part).values():
            why = names.get(relation.type)
            root = self.archive.xml(relation.target) if why else None
            if root is None or not why:
                continue
            pictures = sum(1 for _ in root.iter("{*}blip"))
            if pictures:
                remark = f"有 {pictures} 张图片，图片里的文字无法读取"
                self.left_out.append(LeftOut("", remark, Place(self.file, sheet.name)))
            for item in root.iter("{*}comment" if relation.type == "comments" else "{*}txBody"):
                text = "".join(t.text or "" for t in item.iter("{*}t"))
                if text.strip():
                    where = _REFERENCE.fullmatch(str(item.get("ref", "")))
                    place = Place(
                        self.file,
                        sheet.name,
                        row=int(where[2]) if where else 0,
                        column=where[1] if where else "",
                    )
                    self.left_out.append(LeftOut(text, why, place))


def parse_range(text: str) -> Range | None:
    """``B2:C9`` as positions counted from 0; None when it is no range.

    >>> parse_range("B2:C9")
    (1, 1, 8, 2)
    """
    ends = [_REFERENCE.fullmatch(part) for part in text.split(":")]
    if len(ends) != 2 or ends[0] is None or ends[1] is None:
        return None
    (a, b), (c, d) = ends[0].groups(), ends[1].groups()
    return int(b) - 1, _column(a), int(d) - 1, _column(c)


def _numeric(text: str, code: str, epoch_1904: bool) -> Shown:
    try:
        return show(float(text), code, epoch_1904)
    except (ValueError, OverflowError):
        return Shown(text)


def _iso(text: str, code: str) -> Shown:
    from datetime import datetime

    try:
        moment = datetime.fromisoformat(text.rstrip("Z"))
    except ValueError:
        return Shown(text)
    return show_date(moment, date_parts(code) or "ymdt")


def _rich(item: _Element) -> str:
    """The text of a string item, without the reading aids (rPh) that some input methods store."""
    pieces = []
    for child in item:
        name = str(child.tag).rpartition("}")[2]
        if name == "t":
            pieces.append(child.text or "")
        elif name == "r":
            pieces += [t.text or "" for t in child.iterchildren("{*}t")]
    return _unescape("".join(pieces))


def _unescape(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code < 0xE000 or code == 0 else chr(code)


def _is_hidden(tab: _Element) -> bool:
    return str(tab.get("state", "visible")) in ("hidden", "veryHidden")


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _index(text: str | None, default: int) -> int:
    return int(text) - 1 if text and text.isdecimal() and 0 < int(text) <= 10_000_000 else default
