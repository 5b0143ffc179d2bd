"""Reading one point in time from the tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from toolkit.deadlines.points import Point
from toolkit.deadlines.statements import Cycle, Span, Statements
from toolkit.deadlines.tokens import Tokens

#: Values of the section quarter_months: the month after the period, and its last one.
NEXT_MONTH, LAST_MONTH = 4, 9


class PointReader:
    """A cursor over the tokens that reads one point at a time."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.kinds = tokens.kinds
        self.values = tokens.values
        self.i = 0
        self.out = Statements()
        self.cycle: Cycle | None = None
        self.anchor = ""
        self.since: Span | None = None  # the date that the anchor names
        self.clause = 0  # offset at which the clause begins
        self.outside = 0  # the same for the clause around a bracket
        self.previous: Span | None = None
        self.flags: set[str] = set()

    def _text(self, i: int) -> str:
        return self.tokens.text[self.tokens.starts[i] : self.tokens.ends[i]]

    # --- points -----------------------------------------------------------------------------

    def point(self) -> Point:
        """The point in time that begins at the cursor."""
        point = Point(self.tokens.starts[self.i])
        kind = self.kinds[self.i]
        if kind == "YEAR":
            point.year = self.values[self.i]
            self._next()
            if self._text(self.i) == "," and self.kinds[self.i + 1] == "MONTH":
                self._next()  # 2021年,12月底前
        elif kind == "YEARREL":
            point.base, point.shift = self.values[self.i]
            self._next()
        rule = _POINT_RULES.get(self.kinds[self.i])
        if rule is not None:
            rule(self, point)
        return self._close(point)

    def _close(self, point: Point) -> Point:
        point.end = self.tokens.ends[self.i - 1]
        return point

    def _next(self) -> Any:
        self.i += 1
        return self.values[self.i - 1]

    def _plan(self, point: Point) -> None:
        if point.has_year:
            return
        point.plan = self._next()
        if self.kinds[self.i] == "WITHIN":
            self.i += 1
        self._part(point)

    def _month(self, point: Point) -> None:
        point.names_month = self._text(self.i)[-1] in "月份"
        point.month = self._next()
        lost = not point.names_month and point.year is None and self.kinds[self.i] == "PART"
        if lost:
            self.out.is_unsure(f"“{point.month}”后面少了“月”字")
        self._inside_month(point)

    def _month_shift(self, point: Point) -> None:
        point.month_shift = self._next()
        self._inside_month(point)

    def _dotted(self, point: Point) -> None:
        point.month, point.day, _ = self._next()

    def _day(self, point: Point) -> None:
        point.day = self._next()

    def _half(self, point: Point) -> None:
        point.half = self._next()
        self._part(point)

    def _quarter(self, point: Point) -> None:
        point.quarter = self._next()
        if self.kinds[self.i] == "QMONTH" and self.values[self.i] != NEXT_MONTH:
            point.month = 3 * point.quarter - 3 + min(3, self._next())
            self._inside_month(point)
        else:
            self._part(point)

    def _quarter_shift(self, point: Point) -> None:
        point.quarter_shift = self._next()
        self._part(point)

    def _first_quarters(self, point: Point) -> None:
        point.first_quarters = self._next()
        self._part(point)

    def _holiday(self, point: Point) -> None:
        point.holiday = self._next()

    def _week(self, point: Point) -> None:
        point.week = self._next()
        self._part(point)

    def _weekday(self, point: Point) -> None:
        point.week, point.weekday = self._next()

    def _year_part(self, point: Point) -> None:
        part = self._next()
        point.part = "all-year" if part == "all" else part

    def _lone_part(self, point: Point) -> None:
        """月底, 季末 without saying of which: only a cycle can tell."""
        if point.has_year:
            return
        point.quarter_month = -1 if self.kinds[self.i] == "MONTHPART" else -3
        point.part = self._next()

    def _check_month(self, point: Point) -> None:
        """二季度中旬, 2026年中旬: of which month?"""
        in_month = point.month is not None or point.month_shift is not None or point.quarter_month
        if self.values[self.i] in ("first", "second", "last", "half") and not in_month:
            self.out.is_vague(f"“{self._text(self.i)}”是哪一个月的，没有写明")

    def _year_end(self, point: Point) -> None:
        if point.has_year:
            self._check_month(point)
            point.part = self._next()

    def _inside_month(self, point: Point) -> None:
        kind = self.kinds[self.i]
        if self._text(self.i) == "的" and self.kinds[self.i + 1] in ("DAY", "PART", "MONTHPART"):
            self.i += 1
            kind = self.kinds[self.i]
        if kind == "DAY":
            point.day = self._next()
        elif kind == "MONTHPART":
            point.part = self._next()
        else:
            self._part(point)

    def _part(self, point: Point) -> None:
        if self.kinds[self.i] == "PART":
            self._check_month(point)
            point.part = self._next()
            if self.kinds[self.i] == "PART" and self.values[self.i] == "end":  # 季度末结束前
                self.i += 1


_POINT_RULES: dict[str, Callable[[PointReader, Point], None]] = {
    "PLAN": PointReader._plan,
    "MONTH": PointReader._month,
    "MONTHREL": PointReader._month_shift,
    "DOTTED": PointReader._dotted,
    "PAIR": PointReader._dotted,
    "DAY": PointReader._day,
    "HALF": PointReader._half,
    "QUARTER": PointReader._quarter,
    "QUARTERREL": PointReader._quarter_shift,
    "FIRSTQ": PointReader._first_quarters,
    "HOLIDAY": PointReader._holiday,
    "WEEKREL": PointReader._week,
    "WEEKDAY": PointReader._weekday,
    "YEARPART": PointReader._year_part,
    "MONTHPART": PointReader._lone_part,
    "QUARTERPART": PointReader._lone_part,
    "PART": PointReader._year_end,
}
