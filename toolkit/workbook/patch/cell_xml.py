"""One cell's XML: what it holds, and the XML of another value in its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from toolkit.workbook.cells import FORMULA_STARTS, CellError, Value, cell, serial
from toolkit.workbook.patch.sheet_xml import attributes_of
from toolkit.workbook.ranges import letters
from toolkit.workbook.styles import Styles

_PHONETIC = re.compile(rb"<rPh(?=[\s>]).*?</rPh\s*>", re.DOTALL)
_TEXT = re.compile(rb"<t(?=[\s/>])[^>]*?(?:/>|>(.*?)</t\s*>)", re.DOTALL)
_VALUE = re.compile(rb"<v(?=[\s>])[^>]*>(.*?)</v\s*>", re.DOTALL)
_FORMULA = re.compile(rb"<f(?=[\s/>])([^>]*?)(?:/>|>(.*?)</f\s*>)", re.DOTALL)
_ITEM = re.compile(rb"<si(?=[\s/>])[^>]*?(?:/>|>(.*?)</si\s*>)", re.DOTALL)
_ENTITY = re.compile(r"&(?:#x([0-9A-Fa-f]+)|#(\d+)|(amp|lt|gt|quot|apos));")
_NAMED: Final = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_FIRST_SAFE_DAY: Final = 61
_LAST_DAY: Final = 2_958_466


def unescape(text: str) -> str:
    """Text of XML as it is meant.

    >>> unescape("&lt;A&amp;B&gt; &#x4E00;")
    '<A&B> 一'
    """
    return _ENTITY.sub(_meant, text) if "&" in text else text


def _meant(match: re.Match[str]) -> str:
    if match[3]:
        return _NAMED[match[3]]
    return chr(int(match[1], 16) if match[1] else int(match[2]))


def text_in(xml: bytes) -> str:
    """The text of a string item (``si``, ``is``) without reading aids, in Excel's own writing."""
    if b"<rPh" in xml:
        xml = _PHONETIC.sub(b"", xml)
    return excel_text(b"".join(_TEXT.findall(xml)))


def excel_text(xml: bytes) -> str:
    """Character data as the text that it stands for, with Excel's ``_x000D_`` taken back."""
    text = unescape(xml.decode("utf-8"))
    if "_x" in text:
        text = _ESCAPED.sub(_character, text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code < 0xE000 or code == 0 else chr(code)


def strings_of(data: bytes) -> list[str]:
    """The texts of ``xl/sharedStrings.xml`` by index."""
    return [text_in(item) for item in _ITEM.findall(data)]


@dataclass(frozen=True, slots=True)
class FormulaXml:
    """A cell's formula: its attributes (``t``, ``si``, ``ref``) and its text, if it stands here."""

    attributes: dict[str, str]
    text: str

    @property
    def shared(self) -> str:
        """The number under which cells share one formula; empty for one of its own."""
        return self.attributes.get("si", "") if self.attributes.get("t") == "shared" else ""


def formula_of(xml: bytes) -> FormulaXml | None:
    """The formula of a cell, None without one."""
    if b"<f" not in xml:
        return None
    match = _FORMULA.search(xml)
    if match is None:
        return None
    return FormulaXml(attributes_of(match[1]), unescape((match[2] or b"").decode("utf-8")))


def style_of(xml: bytes) -> int:
    """The number of a cell's format."""
    text = attributes_of(xml[: xml.find(b">")]).get("s", "0") if xml else "0"
    return int(text) if text.isdigit() else 0


@dataclass(slots=True)
class CellCodec:
    """What the cells of one workbook mean: its strings, its formats, its calendar."""

    strings: Sequence[str]
    styles: Styles
    epoch_1904: bool = False

    def value(self, xml: bytes) -> Value:
        """What a cell holds: text, number, day, truth, an error; None for an empty one.

        A number in a date format is a day if nothing of it is lost by saying so.
        """
        if not xml:
            return None
        attributes = attributes_of(xml[: xml.find(b">")])
        kind = attributes.get("t", "n")
        if kind == "inlineStr":
            return text_in(xml) or None
        match = _VALUE.search(xml)
        if match is None:
            return None
        if kind == "s":
            at = int(match[1]) if match[1].strip().isdigit() else -1
            return (self.strings[at] if 0 <= at < len(self.strings) else "") or None
        text = excel_text(match[1])
        if kind == "b":
            return text.strip() in ("1", "true")
        if kind == "e":
            return CellError(text)
        if kind == "n":
            return self._number(text, int(attributes.get("s", "0")))
        return text or None

    def _number(self, text: str, style: int) -> Value:
        try:
            number = float(text)
        except ValueError:
            return text.strip() or None
        if self.styles.is_date(style):
            day = self._day(number)
            if day is not None:
                return day
        return int(number) if number.is_integer() and abs(number) < 1e15 else number

    def _day(self, number: float) -> date | None:
        start = _EPOCH_1904 if self.epoch_1904 else _EPOCH
        if not (0 if self.epoch_1904 else _FIRST_SAFE_DAY) <= number < _LAST_DAY:
            return None
        moment = start + timedelta(seconds=round(number * 86_400))
        found = moment if moment.hour or moment.minute or moment.second else moment.date()
        return found if serial(found, epoch_1904=self.epoch_1904) == number else None

    def write(self, row: int, column: int, style: int, value: Value) -> bytes:
        """The XML of a cell; its format is changed only where the value would be misread in it."""
        style = self.fitting(style, value)
        attribute = f' s="{style}"' if style else ""
        reference = f"{letters(column)}{row}"
        return cell(reference, attribute, value, epoch_1904=self.epoch_1904).encode()

    def fitting(self, style: int, value: Value) -> int:
        """The format in which a value can stand: a date format for a day, a mark of text."""
        if isinstance(value, date) and not self.styles.is_date(style):
            style = self.styles.variant(style, dated=True, timed=isinstance(value, datetime))
        looks = isinstance(value, str) and value[:1] in FORMULA_STARTS
        if looks and not self.styles.is_quoted(style):
            style = self.styles.variant(style, quote=True)
        return style
