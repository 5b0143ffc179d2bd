"""Cells that span rows and columns laid out on a plain grid."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from toolkit.files.amounts import check_cells
from toolkit.model import Place
from toolkit.notice.document import Cell, Covered, Table

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


def lay_out(cells: Sequence[Spanning], height: int, place: Place, title: str = "") -> Table:
    """The table of ``height`` equally long rows; positions that a span covers repeat its text.

    A position covered from above is ``up``, also when its cell begins further left; spans are cut
    at the table's edge and never overwrite a cell that is already there.

    Raises:
        FileProblem: the table is larger than one in a notice can be.
    """
    # Word and web pages cut a table into more grid columns than it shows wherever borders are not
    # aligned to the hair: a column in which no cell begins is such a seam.
    begins = sorted({c.column for c in cells if c.row < height and c.column < MAX_COLUMNS})
    check_cells(place.file, height * len(begins))
    numbers = {column: number for number, column in enumerate(begins)}
    grid: list[list[Cell | None]] = [[None] * len(begins) for _ in range(height)]
    covered_positions = 0
    places = [replace(place, row=number) for number in range(1, height + 1)]
    for cell in cells:
        last = min(cell.column + max(cell.columns, 1), MAX_COLUMNS)
        first, end = numbers.get(cell.column, len(begins)), bisect_left(begins, last)
        rows_below = range(cell.row, min(cell.row + max(cell.rows, 1), height))
        # Spans of a sound table do not overlap, so all of them together cover it once.
        covered_positions += max(end - first, 0) * len(rows_below)
        check_cells(place.file, covered_positions // 4)
        for row in rows_below:
            line = grid[row]
            for number in range(first, end):
                origin = row == cell.row and number == first
                covered: Covered = "" if origin else "left" if row == cell.row else "up"
                if origin or line[number] is None:
                    line[number] = Cell(cell.text, covered, cell.value, places[row])
    rows = tuple(
        tuple(cell or Cell("", place=places[at]) for cell in line) for at, line in enumerate(grid)
    )
    return Table(rows, True, place, title)
