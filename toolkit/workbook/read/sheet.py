"""What a workbook reader collects of one sheet, and the sheets of one file."""

from __future__ import annotations

from dataclasses import dataclass, field

from toolkit.model import LeftOut
from toolkit.workbook.read.cellformat import Shown

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; counted from 0, both ends inclusive."""


@dataclass(slots=True)
class SheetCells:
    """What a workbook reader collects of one sheet; positions are counted from 0."""

    name: str
    cells: dict[tuple[int, int], Shown] = field(default_factory=dict)
    merged: list[Range] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False

    def put(self, row: int, column: int, shown: Shown) -> None:
        """Keep a cell that has text."""
        if shown.text.strip():
            self.cells[row, column] = shown


@dataclass(slots=True)
class Sheets:
    """The sheets of one file in the order of their tabs, and what the reader did not pass on."""

    sheets: list[SheetCells]
    left_out: list[LeftOut] = field(default_factory=list)


def column_letters(column: int) -> str:
    """The letters of a column counted from 0.

    >>> column_letters(0), column_letters(25), column_letters(26), column_letters(16383)
    ('A', 'Z', 'AA', 'XFD')
    """
    text, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text
