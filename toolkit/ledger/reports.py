"""The sheet 报送记录: what the units reported, month by month; rows are only ever added."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from toolkit.ledger.columns import REPORT_COLUMNS, REPORTS
from toolkit.text import fold, squeeze

Month = tuple[int, int]
"""Year and month."""

_MONTH: Final = re.compile(
    r"(?P<y>\d{4})(?:[-/.年](?P<m>\d{1,2})|(?P<m2>\d{2}))(?:月份?|[-/.月]\d{1,2}日?)?"
)


@dataclass(frozen=True, slots=True)
class Report:
    """One row of 报送记录: what one unit said about one task in one month.

    ``percent`` is a part of one, None where the cell is empty or says something else.
    """

    month: Month
    id: str
    unit: str
    percent: float | None = None


def as_month(text: str) -> Month | None:
    """The month of a text as clerks write it, also of a whole date.

    >>> as_month("2022-09"), as_month("2022年9月"), as_month("2022.13")
    ((2022, 9), (2022, 9), None)
    """
    match = _MONTH.fullmatch(squeeze(fold(text)))
    if match is None:
        return None
    year, month = int(match["y"]), int(match["m"] or match["m2"])
    return (year, month) if year >= 1900 and 1 <= month <= 12 else None


def read_reports(path: str | Path) -> tuple[Report, ...]:
    """The rows of 报送记录 in the order of the sheet; rows without month, task or unit are skipped.

    Raises:
        FileProblem: the file is missing, locked, encrypted or damaged.
    """
    from toolkit.workbook.grid import Workbook, table

    book = Workbook(Path(path))
    name = next((name for name in book.names if name.strip() == REPORTS), None)
    if name is None:
        return ()
    found = []
    for row in table(book.grid(name), REPORT_COLUMNS):
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


def before(month: Month) -> Month:
    """The month before.

    >>> before((2026, 1))
    (2025, 12)
    """
    year, number = month
    return (year, number - 1) if number > 1 else (year - 1, 12)


def last_day(month: Month) -> date:
    """The last day of a month.

    >>> last_day((2024, 2))
    datetime.date(2024, 2, 29)
    """
    import calendar

    return date(*month, calendar.monthrange(*month)[1])
