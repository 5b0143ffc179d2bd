"""A planned template sheet and its data become sheet XML, row by row."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeVar

from toolkit.errors import TemplateProblem
from toolkit.limits import MAX_HYPERLINKS, MAX_ROW_HEIGHT
from toolkit.workbook.cells import (
    FORMULA_STARTS,
    Formula,
    Link,
    Value,
    cell,
    escape,
    formula,
    markup,
    serial,
)
from toolkit.workbook.fill import heights
from toolkit.workbook.fill.filling import Filling, Rows, row_map, shown
from toolkit.workbook.fill.frame import Frame
from toolkit.workbook.fill.placeholders import unknown
from toolkit.workbook.fill.template import PLACEHOLDER, CellPlan, RowPlan, SheetTemplate
from toolkit.workbook.ranges import RowMap, move_formula
from toolkit.workbook.styles import Styles

# A row that would be higher than Excel allows is set in smaller type first; what still does not
# fit widens its column.  Below 8 points nobody reads a printed ledger.
_SMALLEST = 8.0
_WIDEST = 120.0
_TEXT = ' t="inlineStr"><is><t xml:space="preserve">'


@dataclass(frozen=True, slots=True)
class _Cell:
    """A planned cell with the field of the list's row that it shows (-1: none)."""

    plan: CellPlan
    index: int
    width: float
    start: str
    style: str

    @property
    def widened(self) -> bool:
        """Whether the column has to be wider than the template has it."""
        return self.width > self.plan.width


Planned = tuple[RowPlan, list[_Cell]]
T = TypeVar("T")


class SheetWriter:
    """Renders one sheet; ``maps`` holds the row map of every sheet of the workbook by name.

    ``shared`` keeps what does not change between sheets after one template and with the same
    other sheets beside them; whoever renders many of them gives the same dict to all.
    """

    def __init__(
        self,
        template: SheetTemplate,
        filling: Filling,
        maps: Mapping[str, RowMap],
        styles: Styles,
        *,
        active: bool = False,
        shared: dict[Hashable, Any] | None = None,
    ) -> None:
        self._shared = shared
        self._template = template
        self._filling = filling
        self._maps = maps
        self._styles = styles
        self._active = active
        self._links: list[str] = []
        self._rows = maps[template.name]

    def __iter__(self) -> Iterator[str]:
        """The sheet's XML in pieces.

        Raises:
            TemplateProblem: a placeholder is unknown.
        """
        plans = self._make_room(self._planned())
        frame = self._frame(plans)
        head, tail = frame.filled(self._filling.values)
        yield head + "<sheetData>"
        for plan, cells in plans:
            yield from self._sample(plan, cells) if plan.list else self._fixed(plan, cells)
        yield "</sheetData>" + frame.with_links(tail, self._links)

    def _frame(self, plans: list[Planned]) -> Frame:
        widths = tuple((c.plan.column, c.width) for _, cells in plans for c in cells if c.widened)
        key = ("frame", self._template.part, self._rows, self._active, widths)
        return self._once(key, lambda: self._make_frame(plans, widths))

    def _make_frame(self, plans: list[Planned], widths: Iterable[tuple[int, float]]) -> Frame:
        rows = self._rows
        repeats = [
            (rows.first(plan.number), self._filling.count(plan.list), plan.merges)
            for plan, _ in plans
            if plan.list
        ]
        return Frame.around(self._template, self._maps, repeats, widths, active=self._active)

    def _once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What many sheets after one template share is made for the first of them."""
        if self._shared is None:
            return make()
        if key not in self._shared:
            self._shared[key] = make()
        found: T = self._shared[key]
        return found

    # --- planning ------------------------------------------------------------------------------

    def _planned(self) -> list[Planned]:
        lists = tuple((name, data.fields) for name, data in self._filling.lists.items())
        key = ("plans", self._template.part, lists, tuple(self._filling.values))
        return self._once(key, lambda: [(p, self._compile(p)) for p in self._template.rows])

    def _compile(self, plan: RowPlan) -> list[_Cell]:
        fields = self._filling.lists[plan.list].fields if plan.list else ()
        at = {f"{plan.list}.{name}": index for index, name in enumerate(fields)}
        known = at.keys() | self._filling.values.keys()
        compiled = []
        for planned in plan.cells:
            for key in planned.keys:
                if key not in known:
                    where = f"{planned.letters}{plan.number}"
                    raise TemplateProblem(unknown(self._template.name, where, key, known))
            index = at.get(planned.keys[0], -1) if planned.source == "value" else -1
            style = f' s="{planned.style}"' if planned.style else ""
            compiled.append(_Cell(planned, index, planned.width, f'<c r="{planned.letters}', style))
        return compiled

    def _make_room(self, plans: list[Planned]) -> list[Planned]:
        """Widen the columns whose tallest text is too high for a row even in the smallest type."""
        return [
            (plan, [self._wide_enough(plan, c) for c in cells] if plan.list else cells)
            for plan, cells in plans
        ]

    def _wide_enough(self, plan: RowPlan, each: _Cell) -> _Cell:
        index = each.index
        if not each.plan.wraps or index < 0:
            return each
        rows = self._filling.lists[plan.list].rows
        long = [t for row in rows if type(t := row[index]) is str and _may_be_high(t)]
        size = min(each.plan.size, _SMALLEST)
        width = each.width
        while width < _WIDEST and any(_too_high(text, width, size) for text in long):
            width = min(_WIDEST, width + 4)
        return each if width == each.width else replace(each, width=width)

    # --- rows ----------------------------------------------------------------------------------

    def _fixed(self, plan: RowPlan, cells: list[_Cell]) -> Iterator[str]:
        number = self._rows.first(plan.number)
        values = [self._value(c, (), {}) for c in cells]
        height = plan.height
        if any(c.plan.keys for c in cells):
            height = self._height(cells, values, height, {})
        parts = [_open(plan, number, height)]
        for c, value in zip(cells, values, strict=True):
            parts.append(self._xml(plan, c, c.plan.style, value, number, 0))
        yield "".join(parts) + "</row>"

    def _sample(self, plan: RowPlan, cells: list[_Cell]) -> Iterator[str]:
        """A row of XML for every row of the list.

        Ledgers have a hundred thousand rows of twenty cells, so the usual cells (a text, a date,
        nothing) are written here and only the others go through :meth:`_xml`.
        """
        data = self._filling.lists[plan.list]
        names = {f"{plan.list}.{name}": index for index, name in enumerate(data.fields)}
        start = self._rows.first(plan.number)
        least = max([plan.height, *(heights.points(1, c.plan.size) for c in cells)])
        wrapping = [
            (c.index, heights.capacity(c.width, c.plan.size), c.plan.size)
            for c in cells
            if c.plan.wraps and c.index >= 0
        ]
        mixed = [c for c in cells if c.plan.source == "text"]
        constant = {
            i: text
            for i, c in enumerate(cells)
            if (text := self._same_formula(plan, c)) is not None
        }
        steps = [(i, c, c.index, c.start, f'"{c.style}{_TEXT}') for i, c in enumerate(cells)]
        blank: Sequence[Value] = (None,) * len(data.fields)
        epoch = self._styles.epoch_1904
        for offset, row in enumerate(data.rows or (blank,)):
            number = start + offset
            height = least
            for index, room, size in wrapping:
                words = row[index]
                if isinstance(words, (Link, Formula)):
                    words = shown(words)
                if type(words) is str and (len(words) * 2 > room or "\n" in words):
                    high = heights.points(heights.lines(words, room), size)
                    if high > height:
                        height = high
            if mixed or height > MAX_ROW_HEIGHT:
                yield self._slow(plan, cells, row, names, number, offset, least)
                continue
            parts = [_open(plan, number, height)]
            value: Value
            for i, c, index, begin, with_text in steps:
                value = row[index] if index >= 0 else None
                if index < 0:
                    if i in constant:
                        parts.append(f"{begin}{number}{constant[i]}")
                        continue
                    value = self._value(c, row, names)
                elif value is None or value == "":
                    parts.append(f'{begin}{number}"{c.style}/>')
                    continue
                elif type(value) is str:
                    if value[0] not in FORMULA_STARTS:
                        parts.append(f"{begin}{number}{with_text}{escape(value)}</t></is></c>")
                        continue
                elif type(value) is date and (day := serial(value, epoch)) is not None:
                    parts.append(f'{begin}{number}"{c.style}><v>{day}</v></c>')
                    continue
                parts.append(self._xml(plan, c, c.plan.style, value, number, offset))
            parts.append("</row>")
            yield "".join(parts)

    def _slow(
        self,
        plan: RowPlan,
        cells: list[_Cell],
        row: Sequence[Value],
        names: Mapping[str, int],
        number: int,
        offset: int,
        least: float,
    ) -> str:
        """A row with words around its values, or one that needs smaller type to fit."""
        values = [row[c.index] if c.index >= 0 else self._value(c, row, names) for c in cells]
        sizes = _shrink(cells, values)
        parts = [_open(plan, number, self._height(cells, values, least, sizes))]
        for i, c in enumerate(cells):
            style = c.plan.style
            if i in sizes:
                style = self._styles.variant(style, size=sizes[i])
            parts.append(self._xml(plan, c, style, values[i], number, offset))
        return "".join(parts) + "</row>"

    def _same_formula(self, plan: RowPlan, each: _Cell) -> str | None:
        """What follows the row number of a formula cell, if the formula is alike in all rows."""
        if each.plan.source != "formula":
            return None
        first, second = (self._formula(plan, each, copy) for copy in (0, 1))
        if first != second:
            return None
        return formula("", each.style, first).removeprefix('<c r="')

    def _formula(self, plan: RowPlan, each: _Cell, copy: int) -> str:
        sample = plan.number if plan.list else 0
        name = self._template.name
        return move_formula(each.plan.body, self._maps, name, sample=sample, copy=copy)

    def _value(self, each: _Cell, row: Sequence[Value], names: Mapping[str, int]) -> Value:
        """The value of a cell that is not simply one field of the row."""
        plan = each.plan
        if plan.source == "value":
            key = plan.keys[0]
            return row[names[key]] if key in names else self._filling.values[key]
        if plan.source == "text":

            def word(key: str) -> str:
                return shown(row[names[key]] if key in names else self._filling.values[key])

            return PLACEHOLDER.sub(lambda match: word(match[1]), plan.body)
        return None

    def _xml(
        self, plan: RowPlan, each: _Cell, style: int, value: Value, number: int, copy: int
    ) -> str:
        planned = each.plan
        reference = f"{planned.letters}{number}"
        if isinstance(value, str) and value[:1] in FORMULA_STARTS:
            # quotePrefix: the text stays text when someone edits the cell and presses Enter.
            style = self._styles.variant(style, quote=True)
        attribute = f' s="{style}"' if style else ""
        if planned.source == "fixed":
            if not planned.body:
                return f'<c r="{reference}"{attribute}/>'
            kind = f' t="{planned.kind}"' if planned.kind else ""
            return f'<c r="{reference}"{attribute}{kind}>{planned.body}</c>'
        if planned.source == "formula":
            return formula(reference, attribute, self._formula(plan, each, copy))
        if isinstance(value, Link) and len(self._links) < MAX_HYPERLINKS:
            location = markup(value.location)
            self._links.append(f'<hyperlink ref="{reference}" location="{location}"/>')
        return cell(reference, attribute, value, self._styles.epoch_1904)

    @staticmethod
    def _height(
        cells: list[_Cell], values: list[Value], least: float, sizes: Mapping[int, float]
    ) -> float:
        return heights.row_height(
            (
                (shown(value), c.width, sizes.get(i, c.plan.size))
                for i, (c, value) in enumerate(zip(cells, values, strict=True))
                if c.plan.wraps and value is not None
            ),
            least,
        )


def _open(plan: RowPlan, number: int, height: float) -> str:
    if not height:
        return f'<row r="{number}"{plan.attributes}>'
    return f'<row r="{number}"{plan.attributes} ht="{height:g}" customHeight="1">'


def _may_be_high(text: str) -> bool:
    return len(text) >= 100 or text.count("\n") >= 10


def _too_high(text: str, width: float, size: float) -> bool:
    if not _may_be_high(text):
        return False
    return heights.points(heights.lines(text, heights.capacity(width, size)), size) > MAX_ROW_HEIGHT


def _shrink(cells: list[_Cell], values: list[Value]) -> dict[int, float]:
    """Smaller font sizes for the cells of a row that is too high."""
    sizes = {}
    for i, (c, value) in enumerate(zip(cells, values, strict=True)):
        size = c.plan.size
        if not c.plan.wraps or not isinstance(value, str):
            continue
        while size > _SMALLEST and _too_high(value, c.width, size):
            size = max(_SMALLEST, size - 0.5)
        if size != c.plan.size:
            sizes[i] = size
    return sizes


__all__ = ["Filling", "Rows", "SheetWriter", "row_map"]
