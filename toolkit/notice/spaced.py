"""A table whose columns are set apart by blanks only (text taken from a PDF with its layout).

The heads give the columns' places; a word belongs to the column whose place is nearest, and a line
without a number or a first cell goes on with the row above it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.notice.columns import is_head_row
from toolkit.notice.document import Cell, Paragraph, Table
from toolkit.text import width

_APART = re.compile(r"\S+(?:[ \u3000]\S+)*")
_FARTHEST = 12


def spaced_tables(lines: Sequence[Paragraph]) -> list[tuple[int, int, Table]]:
    """(first line, end, table) of every table under heads that blanks set apart."""
    found: list[tuple[int, int, Table]] = []
    at = 0
    while at < len(lines):
        starts = _head_places(lines[at].text)
        if not starts:
            at += 1
            continue
        rows = [_cells(lines[at], starts)]
        end = at + 1
        blank = 0
        while end < len(lines) and blank < 3:
            text = lines[end].text
            if not text.strip():
                blank += 1
            elif _head_places(text):
                starts = _head_places(text)
                rows.append(_cells(lines[end], starts))
                blank = 0
            elif len(words := _words(text)) > 1 or (rows and _near(words[0][0], starts) > 0):
                _add(rows, _cells(lines[end], starts))
                blank = 0
            else:
                break
            end += 1
        if len(rows) > 1:
            found.append((at, end, Table(tuple(rows), exact=False, place=lines[at].place)))
        at = end
    return found


def _words(text: str) -> list[tuple[int, str]]:
    """The pieces that two or more blanks part, with the display column each begins at."""
    words: list[tuple[int, str]] = []
    column = done = 0
    for found in _APART.finditer(text := text.replace("\t", "    ")):
        column += width(text[done : found.start()])
        done = found.start()
        words.append((column, found[0]))
    return words


def _head_places(text: str) -> list[int]:
    words = _words(text)
    return [at for at, _ in words] if len(words) > 2 and is_head_row([w for _, w in words]) else []


def _near(at: int, starts: Sequence[int]) -> int:
    """The column whose place is nearest; -1 when none is near."""
    column = min(range(len(starts)), key=lambda c: abs(starts[c] - at))
    return column if abs(starts[column] - at) <= _FARTHEST else -1


def _cells(line: Paragraph, starts: Sequence[int]) -> tuple[Cell, ...]:
    texts = [""] * len(starts)
    taken = -1
    for at, word in _words(line.text):
        # Two words never share a column: the second belongs to the next one.
        column = max(_near(at, starts), taken + 1)
        column = min(column, len(starts) - 1)
        texts[column] += word
        taken = column
    return tuple(Cell(text, place=line.place) for text in texts)


def _add(rows: list[tuple[Cell, ...]], cells: tuple[Cell, ...]) -> None:
    """Add a row, or put it to the one above when it has no first cell of its own."""
    before = rows[-1]
    first = next((i for i, cell in enumerate(before) if cell.text), 0)
    goes_on = len(rows) > 1 and not cells[0].text and len(cells) == len(before) and first == 0
    if goes_on and any(cell.text for cell in before):
        rows[-1] = tuple(
            Cell(b.text + c.text, place=b.place) for b, c in zip(before, cells, strict=True)
        )
    else:
        rows.append(cells)
