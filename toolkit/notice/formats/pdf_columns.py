"""Tables of PDF pages that no rules part into cells: columns by the gaps between them.

The heads stand in one row; between two of them a gutter runs down that no text crosses for as long
as the table lasts.  Rows begin at a rule, at a number in the first column, or where a column that
had ended begins again.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from toolkit.notice.formats.pdf_chars import Char
from toolkit.notice.formats.pdf_lines import Line, lines_of, paragraphs_of, room
from toolkit.notice.formats.pdf_tables import Part, RuledCell, continues

_GAP = 0.7
_GUTTER = 0.4
_FEWEST = 3
_MOST_WAITING = 3
_LONGEST_HEADING = 40
_LONGEST_HEAD = 12
_NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[）)．、.]?")
_NO_HEAD = re.compile(r"[：:。；]|^\d+$|\.{3}|…")


@dataclass(slots=True)
class _Row:
    """One printed line of the page as the pieces between its gaps."""

    pieces: list[Line]
    chars: list[int]

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @property
    def middle(self) -> float:
        return sum(piece.middle for piece in self.pieces) / len(self.pieces)


@dataclass(slots=True)
class _Zone:
    """Lines of the page that share their gutters; ``spanning`` are those that cross them all."""

    gutters: list[tuple[float, float]]
    rows: list[_Row] = field(default_factory=list)
    spanning: list[_Row] = field(default_factory=list)


def open_parts(
    chars: Sequence[Char],
    free: Sequence[int],
    number: int,
    rules: Sequence[float],
    before: Part | None,
    running: set[tuple[str, int]],
) -> tuple[list[Part], set[int]]:
    """The tables among the characters ``free``, and which of these stand in them.

    ``rules`` are the heights of horizontal rules; ``before`` is the open table at the end of the
    page before, whose columns this page may go on with.  ``running`` are the first and last lines
    of the pages before with their places: what stands there again is a running title.
    """
    rows = _rows(chars, free, number)
    apart = _apart(rows)
    rows = [row for row in rows if row not in apart or _place(row) not in running]
    running.update(map(_place, apart))
    parts: list[Part] = []
    used: set[int] = set()
    at = 0
    if before is not None and before.gutters and (zone := _going_on(rows, before)):
        heads = int(_is_head(zone.rows[0]))
        parts.append(_part(zone, number, rules, before, heads, before.centred))
        at = len(zone.rows)
        used.update(i for row in zone.rows for i in row.chars)
    while at < len(rows):
        zone = _zone(rows, at) if _is_head(rows[at]) else None
        if zone is None or not _is_table(zone):
            at += 1
            continue
        goes_on = before if not parts and at <= _MOST_WAITING else None
        if goes_on is not None and len(goes_on.edges()) != len(zone.gutters) + 2:
            goes_on = None
        centred = goes_on.centred if goes_on else _is_centred(zone, _edges(zone, None))
        parts.append(_part(zone, number, rules, goes_on, 1, centred))
        used.update(i for row in zone.rows for i in row.chars)
        at += len(zone.rows)
    return parts, used


def _apart(rows: Sequence[_Row]) -> list[_Row]:
    """The first and the last line of a page if they stand alone, away from the text."""
    found = []
    for row, beside in ((rows[:1], rows[1:2]), (rows[-1:], rows[-2:-1])):
        if row and beside and len(row[0].pieces) == 1:
            piece = row[0].pieces[0]
            if abs(beside[0].middle - piece.middle) > 2.2 * piece.size:
                found.append(row[0])
    return found


def _place(row: _Row) -> tuple[str, int]:
    return re.sub(r"\d+", "0", row.pieces[0].text), round(row.top / 3)


def with_rows(
    part: Part, chars: Sequence[Char], rules: Sequence[float], before: Part | None
) -> Part:
    """A ruled table as it is; one that only has lines between its columns with its rows parted.

    Such a table looks like one tall row whose first cell holds all the numbers.  ``before`` is the
    table of the page before, if it was of this sort too.
    """
    edges = part.edges()
    if part.height > 2 or len(edges) <= _FEWEST or any(c.rows > 1 for c in part.cells):
        return part
    x0, top, x1, bottom = part.box
    inside = [
        i
        for i, c in enumerate(chars)
        if x0 <= (c["x0"] + c["x1"]) / 2 <= x1 and top <= (c["top"] + c["bottom"]) / 2 <= bottom
    ]
    zone = _Zone([(x, x) for x in edges[1:-1]], _rows(chars, inside, part.page, edges[1:-1]))
    numbers = [row.pieces[0].text for row in zone.rows if _has_number(row, edges)]
    goes_on = before is not None and bool(before.gutters) and continues(before, part)
    if len(numbers) < (1 if goes_on else 2) or not _in_order(numbers):
        return part
    heads = int(not _has_number(zone.rows[0], edges) and _is_head(zone.rows[0]))
    centred = before.centred if before and goes_on else heads > 0 and _is_centred(zone, edges)
    starts = row_starts(zone.rows, edges, rules, heads, centred, goes_on)
    made = _part_in(zone, edges, part.page, starts)
    made.centred, made.box = centred, part.box
    made.gutters = [_around(x, zone.rows) for x in edges[1:-1]]
    return made


def _around(x: float, rows: Sequence[_Row]) -> tuple[float, float]:
    """The gap without text on both sides of a rule."""
    pieces = [piece for row in rows for piece in row.pieces]
    left = max((p.x1 for p in pieces if p.x1 <= x + 1), default=x)
    return left, min((p.x0 for p in pieces if p.x0 >= x - 1), default=x)


def _rows(
    chars: Sequence[Char], free: Sequence[int], number: int, walls: Sequence[float] = ()
) -> list[_Row]:
    """The printed lines, cut at wide gaps and at ``walls``."""
    found: list[list[int]] = []
    for i in sorted(free, key=lambda i: (chars[i]["top"] + chars[i]["bottom"]) / 2):
        char = chars[i]
        if not char["text"].strip():
            continue
        last = chars[found[-1][-1]] if found else None
        middle = (char["top"] + char["bottom"]) / 2
        near = last and abs((last["top"] + last["bottom"]) / 2 - middle) < 0.4 * char["size"]
        if near:
            found[-1].append(i)
        else:
            found.append([i])
    rows = []
    for members in found:
        members.sort(key=lambda i: chars[i]["x0"])
        pieces: list[list[int]] = []
        for i in members:
            last = chars[pieces[-1][-1]] if pieces else None
            near = last and chars[i]["x0"] - last["x1"] <= _GAP * chars[i]["size"]
            if last and near and not any(last["x0"] < x < chars[i]["x1"] for x in walls):
                pieces[-1].append(i)
            else:
                pieces.append([i])
        lines = [line for p in pieces for line in lines_of((chars[i] for i in p), number)]
        rows.append(_Row(lines, members))
    return rows


def _is_head(row: _Row) -> bool:
    texts = ["".join(piece.text.split()) for piece in row.pieces]
    if len(texts) < _FEWEST or len(set(texts)) < len(texts):
        return False
    return all(1 < len(t) <= _LONGEST_HEAD and not _NO_HEAD.search(t) for t in texts)


def _zone(rows: Sequence[_Row], at: int) -> _Zone | None:
    """The lines from the heads at ``at`` down to the first that crosses a gutter."""
    head = rows[at].pieces
    gutters = [(a.x1, b.x0) for a, b in itertools.pairwise(head)]
    return _filled(_Zone(gutters, [rows[at]]), rows[at + 1 :])


def _filled(zone: _Zone, rows: Iterable[_Row]) -> _Zone:
    waiting: list[_Row] = []
    for row in rows:
        gutters = _narrowed(zone.gutters, row)
        lone = len(row.pieces) == 1
        if gutters is not None and (not lone or _is_inner(row, zone)):
            zone.rows += [*waiting, row]
            waiting = []
            zone.gutters = gutters
        elif lone and len(waiting) < _MOST_WAITING and len(row.pieces[0].text) <= _LONGEST_HEADING:
            waiting.append(row)  # a heading or a first column, if the table goes on below it
        else:
            break
    wide = zone.gutters[0][0] + 1
    zone.spanning = [
        row
        for row in zone.rows
        if len(row.pieces) == 1 and row.pieces[0].x0 < wide < row.pieces[0].x1
    ]
    return zone


def _is_inner(row: _Row, zone: _Zone) -> bool:
    """Whether a lone piece of text stands in a column other than the first."""
    return row.pieces[0].x0 > zone.gutters[0][0]


def _narrowed(
    gutters: Sequence[tuple[float, float]], row: _Row
) -> list[tuple[float, float]] | None:
    """The gutters that a line leaves open, None if it closes one."""
    left: list[tuple[float, float]] = []
    size = row.pieces[0].size
    for start, end in gutters:
        spaces = [(start, end)]
        for piece in row.pieces:
            spaces = [
                part
                for a, b in spaces
                for part in ((a, min(b, piece.x0)), (max(a, piece.x1), b))
                if part[1] > part[0]
            ]
        widest = max(spaces, key=lambda space: space[1] - space[0], default=(0.0, 0.0))
        if widest[1] - widest[0] < _GUTTER * size:
            return None
        left.append(widest)
    return left


def _is_table(zone: _Zone) -> bool:
    body = zone.rows[1:]
    several = sum(1 for row in body if len(row.pieces) > 1)
    return several >= 2 and 8 * several >= len(body)


def _going_on(rows: Sequence[_Row], before: Part) -> _Zone | None:
    """The lines at the top of the page that keep to the columns of ``before``."""
    zone = _filled(_Zone(list(before.gutters)), rows)
    several = any(len(row.pieces) > 1 for row in zone.rows)
    # The last words of a row may be all that is left for the last page.
    lefts = [end for _, end in before.gutters]
    flush = all(any(abs(row.pieces[0].x0 - x) < 3 for x in lefts) for row in zone.rows)
    return zone if zone.rows and (several or flush) else None


def _part(
    zone: _Zone,
    number: int,
    rules: Sequence[float],
    before: Part | None,
    heads: int,
    centred: bool,
) -> Part:
    edges = _edges(zone, before)
    starts = row_starts(zone.rows, edges, rules, heads, centred, before is not None)
    for i, row in enumerate(zone.rows):
        if row in zone.spanning:
            starts = sorted({*starts, i, *([i + 1] if i + 1 < len(zone.rows) else [])})
    part = _part_in(zone, edges, number, starts)
    part.gutters, part.centred = zone.gutters, centred
    return part


def _part_in(zone: _Zone, edges: Sequence[float], number: int, starts: Sequence[int]) -> Part:
    """The lines as cells between ``edges``, a row from each of ``starts`` to the next."""
    bounds = [*starts, len(zone.rows)]
    cells = []
    rights = _rights(zone, edges)
    for at, (first, last) in enumerate(itertools.pairwise(bounds)):
        lines = zone.rows[first:last]
        if len(lines) == 1 and lines[0] in zone.spanning:
            cells.append(RuledCell(edges[0], edges[-1], at, 1, lines[0].pieces[0].text))
            continue
        for column, (x0, x1) in enumerate(itertools.pairwise(edges)):
            inside = [p for row in lines for p in row.pieces if x0 <= (p.x0 + p.x1) / 2 < x1]
            cells.append(_cell(inside, x0, x1, at, rights[column]))
    box = (edges[0], zone.rows[0].top, edges[-1], max(p.bottom for p in zone.rows[-1].pieces))
    return Part(number, box, len(starts), cells, number)


def _edges(zone: _Zone, before: Part | None) -> list[float]:
    """The borders of the columns: those of the table before where it goes on, else mid-gutter."""
    middles = [(a + b) / 2 for a, b in zone.gutters]
    if before is not None and len(before.gutters) == len(middles):
        known = before.edges()
        if all(a - 12 <= x <= b + 12 for x, (a, b) in zip(middles, before.gutters, strict=True)):
            return known
    pieces = [p for row in zone.rows for p in row.pieces]
    return [min(p.x0 for p in pieces) - 1, *middles, max(p.x1 for p in pieces) + 1]


def _rights(zone: _Zone, edges: Sequence[float]) -> list[float]:
    """How far the text of each column reaches."""
    pieces = [p for row in zone.rows if row not in zone.spanning for p in row.pieces]
    return [
        max((p.x1 for p in pieces if x0 <= (p.x0 + p.x1) / 2 < x1), default=x1)
        for x0, x1 in itertools.pairwise(edges)
    ]


def _cell(pieces: Sequence[Line], x0: float, x1: float, row: int, right: float) -> RuledCell:
    if not pieces:
        return RuledCell(x0, x1, row, 1, "")
    flush = [replace(piece, x0=x0) for piece in pieces]
    text = "\n".join(text for text, _ in paragraphs_of(flush, x0, right))
    return RuledCell(x0, x1, row, 1, text, room(pieces[-1], right))


def row_starts(
    rows: Sequence[_Row],
    edges: Sequence[float],
    rules: Sequence[float],
    heads: int,
    centred: bool,
    goes_on: bool = False,
) -> list[int]:
    """The positions of the lines with which rows of the table begin.

    ``centred``: numbers stand half-way down their rows; ``goes_on``: the first lines may be the
    rest of the last row of the page before.
    """
    ruled = [
        i
        for i in range(1, len(rows))
        if any(rows[i - 1].middle < y < rows[i].middle for y in rules)
    ]
    if len(ruled) > 1:
        return [0, *ruled]
    numbered = [i for i, row in enumerate(rows) if _has_number(row, edges)]
    enough = len(numbered) >= (1 if goes_on else 2)
    if enough and _in_order([rows[i].pieces[0].text for i in numbered]):
        if centred:
            upwards = _upwards(numbered, heads, len(rows))
            numbered = upwards if goes_on else _by_centres(numbered, heads)
        return sorted({0, heads, *numbered})
    starts = [0]
    for i in range(1, len(rows)):
        now, last = _columns(rows[i], edges), _columns(rows[i - 1], edges)
        if i == heads or now - last:
            starts.append(i)
    return starts


def _has_number(row: _Row, edges: Sequence[float]) -> bool:
    first = row.pieces[0]
    return first.x1 < edges[1] and _NUMBER.fullmatch("".join(first.text.split())) is not None


def _in_order(numbers: Sequence[str]) -> bool:
    values = [int(found[0]) for n in numbers if (found := re.search(r"\d+", n))]
    return not values or all(b > a for a, b in itertools.pairwise(values))


def _is_centred(zone: _Zone, edges: Sequence[float]) -> bool:
    """Whether the first number stands half-way down its row and not at its top."""
    first = next((i for i, row in enumerate(zone.rows) if i and _has_number(row, edges)), 1)
    return first > 1


def _by_centres(numbered: Sequence[int], heads: int) -> list[int]:
    """Rows from the numbers that stand half-way down: as many lines below one as above it."""
    starts = [heads]
    for this, following in itertools.pairwise(numbered):
        end = this + (this - starts[-1]) + 1
        starts.append(min(max(end, this + 1), following))
    return starts


def _upwards(numbered: Sequence[int], heads: int, end: int) -> list[int]:
    """The same from the last row up, for a page on which the first row is the rest of another."""
    starts: list[int] = []
    for this in reversed(numbered):
        start = max(this - (end - 1 - this), heads)
        starts.append(start)
        end = start
    return starts


def _columns(row: _Row, edges: Sequence[float]) -> set[int]:
    found = set()
    for piece in row.pieces:
        middle = (piece.x0 + piece.x1) / 2
        found.add(sum(1 for x in edges[1:-1] if x <= middle))
    return found
