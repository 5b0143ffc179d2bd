"""Legal workdays: the office's own table first, then the official calendar, then Monday to Friday.

The official calendar is that of the package ``chinesecalendar`` (the State Council's yearly
notices on holidays and on the weekends worked in exchange).  It knows no year before its notice
is out; a count that runs into such a year is *provisional*.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

_OFFICE: dict[date, bool] = {}


def register(table: Mapping[date, bool]) -> None:
    """Put the office's own table in front: day -> whether it is worked.

    A later call adds to the table; :func:`forget` empties it.

    >>> register({date(2030, 10, 1): False})
    >>> is_workday(date(2030, 10, 1))
    False
    >>> forget()
    """
    _OFFICE.update(table)


def forget() -> None:
    """Empty the office's own table."""
    _OFFICE.clear()


@lru_cache(maxsize=1)
def _official() -> tuple[Any, frozenset[int]]:
    """The official calendar's question and the years it has an answer for."""
    import chinese_calendar
    from chinese_calendar import constants

    named = (*constants.holidays, *constants.workdays)
    return chinese_calendar.is_workday, frozenset(day.year for day in named)


def has_calendar(year: int) -> bool:
    """Whether the holidays of ``year`` have been announced and are known here.

    >>> has_calendar(2022), has_calendar(2090)
    (True, False)
    """
    return year in _official()[1]


def _known(day: date, own: Mapping[date, bool]) -> bool | None:
    """Whether ``day`` is worked as far as a table says so, ``None`` if none does."""
    for table in (own, _OFFICE):
        if day in table:
            return table[day]
    question, years = _official()
    return bool(question(day)) if day.year in years else None


def is_workday(day: date, own: Mapping[date, bool] | None = None) -> bool:
    """Whether ``day`` is worked; without any calendar Monday to Friday are.

    ``own`` is looked at before the registered table and the official calendar.

    >>> is_workday(date(2022, 10, 8))  # a Saturday, worked for the National Day week
    True
    """
    known = _known(day, own or {})
    return day.weekday() < 5 if known is None else known


def add_workdays(start: date, n: int, own: Mapping[date, bool] | None = None) -> tuple[date, bool]:
    """The ``n``-th workday after ``start``, and whether it is provisional.

    The day of the event itself does not count (Civil Code, article 201).  With ``n`` = 0 it is
    ``start`` itself; a negative ``n`` counts back.  Provisional means that a day on the way lies in
    a year without an official calendar and in no table of the office.

    Raises:
        OverflowError: the count leaves the calendar.

    >>> add_workdays(date(2022, 9, 28), 5)
    (datetime.date(2022, 10, 10), False)
    """
    own = own or {}
    step = timedelta(days=1 if n >= 0 else -1)
    day, left, provisional = start, abs(n), False
    while left:
        day += step
        known = _known(day, own)
        provisional = provisional or known is None
        if day.weekday() < 5 if known is None else known:
            left -= 1
    return day, provisional
