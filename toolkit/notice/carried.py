"""Cells that say what the cell above says: 同上, and blanks that are the rest of a merged cell."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from toolkit.checks.reader import CarriedDown, MaybeMerged
from toolkit.notice.columns import UNIT_FIELDS
from toolkit.notice.document import Cell
from toolkit.notice.draft import Reading
from toolkit.notice.numbering import join_lines
from toolkit.notice.plan import TablePlan

_DITTO = re.compile(r"同\s*[上前]|[〃″]|[\"“”]{1,2}|(?:同上|同前)(?:述|栏|行)")
_SORTING = ("l1", "l2", "l3")

Rows = list[tuple[Cell, ...]]


def fill_down(rows: Sequence[tuple[Cell, ...]], plan: TablePlan, reading: Reading) -> Rows:
    """The rows with 同上 replaced by what it means, and unit cells carried as their neighbours are.

    A blank unit cell is the rest of a merged one where the table is sorted by units (the units
    stand in its first column), or where units are blank in just those rows in which a heading is.
    """
    first = plan.head + plan.levels if plan.head >= 0 else 0
    filled: Rows = [*rows[:first], *_dittos(rows[first:], plan)]
    body = [
        at
        for at in range(first, len(filled))
        if len(filled[at]) == len(plan.fields) and sum(1 for c in filled[at] if c.text.strip()) > 1
    ]
    for column, name in enumerate(plan.fields):
        if name in UNIT_FIELDS and _is_carried(filled, body, column, plan.fields):
            _carry(filled, body, column, reading)
    return filled


def _dittos(rows: Sequence[tuple[Cell, ...]], plan: TablePlan) -> Rows:
    done: Rows = []
    for row in rows:
        above = done[-1] if done else ()
        cells = list(row)
        for at, cell in enumerate(row):
            said = _DITTO.fullmatch(cell.text.strip())
            if said and at < len(above) and above[at].text.strip():
                cells[at] = replace(cell, text=above[at].text)
        done.append(tuple(cells))
    return done


def _is_carried(rows: Rows, body: Sequence[int], column: int, fields: Sequence[str]) -> bool:
    blanks = [at for at in body if _is_blank(rows[at][column])]
    if not blanks or not body or _is_blank(rows[body[0]][column]):
        return False
    if column == 0:
        return True
    if sum(name in UNIT_FIELDS for name in fields) > 1:
        # The other column may have the row's units: nobody can see whether these are missing.
        return False
    return any(
        all(_is_blank(rows[at][column]) == _is_blank(rows[at][other]) for at in body)
        for other, name in enumerate(fields[:column])
        if name in _SORTING
    )


def _is_blank(cell: Cell) -> bool:
    return not cell.text.strip() and not cell.covered


def _carry(rows: Rows, body: Sequence[int], column: int, reading: Reading) -> None:
    above = ""
    for at in body:
        cell = rows[at][column]
        if _is_blank(cell) and above:
            cells = list(rows[at])
            cells[column] = Cell(above, "up", place=cell.place)
            rows[at] = tuple(cells)
            place = next((c.place for c in rows[at] if c.place.row), rows[at][0].place)
            reading.findings.append(CarriedDown.finding(place, join_lines(above)))
        above = cell.text or above


def maybe_merged(reading: Reading, exact: bool) -> None:
    """Say of flattened tables where a blank cell may be the rest of a merged one."""
    if exact:
        return
    above = ""
    for draft in reading.drafts:
        if above and not draft.deadline:
            reading.findings.append(MaybeMerged.finding(draft.place, above))
        above = draft.deadline or above
