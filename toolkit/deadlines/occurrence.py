"""When a time limit falls due next."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from toolkit.deadlines.recurrence import problem_of
from toolkit.model import Deadline


def next_occurrence(deadline: Deadline, on: date) -> date | None:
    """The day on or after ``on`` on which the deadline falls due, ``None`` if there is none.

    A rule that names no day (每月坚持) falls due on the last day of its period; periods are
    counted from 1 January, weeks from Monday.  For a date or a range it is the due day itself,
    also when that has passed, since the task stays due.

    >>> from datetime import date
    >>> monthly = Deadline("每月坚持", "recurring", recurrence="FREQ=MONTHLY")
    >>> next_occurrence(monthly, date(2022, 2, 7))
    datetime.date(2022, 2, 28)
    """
    if deadline.kind in ("date", "range"):
        return deadline.due
    if deadline.kind != "recurring" or not deadline.recurrence or problem_of(deadline.recurrence):
        return None
    from dateutil.rrule import rrulestr

    on = max(on, deadline.start) if deadline.start else on
    rule, last = _without_until(deadline.recurrence)
    anchor = date(on.year, 1, 1)
    if "WEEKLY" in rule:
        anchor -= timedelta(days=anchor.weekday())
    if "YEARLY" in rule and "INTERVAL" in rule:
        anchor = date((deadline.start or on).year, 1, 1)
    if "FREQ=MONTHLY" in rule and not re.search("BY(?:MONTHDAY|DAY|SETPOS)", rule):
        rule += ";BYMONTHDAY=-1"
        months = int(match[1]) if (match := re.search(r"INTERVAL=(\d+)", rule)) else 1
        anchor = date(anchor.year, (months - 1) % 12 + 1, 1)
    occurrences = rrulestr(rule, dtstart=datetime.combine(anchor, time()))
    moment = datetime.combine(on, time())
    if ";BY" in rule or "DAILY" in rule:
        found = occurrences.after(moment, inc=True)
        day = found.date() if found else None
    else:
        following = occurrences.after(moment)
        day = following.date() - timedelta(days=1) if following else None
    return day if day and (last is None or day <= last) else None


def _without_until(rule: str) -> tuple[str, date | None]:
    """A rule without its UNTIL, and that day: the last period ends on it, but begins before."""
    match = re.search(r";?UNTIL=(\d{4})(\d\d)(\d\d)[^;]*", rule)
    if not match:
        return rule, None
    return rule.replace(match[0], ""), date(int(match[1]), int(match[2]), int(match[3]))
