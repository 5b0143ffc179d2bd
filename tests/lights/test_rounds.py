"""When a recurring task comes round next, as a text that a workbook can compute with."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.deadlines import next_occurrence, normalise
from toolkit.lights.rounds import MOST_DAYS, next_round, rounds_of
from toolkit.model import Deadline

# what a clerk writes -> the days of the year (MMDD, 00 the month's last) or of the week
TEXTS = {
    "每月坚持": " ".join(f"{m:02d}00" for m in range(1, 13)),
    "每月5日前": " ".join(f"{m:02d}05" for m in range(1, 13)),
    "每月28日前": " ".join(f"{m:02d}28" for m in range(1, 13)),
    "每月30日前": "0130 0200 0330 0400 0530 0600 0730 0830 0900 1030 1100 1230",
    "每旬": " ".join(f"{m:02d}{d}" for m in range(1, 13) for d in ("10", "20", "00")),
    "每两个月": "0200 0400 0600 0800 1000 1200",
    "逢双月": "0200 0400 0600 0800 1000 1200",
    "每季度": "0300 0600 0900 1200",
    "每季度末月20日前": "0320 0620 0920 1220",
    "每半年": "0600 1200",
    "每年至少1次": "1200",
    "每年1月31日前": "0100",
    "每年2月底前": "0200",
    "每年6月15日、12月20日": "0615 1220",
    "每月最后一个周五": "月末周5",
    "每周": "周7",
    "每周五前": "周5",
    "每周一、周四": "周1 周4",
}
# Nearly every day, or nobody knows in which week or year it begins, or not in every year.
WITHOUT = (
    "每月最后一个工作日",
    "每日",
    "每个工作日",
    "每两周",
    "每两年一次",
    "每年2月29日前",
    "长期坚持",
    "10月底前",
)


def deadline(rule: str, start: date | None = None) -> Deadline:
    return Deadline("", "recurring", start=start, recurrence=rule)


@pytest.mark.parametrize(("raw", "text"), TEXTS.items())
def test_texts(raw: str, text: str) -> None:
    assert rounds_of(normalise(raw, year=2026)).text == text


@pytest.mark.parametrize("raw", WITHOUT)
def test_no_date_is_invented(raw: str) -> None:
    found = normalise(raw, year=2026)
    assert rounds_of(found).text == "" and next_round(found, date(2026, 5, 1)) is None


@pytest.mark.parametrize(
    ("rule", "last"),
    [
        ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31;UNTIL=20231231", date(2023, 12, 31)),
        ("FREQ=MONTHLY;BYMONTHDAY=5;UNTIL=20230601", date(2023, 5, 5)),
        ("FREQ=MONTHLY;UNTIL=20231231", date(2023, 12, 31)),
        ("FREQ=WEEKLY;BYDAY=FR;UNTIL=20260301T000000Z", date(2026, 2, 27)),
    ],
)
def test_rounds_end(rule: str, last: date) -> None:
    assert rounds_of(deadline(rule)).last == last
    assert next_round(deadline(rule), last) == last
    assert next_round(deadline(rule), last + timedelta(1)) is None


def test_rounds_begin_with_their_start() -> None:
    rule = deadline("FREQ=MONTHLY;INTERVAL=3", date(2027, 1, 1))
    assert next_round(rule, date(2026, 3, 1)) == date(2027, 3, 31)


@pytest.mark.parametrize(
    "rule",
    ["FREQ=MONTHLY;INTERVAL=5", "FREQ=MONTHLY;BYMONTHDAY=1;COUNT=3", "FREQ=YEARLY;BYMONTH=2;BYDAY=1MO",
     "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20", "FREQ=WEEKLY;BYDAY=2MO", "FREQ=HOURLY"],
)  # fmt: skip
def test_rules_whose_days_are_not_the_same_every_year(rule: str) -> None:
    assert rounds_of(deadline(rule)).text == ""


DAYS = st.dates(date(2020, 1, 1), date(2060, 12, 31))


# next_occurrence takes the first of the month where only months are named.
NAMED = sorted(set(TEXTS) - {"逢双月"})


@given(st.sampled_from(NAMED), DAYS)
def test_agrees_with_the_rule_itself(raw: str, on: date) -> None:
    found = normalise(raw, year=2026)
    assert next_round(found, on) == next_occurrence(found, on)


@given(st.sampled_from(("-1", "1", "2", "3", "4")), st.sampled_from(("MO", "WE", "FR", "SU")), DAYS)
def test_weekdays_of_a_month(place: str, day: str, on: date) -> None:
    found = deadline(f"FREQ=MONTHLY;BYDAY={place}{day}")
    assert rounds_of(found).text and next_round(found, on) == next_occurrence(found, on)


@given(st.sampled_from(sorted(TEXTS)), DAYS)
def test_the_next_round_is_near_and_not_past(raw: str, on: date) -> None:
    found = normalise(raw, year=2026)
    day = next_round(found, on)
    assert day is not None and on <= day <= on + timedelta(366)
    assert next_round(found, day) == day
    text = rounds_of(found).text
    assert len(text.split()) <= MOST_DAYS
    last = day.day == monthrange(day.year, day.month)[1]
    assert (
        f"{day:%m%d}" in text or f"周{day.isoweekday()}" in text or (last and f"{day:%m}00" in text)
    )
