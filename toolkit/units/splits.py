"""A stretch without phrases into names: at 和, at blanks, at lost separators, at 等."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.text import squeeze
from toolkit.units.items import WIDEST, Item, Piece, complete, has_name, last_name
from toolkit.units.names import begins_name, begins_with_level, is_person, kind_of
from toolkit.units.offices import is_head_of_offices
from toolkit.units.phrases import phrases
from toolkit.units.scan import is_season


def names(piece: Piece, at: int, end: int) -> Iterator[Item]:
    """The names of a stretch without phrases, in order, with what stands between them."""
    for first, last, lost in _unmarked_parts(piece, at, end):
        for start, stop, joined in _soft_parts(piece, first, last):
            if joined:
                yield piece.item("separator", start, stop)
                continue
            for item in _rest(piece, start, stop):
                if lost:
                    item.note, lost = "lost", False
                yield item


def _soft_parts(piece: Piece, at: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Parts between blanks and 和/及/与 that separate; those themselves come with ``True``."""
    joins = list(phrases().join_pattern.finditer(piece.hidden, at, end))
    start = at
    for n, join in enumerate(joins):
        if join.start() <= start:
            continue
        left = piece.plain(start, join.start())
        if join.end() >= end:
            # 县财政局和 at the end of a line: the other name stands on the next.
            if complete(left):
                yield start, join.start(), False
                yield join.start(), end, True
                return
            continue
        blank = join.group().isspace()
        stops = [later.start() for later in joins[n + 1 : n + 6]] + [end]
        if _separates(piece, left, join.end(), stops, blank=blank):
            yield start, join.start(), False
            yield join.start(), join.end(), True
            start = join.end()
    yield start, end, False


def _separates(piece: Piece, left: str, at: int, stops: list[int], *, blank: bool) -> bool:
    """Whether a blank or 和 stands between two complete names."""
    kind = kind_of(left) or kind_of(left.rstrip("等"))
    rest = piece.text[at : min(stops[-1], at + WIDEST)]
    if not kind or rest.startswith("("):
        return False
    named = begins_name(rest)
    if blank and (is_person(squeeze(rest)) or is_season(squeeze(rest))):
        return True
    if blank and not named and is_head_of_offices(left):
        return False
    if kind == "place" and not (named or kind_of(squeeze(piece.text[at : stops[0]])) == "place"):
        return False
    if blank and not named and left.endswith("局") and _SUB_UNIT.search(rest):
        return False
    for stop in stops if named or not blank else stops[:1]:
        part = piece.plain(at, stop)
        if blank and not named and len(part) < 3 and part not in phrases().words("names", "short"):
            return False
        if {kind_of(part), kind_of(part.partition("等")[0])} - {"", "person"}:
            return True
    return blank and kind != "place" and begins_with_level(rest)


_SUB_UNIT = re.compile(r"^\s*[^\s]{0,6}(?:大队|中队|支队|派出所|科|股)$")


def _unmarked_parts(piece: Piece, at: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Parts without a mark between them: after 等, or where a separator was lost (``True``)."""
    start, lost = at, False
    i = at + 2
    while i < end - 1:
        if piece.hidden[i - 1] == "等" and _is_qualified(piece, start, i, end):
            yield start, i, lost
            start, i, lost = i, i + 2, False
        elif piece.hidden[i] in _LEVEL_SIGNS and _lost_before(piece, start, i, end):
            yield start, i, lost
            start, i, lost = i, i + 2, True
        else:
            i += 1
    yield start, end, lost


_LEVEL_SIGNS = frozenset("县市区省州旗镇乡各有")


def _is_qualified(piece: Piece, start: int, i: int, end: int) -> bool:
    """Whether what follows 等 is a name of its own: 市级有关部门, not 部门."""
    if i - start > WIDEST or not complete(last_name(piece, start, i)):
        return False
    rest = squeeze(piece.text[i : min(end, i + WIDEST)])
    for join in phrases().join_pattern.finditer(rest):
        if complete(rest[: join.start()]):
            rest = rest[: join.start()]  # 等国务院有关部门及各地区
            break
    plain_rest = phrases().words("groups", "plain_rest")
    if rest.startswith("等") or phrases().join_pattern.match(rest):
        return False
    if _COUNT.sub("", rest) in plain_rest:
        return False
    if any(rest.startswith(w) and begins_name(rest[len(w) :]) for w in plain_rest if len(w) > 1):
        return False
    if kind_of(rest.rstrip("等")) in ("group", "place"):
        return True
    if rest.startswith(phrases().words("groups", "openers")):
        return True
    return begins_name(rest) and has_name(rest)


def _lost_before(piece: Piece, start: int, i: int, end: int) -> bool:
    rest = piece.text[i : min(end, i + WIDEST)]
    if i - start > WIDEST or piece.text[i - 1].isspace() or not begins_name(rest):
        return False
    left = last_name(piece, start, i)
    kind = kind_of(left)
    if kind in ("", "person") or not has_name(rest):
        return False
    if piece.hidden[i - 1] == ")":
        return True
    before, mark, after = left.rpartition("等")
    if mark and kind_of(before) and after in phrases().words("groups", "plain_rest"):
        return True
    party = left.endswith(("县委", "市委", "区委", "省委", "党委", "政府", "人大", "政协"))
    if rest[0] == "各":
        known = left in phrases().words("groups", "before_each")
        return not known and ((kind == "body" and not party) or left[0] == "各")
    if rest[0] == "有":
        return kind == "body" and not party and left[-1] in "局委办"
    return kind == "body" and rest[0] == left[0] and len(squeeze(rest)) > 2 and not party


def _rest(piece: Piece, at: int, end: int) -> Iterator[Item]:
    """A name, with 等 and the plain rest of an enumeration (等部门, 等5个单位) taken off."""
    plain_rest = phrases().words("groups", "plain_rest")
    for i in range(at + 2, end):
        if piece.hidden[i] == "等" and kind_of(piece.plain(at, i)):
            rest = _COUNT.sub("", piece.plain(i, end).lstrip("等"))
            if not rest or rest in plain_rest:
                yield _one(piece, at, i)
                yield piece.item("rest", i, end)
                return
    yield _one(piece, at, end)


_COUNT = re.compile(r"^[\d一二三四五六七八九十两]+[个家]")


def _one(piece: Piece, at: int, end: int) -> Item:
    item = piece.item("name", at, end)
    if kind_of(item.text) == "person" or (at and is_person(item.text)):
        item.what = "person"
    return item
