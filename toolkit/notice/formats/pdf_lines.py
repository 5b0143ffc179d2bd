"""Characters of a PDF page put together again: lines, and paragraphs from wrapped lines.

A PDF knows where each character stands and nothing else.  A line that reaches the right margin
runs on into the next one unless that is indented; what is shorter ends its paragraph.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

# Fonts of some producers map ordinary characters to the radicals block; the simplified forms in
# the supplement have no decomposition in Unicode.
_RADICALS = str.maketrans(
    "⺠⻅⻔⻓⻋⻚⻢⻛⻉⻄⻩⻬⻰⻝⻘⻨⻦⻥⺟⻜⻤⻣⻆⻁⺪⼾",
    "民见门长车页马风贝西黄齐龙食青麦鸟鱼母飞鬼骨角虎疋户",
)
_SIMPLE_RADICALS = re.compile("[\u2f00-\u2fd5]")
_CLOSING = "、，。；：！？）》」』】〕,.;:!?)]}…—"
_OPENING = re.escape("（《「『【〔([{")
_ATOM = rf"[{_OPENING}]*(?:[\x21-\x7e]+|.)[{re.escape(_CLOSING)}]*"
# Line breaking (UAX 14) allows no break on either side of a quotation mark.
_CHUNK = re.compile(rf"[“‘”’]*{_ATOM}(?:[“‘”’]+{_ATOM})*")
# A number of an item, after a full stop, begins a paragraph even at the left margin.
_ITEM = re.compile(
    r"第[一二三四五六七八九十百]+[章节条]|[（(]?[一二三四五六七八九十]+[）)、]|[（(]?\d{1,2}[）)．、.]|附件"
)
_STOP = "。！？：；"

SLACK = 0.35
"""Characters by which a full line may fall short, as margins and gaps are never exact."""


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line with its box in points, measured from the page's top left."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    page: int = 0

    @property
    def middle(self) -> float:
        """The height at which the line stands."""
        return (self.top + self.bottom) / 2


def lines_of(chars: Iterable[dict[str, Any]], page: int = 0) -> list[Line]:
    """The lines that the characters form, from top to bottom.

    A gap as wide as two characters becomes a tab, since it parts columns.
    """
    rows: list[list[dict[str, Any]]] = []
    for char in sorted(chars, key=lambda c: (c["top"] + c["bottom"]) / 2):
        middle = (char["top"] + char["bottom"]) / 2
        last = rows[-1][-1] if rows else None
        if last and abs((last["top"] + last["bottom"]) / 2 - middle) < 0.4 * _size(char, last):
            rows[-1].append(char)
        else:
            rows.append([char])
    lines = []
    for row in rows:
        row.sort(key=lambda c: c["x0"])
        while row and not row[-1]["text"].strip():
            row.pop()
        while row and not row[0]["text"].strip():
            row.pop(0)
        if row:
            size = sorted(c["size"] for c in row)[len(row) // 2]
            lines.append(
                Line(
                    _text(row, size),
                    min(c["x0"] for c in row),
                    max(c["x1"] for c in row),
                    min(c["top"] for c in row),
                    max(c["bottom"] for c in row),
                    size,
                    page,
                )
            )
    return lines


def _size(a: dict[str, Any], b: dict[str, Any]) -> float:
    return max(1.0, min(float(a["size"]), float(b["size"])))


def _text(row: Sequence[dict[str, Any]], size: float) -> str:
    pieces: list[str] = []
    for before, char in zip([None, *row[:-1]], row, strict=True):
        text = tidy(char["text"])
        if before is not None:
            gap = char["x0"] - before["x1"]
            spaced = before["text"].isspace() or char["text"].isspace()
            words = before["text"][-1:].isascii() and char["text"][:1].isascii()
            if gap > 2 * size:
                if spaced and pieces and pieces[-1].isspace():
                    pieces.pop()
                pieces.append("\t")
            elif not spaced and gap > (0.2 if words else 0.6) * size:
                pieces.append(" ")
        pieces.append(text)
    return "".join(pieces).strip()


def tidy(text: str) -> str:
    """The text with characters of the radicals blocks replaced by ordinary ones.

    >>> tidy("⼈⺠政府"), tidy("⼾籍")
    ('人民政府', '户籍')
    """
    text = text.translate(_RADICALS).replace("\xa0", " ")
    return _SIMPLE_RADICALS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text)


def join(first: str, second: str) -> str:
    """Two pieces of one paragraph; a space only where words in Latin letters meet."""
    if first[-1:].isascii() and first[-1:].isalpha() and second[:1].isascii():
        return f"{first} {second}" if second[:1].isalpha() else first + second
    return first + second


def room(line: Line, right: float) -> float:
    """How much is left between the line's end and the margin ``right``, in characters."""
    return (right - line.x1) / max(line.size, 1.0)


def need(following: str) -> float:
    """How many characters must fit for ``following`` to begin on the same line.

    Words in Latin letters and numbers stay whole; an opening mark may not end a line, a closing
    one not begin it, and quotation marks hold on to both sides, so all drag neighbours along.

    >>> need("县"), need("（县"), need("项）。"), round(need("2022年"), 1)
    (1.0, 2.0, 3.0, 2.2)
    """
    match = _CHUNK.match(following)
    chunk = match[0] if match else following[:1]
    width = sum(0.55 if c.isascii() else 1.0 for c in chunk)
    return min(max(width, 1.0), 12.0)


def paragraphs_of(lines: Sequence[Line], left: float, right: float) -> list[tuple[str, Line]]:
    """The lines joined to paragraphs, each with its first line."""
    found: list[tuple[str, Line]] = []
    for before, line in zip([None, *lines[:-1]], lines, strict=True):
        if before is not None and _continues(before, line, left, right):
            text, first = found[-1]
            found[-1] = (join(text, line.text), first)
        else:
            found.append((line.text, line))
    return found


def _continues(before: Line, line: Line, left: float, right: float) -> bool:
    size = min(before.size, line.size)
    if abs(before.size - line.size) > 1.5 or "\t" in before.text or "\t" in line.text:
        return False
    if line.x0 > left + 0.8 * size:
        return False
    if before.text[-1:] in _STOP and _ITEM.match(line.text):
        return False
    if before.page == line.page and line.top - before.bottom > 2.5 * size:
        return False
    return room(before, right) < need(line.text) + SLACK
