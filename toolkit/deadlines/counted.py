"""A relative deadline once its event has happened: 收到后5个工作日内, received on 28 September."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from toolkit.deadlines.words import counts_first_day
from toolkit.model import Deadline, Note
from toolkit.workdays import add_workdays


def due_after(deadline: Deadline, event: date) -> Deadline:
    """``deadline`` with its last day counted from ``event``; unchanged when it has no amount.

    The day of the event does not count, and a month later is the same day of that month or its
    last (Civil Code, articles 201 and 202); 含当日 makes it the first.  A negative amount is
    counted back.  A date that the words themselves name as the event stays.
    Workdays follow :mod:`toolkit.workdays`; a day in a year without an official calendar is noted
    as provisional (D06).

    >>> reply = Deadline("收到后5个工作日内", "relative", amount=5, unit="workday", anchor="收到")
    >>> due_after(reply, date(2022, 9, 28)).due
    datetime.date(2022, 10, 10)
    """
    if deadline.kind != "relative" or deadline.amount is None or deadline.due is not None:
        return deadline
    return counted_from(deadline, event)


def counted_from(deadline: Deadline, event: date) -> Deadline:
    """A relative deadline with its last day counted from ``event``."""
    from dateutil.relativedelta import relativedelta

    if deadline.amount is None:
        return deadline
    first = event - timedelta(days=1) if counts_first_day(deadline.raw) else event
    amount, notes = deadline.amount, deadline.notes
    try:
        if deadline.unit == "workday":
            due, provisional = add_workdays(first, amount)
            if provisional:
                notes = (*notes, Note("D06", f"{due.year}年的放假安排还没有公布，按双休日推算"))
        elif deadline.unit in ("day", "week"):
            due = first + timedelta(days=amount * (7 if deadline.unit == "week" else 1))
        else:
            due = first + relativedelta(**{f"{deadline.unit}s": amount})  # type: ignore[arg-type]
    except (OverflowError, ValueError):
        return replace(deadline, notes=(*notes, Note("D02", "推算出来的日期超出日历范围")))
    return replace(deadline, start=event, due=due, milestones=(due,), notes=notes)
