"""Plain text that holds a table: find it and give it back as a :class:`Table`.

Four forms occur.  *Cell lines*: every cell is a line that begins with a TAB, rows are parted by
a blank line (what Word documents become in many extraction tools).  *Tab rows*: a row is a line,
its cells parted by TABs (PDF tables).  *Pipe rows*: a row is a line, its cells parted by ``|``,
with or without ruler lines.  *Spaced rows*: cells stand under their heads, set apart by blanks.
In none of them does the text say which cells were merged, so the tables are marked inexact.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from toolkit.model import LeftOut
from toolkit.notice.cell_lines import cell_line_tables, mend_heads
from toolkit.notice.document import Block, Document, Paragraph, Table
from toolkit.notice.flat import flat_tables
from toolkit.notice.frames import without_frames
from toolkit.notice.page_columns import page_tables
from toolkit.notice.pipe_rows import (
    ends_cells,
    is_pipe,
    pipe_tables,
    without_bars,
    without_end_bars,
)
from toolkit.notice.tab_rows import tab_tables
from toolkit.notice.wrapped import unwrap

_PAGE_NUMBER = re.compile(
    r"[\s　]*(?:[-—–－]+\s*\d{1,4}\s*[-—–－]+|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?)[\s　]*"
)

_LABEL = re.compile(r"[\u4e00-\u9fff（）()、]{2,12}[：:]\s*\S")
_MARK = re.compile(r"[（(]?[\d一二三四五六七八九十]{1,3}(?:[.．、]|[)）]、?)")

Finder = Callable[[Sequence[Paragraph]], list[tuple[int, int, Table]]]


def lay_out(document: Document) -> Document:
    """The document with the tables that its paragraphs hold as text made into tables."""
    blocks: list[Block] = []
    left: list[LeftOut] = list(document.left_out)
    run: list[Paragraph] = []
    parts = [
        part
        for block in document.blocks
        for part in (without_frames(block) if isinstance(block, Table) and block.rows else [block])
    ]
    for block in parts:
        if isinstance(block, Paragraph):
            run.append(block)
            continue
        blocks.extend(_lay_out_run(run, left))
        run = []
        blocks.append(block)
    blocks.extend(_lay_out_run(run, left))
    return Document(tuple(blocks), document.file, tuple(left))


def _lay_out_run(run: Sequence[Paragraph], left: list[LeftOut]) -> list[Block]:
    lines: list[Paragraph] = []
    for line in run:
        if _PAGE_NUMBER.fullmatch(line.text.strip("\f")):
            left.append(LeftOut(line.text.strip(), "页码", line.place))
        else:
            lines.append(line)
    lines = _labels_apart(lines)
    if ends_cells(lines):
        lines = without_end_bars(lines)
    barred = any(is_pipe(line.text) or line.text.strip() in ("|", "｜") for line in lines)
    if not barred and not any("\t" in line.text for line in lines):
        blocks = _split_off(lines, page_tables)
        if len(blocks) == len(lines):
            blocks = _split_off(lines, flat_tables)
        return _unwrapped(blocks, left)
    bars = sum(1 for line in lines if line.text.strip() in ("|", "｜"))
    if bars > 5:
        lines = without_bars(lines)
    tabbed = [line.text for line in lines if "\t" in line.text.rstrip("\r\n")]
    cell_lines = sum(1 for text in tabbed if text.startswith("\t") and text.count("\t") == 1)
    if tabbed and cell_lines * 2 > len(tabbed):
        return _split_off(mend_heads(lines), cell_line_tables)
    blocks = _split_off(lines, pipe_tables) if any(is_pipe(x.text) for x in lines) else list(lines)
    if any(text.strip().count("\t") or text.count("\t") > 1 for text in tabbed):
        again: list[Block] = []
        pending: list[Paragraph] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                pending.append(block)
                continue
            again.extend(_split_off(pending, tab_tables))
            again.append(block)
            pending = []
        again.extend(_split_off(pending, tab_tables))
        blocks = again
    return _flat_between(blocks)


def _flat_between(blocks: Sequence[Block]) -> list[Block]:
    """The blocks with flattened tables found among the paragraphs that are left."""
    return _between(blocks, lambda run: _split_off(run, flat_tables))


def _labels_apart(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """Lines whose TABs part labels (牵头单位：…, 完成时间：…), not cells, as one paragraph a label.

    A number that only a TAB sets off from its text is put before it again.
    """
    apart: list[Paragraph] = []
    for line in lines:
        parts = [part.strip() for part in line.text.split("\t") if part.strip()]
        labelled = [part for part in parts if _LABEL.match(part)]
        if len(parts) == 2 and _MARK.fullmatch(parts[0]):
            apart.append(Paragraph(parts[0] + parts[1], line.place))
        elif "\t" in line.text and len(parts) > 1 and len(labelled) * 2 >= len(parts):
            apart.extend(Paragraph(part, line.place) for part in parts)
        else:
            apart.append(line)
    return apart


def _unwrapped(blocks: Sequence[Block], left: list[LeftOut]) -> list[Block]:
    """The blocks with the running text between tables put together where its lines were cut."""
    return _between(blocks, lambda run: unwrap(run, left))


def _between(
    blocks: Sequence[Block], mend: Callable[[Sequence[Paragraph]], Iterable[Block]]
) -> list[Block]:
    """The blocks with each run of paragraphs between tables replaced by what is made of it."""
    done: list[Block] = []
    run: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            run.append(block)
            continue
        done.extend(mend(run))
        run = []
        done.append(block)
    done.extend(mend(run))
    return done


def _split_off(lines: Sequence[Paragraph], find: Finder) -> list[Block]:
    """Run one finder; it yields (first, last + 1, table) and the rest stays paragraphs."""
    blocks: list[Block] = []
    done = 0
    for first, end, table in find(lines):
        blocks.extend(lines[done:first])
        blocks.append(table)
        done = end
    blocks.extend(lines[done:])
    return blocks
