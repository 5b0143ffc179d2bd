"""A planned template sheet and its data become sheet XML, row by row."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
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
from toolkit.workbook.fill.pages import DEFAULT_WIDTH, READABLE, air
from toolkit.workbook.fill.placeholders import unknown
from toolkit.workbook.fill.room import (
    Planned,
    PlannedCell,
    height_of,
    long_texts,
    make_room,
    shrunk,
    too_high,
)
from toolkit.workbook.fill.template import PLACEHOLDER, RowPlan, SheetTemplate
from toolkit.workbook.ranges import RowMap, move_formula
from toolkit.workbook.styles import Styles

_TEXT = ' t="inlineStr"><is><t xml:space="preserve">'
_USUAL_HEIGHT = 15.0

T = TypeVar("T")


class SheetWriter:
    """Renders one sheet; ``maps`` holds the row map of every sheet of the workbook by name.

    ``cut`` has the cells whose text even the highest row does not hold, once all is written.
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
        self.cut: list[str] = []
        self._rows = maps[template.name]

    def __iter__(self) -> Iterator[str]:
        """The sheet's XML in pieces.

        Raises:
            TemplateProblem: a placeholder is unknown.
        """
        plans = self._make_room(self._planned())
        frame = self._frame(plans)
        head, tail = frame.filled(self._filling.values)
        heights_of = self._heights(plans)
        yield head + "<sheetData>"
        for (plan, cells), high in zip(plans, heights_of, strict=True):
            yield from (
                self._sample(plan, cells, high) if plan.list else self._fixed(plan, cells, high[0])
            )
        yield "</sheetData>" + frame.with_links(tail, self._links)

    def _frame(self, plans: list[Planned]) -> Frame:
        own = self._template.widths
        widths = tuple(
            (c.plan.column, own.get(c.plan.column, DEFAULT_WIDTH) + c.width - c.plan.width)
            for _, cells in plans
            for c in cells
            if c.width != c.plan.width
        )
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

    def _compile(self, plan: RowPlan) -> list[PlannedCell]:
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
            start = f'<c r="{planned.letters}'
            compiled.append(PlannedCell(planned, index, planned.width, start, style))
        return compiled

    def holds(self) -> bool:
        """Whether no text of a list is too long for the highest row.

        Raises:
            TemplateProblem: a placeholder is unknown.
        """
        lists, plans = self._filling.lists, self._make_room(self._planned())
        smallest = self._smallest(plans)
        return not any(
            too_high(text, c.width, min(c.plan.size, smallest))
            for plan, cells in plans
            if plan.list
            for c in cells
            for text in long_texts(c, lists[plan.list].rows, c.width)
        )

    def _make_room(self, plans: list[Planned]) -> list[Planned]:
        template = self._template
        return make_room(plans, self._filling.lists, template.page, template.widths)

    # --- heights -------------------------------------------------------------------------------

    def _heights(self, plans: list[Planned]) -> list[list[float]]:
        """The height of every row of every plan, 0 where none is set, so that pages end well."""
        found = [
            self._row_heights(plan, cells) if plan.list else [self._fixed_height(plan, cells)]
            for plan, cells in plans
        ]
        page = self._template.page
        if page is None or page.whole:
            return found
        rows = [
            (height or _USUAL_HEIGHT, bool(plan.list))
            for (plan, _), high in zip(plans, found, strict=True)
            for height in high
        ]
        repeated = sum(
            high[0] for (plan, _), high in zip(plans, found, strict=True)
            if plan.number in page.titles
        )  # fmt: skip
        more = air(rows, page.capacities(self._widths(plans)), repeated, MAX_ROW_HEIGHT)
        if more:
            for (plan, _), high in zip(plans, found, strict=True):
                if plan.list:
                    high[:] = [min(MAX_ROW_HEIGHT, height + more) for height in high]
        return found

    def _fixed_height(self, plan: RowPlan, cells: list[PlannedCell]) -> float:
        if not any(c.plan.keys for c in cells):
            return plan.height
        values = [self._value(c, (), {}) for c in cells]
        return height_of(cells, values, plan.height, {})

    def _row_heights(self, plan: RowPlan, cells: list[PlannedCell]) -> list[float]:
        data = self._filling.lists[plan.list]
        least = max([plan.height, *(heights.points(1, c.plan.size) for c in cells)])
        if any(c.plan.source == "text" for c in cells):
            return [self._mixed_height(plan, cells, row, least) for row in data.rows or ((),)]
        wrapping = [
            (c.index, heights.capacity(c.width, c.plan.size), c.plan.size)
            for c in cells
            if c.plan.wraps and c.index >= 0
        ]
        found = []
        for row in data.rows:
            height = least
            for index, room, size in wrapping:
                words = row[index]
                if isinstance(words, (Link, Formula)):
                    words = shown(words)
                if type(words) is str and (len(words) * 2 > room or "\n" in words):
                    high = heights.points(heights.lines(words, room), size)
                    if high > height:
                        height = high
            found.append(height)
        return found or [least]

    def _mixed_height(
        self, plan: RowPlan, cells: list[PlannedCell], row: Sequence[Value], least: float
    ) -> float:
        """The height of a row in which words stand around the values."""
        names = self._names(plan)
        row = row or (None,) * len(names)
        values = [row[c.index] if c.index >= 0 else self._value(c, row, names) for c in cells]
        return height_of(cells, values, least, {})

    def _names(self, plan: RowPlan) -> dict[str, int]:
        fields = self._filling.lists[plan.list].fields
        return {f"{plan.list}.{name}": index for index, name in enumerate(fields)}

    # --- rows ----------------------------------------------------------------------------------

    def _fixed(self, plan: RowPlan, cells: list[PlannedCell], height: float) -> Iterator[str]:
        number = self._rows.first(plan.number)
        parts = [_open(plan, number, height)]
        for c in cells:
            parts.append(self._xml(plan, c, c.plan.style, self._value(c, (), {}), number, 0))
        yield "".join(parts) + "</row>"

    def _sample(
        self, plan: RowPlan, cells: list[PlannedCell], high: Sequence[float]
    ) -> Iterator[str]:
        """A row of XML for every row of the list.

        Ledgers have a hundred thousand rows of twenty cells, so the usual cells (a text, a date,
        nothing) are written here and only the others go through :meth:`_xml`.
        """
        data = self._filling.lists[plan.list]
        names = self._names(plan)
        start = self._rows.first(plan.number)
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
            number, height = start + offset, high[offset]
            if mixed or height >= MAX_ROW_HEIGHT:
                yield self._slow(plan, cells, row, names, number, offset, height)
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
                elif type(value) is date and (day := serial(value, epoch_1904=epoch)) is not None:
                    parts.append(f'{begin}{number}"{c.style}><v>{day}</v></c>')
                    continue
                parts.append(self._xml(plan, c, c.plan.style, value, number, offset))
            parts.append("</row>")
            yield "".join(parts)

    def _slow(
        self,
        plan: RowPlan,
        cells: list[PlannedCell],
        row: Sequence[Value],
        names: Mapping[str, int],
        number: int,
        offset: int,
        height: float,
    ) -> str:
        """A row with words around its values, or one that needs smaller type to fit."""
        values = [row[c.index] if c.index >= 0 else self._value(c, row, names) for c in cells]
        sizes = (
            shrunk(cells, values, self._smallest([(plan, cells)]))
            if height >= MAX_ROW_HEIGHT
            else {}
        )
        if sizes:
            height = height_of(cells, values, plan.height, sizes)
        parts = [_open(plan, number, min(MAX_ROW_HEIGHT, height))]
        for i, c in enumerate(cells):
            style, value = c.plan.style, values[i]
            if i in sizes:
                style = self._styles.variant(style, size=sizes[i])
            if c.plan.wraps and too_high(shown(value), c.width, sizes.get(i, c.plan.size)):
                # The text begins where the cell begins, and what is missing is its end.
                style = self._styles.variant(style, vertical="top")
                self.cut.append(f"{c.plan.letters}{number}")
            parts.append(self._xml(plan, c, style, value, number, offset))
        return "".join(parts) + "</row>"

    def _smallest(self, plans: list[Planned]) -> float:
        """The smallest type that is readable on paper."""
        page = self._template.page
        return READABLE / page.surely(self._widths(plans)) if page else READABLE

    def _widths(self, plans: list[Planned]) -> dict[int, float]:
        """The widths of the columns as they will be."""
        own = self._template.widths
        changed = {c.plan.column: c.width - c.plan.width for _, cells in plans for c in cells
                   if c.width != c.plan.width}  # fmt: skip
        return (
            own
            if not changed
            else {
                column: own.get(column, DEFAULT_WIDTH) + changed.get(column, 0.0)
                for column in own.keys() | changed.keys()
            }
        )

    def _same_formula(self, plan: RowPlan, each: PlannedCell) -> str | None:
        """What follows the row number of a formula cell, if the formula is alike in all rows."""
        if each.plan.source != "formula":
            return None
        first, second = (self._formula(plan, each, copy) for copy in (0, 1))
        if first != second:
            return None
        return formula("", each.style, first).removeprefix('<c r="')

    def _formula(self, plan: RowPlan, each: PlannedCell, copy: int) -> str:
        sample = plan.number if plan.list else 0
        name = self._template.name
        return move_formula(each.plan.body, self._maps, name, sample=sample, copy=copy)

    def _value(self, each: PlannedCell, row: Sequence[Value], names: Mapping[str, int]) -> Value:
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
        self, plan: RowPlan, each: PlannedCell, style: int, value: Value, number: int, copy: int
    ) -> str:
        planned = each.plan
        reference = f"{planned.letters}{number}"
        text = value.text if isinstance(value, Link) else value
        if isinstance(text, str) and text[:1] in FORMULA_STARTS:
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
        return cell(reference, attribute, value, epoch_1904=self._styles.epoch_1904)


def _open(plan: RowPlan, number: int, height: float) -> str:
    if not height:
        return f'<row r="{number}"{plan.attributes}>'
    return f'<row r="{number}"{plan.attributes} ht="{height:g}" customHeight="1">'


__all__ = ["Filling", "Rows", "SheetWriter", "row_map"]
