"""A point in time as written, and the days it covers once its year is known."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta


class Impossible(ValueError):
    """There is no such day in the calendar (2月30日, 13月)."""


class Vague(ValueError):
    """The words do not fix a day; the text says why, for the clerk."""


class Unknown(ValueError):
    """The year, or the day of issue that a word counts from, is not known."""


class Point:
    """What an expression says about one point in time; everything may be absent.

    ``base`` and ``shift`` hold a year counted from another (次年: "previous", 1); ``part`` is a
    part of the month, quarter or year (底 "end", 中旬 "second").  ``quarter_month`` is the month
    of a quarter that a cycle names, or -1 and -3 for a 月底 and 季末 that does not say of which.
    ``names_month`` tells that the
    character 月 stands there.  ``start`` and ``end`` are the offsets in the text.
    """

    __slots__ = (
        "base", "day", "end", "first_quarters", "half", "holiday", "month", "month_shift",
        "names_month", "part", "plan", "quarter", "quarter_month", "quarter_shift", "shift",
        "start", "week", "weekday", "year",
    )  # fmt: skip

    def __init__(self, start: int) -> None:
        self.start = self.end = start
        self.base = self.part = ""
        self.shift = self.half = self.quarter = self.quarter_month = self.first_quarters = 0
        self.names_month = False
        self.year: int | None = None
        self.month: int | None = None
        self.day: int | None = None
        self.month_shift: int | None = None
        self.quarter_shift: int | None = None
        self.week: int | None = None
        self.weekday: int | None = None
        self.plan: tuple[int, int] | None = None
        self.holiday: tuple[int, int] | None = None

    @property
    def has_year(self) -> bool:
        """Whether the expression itself says which year is meant."""
        return self.year is not None or bool(self.base) or self.plan is not None

    @property
    def needs_year(self) -> bool:
        """Whether a year is needed to know the day."""
        counted = (self.plan, self.month_shift, self.quarter_shift, self.week)
        return all(value is None for value in counted)

    @property
    def is_several_months(self) -> bool:
        """Whether it is a half-year or a quarter, or several."""
        quarters = self.quarter or self.first_quarters or self.quarter_shift is not None
        return bool(self.half or quarters)

    @property
    def is_inside_year(self) -> bool:
        """Whether it names a month, a quarter or a half-year, or is a 月底 or 季末."""
        return self.month is not None or self.is_several_months or self.quarter_month != 0

    @property
    def is_year_only(self) -> bool:
        """Whether a year is all that the point says (2022年, 今年)."""
        if not self.has_year or self.part or self.holiday or self.is_several_months:
            return False
        return self.month is None and self.day is None

    @property
    def is_bare_unit(self) -> bool:
        """Whether it is a whole month, year or longer, so that “前” has two readings."""
        return self.day is None and not self.part and self.week is None and not self.holiday

    def take_month(self, other: Point) -> None:
        """Fill in the month, and the year where none is said, from the point before."""
        self.month, self.month_shift = other.month, other.month_shift
        if not self.has_year:
            self.year, self.base, self.shift = other.year, other.base, other.shift

    def days(self, year: int, issued: date | None) -> tuple[date, date]:
        """The first and the last day of the point in ``year``.

        Raises:
            Impossible: there is no such day.
            Vague: the words leave the day open.
            Unknown: the day of issue is needed and not given.
        """
        if self.month is not None:
            return self._month_days(year, self.month)
        if self.quarter:
            return _part_of(*_quarter(year, self.quarter), self.part, "季度")
        if self.first_quarters:
            return date(year, 1, 1), _quarter(year, self.first_quarters)[1]
        if self.half:
            first, last = _quarter(year, 2 * self.half - 1)[0], _quarter(year, 2 * self.half)[1]
            return _part_of(first, last, self.part, "半年")
        if not self.needs_year:
            return self._counted_days(issued)
        if self.holiday:
            day = date(year, *self.holiday)
            return day, day
        if self.day is not None:
            raise Vague("只写了日，没有写月份")
        if self.part == "middle":
            return date(year, 6, 30), date(year, 6, 30)
        return _part_of(date(year, 1, 1), date(year, 12, 31), self.part, "年")

    def _counted_days(self, issued: date | None) -> tuple[date, date]:
        """Days that are fixed by the plan's name or counted from the day of issue."""
        if self.plan:
            first, last = date(self.plan[0], 1, 1), date(self.plan[1], 12, 31)
            return _part_of(first, last, self.part, "规划期")
        if issued is None:
            raise Unknown("要从印发日期推算，而印发日期未知")
        if self.month_shift is not None:
            return self._month_days(*_shifted(issued, self.month_shift))
        if self.quarter_shift is not None:
            year, month = _shifted(issued, 3 * self.quarter_shift)
            return _part_of(*_quarter(year, (month + 2) // 3), self.part, "季度")
        monday = issued + timedelta(weeks=self.week or 0, days=-issued.weekday())
        if self.weekday is None:
            return _part_of(monday, monday + timedelta(days=6), self.part, "周")
        day = monday + timedelta(days=self.weekday)
        return day, day

    def _month_days(self, year: int, month: int) -> tuple[date, date]:
        if not 1 <= month <= 12:
            raise Impossible(f"没有{month}月")
        last = monthrange(year, month)[1]
        if self.day is not None:
            if not 1 <= self.day <= last:
                raise Impossible(f"{year}年{month}月没有{self.day}日")
            return date(year, month, self.day), date(year, month, self.day)
        if self.part in _FIXED_PARTS:
            begin, end = _FIXED_PARTS[self.part]
            return date(year, month, begin), date(year, month, end)
        return _part_of(date(year, month, 1), date(year, month, last), self.part, "月")


_FIXED_PARTS = {"first": (1, 10), "second": (11, 20), "half": (1, 15)}


def _shifted(day: date, by: int) -> tuple[int, int]:
    months = day.year * 12 + day.month - 1 + by
    return months // 12, months % 12 + 1


def _quarter(year: int, quarter: int) -> tuple[date, date]:
    month = 3 * quarter
    return date(year, month - 2, 1), date(year, month, monthrange(year, month)[1])


def _part_of(first: date, last: date, part: str, what: str) -> tuple[date, date]:
    if part == "last":
        return date(last.year, last.month, 21), last
    if part == "end":
        return last, last
    if part in ("begin", "middle"):
        word = "初" if part == "begin" else "中"
        raise Vague(f"“{what}{word}”没有确定的日期")
    return first, last
