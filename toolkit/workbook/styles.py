"""The cell formats of a template: what the writer must know of them, and close variants."""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.workbook.read.format_code import BUILTIN, is_date, sections
from toolkit.workbook.xml import M, parse, serialise

if TYPE_CHECKING:
    from lxml import etree

_DEFAULT_SIZE = 11.0


class Styles:
    """``xl/styles.xml``: font size and wrapping of a format by its index (``s`` of a cell).

    ``epoch_1904`` says that a day in these formats is counted from 1904.
    """

    part = "xl/styles.xml"

    def __init__(self, data: bytes, epoch_1904: bool = False) -> None:
        self._data = data
        self.epoch_1904 = epoch_1904
        self._variants: dict[tuple[int, float | None, bool, bool], int] = {}

    @cached_property
    def _root(self) -> etree._Element:
        return parse(self._data, self.part)

    @cached_property
    def _formats(self) -> etree._Element:
        found = self._root.find(f"{M}cellXfs")
        assert found is not None  # the schema demands it and Excel would not open the file
        return found

    @cached_property
    def _codes(self) -> dict[str, str]:
        """The number formats of the workbook's own, by number."""
        return {
            item.get("numFmtId", ""): item.get("formatCode", "")
            for item in self._root.iterfind(f"{M}numFmts/{M}numFmt")
        }

    @cached_property
    def _fonts(self) -> etree._Element:
        found = self._root.find(f"{M}fonts")
        assert found is not None
        return found

    def size(self, style: int) -> float:
        """The font size of a format in points."""
        font = self._fonts[int(self._formats[style].get("fontId", "0"))]
        size = font.find(f"{M}sz")
        return float(size.get("val", "11")) if size is not None else _DEFAULT_SIZE

    def wraps(self, style: int) -> bool:
        """Whether the format breaks long text into lines."""
        alignment = self._formats[style].find(f"{M}alignment")
        return alignment is not None and alignment.get("wrapText") in ("1", "true")

    def is_date(self, style: int) -> bool:
        """Whether the format shows a number as a date, not as a plain number or text."""
        number = self._formats[style].get("numFmtId", "0")
        code = self._codes.get(number) or BUILTIN.get(int(number), "General")
        return is_date(sections(code)[0])

    def variant(
        self, style: int, *, size: float | None = None, quote: bool = False, dated: bool = False
    ) -> int:
        """The same format in another font size, as text (Excel's leading apostrophe), or a date."""
        key = (style, size, quote, dated)
        if key not in self._variants:
            self._variants[key] = self._add(style, size, quote, dated)
        return self._variants[key]

    def fork(self) -> Styles:
        """The same formats, to which variants can be added without touching these."""
        return Styles(self._data, self.epoch_1904)

    @property
    def changed(self) -> bool:
        """Whether variants were asked for."""
        return bool(self._variants)

    def to_bytes(self) -> bytes:
        """The part with the variants that were asked for."""
        return serialise(self._root) if self._variants else self._data

    def _add(self, style: int, size: float | None, quote: bool, dated: bool) -> int:
        made = deepcopy(self._formats[style])
        if quote:
            made.set("quotePrefix", "1")
        if dated:
            made.set("numFmtId", "14")
            made.set("applyNumberFormat", "1")
        if size is not None:
            font = deepcopy(self._fonts[int(made.get("fontId", "0"))])
            element = font.find(f"{M}sz")
            if element is not None:
                element.set("val", f"{size:g}")
            made.set("fontId", str(_append(self._fonts, font)))
            made.set("applyFont", "1")
        return _append(self._formats, made)


def _append(parent: etree._Element, child: etree._Element) -> int:
    parent.append(child)
    parent.set("count", str(len(parent)))
    return len(parent) - 1
