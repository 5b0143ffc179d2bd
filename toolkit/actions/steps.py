"""The steps that alter a ledger, as a table for the person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from toolkit.actions.common import short
from toolkit.actions.outcome import Table

if TYPE_CHECKING:
    from toolkit.model import Step

_HEADS = ("位置", "原来", "改为", "原因")


def steps_table(steps: Iterable[Step]) -> Table:
    """One row for every cell that changes and for every row that comes or goes."""
    return Table.of(_HEADS, (_row(step) for step in steps))


def _row(step: Step) -> tuple[str, ...]:
    from toolkit.model import Change, GoneRow

    where = f"{step.sheet} {'、'.join(step.key)}".rstrip()
    if isinstance(step, Change):
        where += f"“{head_of(step.sheet, step.field)}”"
        return where, shown(step.before), shown(step.after), step.why
    cells = short("，".join(_cells(step.sheet, step.values)), 60)
    if isinstance(step, GoneRow):
        return where, cells, "（去掉这一行）", step.why
    return where, "（没有这一行）", cells, step.why


def _cells(sheet: str, values: Iterable[tuple[str, Any]]) -> Iterator[str]:
    for field, value in values:
        if value not in (None, ""):
            yield f"{head_of(sheet, field)}：{shown(value)}"


def head_of(sheet: str, field: str) -> str:
    """The head of a field on a sheet of the ledger; what is none of ours is a head already.

    >>> head_of("台账", "due")
    '截止日期'
    """
    from toolkit.ledger.columns import COLUMNS, TASKS

    known = COLUMNS.get(sheet.strip(), COLUMNS[TASKS])
    return next((column.head for column in known if column.field == field), field)


def shown(value: object) -> str:
    """A cell's value for the person."""
    plain = plain_value(value)
    return "（空）" if plain is None or plain == "" else str(plain)


def plain_value(value: object) -> str | int | float | bool | None:
    """What a cell shows: dates in the ISO form, a link's words, a formula's result."""
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return plain_value(getattr(value, "text" if hasattr(value, "location") else "result", ""))
