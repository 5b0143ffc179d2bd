"""What a cell is made of: stretches that are a name, a separator, a phrase …."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from toolkit.text import squeeze
from toolkit.units.names import begins_name, kind_of
from toolkit.units.phrases import phrases

What = Literal[
    "name", "separator", "label", "number", "mark", "role", "manner", "remark",
    "person", "time", "rule", "rest", "wrap", "blank", "unread",
]  # fmt: skip

# How far ahead one looks for a name: longer than any name, shorter than a paragraph.
AHEAD = 60
# With its blanks and line breaks a name is never longer; what is, need not be looked at.
WIDEST = 300


@dataclass(slots=True)
class Item:
    """A stretch of the cell and what it is; ``text`` is in matching form, without blanks.

    ``before`` and ``after`` are what a name shares with its neighbours (教育、公安局: 局).  A
    manner phrase is ``open`` when it has an object, so that the next piece may go on with it.
    """

    what: What
    start: int
    end: int
    text: str = ""
    role: Literal["", "lead", "other"] = ""
    before: str = ""
    after: str = ""
    note: str = ""
    open: bool = False

    @property
    def full(self) -> str:
        """The name in matching form with what it shares with its neighbours."""
        return self.before + self.text + self.after


def complete(text: str) -> bool:
    """Whether ``text`` is a whole name, or names that end with 等."""
    return kind_of(text) != "" or (text.endswith("等") and kind_of(text.rstrip("等")) != "")


def has_name(text: str) -> bool:
    """Whether ``text`` begins with a complete name, whatever comes after it."""
    head = text[:WIDEST]
    plain = squeeze(head)
    if len(text) <= WIDEST and len(plain) <= AHEAD and complete(plain):
        return True
    start = plain[:AHEAD]
    if any(found.start() and complete(start[: found.start()]) for found in _ends(start)):
        return True
    ends = (found.start() for found in phrases().join_pattern.finditer(head))
    return any(end and complete(squeeze(head[:end])) for end in ends)


def _ends(text: str) -> Iterator[re.Match[str]]:
    return phrases().name_end_pattern.finditer(text)


@dataclass(slots=True)
class Piece:
    """The piece being read; offsets are relative to ``text``.

    ``tails`` remembers where phrases end, by where one looks from.
    """

    text: str
    hidden: str
    lo: int
    after_phrase: bool
    tails: dict[tuple[int, bool, int], int] = field(default_factory=dict)

    def plain(self, start: int, end: int) -> str:
        """A stretch without blanks, "" where it is too long for a name."""
        return squeeze(self.text[start:end]) if end - start <= WIDEST else ""

    def item(self, what: What, start: int, end: int, **more: object) -> Item:
        """An item for a stretch of the piece."""
        plain = squeeze(self.text[start:end])
        return Item(what, self.lo + start, self.lo + end, plain, **more)  # type: ignore[arg-type]


def last_name(piece: Piece, start: int, end: int) -> str:
    """The last of several names (各镇街和县财政局 -> 县财政局), or the whole stretch."""
    joins = list(phrases().join_pattern.finditer(piece.hidden, start, end))
    last = piece.plain(joins[-1].end(), end) if joins else ""
    return last if begins_name(last) and complete(last) else piece.plain(start, end)


def ends_with_name(piece: Piece, at: int, end: int) -> bool:
    """Whether a stretch is a name, or several of which the last is one."""
    if complete(piece.plain(at, end)):
        return True
    near = max(at, end - WIDEST)
    joins = list(phrases().join_pattern.finditer(piece.hidden, near, end))
    return any(complete(piece.plain(join.end(), end)) for join in joins[-2:])
