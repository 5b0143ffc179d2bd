"""A row of a paper that is too high for its page goes on in the next row.

A list that is data stays a row a record.  One that is only printed says which fields stand again
on a row that goes on (:attr:`Rows.again`), and then a text of 2,000 characters is read in pieces,
in type of the usual size, instead of being cut or reduced.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from toolkit.limits import MAX_ROW_HEIGHT
from toolkit.workbook.cells import Value
from toolkit.workbook.fill import heights
from toolkit.workbook.fill.filling import Filling, Rows
from toolkit.workbook.fill.template import SheetTemplate

AGAIN: Final = "（接上）"
_PART: Final = 0.6  # of a page, what one row may take


@dataclass(frozen=True, slots=True)
class _Long:
    """A wrapping cell of the sample row: its field, the room on a line, the lines it may have."""

    index: int
    room: int
    most: int


def continued(template: SheetTemplate, filling: Filling) -> Filling:
    """The data with its overlong rows in pieces."""
    lists = {
        name: _in_pieces(template, name, rows) if rows.again else rows
        for name, rows in filling.lists.items()
    }
    if all(lists[name] is rows for name, rows in filling.lists.items()):
        return filling
    return replace(filling, lists=lists)


def _in_pieces(template: SheetTemplate, name: str, data: Rows) -> Rows:
    longs = template.once(("long", name, data.fields), lambda: _longs(template, name, data.fields))
    made: list[Sequence[Value]] = []
    changed = False
    for row in data.rows:
        long = [
            each for each in longs if type(text := row[each.index]) is str and _over(text, each)
        ]
        made += _pieces(row, long, data) if long else [row]
        changed = changed or bool(long)
    return replace(data, rows=made) if changed else data


def _longs(template: SheetTemplate, name: str, fields: Sequence[str]) -> list[_Long]:
    page, height = template.page, MAX_ROW_HEIGHT
    if page:
        # Also below the heads of the first page there is room for it.
        above = sum(
            row.height for row in template.rows if row.number < template.sample(name).number
        )
        height = min(height, page.height * _PART, max(page.height - above, page.height * 0.3))
    at = {f"{name}.{field}": index for index, field in enumerate(fields)}
    return [
        _Long(
            at[cell.keys[0]],
            heights.capacity(cell.width, cell.size),
            max(1, int((height - heights.PADDING) / (cell.size * heights.LINE))),
        )
        for cell in template.sample(name).cells
        if cell.wraps and cell.source == "value" and cell.keys[0] in at
    ]


def _over(text: str, each: _Long) -> bool:
    if len(text) <= each.most // 2:
        return False
    if len(text) * 3 + text.count("\n") * each.room <= each.room * each.most:
        return False
    return heights.lines(text, each.room) > each.most


def _pieces(row: Sequence[Value], long: Sequence[_Long], data: Rows) -> list[Sequence[Value]]:
    """One row as several, as evenly as the lines allow."""
    counts = [heights.lines(str(row[each.index]), each.room) for each in long]
    number = max(-(-count // each.most) for count, each in zip(counts, long, strict=True))
    blank = [value if field in data.again else None for field, value in
             zip(data.fields, row, strict=True)]  # fmt: skip
    made = [list(row)]
    rest = {each: str(row[each.index]) for each in long}
    for at in range(number):
        if at:
            made.append(list(blank))
        for each, count in zip(long, counts, strict=True):
            text = (AGAIN if at and rest[each] else "") + rest[each]
            # The mark takes some of a line, for which the last row has room.
            most = each.most if at == number - 1 else -(-count // number)
            made[-1][each.index], rest[each] = heights.part_off(text, each.room, most)
    while any(rest.values()):
        made.append(list(blank))
        for each in long:
            text = (AGAIN if rest[each] else "") + rest[each]
            made[-1][each.index], rest[each] = heights.part_off(text, each.room, each.most)
    return [tuple(values) for values in made]
