"""Relative deadlines counted from the day of their event."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.deadlines import next_occurrence, normalise
from toolkit.deadlines.counted import due_after


@pytest.mark.parametrize(
    ("phrase", "event", "due", "notes"),
    [
        ("收到后5个工作日内", "2022-09-28", "2022-10-10", []),
        ("收到后5个工作日内", "2022-04-29", "2022-05-10", []),
        ("收到后3个工作日内", "2090-03-01", "2090-03-06", ["D06"]),
        ("文件印发之日起30日内", "2026-01-31", "2026-03-02", []),
        ("省出台文件后2个月完成", "2025-12-31", "2026-02-28", []),
        ("收到后两周内", "2026-03-05", "2026-03-19", []),
        ("签订合同后一年内", "2024-02-29", "2025-02-28", []),
        ("10月16日前", "2026-03-05", "2026-10-16", []),
        ("长期坚持", "2026-03-05", None, []),
        ("收到后3日内（含当日）", "2026-02-12", "2026-02-14", []),
        ("自收到之日起3个工作日内（含收到当日）", "2026-02-12", "2026-02-14", []),
        ("收到后1个月内（含当日）", "2026-03-05", "2026-04-04", []),
        ("6月30日后10个工作日内", "2026-02-12", "2026-07-14", []),
        ("自3月1日起2个月内", "2026-02-12", "2026-05-01", []),
        ("3月5日会议后10日内", "2026-02-12", "2026-03-15", []),
        ("期满30个工作日前", "2026-06-30", "2026-05-18", []),
        ("会议召开3日前", "2026-06-10", "2026-06-07", []),
    ],
)
def test_due_after(phrase: str, event: str, due: str | None, notes: list[str]) -> None:
    counted = due_after(normalise(phrase, year=2026), date.fromisoformat(event))
    assert (counted.due and counted.due.isoformat(), [n.code for n in counted.notes]) == (
        due,
        notes,
    )


def test_a_count_beyond_the_calendar_is_noted() -> None:
    far = due_after(normalise("收到后9999年内"), date(2026, 1, 1))
    assert far.due is None


@pytest.mark.parametrize(
    ("phrase", "on", "expected"),
    [
        ("逢双月", "2026-03-05", "2026-04-30"),
        ("每两月", "2026-12-05", "2026-12-31"),
        ("每半年", "2026-03-05", "2026-06-30"),
        ("7月-12月每月报送", "2026-12-05", "2026-12-31"),
        ("7月-12月每月报送", "2027-01-01", None),
    ],
)
def test_the_next_day_of_a_rule_without_a_day(phrase: str, on: str, expected: str | None) -> None:
    day = next_occurrence(normalise(phrase, year=2026), date.fromisoformat(on))
    assert (day and day.isoformat()) == expected


@pytest.mark.parametrize(
    ("phrase", "anchor"),
    [
        (
            "省政府出台《关于加强政务公开工作的实施意见》后2个月内完成",
            "省政府出台《关于加强政务公开工作的实施意见》",
        ),
        ("县级方案报批，省出台文件后1个月内", "省出台文件"),
        ("收到后5个工作日内", "收到"),
    ],
)
def test_the_event_with_the_title_in_it(phrase: str, anchor: str) -> None:
    assert normalise(phrase).anchor == anchor
