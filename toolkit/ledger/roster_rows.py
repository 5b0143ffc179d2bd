"""The rows of 单位名录: canonical names, aliases and members, read as unit cells are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from toolkit.checks.units.remarks import BY_CODE
from toolkit.checks.units.spelling import AliasIdle, RosterRowIdle, UnitCellForm
from toolkit.ledger.columns import ROSTER, ROSTER_COLUMNS
from toolkit.ledger.ledger import Member, roster_of
from toolkit.ledger.names_in_cell import UnitCell, UnitCells, join_units
from toolkit.model import Finding, Place
from toolkit.units.roster import Roster, key
from toolkit.workbook.cell_values import text_of
from toolkit.workbook.grid import Sheet
from toolkit.workbook.heads import locate_heads

GROUP: Final = "群体"
_ALLOWED: Final = frozenset({"U05", "U06"})


def read_roster(grid: Sheet | None) -> tuple[tuple[Member, ...], list[Finding]]:
    """The members of a sheet, and what was not understood or has no effect in it."""
    heads = locate_heads(grid, ROSTER_COLUMNS) if grid else None
    if grid is None or heads is None or "name" not in heads.places:
        return (), []
    rows = []
    for number, row in enumerate(grid.rows[heads.row + 1 :], heads.row + 2):
        texts = {f: text_of(row[at[0]]) for f, at in heads.places.items() if at[0] < len(row)}
        if texts.get("name", "").strip():
            rows.append((number, texts))
    cells = UnitCells(Roster(tuple(texts["name"].strip() for _, texts in rows)))
    findings: list[Finding] = []
    members = []
    for number, texts in rows:
        read = {}
        for field in ("aliases", "members"):
            cell = read[field] = cells.names(texts.get(field, ""))
            place = Place(sheet=grid.name, row=number, column=heads.name(field))
            findings += _remarks(cell, texts.get(field, ""), place)
        members.append(
            Member(
                texts["name"].strip(), read["aliases"].others,
                texts.get("kind", "").strip() == GROUP, read["members"].others, number,
            )
        )  # fmt: skip
    findings += _idle(tuple(members), Place(sheet=grid.name, column=heads.name("name")))
    return tuple(members), findings


def _remarks(cell: UnitCell, text: str, place: Place) -> Iterator[Finding]:
    # An alias may leave out the level, and be any word.
    notes = [note for note in cell.notes if note.code not in _ALLOWED]
    for note in notes:
        kind = BY_CODE.get(note.code)
        if kind is not None:
            yield kind.finding(place, text, note=note.text)
    if not cell.plain and not notes and cell.others:
        yield UnitCellForm.finding(place, text, read=f"“{join_units(cell.others)}”")


def _idle(members: tuple[Member, ...], at: Place) -> Iterator[Finding]:
    roster = roster_of(members)
    idle = {(a.alias, a.name): a.why for a in roster.idle_aliases}
    seen: dict[str, str] = {}
    for member in members:
        place = Place(sheet=at.sheet or ROSTER, row=member.row, column=at.column)
        for alias in member.aliases:
            if why := idle.get((alias, member.name)):
                yield AliasIdle.finding(place, alias, name=member.name, why=why)
        canonical = roster.resolve(member.name) or member.name
        if canonical != member.name or key(member.name) in seen:
            yield RosterRowIdle.finding(place, member.name, name=canonical)
        seen[key(member.name)] = member.name
