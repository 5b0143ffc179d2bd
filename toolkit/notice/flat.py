"""Tables of which only heads and text are left: one cell a line, or words that blanks part.

The heads stand on lines of their own or on one line; what follows is cut into rows by
:class:`~toolkit.notice.decode.Decoder`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from toolkit.notice.columns import (
    deadline_score,
    head_field,
    head_fields,
    is_head_row,
    unit_score,
)
from toolkit.notice.counted import with_counted_numbers
from toolkit.notice.decode import Cut, Decoder, Gap, Piece
from toolkit.notice.document import Cell, Paragraph, Table
from toolkit.notice.furniture import is_furniture
from toolkit.notice.numbering import ANNEX, is_bare_number, join_lines, split_number

_LONGEST_HEAD = 14
_FEWEST_HEADS = 3
_WORD = re.compile(r"\S+")
_BETWEEN = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class FlatHeads:
    """The heads of a flattened table: the lines they stand on, their texts and fields."""

    start: int
    end: int
    texts: tuple[str, ...]
    fields: tuple[str, ...]
    in_line: bool = False


def flat_tables(lines: Sequence[Paragraph]) -> list[tuple[int, int, Table]]:
    """(first line, end, table) of every flattened table."""
    found: list[tuple[int, int, Table]] = []
    at = 0
    while (heads := find_flat_heads(lines, at)) is not None:
        end = _region_end(lines, heads)
        table, end = _decode(lines, heads, end)
        if len(table.rows) > 1:
            found.append((heads.start, end, table))
        at = max(end, heads.end)
    return found


def find_flat_heads(lines: Sequence[Paragraph], start: int = 0) -> FlatHeads | None:
    """The first heads of a flattened table from line ``start`` on."""
    for at in range(start, len(lines)):
        text = lines[at].text.strip()
        if not text:
            continue
        words = _WORD.findall(text)
        if len(words) >= _FEWEST_HEADS and is_head_row(words) and _gives_tasks(words):
            return FlatHeads(at, at + 1, tuple(words), tuple(head_fields(words)), in_line=True)
        if head_field(join_lines(text)):
            heads = _heads_on_lines(lines, at)
            if heads is not None:
                return heads
    return None


def _gives_tasks(heads: Sequence[str]) -> bool:
    fields = set(head_fields(heads))
    return "content" in fields and bool(fields & {"lead", "others", "deadline"})


def _heads_on_lines(lines: Sequence[Paragraph], start: int) -> FlatHeads | None:
    """Heads one after the other on lines of their own; a head that nobody knows may be among them.

    Where the first head is that of the numbers, all before the number 1 are heads; else the last
    one that is known ends them.
    """
    run: list[tuple[int, str]] = []
    follows = ""
    for at in range(start, len(lines)):
        text = join_lines(lines[at].text)
        if not text:
            continue
        known = bool(head_field(text))
        digits = any(c.isdigit() for c in text) or split_number(text).rank >= 0
        cell = not known and (unit_score(text) > 0.5 or deadline_score(text) > 0)
        repeated = text in [t for _, t in run]
        if len(text) > _LONGEST_HEAD or digits or cell or repeated or text.endswith("。"):
            follows = text
            break
        run.append((at, text))
    numbers = run and head_field(run[0][1]) == "no" and is_bare_number(follows)
    while run and not numbers and not head_field(run[-1][1]):
        run.pop()
    if len(run) < _FEWEST_HEADS:
        return None
    texts = [text for _, text in run]
    known_heads = sum(1 for text in texts if head_field(text))
    if known_heads * 2 < len(texts) or not _gives_tasks(texts):
        return None
    return FlatHeads(run[0][0], run[-1][0] + 1, tuple(texts), tuple(head_fields(texts)))


def _region_end(lines: Sequence[Paragraph], heads: FlatHeads) -> int:
    """Where the table must end: before the next attachment or before other heads."""
    end = heads.end
    while end < len(lines):
        text = join_lines(lines[end].text)
        if ANNEX.fullmatch(text) or is_furniture(text):
            break
        if not heads.in_line and head_field(text) and text not in heads.texts:
            other = _heads_on_lines(lines, end)
            if other is not None and other.start == end:
                break
        end += 1
    return end


def _decode(lines: Sequence[Paragraph], heads: FlatHeads, end: int) -> tuple[Table, int]:
    """The table under ``heads`` and the line after it."""
    pieces: list[Piece] = []
    at_line: list[int] = []
    gap: Gap = "line"
    spaced = _parts_cells_by_blanks(lines[heads.end : end], heads)
    for at, line in enumerate(with_counted_numbers(lines[heads.end : end]), start=heads.end):
        text = line.text.strip()
        if not text:
            gap = "empty" if pieces else "line"
            continue
        if text in heads.texts and _is_repeated_head(lines, at, heads):
            continue
        if heads.in_line and tuple(_WORD.findall(text)) == heads.texts:
            continue
        for word, before in _words(text, spaced):
            pieces.append(Piece(word, line.place, before or gap))
            at_line.append(at)
            gap = "line"
    if _every_line_apart(pieces):
        pieces = [Piece(p.text, p.place, "line" if p.gap == "empty" else p.gap) for p in pieces]
    rows, used = Decoder(pieces, heads.fields).rows()
    head_row = tuple(Cell(text, place=lines[heads.start].place) for text in heads.texts)
    table = Table(
        (head_row, *(_row(row, heads) for row in rows)),
        exact=False,
        place=lines[heads.start].place,
        decoded=True,
    )
    return table, at_line[used] if used < len(pieces) else end


def _every_line_apart(pieces: Sequence[Piece]) -> bool:
    """Whether blank lines stand between nearly all lines: then they part nothing."""
    return sum(p.gap == "empty" for p in pieces) * 2 > len(pieces)


def _is_repeated_head(lines: Sequence[Paragraph], at: int, heads: FlatHeads) -> bool:
    """Whether a line that says a head is one of several heads in a row, as at a page top."""
    near = [join_lines(line.text) for line in lines[max(0, at - 4) : at + 5] if line.text.strip()]
    return sum(text in heads.texts for text in near) > 2


def _parts_cells_by_blanks(lines: Sequence[Paragraph], heads: FlatHeads) -> bool:
    """Whether blanks part cells: the heads stand on one line, so the cells may as well."""
    return heads.in_line and any(" " in line.text.strip() for line in lines)


def _words(text: str, spaced: bool) -> list[tuple[str, Gap | None]]:
    """The pieces of a line with the gap before each; None for the first.

    A blank between a figure and a Chinese character (对 23 座) may be typesetting.
    """
    if not spaced:
        return [(text, None)]
    found: list[tuple[str, Gap | None]] = []
    gap: Gap = "blank"
    at = 0
    for blank in _BETWEEN.finditer(text):
        left, right = text[at : blank.start()], text[blank.end() :]
        wide = len(blank[0]) > 1
        first = not found and at == 0
        typeset = not wide and (left[-1:].isdigit() or right[:1].isdigit())
        if typeset and (right[:1] in "年月日" or left[-1:] in "年月"):
            continue
        found.append((left, None if first else gap))
        gap = "wide" if wide else "tight" if typeset else "blank"
        at = blank.end()
    found.append((text[at:], gap if found else None))
    return found


def _row(row: Sequence[Cut], heads: FlatHeads) -> tuple[Cell, ...]:
    if row[0].column < 0:
        return (Cell(join_lines(row[0].text), place=row[0].place),)
    place = row[0].place
    cells = [Cell("", place=place) for _ in heads.texts]
    for cut in row:
        cells[cut.column] = Cell(cut.text, place=cut.place)
    return tuple(cells)
