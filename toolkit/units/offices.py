"""Phrase words inside names: 县委组织部, 县供销合作社联合社, 牵头责任单位."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.text import squeeze
from toolkit.units.items import AHEAD, WIDEST, Piece, ends_with_name, has_name, last_name
from toolkit.units.names import begins_name, kind_of, without_brackets
from toolkit.units.phrases import phrases
from toolkit.units.scan import role_of

# 监督评价科 and its like are no longer than this.
_LONGEST_INNER = 8


def atoms_end(piece: Piece, at: int, end: int) -> int:
    """Where the phrase words from ``at`` on end; a complete name ends them too."""
    atom = phrases().atom_pattern
    start = _skip_blanks(piece, at, end)
    found = atom.match(piece.hidden, start, end)
    # A name that begins at ``at`` itself does not end the phrase; after a blank it does.
    if found is None or (start > at and _name_begins(piece, start, end)):
        return at
    # Every later call that meets this chain of words ends where it ends, so each is read once.
    seen: list[tuple[int, bool, int]] = []
    last, joining = found.end(), _joins(found.group())
    while (known := piece.tails.get((last, joining, end))) is None:
        seen.append((last, joining, end))
        i = _skip_blanks(piece, last, end)
        # 会同牵头责任单位: what 会同 is followed by is a body.
        if i >= end or _name_begins(piece, i, end) or (joining and is_role_group(piece, i, end)):
            break
        found = atom.match(piece.hidden, i, end)
        if found is None:
            break
        last, joining = found.end(), _joins(found.group())
    last = last if known is None else known
    piece.tails.update(dict.fromkeys(seen, last))
    return last


def _skip_blanks(piece: Piece, at: int, end: int) -> int:
    while at < end and piece.text[at].isspace():
        at += 1
    return at


def _name_begins(piece: Piece, at: int, end: int) -> bool:
    rest = piece.text[at : min(end, at + WIDEST + 1)]
    return begins_name(rest) and has_name(rest)


def _joins(word: str) -> bool:
    return word in phrases().words("roles", "with_others")


def goes_on(rest: str) -> bool:
    """Whether ``rest`` begins with a phrase, 和 or 等: what stands before it may be a name."""
    p, rest = phrases(), rest.lstrip()
    if rest.startswith("等") or p.join_pattern.match(rest):
        return True
    return p.starter_pattern.match(rest) is not None


def is_head_of_offices(name: str) -> bool:
    """Whether ``name`` has offices that are named after it: 县委, 县政府, not 各县政府."""
    return not name.startswith("各") and name.endswith(phrases().words("names", "heads_of_offices"))


def is_role_group(piece: Piece, at: int, end: int) -> bool:
    """Whether a group that is named by its role stands at ``at``: 牵头责任单位, 配合部门."""
    label = phrases().bare_label_pattern.match(piece.hidden, at, end)
    if label is None or kind_of(label.group()) != "group":
        return False
    rest = piece.text[label.end() : end]
    return not rest.strip() or goes_on(rest)


def names_office(piece: Piece, at: int, found: re.Match[str], end: int) -> int:
    """Where the name ends to which a phrase word belongs, 0 where it belongs to none.

    县委|组织部配合: with 部 the verb is an office; it ends the name, so that what comes next is a
    separator, another phrase or a new name.
    """
    p = phrases()
    stop = atoms_end(piece, found.start(), end)
    for office in p.words("names", "offices"):
        if piece.hidden.startswith(office, stop) and _ends_here(piece, at, stop + len(office), end):
            return stop + len(office)
    if not _may_be_named(found.group()):
        return 0
    for later in _phrases_after(piece, stop, min(end, stop + _LONGEST_INNER)):
        inner = piece.plain(stop, later)
        if not inner.endswith(p.words("names", "inner_offices")) or begins_name(inner):
            continue
        if kind_of(inner) == "body":
            return later
    return 0


def inside_name(piece: Piece, at: int, found: re.Match[str], end: int) -> int:
    """Where the name ends inside which a phrase word stands, 0 for none.

    What follows the name of a place or of a head of offices may be one of its bodies, named
    after its work (县委|全面依法治县委员会办公室): so it is when a phrase has the whole of such a
    name before it.
    """
    p = phrases()
    left, word = last_name(piece, at, found.start()), found.group()
    if not is_head_of_offices(left) and kind_of(left) != "place":
        return 0
    if not _may_be_named(word) or (len(word) > 1 and word in p.words("manner", "objects")):
        return 0
    for stop in (found.end(), atoms_end(piece, found.start(), end)):
        rest = piece.text[stop:end].lstrip()
        if begins_name(rest) and has_name(rest):
            return 0
    for later in _phrases_after(piece, found.end(), min(end, found.end() + AHEAD)):
        if not ends_with_name(piece, at, later):
            continue
        named = piece.plain(found.end(), later).endswith(p.words("names", "committees"))
        if named or _to_the_end(piece, later, end):
            return later
    return 0


def _may_be_named(word: str) -> bool:
    """Whether a body may be named after the work that a phrase word names: 统筹, not 会同."""
    words = phrases().words
    never = words("roles", "answers") + words("roles", "with_others")
    return not role_of(word) and word not in never + words("manner", "never_named")


def _phrases_after(piece: Piece, at: int, end: int) -> Iterator[int]:
    """Where later phrases, or 等, begin."""
    for found in phrases().name_end_pattern.finditer(piece.hidden, at, end):
        if found.group() == "等" or found.group() not in _LEVEL_SIGNS:
            yield found.start()


_LEVEL_SIGNS = tuple("各县市区")


def _to_the_end(piece: Piece, at: int, end: int) -> bool:
    """Whether from ``at`` on there is nothing but phrase words."""
    return piece.hidden[at] == "等" or atoms_end(piece, at, end) == end


def _ends_here(piece: Piece, at: int, stop: int, end: int) -> bool:
    """Whether a whole name ends at ``stop``, with nothing after it that goes on with it."""
    if kind_of(without_brackets(piece.plain(at, stop))) != "body":
        return False
    rest = piece.hidden[stop:end].lstrip()
    if not rest or rest[0] == "(" or goes_on(rest):
        return True
    plain = piece.text[stop:end]
    return begins_name(squeeze(plain)) and has_name(plain)
