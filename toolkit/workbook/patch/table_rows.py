"""The rows of a table with the values that its cells hold, nothing lost and nothing guessed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from toolkit.workbook.cells import Value
from toolkit.workbook.layout import Layout
from toolkit.workbook.patch.cell_xml import CellCodec
from toolkit.workbook.patch.region import find_region
from toolkit.workbook.patch.sheet_xml import SheetXml


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row: its number and its values by field."""

    number: int
    values: dict[str, Value]


def table_rows(xml: SheetXml, codec: CellCodec, layout: Layout) -> Iterator[TableRow]:
    """The rows of a sheet's table that are not empty; none if its heads are not there."""
    region = find_region(xml, codec, layout)
    if region is None or region.blank:
        return
    columns = {places[0]: name for name, places in region.places.items()}
    for row in xml.numbers:
        if region.first <= row <= region.last:
            cells = xml.look(row).cells
            values = {columns[c]: codec.value(x) for c, x in cells.items() if c in columns}
            if any(value is not None for value in values.values()):
                yield TableRow(row, values)
