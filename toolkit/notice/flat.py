"""A table that was flattened to paragraphs, one cell a paragraph -> drafts of tasks.

The heads stand on lines of their own, one after the other; then come the cells in reading order.
Blank and merged cells have left nothing behind, so a row is what lies between one set of
responsibility and deadline cells and the next.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from toolkit.checks.reader import RowUndecided, SingleUnitParagraph
from toolkit.model import Place
from toolkit.notice.columns import TEXT_FIELDS, deadline_score, head_field, head_fields, unit_score
from toolkit.notice.counted import with_counted_numbers
from toolkit.notice.document import Paragraph
from toolkit.notice.draft import Draft, Reading
from toolkit.notice.numbering import (
    SECOND,
    bare_number,
    heading_text,
    is_bare_number,
    join_lines,
    split_number,
)

_LONGEST_HEAD = 14
_LONGEST_HEADING = 60
_TIME_WORDS = re.compile(r"前|期间|后|内|时|起|止|底|末|月|年|季|周|日|长期|持续|全程")
_OPEN_END = "、，,（("
# What has more responsibility or deadline cells is no row, and each of its items would carry all.
_MOST_CELLS = 60


@dataclass(frozen=True, slots=True)
class FlatHeads:
    """The heads of a flattened table: the paragraphs they stand in, and their fields."""

    start: int
    end: int
    texts: tuple[str, ...]
    fields: tuple[str, ...]

    @property
    def unit_fields(self) -> tuple[str, ...]:
        """The responsibility columns in order."""
        return tuple(f for f in self.fields if f in ("lead", "others"))


@dataclass(slots=True)
class FlatRow:
    """The cells between one set of responsibility cells and the next."""

    texts: list[Paragraph] = field(default_factory=list)
    no: str = ""
    units: list[str] = field(default_factory=list)
    deadlines: list[str] = field(default_factory=list)

    @property
    def closed(self) -> bool:
        """Whether a responsibility or deadline cell has been seen."""
        return bool(self.units or self.deadlines)

    @property
    def is_full(self) -> bool:
        """Whether no row has more cells."""
        return len(self.units) + len(self.deadlines) >= _MOST_CELLS


def find_flat_heads(paragraphs: Sequence[Paragraph]) -> FlatHeads | None:
    """The heads of a flattened table: known heads on lines of their own, one after the other."""
    filled = [(i, join_lines(p.text)) for i, p in enumerate(paragraphs) if p.text.strip()]
    at = 0
    while at < len(filled):
        run = []
        for k in range(at, len(filled)):
            i, text = filled[k]
            # A title (2026年任务分工) may sound like a head; heads hold no figures.
            figures = any(c.isdigit() for c in text) or bool(split_number(text).mark)
            if len(text) > _LONGEST_HEAD or figures or not head_field(text):
                break
            run.append((i, text))
        if len(run) >= 3:
            texts = [text for _, text in run]
            fields = head_fields(texts)
            if "content" in fields and {"lead", "others"} & set(fields):
                return FlatHeads(run[0][0], run[-1][0] + 1, tuple(texts), tuple(fields))
        at += len(run) + 1
    return None


def read_flat(paragraphs: Sequence[Paragraph], heads: FlatHeads) -> Reading:
    """The drafts of the table whose heads are ``heads``; it takes all paragraphs after them."""
    reading = Reading()
    reading.leave(" ".join(heads.texts), "表头", paragraphs[heads.start].place)
    cells = []
    for paragraph in with_counted_numbers(paragraphs[heads.end :]):
        text = join_lines(paragraph.text)
        if text in heads.texts:
            reading.leave(text, "重复的表头", paragraph.place)
        elif text:
            cells.append(Paragraph(text, paragraph.place))
    path = ["", ""]
    for row in _rows(cells, heads):
        _read_row(row, heads, path, reading)
    return reading


def _rows(cells: Sequence[Paragraph], heads: FlatHeads) -> Iterator[FlatRow]:
    row = FlatRow()
    last_unit = max((i for i, cell in enumerate(cells) if unit_score(cell.text) > 0.5), default=-1)
    for at, cell in enumerate(cells):
        follows = cells[at + 1].text if at + 1 < len(cells) else ""
        kind = _kind(cell.text, row, follows, heads)
        if kind == "unit" and at >= last_unit and _is_complete(row, heads):
            # A body after a complete last row is the signature under the table.
            kind = "text"
        if (kind in ("text", "no") and row.closed) or row.is_full:
            yield row
            row = FlatRow()
        if kind == "no":
            row.no = bare_number(cell.text)
        elif kind == "unit":
            if (
                row.units
                and row.units[-1][-1:] in _OPEN_END
                and len(row.units) >= len(heads.unit_fields)
            ):
                row.units[-1] += cell.text
            else:
                row.units.append(cell.text)
        elif kind == "deadline":
            row.deadlines.append(cell.text)
        else:
            row.texts.append(cell)
    if row.texts or row.closed:
        yield row


def _is_complete(row: FlatRow, heads: FlatHeads) -> bool:
    """Whether the row has a cell for every responsibility column."""
    return len(row.units) >= len(heads.unit_fields) and row.units[-1][-1:] not in _OPEN_END


def _kind(text: str, row: FlatRow, follows: str, heads: FlatHeads) -> str:
    """What a cell is: no, unit, deadline or text."""
    if "no" in heads.fields and is_bare_number(text):
        return "no"
    if not row.texts:
        return "text"
    numbered = split_number(text).rank >= 0
    dated = "deadline" in heads.fields and not numbered and not text.endswith("。")
    if dated and deadline_score(text) and unit_score(text) < 0.5:
        return "deadline"
    if not numbered and unit_score(text) > 0.5 and not row.deadlines:
        return "unit"
    if row.units and not row.deadlines and "deadline" in heads.fields and len(text) <= 20:
        # A time limit in words that nobody knows stands where one is due: before the next row.
        starts = not follows or is_bare_number(follows) or split_number(follows).rank >= 0
        if not numbered and starts and _TIME_WORDS.search(text):
            return "deadline"
    return "text"


def _read_row(row: FlatRow, heads: FlatHeads, path: list[str], reading: Reading) -> None:
    items = _take_headings(row, heads, path, reading)
    if not row.closed:
        # Text after the last row: what the page prints below the table.
        for item in items:
            reading.leave(item.text, "任务表之后的文字", item.place)
        return
    if not items:
        value = " ".join([*row.units, "\n".join(row.deadlines)])
        place = row.texts[0].place if row.texts else Place()
        if reading.drafts and not row.texts:
            reading.findings.append(RowUndecided.finding(reading.drafts[-1].place, value))
        reading.leave(value, "没有任务内容的单元格", place)
        return
    columns = dict(_units_by_column(row, heads, items[0].place, reading))
    for item in _items(items, row.no):
        numbered = split_number(item.text)
        if numbered.mark:
            reading.leave(numbered.mark, "任务序号", item.place)
        reading.drafts.append(
            Draft(
                content=numbered.text.strip(),
                place=item.place,
                no=numbered.number or row.no,
                l1=path[0],
                l2=path[1],
                lead=columns.get("lead", ""),
                others=columns.get("others", ""),
                deadline="；".join(row.deadlines),
            )
        )


def _take_headings(
    row: FlatRow, heads: FlatHeads, path: list[str], reading: Reading
) -> list[Paragraph]:
    """Take the headings off the front of a row's texts; what is left are its items."""
    levels = sum(1 for f in heads.fields if f in TEXT_FIELDS)
    texts = list(row.texts)
    while texts and len(texts) + (0 if row.closed else 1) > 1:
        first, numbered = texts[0], split_number(texts[0].text)
        after = split_number(texts[1].text) if len(texts) > 1 else None
        short = len(first.text) <= _LONGEST_HEADING
        deeper = after is None or after.rank < 0 or after.rank > numbered.rank
        if 0 <= numbered.rank <= SECOND and short and deeper:
            level = 1 if numbered.rank == SECOND and path[0] else 0
        elif (
            numbered.rank < 0
            and short
            and levels > 1
            and row.closed
            and not first.text.endswith("。")
        ):
            level = 0 if len(texts) > 2 or levels == 2 else 1
        else:
            break
        path[level] = heading_text(first.text)
        if level == 0:
            path[1] = ""
        if numbered.mark:
            reading.leave(numbered.mark, "标题序号", first.place)
        texts.pop(0)
    return texts


def _items(texts: Sequence[Paragraph], no: str) -> list[Paragraph]:
    """The tasks of a row: every numbered paragraph is one, unnumbered ones go on with it."""
    items: list[Paragraph] = []
    for text in texts:
        if items and (split_number(text.text).rank < 0 or no):
            items[-1] = Paragraph(items[-1].text + text.text, items[-1].place)
        else:
            items.append(text)
    return items


def _units_by_column(
    row: FlatRow, heads: FlatHeads, place: Place, reading: Reading
) -> Iterator[tuple[str, str]]:
    """Give the unit cells of a row to its responsibility columns in order."""
    columns = heads.unit_fields
    lines: list[str] = []
    for done, text in enumerate(row.units):
        too_many = len(lines) + len(row.units) - done > len(columns)
        if lines and too_many and lines[-1][-1:] in _OPEN_END:
            lines[-1] += text
        else:
            lines.append(text)
    if len(lines) > len(columns):
        lines[len(columns) - 1 :] = ["".join(lines[len(columns) - 1 :])]
    if len(columns) == 2 and len(lines) == 1:
        reading.findings.append(SingleUnitParagraph.finding(place, lines[0]))
    yield from zip(columns, lines, strict=False)
