"""Due dates and recurrences as an iCalendar file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from icalendar import Calendar

from toolkit.deadlines import normalise
from toolkit.errors import FileProblem
from toolkit.ledger import Ledger
from toolkit.model import Duty, Notice, Task
from toolkit.sheets.calendar import make_calendar

DAY = date(2026, 3, 1)


def ledger(*deadlines: str) -> Ledger:
    tasks = tuple(
        Task(f"2026-{at:03d}", f"任务{at}", lead=("县发改局",), deadline=normalise(raw, year=2026))
        for at, raw in enumerate(deadlines, 1)
    )
    return Ledger.from_notice(Notice(title="重点任务", year=2026, tasks=tasks))


def events(path: Path) -> list[tuple[str, str, str]]:
    """(summary, first day, rule) of every event."""
    calendar = Calendar.from_ical(path.read_bytes())
    return [
        (
            str(e["summary"]),
            e["dtstart"].dt.isoformat(),
            e["rrule"].to_ical().decode() if "rrule" in e else "",
        )
        for e in calendar.walk("VEVENT")
    ]


@pytest.mark.parametrize(
    ("deadline", "expected"),
    [
        ("10月16日前", [("2026-10-16", "")]),
        ("9月15日-25日", [("2026-09-25", "")]),
        ("6月、12月底前", [("2026-06-30", ""), ("2026-12-31", "")]),
        ("每月5日前", [("2026-01-05", "FREQ=MONTHLY;BYMONTHDAY=5")]),
        ("每月坚持", [("2026-01-31", "FREQ=MONTHLY;BYMONTHDAY=-1")]),
        ("每季度末月20日前", [("2026-03-20", "FREQ=MONTHLY;BYMONTHDAY=20;BYMONTH=3,6,9,12")]),
        ("长期坚持", []),
        ("收到后5个工作日内", []),
        ("", []),
    ],
)
def test_events_of_a_deadline(
    tmp_path: Path, deadline: str, expected: list[tuple[str, str]]
) -> None:
    report = make_calendar(ledger(deadline), tmp_path / "a.ics", as_of=DAY)
    found = [
        (day, ";".join(sorted(rule.split(";"), reverse=False)))
        for _, day, rule in events(report.path)
    ]
    assert found == [(day, ";".join(sorted(rule.split(";")))) for day, rule in expected]
    assert [task.id for task in report.without_date] == ([] if expected else ["2026-001"])


def test_a_rule_without_a_day_falls_on_the_last_day_of_every_month(tmp_path: Path) -> None:
    from dateutil.rrule import rrulestr

    report = make_calendar(ledger("每月坚持"), tmp_path / "a.ics", as_of=DAY)
    ((_, first, rule),) = events(report.path)
    from datetime import datetime

    days = list(rrulestr(rule + ";COUNT=4", dtstart=datetime.fromisoformat(first)))
    assert [d.date().isoformat() for d in days] == [
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
    ]


def test_done_tasks_are_left_out_and_duties_stand_beside(tmp_path: Path) -> None:
    from dataclasses import replace

    base = ledger("6月底前", "7月底前")
    duty = Duty("各单位于10月31日前报送总结。", normalise("10月31日前", year=2026))
    base = replace(
        base,
        notice=replace(base.notice, duties=(duty,)),
        entries=(replace(base.entries[0], status="已完成"), base.entries[1]),
    )
    report = make_calendar(base, tmp_path / "a.ics", as_of=DAY)
    assert [(title, day) for title, day, _ in events(report.path)] == [
        ("【截止】任务2", "2026-07-31"),
        ("【报送】各单位于10月31日前报送总结。", "2026-10-31"),
    ]


def test_only_some_units_the_same_bytes_and_nothing_overwritten(tmp_path: Path) -> None:
    book = ledger("6月底前", "7月底前")
    first = make_calendar(book, tmp_path / "a.ics", as_of=DAY)
    second = make_calendar(book, tmp_path / "b.ics", as_of=DAY)
    assert first.path.read_bytes() == second.path.read_bytes()
    assert make_calendar(book, tmp_path / "c.ics", as_of=DAY, units=("县教育局",)).entries == 0
    with pytest.raises(FileProblem):
        make_calendar(book, tmp_path / "a.ics", as_of=DAY)
