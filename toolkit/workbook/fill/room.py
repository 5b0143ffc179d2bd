"""Room for long texts: a row of Excel has a greatest height, and a page a greatest width.

A text that no row could hold gets a wider column.  The width comes from what the page has left,
then from columns whose texts need less, so that the page is not reduced until nobody can read it.
What even that does not hold is set from the top of its cell, and the clerk is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from toolkit.limits import MAX_ROW_HEIGHT
from toolkit.workbook.cells import Value
from toolkit.workbook.fill import heights
from toolkit.workbook.fill.filling import Rows, shown
from toolkit.workbook.fill.pages import DEFAULT_WIDTH, READABLE, Page
from toolkit.workbook.fill.template import CellPlan, RowPlan

_WIDEST: Final = 120.0
_STEP: Final = 2.0
_SHARES: Final = tuple(n / 20 for n in range(21))
_KEPT: Final = 0.6  # of its width, a column that gives some away
_NARROW: Final = 7.0  # three Chinese characters on a line; what is no wider gives nothing


@dataclass(frozen=True, slots=True)
class PlannedCell:
    """A planned cell with the field of the list's row that it shows (-1: none)."""

    plan: CellPlan
    index: int
    width: float
    start: str
    style: str


Planned = tuple[RowPlan, list[PlannedCell]]


def make_room(
    plans: list[Planned],
    lists: Mapping[str, Rows],
    page: Page | None,
    widths: Mapping[int, float],
) -> list[Planned]:
    """The plans with other widths where a text needs them; ``widths`` are the template's own."""
    rows = [(cells, lists[plan.list].rows) for plan, cells in plans if plan.list]
    wanted = {
        each.plan.column: width - each.width
        for cells, data in rows
        for each in cells
        if (width := _needed(each, data)) > each.width
    }
    if not wanted:
        return plans
    printed = page.columns if page else ()
    given = {
        each.plan.column: least - each.width
        for cells, data in rows
        for each in cells
        if each.plan.column in printed and each.plan.column not in wanted
        if (least := _least(each, data)) < each.width
    }
    change = wanted if page is None else _balanced(page, widths, wanted, given, rows)

    def changed(each: PlannedCell) -> PlannedCell:
        more = change.get(each.plan.column, 0.0)
        return replace(each, width=round(each.width + more, 2)) if more else each

    return [(p, [changed(c) for c in cells] if p.list else cells) for p, cells in plans]


def _balanced(
    page: Page,
    widths: Mapping[int, float],
    wanted: Mapping[int, float],
    given: Mapping[int, float],
    rows: Iterable[tuple[list[PlannedCell], Sequence[Sequence[Value]]]],
) -> dict[int, float]:
    """How the columns change: as much as is wanted, as far as the page stays readable."""
    size = min(
        (c.plan.size for cells, _ in rows for c in cells if c.plan.column in page.columns),
        default=READABLE,
    )
    least = min(READABLE, page.surely(widths) * size)

    def change(granted: float, taken: float) -> dict[int, float]:
        # What is not printed may be as wide as it wants.
        grown = {c: more * (granted if c in page.columns else 1.0) for c, more in wanted.items()}
        return grown | {column: less * taken for column, less in given.items()}

    def readable(found: Mapping[int, float]) -> bool:
        new = {c: widths.get(c, DEFAULT_WIDTH) + more for c, more in found.items()}
        return page.surely({**widths, **new}) * size >= least

    for taken in _SHARES:
        if readable(found := change(1.0, taken)):
            return found
    for granted in reversed(_SHARES):
        if readable(found := change(granted, 1.0)):
            return found
    return change(0.0, 0.0)


def long_texts(each: PlannedCell, rows: Sequence[Sequence[Value]], width: float) -> list[str]:
    """The texts of a column that are long enough to be looked at if it has that width."""
    if not each.plan.wraps or each.index < 0:
        return []
    index, size = each.index, each.plan.size
    room, most = heights.capacity(width, size), _most_lines(size)
    # A line is at least two thirds full unless it ends a paragraph.
    short, enough = most // 2, room * most
    found = (row[index] for row in rows)
    return [
        text
        for text in found
        if type(text) is str
        and len(text) > short
        and len(text) * 3 + text.count("\n") * room > enough
    ]


def _most_lines(size: float) -> int:
    return int((MAX_ROW_HEIGHT - heights.PADDING) / (size * heights.LINE))


def _needed(each: PlannedCell, rows: Sequence[Sequence[Value]]) -> float:
    """The width at which the tallest text fits into a row, in the smallest readable type."""
    width, texts = each.width, long_texts(each, rows, each.width)
    while width < _WIDEST and any(too_high(text, width, each.plan.size) for text in texts):
        width = min(_WIDEST, width + _STEP)
    return width


def _least(each: PlannedCell, rows: Sequence[Sequence[Value]]) -> float:
    """How narrow a column may become whose texts need less than they have."""
    if not each.plan.wraps or each.index < 0:
        return each.width
    width = max(each.width * _KEPT, min(each.width, _NARROW))
    texts = long_texts(each, rows, width)
    while width < each.width and any(too_high(text, width, each.plan.size) for text in texts):
        width += _STEP
    return min(width, each.width)


def too_high(text: str, width: float, size: float) -> bool:
    """Whether a text needs a higher row than Excel has."""
    return heights.points(heights.lines(text, heights.capacity(width, size)), size) > MAX_ROW_HEIGHT


def shrunk(
    cells: Sequence[PlannedCell], values: Sequence[Value], smallest: float
) -> dict[int, float]:
    """Smaller type, by position, for the cells of a row that is too high; never unreadable."""
    sizes = {}
    for at, (each, value) in enumerate(zip(cells, values, strict=True)):
        size = each.plan.size
        if not each.plan.wraps or not isinstance(value, str):
            continue
        while size - 0.5 >= smallest and too_high(value, each.width, size):
            size -= 0.5
        if size != each.plan.size:
            sizes[at] = size
    return sizes


def height_of(
    cells: Sequence[PlannedCell],
    values: Sequence[Value],
    least: float,
    sizes: Mapping[int, float],
) -> float:
    """The height of one row of values, some of them in type of another size."""
    return heights.row_height(
        (
            (shown(value), each.width, sizes.get(at, each.plan.size))
            for at, (each, value) in enumerate(zip(cells, values, strict=True))
            if each.plan.wraps and value is not None
        ),
        least,
    )
