"""The sheet 分办 as it stands: one row a task and unit, with what that unit last reported."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.ledger.columns import ASSIGNMENT_COLUMNS
from toolkit.ledger.ledger import AssignedRow, Standing
from toolkit.ledger.reports import as_percent
from toolkit.workbook.cell_values import Raw, as_day, text_of
from toolkit.workbook.grid import Grid
from toolkit.workbook.heads import find_heads


def says_something(standing: Standing) -> bool:
    """Whether the unit reported anything, or the office noted something in columns of its own."""
    said = (
        standing.status, standing.percent, standing.progress, standing.done_on,
        standing.problems, standing.contact, standing.month,
    )  # fmt: skip
    return any(value not in (None, "") for value in said) or any(
        text.strip() for _, text in standing.own
    )


def read_assigned(grid: Grid | None) -> tuple[AssignedRow, ...]:
    """The rows of 分办 that name a task and a unit, in the order of the sheet."""
    found = find_heads(grid, ASSIGNMENT_COLUMNS) if grid else None
    if grid is None or found is None:
        return ()
    head, places = found
    names = [text_of(value) for value in grid.rows[head]]
    used = {at for columns in places.values() for at in columns}
    own = [(at, name) for at, name in enumerate(names) if name.strip() and at not in used]
    rows = []
    for number, row in enumerate(grid.rows[head + 1 :], head + 2):
        made = _row(row, places, own, number)
        if made.standing.id and made.standing.unit:
            rows.append(made)
    return tuple(rows)


def _row(
    row: Sequence[Raw], places: dict[str, list[int]], own: list[tuple[int, str]], number: int
) -> AssignedRow:
    def raw(field: str) -> Raw:
        at = places.get(field, [len(row)])[0]
        return row[at] if at < len(row) else ""

    def text(field: str) -> str:
        return text_of(raw(field))

    percent = raw("percent")
    standing = Standing(
        text("id").strip(), text("unit").strip(), text("status").strip(),
        percent if isinstance(percent, float) else as_percent(text_of(percent)),
        text("progress"), as_day(raw("done_on")), text("problems"), text("contact"), text("month"),
        tuple((name, text_of(row[at])) for at, name in own if at < len(row)),
    )  # fmt: skip
    return AssignedRow(
        standing, text("role").strip(), text("content"), text("deadline"), as_day(raw("due")),
        number,
    )  # fmt: skip
