"""A table whose grid was lost, put together again: the best of all ways to cut its text into rows.

What is left of such a table is its heads and, in reading order, pieces of text: lines, or words
that blanks part.  Which pieces are one cell, which cell stands in which column and where a row
ends is decided at once.  Every way to cut is scored: what a cell looks like under its head
(:func:`~toolkit.notice.columns.fit`), what it costs to join two pieces, to leave a column empty
and to begin a row; the best sum wins (dynamic programming over the pieces, as in text alignment).

Then the columns are looked at as they came out (how long their cells are, how they are numbered,
which texts come back in them) and the cutting is done again with what was learned.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import Literal

from toolkit.model import NOWHERE, Place
from toolkit.notice.columns import TEXT_FIELDS, UNIT_FIELDS, deadline_score, fit, unit_score
from toolkit.notice.numbering import (
    FIRST,
    SECOND,
    THIRD,
    is_bare_number,
    join_lines,
    number_value,
    split_number,
)
from toolkit.notice.regions import is_open, is_rest
from toolkit.text import width
from toolkit.units.names import begins_with_level

Gap = Literal["tight", "blank", "wide", "line", "empty", "cell"]

# What it costs to join two pieces to one cell, by what parts them; a wrapped text joins cheaply.
_JOIN = {"tight": 0.0, "blank": 0.35, "wide": 0.9, "line": 0.9, "empty": 1.3, "cell": 9.0}
_JOIN_WRAPPED = {**_JOIN, "line": 0.25, "empty": 0.9}
# A new row seldom begins in the middle of a line.
_ROW = {"tight": 1.2, "blank": 1.2, "wide": 1.2, "line": 0.0, "empty": 0.0, "cell": 0.0}
_SKIP = {
    "no": 0.5, "l1": 0.25, "l2": 0.25, "l3": 0.25, "content": 2.5,
    "lead": 1.0, "others": 1.0, "deadline": 1.0, "progress": 0.1, "remark": 0.1,
}  # fmt: skip
_SKIP_OTHER = 0.4
_SKIP_COUNTED = 6.0
_MOST_JOIN_COST = 2.6
_MOST_PIECES = 24
_COUNT = re.compile(r"[（(](?:共)?\d{1,3}[项条件个][）)]$")
_LONGEST_SECTION = 60
_TIME_WORDS = re.compile(r"前|期间|后|内|时|起|止|底|末|月|年|季|周|日|长期|持续|全程")
_NOTE = re.compile(r"(?:备注|注|说明|填表|联系人|附件|填报)[^。]{0,6}[:：\d]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text that is at least part of a cell; ``gap`` parts it from the piece before."""

    text: str
    place: Place = NOWHERE
    gap: Gap = "line"


@dataclass(frozen=True, slots=True)
class Cut:
    """One cell as decoded: its column (-1 for a heading over the whole width) and its text."""

    column: int
    text: str
    place: Place
    score: float


@dataclass(slots=True)
class Profile:
    """What a column's cells looked like when the text was cut the first time."""

    texts: Counter[str] = field(default_factory=Counter)
    ranks: Counter[int] = field(default_factory=Counter)
    length: float = 0.0

    def bonus(self, text: str, rank: int) -> float:
        """How well a text goes with the others of its column, about -0.5 to 0.8."""
        total = self.ranks.total()
        if total < 2:
            return 0.0
        gain = 0.4 if self.texts[text] > 1 else 0.0
        gain += 0.5 * (self.ranks[rank] / total - 0.5)
        if self.length:
            ratio = (len(text) + 3) / (self.length + 3)
            gain += 0.15 if 0.5 < ratio < 2 else -0.15 if 0.25 < ratio < 4 else -0.4
        return gain


class Decoder:
    """Cuts the pieces of one table into rows under its heads."""

    def __init__(self, pieces: Sequence[Piece], fields: Sequence[str]) -> None:
        """Prepare to cut ``pieces`` under columns of the given fields."""
        self.pieces = pieces
        self.fields = list(fields)
        self.counted = counted(pieces) if "no" in fields else {}
        self.join = _JOIN_WRAPPED if _is_wrapped(pieces) else _JOIN
        gaps = Counter(piece.gap for piece in pieces)
        # Where single blanks part the cells, a wider gap is a cell left empty.
        self.narrow = gaps["blank"] > 2 * gaps["wide"]
        self.widths = [width(piece.text.strip()) for piece in pieces]
        self.profiles: list[Profile] | None = None
        skip = [
            _SKIP_COUNTED if f == "no" and self.counted else _SKIP.get(f, _SKIP_OTHER)
            for f in self.fields
        ]
        self.skipped = [0.0]
        for cost in skip:
            self.skipped.append(self.skipped[-1] + cost)
        self._fits: dict[tuple[int, int], tuple[str, list[float], float]] = {}

    def rows(self) -> tuple[list[list[Cut]], int]:
        """The rows of cells, and the number of pieces that they take up.

        The pieces after that are no part of the table.
        """
        cuts, _ = self._best()
        self.profiles = _profiles(cuts, len(self.fields))
        self._fits.clear()
        cuts, used = self._best()
        rows: list[list[Cut]] = []
        last = len(self.fields)
        for cut in cuts:
            if cut.column < 0 or cut.column <= last or not rows:
                rows.append([])
            rows[-1].append(cut)
            last = cut.column if cut.column >= 0 else len(self.fields)
        return rows, used

    def _best(self) -> tuple[list[Cut], int]:
        """The best cut of all pieces, and how many of them it takes."""
        size, heads = len(self.pieces), len(self.fields)
        section, done = heads, heads + 1
        lowest = float("-inf")
        best = [[lowest] * (heads + 2) for _ in range(size + 1)]
        came: list[list[tuple[int, int, float]]] = [
            [(-1, -1, 0.0)] * (heads + 2) for _ in range(size + 1)
        ]
        best[0][section] = 0.0
        for at in range(size):
            here = best[at]
            ended = [
                value - (self.skipped[heads] - self.skipped[c + 1]) if c < heads else value
                for c, value in enumerate(here[:-1])
            ]
            row_end = max(range(heads + 1), key=lambda c: ended[c])
            # All that follows may stand after the table.
            for c in (row_end, done):
                value = (ended[c] - 0.5) if c < done else here[done]
                if value > best[at + 1][done]:
                    best[at + 1][done], came[at + 1][done] = value, (at, c, 0.0)
            new_row = ended[row_end] - _ROW[self.pieces[at].gap] if at else ended[row_end]
            # The best way to come to each column: a new row, or further along in this one.
            ways: list[tuple[float, int]] = []
            along, source = lowest, -1
            for column in range(heads):
                fresh = new_row - self.skipped[column]
                inside = along - self.skipped[column] if source >= 0 else lowest
                if self.pieces[at].gap == "wide" and column == source + 1 and self.narrow:
                    inside -= 0.3
                ways.append((fresh, row_end) if fresh >= inside else (inside, source))
                if here[column] + self.skipped[column + 1] > along:
                    along, source = here[column] + self.skipped[column + 1], column
            for end, cost in self._ends(at):
                _, fits, as_section = self._fit(at, end)
                for column in range(heads):
                    value, origin = ways[column]
                    gain = fits[column] - cost
                    if value + gain > best[end][column]:
                        best[end][column] = value + gain
                        came[end][column] = (at, origin, gain)
                value = new_row + as_section - cost
                if as_section > lowest and value > best[end][section]:
                    best[end][section], came[end][section] = value, (at, row_end, as_section - cost)
        return self._trace(best, came)

    def _trace(
        self, best: list[list[float]], came: list[list[tuple[int, int, float]]]
    ) -> tuple[list[Cut], int]:
        heads = len(self.fields)
        at = used = len(self.pieces)
        final = [
            value - (self.skipped[heads] - self.skipped[c + 1]) if c < heads else value
            for c, value in enumerate(best[at])
        ]
        state = max(range(heads + 2), key=lambda c: final[c])
        cuts: list[Cut] = []
        while at > 0:
            start, source, gain = came[at][state]
            if state == heads + 1:
                used = start
            else:
                column = state if state < heads else -1
                cuts.append(Cut(column, self._fit(start, at)[0], self.pieces[start].place, gain))
            at, state = start, source
        return cuts[::-1], used

    def _ends(self, at: int) -> list[tuple[int, float]]:
        """(end, cost) of every cell that may begin at piece ``at``."""
        ends = [(at + 1, 0.0)]
        cost, widest = 0.0, self.widths[at]
        for end in range(at + 1, min(len(self.pieces), at + _MOST_PIECES)):
            before, piece = self.pieces[end - 1], self.pieces[end]
            cost += self._join_cost(before, piece, widest, end)
            if cost > _MOST_JOIN_COST:
                break
            widest = max(widest, self.widths[end])
            ends.append((end + 1, cost))
        return ends

    def _join_cost(self, before: Piece, piece: Piece, widest: int, at: int) -> float:
        if end_is_counted(self.counted, piece) or end_is_counted(self.counted, before):
            return 9.0
        cost = self.join[piece.gap]
        left, right = before.text.rstrip(), piece.text.lstrip()
        if _unlike(left, right):
            return 2.0
        if is_bare_number(left) and split_number(left + right).rank >= 0:
            return 0.1
        if is_open(left) or is_rest(right):
            return -0.4
        if piece.gap in ("tight", "blank", "wide"):
            return cost
        if left[-1:] in "。；;！":
            cost += 0.4
        if begins_with_level(right) and unit_score(right) > 0.5 and unit_score(left) < 0.3:
            # A body's whole name after what is no body begins a cell of its own.
            cost += 1.0
        # The lines of a wrapped cell are equally wide, but for the last.
        uneven = self.widths[at - 1] < widest - 3 or self.widths[at] > widest + 3
        if self.join is _JOIN_WRAPPED and uneven:
            cost += 0.7
        numbered = split_number(right)
        if numbered.rank >= 0 and unit_score(left) > 0.5:
            return 2.0
        if numbered.rank >= 0:
            # Several numbered tasks may share a cell (1.… 2.…); each is worth as much as one alone.
            above = split_number(left)
            goes_on = (
                above.rank == numbered.rank >= THIRD
                and number_value(numbered.number) == number_value(above.number) + 1
            )
            cost = -0.8 if goes_on else cost + 0.3
        return cost

    def _fit(self, start: int, end: int) -> tuple[str, list[float], float]:
        """The text of the pieces as one cell, how well it fits each column, and as a heading."""
        known = self._fits.get((start, end))
        if known is None:
            known = self._fits[start, end] = self._judge(start, end)
        return known

    def _judge(self, start: int, end: int) -> tuple[str, list[float], float]:
        text = self.pieces[start].text
        for piece in self.pieces[start + 1 : end]:
            text += (" " if piece.gap in ("tight", "blank", "wide") else "\n") + piece.text
        joined = join_lines(text)
        rank = min(split_number(joined).rank, THIRD)
        edge = -0.8 if is_rest(joined) or is_open(joined) else 0.0
        fits = [fit(f, joined) + misfit(f, joined) + edge for f in self.fields]
        if "no" in self.fields and is_bare_number(joined) and self.counted:
            number = end == start + 1 and end_is_counted(self.counted, self.pieces[start])
            fits[self.fields.index("no")] += 1.0 if number else -3.0
        self._add_ranks(fits, joined, rank)
        if self.profiles:
            fits = [f + p.bonus(joined, rank) for f, p in zip(fits, self.profiles, strict=True)]
        return text, fits, section_score(joined)

    def _add_ranks(self, fits: list[float], joined: str, rank: int) -> None:
        """What a number at a cell's beginning says of its column: 一、 heads, 1. numbers a task."""
        for at, name in enumerate(self.fields):
            if name == "content":
                fits[at] += 0.5 if rank >= THIRD else -0.3 if rank in (FIRST, SECOND) else 0.0
            elif name in TEXT_FIELDS:
                fits[at] += 0.6 if rank in (FIRST, SECOND) else -1.8 if rank >= THIRD else 0.0
                fits[at] -= 0.6 if len(joined) > 60 else 0.0
                fits[at] -= 0.5 if len(joined) > 12 and joined[-1] not in "。；;" else 0.0
            elif name in (*UNIT_FIELDS, "deadline") and rank >= 0:
                fits[at] -= 1.0


def counted(pieces: Sequence[Piece]) -> dict[int, int]:
    """The pieces that count the rows (1, 2, 3 …) by their identity, with their values.

    A number is one of them when it is one more than the last, or begins the count.
    """
    starts = [piece for piece in pieces if piece.gap in ("line", "empty", "cell")]
    if any(p.gap == "tight" for p in pieces) and _chain(starts):
        return _chain(starts)
    return _chain(pieces)


def _chain(pieces: Sequence[Piece]) -> dict[int, int]:
    numbers = [
        (piece, number_value(re.sub(r"\D*(\d+)\D*", r"\1", piece.text.strip())))
        for piece in pieces
        if is_bare_number(piece.text.strip()) and any(c.isdigit() for c in piece.text)
    ]
    chain: dict[int, int] = {}
    last = 0
    for piece, value in numbers:
        if value == last + 1 or (value == 1 and last > 1):
            chain[id(piece)] = value
            last = value
    return chain if len(chain) > 1 or len(numbers) == 1 else {}


def end_is_counted(chain: dict[int, int], piece: Piece) -> bool:
    """Whether a piece is a number that counts the rows."""
    return id(piece) in chain


def _unlike(left: str, right: str) -> bool:
    """Whether one of two pieces is made of units and the other is a time limit."""
    return (
        unit_score(left) > 0.5 and deadline_score(right) == 1.0 and unit_score(right) < 0.5
    ) or (deadline_score(left) == 1.0 and unit_score(left) < 0.5 and unit_score(right) > 0.5)


def misfit(name: str, text: str) -> float:
    """What a cell loses that its column's grammar cannot read at all."""
    if name in UNIT_FIELDS and unit_score(text) < 0.3:
        return -0.4 if len(text) <= 6 else -1.2
    if name == "deadline" and not deadline_score(text) and not _TIME_WORDS.search(text):
        return -0.7
    return 0.0


def _is_wrapped(pieces: Sequence[Piece]) -> bool:
    """Whether lines are cut inside cells: some visibly stop or begin in the middle of a text."""
    torn = lines = 0
    for before, piece in pairwise(pieces):
        if piece.gap != "line":
            continue
        lines += 1
        left, right = before.text.rstrip(), piece.text.lstrip()
        torn += (
            is_open(left)
            or is_rest(right)
            or (unit_score(left) < 0.5 < unit_score(left + right) and unit_score(right) < 0.5)
            or (deadline_score(left + right) == 1.0 > deadline_score(left) + deadline_score(right))
        )
    return torn >= 3 and torn >= 0.05 * lines


def section_score(text: str) -> float:
    """How much a text looks like a heading over the whole width; -inf when it cannot be one."""
    numbered = split_number(text)
    if len(text) > _LONGEST_SECTION or text.endswith(("。", "；")) or not numbered.text.strip():
        return float("-inf")
    if 0 <= numbered.rank <= SECOND:
        return 1.0 + (0.6 if _COUNT.search(text) else 0.0)
    return 0.9 if _COUNT.search(text) and unit_score(text) < 0.5 else float("-inf")


def _profiles(cuts: Sequence[Cut], columns: int) -> list[Profile]:
    profiles = [Profile() for _ in range(columns)]
    for cut in cuts:
        if cut.column >= 0:
            text = join_lines(cut.text)
            profile = profiles[cut.column]
            profile.texts[text] += 1
            profile.ranks[min(split_number(text).rank, THIRD)] += 1
    for profile in profiles:
        if profile.texts:
            profile.length = median(len(t) for t in profile.texts.elements())
    return profiles
