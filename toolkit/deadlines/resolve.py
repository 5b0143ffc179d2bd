"""From statements to one :class:`~toolkit.model.Deadline`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from toolkit.deadlines.cycles import rule_of
from toolkit.deadlines.grammar import parse
from toolkit.deadlines.points import Impossible, Point, Unknown, Vague
from toolkit.deadlines.statements import Cycle, Span, Statements
from toolkit.deadlines.tokens import Tokens
from toolkit.deadlines.words import FOLD_AND_CLOSE_UP
from toolkit.model import Deadline, Kind, Note

NOT_UNDERSTOOD = "D02"
AMBIGUOUS = "D03"
DUE_BEFORE_START = "D05"
IMPOSSIBLE = "D07"
YEAR_UNKNOWN = "D08"
SEVERAL = "D09"

_LONGEST = 1000
_ZERO = re.compile("(?<=二)[0OoＯ](?=[一二三四五六七八九]{2}年)")
_MIDNIGHT = re.compile("(?<=[0-9])[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?")


def normalise(expr: str, *, year: int | None = None, issued: date | None = None) -> Deadline:
    """What a time limit as written means; ``expr`` is kept as ``raw``.

    Never raises.  In doubt the kind is ``none`` with a note that says why.

    Args:
        expr: the words, as they stand in the cell.
        year: the year of the notice, for dates without one; the year of ``issued`` if absent.
        issued: the day of issue, for 本月底, 下周五, 即日起.

    >>> normalise("10月16日前", year=2022).due
    datetime.date(2022, 10, 16)
    >>> normalise("每季度末月20日前").recurrence
    'FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=20'
    """
    # A date cell turned to text carries midnight; closed up, it would grow into the day.
    text = _MIDNIGHT.sub("", expr) if ":" in expr else expr
    text = text.translate(FOLD_AND_CLOSE_UP)
    if "二0" in text or "二O" in text:
        text = _ZERO.sub("〇", text)
    if not text:
        return Deadline(expr)
    if len(text) > _LONGEST:
        return Deadline(expr, notes=(Note(NOT_UNDERSTOOD, "文字过长，不像完成时限"),))
    found = parse(Tokens(text))
    if year is None and issued is not None:
        year = issued.year
    return _Resolver(expr, text, found, year, issued).deadline()


class _Dates:
    """The days of one span."""

    __slots__ = ("due", "is_range", "start")

    def __init__(self, start: date | None, due: date, is_range: bool) -> None:
        self.start = start
        self.due = due
        self.is_range = is_range


class _Resolver:
    def __init__(
        self, expr: str, text: str, found: Statements, year: int | None, issued: date | None
    ) -> None:
        self.expr = expr
        self.text = text
        self.found = found
        self.year = year
        self.issued = issued
        self.named: int | None = None  # the year named last in the cell
        self.notes: list[Note] = []

    def deadline(self) -> Deadline:
        found = self.found
        if found.doubt:
            return self._none(NOT_UNDERSTOOD, found.doubt)
        try:
            if found.vague:
                raise Vague(found.vague)
            return self._choose()
        except Impossible as reason:
            return self._none(IMPOSSIBLE, f"日期不存在：{reason}")
        except Vague as reason:
            return self._none(AMBIGUOUS, f"{reason}，请写明日期")
        except Unknown as reason:
            return self._none(YEAR_UNKNOWN, str(reason))
        except (ValueError, OverflowError):
            return self._none(IMPOSSIBLE, "日期超出日历范围")

    def _none(self, code: str, text: str) -> Deadline:
        return Deadline(self.expr, notes=(Note(code, text),))

    def _note(self, code: str, text: str) -> None:
        note = Note(code, text)
        if note not in self.notes:
            self.notes.append(note)

    def _made(self, kind: Kind, **fields: Any) -> Deadline:
        return Deadline(self.expr, kind, notes=tuple(self.notes), **fields)

    # --- which statement wins ---------------------------------------------------------------

    def _choose(self) -> Deadline:
        found = self.found
        limits = [span for span in found.spans if not span.role]
        others = [span for span in found.spans if span.role]
        words = found.words
        strong = [cycle for cycle in found.cycles if not cycle.weak]
        if found.unsure and (limits or strong or found.amounts):
            self._note(AMBIGUOUS, found.unsure)
        if len(limits) == 1 and strong and limits[0].end == strong[0].start:
            if limits[0].first is not None:
                return self._recurring(strong, others, words, within=limits[0])
            if limits[0].last.part == "all-year":
                limits = []
        if limits:
            return self._dated(limits, strong, words)
        if found.unsure and not strong and not found.amounts:
            return self._none(AMBIGUOUS, found.unsure)
        if any(span.role in ("state", "exclusive") for span in others):
            return self._none(AMBIGUOUS, "说的是截至某时的状态，或者不早于某时，不是完成时限")
        if strong:
            return self._recurring(strong, others, words)
        if found.amounts:
            return self._relative(words)
        if others:
            return self._started(others)
        return self._undated(words)

    def _undated(self, words: set[str]) -> Deadline:
        found = self.found
        if "ONGOING" in words:
            if "PROMPT" in words:
                self._note(SEVERAL, "既要立即办，又要长期坚持，按长期计")
            start = self.issued if found.now else None
            return self._made("ongoing", start=start)
        if "PROMPT" in words:
            return self._made("prompt")
        if found.now:
            return self._made("ongoing", start=self.issued)
        weak = [cycle for cycle in found.cycles if cycle.weak]
        if weak:
            if len(weak) > 1:
                self._note(SEVERAL, "写了不止一个周期，记第一个")
            return self._made("recurring", recurrence=rule_of(weak[0])[0], times=found.times)
        if "EVENT_BEFORE" in words or "VAGUE" in words:
            return self._none(AMBIGUOUS, "没有确定的日期，请写明")
        if "TARGETED" in words:
            return self._none(NOT_UNDERSTOOD, "写的是服务时限或持续时间，不是完成时限")
        if found.anchor and "NONE" not in words:
            return self._made("relative", anchor=found.anchor)
        if "NONE" in words or self.text.strip("-—/\\.。,;、") == "":
            return self._made("none")
        if found.attributes:
            return self._none(NOT_UNDERSTOOD, "只写了年份或者月份，没有写到什么时候")
        return self._none(NOT_UNDERSTOOD, "没有找到时间")

    def _relative(self, words: set[str]) -> Deadline:
        amounts = self.found.amounts
        if len({(a.amount, a.unit, a.anchor) for a in amounts}) > 1 and not self.found.unsure:
            self._note(AMBIGUOUS, "写了不止一个期限，记最后一个")
        last = amounts[-1]
        if last.inexact:
            self._note(SEVERAL, "不足一日的按一日计")
        if "ONGOING" in words:
            self._note(SEVERAL, "另有长期要求")
        return self._made("relative", amount=last.amount, unit=last.unit, anchor=last.anchor)

    def _started(self, spans: list[Span]) -> Deadline:
        span = spans[0]
        if span.role != "start":
            return self._none(AMBIGUOUS, "写的是起始或者生效日期，不是完成时限")
        start = self._days_of(span.last)[0]
        self._note(SEVERAL, "只写了开始的时间，没有写完成的时间")
        return self._made("ongoing", start=start)

    def _recurring(
        self, cycles: list[Cycle], starts: list[Span], words: set[str], within: Span | None = None
    ) -> Deadline:
        rules = []
        for cycle in cycles:
            rule, remark = rule_of(cycle)
            if rule:
                rules.append(rule)
            if remark:
                self._note(AMBIGUOUS, remark)
        if not rules:
            return self._none(AMBIGUOUS, "周期没有看懂")
        if len(set(rules)) > 1:
            self._note(SEVERAL, "写了不止一个周期，记第一个")
        if "VAGUE" in words or "EVENT_BEFORE" in words:
            self._note(AMBIGUOUS, "周期里的日期没有写明")
        if "ONGOING" in words or self.found.amounts:
            self._note(SEVERAL, "另有长期要求或者期限")
        start = self.issued if self.found.now else None
        if starts and starts[0].role == "start":
            start = self._days_of(starts[0].last)[0]
        if within is not None:  # 7月-12月每月25日前
            span = self._dates(within)
            start = span.start
            rules[0] += f";UNTIL={span.due:%Y%m%d}"
        return self._made("recurring", start=start, recurrence=rules[0], times=self.found.times)

    # --- dates ------------------------------------------------------------------------------

    def _dated(self, spans: list[Span], cycles: list[Cycle], words: set[str]) -> Deadline:
        if len(spans) > 1 or self.found.cycles:
            spans = [s for s in spans if not s.last.holiday or s.qualifier == "BEFORE"] or spans
        for cycle in cycles:
            if (
                cycle.frequency == "YEARLY"
                and not cycle.spans
                and not any(s.last.has_year for s in spans)
            ):
                raise Vague("既写了日期又写了“每年”")
        self._years_from_neighbours(spans)
        dates = [self._dates(span) for span in spans]
        last = max(dates, key=lambda d: d.due)
        if any(a.due > b.due for a, b in zip(dates, dates[1:], strict=False)):
            self._decreasing(spans, dates)
        for this, following in zip(spans, spans[1:], strict=False):
            if following.chained and this.last.is_year_only and not following.last.has_year:
                raise Vague("年份和月份之间多了顿号")
        for d in dates:
            if d.start is not None and d.start > d.due:
                return self._none(DUE_BEFORE_START, f"截止日{d.due}早于开始日{d.start}")
        if cycles:
            self._note(SEVERAL, "另有周期性要求")
        if self.found.amounts:
            self._note(SEVERAL, "另有从事件起算的期限")
        if "ONGOING" in words:
            self._note(SEVERAL, "完成后还要长期坚持")
        is_range = all(d.is_range for d in dates) or last.is_range
        start = None
        if all(d.is_range for d in dates):
            start = min((d.start for d in dates if d.start), default=None)
        elif last.is_range:
            start = last.start
        single = len(spans) == 1
        return self._made(
            "range" if is_range else "date",
            start=start,
            due=last.due,
            milestones=tuple(dict.fromkeys(d.due for d in dates)),
            times=self.found.times if single and spans[0].last.month is None else None,
        )

    def _decreasing(self, spans: list[Span], dates: list[_Dates]) -> None:
        """12月底前…，3月底前…: the later one may well lie in the next year."""
        for i in range(1, len(spans)):
            between = self.text[spans[i - 1].end : spans[i].start]
            if "(" in between or "其中" in between:
                continue  # 12月31日前（11月30日前报初稿）
            if dates[i - 1].due > dates[i].due and not spans[i].last.has_year:
                raise Vague("后面的日期早于前面的，可能是下一年")

    def _years_from_neighbours(self, spans: list[Span]) -> None:
        if self.year is not None:
            return
        named = {p.year for s in spans for p in (s.first, s.last) if p and p.year is not None}
        named |= {p.year for p in self.found.attributes if p.year is not None}
        if len(named) == 1:
            self.year = named.pop()

    def _year_of(self, point: Point) -> int:
        if not point.needs_year:
            return 0
        if point.year is not None:
            if self.year is not None and abs(point.year - self.year) > 10:
                self._note(AMBIGUOUS, f"{point.year}年离来文的年份太远，可能写错")
            self.named = point.year
            return point.year
        if point.base == "notice" or point.base == "previous":
            base = self.named if point.base == "previous" and self.named else self.year
            if base is None:
                raise Unknown("年份未知，请写明")
            if point.base == "previous" or point.shift:
                self.named = base + point.shift
            return base + point.shift
        for attribute in self.found.attributes:
            if attribute.year is not None and attribute.start < point.start and self.named is None:
                return attribute.year
        year = self.named or self.year
        if year is None:
            raise Unknown("没有写年份，来文的年份也未知")
        return year

    def _days_of(self, point: Point) -> tuple[date, date]:
        if point.quarter_month < 0:
            raise Vague("没有写是哪一个月或者哪一个季度")
        first, last = point.days(self._year_of(point), self.issued)
        if (
            point.weekday is not None
            and point.week is None
            and first == last
            and point.day is not None
        ):
            if first.weekday() != point.weekday:
                self._note(AMBIGUOUS, f"{first}不是所写的星期")
        return first, last

    def _dates(self, span: Span) -> _Dates:
        point = span.last
        if point.weekday is not None and point.week is None and point.day is None:
            raise Vague("没有写是哪一周")
        if point.holiday and span.qualifier != "BEFORE":
            raise Vague("节日本身不是期限")
        if self.text.startswith(("当月", "当季"), point.start):
            raise Vague("“当月”“当季”从哪里算起不清楚")
        if span.about:
            self._note(AMBIGUOUS, "日期前后有“左右”“暂定”一类的字，可能不是确定的期限")
        if point.base == "notice" and point.shift < 0:
            self._note(AMBIGUOUS, "写的是过去的年份")
        if span.first is not None:
            return self._range(span.first, point)
        first, last = self._days_of(point)
        if point.is_year_only and point.year is not None and self._is_short_year(point):
            raise Vague("两位数的年份可能是年数")
        if point.part == "middle":
            self._note(AMBIGUOUS, "“年中”按6月30日计")
        if span.qualifier == "BEFORE":
            return self._before(span, first, last)
        whole = (
            bool(point.half or point.quarter or point.first_quarters)
            or point.quarter_shift is not None
        )
        whole = (
            whole
            or (point.part == "all-year" and self._says_whole_year(point))
            or (point.week is not None and point.weekday is None)
        )
        if span.qualifier in ("UNTIL",):
            whole = False
        is_range = (
            whole and not (point.part in ("end",) or point.month is not None) and point.plan is None
        )
        if point.plan is not None and not point.part:
            is_range = True
        start = self.issued if self.found.now else None
        if start is not None:
            return _Dates(start, last, True)
        return _Dates(first if is_range else None, last, is_range)

    def _is_short_year(self, point: Point) -> bool:
        return (
            not self.text[point.start : point.end][:4].isdecimal()
            and self.text[point.start].isdecimal()
        )

    def _says_whole_year(self, point: Point) -> bool:
        return (
            self.text[point.start : point.end].endswith(("全年", "整年"))
            and self.found.times is None
        )

    def _before(self, span: Span, first: date, last: date) -> _Dates:
        point = span.last
        if point.holiday:
            self._note(AMBIGUOUS, "节日前按节日的前一天计")
            if point.holiday == (1, 1) and not point.has_year:
                return _Dates(None, last.replace(month=12, day=31), False)
            return _Dates(None, first - timedelta(days=1), False)
        if point.is_bare_unit:
            if (
                point.half
                or point.quarter
                or point.first_quarters
                or point.plan
                or point.quarter_shift is not None
            ):
                raise Vague("“前”可以指开始以前，也可以指结束以前")
            if point.base:
                raise Vague("“前”可以指该年开始以前，也可以指年底以前")
            self._note(AMBIGUOUS, "“前”按该月或该年开始以前计")
            return _Dates(None, first - timedelta(days=1), False)
        if self.found.now:
            return _Dates(self.issued, last, True)
        return _Dates(None, last, False)

    def _range(self, left: Point, right: Point) -> _Dates:
        left_had_year = left.has_year
        begin = self._days_of(left)[0]
        if not left_had_year and right.year is not None and self.named is None:
            begin = begin
        due = self._days_of(right)[1]
        if not left_had_year and right.year is not None:
            # 11月至2023年2月: the month before the new year belongs to the year before.
            moved = begin.replace(year=right.year) if (begin.month, begin.day) != (2, 29) else begin
            if moved > due:
                moved = begin.replace(year=right.year - 1)
            if moved != begin:
                self._note(AMBIGUOUS, "开始的年份没有写")
                begin = moved
        if (
            begin > due
            and not right.has_year
            and left.month is not None
            and right.month is not None
        ):
            raise Vague("结束早于开始，可能跨年")
        return _Dates(begin, due, True)
