"""Cells that span rows and columns laid out on a plain grid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from toolkit.model import Place
from toolkit.notice.document import Cell, Table

MAX_COLUMNS = 2_000


@dataclass(frozen=True, slots=True)
class Spanning:
    """A cell at its top left position with the number of rows and columns that it covers."""

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    value: date | None = None


def lay_out(cells: Iterable[Spanning], height: int, place: Place, title: str = "") -> Table:
    """The table of ``height`` equally long rows; positions that a span covers repeat its text.

    A position covered from above is ``up``, also when its cell begins further left; spans are cut
    at the table's edge and never overwrite a cell that is already there.
    """
    grid: list[dict[int, Cell]] = [{} for _ in range(height)]
    places = [replace(place, row=number) for number in range(1, height + 1)]
    for cell in cells:
        last = min(cell.column + max(cell.columns, 1), MAX_COLUMNS)
        for row in range(cell.row, min(cell.row + max(cell.rows, 1), height)):
            for column in range(cell.column, last):
                origin = row == cell.row and column == cell.column
                covered = "" if origin else "left" if row == cell.row else "up"
                if origin or column not in grid[row]:
                    grid[row][column] = Cell(
                        cell.text,
                        covered,  # type: ignore[arg-type]
                        cell.value,
                        places[row],
                    )
    # Word and web pages cut a table into more grid columns than it shows wherever borders are not
    # aligned to the hair: a column in which no cell begins is such a seam.
    begins = sorted({c for row in grid for c, cell in row.items() if not cell.covered})
    rows = tuple(
        tuple(row.get(c) or Cell("", place=places[r]) for c in begins) for r, row in enumerate(grid)
    )
    return Table(rows, True, place, title)
