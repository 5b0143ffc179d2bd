"""Tables that are none: a frame around running text, and a form with labels beside their values."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.notice.columns import UNIT_FIELDS, head_field, head_fields
from toolkit.notice.document import Block, Cell, Paragraph, Table
from toolkit.notice.front import is_label
from toolkit.notice.numbering import join_lines

_FEWEST_LABELS = 3
_LONGEST_LABEL = 12


def without_frames(block: Table) -> list[Block]:
    """A table as what it is: the paragraphs of a frame, a form turned to one row, or itself."""
    if all(len(_own(row)) <= 1 for row in block.rows) and _width(block) == 1:
        return _paragraphs(block)
    form = _turned(block)
    return [form] if form is not None else [block]


def _own(row: Sequence[Cell]) -> list[Cell]:
    return [cell for cell in row if not cell.covered]


def _width(table: Table) -> int:
    return max(len(_own(row)) for row in table.rows)


def _paragraphs(table: Table) -> list[Block]:
    """The lines of a table of one column, each a paragraph."""
    return [
        Paragraph(line, cell.place if cell.place.row or cell.place.line else table.place)
        for row in table.rows
        for cell in _own(row)
        for line in re.split(r"[\r\n\v]+", cell.text)
        if line.strip()
    ]


def _turned(table: Table) -> Table | None:
    """A form (督办内容 | …, 责任单位 | …) as a table of one row; None for any other table."""
    labels: list[Cell] = []
    values: list[Cell] = []
    for row in table.rows:
        cells = [cell for cell in row if cell.covered != "left"]
        if len(cells) % 2:
            return None
        for label, value in zip(cells[::2], cells[1::2], strict=True):
            if label.text.strip() and not label.covered:
                labels.append(label)
                values.append(value)
    texts = [join_lines(cell.text) for cell in labels]
    if any(is_label(text) for text in texts):
        # The information table of a page: 发文字号, 成文日期.
        return None
    known = [text for text in texts if head_field(text) and len(text) <= _LONGEST_LABEL]
    if len(known) < _FEWEST_LABELS or len(known) * 2 < len(texts) or len(table.rows) < 2:
        return None
    if any(head_field(join_lines(value.text)) for value in values):
        # The second cell is a head as well: this is a head row, not a form.
        return None
    fields = set(head_fields(texts))
    if "content" not in fields or not fields & {*UNIT_FIELDS, "deadline"}:
        return None
    return Table((tuple(labels), tuple(values)), table.exact, table.place, table.title)
