"""Is this a rule of recurrence that can be reckoned with?  A person may have typed it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import lru_cache
from typing import Final

_LONGEST = 300
_FREQUENCIES: Final = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_OFTENER: Final = frozenset({"HOURLY", "MINUTELY", "SECONDLY"})
# February has its 29th in some years; a negative day counts from the end and is always there.
_LENGTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_WEEKDAY = re.compile(r"(?:[+-]?(\d{1,2}))?(?:MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"\d{8}(?:T\d{6}Z?)?")


@lru_cache(maxsize=1024)
def problem_of(rule: str) -> str:
    """What is wrong with a rule (RFC 5545, the parts that deadlines use), "" where it is sound.

    >>> problem_of("FREQ=MONTHLY;BYMONTHDAY=5")
    ''
    >>> problem_of("FREQ=MONTHLY;INTERVAL=0")
    '“INTERVAL=0”不对，间隔应是 1 到 1000 的整数'
    """
    if len(rule) > _LONGEST:
        return "太长，不像周期规则"
    if not rule.isprintable():
        return "含有换行或看不见的字符"
    parts: dict[str, str] = {}
    for part in rule.split(";"):
        name, mark, value = part.partition("=")
        if not mark or not value:
            return f"“{part or rule}”不是“名称=值”的写法，例如 FREQ=MONTHLY;BYMONTHDAY=5"
        if name in parts:
            return f"“{name}”写了两次"
        if name != "FREQ" and name not in _VALUES:
            return f"不认识“{name}”"
        parts[name] = value
    frequency = parts.get("FREQ", "")
    if frequency in _OFTENER:
        return f"“FREQ={frequency}”一天不止一次，台账按天计算"
    if frequency not in _FREQUENCIES:
        return "没有写明周期，应有 FREQ=YEARLY、MONTHLY、WEEKLY 或 DAILY"
    for name, value in parts.items():
        if name != "FREQ" and not _VALUES[name][0](value):
            return f"“{name}={value}”不对，{_VALUES[name][1]}"
    return _never(parts)


def _never(parts: dict[str, str]) -> str:
    """Why a rule whose parts are sound has no day all the same."""
    if "BYMONTH" not in parts or "BYMONTHDAY" not in parts:
        return ""
    months = [int(month) for month in parts["BYMONTH"].split(",")]
    days = [int(day) for day in parts["BYMONTHDAY"].split(",")]
    if any(abs(day) <= _LENGTHS[month - 1] for month in months for day in days):
        return ""
    return f"{parts['BYMONTH']}月没有{parts['BYMONTHDAY']}日"


def _numbers(least: int, most: int, *, negative: bool = False) -> Callable[[str], bool]:
    def fits(value: str) -> bool:
        for item in value.split(","):
            digits = item[1:] if negative and item[:1] in ("+", "-") else item
            if not (digits.isascii() and digits.isdecimal() and len(digits) < 5):
                return False
            if not least <= int(digits) <= most:
                return False
        return True

    return fits


def _one(least: int, most: int) -> Callable[[str], bool]:
    fits = _numbers(least, most)
    return lambda value: "," not in value and fits(value)


def _weekdays(value: str) -> bool:
    matches = [_WEEKDAY.fullmatch(item) for item in value.split(",")]
    return all(m is not None and (m[1] is None or 1 <= int(m[1]) <= 53) for m in matches)


def _is_day(value: str) -> bool:
    if not _UNTIL.fullmatch(value):
        return False
    try:
        datetime.strptime(value[:8], "%Y%m%d")
    except ValueError:
        return False
    return True


_VALUES: Final[dict[str, tuple[Callable[[str], bool], str]]] = {
    "INTERVAL": (_one(1, 1000), "间隔应是 1 到 1000 的整数"),
    "COUNT": (_one(1, 9999), "次数应是正整数"),
    "UNTIL": (_is_day, "截止日应写成八位日期，例如 20261231"),
    "BYMONTH": (_numbers(1, 12), "月份应在 1 到 12 之间"),
    "BYMONTHDAY": (_numbers(1, 31, negative=True), "日期应在 1 到 31 之间，倒数用负数"),
    "BYDAY": (_weekdays, "星期应写成 MO、TU、WE、TH、FR、SA、SU"),
    "BYSETPOS": (_numbers(1, 366, negative=True), "位置应在 1 到 366 之间，倒数用负数"),
    "WKST": (_weekdays, "一周的第一天应写成 MO 或 SU"),
}
