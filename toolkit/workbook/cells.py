"""Cell values as sheet XML: whatever a unit typed stays text, never a formula."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Final

from toolkit.errors import LedgerProblem
from toolkit.limits import MAX_CELL_CHARACTERS, utf16_length

FORMULA_STARTS: Final = frozenset("=+-@\t＝＋－＠")

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NEEDS_WORK = re.compile("[&<>\r_\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_EPOCH = date(1899, 12, 30).toordinal()
_EPOCH_1904 = date(1904, 1, 1).toordinal()
_FIRST_SAFE_DAY = 61  # 1900-03-01; Excel has a 29 February 1900 before it


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of ours (never a unit's text), with its result for programs that do not compute.

    ``{row}`` in the text stands for the row in which the formula ends up.
    """

    text: str
    result: str | float | bool | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A text that leads to a place in the same workbook, such as ``'台账'!B4``."""

    text: str
    location: str


class CellError(str):
    """An error that stands in a cell, such as ``#N/A``, and not the text of one."""

    __slots__ = ()


Value = str | int | float | bool | date | Formula | Link | None


def clean(text: str) -> str:
    r"""The text as a cell can hold it: line ends as ``\n``, what XML forbids made visible.

    >>> clean("a\r\nb\x01")
    'a\nb�'
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ILLEGAL.sub("\ufffd", text)


def escape(text: str) -> str:
    """The text between XML tags, with Excel's own ``_x005F_`` for a literal ``_x0041_``.

    Raises:
        LedgerProblem: the text is longer than a cell can hold; nothing is cut off silently.
    """
    if len(text) > MAX_CELL_CHARACTERS // 2 and utf16_length(text) > MAX_CELL_CHARACTERS:
        raise LedgerProblem(
            f"有一格文字长达 {len(text)} 字，超过 Excel 单元格上限 {MAX_CELL_CHARACTERS} 字"
            f"（开头为“{text[:30]}…”），请拆分后再导入。"
        )
    if not _NEEDS_WORK.search(text):
        return text
    text = _ESCAPE.sub("_x005F_", clean(text))
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def serial(day: date, *, epoch_1904: bool = False) -> float | int | None:
    """Excel's number of a day, or None before 1 March 1900, where its calendar is wrong.

    >>> serial(date(2026, 10, 16)), serial(date(2026, 10, 16), epoch_1904=True)
    (46311, 44849)
    """
    whole = day.toordinal() - (_EPOCH_1904 if epoch_1904 else _EPOCH)
    if whole < (0 if epoch_1904 else _FIRST_SAFE_DAY):
        return None
    if isinstance(day, datetime):
        seconds = day.hour * 3600 + day.minute * 60 + day.second
        return whole + seconds / 86400 if seconds else whole
    return whole


def inline(reference: str, style: str, text: str) -> str:
    """A cell with text in it."""
    return (
        f'<c r="{reference}"{style} t="inlineStr"><is><t xml:space="preserve">'
        f"{escape(text)}</t></is></c>"
    )


def cell(reference: str, style: str, value: Value, *, epoch_1904: bool = False) -> str:
    """A cell of any value; ``style`` is `` s="3"`` or empty.

    ``epoch_1904`` is how the workbook counts its days.

    >>> cell("A1", "", "=1+1")
    '<c r="A1" t="inlineStr"><is><t xml:space="preserve">=1+1</t></is></c>'
    >>> cell("A1", ' s="2"', date(2022, 10, 16))
    '<c r="A1" s="2"><v>44850</v></c>'
    """
    if value is None or value == "":
        return f'<c r="{reference}"{style}/>'
    if isinstance(value, CellError):
        return f'<c r="{reference}"{style} t="e"><v>{escape(value)}</v></c>'
    if isinstance(value, str):
        return inline(reference, style, value)
    if isinstance(value, Formula):
        row = reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return formula(reference, style, value.text.replace("{row}", row), value.result)
    if isinstance(value, Link):
        return inline(reference, style, value.text)
    if isinstance(value, bool):
        return f'<c r="{reference}"{style} t="b"><v>{int(value)}</v></c>'
    if isinstance(value, date):
        day = serial(value, epoch_1904=epoch_1904)
        if day is None:
            return inline(reference, style, value.isoformat())
        return f'<c r="{reference}"{style}><v>{day}</v></c>'
    return f'<c r="{reference}"{style}><v>{value!r}</v></c>'


def formula(reference: str, style: str, text: str, result: str | float | bool | None = None) -> str:
    """A cell with a formula; without a result the program that opens the file computes it."""
    body = markup(text)
    if result is None:
        return f'<c r="{reference}"{style}><f>{body}</f></c>'
    if isinstance(result, str):
        kind, shown = ' t="str"', escape(result)
    elif isinstance(result, bool):
        kind, shown = ' t="b"', str(int(result))
    else:
        kind, shown = "", repr(result)
    return f'<c r="{reference}"{style}{kind}><f>{body}</f><v>{shown}</v></c>'


@lru_cache(maxsize=1024)
def markup(text: str) -> str:
    """Text for XML without Excel's own escapes: formulas and attributes."""
    text = _ILLEGAL.sub("\ufffd", text)
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace('"', "&quot;")
