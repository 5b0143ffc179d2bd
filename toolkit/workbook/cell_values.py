"""Cell values: what a cell holds, and the text or the day that it says."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

Raw = str | float | bool | date | datetime | time | timedelta


def text_of(value: Raw | None) -> str:
    """A cell as text: whole numbers without a point, dates as they are said.

    >>> text_of(3.0), text_of(date(2026, 10, 16)), text_of("007")
    ('3', '2026年10月16日', '007')
    """
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime) and (value.hour or value.minute):
        return f"{value.year}年{value.month}月{value.day}日{value.hour}时{value.minute}分"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def as_day(value: Raw | None) -> date | None:
    """The date of a cell: a real date, or a text that says one unmistakably.

    >>> as_day("2026.3.1"), as_day("三月初")
    (datetime.date(2026, 3, 1), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if not isinstance(value, str):
        return None
    text = value.strip().rstrip("日").replace("年", "-").replace("月", "-")
    parts = text.replace("/", "-").replace(".", "-").split("-")
    if len(parts) != 3 or len(parts[0].strip()) != 4:
        return None
    try:
        return date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError:
        return None
