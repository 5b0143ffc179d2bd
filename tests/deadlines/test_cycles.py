"""Recurring limits: the days that a rule really gives."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from toolkit.deadlines import normalise


def days(phrase: str, year: int) -> list[str]:
    """Month and day of every occurrence in a year."""
    rule = rrulestr(normalise(phrase).recurrence, dtstart=datetime(year, 1, 1))
    return [f"{d:%m-%d}" for d in rule.between(datetime(year, 1, 1), datetime(year, 12, 31), True)]


@pytest.mark.parametrize(
    ("phrase", "year", "expected"),
    [
        ("每年1月31日前", 2022, ["01-31"]),
        ("每年2月底前", 2024, ["02-29"]),
        ("每年2月底前", 2023, ["02-28"]),
        ("每年6月、12月底前", 2022, ["06-30", "12-31"]),
        ("每年6月15日、12月20日前", 2022, ["06-15", "12-20"]),
        ("每年3月5日、6月10日、9月15日前", 2022, ["03-05", "06-10", "09-15"]),
        ("每年6月20日、12月底前", 2022, ["06-20", "12-31"]),
        ("每季度末月20日前", 2022, ["03-20", "06-20", "09-20", "12-20"]),
        ("每季度末", 2022, ["03-31", "06-30", "09-30", "12-31"]),
        ("每季度首月10日前", 2022, ["01-10", "04-10", "07-10", "10-10"]),
        ("每半年末", 2022, ["06-30", "12-31"]),
        ("每季度结束后10日内", 2022, ["01-10", "04-10", "07-10", "10-10"]),
        ("每季度末25日前", 2022, ["03-25", "06-25", "09-25", "12-25"]),
        ("每季度最后一个工作日", 2022, ["03-31", "06-30", "09-30", "12-30"]),
        ("每半年首月第一个星期一", 2022, ["01-03", "07-04"]),
        ("每半年末月20日前", 2022, ["06-20", "12-20"]),
        ("每年12月最后一个周五前", 2022, ["12-30"]),
        ("每年第一个工作日", 2022, ["01-03"]),
        ("每双月10日前", 2022, ["02-10", "04-10", "06-10", "08-10", "10-10", "12-10"]),
        ("每年3、6、9、12月20日前", 2022, ["03-20", "06-20", "09-20", "12-20"]),
    ],
)
def test_days_of_a_rule(phrase: str, year: int, expected: list[str]) -> None:
    assert days(phrase, year) == expected


@given(st.integers(1, 31), st.integers(2020, 2030))
def test_a_day_of_every_month_never_skips_a_month(day: int, year: int) -> None:
    """每月30日前 is the last day of February, not a month without a report."""
    found = days(f"每月{day}日前", year)
    assert [d[:2] for d in found] == [f"{month:02}" for month in range(1, 13)]
    assert all(int(d[3:]) == day or (int(d[3:]) < day and day > 28) for d in found)


@given(
    st.lists(st.dates(date(2023, 1, 1), date(2023, 12, 31)), min_size=2, max_size=4, unique=True)
)
def test_several_days_of_a_year(dates: list[date]) -> None:
    dates.sort()
    phrase = "每年" + "、".join(f"{d.month}月{d.day}日" for d in dates) + "前"
    deadline = normalise(phrase)
    if deadline.kind == "none":
        assert deadline.notes
    else:
        assert days(phrase, 2023) == [f"{d:%m-%d}" for d in dates]
