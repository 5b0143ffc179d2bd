"""From tokens to statements: the grammar of a time limit.

An expression is a row of *statements* with ordinary text between them::

    statement := span | cycle | amount | ongoing | prompt | none
    span      := point [clock] [qualifier] [to point [qualifier]]      9月15日至25日前
    point     := [year] [half | quarter | month [day | part]]          明年3月底
    qualifier := before | within | until | after | since
    cycle     := every {span | month of a quarter | weekday} [times]   每季度末月20日前
    amount    := [event after] number unit within                      收到后5个工作日内

Members of a list share what stands once: 6月、9月、12月底前; 2022年3月、6月; 10月5日、20日.
"""

from __future__ import annotations

import re
from typing import Any

from toolkit.deadlines.points import Point
from toolkit.deadlines.tokens import Tokens

#: Kinds with which a point in time begins.
POINT_KINDS = frozenset(
    "YEAR YEARREL PLAN HALF QUARTER FIRSTQ MONTH DAY DOTTED PAIR YEARPART MONTHPART QUARTERPART "
    "MONTHREL QUARTERREL WEEKREL WEEKDAY HOLIDAY".split()
)
_QUALIFIERS = frozenset("BEFORE WITHIN UNTIL AFTER SINCE".split())
_ENDS = frozenset(["", "BREAK", "SEP", "VERB", "TIMES", "TO", "ONGOING", "TARGET"])
_UNIT_OF_NUMBER = frozenset("YEAR MONTH DAY QUARTER AMOUNT TIMES".split())


class Span:
    """One point or a range of two, with what the words around it make of it."""

    __slots__ = ("about", "chained", "end", "first", "last", "now", "qualifier", "role", "start")

    def __init__(self, last: Point) -> None:
        self.first: Point | None = None
        self.last = last
        self.qualifier = ""
        self.role = ""  # "", "state", "start", "effective", "after", "exclusive"
        self.about = self.chained = self.now = False
        self.start = last.start
        self.end = last.end


class Cycle:
    """A recurring limit: its frequency and the points inside the period."""

    __slots__ = ("after", "end", "frequency", "interval", "months", "spans", "start", "weak")

    def __init__(self, frequency: str, interval: int, start: int, end: int) -> None:
        self.frequency = frequency
        self.interval = interval
        self.spans: list[Span] = []
        self.after: tuple[int, str] | None = None
        self.weak = False
        self.start = start
        self.end = end


class Amount:
    """A length of time, with the event it is counted from."""

    __slots__ = ("amount", "anchor", "end", "start", "unit", "unsure")

    def __init__(self, amount: int, unit: str, anchor: str, start: int, end: int) -> None:
        self.amount = amount
        self.unit = unit
        self.anchor = anchor
        self.start = start
        self.end = end
        self.unsure = ""


class Statements:
    """All statements of an expression."""

    __slots__ = ("amounts", "anchor", "attributes", "cycles", "doubt", "now", "spans", "times", "unsure", "vague", "words")

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.cycles: list[Cycle] = []
        self.amounts: list[Amount] = []
        self.words: list[tuple[str, int]] = []
        self.attributes: list[Point] = []
        self.times: int | None = None
        self.anchor: str | None = None
        self.now = False
        self.doubt = ""
        self.unsure = ""
        self.vague = ""


class Parser:
    """Reads the tokens of one expression from left to right."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.kinds = tokens.kinds
        self.values = tokens.values
        self.i = 0
        self.out = Statements()
        self.cycle: Cycle | None = None
        self.anchor: str | None = None
        self.clause = 0  # offset at which the clause begins
        self.previous: Span | None = None
        self.flags: set[str] = set()

    def read(self) -> Statements:
        """All statements of the tokens."""
        if "NUMBER" in self.kinds or "ORDINAL" in self.kinds:
            give_numbers_units(self.tokens)
        kinds = self.kinds
        while kind := kinds[self.i]:
            if kind in POINT_KINDS:
                self._span()
                continue
            rule = _RULES.get(kind)
            if rule is not None:
                rule(self)
            self.i += 1
        self._share_in_lists()
        return self.out

    # --- points and spans -------------------------------------------------------------------

    def _point(self) -> Point:
        kinds, values, i = self.kinds, self.values, self.i
        kind, value = kinds[i], values[i]
        point = Point(self.tokens.starts[i])
        if kind == "YEAR":
            point.year = value
            i += 1
            kind = kinds[i]
            if kind == "SEP" and values[i] is None and self.tokens.text[self.tokens.starts[i]] == ",":
                # 2021年,12月底前: the comma only divides year and month.
                if kinds[i + 1] == "MONTH":
                    i += 1
                    kind = kinds[i]
        elif kind == "YEARREL":
            point.base, point.shift = value
            i += 1
            kind = kinds[i]
        elif kind == "PLAN":
            point.plan = value
            i += 1
            if kinds[i] == "WITHIN":
                i += 1
            if kinds[i] == "PART":
                point.part = values[i]
                i += 1
            return self._close(point, i)
        value = values[i]
        if kind == "MONTH":
            point.month = value
            i = self._inside_month(point, i + 1)
        elif kind == "MONTHREL":
            point.month_shift = value
            i = self._inside_month(point, i + 1)
        elif kind == "DOTTED" or kind == "PAIR":
            point.month, point.day, _ = value
            i += 1
        elif kind == "DAY":
            point.day = value
            i += 1
        elif kind == "HALF":
            point.half = value
            i = self._part(point, i + 1)
        elif kind == "QUARTER":
            point.quarter = value
            i += 1
            if kinds[i] == "QMONTH" and values[i] <= 3:
                point.month = 3 * point.quarter - 3 + values[i]
                i = self._inside_month(point, i + 1)
            else:
                i = self._part(point, i)
        elif kind == "QUARTERREL":
            point.quarter_shift = value
            i = self._part(point, i + 1)
        elif kind == "FIRSTQ":
            point.first_quarters = value
            i = self._part(point, i + 1)
        elif kind == "HOLIDAY":
            point.holiday = value
            i += 1
        elif kind == "WEEKREL":
            point.week = value
            i = self._part(point, i + 1)
        elif kind == "WEEKDAY":
            point.week, point.weekday = value
            i += 1
        elif kind in ("YEARPART", "MONTHPART", "QUARTERPART"):
            if kind == "YEARPART" or not point.has_year:
                point.part = value if value != "all" else "all-year"
                if kind == "MONTHPART":
                    point.quarter_month = -1
                elif kind == "QUARTERPART":
                    point.quarter_month = -3
                i += 1
        elif kind == "PART" and point.has_year:
            point.part = value
            i += 1
        return self._close(point, i)

    def _close(self, point: Point, i: int) -> Point:
        point.end = self.tokens.ends[i - 1]
        self.i = i
        return point

    def _inside_month(self, point: Point, i: int) -> int:
        kind = self.kinds[i]
        if kind == "DAY":
            point.day = self.values[i]
            return i + 1
        if kind == "MONTHPART":
            point.part = self.values[i]
            return i + 1
        return self._part(point, i)

    def _part(self, point: Point, i: int) -> int:
        if self.kinds[i] == "PART":
            point.part = self.values[i]
            i += 1
            if self.kinds[i] == "PART" and self.values[i] == "end":  # 第四季度末结束前
                i += 1
        return i

    def _span(self) -> None:
        tokens, kinds = self.tokens, self.kinds
        begin = self.i
        if kinds[begin] == "DAY" and self._day_is_amount(begin):
            self._amount(tokens.values[begin], "day")
            return
        point = self._point()
        if point.is_year_only and self._is_attribute():
            self.out.attributes.append(point)
            return
        if point.base == "notice" and point.shift < 0 and point.is_year_only:
            self.out.attributes.append(point)
            return
        if (point.month_shift is not None or point.quarter_shift is not None) and point.is_bare_unit:
            if kinds[self.i] not in _QUALIFIERS and kinds[self.i] not in _ENDS or self.cycle:
                self.out.attributes.append(point)  # 报送本月情况
                return
        if self._is_object(point, begin):
            self.out.attributes.append(point)
            return
        span = Span(point)
        self._touching(point, begin)
        span.chained = self._follows_in_list(begin)
        if kinds[begin] == "PAIR":
            if self._is_fraction(begin):
                return
            self._pair(begin)
        self._complete(point, span.chained)
        self._clock(point)
        self._qualifier(span)
        if kinds[self.i] == "TO" or (
            kinds[self.i] == "SEP" and kinds[self.i + 1] == "TO" and span.qualifier == "SINCE"
        ):
            self._range(span)
        elif kinds[self.i] == "SEP" and span.qualifier == "SINCE" and "FROM" in self.flags:
            pass
        span.end = tokens.ends[self.i - 1]
        self._place(span, begin)

    def _touching(self, point: Point, begin: int) -> None:
        """What stands hard before a point and cannot belong there: a character was lost."""
        out, start = self.out, self.tokens.starts[begin]
        before = self.kinds[begin - 1] if begin else ""
        previous = self.previous
        if before == "TEXT" and self.tokens.text[start - 1] in "明今次翌每近本当":
            out.doubt = out.doubt or f"没有看懂“{self.tokens.text[start - 1 : point.end]}”"
        elif before == "NUMBER" or begin == 1 and self._text(0) in ".,、/":
            out.doubt = out.doubt or f"没有看懂“{self._text(begin - 1)}{self._text(begin)}”"
        elif before == "AFTER" and point.month is not None and point.is_bare_unit:
            out.vague = out.vague or "“后”字后面的月份可能是几个月"
        if previous is not None and previous.end == start:
            both_full = point.day and point.month and previous.last.day and previous.last.month
            if previous.qualifier not in ("BEFORE", "UNTIL", "WITHIN") and not both_full:
                out.doubt = out.doubt or f"没有看懂“{self.tokens.text[previous.start : point.end]}”"

    def _range(self, span: Span) -> None:
        dash = self._text(self.i)
        if self.kinds[self.i] == "SEP":
            self.i += 1
        self.i += 1
        if self.kinds[self.i] not in POINT_KINDS:
            self.out.doubt = self.out.doubt or "“至”后面没有看懂"
            return
        left = span.last
        begin = self.i
        right = self._point()
        if self.kinds[begin] == "PAIR":
            self._pair(begin)
        if dash == "-" and self.kinds[begin] in ("DOTTED", "PAIR") and self.values[begin][2] == "-":
            self.out.vague = self.out.vague or "横线太多，不能确定哪一个是“至”"
        if left.is_year_only and right.month is not None and not right.has_year:
            self.out.vague = self.out.vague or "“至”前面只有年份"
        if right.month is None and right.day is not None:
            if left.day is None and left.quarter_month <= 0 and self.cycle is None:
                self.out.vague = self.out.vague or "“至”前面没有写日"
            right.month, right.month_shift = left.month, left.month_shift
            if not right.has_year:
                right.year, right.base, right.shift = left.year, left.base, left.shift
        span.first, span.last = left, right
        span.qualifier = ""
        self._clock(right)
        self._qualifier(span)

    def _place(self, span: Span, begin: int) -> None:
        out = self.out
        for flag in self.flags:
            if flag == "state" and span.qualifier not in ("BEFORE", "UNTIL"):
                span.role = "state"
            elif flag == "exclusive":
                span.role = "exclusive"
            elif flag == "about":
                span.about = True
            elif flag == "now" and span.first is None:
                span.now = True
        self.flags.discard("state")
        self.flags.discard("exclusive")
        self.flags.discard("about")
        if self.kinds[self.i] == "ABOUT":
            span.about = True
        if span.qualifier == "SINCE":
            word = self.tokens.text[span.end - 2 : span.end]
            span.role = "effective" if word in ("施行", "实施", "生效", "执行", "启用") else "start"
            if self.kinds[self.i] in ("SINCE", "NONE") or self.tokens.text.startswith(("执行", "实行"), span.end):
                span.role = "effective"
        elif span.qualifier == "AFTER":
            span.role = "after"
        if span.qualifier == "BEFORE" and self.kinds[self.i] in ("AMOUNT", "NUMBER"):
            out.vague = out.vague or "“前”字后面还有期限"
        if span.chained and self.previous is not None and self.previous.role in ("after", "start") and (
            self._text(begin - 1) != ","
        ):
            out.vague = out.vague or "起始的时间和完成的时间混在一起"
        if span.chained and self._text(begin - 1).startswith("或"):
            out.vague = out.vague or "写了两个日期，没有说按哪一个"
        if span.role in ("start", "after") and self.kinds[self.i] == "AMOUNT":
            self.anchor = self.tokens.text[span.start : span.last.end]
        cycle = self.cycle
        if cycle is not None and cycle_takes(cycle, span):
            cycle.spans.append(span)
            cycle.end = span.end
        else:
            out.spans.append(span)
        self.previous = span

    def _day_is_amount(self, i: int) -> bool:
        """Whether “30日” stands for thirty days: no month before it, 内 or an event around it."""
        if self.previous is not None and self._follows_in_list(i):
            return False
        if self.anchor is not None:
            return True
        if self.cycle is not None:
            return False
        return self.kinds[i + 1] == "WITHIN" or i > 0 and self.kinds[i - 1] == "TARGET"

    def _is_attribute(self) -> bool:
        """Whether a bare year qualifies what follows (2021年政务公开)."""
        kind = self.kinds[self.i]
        return kind not in _QUALIFIERS and kind not in _ENDS

    def _is_object(self, point: Point, begin: int) -> bool:
        """Whether a bare period says of which, not by when: 报送上半年总结, 报送9月份情况."""
        kinds, following = self.kinds, self.kinds[self.i]
        bare = point.day is None and point.week is None and not point.holiday and not point.plan
        if not bare or following in _QUALIFIERS or following == "TO":
            return False
        whole = point.part == "" or point.quarter_month == 0 and kinds[self.i - 1] == "YEARPART"
        if not whole or self.cycle is not None and not self.out.spans and not self.cycle.spans:
            return False
        if following == "NOUN":
            return True
        done = [span for span in (self.previous, *self.out.spans) if span is not None and span.start >= self.clause]
        if not done or begin == 0 or kinds[begin - 1] not in ("TEXT", "VERB", "NOUN"):
            return False
        return following not in ("VERB",) or done[-1].end < point.start and kinds[begin - 1] == "VERB"

    def _is_fraction(self, i: int) -> bool:
        return self.values[i][2] == "/" and i > 0 and self.kinds[i - 1] in ("TEXT", "VERB") and (
            self.kinds[i + 1] not in ("BEFORE", "UNTIL", "TO", "WITHIN", "PART")
        )

    def _follows_in_list(self, begin: int) -> bool:
        previous = self.previous
        if previous is None or begin == 0 or self.kinds[begin - 1] != "SEP":
            return False
        return previous.end == self.tokens.starts[begin - 1]

    def _pair(self, i: int) -> None:
        _, _, sign = self.values[i]
        if sign == "-" or self.kinds[i + 1] not in ("BEFORE", "UNTIL", "TO", "WITHIN"):
            self.out.doubt = self.out.doubt or f"“{self._text(i)}”不能确定是不是月和日"

    def _complete(self, point: Point, chained: bool) -> None:
        """Take over the month that the list named before: 10月5日、20日."""
        if point.day is None or point.month is not None or point.month_shift is not None:
            return
        if self.previous is not None and chained and self.previous.last.day is None:
            self.out.vague = self.out.vague or "前面的月份没有写日"
        if self.previous is not None and chained and self.cycle is None:
            before = self.previous.last
            point.month, point.month_shift = before.month, before.month_shift
            if not point.has_year:
                point.year, point.base, point.shift = before.year, before.base, before.shift
        elif chained and self.previous is not None:
            point.month = self.previous.last.month
            point.quarter_month = self.previous.last.quarter_month

    def _clock(self, point: Point) -> None:
        kinds = self.kinds
        while True:
            if kinds[self.i] == "CLOCK":
                if self.values[self.i] == "midnight" or self._text(self.i) in ("〇时", "〇点", "午夜"):
                    self.out.unsure = self.out.unsure or "零时是一天的开始，按写明的当天计"
                self.i += 1
            elif kinds[self.i] == "WEEKDAY" and point.day is not None and self.cycle is None:
                point.weekday = self.values[self.i][1]
                self.i += 1
            elif kinds[self.i] == "BREAK" and kinds[self.i + 1] == "WEEKDAY" and kinds[self.i + 2] == "BREAK":
                if point.week is None:
                    point.weekday = self.values[self.i + 1][1]
                self.i += 3
            else:
                return

    def _qualifier(self, span: Span) -> None:
        while self.kinds[self.i] in _QUALIFIERS:
            if span.qualifier in ("", "WITHIN"):
                span.qualifier = self.kinds[self.i]
            elif self.kinds[self.i] == "SINCE":
                span.qualifier = "SINCE"
            self.i += 1

    def _share_in_lists(self) -> None:
        """6月、9月、12月底前: what stands once behind the list belongs to each member."""
        for spans in (self.out.spans, *(cycle.spans for cycle in self.out.cycles)):
            for this, following in zip(reversed(spans[:-1]), reversed(spans[1:]), strict=True):
                if not following.chained or this.qualifier:
                    continue
                this.qualifier = following.qualifier if not following.first else ""
                if following.role == this.role == "":
                    pass
                elif not this.role:
                    this.role = following.role
                mine, its = this.last, following.last
                if mine.day is None and its.day is not None and mine.month and its.month and this.first is None:
                    if its.month != mine.month:
                        self.out.vague = self.out.vague or "前面的月份没有写日"
                elif mine.is_bare_unit and not mine.part and its.part and this.first is None:
                    if _same_shape(mine, its):
                        mine.part = its.part

    # --- the other statements ---------------------------------------------------------------

    def _amount_token(self) -> None:
        amount, unit, *inexact = self.values[self.i]
        self._amount(amount, unit)
        if inexact and inexact[0] and self.out.amounts:
            self.out.amounts[-1].unsure = "不足一日的按一日计"
        self.i -= 1

    def _amount(self, amount: int, unit: str) -> None:
        kinds, i = self.kinds, self.i
        start = self.tokens.starts[i]
        before = kinds[i - 1] if i else ""
        following = kinds[i + 1]
        self.i += 1
        if before == "BEFORE" or self.tokens.text[:start].endswith("前"):
            self.out.unsure = self.out.unsure or "期限是从事件往前推算的"
            return
        if before == "TARGET":
            self.out.words.append(("TARGETED", start))
            if following in ("WITHIN", "BEFORE"):
                self.i += 1
            return
        if following == "TIMES" or (following == "TARGET" and kinds[i + 2] == "TIMES"):
            frequency, interval = _CYCLE_OF_UNIT[unit]
            self._open_cycle(Cycle(frequency, interval * amount, start, self.tokens.ends[i]))
            return
        if following == "TO" or before == "TO" or following == "SEP" and kinds[i + 2] == "AMOUNT":
            self.out.unsure = self.out.unsure or "写了不止一个期限"
        if amount <= 0:
            self.out.vague = self.out.vague or "期限为零"
        found = Amount(amount, unit, self.anchor or self._received(i), start, self.tokens.ends[i])
        if following == "WITHIN":
            self.i += 1
            found.end = self.tokens.ends[i + 1]
        elif following in ("BEFORE", "AFTER"):
            self.i += 1
            self.out.unsure = self.out.unsure or "期限是往前推算的，或者只说了在多久以后"
            return
        elif following in ("TEXT", "ODD") and not self.anchor:
            self.out.unsure = self.out.unsure or "写了多长时间，但不能确定是不是期限"
            return
        self.out.amounts.append(found)

    def _received(self, i: int) -> str:
        """收到通知5个工作日内: the event without its 后."""
        text = self.tokens.text[self.clause : self.tokens.starts[i]].lstrip("自从在于请各")
        return text if text.startswith(("收到", "接到", "受理", "签订")) else ""

    def _open_cycle(self, cycle: Cycle) -> None:
        self.cycle = cycle
        self.out.cycles.append(cycle)
        self.previous = None

    def _cycle_token(self) -> None:
        frequency, interval = self.values[self.i]
        start, end = self.tokens.starts[self.i], self.tokens.ends[self.i]
        kinds, i = self.kinds, self.i
        if self.cycle is not None and not self.cycle.spans and kinds[i - 1] != "SEP" and self.cycle.end == start:
            # 每年每季度, 每月每周: the inner cycle is the one that counts.
            self.out.cycles.remove(self.cycle)
        cycle = Cycle(frequency, interval, start, end)
        self._open_cycle(cycle)
        nxt = kinds[i + 1]
        if nxt == "AFTER" or nxt == "PART" and self._text(i + 1) in ("结束", "终了"):
            # 每季度结束后10日内, 每季度后10日内, 每月终了10日内
            skip = 1 + (kinds[i + 1] == "PART" and kinds[i + 2] == "AFTER")
            kind, value = kinds[i + 1 + skip], self.values[i + 1 + skip]
            if kind in ("DAY", "AMOUNT"):
                cycle.after = (value, "day") if kind == "DAY" else value[:2]
                self.i += 1 + skip
                if kinds[self.i + 1] in ("WITHIN", "BEFORE"):
                    self.i += 1
                cycle.end = self.tokens.ends[self.i]
                return
        if nxt in ("PART", "QMONTH", "YEARPART", "WEEKDAY"):
            self._inside_cycle(cycle)

    def _inside_cycle(self, cycle: Cycle) -> None:
        """每季度末月20日, 每年底, 每月末: parts that only make sense behind a cycle."""
        i = self.i + 1
        kind, value = self.kinds[i], self.values[i]
        if kind == "WEEKDAY":
            return
        point = Point(self.tokens.starts[i])
        if kind == "QMONTH":
            point.quarter_month = value
            self.i = i
            i = self._inside_month(point, i + 1)
        else:
            point.part = value if value != "all" else ""
            i += 1
        self._close(point, i)
        span = Span(point)
        self._clock(point)
        self._qualifier(span)
        span.end = cycle.end = self.tokens.ends[self.i - 1]
        cycle.spans.append(span)
        self.previous = span
        self.i -= 1

    def _weak_cycle(self) -> None:
        frequency, interval = self.values[self.i]
        cycle = Cycle(frequency, interval, self.tokens.starts[self.i], self.tokens.ends[self.i])
        cycle.weak = True
        self.out.cycles.append(cycle)

    def _times(self) -> None:
        value = self.values[self.i]
        if self.kinds[self.i - 1] == "TO" and self.i:
            self.out.unsure = self.out.unsure or "次数写成了范围"
        if self.out.times is None:
            self.out.times = value

    def _event(self) -> None:
        """收到后, 印发之日起: what follows is counted from the words before."""
        text = self.tokens.text[self.clause : self.tokens.starts[self.i]].lstrip("自从在于请待")
        if text and self.kinds[self.i + 1] == "TO" and _OF_THE_NOTICE.search(text):
            self.out.now = True  # 自印发之日起至年底
        elif text:
            self.anchor = text
            if self.out.anchor is None:
                self.out.anchor = text

    def _stray_before(self) -> None:
        start = self.tokens.starts[self.i]
        close = self.previous is not None and 0 <= start - self.previous.end <= 2
        if self.i and self.kinds[self.i - 1] == "NUMBER" or close and self.tokens.text[self.previous.end] != "(":  # type: ignore[union-attr]
            self.out.doubt = self.out.doubt or "“前”字前面没有看懂"
        if self.kinds[self.i - 1] == "CYCLE" and self.kinds[self.i + 1] == "DAY":
            return  # 每月前5日
        self.out.words.append(("EVENT_BEFORE", self.tokens.starts[self.i]))

    def _stray_within(self) -> None:
        if self.anchor is not None and not self.out.amounts and self._text(self.i) in ("内", "以内", "之内"):
            self.out.vague = self.out.vague or "“内”字前面的期限没有看懂"

    def _vague_word(self) -> None:
        if self._text(self.i) in ("日前", "月前", "年前") and self.i and self.kinds[self.i - 1] != "TEXT":
            self._odd()
        self._word()

    def _word(self) -> None:
        self.out.words.append((self.kinds[self.i], self.tokens.starts[self.i]))

    def _flag(self) -> None:
        self.flags.add(self.kinds[self.i].lower())

    def _now(self) -> None:
        self.out.now = True

    def _odd(self) -> None:
        self.out.doubt = self.out.doubt or f"没有看懂“{self._text(self.i)}”"

    def _number(self) -> None:
        value = self.values[self.i]
        text = self._text(self.i)
        kinds, i = self.kinds, self.i
        if kinds[i + 1] in POINT_KINDS or i and kinds[i - 1] in POINT_KINDS:
            self._odd()
        if kinds[i + 1] == "BREAK" and self._text(i + 1) == "." and kinds[i + 2] in POINT_KINDS:
            self._odd()
        if value is not None and text.isdecimal() and (value < 100 or 1900 < value < 2100 or value > 40000):
            self._odd()

    def _text(self, i: int) -> str:
        return self.tokens.text[self.tokens.starts[i] : self.tokens.ends[i]]

    def _stray_part(self) -> None:
        text = self._text(self.i)
        if text not in ("中", "结束", "终了", "伊始"):
            self._odd()

    def _break(self) -> None:
        self.clause = self.tokens.ends[self.i]
        if self.tokens.text[self.clause - 1] in ";。":
            self.anchor = None

    def _separator(self) -> None:
        if self.tokens.text[self.tokens.starts[self.i]] == ",":
            self.clause = self.tokens.ends[self.i]

    def _unsure(self) -> None:
        self.out.unsure = self.out.unsure or self.values[self.i]


_RULES: dict[str, Any] = {
    "AMOUNT": Parser._amount_token,
    "CYCLE": Parser._cycle_token,
    "WEAKCYCLE": Parser._weak_cycle,
    "TIMES": Parser._times,
    "AFTER": Parser._event,
    "ANCHOR": Parser._event,
    "BEFORE": Parser._stray_before,
    "ONGOING": Parser._word,
    "PROMPT": Parser._word,
    "NONE": Parser._word,
    "VAGUE": Parser._vague_word,
    "WITHIN": Parser._stray_within,
    "STATE": Parser._flag,
    "ABOUT": Parser._flag,
    "EXCLUSIVE": Parser._flag,
    "FROM": Parser._flag,
    "NOW": Parser._now,
    "ODD": Parser._odd,
    "NUMBER": Parser._number,
    "PART": Parser._stray_part,
    "QMONTH": Parser._odd,
    "BREAK": Parser._break,
    "SEP": Parser._separator,
    "UNSURE": Parser._unsure,
}

_CYCLE_OF_UNIT = {
    "workday": ("WORKDAYS", 1),
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "month": ("MONTHLY", 1),
    "year": ("YEARLY", 1),
}


_OF_THE_NOTICE = re.compile("印发|发文|下发|发布|本通知|本方案|通知")


def _same_shape(a: Point, b: Point) -> bool:
    return (a.month is None) == (b.month is None) and bool(a.quarter) == bool(b.quarter)


def cycle_takes(cycle: Cycle, span: Span) -> bool:
    """Whether a point behind 每… lies inside the period; a point with a year never does."""
    point = span.last
    if point.year is not None or point.plan is not None or point.base == "notice":
        return False
    if cycle.frequency == "YEARLY":
        return point.week is None and point.weekday is None
    if cycle.frequency == "WEEKLY":
        return point.weekday is not None
    if cycle.frequency == "MONTHLY":
        if cycle.interval == 1:
            return point.month is None and (point.day is not None or point.part != "" and point.quarter_month == -1)
        if point.month is not None:
            return not cycle.spans or any(s.last.month is not None for s in cycle.spans)
        return point.day is not None or bool(point.part)
    return False


def give_numbers_units(tokens: Tokens) -> None:
    """6、9、12月: a number without unit has that of the number behind it in the list."""
    kinds, values = tokens.kinds, tokens.values
    _drop_item_numbers(tokens)
    for i in range(len(kinds) - 2, -1, -1):
        if kinds[i] == "ORDINAL" and kinds[i + 1] in ("SEP", "TO") and kinds[i + 2] == "QUARTER":
            _unite(tokens, i)
        if kinds[i] != "NUMBER" or values[i] is None:
            continue
        before = kinds[i - 1] if i else ""
        if before == "MONTH" and not (kinds[i + 1] in ("SEP", "TO") and kinds[i + 2] == "MONTH" and values[i] < 13 and values[i] > values[i - 1] and kinds[i + 1] == "TO"):
            named = tokens.text[tokens.ends[i - 1] - 1] in "月份"
            short = tokens.ends[i] - tokens.starts[i] <= 3 and not (values[i] > 31)
            text = tokens.text[tokens.starts[i] : tokens.ends[i]]
            if not named or not short or len(text) == 3 and text.isdecimal():
                kinds[i] = "ODD"
            else:
                kinds[i] = "DAY" if kinds[i + 1] != "TEXT" else "ODD"
        elif kinds[i + 1] in ("SEP", "TO") and kinds[i + 2] in _UNIT_OF_NUMBER:
            _unite(tokens, i)
        elif kinds[i + 1] in ("SEP", "TO") and kinds[i + 2] == "TEXT" and values[i + 2] is not None:
            kinds[i] = "TEXT"
        elif kinds[i + 1] == "TO" and kinds[i + 2] == "YEAR" and 2015 <= values[i] <= 2060:
            kinds[i] = "YEAR"
        elif not kinds[i + 1] and 2015 <= values[i] <= 2060 and i > 1 and kinds[i - 1] == "TO":
            kinds[i] = "YEAR" if values[i - 2] and kinds[i - 2] == "NUMBER" else kinds[i]
        elif kinds[i + 1] == "PART" and 2015 <= values[i] <= 2060:
            kinds[i] = "YEAR"
    for i in range(2, len(kinds)):
        if kinds[i] == "NUMBER" and kinds[i - 1] in ("TO", "SEP") and values[i]:
            if kinds[i - 2] in ("DAY", "DOTTED") and values[i] <= 31 and kinds[i + 1] != "TEXT":
                kinds[i] = "DAY"
            elif kinds[i - 2] == "WEEKDAY" and values[i] <= 6:
                kinds[i], values[i] = "WEEKDAY", (values[i - 2][0], values[i] - 1)


def _unite(tokens: Tokens, i: int) -> None:
    kinds, values = tokens.kinds, tokens.values
    unit = kinds[i + 2]
    value = values[i]
    if unit == "AMOUNT":
        kinds[i], values[i] = "AMOUNT", (value, values[i + 2][1])
    elif unit == "TIMES":
        kinds[i] = unit
    elif unit == "YEAR":
        if 15 <= value <= 60:
            value += 2000
        if 1950 <= value <= 2100:
            kinds[i], values[i] = unit, value
    elif value <= {"MONTH": 12, "DAY": 31, "QUARTER": 4}[unit]:
        kinds[i] = unit


def _drop_item_numbers(tokens: Tokens) -> None:
    """33.2022年底前, (1)10月底前: a number at the beginning that only counts items."""
    kinds = tokens.kinds
    for i, kind in enumerate(kinds):
        if kind == "NUMBER" and (i == 0 or kinds[i - 1] == "BREAK") and kinds[i + 1] == "BREAK":
            sign = tokens.text[tokens.starts[i + 1]]
            if tokens.values[i] is None or tokens.values[i] > 999:
                continue
            month_lost = sign == "." and tokens.values[i] == 1 and tokens.text[tokens.ends[i + 1]] in "012"
            if month_lost and kinds[i + 2] == "MONTH" and tokens.ends[i + 2] - tokens.starts[i + 2] == 2:
                # 1.2月底: item 1, or 12月 with a stray dot? Only a second item would tell.
                month_lost = re.search("[;。,]?[(]?2[.)、]", tokens.text[tokens.ends[i + 2] :]) is None
            else:
                month_lost = False
            if sign in ".)" and kinds[i + 2] not in ("", "SEP", "BREAK", "TO") and not month_lost:
                kinds[i] = "TEXT"
