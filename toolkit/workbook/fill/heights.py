"""How high a row must be so that nothing of its text is cut off.

Excel stores row heights and does not compute them on opening, and what it would compute differs
from LibreOffice and from the printer.  So the lines are counted here: display width over column
width, with the rule that 、，。）and the like never begin a line and （“ never end one.

Widths are in half-width characters (a Chinese character is two), heights in points.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache
from itertools import accumulate

from toolkit.limits import MAX_ROW_HEIGHT

# Points of a line per point of font size: Noto CJK, which stands in for 宋体 and 仿宋 on Linux
# desktops, needs 1.45; the Windows fonts need 1.2 to 1.3 and get a little air.
LINE = 1.45
PADDING = 8.0
# Pixels of a digit of the default font (宋体 11) at 96 dpi, by which Excel measures columns.
_DIGIT = 8
_MARGIN = 5

NO_START = frozenset("、，。．；：？！,.;:?!)]}）］｝〕〉》」』】〗’”…—～·%％‰℃°")
NO_END = frozenset("([{（［｛〔〈《「『【〖‘“￥$№")
_WORD = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_./-+%@#&=")


class _Widths(dict[str, int]):
    """Half-width units of each character, worked out when it is first seen."""

    def __missing__(self, character: str) -> int:
        if unicodedata.combining(character):
            width = 0
        else:
            # Quotes and dashes are "ambiguous" in Unicode and full width in Chinese fonts.
            width = 1 if unicodedata.east_asian_width(character) in ("Na", "H", "N") else 2
        self[character] = width
        return width


_WIDTHS = _Widths()


def capacity(width: float, size: float) -> int:
    """Half-width characters of a font of ``size`` points that fit in a column of ``width``.

    >>> capacity(46, 10.5)
    51
    """
    pixels = width * _DIGIT - _MARGIN
    return max(2, int(pixels / (size * 96 / 72 / 2)))


def lines(text: str, room: int) -> int:
    r"""Printed lines of ``text`` in a column with ``room`` half-width characters, at least 1.

    >>> lines("完成时限", 8), lines("完成时限。", 8), lines("一\n二", 8)
    (1, 2, 2)
    """
    if len(text) * 2 <= room and "\n" not in text:
        return 1
    return _lines(text, room)


@lru_cache(maxsize=4096)
def _lines(text: str, room: int) -> int:
    return sum(len(_ends(part, room)) for part in text.split("\n"))


def _ends(text: str, room: int) -> list[int]:
    """Where each printed line of one paragraph ends."""
    length = len(text)
    if length * 2 <= room:
        return [length]
    ends = list(accumulate(map(_WIDTHS.__getitem__, text)))
    found: list[int] = []
    start, used = 0, 0
    while ends[-1] - used > room:
        full = bisect_right(ends, used + room, start)
        full = max(full, start + 1)  # a column narrower than one character
        if full >= length:
            break
        start = _break(text, start, full)
        used = ends[start - 1]
        found.append(start)
    return [*found, length]


def part_off(text: str, room: int, most: int) -> tuple[str, str]:
    r"""The first ``most`` printed lines of a text, and what follows them.

    >>> part_off("一二三四五六", 4, 2), part_off("一\n二\n三", 4, 2)
    (('一二三四', '五六'), ('一\n二', '三'))
    """
    at = 0
    for part in text.split("\n"):
        ends = _ends(part, room)
        if len(ends) > most:
            cut = at + (ends[most - 1] if most else 0)
            return text[:cut].rstrip("\n"), text[cut:]
        most -= len(ends)
        at += len(part) + 1
    return text, ""


def _break(text: str, start: int, full: int) -> int:
    """Where the line that begins at ``start`` ends if it has room up to ``full``."""
    end = full
    while end > start + 1:
        if text[end] in NO_START or text[end - 1] in NO_END:
            end -= 1
        elif text[end] in _WORD and text[end - 1] in _WORD:
            while end > start and text[end - 1] in _WORD:
                end -= 1
        else:
            return end
    # A word or a run of marks that fills the line is broken wherever the line is full.
    return full


def points(count: int, size: float) -> float:
    """The height of ``count`` lines in a font of ``size`` points, with air above and below."""
    return count * size * LINE + PADDING


def row_height(cells: Iterable[tuple[str, float, float]], least: float = 0.0) -> float:
    """The height of a row of ``(text, column width, font size)``, never more than Excel allows.

    >>> row_height([("完成时限", 12, 10)]) < row_height([("完成时限" * 9, 12, 10)])
    True
    """
    tallest = least
    for text, width, size in cells:
        tallest = max(tallest, points(lines(text, capacity(width, size)), size))
    return min(MAX_ROW_HEIGHT, tallest)
