"""Names of units in one cell: written so that they can be told apart again, read as people type.

Names are joined with 、.  Where a name itself holds one (涉及政府采购、工程建设等相关单位) they
are joined with ； instead, and a single such name ends with it.  A cell that is written so and
holds whole names only is taken as it stands; everything else (blanks, 和, roles, lost separators)
goes through the responsibility grammar.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from toolkit.model import Note, Role
from toolkit.text import squeeze
from toolkit.units.grammar import parse_units
from toolkit.units.names import kind_of, matching
from toolkit.units.roster import Roster

_OPEN, _CLOSE = "（(“‘《〔【[「『", "）)”’》〕】]」』"
_SEPARATORS = frozenset("、，,；;\n")
_NOT_A_UNIT = re.compile("看不出“(.*)”是不是单位")


def join_units(names: Iterable[str]) -> str:
    """The names in one cell.

    >>> join_units(["县财政局", "县审计局"])
    '县财政局、县审计局'
    >>> join_units(["涉及采购、交易等相关单位"])
    '涉及采购、交易等相关单位；'
    """
    listed = tuple(names)
    plain = "、".join(listed)
    if split_units(plain) == listed:
        return plain
    return "；".join(listed) + ("；" if len(listed) == 1 else "")


def split_units(text: str) -> tuple[str, ...]:
    """The names of a cell that :func:`join_units` wrote, without repeats, in the order written.

    >>> split_units("县财政局、县教育局（督导室、体育科）")
    ('县财政局', '县教育局（督导室、体育科）')
    """
    return tuple(dict.fromkeys(_parts(text)))


@lru_cache(maxsize=8192)
def _parts(text: str) -> tuple[str, ...]:
    parts = re.split("[；\n]", text) if "；" in text else _outside_brackets(text)
    return tuple(part.strip() for part in parts if part.strip())


def _outside_brackets(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for index, character in enumerate(text):
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        elif character in _SEPARATORS and not depth:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    return parts


@dataclass(frozen=True, slots=True)
class UnitCell:
    """What a cell with units says; names are canonical where the roster knows them.

    ``plain`` is false where the cell is not written as :func:`join_units` would write it, so that
    the formulas of the workbook cannot find every name in it.
    """

    lead: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    plain: bool = True


NO_UNITS = UnitCell()


class UnitCells:
    """Reads the unit cells of one ledger; each distinct text is read once.

    >>> cells = UnitCells(Roster(("县财政局",), (("县财局", "县财政局"),)))
    >>> cells.read("县财局牵头，县税务局配合", "other")
    UnitCell(lead=('县财政局',), others=('县税务局',), notes=(), plain=False)
    """

    def __init__(self, roster: Roster | None = None) -> None:
        self._roster = roster or Roster()
        self._cells: dict[tuple[str, Role], UnitCell] = {}
        self._groups: dict[str, bool] = {}

    def read(self, text: str, column: Role) -> UnitCell:
        """The units of a cell under 牵头单位 (``lead``) or 责任单位 (``other``)."""
        found = self._cells.get((text, column))
        if found is None:
            found = self._cells[text, column] = self._read(text, column)
        return found

    def names(self, text: str) -> UnitCell:
        """The names of a cell in 单位名录; roles do not count, ``others`` holds them all.

        An alias may be any word (人社), so a word that is no name of a known shape is one too.
        """
        parts = _parts(text)
        if all(_one_at_most(part) for part in parts):
            return self._whole(text, parts, "other", ())
        cell = self._read(text, "other")
        return UnitCell((), (*cell.lead, *cell.others), cell.notes, cell.plain)

    def is_new_group(self, name: str) -> bool:
        """Whether a name that the roster does not know stands for several bodies, by its shape."""
        if name not in self._groups:
            known = self._roster.resolve(name) is not None
            self._groups[name] = not known and kind_of(squeeze(matching(name))) == "group"
        return self._groups[name]

    def is_near_miss(self, note: Note) -> bool:
        """Whether a remark is on a name that nobody knows, and that is nearly one of the roster."""
        match = _NOT_A_UNIT.fullmatch(note.text)
        return match is not None and bool(self._roster.likely(match[1]))

    def resolve(self, names: Iterable[str]) -> tuple[str, ...]:
        """The names under which the roster knows them, without repeats."""
        return tuple(dict.fromkeys(self._roster.resolve(name) or name for name in names))

    def _read(self, text: str, column: Role) -> UnitCell:
        parts = _parts(text)
        if all(self._is_one(part) for part in parts):
            return self._whole(text, parts, column, _repeats(parts))
        units = parse_units(text, column=column)
        lead, others = self.resolve(units.lead), self.resolve(units.others)
        return UnitCell(lead, others, units.notes, plain=False)

    def _whole(
        self, text: str, parts: tuple[str, ...], column: Role, notes: tuple[Note, ...]
    ) -> UnitCell:
        names = self.resolve(parts)
        plain = text.replace("；", "、") == "、".join(parts) or text == join_units(parts)
        plain = plain and squeeze(text) == text
        lead, others = (names, ()) if column == "lead" else ((), names)
        return UnitCell(lead, others, notes, plain=plain)

    def _is_one(self, part: str) -> bool:
        """Whether a part is one whole name: the roster knows it, or the grammar takes all of it."""
        return self._roster.resolve(part) is not None or _is_one_name(part)


@lru_cache(maxsize=8192)
def _is_one_name(part: str) -> bool:
    units = parse_units(part)
    return units.others == (part,) and not units.notes


@lru_cache(maxsize=8192)
def _one_at_most(part: str) -> bool:
    units = parse_units(part)
    return len(units.lead) + len(units.others) <= 1 and not any(c.isspace() for c in part)


def _repeats(parts: tuple[str, ...]) -> tuple[Note, ...]:
    twice = dict.fromkeys(part for part in parts if parts.count(part) > 1)
    return tuple(Note("U10", f"“{part}”写了两次，只留一个") for part in twice)
