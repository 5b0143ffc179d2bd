"""Where rows, areas and formulas point after rows of a sheet were added and taken away."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from toolkit.limits import MAX_COLUMNS, MAX_ROWS
from toolkit.workbook.ranges import letters, number

_CELL = re.compile(r"(\$?)([A-Z]{1,3})(\$?)(\d+)")
# Strings and structured references are skipped; whole columns are found so that they stay.
_REFERENCE = re.compile(
    r"""(?P<skip>"[^"]*"|\[[^\[\]]*(?:\[[^\]]*\][^\[\]]*)*\])
    |(?P<sheet>(?:'(?:[^']|'')+'|(?<![\w.])[^\W\d][\w.]*)!)?
     (?:(?<![\w.$])(?P<a>\$?[A-Z]{1,3}\$?\d+)(?::(?P<b>\$?[A-Z]{1,3}\$?\d+))?(?![\w.(!])
       |(?<![\w.$:])(?P<r1>\$?\d+):(?P<r2>\$?\d+)(?![\w.:])
       |(?<![\w.$:])(?P<c1>\$?[A-Z]{1,3}):(?P<c2>\$?[A-Z]{1,3})(?![\w.:(]))""",
    re.VERBOSE,
)
_GONE: Final = "#REF!"


@dataclass(frozen=True, slots=True)
class RowEdit:
    """The rows that go and those that come, in a sheet whose table's data is ``first``-``last``.

    ``added`` are (row, count): so many new rows before what is now ``row``; ``last + 1`` appends.
    An area that holds all data, or ends with it, grows and shrinks with it, as a table does.

    >>> edit = RowEdit(4, 9, gone=(6,), added=((10, 2),))
    >>> edit.at(5), edit.at(6), edit.at(7), edit.at(10)
    (5, 0, 6, 11)
    >>> edit.area("J4:J9"), edit.area("A3:B3"), edit.area("C6")
    ('J4:J10', 'A3:B3', '')
    """

    first: int
    last: int
    gone: tuple[int, ...] = ()
    added: tuple[tuple[int, int], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.gone or self.added)

    @property
    def appends(self) -> bool:
        """Whether rows only come at the end of the data."""
        return not self.gone and all(row > self.last for row, _ in self.added)

    def at(self, row: int) -> int:
        """The new number of a row, 0 for one that goes."""
        at = bisect_left(self.gone, row)
        if at < len(self.gone) and self.gone[at] == row:
            return 0
        return row - at + self._came(row)

    def _came(self, row: int) -> int:
        return sum(count for before, count in self.added if before <= row)

    def start(self, row: int) -> int:
        """The first row of an area that began at ``row``, whether that row stays or not."""
        # What comes before the first row of the data, or in the place of one that went, is inside.
        outside = self.at(row) and row != self.first
        return row - bisect_left(self.gone, row) + self._came(row if outside else row - 1)

    def end(self, row: int, *, grows: bool = True) -> int:
        """The last row of an area that ended at ``row``; ``grows`` if it ends with the data."""
        after = row + 1 if grows and row == self.last else row
        return row - bisect_right(self.gone, row) + self._came(after)

    def grows(self, top: int, bottom: int) -> bool:
        """Whether an area ends with the data and is more than one of its rows."""
        return bottom == self.last and (top < bottom or self.first == self.last)

    def rows(self, top: int, bottom: int, *, grows: bool | None = None) -> tuple[int, int] | None:
        """Where an area of rows went; None if nothing is left of it."""
        if bottom >= MAX_ROWS:
            return top, bottom
        wide = self.grows(top, bottom) if grows is None else grows
        if top == bottom and not wide:
            at = self.at(top)
            return (at, at) if at else None
        went = bisect_right(self.gone, bottom) - bisect_left(self.gone, top)
        if went == bottom - top + 1 and not wide:
            return None
        moved = self.start(top), self.end(bottom, grows=wide)
        return moved if moved[0] <= moved[1] else None

    def area(self, reference: str, *, grows: bool | None = None) -> str:
        """An area, or several with blanks between, after the edit; empty if nothing is left."""
        return " ".join(p for part in reference.split() if (p := self._one(part, grows)))

    def _one(self, area: str, grows: bool | None) -> str:
        start, _, end = area.partition(":")
        one, two = _CELL.fullmatch(start), _CELL.fullmatch(end or start)
        if one is None or two is None:
            return area
        moved = self.rows(int(one[4]), int(two[4]), grows=grows)
        if moved is None:
            return ""
        top = f"{one[1]}{one[2]}{one[3]}{moved[0]}"
        bottom = f"{two[1]}{two[2]}{two[3]}{moved[1]}"
        return top if top == bottom and not end else f"{top}:{bottom}"


def edited(formula: str, edits: Mapping[str, RowEdit], sheet: str, *, inside: bool = False) -> str:
    """A formula after the rows of ``edits``' sheets were edited; ``sheet`` is where it stands.

    ``inside`` the data itself, an area that ends with a relative row ends there by chance: a
    running total ends with its own row.

    >>> edited("SUM(D4:D9)+D12", {"台账": RowEdit(4, 9, added=((10, 2),))}, "台账")
    'SUM(D4:D11)+D14'
    """

    def replace(match: re.Match[str]) -> str:
        if match["skip"] or match["c1"]:
            return match[0]
        prefix = match["sheet"] or ""
        name = prefix.rstrip("!").strip("'").replace("''", "'") or sheet
        edit = edits.get(name)
        if edit is None:
            return match[0]
        if match["r1"]:
            one, two = int(match["r1"].strip("$")), int(match["r2"].strip("$"))
            moved = edit.rows(one, two)
            if moved is None:
                return prefix + _GONE
            return prefix + ":".join(
                ("$" if text[0] == "$" else "") + str(row)
                for text, row in zip((match["r1"], match["r2"]), moved, strict=True)
            )
        whole = match["a"] + (f":{match['b']}" if match["b"] else "")
        # A single cell stays that cell; only areas grow.
        fixed = not match["b"] or (inside and name == sheet and "$" not in match["b"][1:])
        return prefix + (edit.area(whole, grows=False if fixed else None) or _GONE)

    return _REFERENCE.sub(replace, formula)


def shifted(formula: str, rows: int, columns: int = 0) -> str:
    """A formula as it reads when it is copied so many rows down and columns to the right.

    >>> shifted("B4-SUM($D$4:D4)*台账[[#This Row],[状态]]", 2)
    'B6-SUM($D$4:D6)*台账[[#This Row],[状态]]'
    """

    def replace(match: re.Match[str]) -> str:
        if match["skip"]:
            return match[0]
        prefix = match["sheet"] or ""
        if match["a"]:
            ends = [match["a"], *([match["b"]] if match["b"] else [])]
            moved = [_moved(end, rows, columns) for end in ends]
        elif match["r1"]:
            moved = [_line(end, rows) for end in (match["r1"], match["r2"])]
        else:
            moved = [_column(end, columns) for end in (match["c1"], match["c2"])]
        return prefix + (_GONE if "" in moved else ":".join(moved))

    return _REFERENCE.sub(replace, formula)


def _moved(cell: str, rows: int, columns: int) -> str:
    match = _CELL.fullmatch(cell)
    if match is None:
        return cell
    row = int(match[4]) + (0 if match[3] else rows)
    column = _column(match[1] + match[2], columns)
    return f"{column}{match[3]}{row}" if column and 1 <= row <= MAX_ROWS else ""


def _line(text: str, rows: int) -> str:
    if text.startswith("$"):
        return text
    row = int(text) + rows
    return str(row) if 1 <= row <= MAX_ROWS else ""


def _column(text: str, columns: int) -> str:
    if text.startswith("$"):
        return text
    column = number(text) + columns
    return letters(column) if 1 <= column <= MAX_COLUMNS else ""


def consecutive(rows: list[int]) -> list[tuple[int, int]]:
    """Sorted rows as (first, count) of those that follow each other.

    >>> consecutive([4, 5, 9])
    [(4, 2), (9, 1)]
    """
    found: list[tuple[int, int]] = []
    for row in rows:
        if found and sum(found[-1]) == row:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((row, 1))
    return found
