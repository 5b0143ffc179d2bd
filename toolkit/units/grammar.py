"""A responsibility cell into units with roles.

Four steps, each in a module of its own: :mod:`scan` cuts the cell at separators, labels and
brackets that are no part of a name; :mod:`pieces` takes names and phrases apart; :mod:`wholes`
puts descriptions and shared suffixes together again; :mod:`roles` says who leads.  Every
character of the cell is accounted for: see :func:`explain_units`.
"""

from __future__ import annotations

from functools import lru_cache

from toolkit.model import Note, Role, Units
from toolkit.text import squeeze
from toolkit.units.items import Item
from toolkit.units.names import kind_of, matching
from toolkit.units.pieces import read_piece
from toolkit.units.roles import assign_roles
from toolkit.units.scan import cuts, outermost, pairs, unpaired
from toolkit.units.wholes import join_wholes, note_names

# A cell with three hundred names has some 3,000 characters; what is longer is a document.
LONGEST_CELL = 5000


def parse_units(text: str, *, column: Role | None = None) -> Units:
    """The units of a responsibility cell with their roles, in the order written.

    ``column="lead"`` says that the cell stands under 牵头单位, so that all its units lead unless
    it says otherwise; under 责任单位 (``"other"``, or ``None`` for a cell without a head) only a
    牵头 or its like makes a lead.  Names stay as written, without blanks and line breaks.  What
    could not be decided is a note (U04-U10).  Never raises.

    >>> parse_units("区财政局牵头，各财政核算单位配合完成落实").lead
    ('区财政局',)
    >>> parse_units("县税务局等有关部门（单位）").others
    ('县税务局', '有关部门（单位）')
    """
    return _parse(text, column)


@lru_cache(maxsize=4096)
def _parse(text: str, column: Role | None) -> Units:
    items = read_items(text)
    undecided = assign_roles(items, column)
    notes = note_names(items) + undecided
    if unpaired(matching(text)):
        notes.append(Note("U11", "括号不成对"))
    lead: dict[str, None] = {}
    others: dict[str, None] = {}
    groups: dict[str, None] = {}
    for item in items:
        if item.what != "name":
            continue
        name = item.before + squeeze(text[item.start : item.end]) + item.after
        place = lead if item.role == "lead" else others
        if name in place:
            notes.append(Note("U10", f"“{name}”写了两次，只留一个"))
        place[name] = None
        if kind_of(item.full) == "group":
            groups[name] = None
    return Units(tuple(lead), tuple(others), tuple(groups), tuple(dict.fromkeys(notes)))


def explain_units(text: str) -> list[tuple[str, str]]:
    """What every character of a cell was taken for; the pieces joined are the cell again.

    >>> explain_units("县财政局牵头，县审计局")
    [('县财政局', 'name'), ('牵头', 'manner'), ('，', 'separator'), ('县审计局', 'name')]
    """
    told: list[tuple[str, str]] = []
    at = 0
    for item in read_items(text):
        if item.start > at:
            gap = text[at : item.start]
            told.append((gap, "blank" if not squeeze(gap) else "unread"))
        told.append((text[item.start : item.end], item.what))
        at = item.end
    if at < len(text):
        told.append((text[at:], "blank" if not squeeze(text[at:]) else "unread"))
    return told


def read_items(text: str) -> list[Item]:
    """The items of a cell in order, without roles."""
    if len(text) > LONGEST_CELL:
        return [Item("unread", 0, len(text), note="文字过长，不像责任单位")]
    plain = matching(text)
    lo, hi, items, closing = _unwrap(plain)
    at = lo
    for cut in cuts(plain, lo, hi):
        _read_into(items, plain, at, cut.start)
        items.append(Item(cut.kind, cut.start, cut.end, cut.word or plain[cut.start : cut.end]))
        at = cut.end
    _read_into(items, plain, at, hi)
    return join_wholes(items + closing, plain)


def _read_into(items: list[Item], plain: str, lo: int, hi: int) -> None:
    if lo >= hi or not plain[lo:hi].strip():
        return
    before = next((item for item in reversed(items) if item.what != "separator"), None)
    last = items[-1].text if items and items[-1].what == "separator" else ""
    fresh = last.endswith((";", "。")) or (items and items[-1].what == "label")
    items += read_piece(
        plain,
        lo,
        hi,
        after_phrase=not fresh and before is not None and before.open,
        pending=not fresh and before is not None and before.what == "name",
    )


def _unwrap(plain: str) -> tuple[int, int, list[Item], list[Item]]:
    """The range inside brackets around the whole cell, with items for the brackets."""
    opening: list[Item] = []
    closing: list[Item] = []
    lo, hi = len(plain) - len(plain.lstrip()), len(plain.rstrip(" \t\r\n。;,、"))
    lonely = unpaired(plain)
    if lo in lonely and plain[lo] == "(":
        opening.append(Item("wrap", lo, lo + 1, "("))
        lo += 1
    elif hi - 1 in lonely and plain[hi - 1] == ")":
        closing.append(Item("wrap", hi - 1, hi, ")"))
        hi -= 1
    for _ in range(3):
        outer = outermost(pairs(plain[lo:hi]))
        if len(outer) != 1 or outer[0] != (0, hi - lo - 1) or plain[lo] != "(":
            break
        opening.append(Item("wrap", lo, lo + 1, "("))
        closing.insert(0, Item("wrap", hi - 1, hi, ")"))
        lo, hi = lo + 1, hi - 1
    if not opening and not closing:
        return 0, len(plain), [], []
    end = closing[-1].end if closing else hi
    if plain[end:].strip():
        closing.append(Item("separator", end, len(plain), plain[end:].strip()))
    return lo, hi, opening, closing
