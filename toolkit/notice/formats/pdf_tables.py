"""Ruled tables of PDF pages: cells from their lines, parts on several pages joined to one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from toolkit.model import LeftOut, Place
from toolkit.notice.document import Table
from toolkit.notice.formats.grid import Spanning, lay_out
from toolkit.notice.formats.pdf_chars import Char, by_direction
from toolkit.notice.formats.pdf_lines import SLACK, Line, join, lines_of, need, paragraphs_of, room
from toolkit.notice.formats.pdf_rules import find_tables

_SNAP = 3.0
_SAME_EDGE = 6.0
_MOST_HEAD_ROWS = 3
_BAND = 15.0
_NUMBER = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,4})[）)．、.]?")
# A lower half never begins so: it is a row of its own.
_ITEM = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,3})(?:[）)．、.]|$)")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell between ruling lines: its edges across, its rows, its text.

    ``room`` is what its last line leaves free, in characters.
    """

    x0: float
    x1: float
    row: int
    rows: int
    text: str
    room: float = 0.0


@dataclass(slots=True)
class Part:
    """A table on one page, or several such joined.

    ``gutters`` are the gaps between the columns of a table that no rules part; in a ``centred``
    one the numbers stand half-way down their rows.
    """

    page: int
    box: Box
    height: int
    cells: list[RuledCell]
    last_page: int = 0
    left_out: list[LeftOut] = field(default_factory=list)
    gutters: list[tuple[float, float]] = field(default_factory=list)
    centred: bool = False

    def row(self, at: int) -> list[RuledCell]:
        """The cells that begin in a row, from left to right."""
        return sorted((c for c in self.cells if c.row == at), key=lambda c: c.x0)

    def edges(self) -> list[float]:
        """The places of the vertical lines."""
        return cluster([x for c in self.cells for x in (c.x0, c.x1)])


def parts_of(
    page: Any, number: int, chars: list[dict[str, Any]]
) -> tuple[list[Part], set[int]] | None:
    """The tables of a page, and the positions in ``chars`` that stand in their cells.

    A single box is a frame around text and no table.  None where the page is ruled as no table is.
    """
    groups = find_tables(page)
    if groups is None:
        return None
    parts: list[Part] = []
    used: set[int] = set()
    for boxes in groups:
        inside: dict[Box, list[int]] = {box: [] for box in boxes}
        rows = cluster([y for b in boxes for y in (b[1], b[3])])
        bands = _Bands(boxes)
        for index, char in enumerate(chars):
            x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
            box = bands.box_at(x, y)
            if box is not None and index not in used:
                inside[box].append(index)
        if not any(inside.values()):
            continue
        used.update(i for indices in inside.values() for i in indices)
        cells = []
        for box in boxes:
            text, free = _cell_text([chars[i] for i in inside[box]], number, box)
            top, bottom = nearest(rows, box[1]), nearest(rows, box[3])
            cells.append(RuledCell(box[0], box[2], top, max(bottom - top, 1), text, free))
        around = (
            min(b[0] for b in boxes), min(b[1] for b in boxes),
            max(b[2] for b in boxes), max(b[3] for b in boxes),
        )  # fmt: skip
        parts.append(Part(number, around, len(rows) - 1, cells, number))
    return parts, used


class _Bands:
    """Boxes by the stripes of the page that they reach into, to find the one at a point."""

    def __init__(self, boxes: Sequence[Box]) -> None:
        self._bands: dict[int, list[Box]] = {}
        for box in boxes:
            for band in range(int(box[1] // _BAND), int(box[3] // _BAND) + 1):
                self._bands.setdefault(band, []).append(box)

    def box_at(self, x: float, y: float) -> Box | None:
        """The first box that holds the point."""
        near = self._bands.get(int(y // _BAND), ())
        return next((b for b in near if b[0] <= x <= b[2] and b[1] <= y <= b[3]), None)


def _cell_text(chars: list[Char], number: int, box: Box) -> tuple[str, float]:
    """The text of a cell, turned text behind the upright, and what its last line leaves free."""
    if not chars:
        return "", 0.0
    upright, upwards, downwards = by_direction(chars)
    if not upwards and not downwards:
        return _upright_text(lines_of(upright, number), box)
    up = (-box[3], box[0], -box[1], box[2])
    down = (box[1], -box[2], box[3], -box[0])
    texts = []
    for turned, turned_box in ((upright, box), (upwards, up), (downwards, down)):
        texts.append(_upright_text(lines_of(turned, number), turned_box)[0])
    return "\n".join(text for text in texts if text), 0.0


def _upright_text(lines: list[Line], box: Box) -> tuple[str, float]:
    if not lines:
        return "", 0.0
    # The margin inside a cell is the same on both sides; a centred line shows it too wide.
    padding = min(6.0, max(0.0, min(line.x0 for line in lines) - box[0]))
    right = box[2] - padding
    # Indents and centring tell nothing inside a cell: only a line's end does.
    flush = [replace(line, x0=box[0]) for line in lines]
    text = "\n".join(text for text, _ in paragraphs_of(flush, box[0], right))
    return text, room(lines[-1], right)


def continues(first: Part, second: Part) -> bool:
    """Whether ``second``, at the top of the next page, is the rest of ``first``."""
    if second.page != first.last_page + 1:
        return False
    if abs(first.box[0] - second.box[0]) > _SAME_EDGE:
        return False
    if abs(first.box[2] - second.box[2]) > _SAME_EDGE:
        return False
    one, two = first.edges(), second.edges()
    fewer, more = (one, two) if len(one) < len(two) else (two, one)
    return all(min(abs(x - y) for y in more) <= _SAME_EDGE for x in fewer)


def append(first: Part, second: Part, place: Place) -> None:
    """Put ``second`` below ``first``: repeated heads dropped, rows cut by the page mended."""
    heads = _repeated_heads(first, second)
    for at in range(heads):
        text = "\t".join(c.text for c in second.row(at))
        first.left_out.append(LeftOut(text, "跨页重复的表头", replace(place, page=second.page)))
    rest = [replace(c, row=c.row - heads) for c in second.cells if c.row >= heads]
    height = second.height - heads
    cut = 1 if _is_cut_row(first, rest) else 0
    # A merged cell is cut into one part a page; the later parts are empty.
    for cell in [c for c in rest if c.row == 0 and not c.text]:
        above = _last_above(first, cell)
        if not cut and _begins_block(first, rest, cell):
            continue
        if above is not None and _is_merged(first, above, cell):
            rest.remove(cell)
            _replace(first, above, replace(above, rows=above.rows + cell.rows - cut))
    if cut:
        rest = _mend(first, rest)
    first.cells += [replace(c, row=c.row + first.height) for c in rest]
    first.height += height - cut
    first.last_page = second.page


def _repeated_heads(first: Part, second: Part) -> int:
    same = 0
    for at in range(min(_MOST_HEAD_ROWS, second.height, first.height)):
        one, two = [c.text for c in first.row(at)], [c.text for c in second.row(at)]
        if one != two or not any(one):
            break
        same = at + 1
    # A head whose cells reach below the repeated rows is none.
    while same and any(c.row < same < c.row + c.rows for c in second.cells):
        same -= 1
    return same


def _begins_block(first: Part, rest: Sequence[RuledCell], cell: RuledCell) -> bool:
    """Whether a heading to the left of ``cell`` is a new one, so that nothing goes on here."""
    for left in rest:
        if left.row == 0 and left.text and left.x1 <= cell.x0 + _SAME_EDGE:
            above = _last_above(first, left)
            if above is not None and (above.rows > 1 or left.rows > 1):
                return True
    return False


def _last_above(part: Part, cell: RuledCell) -> RuledCell | None:
    found = [
        c
        for c in part.cells
        if abs(c.x0 - cell.x0) <= _SAME_EDGE
        and abs(c.x1 - cell.x1) <= _SAME_EDGE
        and c.row + c.rows == part.height
    ]
    return found[0] if found else None


def _is_merged(part: Part, above: RuledCell, cell: RuledCell) -> bool:
    """Whether merged cells are usual in the column where ``cell`` follows ``above``."""
    column = [c for c in part.cells if abs(c.x0 - cell.x0) <= _SAME_EDGE]
    return above.rows > 1 or cell.rows > 1 or any(c.rows > 1 for c in column)


def _replace(part: Part, old: RuledCell, new: RuledCell) -> None:
    part.cells[part.cells.index(old)] = new


def _is_cut_row(first: Part, rest: Sequence[RuledCell]) -> bool:
    """Whether the first row of ``rest`` is the lower half of the last row above.

    So it is when a column that is filled in nearly every other row is empty in one half, and
    wherever both halves have text the upper one runs to the end of its cell; with text in both
    halves of every column, where their words show that they belong together.
    """
    top = [c for c in rest if c.row == 0]
    missing = 0
    halves: list[tuple[RuledCell, RuledCell]] = []
    for cell in top:
        above = _last_above(first, cell)
        if above is None:
            return False
        if cell.text and above.text:
            if above.room >= need(cell.text) + SLACK:
                return False
            if _NUMBER.fullmatch(above.text) and _NUMBER.fullmatch(cell.text):
                return False
            halves.append((above, cell))
        elif not _is_merged(first, above, cell):
            missing += _always_filled(first, rest, above, cell)
    if not any(c.text for c in top):
        return False
    return missing > 0 or _belong_together(first, rest, halves)


def _belong_together(
    first: Part, rest: Sequence[RuledCell], halves: Sequence[tuple[RuledCell, RuledCell]]
) -> bool:
    """Whether the halves of a row that are all filled, and full, read on from one to the other."""
    if not halves or any(_ITEM.match(cell.text) for _, cell in halves):
        return False
    if any(_reads_on(above.text, cell.text) for above, cell in halves):
        return True
    # Without such a sign: half as long as the other rows of the table, in every column.
    shorter = sum(_is_half(first, rest, above, cell) for above, cell in halves)
    return len(halves) > 1 and shorter == len(halves)


def _reads_on(above: str, below: str) -> bool:
    """Whether a text cannot end, or the next begin, at this place."""
    last = above.rsplit("\n", 1)[-1]
    return (
        below[0] in "、，。；：）》”’,;:)"
        or above[-1] in "、，（《“‘([,"
        or last.count("（") > last.count("）")
        or last.count("《") > last.count("》")
        or (above[-1].isdigit() and (below[0].isdigit() or below[0] in "年月日号个项"))
    )


def _is_half(first: Part, rest: Sequence[RuledCell], above: RuledCell, cell: RuledCell) -> bool:
    others = sorted(len(c.text) for c in _column(first, rest, above, cell) if c.text)
    if not others:
        return False
    usual = others[len(others) // 2]
    whole = len(above.text) + len(cell.text)
    return max(len(above.text), len(cell.text)) < 0.85 * usual and whole <= 1.3 * usual


def _always_filled(
    first: Part, rest: Sequence[RuledCell], above: RuledCell, cell: RuledCell
) -> bool:
    column = _column(first, rest, above, cell)
    return bool(column) and sum(1 for c in column if c.text) >= 0.8 * len(column)


def _column(
    first: Part, rest: Sequence[RuledCell], above: RuledCell, cell: RuledCell
) -> list[RuledCell]:
    """The other cells of a column."""
    return [
        c
        for c in (*first.cells, *rest)
        if abs(c.x0 - cell.x0) <= _SAME_EDGE and c is not above and c is not cell
    ]


def _mend(first: Part, rest: list[RuledCell]) -> list[RuledCell]:
    for cell in [c for c in rest if c.row == 0]:
        above = _last_above(first, cell)
        if above is not None and cell.text:
            text = join(above.text, cell.text)
            rows = above.rows + cell.rows - 1
            _replace(first, above, replace(above, rows=rows, text=text, room=cell.room))
    return [replace(c, row=c.row - 1) for c in rest if c.row > 0]


def to_table(part: Part, place: Place) -> Table:
    """The part with its merged cells laid out; ``place`` carries the page it begins on."""
    xs = part.edges()
    cells = []
    for cell in sorted(part.cells, key=lambda c: (c.row, c.x0)):
        left, right = nearest(xs, cell.x0), nearest(xs, cell.x1)
        cells.append(Spanning(cell.row, left, cell.text, cell.rows, max(right - left, 1)))
    return lay_out(cells, part.height, place)


def cluster(values: Sequence[float]) -> list[float]:
    """Values that lie within a hair of each other, one for each group.

    >>> cluster([10.0, 50.2, 11.0, 50.0])
    [10.0, 50.0]
    """
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SNAP:
            found.append(value)
    return found


def nearest(values: Sequence[float], value: float) -> int:
    """The position of the entry closest to ``value``."""
    return min(range(len(values)), key=lambda i: abs(values[i] - value))
