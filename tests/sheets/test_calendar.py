"""Due dates and recurrences as an iCalendar file."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from toolkit.deadlines import normalise
from toolkit.errors import FileProblem, UsageProblem
from toolkit.ledger import Ledger, Member, ledger_from_notice
from toolkit.lights.rounds import next_round
from toolkit.model import Deadline, Duty, Notice, Task
from toolkit.sheets.calendar import make_calendar

DAY = date(2026, 3, 1)


def ledger(*deadlines: str) -> Ledger:
    tasks = tuple(
        Task(f"2026-{at:03d}", f"任务{at}", lead=("县发改局",), deadline=normalise(raw, year=2026))
        for at, raw in enumerate(deadlines, 1)
    )
    return ledger_from_notice(Notice(title="重点任务", year=2026, tasks=tasks))


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
        ("每年1月31日前", [("2026-01-31", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31")]),
        ("每年底前", [("2026-12-31", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31")]),
        ("每季度", [("2026-03-31", "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1")]),
        ("每周", [("2026-01-04", "FREQ=WEEKLY")]),
        ("每周五前", [("2026-01-02", "FREQ=WEEKLY;BYDAY=FR")]),
        (
            "2025年至2027年每年底前",
            [("2026-12-31", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31;UNTIL=20271231")],
        ),
        # Nobody knows with which week or year these begin, or they come every day.
        ("逢双月", [("2026-02-28", "FREQ=MONTHLY;BYMONTH=2,4,6,8,10,12;BYMONTHDAY=-1")]),
        ("每两周", []),
        ("每两年一次", []),
        ("每日", []),
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
    report = make_calendar(ledger("每月坚持"), tmp_path / "a.ics", as_of=DAY)
    ((_, first, rule),) = events(report.path)
    days = list(rrulestr(rule + ";COUNT=4", dtstart=datetime.fromisoformat(first)))
    assert [d.date().isoformat() for d in days] == [
        "2026-01-31",
        "2026-02-28",
        "2026-03-31",
        "2026-04-30",
    ]


def test_done_tasks_are_left_out_and_duties_stand_beside(tmp_path: Path) -> None:
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
    assert make_calendar(book, tmp_path / "c.ics", as_of=DAY, units=("县发改局",)).entries == 2
    with pytest.raises(FileProblem):
        make_calendar(book, tmp_path / "a.ics", as_of=DAY)


def test_rules_in_the_file_fall_on_the_rounds_of_the_ledger(tmp_path: Path) -> None:
    """What dateutil makes of each rule is what the ledger's own light counts by."""
    raws = ("每月坚持", "每月5日前", "每月30日前", "每季度", "每季度末月20日前", "每半年", "每年底前",
            "每年6月15日、12月20日", "每旬", "每周", "每周一、周四", "2025年至2027年每年底前")  # fmt: skip
    book = ledger(*raws)
    report = make_calendar(book, tmp_path / "a.ics", as_of=DAY)
    found = events(report.path)
    assert len(found) == len(raws)
    for (_, first, rule), task in zip(found, book.tasks, strict=True):
        begin = datetime.fromisoformat(first)
        occurrences = rrulestr(rule, dtstart=begin)
        assert occurrences[0] == begin, "the first day obeys the rule (RFC 5545, 3.8.5.3)"
        day: date | None = begin.date()
        for each in occurrences.between(begin, begin + timedelta(1500), inc=True):
            assert each.date() == day, task.deadline.raw
            day = next_round(task.deadline, each.date() + timedelta(1))


def test_an_event_in_full(tmp_path: Path) -> None:
    book = ledger("6月、12月底前")
    path = make_calendar(book, tmp_path / "a.ics", as_of=DAY, remind_days=3).path
    calendar = Calendar.from_ical(path.read_bytes())
    assert calendar["VERSION"] == "2.0" and calendar["PRODID"]
    # A method belongs to an invitation, which would need an organiser (RFC 5546, 3.2.1).
    assert "METHOD" not in calendar
    first, last = calendar.walk("VEVENT")
    assert [str(e["summary"]) for e in (first, last)] == ["【节点】任务1", "【截止】任务1"]
    assert first["uid"] != last["uid"]
    assert first["dtstamp"].to_ical() == b"20260301T000000Z"
    assert first["dtend"].dt - first["dtstart"].dt == timedelta(1)
    (alarm,) = first.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-3, hours=9)
    assert alarm["action"] == "DISPLAY" and alarm["description"]


def test_no_reminder_if_none_is_wanted(tmp_path: Path) -> None:
    path = make_calendar(ledger("6月底前"), tmp_path / "a.ics", as_of=DAY, remind_days=0).path
    assert b"VALARM" not in path.read_bytes()


def test_two_notices_with_the_same_numbers_do_not_replace_each_other(tmp_path: Path) -> None:
    one = ledger("6月底前")
    other = replace(one, notice=replace(one.notice, title="另一份"))
    uids = {
        event["uid"]
        for name, book in (("a", one), ("b", other))
        for event in Calendar.from_ical(
            make_calendar(book, tmp_path / f"{name}.ics", as_of=DAY).path.read_bytes()
        ).walk("VEVENT")
    }
    assert len(uids) == 2


def test_an_event_that_has_come_about_has_its_date(tmp_path: Path) -> None:
    """The office entered the date of a relative deadline itself."""
    deadline = Deadline("收到后5个工作日内", "relative", due=date(2026, 4, 8), anchor="收到")
    book = ledger_from_notice(Notice(tasks=(Task("1", "报送", deadline=deadline),)))
    report = make_calendar(book, tmp_path / "a.ics", as_of=DAY)
    assert [day for _, day, _ in events(report.path)] == ["2026-04-08"]
    assert report.without_date == ()


def test_rounds_begin_with_the_notice(tmp_path: Path) -> None:
    book = ledger("每月5日前")
    book = replace(book, notice=replace(book.notice, issued=date(2026, 6, 22)))
    assert events(make_calendar(book, tmp_path / "a.ics", as_of=DAY).path)[0][1] == "2026-07-05"


@pytest.mark.parametrize(
    ("unit", "entries"), [("县发改局", 1), ("发改局", 1), ("东河镇人民政府", 1), ("县发改委", None)]
)
def test_a_unit_by_alias_or_through_its_group(
    tmp_path: Path, unit: str, entries: int | None
) -> None:
    tasks = (
        Task("1", "甲", lead=("县发改局",), deadline=Deadline("", "date", due=date(2026, 6, 30))),
        Task("2", "乙", lead=("各乡镇",), deadline=Deadline("", "date", due=date(2026, 7, 31))),
    )
    book = replace(
        ledger_from_notice(Notice(tasks=tasks)),
        roster=(
            Member("县发改局", ("发改局",)),
            Member("各乡镇", group=True, members=("东河镇人民政府", "西河镇人民政府")),
        ),
    )
    if entries is None:
        with pytest.raises(UsageProblem, match="没有“县发改委”的任务"):
            make_calendar(book, tmp_path / "a.ics", units=(unit,))
        return
    assert make_calendar(book, tmp_path / "a.ics", as_of=DAY, units=(unit,)).entries == entries


TEXT = st.text(
    st.sampled_from("公开政务，；、,;:\\\"'“”Nn\n\r\t\x00\x0b 😀𠮷abcBEGIN:VEVENT" + "\u2028\x85"),
    min_size=1, max_size=300,
)  # fmt: skip


@given(TEXT)
def test_any_text_comes_back_and_lines_are_short(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """Escaping and folding (RFC 5545, 3.1): at most 75 octets a line, no character cut in two."""
    task = Task("1", text, deadline=Deadline("底", "date", due=date(2026, 6, 30)))
    folder = tmp_path_factory.mktemp("ics")
    path = make_calendar(
        ledger_from_notice(Notice(tasks=(task,))), folder / "a.ics", as_of=DAY
    ).path
    data = path.read_bytes()
    assert data.endswith(b"\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode("utf-8")
    (event,) = Calendar.from_ical(data).walk("VEVENT")
    assert event["dtstart"].dt == date(2026, 6, 30)
    shown = text.replace("\r\n", "\n").replace("\r", "\n")
    shown = shown.replace("\x00", "\ufffd").replace("\x0b", "\ufffd")
    assert plain(data, "DESCRIPTION").startswith(shown)


def plain(data: bytes, name: str) -> str:
    """The first value of a property, unfolded and unescaped as RFC 5545 (3.1, 3.3.11) says.

    icalendar's own reader takes the second half of an escaped backslash before N for a line break.
    """
    lines = data.replace(b"\r\n ", b"").decode().split("\r\n")
    value = next(line for line in lines if line.startswith(f"{name}:")).partition(":")[2]
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
