"""Comma or tab separated text, as other systems export it (often named .xls)."""

from __future__ import annotations

from toolkit.files.source import Source, check_grid_size
from toolkit.model import Place
from toolkit.notice.document import Cell, Document, Table
from toolkit.workbook.read.csv_text import read_rows


def read_delimited(source: Source) -> Document:
    """One table with all rows equally long; empty rows and columns at the edges are trimmed.

    Raises:
        UnsupportedFormat: the bytes are not text.
        FileProblem: the text or the table is too large.
    """
    rows, remarks = read_rows(source)
    filled = [number for number, row in enumerate(rows) if any(text.strip() for text in row)]
    if not filled:
        return Document((), source.name, remarks)
    first, last = filled[0], filled[-1]
    width = max(_width(rows[number]) for number in filled)
    check_grid_size(source.name, last + 1 - first, width)
    table = Table(
        tuple(
            tuple(
                Cell(row[c] if c < len(row) else "", place=Place(source.name, row=number))
                for c in range(width)
            )
            for number, row in enumerate(rows[first : last + 1], first + 1)
        ),
        True,
        Place(source.name, table=1),
    )
    return Document((table,), source.name, remarks)


def _width(row: list[str]) -> int:
    return max((at + 1 for at, text in enumerate(row) if text.strip()), default=0)
