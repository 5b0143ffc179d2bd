"""Excel workbooks (.xlsx, .xlsm): what the sheets share, and the sheets one by one.

A sheet may claim to be a million rows deep or one cell wide; only the cells that are there count.
The number formats are read too, since 2022年12月 and 2022-12-01 are the same stored number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final

from toolkit.errors import DamagedFile
from toolkit.files.archive import ELEMENT_LIMIT, Archive, Relation
from toolkit.files.source import MEGABYTE, Source, damaged
from toolkit.model import LeftOut, Place
from toolkit.workbook.read.collect import Collector, Looks
from toolkit.workbook.read.format_code import BUILTIN
from toolkit.workbook.read.xlsx_rows import RowReader
from toolkit.workbook.read.xlsx_strings import NotPlain, Strings, is_on
from toolkit.workbook.sheet import Look, Sheet

if TYPE_CHECKING:
    from lxml.etree import _Element

SHEET_LIMIT: Final = 1536 * MEGABYTE
"""A sheet of 100,000 rows with long formulas has some 800 MB; read a few at a time."""
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")
_BESIDE: Final = {"comments": "批注", "drawing": "文本框", "threadedComment": "批注"}


class XlsxBook:
    """One workbook; ``names`` are its worksheets in the order of the tabs.

    Raises:
        FileProblem: damaged, encrypted or too large.
    """

    def __init__(self, source: Source) -> None:
        self.archive = Archive(source)
        self.file = source.name
        book = self.archive.xml(self.archive.main_part, ELEMENT_LIMIT)
        if book is None:
            raise damaged(source.name, "Excel 工作簿", "找不到工作簿部分")
        self._relations = self.archive.relations(self.archive.main_part)
        properties = next(book.iter("{*}workbookPr"), None)
        self.epoch_1904 = properties is not None and properties.get("date1904") in ("1", "true")
        self._tabs: dict[str, tuple[str, bool]] = {}
        for tab in book.iter("{*}sheet"):
            key = next((str(v) for k, v in tab.attrib.items() if str(k).endswith("}id")), "")
            relation = self._relations.get(key)
            if relation is not None and relation.type == "worksheet":
                hidden = str(tab.get("state", "visible")) in ("hidden", "veryHidden")
                self._tabs.setdefault(str(tab.get("name", "")), (relation.target, hidden))
        self.names = tuple(self._tabs)

    def sheet(self, name: str) -> Sheet:
        """One sheet with all its facts.

        Raises:
            FileProblem: its part is missing, damaged or too large.
        """
        part, hidden = self._tabs[name]
        if not self.archive.has(part):
            raise damaged(self.file, "Excel 工作簿", f"缺少工作表“{name}”的部件“{part}”")
        what = f"工作表“{name}”"
        try:
            reader = self._reader(name)
            reader.read_quickly(self.archive.chunks(part, SHEET_LIMIT, what))
        except NotPlain:
            reader = self._reader(name)
            reader.read_carefully(self.archive.chunks(part, SHEET_LIMIT, what))
        collected = reader.sheet
        collected.remarks += self._beside(name, part)
        return collected.sheet(
            hidden=hidden,
            hidden_rows=reader.hidden_rows,
            hidden_columns=reader.hidden_columns,
            epoch_1904=self.epoch_1904,
        )

    def _reader(self, name: str) -> RowReader:
        formats, looks = self._styles
        collected = Collector(self.file, name, looks)
        return RowReader(collected, self._strings, formats, self.epoch_1904)

    def _part(self, kind: str) -> str:
        return next((r.target for r in self._relations.values() if r.type == kind), "")

    @cached_property
    def _strings(self) -> Strings:
        return Strings(self.archive, self._part("sharedStrings"))

    @cached_property
    def _styles(self) -> tuple[list[str], Looks]:
        """The number format of every cell format, and what of it changes the meaning of cells."""
        root = self.archive.xml(self._part("styles"), ELEMENT_LIMIT)
        if root is None:
            return [], Looks()
        # Formats of conditional rules (dxfs) number their own and must not be mixed in.
        own = {
            str(item.get("numFmtId")): str(item.get("formatCode", ""))
            for item in root.iterfind("{*}numFmts/{*}numFmt")
        }
        struck = [
            any(is_on(item.get("val")) for item in font.iterchildren("{*}strike"))
            for fonts in root.iterchildren("{*}fonts")
            for font in fonts.iterchildren("{*}font")
        ]
        styles = next(root.iterchildren("{*}cellXfs"), None)
        formats: list[str] = []
        looks: list[Look] = []
        for xf in styles.iterchildren("{*}xf") if styles is not None else ():
            number = str(xf.get("numFmtId", "0"))
            code = own.get(number) or BUILTIN.get(_number(number), "General")
            font = _number(str(xf.get("fontId", "0")))
            formats.append(code)
            looks.append(Look(code, font < len(struck) and struck[font]))
        return formats, Looks(looks)

    def _beside(self, name: str, part: str) -> list[LeftOut]:
        """Note comments and text boxes, which stand beside the cells."""
        found: list[LeftOut] = []
        for relation in self.archive.relations(part).values():
            why = _BESIDE.get(relation.type, "")
            if not why:
                continue
            try:
                found += self._texts_of(relation, name, why)
            except DamagedFile:
                remark = f"{why}部件“{relation.target}”已损坏，没有读取"
                found.append(LeftOut("", remark, Place(self.file, name)))
        return found

    def _texts_of(self, relation: Relation, name: str, why: str) -> Iterator[LeftOut]:
        root = self.archive.xml(relation.target, ELEMENT_LIMIT)
        if root is None:
            return
        pictures = sum(1 for _ in root.iter("{*}blip"))
        if pictures:
            remark = f"有 {pictures} 张图片，图片里的文字无法读取"
            yield LeftOut("", remark, Place(self.file, name))
        tag = {"comments": "{*}comment", "threadedComment": "{*}threadedComment"}
        for item in root.iter(tag.get(relation.type, "{*}txBody")):
            text = _text_of(item)
            if text.strip():
                where = _REFERENCE.fullmatch(str(item.get("ref", "")))
                row, column = (int(where[2]), where[1]) if where else (0, "")
                yield LeftOut(text, why, Place(self.file, name, row=row, column=column))


def _text_of(item: _Element) -> str:
    return "".join(str(t.text or "") for t in item.iter("{*}t", "{*}text") if not len(t))


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
