"""Legal workdays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit import workdays
from toolkit.workdays import add_workdays, has_calendar, is_workday


@pytest.fixture(autouse=True)
def _empty_table() -> Iterator[None]:
    workdays.forget()
    yield
    workdays.forget()


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2022, 6, 22), True),  # a Wednesday
        (date(2022, 6, 25), False),  # a Saturday
        (date(2022, 10, 3), False),  # the National Day week
        (date(2022, 10, 8), True),  # a Saturday worked in exchange
        (date(2022, 10, 9), True),  # a Sunday worked in exchange
        (date(2022, 1, 31), False),  # the eve of the Spring Festival, a Monday
        (date(2090, 10, 2), True),  # no calendar yet: a Monday
        (date(2090, 10, 1), False),  # no calendar yet: a Sunday
    ],
)
def test_is_workday(day: date, worked: bool) -> None:
    assert is_workday(day) is worked


@pytest.mark.parametrize(
    ("start", "n", "due", "provisional"),
    [
        (date(2022, 6, 22), 0, date(2022, 6, 22), False),
        (date(2022, 6, 22), 1, date(2022, 6, 23), False),
        (date(2022, 6, 22), 5, date(2022, 6, 29), False),
        (date(2022, 6, 25), 1, date(2022, 6, 27), False),  # from a Saturday
        (date(2022, 9, 30), 1, date(2022, 10, 8), False),  # over the National Day week
        (date(2022, 9, 28), 5, date(2022, 10, 10), False),
        (date(2022, 10, 8), -1, date(2022, 9, 30), False),
        (date(2090, 9, 29), 1, date(2090, 10, 2), True),
    ],
)
def test_add_workdays(start: date, n: int, due: date, provisional: bool) -> None:
    assert add_workdays(start, n) == (due, provisional)


def test_the_last_known_year_runs_into_an_unknown_one() -> None:
    last = max(year for year in range(2004, 2100) if has_calendar(year))
    due, provisional = add_workdays(date(last, 12, 30), 5)
    assert due.year == last + 1
    assert provisional


def test_own_table_comes_first() -> None:
    closed = {date(2022, 6, 23): False, date(2022, 6, 25): True}
    assert add_workdays(date(2022, 6, 22), 1, closed) == (date(2022, 6, 24), False)
    assert is_workday(date(2022, 6, 25), closed)
    workdays.register(closed)
    assert not is_workday(date(2022, 6, 23))
    assert add_workdays(date(2022, 6, 24), 1) == (date(2022, 6, 25), False)


def test_own_table_makes_an_unknown_year_certain() -> None:
    table = {date(2090, 9, 30) + timedelta(days=i): False for i in range(8)}
    table[date(2090, 10, 8)] = True
    assert add_workdays(date(2090, 9, 29), 1, table) == (date(2090, 10, 8), False)


@given(st.dates(date(2005, 1, 1), date(2080, 1, 1)), st.integers(1, 60))
def test_counting_on_and_back(start: date, n: int) -> None:
    due, _ = add_workdays(start, n)
    between = [start + timedelta(days=i) for i in range(1, (due - start).days + 1)]
    assert sum(map(is_workday, between)) == n
    assert is_workday(due)
