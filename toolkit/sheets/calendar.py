"""Due dates and recurrences of a ledger as an iCalendar file for any calendar program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.deadlines import next_occurrence
from toolkit.ledger.columns import DONE
from toolkit.model import Deadline, Task

if TYPE_CHECKING:
    from icalendar import Event

    from toolkit.ledger import Ledger

_LONGEST_TITLE = 60
_BEIJING = timezone(timedelta(hours=8))


@dataclass(frozen=True, slots=True)
class CalendarReport:
    """What went into a calendar: the file, its number of entries, and the tasks left out."""

    path: Path
    entries: int
    without_date: tuple[Task, ...]


@dataclass(frozen=True, slots=True)
class _Entry:
    key: str
    day: date
    rule: str
    title: str
    text: str


def make_calendar(
    ledger: Ledger,
    path: str | PathLike[str],
    *,
    as_of: date | None = None,
    units: tuple[str, ...] = (),
    remind_days: int = 3,
    overwrite: bool = False,
) -> CalendarReport:
    """Write every open task's due date, milestones and recurrence as all-day events.

    ``units`` keeps only tasks that name one of them; ``as_of`` is the day that the file says it was
    made on (the same ledger and day give the same bytes); each event reminds ``remind_days``
    before, 0 for never.  Tasks without a date (长期, 及时, relative ones) are only reported.

    Raises:
        FileProblem: the file exists and ``overwrite`` is false, or the folder cannot be written.
    """
    from icalendar import Calendar

    from toolkit.sheets.package import replacing

    made = as_of or date.today()
    tasks = [t for t in _open_tasks(ledger) if not units or set(units) & {*t.lead, *t.others}]
    entries = [entry for task in tasks for entry in _entries(task, ledger)]
    entries += list(_duties(ledger)) if not units else []
    calendar = Calendar()
    calendar.add("prodid", "-//taizhang//任务台账工具箱//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", ledger.title or "任务台账")
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    for entry in entries:
        calendar.add_component(_event(entry, made, remind_days))
    with replacing(Path(path), overwrite=overwrite) as file:
        file.write(calendar.to_ical(sorted=False))
    dated = {entry.key.split("#")[0] for entry in entries}
    return CalendarReport(Path(path), len(entries), tuple(t for t in tasks if t.id not in dated))


def _open_tasks(ledger: Ledger) -> Iterator[Task]:
    for entry in ledger.entries:
        if entry.status not in DONE:
            yield entry.task


def _entries(task: Task, ledger: Ledger) -> Iterator[_Entry]:
    text = "\n".join(
        line
        for line in (
            task.content,
            f"牵头单位：{'、'.join(task.lead)}" if task.lead else "",
            f"责任单位：{'、'.join(task.others)}" if task.others else "",
            f"完成时限：{task.deadline.raw}",
            f"编号：{task.id}",
            f"来文：{ledger.title}" if ledger.title else "",
        )
        if line
    )
    title = task.content.replace("\n", "")
    title = title if len(title) <= _LONGEST_TITLE else title[: _LONGEST_TITLE - 1] + "…"
    for at, (day, rule) in enumerate(_days(task.deadline, ledger.notice.year), 1):
        yield _Entry(f"{task.id}#{at}", day, rule, f"【截止】{title}", text)


def _duties(ledger: Ledger) -> Iterator[_Entry]:
    for at, duty in enumerate(ledger.notice.duties, 1):
        for part, (day, rule) in enumerate(_days(duty.deadline, ledger.notice.year), 1):
            title = duty.text[:_LONGEST_TITLE]
            yield _Entry(f"duty-{at}#{part}", day, rule, f"【报送】{title}", duty.text)


def _days(deadline: Deadline, year: int | None) -> Iterator[tuple[date, str]]:
    """The first day and the rule of every event of a deadline."""
    if deadline.kind in ("date", "range") and deadline.due:
        for day in sorted({*deadline.milestones, deadline.due}):
            if day == deadline.due or day != deadline.start:
                yield day, ""
    elif deadline.kind == "recurring" and deadline.recurrence:
        begin = deadline.start or (date(year, 1, 1) if year else None)
        first = next_occurrence(deadline, begin) if begin else None
        if first:
            yield first, _dated_rule(deadline.recurrence)


def _dated_rule(rule: str) -> str:
    """A rule that falls on the period's last day also where it names no day (每月坚持).

    RFC 5545 takes the day of DTSTART, so a monthly rule begun on the 31st would skip months of
    30 days; BYMONTHDAY=-1 is the last day of every month.
    """
    if ";BY" not in rule and "FREQ=MONTHLY" in rule:
        return f"{rule};BYMONTHDAY=-1"
    return rule


def _event(entry: _Entry, made: date, remind_days: int) -> Event:
    from icalendar import Alarm, Event, vRecur

    event = Event()
    event.add("uid", f"{entry.key.replace('#', '-')}@taizhang")
    event.add("dtstamp", datetime(made.year, made.month, made.day, tzinfo=_BEIJING))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", entry.title)
    event.add("description", entry.text)
    event.add("transp", "TRANSPARENT")
    if entry.rule:
        event.add("rrule", vRecur.from_ical(entry.rule))
    if remind_days > 0:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", timedelta(days=-remind_days))
        event.add_component(alarm)
    return event
