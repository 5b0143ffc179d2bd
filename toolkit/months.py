"""Months as clerks write them."""

from __future__ import annotations

import re
from datetime import date
from typing import Final

from toolkit.text import fold, squeeze

Month = tuple[int, int]
"""Year and month."""


_MONTH: Final = re.compile(
    r"(?P<y>\d{4})(?:[-/.年](?P<m>\d{1,2})|(?P<m2>\d{2}))(?:月份?|[-/.月]\d{1,2}日?)?"
)


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
