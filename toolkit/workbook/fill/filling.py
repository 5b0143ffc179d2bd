"""The data that fills a template's sheet, and where its rows go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from toolkit.errors import TemplateProblem
from toolkit.limits import MAX_ROWS
from toolkit.workbook.cells import Formula, Link, Value
from toolkit.workbook.fill.template import SheetTemplate
from toolkit.workbook.ranges import RowMap


@dataclass(frozen=True, slots=True)
class Rows:
    """What fills a sample row: the names of the fields and a sequence of rows of values.

    ``again`` names the fields that stand again where a row that is too high goes on in the next;
    without them a row stays one row, since whoever reads the sheet takes it for a record.
    """

    fields: tuple[str, ...]
    rows: Sequence[Sequence[Value]]
    again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filling:
    """The data for one sheet: single values by placeholder, and lists by name."""

    values: Mapping[str, Value] = field(default_factory=dict)
    lists: Mapping[str, Rows] = field(default_factory=dict)

    def count(self, name: str) -> int:
        """Rows that a sample row takes: at least one, since a table must have a row."""
        return max(1, len(self.lists[name].rows))


def row_map(template: SheetTemplate, filling: Filling) -> RowMap:
    """Where the template's rows go when the lists are filled in.

    Raises:
        TemplateProblem: there are more rows than a sheet has.
    """
    repeats = tuple((row.number, filling.count(row.list)) for row in template.rows if row.list)
    total = sum(count for _, count in repeats)
    if total + len(template.rows) > MAX_ROWS:
        raise TemplateProblem(
            f"工作表“{template.name}”需要 {total} 行，超过 Excel 上限 {MAX_ROWS} 行，请按年度拆分。"
        )
    return RowMap(repeats)


def shown(value: Value) -> str:
    """A value as words, for a placeholder among other text.

    >>> shown(date(2026, 3, 1))
    '2026年3月1日'
    """
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    if isinstance(value, Link):
        return value.text
    if isinstance(value, Formula):
        return "" if value.result is None else str(value.result)
    return f"{value:g}" if isinstance(value, float) else str(value)
