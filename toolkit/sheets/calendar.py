"""Due dates and recurrences of a ledger as an iCalendar file for any calendar program."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import UsageProblem
from toolkit.ledger.needs import DATES, need_columns
from toolkit.lights.done import is_done
from toolkit.lights.rounds import next_round, rounds_of, with_day
from toolkit.model import Deadline, Task
from toolkit.workbook.cells import clean

if TYPE_CHECKING:
    from icalendar import Event, vText

    from toolkit.ledger import Ledger

_LONGEST_TITLE = 60
_MORNING = timedelta(hours=9)


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

    ``units`` keeps only tasks that one of them has, by its own name, by an alias, or as a member of
    a group; ``as_of`` is the day that the file says it was made on (the same ledger and day give
    the same bytes); each event reminds at nine o'clock ``remind_days`` before, 0 for never.  Tasks
    without a known date (长期, 及时, relative ones, 每两周) are reported, not guessed.

    Raises:
        FileProblem: the file exists and ``overwrite`` is false, or the folder cannot be written.
        UsageProblem: no task names one of ``units``.
    """
    from icalendar import Calendar

    need_columns(ledger, ("id", "content", DATES, "status"), "日历")
    from toolkit.files.saving import replacing

    made = as_of or date.today()
    wanted = _with_groups(ledger, units)
    tasks = [t for t in _open_tasks(ledger) if not units or wanted & {*t.lead, *t.others}]
    dated = [(task, list(_entries(task, ledger))) for task in tasks]
    entries = [entry for _, found in dated for entry in found]
    entries += list(_duties(ledger)) if not units else []
    calendar = Calendar()
    calendar.add("prodid", "-//taizhang//任务台账工具箱//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", _text(_line(ledger.title) or "任务台账"))
    calendar.add("x-wr-timezone", "Asia/Shanghai")
    origin = _origin(ledger)
    for entry in entries:
        calendar.add_component(_event(entry, origin, made, remind_days))
    with replacing(Path(path), overwrite=overwrite) as file:
        file.write(calendar.to_ical(sorted=False))
    return CalendarReport(Path(path), len(entries), tuple(t for t, found in dated if not found))


def _with_groups(ledger: Ledger, units: tuple[str, ...]) -> set[str]:
    """The units under their canonical names, and the groups to which they belong."""
    roster = ledger.roster_of_units()
    named = ledger.units()
    wanted: set[str] = set()
    for name in units:
        unit = name if name in named else roster.resolve(name) or name
        found = {unit} & set(named) | {g for g in named if unit in roster.expand(g)}
        if not found:
            near = "、".join(roster.suggest(name)[:3])
            hint = f"是不是：{near}？" if near else "请核对单位名称（见工作表“单位名录”）。"
            raise UsageProblem(f"台账里没有“{name}”的任务。{hint}")
        wanted |= found
    return wanted


def _origin(ledger: Ledger) -> str:
    """What tells the events of one notice from those of another with the same numbers."""
    import hashlib

    notice = ledger.notice
    words = "\n".join((notice.number or notice.title, str(notice.year or "")))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def _open_tasks(ledger: Ledger) -> Iterator[Task]:
    for entry in ledger.entries:
        if not is_done(entry.status):
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
    for at, (day, rule) in enumerate(_days(task.deadline, ledger), 1):
        word = "截止" if rule or day == task.deadline.due else "节点"
        yield _Entry(f"{task.id}-{at}", day, rule, f"【{word}】{_line(task.content)}", text)


def _duties(ledger: Ledger) -> Iterator[_Entry]:
    for at, duty in enumerate(ledger.notice.duties, 1):
        for part, (day, rule) in enumerate(_days(duty.deadline, ledger), 1):
            yield _Entry(f"duty-{at}-{part}", day, rule, f"【报送】{_line(duty.text)}", duty.text)


def _line(text: str) -> str:
    """A text as a title: on one line, and not too long."""
    line = "".join(text.split("\n"))
    return line if len(line) <= _LONGEST_TITLE else line[: _LONGEST_TITLE - 1] + "…"


def _days(deadline: Deadline, ledger: Ledger) -> Iterator[tuple[date, str]]:
    """The first day and the rule of every event of a deadline."""
    if deadline.due:
        for day in sorted({*deadline.milestones, deadline.due}):
            if day == deadline.due or day != deadline.start:
                yield day, ""
        return
    notice = ledger.notice
    begin = notice.issued or (date(notice.year, 1, 1) if notice.year else deadline.start)
    first = next_round(deadline, begin) if begin else None
    if first:
        yield first, _dated_rule(deadline)


def _dated_rule(deadline: Deadline) -> str:
    """The rule with the days on which rounds fall, also where it names none (每月坚持).

    An end is the last round's own day: a date like DTSTART, as RFC 5545 wants it.
    """
    last = rounds_of(deadline).last
    parts = [p for p in deadline.recurrence.split(";") if not p.startswith("UNTIL=")]
    return with_day(";".join(parts)) + (f";UNTIL={last:%Y%m%d}" if last else "")


def _text(text: str) -> vText:
    """A text value, escaped here: icalendar takes a backslash before N for a line break."""
    from icalendar import vText

    class Text(vText):
        def to_ical(self) -> bytes:
            plain = str(self).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
            return plain.replace("\n", "\\n").encode()

    return Text(clean(text))


def _event(entry: _Entry, origin: str, made: date, remind_days: int) -> Event:
    from icalendar import Alarm, Event, vRecur

    event = Event()
    event.add("uid", f"{entry.key}-{origin}@taizhang")
    event.add("dtstamp", datetime(made.year, made.month, made.day, tzinfo=UTC))
    event.add("dtstart", entry.day)
    event.add("dtend", entry.day + timedelta(days=1))
    event.add("summary", _text(entry.title))
    event.add("description", _text(entry.text))
    event.add("transp", "TRANSPARENT")
    if entry.rule:
        event.add("rrule", vRecur.from_ical(entry.rule))
    if remind_days > 0:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", _text(entry.title))
        # Counted from midnight, when an all-day event begins: nobody is to be woken up.
        alarm.add("trigger", _MORNING - timedelta(days=remind_days))
        event.add_component(alarm)
    return event
