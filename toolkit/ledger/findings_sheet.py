"""The sheet 校验: its rows in a new ledger, and the steps by which one in use lists findings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from toolkit.ledger.columns import FINDING_COLUMNS, FINDINGS, FIRST_ROW
from toolkit.ledger.ledger import Ledger
from toolkit.ledger.marks import CHECK, READER, Mark, finding_row, mark_key
from toolkit.model import Change, Finding, GoneRow, NewRow, Step
from toolkit.workbook.cells import Link, Value
from toolkit.workbook.fill.render import Rows

_FIELDS: Final = tuple(column.field for column in FINDING_COLUMNS)
_HANDLED: Final = "handled"


def finding_rows(ledger: Ledger, layout: tuple[int, Mapping[str, str]]) -> Rows:
    """The rows of 校验; ``layout`` is the first row of the tasks and the letters of each head."""
    first, letters = layout
    ids = {FIRST_ROW + index: entry.task.id for index, entry in enumerate(ledger.entries)}
    rows = [
        finding_row(finding, origin, ids, letters, first - FIRST_ROW)
        for origin, findings in ((READER, ledger.notice.findings), (CHECK, ledger.findings))
        for finding in findings
    ]
    return Rows(tuple(c.head for c in FINDING_COLUMNS), rows)


def finding_steps(ledger: Ledger, findings: Sequence[Finding]) -> list[Step]:
    """The steps after which 校验 lists these findings, and no others.

    A finding that is there already keeps its row and what the office noted beside it; new ones come
    where they belong in the order; those that are no longer true go.
    """
    waiting: dict[tuple[str, ...], list[Mark]] = {}
    for mark in ledger.marks:
        waiting.setdefault(mark.key, []).append(mark)
    ids = {entry.task.place.row: entry.task.id for entry in ledger.entries}
    recorded = set(ledger.notice.findings)
    steps: list[Step] = []
    new: list[tuple[int, NewRow]] = []
    kept: list[tuple[int, int]] = []
    for index, finding in enumerate(findings):
        origin = READER if finding in recorded else CHECK
        cells = finding_row(finding, origin, ids, dict(ledger.letters), sheet=ledger.sheet)
        values = dict(zip(_FIELDS, cells, strict=True))
        same = waiting.get(mark_key(finding))
        if same:
            mark = same.pop(0)
            kept.append((index, mark.row))
            steps += _changes(mark, values)
        else:
            new.append((index, _new(finding, values)))
    steps += [_gone(mark) for mark in ledger.marks if mark in waiting.get(mark.key, ())]
    return steps + list(_placed(new, kept))


def _changes(mark: Mark, values: dict[str, Value]) -> Iterator[Change]:
    for field, after in values.items():
        before = mark.texts.get(field, "")
        if field == _HANDLED or before == _text(after):
            continue
        yield Change(FINDINGS, mark.key, field, before or None, after or None, row=mark.row)


def _new(finding: Finding, values: dict[str, Value]) -> NewRow:
    held = tuple((field, value) for field, value in values.items() if value not in (None, ""))
    return NewRow(FINDINGS, mark_key(finding), held)


def _gone(mark: Mark) -> GoneRow:
    held = tuple((field, text) for field, text in mark.texts.items() if text)
    return GoneRow(FINDINGS, mark.key, held, "这个问题已经没有了", mark.row)


def _placed(new: list[tuple[int, NewRow]], kept: list[tuple[int, int]]) -> Iterator[NewRow]:
    """New rows before the row that comes after them in the order; at the end without one."""
    from dataclasses import replace

    for index, row in new:
        after = min((at for position, at in kept if position > index), default=0)
        yield replace(row, row=after)


def _text(value: Value) -> str:
    if isinstance(value, Link):
        return value.text
    return "" if value is None else str(value)
