"""The rounds of a recurring task as a short text from which a formula can find the next date.

``0300 0600 0900 1200`` are days of every year: month and day, ``00`` for the month's last day;
``周1 周5`` are days of every week, counted from Monday; ``月末周5`` and ``月2周1`` are the last
Friday and the second Monday of every month.  Such a text never runs out, so a workbook
that holds it stays right for ever.  A rule has no such text if it comes round on (nearly) every
day, if its words do not say in which year or week it begins (每两年, 每两周), or if it counts
workdays, which holidays move: no date is known for those, and none is invented.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from toolkit.deadlines.recurrence import problem_of
from toolkit.model import Deadline

if TYPE_CHECKING:
    from dateutil.rrule import rrule, rruleset

__all__ = ["MOST_DAYS", "Rounds", "next_round", "problem_of", "rounds_of", "with_day"]

MOST_DAYS: Final = 36
"""Days of one year that a text may hold: every ten days is the most that the words can ask for."""

# A leap year, years on either side, and every weekday for 1 January among them.
_SAMPLE: Final = tuple(range(2019, 2029))
_WEEKDAYS: Final = {"MO": 1, "TU": 2, "WE": 3, "TH": 4, "FR": 5, "SA": 6, "SU": 7}
_MONTHS_WEEKDAY: Final = re.compile(
    r"FREQ=MONTHLY;BYDAY=(?P<n>-1|[1-4])(?P<day>MO|TU|WE|TH|FR|SA|SU)"
)


def _listed(item: str, most: int) -> str:
    return rf"(?:{item})(?:,(?:{item})){{0,{most - 1}}}"


_RULE_PARTS: Final = {
    "FREQ": r"DAILY|WEEKLY|MONTHLY|YEARLY",
    "INTERVAL": r"[1-9]\d{0,2}",
    "COUNT": r"[1-9]\d{0,3}",
    "UNTIL": r"\d{8}(?:T\d{6}Z?)?",
    "WKST": "MO|TU|WE|TH|FR|SA|SU",
    "BYDAY": _listed(r"[+-]?[1-5]?(?:MO|TU|WE|TH|FR|SA|SU)", 7),
    "BYMONTH": _listed(r"[1-9]|1[0-2]", 12),
    "BYMONTHDAY": _listed(r"-?(?:[1-9]|[12]\d|3[01])", 31),
    "BYSETPOS": _listed(r"-?[1-9]\d{0,2}", 31),
}
_MOST_WEEKDAYS = 4  # more than that is "every workday", which nobody waits for


@dataclass(frozen=True, slots=True)
class Rounds:
    """When a task comes round: the text, the first day that counts, the last round if it ends."""

    text: str = ""
    start: date | None = None
    last: date | None = None


def rounds_of(deadline: Deadline) -> Rounds:
    """The rounds of a deadline; an empty text where no next date is known.

    >>> rounds_of(Deadline("每季度", "recurring", recurrence="FREQ=MONTHLY;INTERVAL=3")).text
    '0300 0600 0900 1200'
    """
    if deadline.kind != "recurring" or not is_rule(deadline.recurrence):
        return Rounds()
    if problem_of(deadline.recurrence):
        # Typed by hand and not understood: no date is invented; a check points at the cell.
        return Rounds()
    parts = _parts(deadline.recurrence)
    text = _text(";".join(f"{k}={v}" for k, v in parts.items() if k != "UNTIL"))
    until = parts.get("UNTIL", "")[:8]
    last = _last(text, datetime.strptime(until, "%Y%m%d").date()) if until and text else None
    return Rounds(text, deadline.start, last)


@lru_cache(maxsize=1024)
def is_rule(text: str) -> bool:
    """Whether a text is a rule of RFC 5545 that has days at all; a hand may have typed it.

    >>> is_rule("FREQ=MONTHLY;BYMONTHDAY=20"), is_rule("FREQ=MONTHLY;INTERVAL=0"), is_rule("每月")
    (True, False, False)
    """
    parts = [part.partition("=")[::2] for part in text.split(";")]
    if "FREQ" not in dict(parts) or len(dict(parts)) < len(parts):
        return False
    if not all(re.fullmatch(_RULE_PARTS.get(name, "(?!)"), value) for name, value in parts):
        return False
    from dateutil.rrule import rrulestr

    try:
        if until := dict(parts).get("UNTIL", "")[:8]:
            datetime.strptime(until, "%Y%m%d")
        open_ended = ";".join(f"{k}={v}" for k, v in parts if k not in ("UNTIL", "COUNT"))
        # A leap year is among these years; 30 February is in none.
        found = rrulestr(f"{open_ended};UNTIL=20291231", dtstart=datetime(2020, 1, 1))
        return "BY" not in text or next(iter(found), None) is not None
    except (ValueError, OverflowError, TypeError, AttributeError, LookupError):
        return False


def next_round(deadline: Deadline, on: date) -> date | None:
    """The first round on or after ``on``; None if none is known or the last one is over.

    >>> next_round(Deadline("每月坚持", "recurring", recurrence="FREQ=MONTHLY"), date(2022, 2, 7))
    datetime.date(2022, 2, 28)
    """
    rounds = rounds_of(deadline)
    if not rounds.text:
        return None
    day = max(on, rounds.start) if rounds.start else on
    if rounds.last and day > rounds.last:
        return None
    return _next(rounds.text, day)


def with_day(rule: str) -> str:
    """A monthly rule or one with months that names no day, with the last day of the month named.

    RFC 5545 would take the day of the first event, and skip the months that have no 31st.

    >>> with_day("FREQ=MONTHLY;BYMONTH=2,8"), with_day("FREQ=MONTHLY;BYMONTHDAY=5")
    ('FREQ=MONTHLY;BYMONTH=2,8;BYMONTHDAY=-1', 'FREQ=MONTHLY;BYMONTHDAY=5')
    """
    parts = _parts(rule)
    months = parts.get("FREQ") == "MONTHLY" or "BYMONTH" in parts
    day = any(key.startswith("BY") and key != "BYMONTH" for key in parts)
    return f"{rule};BYMONTHDAY=-1" if months and not day else rule


def _next(text: str, day: date) -> date:
    """The first day of the text on or after ``day``."""
    tokens = text.split()
    if text.startswith("周"):
        return day + timedelta(min((int(t[1:]) - day.isoweekday()) % 7 for t in tokens))
    if text.startswith("月"):
        found = (_weekday_of_month(day, later, text) for later in (0, 1))
        return min(d for d in found if d >= day)
    days = (_day(year, token) for year in (day.year, day.year + 1) for token in tokens)
    return min(d for d in days if d >= day)


def _day(year: int, token: str) -> date:
    month, number = int(token[:2]), int(token[2:])
    return date(year, month, number or monthrange(year, month)[1])


def _weekday_of_month(day: date, later: int, text: str) -> date:
    """The second Monday is the last Monday up to the 14th, in this month or the one after."""
    year, month = divmod(day.year * 12 + day.month - 1 + later, 12)
    last = monthrange(year, month + 1)[1] if text[1] == "末" else 7 * int(text[1])
    end = date(year, month + 1, last)
    return end - timedelta((end.isoweekday() - int(text[3])) % 7)


def _last(text: str, until: date) -> date | None:
    """The last day of the text on or before ``until``."""
    day = until - timedelta(400)
    found = None
    while (day := _next(text, day)) <= until:
        found = day
        day += timedelta(1)
    return found


def _parts(rule: str) -> dict[str, str]:
    return dict(part.partition("=")[::2] for part in rule.split(";"))


@lru_cache(maxsize=256)
def _text(rule: str) -> str:
    parts = _parts(rule)
    frequency = parts.get("FREQ", "")
    interval = int(parts.get("INTERVAL", "1"))
    named = any(key.startswith("BY") for key in parts)
    if "COUNT" in parts or (named and interval > 1):
        return ""
    if frequency == "WEEKLY":
        return _weekly(parts) if interval == 1 else ""
    if frequency == "MONTHLY" and not named:
        # Without a day the period's last one counts, and periods begin with the year.
        months = range(interval, 13, interval) if 12 % interval == 0 else ()
        return " ".join(f"{month:02d}00" for month in months)
    if frequency == "YEARLY" and not named:
        return "1200" if interval == 1 else ""
    if frequency == "MONTHLY" and (found := _weekday(rule)):
        return found
    return _yearly(with_day(rule)) if frequency in ("MONTHLY", "YEARLY") else ""


def _weekly(parts: dict[str, str]) -> str:
    if set(parts) - {"FREQ", "INTERVAL", "BYDAY"}:
        return ""
    days = sorted(_WEEKDAYS.get(name, 0) for name in parts.get("BYDAY", "SU").split(","))
    return " ".join(f"周{day}" for day in days) if days[0] and len(days) <= _MOST_WEEKDAYS else ""


def _weekday(rule: str) -> str:
    """``月末周5`` for the last Friday of every month; empty for any other rule."""
    match = _MONTHS_WEEKDAY.fullmatch(rule)
    if match is None:
        return ""
    place = "末" if match["n"] == "-1" else match["n"]
    return f"月{place}周{_WEEKDAYS[match['day']]}"


def _yearly(rule: str) -> str:
    """The days of the year on which the rule falls, if they are the same in every year."""
    from dateutil.rrule import rrulestr

    years = [_days(rrulestr(rule, dtstart=datetime(year, 1, 1)), year) for year in _SAMPLE]
    if not 0 < len(years[0]) <= MOST_DAYS or any(len(y) != len(years[0]) for y in years):
        return ""
    tokens = [_token(days) for days in zip(*years, strict=True)]
    return " ".join(tokens) if all(tokens) else ""


def _days(rule: rrule | rruleset, year: int) -> list[date]:
    return [d.date() for d in rule.between(datetime(year, 1, 1), datetime(year, 12, 31), inc=True)]


def _token(days: tuple[date, ...]) -> str:
    """One day of the year out of its dates in several years; empty if they are not the same."""
    if all(d.day == monthrange(d.year, d.month)[1] for d in days):
        number = 0
    else:
        number = days[0].day
        if any(d.day != number for d in days):
            return ""
    same = all(d.month == days[0].month for d in days)
    return f"{days[0].month:02d}{number:02d}" if same else ""
