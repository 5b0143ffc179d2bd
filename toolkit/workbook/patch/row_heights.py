"""Row heights that follow the texts, where a row has one; what a clerk made higher stays higher."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.limits import MAX_ROW_HEIGHT
from toolkit.workbook.cells import Link
from toolkit.workbook.fill import heights
from toolkit.workbook.patch.cell_xml import CellCodec, formula_of, style_of
from toolkit.workbook.patch.sheet_xml import SheetXml
from toolkit.workbook.xml import M

if TYPE_CHECKING:
    from lxml import etree

_DEFAULT_WIDTH = 8.43
_EXACT = 0.6  # points; programs round heights to their own pixels


class RowHeights:
    """How high the rows of one sheet must be; ``before`` has the heights that were changed.

    A row without a height of its own is fitted by the program that opens the file.
    """

    def __init__(self, xml: SheetXml, codec: CellCodec) -> None:
        self._xml, self._codec = xml, codec
        self._lower: set[int] = set()
        self.before: dict[int, float] = {}

    def changed(self, row: int, column: int, style: int, before: object, after: object) -> None:
        """A cell of a row holds another text than before."""
        height = height_of(self._xml.edit(row).attributes)
        if not height or column in self._hidden or not self._codec.styles.wraps(style):
            return
        needed = self._needed(column, style, after)
        if needed > height + _EXACT:
            self._set(row, needed)
        elif needed < (old := self._needed(column, style, before)) and abs(old - height) < _EXACT:
            self._lower.add(row)

    def state(self, row: int, height: float) -> None:
        """Give a row the height that it is said to have."""
        self._lower.discard(row)
        self._set(row, height)

    def settle(self, least: float) -> None:
        """Lower the rows whose highest text became shorter, to what the others need."""
        for row in self._lower:
            cells = self._xml.look(row).cells
            self._set(row, max(least, self.of(cells)))
        self._lower.clear()

    def of(self, cells: Mapping[int, bytes]) -> float:
        """The height that the cells of a row need."""
        return max((self._height(c, xml) for c, xml in cells.items()), default=0.0)

    def _height(self, column: int, xml: bytes) -> float:
        style = style_of(xml)
        if column in self._hidden or formula_of(xml) is not None:
            return 0.0
        if not self._codec.styles.wraps(style):
            return 0.0
        return self._needed(column, style, self._codec.value(xml))

    def _needed(self, column: int, style: int, value: object) -> float:
        text = value.text if isinstance(value, Link) else value
        # Numbers and dates are never broken into lines.
        if not isinstance(text, str) or not text:
            return 0.0
        width = self._widths.get(column, self._usual)
        return heights.row_height([(text, width, self._codec.styles.size(style))])

    def _set(self, row: int, height: float) -> None:
        attributes = self._xml.edit(row).attributes
        self.before.setdefault(row, height_of(attributes))
        attributes["ht"] = f"{min(height, MAX_ROW_HEIGHT):g}"

    # --- columns -------------------------------------------------------------------------------

    @cached_property
    def _root(self) -> etree._Element:
        return self._xml.frame()

    @cached_property
    def _usual(self) -> float:
        default = self._root.find(f"{M}sheetFormatPr")
        text = default.get("defaultColWidth") if default is not None else None
        return float(text) if text else _DEFAULT_WIDTH

    @cached_property
    def _widths(self) -> dict[int, float]:
        return {c: float(e.get("width") or self._usual) for e in self._cols for c in _covered(e)}

    @cached_property
    def _hidden(self) -> set[int]:
        return {c for e in self._cols if e.get("hidden") in ("1", "true") for c in _covered(e)}

    @property
    def _cols(self) -> list[etree._Element]:
        return list(self._root.iterfind(f"{M}cols/{M}col"))


def _covered(column: etree._Element) -> Iterable[int]:
    first, last = int(column.get("min", "1")), int(column.get("max", "1"))
    return range(first, min(last, first + 255) + 1)


def height_of(attributes: Mapping[str, str]) -> float:
    """The height that a row states, 0 if it states none."""
    try:
        return float(attributes.get("ht", "0"))
    except ValueError:
        return 0.0
