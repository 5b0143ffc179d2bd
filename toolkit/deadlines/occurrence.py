"""When a time limit falls due next."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

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
    if deadline.kind != "recurring" or not deadline.recurrence:
        return None
    from dateutil.rrule import rrulestr

    on = max(on, deadline.start) if deadline.start else on
    anchor = date(on.year, 1, 1)
    rule = deadline.recurrence
    if "WEEKLY" in rule:
        anchor -= timedelta(days=anchor.weekday())
    if "YEARLY" in rule and "INTERVAL" in rule:
        anchor = date((deadline.start or on).year, 1, 1)
    occurrences = rrulestr(rule, dtstart=datetime.combine(anchor, time()))
    if ";BY" in rule or "DAILY" in rule:
        found = occurrences.after(datetime.combine(on, time()), inc=True)
        return found.date() if found else None
    following = occurrences.after(datetime.combine(on, time()))
    return following.date() - timedelta(days=1) if following else None
