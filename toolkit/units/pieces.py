"""One piece of a cell (what stands between two cuts) into names and phrases."""

from __future__ import annotations

from toolkit.text import squeeze
from toolkit.units.heads import lead_rule
from toolkit.units.items import WIDEST, Item, Piece, ends_with_name, has_name
from toolkit.units.names import begins_name, is_person, kind_of
from toolkit.units.offices import (
    atoms_end,
    goes_on,
    inside_name,
    is_head_of_offices,
    is_role_group,
    names_office,
)
from toolkit.units.phrases import phrases
from toolkit.units.scan import is_time, mask, outermost, pairs, role_of
from toolkit.units.splits import names


def read_piece(text: str, lo: int, hi: int, *, after_phrase: bool, pending: bool) -> list[Item]:
    """The items of ``text[lo:hi]`` in order; blanks around them belong to no item.

    ``after_phrase``: an unfinished phrase stands before, so a piece that does not begin a name
    goes on with it.  ``pending``: names without a role stand before it in the same clause.
    """
    body = text[lo:hi]
    piece = Piece(body, mask(body, outermost(pairs(body))), lo, after_phrase)
    items: list[Item] = []
    at = 0
    while at < len(body):
        step = _next(piece, at, pending=pending or bool(items))
        items += step
        if not step or step[-1].end - lo <= at:
            break
        at = step[-1].end - lo
    return items


def _next(piece: Piece, at: int, *, pending: bool) -> list[Item]:
    """The items that begin at ``at``: a prefix, or a phrase, or names with the phrase after."""
    text = piece.text
    end = len(text.rstrip())
    while at < end and text[at].isspace():
        at += 1
    if at >= end:
        return []
    p = phrases()
    plain = piece.plain(at, end)
    if plain in p.words("manner", "ditto"):
        return [piece.item("remark", at, end, note=f"“{plain}”没有写明单位")]
    if plain in p.words("manner", "empty") or plain in p.words("manner", "remarks"):
        return [piece.item("remark", at, end)]
    if is_person(plain) and len(plain) > 4:
        return [piece.item("person", at, end)]
    if lead_rule(plain) == "first":
        return [piece.item("rule", at, end)]
    prefix = p.prefix_pattern.match(text, at, end)
    if prefix and prefix.end() < end and not _joins_name(text, at, prefix.end(), end):
        return [piece.item("manner", at, prefix.end())]
    label = p.bare_label_pattern.match(text, at, end)
    introduced = text[label.end() : end] if label else ""
    if label and introduced and not goes_on(introduced) and has_name(introduced):
        return [piece.item("label", at, label.end())]
    start = _phrase_start(piece, at, end)
    if start in (at, -1) and not kind_of(plain) and is_time(plain):
        return [piece.item("time", at, end)]
    if start == at:
        return _leading_phrase(piece, at, end, pending=pending)
    if start == -1:
        if piece.after_phrase and not kind_of(plain) and not begins_name(plain):
            return [piece.item("manner", at, end, open=True)]
        return list(names(piece, at, end))
    return [*names(piece, at, start), _phrase(piece, start, end)]


def _joins_name(text: str, at: int, after: int, end: int) -> bool:
    """Whether the prefix word at ``at`` is the beginning of a name (和平区教育局)."""
    word, rest = text[at:after], text[after:end].lstrip()
    if word in ("由", "请", "责成") or len(word) > 1:
        return not rest or (len(word) == 1 and kind_of(squeeze(rest)) == "" and not has_name(rest))
    return not begins_name(rest) and not phrases().starter_pattern.match(rest)


def _phrase_start(piece: Piece, at: int, end: int) -> int:
    """Where the phrase after the first names begins; ``at`` for a leading phrase, -1 for none."""
    p = phrases()
    whole = kind_of(piece.plain(at, end))
    inside = at
    for found in p.starter_pattern.finditer(piece.hidden, at, end):
        i = found.start()
        if i == at:
            if is_role_group(piece, at, end) or names_office(piece, at, found, end):
                continue
            if not whole:
                return at
            rest = piece.text[atoms_end(piece, at, end) : end]
            if p.strong_pattern.match(piece.hidden, i) and begins_name(rest) and has_name(rest):
                return at
            continue
        if i - at > WIDEST:
            break
        if i < inside or not ends_with_name(piece, at, i):
            continue
        if not whole:
            inside = names_office(piece, at, found, end) or inside_name(piece, at, found, end)
            if inside:
                continue
            return i
        # The whole ends like a name: 县委督促检查室 stays, 县发改局牵头县财政局 is two.
        if p.strong_pattern.match(piece.hidden, i):
            stop = atoms_end(piece, i, end)
            rest = piece.text[stop:end].lstrip()
            if not rest or (begins_name(rest) and has_name(rest)):
                return i
            # 县教育局配合财政局: two as well, the second without its level.
            if role_of(found.group()) and _two_bodies(piece.plain(at, i), squeeze(rest)):
                return i
        word = piece.plain(i, end)
        if p.labels.get(word.lstrip("为是作")) in ("lead", "others", "units"):
            return i
    return -1 if whole else _unknown_before_phrase(piece, at, end)


def _two_bodies(left: str, right: str) -> bool:
    bodies = kind_of(left) == kind_of(right) == "body"
    return bodies and len(right) > 2 and not is_head_of_offices(left)


def _unknown_before_phrase(piece: Piece, at: int, end: int) -> int:
    """The start of a phrase of nothing but phrase words after a name that nobody knows."""
    p = phrases()
    for found in p.strong_pattern.finditer(piece.hidden, at, end):
        i = found.start()
        if i - at >= 2 and atoms_end(piece, i, end) == end:
            return i
    return -1


def _phrase(piece: Piece, at: int, end: int) -> Item:
    """The phrase that begins at ``at``: to the end, or to the next name."""
    stop = atoms_end(piece, at, end)
    rest = piece.text[stop:end]
    words = squeeze(piece.text[at:stop])
    if not rest.strip():
        return piece.item("manner", at, end)
    whole = piece.plain(at, end)
    if is_time(whole):
        return piece.item("time", at, end)
    p = phrases()
    named = begins_name(rest.lstrip()) and has_name(rest)
    if not named and words.endswith(p.words("roles", "with_others") + p.words("roles", "serving")):
        named = has_name(rest)
    if named and not words.endswith(p.words("manner", "objects")):
        together = rest[:1].isspace() or words.endswith(
            p.words("roles", "with_others") + p.words("roles", "serving")
        )
        return piece.item("manner", at, stop, note="" if together else "lost")
    note = f"“{squeeze(piece.text[at:end])}”里提到的单位没有列入" if named else ""
    return piece.item("manner", at, end, open=True, note=note)


def _leading_phrase(piece: Piece, at: int, end: int, *, pending: bool) -> list[Item]:
    """A piece that begins with a phrase word: a phrase, or a description that begins so."""
    stop = atoms_end(piece, at, end)
    rest = piece.text[stop:end].strip()
    if rest and not pending and not piece.after_phrase and not has_name(rest):
        return list(names(piece, at, end))
    item = _phrase(piece, at, end)
    if item.note == "lost":
        item.note = ""
    return [item]
