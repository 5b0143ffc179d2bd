"""The sheet 报送记录: what the units reported, month by month; rows are only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.ledger.columns import REPORT_COLUMNS, REPORTS
from toolkit.months import Month, as_month
from toolkit.text import fold, squeeze

if TYPE_CHECKING:
    from toolkit.workbook.grid import Workbook


@dataclass(frozen=True, slots=True)
class Report:
    """One row of 报送记录: what one unit said about one task in one month.

    ``percent`` is a part of one, None where the cell is empty or says something else.
    """

    month: Month
    id: str
    unit: str
    percent: float | None = None


def read_reports(path: str | Path) -> tuple[Report, ...]:
    """The reports in a ledger's file; see :func:`reports_in`.

    Raises:
        FileProblem: the file is missing, locked, encrypted or damaged.
    """
    from toolkit.workbook.grid import Workbook

    return reports_in(Workbook(Path(path)))


def reports_in(book: Workbook) -> tuple[Report, ...]:
    """The rows of 报送记录 in their order; those without month, task or unit are skipped."""
    from toolkit.workbook.heads import table

    name = next((name for name in book.names if name.strip() == REPORTS), None)
    if name is None:
        return ()
    found = []
    for row in table(book.sheet(name), REPORT_COLUMNS):
        month = as_month(row.get("month", ""))
        task, unit = row.get("id", "").strip(), row.get("unit", "").strip()
        if month and task and unit:
            found.append(Report(month, task, unit, as_percent(row.get("percent", ""))))
    return tuple(found)


def as_percent(text: str) -> float | None:
    """A part of one from ``0.5``, ``50%`` or ``100％``; None for what cannot be one.

    >>> as_percent("0.5"), as_percent("50%"), as_percent("60"), as_percent("过半")
    (0.5, 0.5, None, None)
    """
    plain = squeeze(fold(text))
    try:
        value = float(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except ValueError:
        return None
    return value if 0 <= value <= 1 else None
