"""Tables that belong together: in a cell of another, or cut in two by a page or a converter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.model import LeftOut
from toolkit.notice.document import Block, Cell, Paragraph, Table
from toolkit.notice.formats.pdf_lines import join

_LARGE = 3
_CLOSING = tuple("、，。；：）》”’,;:)")
_STOP = tuple("。；！？.;!?")
_MOST_HEAD_ROWS = 3
_NUMBER = re.compile(r"[（(]?(?:[一二三四五六七八九十]{1,3}|\d{1,4})[）)．、.]?")


_LABEL = re.compile(r"\s*[^\s:：、，。；]{2,12}[:：]")


def without_tabs(text: str) -> str:
    r"""A paragraph without the tabs that only indent it, or part labelled values on one line.

    >>> without_tabs("\t牵头单位：教务处\t参与单位：各学院")
    '牵头单位：教务处\u3000参与单位：各学院'
    """
    parts = text.lstrip("\t").split("\t")
    if len(parts) == 1 or all(_LABEL.match(part) for part in parts):
        return "\u3000".join(parts)
    return text


def is_list(table: Table) -> bool:
    """Whether a table in a cell only arranges what the cell says, and is no table of its own."""
    columns = max((len(row) for row in table.rows), default=0)
    return columns < _LARGE or len(table.rows) < _LARGE


def cell_text(blocks: Iterable[Block]) -> str:
    """The text of a cell from its paragraphs and the small tables in it, a line for each."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif is_list(block):
            lines += [c.text for row in block.rows for c in row if not c.covered and c.text.strip()]
    return "\n".join(lines).strip("\n")


def tables_of(blocks: Iterable[Block]) -> list[Block]:
    """The tables of a cell that are tables of their own."""
    return [block for block in blocks if isinstance(block, Table) and not is_list(block)]


def join_cut(blocks: Sequence[Block], left_out: list[LeftOut]) -> list[Block]:
    """The blocks with the two halves of a table that was cut put together again.

    Halves have the same columns and the same heads, and nothing but blank lines between them; the
    heads of the second are left out with the reason.
    """
    done: list[Block] = []
    blank: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            if block.text.strip():
                done += [*blank, block]
                blank = []
            else:
                blank.append(block)
            continue
        last = done[-1] if done else None
        heads = _repeated_heads(last, block) if isinstance(last, Table) else 0
        if isinstance(last, Table) and heads:
            for row in block.rows[:heads]:
                text = "\t".join(c.text for c in row if not c.covered)
                left_out.append(LeftOut(text, "跨页重复的表头", block.place))
            done[-1] = _joined(last, block.rows[heads:])
        else:
            done += [*blank, block]
        blank = []
    return [*done, *blank]


def _repeated_heads(first: Table, second: Table) -> int:
    """How many rows at the top of both are the same, none if the tables differ in shape."""
    if {len(row) for row in first.rows} != {len(row) for row in second.rows}:
        return 0
    same = 0
    for one, two in zip(first.rows[:_MOST_HEAD_ROWS], second.rows, strict=False):
        shown = [(c.text, c.covered) for c in one]
        if shown != [(c.text, c.covered) for c in two] or not _is_head(one):
            break
        same += 1
    # The heads of a table of one row could be that row itself.
    return same if same < len(first.rows) and same < len(second.rows) else 0


def _is_head(row: Sequence[Cell]) -> bool:
    """Whether a row is one of short words, all different."""
    texts = ["".join(c.text.split()) for c in row if not c.covered]
    distinct = len(set(texts)) == len(texts) > 1
    return distinct and all(0 < len(text) <= 15 for text in texts)


def _joined(first: Table, rest: tuple[tuple[Cell, ...], ...]) -> Table:
    rows = list(first.rows)
    if rest and _is_lower_half(first, rest):
        rows[-1] = tuple(
            replace(above, text=join(above.text, below.text)) if below.text else above
            for above, below in zip(rows[-1], rest[0], strict=True)
        )
        rest = rest[1:]
    return replace(first, rows=(*rows, *rest))


def _is_lower_half(first: Table, rest: tuple[tuple[Cell, ...], ...]) -> bool:
    """Whether the first row after the cut goes on with the last one before it.

    A column that is filled in every other row must be empty, and what is there read on.
    """
    row, above = rest[0], first.rows[-1]
    others = [*first.rows[1:], *rest[1:]]
    missing = [
        i
        for i, cell in enumerate(row)
        if not cell.text.strip() and all(other[i].text.strip() for other in others)
    ]
    filled = [i for i, cell in enumerate(row) if cell.text.strip()]
    if not missing or not filled:
        return False
    if any(_NUMBER.fullmatch(row[i].text.strip()) and above[i].text.strip() for i in filled):
        return False
    return all(
        row[i].text.lstrip().startswith(_CLOSING) or not above[i].text.rstrip().endswith(_STOP)
        for i in filled
    )
