"""Tables whose cells bars part: rows on lines, drawn boxes, and bars on lines of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.notice.document import Cell, Paragraph, Table
from toolkit.notice.numbering import SECOND, split_number
from toolkit.notice.regions import goes_on, regions

_PIPE = re.compile(r"[|｜│┃]")
_RULER = re.compile(r"[\s　|｜│┃:：+\-—–─━═=┌┐└┘├┤┬┴┼╋┏┓┗┛┣┫┳┻]+")


def is_pipe(text: str) -> bool:
    """Whether bars part the line into cells."""
    return len(_PIPE.findall(text)) >= 2 or (len(_PIPE.findall(text)) == 1 and len(text) > 2)


def _is_pipe_or_ruler(text: str) -> bool:
    stripped = text.strip()
    return is_pipe(text) or (len(stripped) > 4 and bool(_RULER.fullmatch(stripped)))


def pipe_tables(lines: Sequence[Paragraph]) -> list[tuple[int, int, Table]]:
    """(first line, end, table) of every table whose rows bars part."""
    found: list[tuple[int, int, Table]] = []
    for first, end in regions(lines, _is_pipe_or_ruler):
        rows = _pipe_rows(lines[first:end])
        if len(rows) > 1:
            found.append((first, end, Table(tuple(rows), exact=False, place=lines[first].place)))
    return found


def _pipe_rows(lines: Sequence[Paragraph]) -> list[tuple[Cell, ...]]:
    """Rows of a pipe table; where ruler lines part the rows, the lines between two are one row."""
    rulers = sum(1 for x in lines if x.text.strip() and _RULER.fullmatch(x.text.strip()))
    filled = [x.text for x in lines if x.text.strip()]
    # A drawn box begins with a ruler; a single one under the heads parts nothing.
    boxed = rulers > 2 and _is_ruler(filled[0])
    first = next(
        (x.text.strip() for x in lines if _PIPE.search(x.text) and not _is_ruler(x.text)), ""
    )
    outer = (bool(_PIPE.match(first)), bool(_PIPE.match(first[-1:])))
    rows: list[tuple[Cell, ...]] = []
    box: list[tuple[Cell, ...]] = []
    usual = 0
    for line in lines:
        text = line.text.strip()
        if not text:
            continue
        if _is_ruler(text):
            rows.extend(_close_box(box, boxed))
            box, usual = [], 0
        elif _PIPE.search(text):
            box.append(_pipe_cells(line, outer))
            usual = max(usual, len(box[-1]))
        elif box and _belongs(text, box[-1], usual):
            cells = list(box[-1])
            cells[-1] = Cell(cells[-1].text + text, place=cells[-1].place)
            box[-1] = tuple(cells)
        else:
            box.append((Cell(text, place=line.place),))
    rows.extend(_close_box(box, boxed))
    return rows


def _belongs(text: str, row: Sequence[Cell], usual: int) -> bool:
    """Whether a line without bars is the rest of the last cell and no row of its own."""
    if 0 <= split_number(text).rank <= SECOND:
        return False
    return len(row) < usual or goes_on(row[-1].text, text)


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


def ends_cells(lines: Sequence[Paragraph]) -> bool:
    """Whether every cell is a line with a bar after it, not a row with bars between its cells."""
    barred = [line.text.strip() for line in lines if _PIPE.search(line.text)]
    single = [t for t in barred if len(_PIPE.findall(t)) == 1 and _PIPE.match(t[-1])]
    return len(barred) > 5 and len(single) > 0.8 * len(barred)


def without_end_bars(lines: Sequence[Paragraph]) -> list[Paragraph]:
    """The cells of such lines, one paragraph a cell; a line without a bar goes on in the next."""
    cells: list[Paragraph] = []
    is_open = False
    tail = max(i for i, line in enumerate(lines) if _PIPE.search(line.text))
    head = min(i for i, line in enumerate(lines) if _PIPE.search(line.text))
    for at, line in enumerate(lines):
        text = line.text.strip()
        body = text.rstrip("|｜│┃").rstrip()
        if is_open and body and head <= at <= tail:
            cells[-1] = Paragraph(cells[-1].text + "\n" + body, cells[-1].place)
        elif body or not text:
            cells.append(Paragraph(body, line.place))
        is_open = bool(text) and text == body and head < at <= tail
    return cells


def without_bars(lines: Sequence[Paragraph]) -> list[Paragraph]:
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
