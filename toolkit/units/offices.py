"""Phrase words inside names: 县委组织部, 县供销合作社联合社, 牵头责任单位."""

from __future__ import annotations

from toolkit.text import squeeze
from toolkit.units.items import Piece, has_name
from toolkit.units.names import begins_name, kind_of, without_brackets
from toolkit.units.phrases import phrases

# 监督评价科 and its like are no longer than this.
_LONGEST_INNER = 8


def atoms_end(piece: Piece, at: int, end: int) -> int:
    """Where the phrase words from ``at`` on end; a complete name ends them too."""
    i = last = at
    while i < end:
        if piece.text[i].isspace():
            i += 1
            continue
        if i > at and begins_name(piece.text[i:end]) and has_name(piece.text[i:end]):
            break
        found = phrases().atom_pattern.match(piece.hidden, i, end)
        if found is None:
            break
        i = last = found.end()
    return last


def goes_on(rest: str) -> bool:
    """Whether ``rest`` is a phrase or 等, so that what stands before it may be a whole name."""
    rest = rest.lstrip()
    return rest.startswith("等") or phrases().starter_pattern.match(rest) is not None


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


def names_office(piece: Piece, at: int, i: int, end: int) -> int:
    """Where the name ends to which the phrase word at ``i`` belongs, 0 where it belongs to none.

    县委|组织部配合: with 部 the verb is an office; it ends the name, so that what comes next is a
    separator, another phrase or a new name.
    """
    p = phrases()
    stop = atoms_end(piece, i, end)
    for office in p.words("names", "offices"):
        if piece.hidden.startswith(office, stop) and _ends_here(piece, at, stop + len(office), end):
            return stop + len(office)
    for later in p.starter_pattern.finditer(piece.hidden, stop, min(end, stop + _LONGEST_INNER)):
        inner = piece.plain(stop, later.start())
        if not inner.endswith(p.words("names", "inner_offices")) or begins_name(inner):
            continue
        if kind_of(inner) == "body" and atoms_end(piece, later.start(), end) == end:
            return later.start()
    return 0


def _ends_here(piece: Piece, at: int, stop: int, end: int) -> bool:
    """Whether a whole name ends at ``stop``, with nothing after it that goes on with it."""
    if kind_of(without_brackets(piece.plain(at, stop))) != "body":
        return False
    rest = piece.hidden[stop:end].lstrip()
    if not rest or rest[0] == "(" or goes_on(rest) or phrases().join_pattern.match(rest):
        return True
    plain = piece.text[stop:end]
    return begins_name(squeeze(plain)) and has_name(plain)
