"""Tables whose rows are lines and whose cells TABs part (PDF tables, cells copied from Excel)."""

from __future__ import annotations

import csv
from collections.abc import Sequence

from toolkit.notice.columns import is_head_row
from toolkit.notice.document import Cell, Paragraph, Table
from toolkit.notice.numbering import FIRST, SECOND, is_bare_number, split_number
from toolkit.notice.regions import goes_on, regions


def _is_tab_row(text: str) -> bool:
    body = text.rstrip("\r\n")
    return (
        "\t" in body.strip(" \u3000")
        and bool(body.strip())
        and bool(body.strip().count("\t") or body.count("\t") > 1)
    )


def tab_tables(lines: Sequence[Paragraph]) -> list[tuple[int, int, Table]]:
    """(first line, end, table) of every table whose rows TABs part."""
    found: list[tuple[int, int, Table]] = []
    for first, end in regions(lines, _is_tab_row):
        quoted = _quoted_rows(lines[first:end])
        raw = quoted or [
            ([c.strip() for c in line.text.rstrip("\r\n").split("\t")], line)
            for line in lines[first:end]
            if line.text.strip()
        ]
        rows = [
            tuple(Cell(c, place=line.place) for c in cells) for cells, line in _mend_broken(raw)
        ]
        found.append((first, end, Table(tuple(rows), exact=False, place=lines[first].place)))
    return found


def _quoted_rows(lines: Sequence[Paragraph]) -> list[tuple[list[str], Paragraph]]:
    """Rows as Excel copies them: a cell with line breaks stands in quotes; [] where none does."""
    if not any('\t"' in line.text and line.text.count('"') % 2 for line in lines):
        return []
    reader = csv.reader((line.text + "\n" for line in lines), delimiter="\t")
    rows: list[tuple[list[str], Paragraph]] = []
    at = 0
    for cells in reader:
        if any(cell.strip() for cell in cells):
            rows.append(([cell.strip() for cell in cells], lines[min(at, len(lines) - 1)]))
        at = reader.line_num
    widths = [len(cells) for cells, _ in rows]
    even = widths and widths.count(max(set(widths), key=widths.count)) >= 0.8 * len(widths)
    return rows if even else []


def _mend_broken(raw: list[tuple[list[str], Paragraph]]) -> list[tuple[list[str], Paragraph]]:
    """Join rows that line breaks inside cells have cut in pieces.

    The heads tell how many cells a row has, else the width most often seen; a row that falls
    short of it goes on in the next line.
    """
    widths = [len(cells) for cells, _ in raw if len(cells) > 1]
    usual = max(set(widths), key=widths.count, default=0)
    rows: list[tuple[list[str], Paragraph]] = []
    for cells, line in raw:
        if is_head_row(cells):
            usual = len(cells)
        elif rows and not is_head_row(rows[-1][0]) and _joins(rows[-1][0], cells, usual):
            before = rows[-1][0]
            before[-1] += cells[0]
            before.extend(cells[1:])
            continue
        rows.append((list(cells), line))
    return rows


def _joins(before: list[str], cells: list[str], usual: int) -> bool:
    """Whether a line goes on with the row before it."""
    if not cells[0] or split_number(cells[0]).rank in (0, FIRST, SECOND):
        return False
    begun = len(before) == 1 and (
        is_bare_number(before[0]) or split_number(before[0]).rank > SECOND
    )
    if begun or 1 < len(before) < usual:
        starts_row = is_bare_number(cells[0]) and len(cells) > 1
        return not starts_row and len(before) + len(cells) - 1 <= usual
    return len(before) == usual and len(cells) == 1 and goes_on(before[-1], cells[0])
