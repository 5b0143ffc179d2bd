"""From spans to days: which year, which first and last day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from toolkit.deadlines.points import Point, Unknown, Vague
from toolkit.deadlines.statements import Span, Statements

_AT_BEST = ("力争", "争取", "力争在", "争取在", "力争于", "争取于")
_FARTHEST = 10  # years from the notice's own beyond which a year looks like a slip


class Days(NamedTuple):
    """The days of one span."""

    start: date | None
    due: date
    is_range: bool


class Dater:
    """Finds the days of the spans of one expression, from left to right.

    ``remark`` is called with every remark on a reading that a person should see.
    """

    def __init__(
        self,
        text: str,
        found: Statements,
        year: int | None,
        issued: date | None,
        remark: Callable[[str], None],
    ) -> None:
        self.text = text
        self.found = found
        self.year = year if year is not None or issued is None else issued.year
        self.issued = issued
        self.remark = remark
        self.named: int | None = None  # the year named last in the cell

    def all_days(self, spans: Sequence[Span]) -> list[Days]:
        """The days of each span.

        Raises:
            Impossible, Vague, Unknown: as :meth:`Point.days` does.
        """
        if self.year is None:
            self._year_from_neighbours(spans)
        days = [self.days(span) for span in spans]
        for i in range(1, len(spans)):
            before, span = spans[i - 1], spans[i]
            if span.chained and before.last.is_year_only and not span.last.has_year:
                raise Vague("年份和月份之间多了顿号")
            between = self.text[before.end : span.start]
            # 12月31日前（11月30日前报初稿）; 12月底前完成，力争10月底前完成
            subordinate = "(" in between or "其中" in between or between.endswith(_AT_BEST)
            if days[i - 1].due > days[i].due and not span.last.has_year and not subordinate:
                raise Vague("后面的日期早于前面的，可能是下一年")
        return days

    def _year_from_neighbours(self, spans: Sequence[Span]) -> None:
        points = [p for span in spans for p in (span.first, span.last) if p is not None]
        named = {p.year for p in (*points, *self.found.attributes) if p.year is not None}
        if len(named) == 1:
            self.year = named.pop()

    def _year_of(self, point: Point) -> int:
        if not point.needs_year:
            return 0
        if point.year is not None:
            if self.year is not None and abs(point.year - self.year) > _FARTHEST:
                self.remark(f"{point.year}年离来文的年份太远，可能写错")
            self.named = point.year
            return point.year
        year = self.year if point.base == "notice" else self.named or self.year
        if year is None:
            raise Unknown("没有写年份，来文的年份也未知")
        if point.base == "previous" or point.shift:
            self.named = year + point.shift
        return year + point.shift

    def first_and_last(self, point: Point) -> tuple[date, date]:
        """The days that a point covers; notes a weekday that does not fit."""
        if point.quarter_month < 0:
            raise Vague("没有写是哪一个月或者哪一个季度")
        first, last = point.days(self._year_of(point), self.issued)
        weekday = point.weekday if point.week is None else None
        if weekday is not None and point.day is not None and first.weekday() != weekday:
            self.remark(f"{first}不是所写的星期")
        return first, last

    def days(self, span: Span) -> Days:
        """The days of one span."""
        point = span.last
        if point.weekday is not None and point.week is None and point.day is None:
            raise Vague("没有写是哪一周")
        if point.holiday and span.qualifier != "BEFORE":
            raise Vague("节日本身不是期限")
        if self.text.startswith(("当月", "当季"), point.start):
            raise Vague("“当月”“当季”从哪里算起不清楚")
        if span.about:
            self.remark("日期前后有“左右”“暂定”一类的字，可能不是确定的期限")
        if span.first is not None:
            return self._range(span.first, point)
        if point.is_year_only and self._has_short_year(point):
            raise Vague("两位数的年份可能是年数")
        if span.qualifier == "WITHIN" and self._may_be_months(point):
            raise Vague("可以指那个月，也可以指几个月之内")
        first, last = self.first_and_last(point)
        if point.base == "notice" and point.shift < 0:
            self.remark("写的是过去的年份")
        if point.part == "middle":
            self.remark("“年中”按6月30日计")
        start = None
        if span.qualifier == "BEFORE":
            last = self._before(point, first, last)
        elif span.qualifier != "UNTIL" and self._is_period(point):
            start = first
        if self.found.now:
            start = self.issued
        return Days(start, last, start is not None)

    def _may_be_months(self, point: Point) -> bool:
        """三月内: in March, or within three months?"""
        if point.has_year or not point.is_bare_unit or "份" in self.text[point.start : point.end]:
            return False
        return point.month in (1, 2, 3)

    def _has_short_year(self, point: Point) -> bool:
        """22年 alone: the year 2022, or twenty-two years?"""
        written = self.text[point.start : point.end]
        return written[:2].isdecimal() and not written[:4].isdecimal()

    def _is_period(self, point: Point) -> bool:
        """Whether a point without 前 means a period with two ends (第四季度, 全年, 本周)."""
        if point.plan:
            return not point.part
        if point.part == "all-year":
            words = self.text[point.start : point.end]
            return words.endswith(("全年", "整年")) and self.found.times is None
        if point.part == "end" or point.month is not None:
            return False
        return point.is_several_months or (point.week is not None and point.weekday is None)

    def _before(self, point: Point, first: date, last: date) -> date:
        """The last day of …前; a bare month or year is over before it begins."""
        if point.holiday:
            self.remark("节日前按节日的前一天计")
            if point.holiday == (1, 1) and not point.has_year:
                return date(last.year, 12, 31)
            return first - timedelta(days=1)
        if not point.is_bare_unit:
            return last
        if point.is_several_months or point.plan or point.base:
            raise Vague("“前”可以指开始以前，也可以指结束以前")
        self.remark("“前”按该月或该年开始以前计")
        return first - timedelta(days=1)

    def _range(self, left: Point, right: Point) -> Days:
        begin = self.first_and_last(left)[0]
        due = self.first_and_last(right)[1]
        if not left.has_year and right.year is not None and begin.year != right.year:
            # 11月至2023年2月: the autumn before the year that is named.
            nearest = self._in_year(left, right.year)
            if nearest > due:
                nearest = self._in_year(left, right.year - 1)
            if nearest != begin:
                self.remark("开始的年份没有写")
                begin = nearest
        if begin > due and not right.has_year:
            raise Vague("结束早于开始，可能跨年")
        return Days(begin, due, True)

    def _in_year(self, point: Point, year: int) -> date:
        return point.days(year, self.issued)[0]
