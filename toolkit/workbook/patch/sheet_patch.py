"""Steps for one table of one sheet: cells are written, rows that come and go are gathered."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final

from toolkit.model import Change, GoneRow, Key, NewRow, Place, Step
from toolkit.workbook.cells import Link, Value
from toolkit.workbook.layout import Layout
from toolkit.workbook.patch.cell_xml import CellCodec, formula_of, style_of, unescape
from toolkit.workbook.patch.outcome import Done, Reason, Refusal
from toolkit.workbook.patch.pattern import last_rows, least_height
from toolkit.workbook.patch.region import Region
from toolkit.workbook.patch.row_heights import RowHeights, height_of
from toolkit.workbook.patch.same import same, shown
from toolkit.workbook.patch.sheet_xml import SheetXml, attributes_of
from toolkit.workbook.ranges import letters, number, split

_MERGE = re.compile(rb"""<mergeCell(?=\s)[^>]*?\sref\s*=\s*["']([A-Z]+\d+):([A-Z]+\d+)["']""")
_LINK = re.compile(rb"<hyperlink(?=\s)([^>]*)>")
HEIGHT: Final = "#height"
"""The field that stands for a row's height: what undo needs, and nobody else."""
_COMPUTED = frozenset({"formula", "words", "day"})


@dataclass(slots=True)
class Came:
    """A row that comes: before which row it goes, its cells by column, where it ended up."""

    before: int
    step: NewRow
    cells: dict[int, Value]
    formats: dict[int, str]
    height: float = 0.0
    number: int = 0


@dataclass
class SheetPatch:
    """One table of one sheet under change.

    ``gone`` are the rows that go, ``came`` those that come; both are carried out afterwards, since
    whatever points at the rows below has to follow.  ``led`` are cells that lead elsewhere now.
    """

    sheet: str
    file: str
    xml: SheetXml
    codec: CellCodec
    layout: Layout
    region: Region
    heights: RowHeights
    gone: dict[int, GoneRow] = field(default_factory=dict)
    came: list[Came] = field(default_factory=list)
    _merges: list[tuple[int, int, int, int]] | None = None
    led: dict[str, str] = field(default_factory=dict)

    def apply(self, step: Step) -> Done | Refusal | None:
        """Do one step, or say why not; None if the cell says so already."""
        if isinstance(step, Change):
            return self._change(step)
        if isinstance(step, GoneRow):
            return self._remove(step)
        return self._add(step)

    # --- cells ---------------------------------------------------------------------------------

    def _change(self, step: Change) -> Done | Refusal | None:
        if step.field == HEIGHT:
            return self._set_height(step)
        column = self._number(step.field)
        if not column:
            return self._no_column(step, step.field)
        row = self._row_of(step.key, step.row)
        if not row:
            return self._no_row(step)
        xml = self.xml.cell(row, column)
        current = self._value(row, column, xml)
        if formula_of(xml) is not None:
            return self._refuse(step, "cell-computed", row, column)
        if not same(current, step.before):
            if same(current, step.after):
                return None
            return self._refuse(step, "cell-changed", row, column, shown(current))
        if merged := self._merged(row, column):
            return self._refuse(step, "cell-merged", row, column, merged)
        before = self._write(row, column, xml, step.after, step.format)
        self.heights.changed(row, column, style_of(xml), current, step.after)
        return Done(replace(step, before=current, row=row, format=""), before)

    def _lead(self, cell: str, value: Value) -> None:
        """Let a cell lead where its new value says, or nowhere."""
        where = value.location if isinstance(value, Link) else ""
        if where != self.links.get(cell, ""):
            self.led[cell] = self.links[cell] = where

    def _set_height(self, step: Change) -> Done | None:
        """Give a row back its height, unless somebody gave it another since."""
        row = self._row_of(step.key, step.row)
        height = height_of(self.xml.look(row).attributes) if row else 0.0
        if not height or not same(height, step.before) or not isinstance(step.after, int | float):
            return None
        self.heights.state(row, float(step.after))
        return Done(replace(step, row=row))

    def settle(self) -> list[Done]:
        """Heights that follow the texts; call it once, after all steps."""
        self.heights.settle(least_height(self.xml, last_rows(self.xml, self.region)))
        keys = {row: key for key, rows in self.region.rows.items() for row in rows}
        return [
            Done(self.height_step(keys.get(row, ()), row, before, now))
            for row, before in self.heights.before.items()
            if row not in self.gone and (now := height_of(self.xml.look(row).attributes)) != before
        ]

    def height_step(self, key: Key, row: int, before: float, after: float) -> Change:
        """The step that a row's new height amounts to."""
        return Change(self.sheet, key, HEIGHT, before, after, "行高随文字", row)

    def _write(self, row: int, column: int, xml: bytes, value: Value, wanted: str) -> str:
        """Put a value into a cell; returns the format that it had, if it has another now."""
        styles = self.codec.styles
        old = style_of(xml)
        style = styles.marked(wanted, old) if wanted else old
        made = self.codec.write(row, column, style, value)
        self.xml.edit(row).cells[column] = made
        self._lead(f"{letters(column)}{row}", value)
        return styles.mark(old) if style_of(made) != old else ""

    # --- rows ----------------------------------------------------------------------------------

    def _remove(self, step: GoneRow) -> Done | Refusal:
        row = self._row_to_go(step)
        if not row or row in self.gone:
            return self._no_row(step)
        held = self._held(step, row)
        if isinstance(held, Refusal):
            return held
        self.gone[row] = step
        self.region.rows[step.key] = [r for r in self.region.rows.get(step.key, ()) if r != row]
        styles, cells = self.codec.styles, self.xml.look(row).cells
        formats = tuple(
            (name, styles.mark(style_of(cells[self._number(name)])))
            for name, _ in held
            if name != HEIGHT
        )
        return Done(replace(step, values=held, row=row), formats=formats)

    def _row_to_go(self, step: GoneRow) -> int:
        """The row of a step; of several with the same key the one that holds its values."""
        rows = [r for r in self.region.rows.get(step.key, ()) if r > 0]
        if len(rows) > 1 and not self.layout.unique:
            fitting = [row for row in rows if not isinstance(self._held(step, row), Refusal)]
            if fitting:
                return step.row if step.row in fitting else fitting[0]
        return self._row_of(step.key, step.row)

    def _held(self, step: GoneRow, row: int) -> tuple[tuple[str, Any], ...] | Refusal:
        """All that a row holds; a refusal if that is not what the step expects."""
        expected = {self._number(name): value for name, value in step.values if name != HEIGHT}
        held: list[tuple[str, Any]] = []
        for column, xml in sorted(self.xml.look(row).cells.items()):
            value = expected.pop(column, None)
            if formula_of(xml) is not None:
                if self._is_input(column):
                    return self._refuse(step, "row-changed", row, column, "公式")
                continue
            current = self._value(row, column, xml)
            if not same(current, value):
                return self._refuse(step, "row-changed", row, column, shown(current))
            if current is not None:
                held.append((self._name(column), current))
        for column, value in expected.items():
            if column and not same(None, value):
                return self._refuse(step, "row-changed", row, column)
        if height := height_of(self.xml.look(row).attributes):
            held.append((HEIGHT, height))
        return tuple(held)

    def _add(self, step: NewRow) -> Done | Refusal:
        there = self.region.rows.get(step.key, [])
        if there and self.layout.unique:
            return self._refuse(step, "row-exists", max(there))
        cells: dict[int, Value] = {}
        named = {name for name, _ in step.values}
        parts = zip(self.layout.key, step.key, strict=False)
        values = (*step.values, *(pair for pair in parts if pair[0] not in named))
        formats = {self._number(name): mark for name, mark in step.formats}
        height = 0.0
        for name, value in values:
            if name == HEIGHT:
                height = float(value)
                continue
            column = self._number(name)
            if column:
                cells[column] = value
            elif value is not None and value != "":
                return self._no_column(step, name)
        region = self.region
        inside = region.first <= step.row <= region.last and not region.blank
        self.came.append(
            Came(step.row if inside else region.last + 1, step, cells, formats, height)
        )
        if self.layout.names(step.key):
            region.rows.setdefault(step.key, []).append(0)
        return Done(replace(step, values=values))

    # --- places --------------------------------------------------------------------------------

    def _number(self, name: str) -> int:
        if name.startswith("@"):
            return number(name[1:])
        return self.region.column(self.layout, name)

    def _name(self, column: int) -> str:
        """What a column is called in a step: its field, else its head, else ``@`` and letters."""
        for name, places in self.region.places.items():
            if places[0] == column:
                return name
        return self.region.names.get(column) or "@" + letters(column)

    def _is_input(self, column: int) -> bool:
        """Whether a column is one of ours that people fill in."""
        name = self._name(column)
        return any(c.field == name and c.kind not in _COMPUTED for c in self.layout.columns)

    def _row_of(self, key: Key, row: int) -> int:
        """The row of a key, 0 if it cannot be told."""
        rows = [r for r in self.region.rows.get(key, ()) if r > 0]
        if len(rows) == 1:
            return rows[0]
        within = self.region.first <= row <= self.region.last
        if (rows and row in rows) or (not rows and not self.layout.names(key) and within):
            return row
        return 0

    # --- refusals ------------------------------------------------------------------------------

    def _no_row(self, step: Step) -> Refusal:
        count = len(self.region.rows.get(step.key, ()))
        reason: Reason = "row-doubled" if count > 1 else "row-missing"
        return Refusal(step, reason, Place(self.file, self.sheet), str(count or ""))

    def _no_column(self, step: Step, name: str) -> Refusal:
        doubled = self.region.doubled(self.layout, name)
        head = self.layout.head(name)
        place = Place(self.file, self.sheet, row=self.region.head, column=head)
        return Refusal(step, "column-doubled" if doubled else "column-missing", place, head)

    def _refuse(
        self, step: Step, reason: Reason, row: int, column: int = 0, seen: str = ""
    ) -> Refusal:
        return Refusal(step, reason, self._place(row, column), seen)

    def _place(self, row: int, column: int = 0) -> Place:
        head = self.region.names.get(column, letters(column)) if column else ""
        return Place(self.file, self.sheet, row=row, column=head)

    @cached_property
    def links(self) -> dict[str, str]:
        """Where the cells of the sheet lead inside the workbook."""
        found = [attributes_of(tag) for tag in _LINK.findall(self.xml.tail)]
        return {
            link.get("ref", ""): unescape(link["location"]) for link in found if "location" in link
        }

    def _merged(self, row: int, column: int) -> str:
        """The merged area of several rows in which a cell stands; empty if it is not merged."""
        if self._merges is None:
            self._merges = [
                (*split(one.decode()), *split(two.decode()))
                for one, two in _MERGE.findall(self.xml.tail)
            ]
        for c1, r1, c2, r2 in self._merges:
            if r1 <= row <= r2 and c1 <= column <= c2 and r1 < r2:
                return f"{letters(c1)}{r1}:{letters(c2)}{r2}"
        return ""

    def _value(self, row: int, column: int, xml: bytes) -> Value:
        """What a cell holds, with the place in the workbook to which it leads."""
        value = self.codec.value(xml)
        where = self.links.get(f"{letters(column)}{row}")
        return Link(value, where) if where and isinstance(value, str) else value
