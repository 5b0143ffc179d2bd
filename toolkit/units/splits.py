"""A stretch without phrases into names: at 和, at blanks, at lost separators, at 等."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.text import squeeze
from toolkit.units.items import WIDEST, Item, Piece, has_name
from toolkit.units.names import begins_name, begins_with_level, kind_of
from toolkit.units.phrases import phrases


def names(piece: Piece, at: int, end: int) -> Iterator[Item]:
    """The names of a stretch without phrases: split at 和, blanks, 等, and lost separators."""
    for start, stop, joined in _soft_parts(piece, at, end):
        if joined:
            yield piece.item("separator", start, stop)
            continue
        yield from _unmarked(piece, start, stop)


def _unmarked(piece: Piece, at: int, end: int) -> Iterator[Item]:
    """The names between two separators, put apart where one is missing."""
    lost = False
    for first, last in _lost_parts(piece, at, end):
        for item in _rest(piece, first, last):
            if lost:
                item.note, lost = "lost", False
            yield item
        lost = True


def _soft_parts(piece: Piece, at: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Parts between blanks and 和/及/与 that separate; those themselves come with ``True``."""
    joins = list(phrases().join_pattern.finditer(piece.hidden, at, end))
    start = at
    for n, join in enumerate(joins):
        if join.start() <= start or join.end() >= end:
            continue
        left = piece.plain(start, join.start())
        blank = join.group().isspace()
        stops = [later.start() for later in joins[n + 1 : n + 6]] + [end]
        if _separates(piece, left, join.end(), stops, blank=blank):
            yield start, join.start(), False
            yield join.start(), join.end(), True
            start = join.end()
    yield start, end, False


def _separates(piece: Piece, left: str, at: int, stops: list[int], *, blank: bool) -> bool:
    """Whether a blank or 和 stands between two complete names."""
    kind = kind_of(left)
    rest = piece.text[at : min(stops[-1], at + WIDEST)]
    if not kind or rest.startswith("("):
        return False
    named = begins_name(rest)
    if blank and not named and _head_of_offices(left):
        return False
    if kind == "place" and not (named or kind_of(squeeze(piece.text[at : stops[0]])) == "place"):
        return False
    if blank and not named and left.endswith("局") and _SUB_UNIT.search(rest):
        return False
    for stop in stops if named or not blank else stops[:1]:
        part = piece.plain(at, stop)
        if blank and not named and len(part) < 3 and part not in _short_names():
            return False
        if kind_of(part) not in ("", "person"):
            return True
    return blank and kind != "place" and begins_with_level(rest)


def _short_names() -> tuple[str, ...]:
    return phrases().words("names", "suffixes")


def _head_of_offices(left: str) -> bool:
    """县委, 县政府: what follows on the next line is one of its offices."""
    return left.endswith(phrases().words("names", "heads_of_offices"))


_SUB_UNIT = re.compile(r"^\s*[^\s]{0,6}(?:大队|中队|支队|派出所|科|股)$")


def _lost_parts(piece: Piece, at: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts between separators that were left out: after a bracket, or before a new level."""
    start = at
    i = at + 2
    while i < end - 1:
        if piece.hidden[i] in _LEVEL_SIGNS and _lost_before(piece, start, i, end):
            yield start, i
            start, i = i, i + 2
        else:
            i += 1
    yield start, end


_LEVEL_SIGNS = frozenset("县市区省州旗镇乡各有")


def _lost_before(piece: Piece, start: int, i: int, end: int) -> bool:
    rest = piece.text[i : min(end, i + WIDEST)]
    if i - start > WIDEST or not begins_name(rest):
        return False
    left = piece.plain(start, i)
    kind = kind_of(left)
    if kind in ("", "person") or not has_name(rest):
        return False
    if piece.hidden[i - 1] == ")":
        return True
    party = left.endswith(("县委", "市委", "区委", "省委", "党委", "政府", "人大", "政协"))
    if rest[0] == "各":
        known = left in phrases().words("groups", "before_each")
        return not known and ((kind == "body" and not party) or left[0] == "各")
    if rest[0] == "有":
        return kind == "body" and not party and left[-1] in "局委办"
    return kind == "body" and rest[0] == left[0] and len(squeeze(rest)) > 2 and not party


def _rest(piece: Piece, at: int, end: int) -> Iterator[Item]:
    """A name, with 等 and the rest of an enumeration taken off or made a name of its own."""
    p = phrases()
    for i in range(at + 2, end):
        if piece.hidden[i] != "等" or not kind_of(piece.plain(at, i)):
            continue
        stop = i + 1 + (piece.hidden[i + 1 : i + 2] == "等")
        rest = squeeze(piece.text[stop:end])
        plain = _COUNT.sub("", rest)
        if not plain or plain in p.words("groups", "plain_rest"):
            yield _one(piece, at, i)
            yield piece.item("rest", i, end)
            return
        if _is_qualified(rest):
            yield _one(piece, at, i)
            yield piece.item("rest", i, stop)
            yield from _unmarked(piece, stop, end)
            return
    yield _one(piece, at, end)


def _is_qualified(rest: str) -> bool:
    """Whether what follows 等 is a name of its own (市级有关部门), not more of the same word."""
    if kind_of(rest.rstrip("等")) in ("group", "place"):
        return True
    if rest.startswith(phrases().words("groups", "openers")):
        return True
    return begins_name(rest) and has_name(rest)


_COUNT = re.compile(r"^[\d一二三四五六七八九十两]+[个家]")


def _one(piece: Piece, at: int, end: int) -> Item:
    item = piece.item("name", at, end)
    if kind_of(item.text) == "person":
        item.what = "person"
    return item
