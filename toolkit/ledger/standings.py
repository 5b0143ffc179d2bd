"""The sheet 分办 as it stands: one row a task and unit, with what that unit last reported.

A large ledger has several hundred thousand such rows, and most say nothing yet: the sheet is read
when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from toolkit.ledger.columns import ASSIGNMENT_COLUMNS
from toolkit.ledger.later import Later
from toolkit.ledger.ledger import AssignedRow, Standing
from toolkit.ledger.said import said_id
from toolkit.ledger.typed import TypedCells
from toolkit.model import Finding
from toolkit.workbook.cell_values import Raw, as_day, text_of
from toolkit.workbook.grid import Sheet
from toolkit.workbook.heads import Heads, locate_heads

_REPORTED = ("status", "percent", "progress", "done_on", "problems", "contact", "month")


def says_something(standing: Standing) -> bool:
    """Whether the unit reported anything, or the office noted something in columns of its own."""
    said = (
        standing.status, standing.percent, standing.progress, standing.done_on,
        standing.problems, standing.contact, standing.month,
    )  # fmt: skip
    return any(value not in (None, "") for value in said) or any(
        text.strip() for _, text in standing.own
    )


class AssignedSheet:
    """The sheet 分办, read when somebody asks for its rows, its standings or its findings.

    ``rows`` are those that name a task and a unit, in the order of the sheet; ``standings`` those
    of them in which somebody said something, ``findings`` what was not understood there.
    """

    def __init__(self, load: Callable[[], Sheet | None], year: int | None = None) -> None:
        self._load = load
        self._year = year
        self.rows: Later[AssignedRow] = Later(lambda: tuple(self._named(self._numbered())))
        self.standings: Later[Standing] = Later(lambda: self._told[0])
        self.findings: Later[Finding] = Later(lambda: self._told[1])

    @cached_property
    def _sheet(self) -> tuple[Sheet, Heads] | None:
        grid = self._load()
        heads = locate_heads(grid, ASSIGNMENT_COLUMNS) if grid else None
        return (grid, heads) if grid and heads else None

    @cached_property
    def _told(self) -> tuple[tuple[Standing, ...], tuple[Finding, ...]]:
        if self._sheet is None:
            return (), ()
        heads = self._sheet[1]
        told = [at[0] for field in _REPORTED if (at := heads.places.get(field))]
        told += heads.unknown
        said = (
            (number, row)
            for number, row in self._numbered()
            if any(row[at] != "" for at in told if at < len(row))
        )
        kept = tuple(row.standing for row in self._named(said) if says_something(row.standing))
        return kept, tuple(self._typed.findings)

    def _numbered(self) -> Iterator[tuple[int, Sequence[Raw]]]:
        if self._sheet is None:
            return iter(())
        grid, heads = self._sheet
        return enumerate(grid.rows[heads.row + 1 :], heads.row + 2)

    def _named(self, rows: Iterable[tuple[int, Sequence[Raw]]]) -> Iterator[AssignedRow]:
        if self._sheet is None:
            return
        grid, heads = self._sheet
        self._typed = TypedCells(grid, heads.places, heads.names, None, self._year)
        own = [(at, heads.names[at]) for at in heads.unknown]
        for number, row in rows:
            made = _row(row, number, heads.places, own, self._typed)
            if all(made.key):
                yield made


def _row(
    row: Sequence[Raw],
    number: int,
    places: dict[str, list[int]],
    own: list[tuple[int, str]],
    typed: TypedCells,
) -> AssignedRow:
    def raw(field: str) -> Raw:
        at = places.get(field)
        return row[at[0]] if at and at[0] < len(row) else ""

    def text(field: str) -> str:
        value = raw(field)
        return value if type(value) is str else text_of(value)

    name = said_id(raw("id")).value or text("id").strip()
    standing = Standing(
        name, text("unit").strip(), typed.status(raw("status"), number, name),
        typed.percent(raw("percent"), number, name), text("progress"),
        typed.day(raw("done_on"), number, "done_on", name), text("problems"), text("contact"),
        text("month"), tuple((head, text_of(row[at])) for at, head in own if at < len(row)),
    )  # fmt: skip
    return AssignedRow(
        standing, text("role").strip(), text("content"), text("deadline"), as_day(raw("due")),
        number,
    )  # fmt: skip
