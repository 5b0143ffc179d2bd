"""What a file holds before anyone decides what it means: paragraphs and tables in order.

Every format reader gives a :class:`Document`; the shared code that turns tables and prose into
tasks sees nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from toolkit.model import NOWHERE, LeftOut, Place

Covered = Literal["", "up", "left"]

STRUCK = "带删除线"
"""Why a format reader left out text that is struck through: who struck it meant it to go."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One grid position of a table.

    ``covered`` says that a merged cell above (``up``) or to the left (``left``) covers the
    position; it then repeats that cell's text.  ``value`` is the real date of a workbook cell.
    """

    text: str
    covered: Covered = ""
    value: date | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph or line of running text."""

    text: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Table:
    """Rows x columns of cells.

    ``exact`` is true where the file itself states the merges (docx, html, workbooks): all rows
    are then equally long and an uncovered empty cell really is empty.  It is false for text,
    where an empty cell may be the rest of a merged one and rows may differ in length.
    ``decoded`` tables were put together from text without a grid: every cell stands under its
    head, but which cells were merged is unknown.
    """

    rows: tuple[tuple[Cell, ...], ...]
    exact: bool = True
    place: Place = NOWHERE
    title: str = ""
    decoded: bool = False


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """The blocks of a file in reading order; ``file`` is its name without folders.

    ``left_out`` lists what the format reader itself did not pass on (deleted text of tracked
    changes, hidden rows, page headers), each with the reason.
    """

    blocks: tuple[Block, ...]
    file: str = ""
    left_out: tuple[LeftOut, ...] = ()


def numbered(blocks: Iterable[Block], file: str) -> Iterator[Block]:
    """The blocks with their paragraphs counted, for a file that has no lines of its own."""
    number = 0
    for block in blocks:
        if isinstance(block, Paragraph):
            number += 1
            block = Paragraph(block.text, Place(file, line=number))
        yield block
