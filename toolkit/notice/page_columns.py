"""A table kept as a page shows it: columns by x position, rows over several lines (pdftotext).

Three things are found one after the other: the column of every word (nearest by place and by what
it looks like, in order), the lines that carry a row's number, and between two such lines the best
place for the row's end: where lines are blank, where no cell is cut in two, and where the number
stands as far from its row's top as from its bottom, as pages print merged rows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from toolkit.notice.columns import fit, head_fields, is_head_row
from toolkit.notice.decode import misfit, section_score
from toolkit.notice.document import Cell, Paragraph, Table
from toolkit.notice.furniture import is_furniture
from toolkit.notice.numbering import ANNEX, is_bare_number, join_lines, number_value
from toolkit.notice.regions import is_open, is_rest
from toolkit.text import width

_APART = re.compile(r"\S+(?: \S+)*")
_HEAD_WORD = re.compile(r"\S+")
_NUMBERED = re.compile(r"(\d{1,3})\s(?=\S)")
_MOST_BLANK = 5
_LONGEST_LINE = 46
_CUT_CELL = 1.0
_UNEVEN = 0.3
_BLANK_LINE = 0.5


Interval = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a line with the display columns it covers."""

    start: int
    end: int
    text: str


@dataclass(slots=True)
class Line:
    """A line of the table with its words by column; ``blank`` lines stand before it."""

    paragraph: Paragraph
    cells: dict[int, str]
    blank: int = 0

    def number(self, column: int) -> int:
        """The number in the number column; 0 without one."""
        text = self.cells.get(column, "")
        return number_value(text.strip()) if is_bare_number(text) else 0


def page_tables(lines: Sequence[Paragraph]) -> list[tuple[int, int, Table]]:
    """(first line, end, table) of every table whose cells stand under its heads."""
    found: list[tuple[int, int, Table]] = []
    at = 0
    while at < len(lines):
        heads = _head_words(lines[at].text)
        if not heads:
            at += 1
            continue
        end = _region_end(lines, at + 1)
        table = _table(lines, at, end, heads)
        if len(table.rows) > 1:
            found.append((at, end, table))
        at = max(end, at + 1)
    return found


def _words(
    text: str, pattern: re.Pattern[str] = _APART, measure: Callable[[str], int] = width
) -> list[Word]:
    text = text.replace("\t", "    ").rstrip()
    found = pattern.finditer(text)
    return [Word(measure(text[: m.start()]), measure(text[: m.end()]), m[0]) for m in found]


def _head_words(text: str) -> list[Word]:
    if "  " not in text.strip():
        return []
    words = _words(text, _HEAD_WORD)
    return words if len(words) > 2 and is_head_row([w.text for w in words]) else []


def _region_end(lines: Sequence[Paragraph], start: int) -> int:
    """Where the table ends: at many blank lines, at running text, at what the page prints."""
    end = at = start
    blank = 0
    while at < len(lines) and blank < _MOST_BLANK:
        text = lines[at].text.strip()
        if not text:
            blank += 1
        elif (
            ANNEX.fullmatch(text)
            or is_furniture(text)
            or (
                len(_words(lines[at].text)) == 1
                and width(text) > _LONGEST_LINE
                and not lines[at].text[:1].isspace()
            )
        ) or _is_running_text(lines[at].text):
            break
        else:
            blank, end = 0, at + 1
        at += 1
    return end


def _is_running_text(text: str) -> bool:
    """Whether a line is one long text from the page's edge on."""
    return len(_words(text)) == 1 and width(text) > _LONGEST_LINE and not text[:1].isspace()


def _table(lines: Sequence[Paragraph], at: int, end: int, heads: Sequence[Word]) -> Table:
    texts = [w.text for w in heads]
    fields = head_fields(texts)
    # Some tools count a Chinese character as two columns, some as one: the better fit tells.
    ways = [
        _placed(lines[at + 1 : end], _words(lines[at].text, _HEAD_WORD, m), fields, m)
        for m in (width, len)
    ]
    _, grid = max(ways, key=lambda way: way[0])
    head_row = tuple(Cell(text, place=lines[at].place) for text in texts)
    rows = _rows(grid, fields)
    return Table((head_row, *rows), exact=False, place=lines[at].place, decoded=True)


# --- columns --------------------------------------------------------------------------------


def _placed(
    lines: Sequence[Paragraph],
    heads: Sequence[Word],
    fields: Sequence[str],
    measure: Callable[[str], int],
) -> tuple[float, list[Line]]:
    """The lines with every word in a column, and how well that fits.

    Where the columns stand is learned in two rounds.
    """
    split: list[tuple[Paragraph, list[Word], int]] = []
    blank = 0
    for line in lines:
        if not line.text.strip():
            blank += 1
            continue
        if not _head_words(line.text):
            words = _with_numbers_apart(_words(line.text, _APART, measure), fields)
            split.append((line, words, blank))
        blank = 0
    places: list[Interval] = [(w.start, (w.start + w.end) / 2, w.end) for w in heads]
    placed: list[tuple[float, list[int]]] = []
    for _ in range(2):
        placed = [_columns(words, places, fields) for _, words, _ in split]
        for column in range(len(heads)):
            own = [
                w
                for (_, words, _), (_, columns) in zip(split, placed, strict=True)
                for w, c in zip(words, columns, strict=True)
                if c == column
            ]
            if len(own) > 1:
                places[column] = (
                    median(w.start for w in own),
                    median((w.start + w.end) / 2 for w in own),
                    median(w.end for w in own),
                )
    grid: list[Line] = []
    for (line, words, before), (_, columns) in zip(split, placed, strict=True):
        cells = {c: w.text for w, c in zip(words, columns, strict=True)}
        grid.append(Line(line, cells, before))
    return sum(score for score, _ in placed), grid


def _with_numbers_apart(words: Sequence[Word], fields: Sequence[str]) -> list[Word]:
    """Words with a row's number set apart that one blank parts from the next cell."""
    apart: list[Word] = []
    for word in words:
        match = _NUMBERED.match(word.text) if "no" in fields[:3] else None
        if match and len(apart) < 2 and not re.match(r"\d+\s*[年月日号]", word.text):
            at = word.start + len(match[1])
            apart.append(Word(word.start, at, match[1]))
            word = Word(word.start + len(match[0]), word.end, word.text[match.end() :])
        apart.append(word)
    return apart


def _columns(
    words: Sequence[Word], places: Sequence[Interval], fields: Sequence[str]
) -> tuple[float, list[int]]:
    """The columns of a line's words in order, by place and by what they look like; the score."""
    columns = len(places)
    if len(words) > columns:
        extra = [columns - 1] * (len(words) - columns + 1)
        return -5.0, [*range(columns - 1), *extra]
    lowest = float("-inf")
    best = [0.0] * (columns + 1)
    choice: list[list[bool]] = []
    for word in words:
        now, took = [lowest] * (columns + 1), [False] * (columns + 1)
        for column in range(1, columns + 1):
            here = best[column - 1] + _belongs(word, places[column - 1], fields[column - 1])
            now[column], took[column] = max((now[column - 1], False), (here, True))
        best = now
        choice.append(took)
    placed: list[int] = []
    column = columns
    for took in reversed(choice):
        while not took[column]:
            column -= 1
        column -= 1
        placed.append(column)
    return best[columns], placed[::-1]


def _belongs(word: Word, place: Interval, name: str) -> float:
    start, middle, end = place
    centre = (word.start + word.end) / 2
    away = min(abs(word.start - start), abs(centre - middle), abs(word.end - end))
    return fit(name, word.text) + misfit(name, word.text) - min(away / 4, 6.0)


# --- rows -----------------------------------------------------------------------------------


def _rows(grid: Sequence[Line], fields: Sequence[str]) -> list[tuple[Cell, ...]]:
    """The rows of the lines: one for each number, or for each line with a first cell."""
    number = fields.index("no") if "no" in fields else -1
    sorting = [c for c, f in enumerate(fields) if f in ("l1", "l2") and (number < 0 or c < number)]
    rows: list[tuple[Cell, ...]] = []
    part: list[Line] = []
    for line in grid:
        section = len(line.cells) == 1 and section_score(next(iter(line.cells.values()))) > 0
        if section:
            rows += _part_rows(part, fields, number, sorting)
            rows.append((Cell(next(iter(line.cells.values())), place=line.paragraph.place),))
            part = []
        else:
            part.append(line)
    return rows + _part_rows(part, fields, number, sorting)


def _part_rows(
    part: Sequence[Line], fields: Sequence[str], number: int, sorting: Sequence[int]
) -> list[tuple[Cell, ...]]:
    heads = [(at, line) for at, line in enumerate(part) if set(line.cells) <= set(sorting)]
    lines = [(at, line) for at, line in enumerate(part) if not set(line.cells) <= set(sorting)]
    anchors = [i for i, (_, line) in enumerate(lines) if number >= 0 and line.number(number)]
    if not anchors:
        # Without numbers a row shows where most of its columns have something at once.
        main = {c for c, f in enumerate(fields) if f in ("content", "lead", "others", "deadline")}
        full = 0.6 * len(main)
        anchors = [i for i, (_, line) in enumerate(lines) if len(main & set(line.cells)) > full]
    if not anchors:
        bounds = [*range(len(lines)), len(lines)]
    else:
        bounds = _bounds([line for _, line in lines], anchors, fields)
    rows: list[tuple[Cell, ...]] = []
    centres: list[float] = []
    for first, end in pairwise(bounds):
        own = lines[first:end]
        if own:
            rows.append(_joined([line for _, line in own], len(fields)))
            centres.append(sum(at for at, _ in own) / len(own))
    return _with_headings(rows, centres, heads, sorting)


def _bounds(lines: Sequence[Line], anchors: Sequence[int], fields: Sequence[str]) -> list[int]:
    """The first line of every row, and the end.

    Either a row begins with its number, or the number stands in the row's middle; that is so
    where lines stand above the first number, or where a number's own line lacks the content.
    Then the cuts are made that cost least together.
    """
    top = [*anchors, len(lines)]
    content = fields.index("content") if "content" in fields else -1
    centred = anchors[0] > 0 or any(content not in lines[at].cells for at in anchors)
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [0])}
    for at, anchor in enumerate(anchors):
        last = at + 1 == len(anchors)
        after = [len(lines)] if last else range(anchor + 1, anchors[at + 1] + 1)
        found: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, cuts) in best.items():
            for end in after:
                total = cost + _UNEVEN * abs((anchor - start) - (end - 1 - anchor))
                total += 0.0 if last else _cut_cost(lines, end)
                if end not in found or total < found[end][0]:
                    found[end] = (total, [*cuts, end])
        best = found
    cost, cuts = min(best.values())
    cost_at_top = sum(_cut_cost(lines, at) for at in top[1:-1])
    return cuts if centred or cost_at_top > cost + _CUT_CELL else top


def _cut_cost(lines: Sequence[Line], at: int) -> float:
    """What it costs to end a row before line ``at``."""
    below = lines[at]
    cost = -_BLANK_LINE * min(below.blank, 3)
    for column, text in below.cells.items():
        if is_open(lines[at - 1].cells.get(column, "")):
            cost += _CUT_CELL
        if is_rest(text):
            cost += _CUT_CELL
    return cost


def _joined(lines: Sequence[Line], columns: int) -> tuple[Cell, ...]:
    texts = [[line.cells[c] for line in lines if c in line.cells] for c in range(columns)]
    place = lines[0].paragraph.place
    return tuple(Cell("\n".join(parts), place=place) for parts in texts)


def _with_headings(
    rows: list[tuple[Cell, ...]],
    centres: Sequence[float],
    heads: Sequence[tuple[int, Line]],
    sorting: Sequence[int],
) -> list[tuple[Cell, ...]]:
    """The rows with the headings that stand on lines of their own beside a block of rows.

    A heading is printed in the middle of its block: each row takes the nearest one.
    """
    for column in sorting:
        places = [(float(at), line.cells[column]) for at, line in heads if column in line.cells]
        own = zip(centres, rows, strict=True)
        places += [(at, row[column].text) for at, row in own if row[column].text.strip()]
        if not places:
            continue
        before = ""
        for i, (centre, row) in enumerate(zip(centres, rows, strict=True)):
            if row[column].text.strip():
                before = row[column].text
                continue
            text = min(places, key=lambda p: abs(p[0] - centre))[1]
            if join_lines(text) != join_lines(before):
                cells = list(row)
                cells[column] = Cell(text, place=row[0].place)
                rows[i] = tuple(cells)
            before = text
    return rows
