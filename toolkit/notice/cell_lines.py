"""Tables whose cells are lines that begin with a TAB, rows parted by blank lines (Word tables)."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.notice.columns import head_field
from toolkit.notice.document import Cell, Paragraph, Table
from toolkit.notice.numbering import ANNEX


def cell_line_tables(lines: Sequence[Paragraph]) -> list[tuple[int, int, Table]]:
    """(first line, end, table) of every table of cell lines."""
    found: list[tuple[int, int, Table]] = []
    at = 0
    while at < len(lines):
        if not lines[at].text.startswith("\t"):
            at += 1
            continue
        end = _end_of_cell_lines(lines, at)
        rows = _cell_line_rows(lines[at:end])
        found.append((at, end, Table(tuple(rows), exact=False, place=lines[at].place)))
        at = end
    return found


def mend_heads(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines with heads put together that a blank line has broken: 完成 + 时限."""
    mended: list[Paragraph] = []
    before = -1
    for at, line in enumerate(lines):
        text = line.text.strip()
        broken = before >= 0 and before < len(mended) - 1 and mended[before].text.startswith("\t")
        if broken and 0 < len(text) <= 6 and not line.text.startswith("\t"):
            whole = mended[before].text.strip() + text
            if len(whole) <= 8 and head_field(whole) and at:
                mended[before:] = [Paragraph("\t" + whole, mended[before].place)]
                continue
        mended.append(line)
        before = len(mended) - 1 if text else before
    return mended


def _end_of_cell_lines(lines: Sequence[Paragraph], start: int) -> int:
    """A table goes on over blank lines; it ends where running text stands that no cell follows."""
    end = at = start
    while at < len(lines):
        text = lines[at].text
        if text.startswith("\t"):
            end = at + 1
        elif ANNEX.fullmatch(text.strip()) or (text.strip() and not _continues_cell(lines, at)):
            break
        elif text.strip():
            end = at + 1
        at += 1
    return end


def _continues_cell(lines: Sequence[Paragraph], at: int) -> bool:
    """Whether a line without a TAB belongs to the cell before it.

    It does when it follows that cell directly, or when the next cell follows it directly: a row
    is always closed by a blank line, so text between two cells of a row is part of the first.
    """
    if at and lines[at - 1].text.strip(" \u3000\r\n"):
        return True
    after = at + 1
    while (
        after < len(lines) and lines[after].text.strip() and not lines[after].text.startswith("\t")
    ):
        after += 1
    return after < len(lines) and lines[after].text.startswith("\t")


def _cell_line_rows(lines: Sequence[Paragraph]) -> list[tuple[Cell, ...]]:
    rows: list[tuple[Cell, ...]] = []
    row: list[Cell] = []
    ends_row = _blanks_before_cells(lines)
    for at, line in enumerate(lines):
        if line.text.startswith("\t"):
            row.append(Cell(line.text[1:].strip("\r\n"), place=line.place))
        elif line.text.strip():
            if row:
                last = row[-1]
                row[-1] = Cell(last.text + "\n" + line.text, place=last.place)
        elif row and ends_row[at]:
            rows.append(tuple(row))
            row = []
    if row:
        rows.append(tuple(row))
    return rows


def _blanks_before_cells(lines: Sequence[Paragraph]) -> list[bool]:
    """For each line whether no text without a TAB follows once the blank lines are over."""
    ends_row = [True] * len(lines)
    text_follows = False
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].text.strip(" \u3000\r\n"):
            text_follows = not lines[at].text.startswith("\t")
        ends_row[at] = not text_follows
    return ends_row
