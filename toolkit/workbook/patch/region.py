"""Where a sheet's table stands: the row of its heads, its columns, the rows of its data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.model import Key
from toolkit.workbook.cell_values import Raw, text_of
from toolkit.workbook.cells import Value
from toolkit.workbook.grid import Sheet
from toolkit.workbook.heads import head_key, locate_heads, match_heads
from toolkit.workbook.layout import Layout
from toolkit.workbook.patch.cell_xml import CellCodec, formula_of
from toolkit.workbook.patch.sheet_xml import SheetXml

_HEAD_ROWS = 40
# A line of totals below the data is no row of it.
_TOTALS = frozenset({"合计", "总计", "小计", "共计"})


@dataclass(slots=True)
class Region:
    """The table of a sheet; rows and columns are counted from 1.

    ``first`` to ``last`` are the rows of its data.  Without any, ``last`` is the row of the heads,
    or ``first`` if a row is kept there for the first that comes (``blank``).
    """

    head: int
    places: dict[str, list[int]]
    names: dict[int, str]
    first: int
    last: int
    blank: bool = False
    rows: dict[Key, list[int]] = field(default_factory=dict)

    def column(self, layout: Layout, name: str) -> int:
        """The column of a field, or of a head that is no field; 0 if there is none, or several."""
        if name in self.places:
            return self.places[name][0]
        wanted = head_key(layout.head(name))
        found = [at for at, head in self.names.items() if head_key(head) == wanted]
        return found[0] if len(found) == 1 else 0

    def doubled(self, layout: Layout, name: str) -> bool:
        """Whether the head of a field stands over more than one column."""
        wanted = head_key(layout.head(name))
        return sum(head_key(head) == wanted for head in self.names.values()) > 1


def find_region(xml: SheetXml, codec: CellCodec, layout: Layout) -> Region | None:
    """The table of a layout in a sheet; None if its heads are not there."""
    found = _heads(xml, codec, layout)
    if found is None:
        return None
    head, names, places = found
    named = {at: name for at, name in enumerate(names, 1) if name.strip()}
    shifted = {name: [at + 1 for at in columns] for name, columns in places.items()}
    region = Region(head, shifted, named, head + 1, head)
    _find_rows(region, xml, codec, layout)
    return region


def _heads(
    xml: SheetXml, codec: CellCodec, layout: Layout
) -> tuple[int, Sequence[str], dict[str, list[int]]] | None:
    """The row above the data (from 1), its heads by column, the columns of fields (from 0)."""
    if layout.section:
        for row in xml.numbers:
            texts = [text_of(value) for value in _values(xml, codec, row)]
            found = match_heads(texts, layout.columns)
            if len(found) == len(layout.columns):
                return row, texts, found
        return None
    last = min(xml.last, _HEAD_ROWS)
    top = Sheet("", [_values(xml, codec, row) for row in range(1, last + 1)])
    heads = locate_heads(top, layout.columns, layout.renames)
    return (heads.row + 1, heads.names, heads.places) if heads else None


def _values(xml: SheetXml, codec: CellCodec, row: int) -> list[Raw]:
    cells = xml.look(row).cells
    width = max(cells, default=0)
    return [_raw(codec.value(cells.get(column, b""))) for column in range(1, width + 1)]


def _raw(value: Value) -> Raw:
    """A value as the readers give it: an empty cell is an empty text, a number has a point."""
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    return value if isinstance(value, str | float | bool) else _day(value)


def _day(value: object) -> Raw:
    from datetime import date

    return value if isinstance(value, date) else str(value)


def _find_rows(region: Region, xml: SheetXml, codec: CellCodec, layout: Layout) -> None:
    keys = [(name, region.places[name][0]) for name in layout.key if name in region.places]
    whole = len(keys) == len(layout.key) > 0
    needed = [
        region.places[column.field][0]
        for column in layout.columns
        if column.required and column.field in region.places
    ]
    for row in xml.numbers:
        if row <= region.head:
            continue
        if layout.section and row > region.last + 1:
            break
        key = tuple(layout.key_text(f, _raw(codec.value(xml.cell(row, c)))) for f, c in keys)
        named = whole and layout.names(key) and not _TOTALS & set(key)
        if named:
            region.rows.setdefault(key, []).append(row)
        if named or _says(xml, codec, row, needed):
            region.last = row
        elif layout.section:
            break
    if region.last == region.head and _is_blank(xml, codec, region.first):
        region.last, region.blank = region.first, True


def _is_blank(xml: SheetXml, codec: CellCodec, row: int) -> bool:
    """Whether a row is there and holds nothing but formats and formulas."""
    cells = xml.look(row).cells.values()
    return bool(cells) and all(
        codec.value(cell) is None or formula_of(cell) is not None for cell in cells
    )


def _says(xml: SheetXml, codec: CellCodec, row: int, columns: Sequence[int]) -> bool:
    """Whether a row without a whole key is a row of data all the same."""
    texts = [text_of(_raw(codec.value(xml.cell(row, column)))).strip() for column in columns]
    return any(texts) and not _TOTALS & set(texts)
