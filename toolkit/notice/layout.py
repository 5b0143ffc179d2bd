"""Plain text that holds a table: find it and give it back as a :class:`Table`.

Three forms occur.  *Cell lines*: every cell is a line that begins with a TAB, rows are parted by
a blank line (what Word documents become in many extraction tools).  *Tab rows*: a row is a line,
its cells parted by TABs (PDF tables).  *Pipe rows*: a row is a line, its cells parted by ``|``,
with or without ruler lines.  In none of them does the text say which cells were merged, so the
tables are marked inexact.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Sequence

from toolkit.model import LeftOut
from toolkit.notice.document import Block, Cell, Document, Paragraph, Table

_PIPE = re.compile(r"[|｜│┃]")
_RULER = re.compile(r"[\s　|｜│┃:：+\-—–─━═=┌┐└┘├┤┬┴┼╋┏┓┗┛┣┫┳┻]+")
_PAGE_NUMBER = re.compile(
    r"[\s　]*(?:[-—–－]+\s*\d{1,4}\s*[-—–－]+|第\s*\d+\s*页(?:\s*共\s*\d+\s*页)?)[\s　]*"
)

Finder = Callable[[Sequence[Paragraph]], list[tuple[int, int, Table]]]


def lay_out(document: Document) -> Document:
    """The document with the tables that its paragraphs hold as text made into tables."""
    blocks: list[Block] = []
    left: list[LeftOut] = list(document.left_out)
    run: list[Paragraph] = []
    for block in document.blocks:
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
    bars = sum(1 for line in lines if line.text.strip() in ("|", "｜"))
    if bars > 5:
        lines = _without_bars(lines)
    tabbed = [line.text for line in lines if "\t" in line.text.rstrip("\r\n")]
    cell_lines = sum(1 for text in tabbed if text.startswith("\t") and text.count("\t") == 1)
    if tabbed and cell_lines * 2 > len(tabbed):
        return _split_off(_mend_heads(lines), _cell_line_tables)
    blocks = (
        _split_off(lines, _pipe_tables) if any(_is_pipe(x.text) for x in lines) else list(lines)
    )
    if any(text.strip().count("\t") or text.count("\t") > 1 for text in tabbed):
        again: list[Block] = []
        pending: list[Paragraph] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                pending.append(block)
                continue
            again.extend(_split_off(pending, _tab_tables))
            again.append(block)
            pending = []
        again.extend(_split_off(pending, _tab_tables))
        return again
    return list(blocks)


def _without_bars(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """Cells that bars on lines of their own part, one paragraph a cell."""
    bars = [i for i, line in enumerate(lines) if line.text.strip() in ("|", "｜")]
    cells = list(lines[: bars[0]])
    for bar, after in zip(bars, [*bars[1:], len(lines)], strict=False):
        group = [line for line in lines[bar + 1 : after] if line.text.strip()]
        if after < len(lines) and group:
            text = "\n".join(line.text for line in group)
            cells.append(Paragraph(text, group[0].place))
        else:
            cells.extend(group)
    return cells


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


# --- cell lines --------------------------------------------------------------------------------


def _cell_line_tables(lines: Sequence[Paragraph]) -> list[tuple[int, int, Table]]:
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


def _mend_heads(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The lines with heads put together that a blank line has broken: 完成 + 时限."""
    from toolkit.notice.columns import head_field

    mended: list[Paragraph] = []
    for at, line in enumerate(lines):
        text = line.text.strip()
        before = next((k for k in range(len(mended) - 1, -1, -1) if mended[k].text.strip()), -1)
        broken = before >= 0 and before < len(mended) - 1 and mended[before].text.startswith("\t")
        if broken and 0 < len(text) <= 6 and not line.text.startswith("\t"):
            whole = mended[before].text.strip() + text
            if len(whole) <= 8 and head_field(whole) and at:
                mended[before:] = [Paragraph("\t" + whole, mended[before].place)]
                continue
        mended.append(line)
    return mended


def _end_of_cell_lines(lines: Sequence[Paragraph], start: int) -> int:
    """A table goes on over blank lines; it ends where running text stands that no cell follows."""
    end = at = start
    while at < len(lines):
        text = lines[at].text
        if text.startswith("\t"):
            end = at + 1
        elif text.strip() and not _continues_cell(lines, at):
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
    for at, line in enumerate(lines):
        if line.text.startswith("\t"):
            row.append(Cell(line.text[1:].strip("\r\n"), place=line.place))
        elif line.text.strip():
            if row:
                last = row[-1]
                row[-1] = Cell(last.text + "\n" + line.text, place=last.place)
        elif row and not _blank_inside_cell(lines, at):
            rows.append(tuple(row))
            row = []
    if row:
        rows.append(tuple(row))
    return rows


def _blank_inside_cell(lines: Sequence[Paragraph], at: int) -> bool:
    while at < len(lines) and not lines[at].text.strip(" \u3000\r\n"):
        at += 1
    return at < len(lines) and not lines[at].text.startswith("\t")


# --- tab rows ----------------------------------------------------------------------------------


def _is_tab_row(text: str) -> bool:
    body = text.rstrip("\r\n")
    return (
        "\t" in body.strip(" \u3000")
        and bool(body.strip())
        and bool(body.strip().count("\t") or body.count("\t") > 1)
    )


def _tab_tables(lines: Sequence[Paragraph]) -> list[tuple[int, int, Table]]:
    found: list[tuple[int, int, Table]] = []
    for first, end in _regions(lines, _is_tab_row):
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


def _regions(lines: Sequence[Paragraph], is_row: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Runs of row lines; a few short lines between two rows belong to the table."""
    regions: list[tuple[int, int]] = []
    start = end = -1
    gap = gap_chars = 0
    for at, line in enumerate(lines):
        if is_row(line.text):
            if start < 0:
                start = at
            end = at + 1
            gap = gap_chars = 0
        elif start >= 0 and line.text.strip():
            gap += 1
            gap_chars += len(line.text.strip())
            if gap > 6 or gap_chars > 400:
                regions.append((start, end))
                start = -1
    if start >= 0:
        regions.append((start, end))
    regions = [(first, _with_rest(lines, last)) for first, last in regions]
    # A single line with a TAB in it is not yet a table.
    return [r for r in regions if sum(is_row(x.text) for x in lines[r[0] : r[1]]) > 1]


def _with_rest(lines: Sequence[Paragraph], end: int) -> int:
    """The end of a region with the short lines right after it that end its last cell."""
    rest = end
    while rest < min(end + 3, len(lines)) and 0 < len(lines[rest].text.strip()) <= 12:
        last = "".join(line.text for line in lines[end - 1 : rest]).rsplit("\t", 1)[-1].strip()
        if not _goes_on(last, lines[rest].text.strip()):
            break
        rest += 1
    return rest


def _mend_broken(raw: list[tuple[list[str], Paragraph]]) -> list[tuple[list[str], Paragraph]]:
    """Join rows that line breaks inside cells have cut in pieces.

    The heads tell how many cells a row has, else the width most often seen; a row that falls
    short of it goes on in the next line.
    """
    from toolkit.notice.columns import is_head_row

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
    from toolkit.notice.numbering import FIRST, SECOND, is_bare_number, split_number

    if not cells[0] or split_number(cells[0]).rank in (0, FIRST, SECOND):
        return False
    begun = len(before) == 1 and (
        is_bare_number(before[0]) or split_number(before[0]).rank > SECOND
    )
    if begun or 1 < len(before) < usual:
        starts_row = is_bare_number(cells[0]) and len(cells) > 1
        return not starts_row and len(before) + len(cells) - 1 <= usual
    return len(before) == usual and len(cells) == 1 and _goes_on(before[-1], cells[0])


def _goes_on(last: str, piece: str) -> bool:
    """Whether a line without a TAB after a complete row is the rest of its last cell."""
    from toolkit.notice.columns import deadline_score, unit_score

    if not last:
        return False
    if _is_open(last) or piece[0] in "底前末日月年旬、，。；）)" or len(piece) == 1:
        return True
    if re.match(r"\d{1,2}\s*[月日]", piece) and last[-1] in "年月、，":
        return True
    if deadline_score(piece) and deadline_score(last + piece):
        return True
    better = deadline_score(last + piece) > deadline_score(last)
    return better or (unit_score(last) < 0.5 < unit_score(last + piece))


def _is_open(text: str) -> bool:
    """Whether a cell visibly stops in the middle: an open bracket or a separator at its end."""
    return text.endswith(("、", "，", ",", "；", ";")) or (
        text.count("（") + text.count("(") > text.count("）") + text.count(")")
    )


# --- pipe rows ---------------------------------------------------------------------------------


def _is_pipe(text: str) -> bool:
    return len(_PIPE.findall(text)) >= 2 or (len(_PIPE.findall(text)) == 1 and len(text) > 2)


def _is_pipe_or_ruler(text: str) -> bool:
    stripped = text.strip()
    return _is_pipe(text) or (len(stripped) > 4 and bool(_RULER.fullmatch(stripped)))


def _pipe_tables(lines: Sequence[Paragraph]) -> list[tuple[int, int, Table]]:
    found: list[tuple[int, int, Table]] = []
    for first, end in _regions(lines, _is_pipe_or_ruler):
        rows = _pipe_rows(lines[first:end])
        if len(rows) > 1:
            found.append((first, end, Table(tuple(rows), exact=False, place=lines[first].place)))
    return found


def _pipe_rows(lines: Sequence[Paragraph]) -> list[tuple[Cell, ...]]:
    """Rows of a pipe table; where ruler lines part the rows, the lines between two are one row."""
    rulers = sum(1 for x in lines if x.text.strip() and _RULER.fullmatch(x.text.strip()))
    boxed = rulers > 2
    first = next(
        (x.text.strip() for x in lines if _PIPE.search(x.text) and not _is_ruler(x.text)), ""
    )
    outer = (bool(_PIPE.match(first)), bool(_PIPE.match(first[-1:])))
    rows: list[tuple[Cell, ...]] = []
    box: list[tuple[Cell, ...]] = []
    for line in lines:
        text = line.text.strip()
        if not text:
            continue
        if _is_ruler(text):
            rows.extend(_close_box(box, boxed))
            box = []
        elif _PIPE.search(text):
            box.append(_pipe_cells(line, outer))
        elif box:
            cells = list(box[-1])
            cells[-1] = Cell(cells[-1].text + text, place=cells[-1].place)
            box[-1] = tuple(cells)
        else:
            box.append((Cell(text, place=line.place),))
    rows.extend(_close_box(box, boxed))
    return rows


def _is_ruler(text: str) -> bool:
    stripped = text.strip()
    return bool(_RULER.fullmatch(stripped)) and not re.search(r"[|｜│┃][\s　]*[|｜│┃]", stripped)


def _pipe_cells(line: Paragraph, outer: tuple[bool, bool]) -> tuple[Cell, ...]:
    """The cells of a line; ``outer`` tells whether bars stand before the first and after the last.

    A row whose first cell is empty begins with a bar as well, so the first row decides.
    """
    text = line.text.strip()
    cells = _PIPE.split(text)
    if outer[0] and _PIPE.match(text):
        cells = cells[1:]
    if outer[1] and _PIPE.match(text[-1]):
        cells = cells[:-1]
    return tuple(Cell(re.sub(r"<br\s*/?>", "\n", c).strip(), place=line.place) for c in cells)


def _close_box(box: list[tuple[Cell, ...]], boxed: bool) -> list[tuple[Cell, ...]]:
    if not boxed or len(box) < 2 or len({len(row) for row in box}) != 1:
        return box
    return [
        tuple(
            Cell("".join(row[c].text for row in box), place=box[0][c].place)
            for c in range(len(box[0]))
        )
    ]
