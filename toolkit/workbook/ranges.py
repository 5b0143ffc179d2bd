"""Cell references: letters and numbers, and where a reference points after rows were repeated."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")
_REFERENCE = re.compile(
    r"""(?P<skip>"[^"]*"|\[[^\[\]]*(?:\[[^\]]*\][^\[\]]*)*\])
    |(?P<sheet>(?:'(?:[^']|'')+'|(?<![\w.])[^\W\d][\w.]*)!)?
     (?:(?<![\w.$])(?P<a>\$?[A-Z]{1,3}\$?\d+)(?::(?P<b>\$?[A-Z]{1,3}\$?\d+))?(?![\w.(!])
       |(?<![\w.$:])(?P<r1>\$?\d+):(?P<r2>\$?\d+)(?![\w.:]))""",
    re.VERBOSE,
)


@cache
def letters(column: int) -> str:
    """The letters of a 1-based column.

    >>> letters(1), letters(27)
    ('A', 'AA')
    """
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def number(column: str) -> int:
    """The 1-based number of column letters.

    >>> number("AA")
    27
    """
    value = 0
    for letter in column:
        value = value * 26 + ord(letter) - 64
    return value


def split(cell: str) -> tuple[int, int]:
    """``(column, row)`` of a reference such as ``B3``, both 1-based."""
    match = _CELL.fullmatch(cell)
    if match is None:
        raise ValueError(cell)
    return number(match[2]), int(match[4])


@dataclass(frozen=True, slots=True)
class RowMap:
    """Where the rows of a template went: ``repeats`` are (row, count) of its sample rows.

    >>> rows = RowMap(((4, 3),))
    >>> rows.first(4), rows.last(4), rows.first(5)
    (4, 6, 7)
    """

    repeats: tuple[tuple[int, int], ...] = ()

    def first(self, row: int) -> int:
        """The new number of ``row``, of its first copy if it was repeated."""
        return row + sum(count - 1 for sample, count in self.repeats if sample < row)

    def last(self, row: int) -> int:
        """The new number of ``row``, of its last copy if it was repeated."""
        return row + sum(count - 1 for sample, count in self.repeats if sample <= row)

    def area(self, reference: str) -> str:
        """An area such as ``A4:Q4`` or several with spaces between, extended over the copies."""
        return " ".join(self._one(part) for part in reference.split())

    def _one(self, area: str) -> str:
        start, _, end = area.partition(":")
        moved_start = self._cell(start, self.first)
        moved_end = self._cell(end or start, self.last)
        return moved_start if moved_start == moved_end and not end else f"{moved_start}:{moved_end}"

    @staticmethod
    def _cell(cell: str, move: object) -> str:
        match = _CELL.fullmatch(cell)
        if match is None or not callable(move):
            return cell
        return f"{match[1]}{match[2]}{match[3]}{move(int(match[4]))}"


@dataclass(frozen=True, slots=True)
class Collapse(RowMap):
    """The opposite: rows ``top`` to ``bottom`` become the one row ``top``.

    >>> Collapse(top=4, bottom=9).area("A4:C9 A12")
    'A4:C4 A7'
    """

    top: int = 1
    bottom: int = 1

    def first(self, row: int) -> int:
        """The new number of ``row``."""
        return min(row, max(self.top, row - (self.bottom - self.top)))

    def last(self, row: int) -> int:
        """The new number of ``row``."""
        return self.first(row)


def move_formula(
    formula: str, maps: Mapping[str, RowMap], sheet: str, *, sample: int = 0, copy: int = 0
) -> str:
    """A formula after rows were repeated, for the ``copy``-th copy of row ``sample``.

    Relative references to the sample row itself follow the copy; everything else is extended or
    moved as Excel does when rows are inserted.  Strings and structured references stay.

    >>> move_formula("B4-SUM(D$4:D4)", {"台账": RowMap(((4, 3),))}, "台账", sample=4, copy=2)
    'B6-SUM(D$4:D6)'
    """

    def replace(match: re.Match[str]) -> str:
        if match["skip"]:
            return match[0]
        name = (match["sheet"] or "").rstrip("!").strip("'").replace("''", "'") or sheet
        rows = maps.get(name)
        if rows is None:
            return match[0]
        prefix = match["sheet"] or ""
        if match["r1"]:
            return prefix + _rows(match["r1"], rows.first) + ":" + _rows(match["r2"], rows.last)
        own = sample if name == sheet else 0
        if match["b"] is None:
            start = _place(match["a"], rows, own, copy, last=False)
            end = _place(match["a"], rows, own, copy, last=True)
            # A single cell stays a single cell unless another sheet's sample row was meant.
            return prefix + (start if start == end or name == sheet else f"{start}:{end}")
        start = _place(match["a"], rows, own, copy, last=False)
        return prefix + start + ":" + _place(match["b"], rows, own, copy, last=True)

    return _REFERENCE.sub(replace, formula)


def _place(cell: str, rows: RowMap, sample: int, copy: int, *, last: bool) -> str:
    match = _CELL.fullmatch(cell)
    if match is None:
        return cell
    row = int(match[4])
    if sample and row == sample and not match[3]:
        moved = rows.first(row) + copy
    else:
        moved = rows.last(row) if last else rows.first(row)
    return f"{match[1]}{match[2]}{match[3]}{moved}"


def _rows(text: str, move: object) -> str:
    dollar = "$" if text.startswith("$") else ""
    value = int(text.lstrip("$"))
    return f"{dollar}{move(value) if callable(move) else value}"
