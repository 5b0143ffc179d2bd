"""From tokens to statements: the grammar of a time limit.

An expression is a row of *statements* with ordinary text between them::

    statement := span | cycle | amount | ongoing | prompt | none
    span      := point [clock] [qualifier] [to point [qualifier]]      9月15日至25日前
    point     := [year] [half | quarter | month [day | part]]          明年3月底
    qualifier := before | within | until | after | since
    cycle     := every {span | month of a quarter | weekday} [times]   每季度末月20日前
    amount    := [event after] number unit within                      收到后5个工作日内

Whatever looks like time and fits nowhere makes the whole expression doubtful.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from toolkit.deadlines.lists import give_numbers_units, share_in_lists
from toolkit.deadlines.point_reader import LAST_MONTH
from toolkit.deadlines.points import Point
from toolkit.deadlines.spans import POINT_KINDS, SpanReader
from toolkit.deadlines.statements import Amount, Cycle, Span, Statements
from toolkit.deadlines.tokens import Tokens
from toolkit.deadlines.words import ends_in_event

_CYCLE_OF_UNIT = {
    "workday": ("WORKDAYS", 1),
    "day": ("DAILY", 1),
    "week": ("WEEKLY", 1),
    "month": ("MONTHLY", 1),
    "year": ("YEARLY", 1),
}
_ISSUE_OF_THE_NOTICE = re.compile("印发|发文|下发|发布|通知|本方案")
_EVENTS_WITHOUT_AFTER = ("收到", "接到", "受理", "签订")
_SHORTENED = ("压", "缩", "减", "提速")
_SERVICE = re.compile("办理|办结|办件|审批|审核|许可|登记|服务|承诺|平均|响应|开办|受理|延期|延长")
_LEADING = "自从在于请待各"


def parse(tokens: Tokens) -> Statements:
    """All statements of an expression."""
    return Parser(tokens).read()


class Parser(SpanReader):
    """Reads the tokens of one expression from left to right."""

    def read(self) -> Statements:
        """All statements of the tokens."""
        kinds = self.kinds
        if "NUMBER" in kinds or "ORDINAL" in kinds:
            give_numbers_units(self.tokens)
        while kind := kinds[self.i]:
            if kind in POINT_KINDS:
                self.span()
                continue
            rule = _RULES.get(kind)
            if rule is not None:
                rule(self)
            self.i += 1
        if len(self.out.spans) > 1 or self.out.cycles:
            share_in_lists(self.out)
        return self.out

    # --- lengths of time ----------------------------------------------------------------------

    def _amount_token(self) -> None:
        amount, unit, *inexact = self.values[self.i]
        known = len(self.out.amounts)
        self.amount(amount, unit)
        if any(inexact) and len(self.out.amounts) > known:
            self.out.amounts[-1].inexact = True
        self.i -= 1

    def amount(self, amount: int, unit: str) -> None:
        """Read a length of time with what stands around it, and move behind it."""
        kinds, i, out = self.kinds, self.i, self.out
        start = self.tokens.starts[i]
        before, behind = kinds[i - 1] if i else "", kinds[i + 1]
        self.i += 1
        if unit == "workday" and i > 1 and kinds[i - 2 : i] == ["CYCLE", "BEFORE"]:
            self._nth_in_cycle(amount, "workday", start)  # 每月前5个工作日内
        elif self.tokens.text.endswith("前", 0, start):
            self._back_from_event(amount, unit, start, behind)
        elif behind == "BEFORE" and not self.anchor and (event := self._event_named(start)):
            self.i += 1
            out.amounts.append(Amount(-amount, unit, event))  # 期满30个工作日前
        elif before == "TARGET" or self._is_service_target(i):
            out.words.add("TARGETED")
            self.i += behind in ("WITHIN", "BEFORE")
        elif behind == "TIMES" or (behind == "TARGET" and kinds[i + 2] == "TIMES"):
            frequency, interval = _CYCLE_OF_UNIT[unit]
            self._open_cycle(Cycle(frequency, interval * amount, start, self.tokens.ends[i]))
        elif behind in ("BEFORE", "AFTER"):
            self.i += 1
            out.is_unsure("期限是往前推算的，或者只说了在多久以后")
        elif (behind in ("TEXT", "ODD") or (behind == "NOUN" and not i)) and not self.anchor:
            out.is_unsure("写了多长时间，但不能确定是不是期限")
        else:
            if "TO" in (before, behind) or (behind == "SEP" and kinds[i + 2] == "AMOUNT"):
                out.is_unsure("写了不止一个期限")
            if amount <= 0:
                out.is_vague("期限为零")
            while self.kinds[self.i] in ("WITHIN", "INCLUSIVE"):
                self.i += 1
            out.amounts.append(
                Amount(amount, unit, self.anchor or self._received(start), self.since)
            )

    def _event_named(self, end: int) -> str:
        """The words of the clause before ``end`` if they name an event, else nothing."""
        text = self.tokens.text[self.clause : end].lstrip(_LEADING)
        return text if ends_in_event(text) else ""

    def _back_from_event(self, amount: int, unit: str, start: int, behind: str) -> None:
        """合同到期前3个月: counted back; 到期前3个月内 may be any day of these."""
        event = self._event_named(start - 1)
        if not event or behind == "WITHIN":
            self.out.is_unsure("期限是从事件往前推算的")
            return
        self.out.amounts.append(Amount(-amount, unit, event))

    def _is_service_target(self, i: int) -> bool:
        """由15个工作日压缩至…, 办理时限不超过3个工作日: how long a service takes, not by when."""
        if self.kinds[i + 1] == "TARGET" and self._text(i + 1).startswith(_SHORTENED):
            return True
        if self.anchor or self.kinds[i - 1 : i] != ["ATMOST"]:
            return False
        return _SERVICE.search(self.tokens.text, self.clause, self.tokens.starts[i]) is not None

    def _received(self, start: int) -> str:
        """收到通知5个工作日内: the event without its 后."""
        text = self.tokens.text[self.clause : start].lstrip(_LEADING)
        return text if text.startswith(_EVENTS_WITHOUT_AFTER) else ""

    def _event(self) -> None:
        """收到后, 印发之日起: what follows is counted from the words before."""
        self._date_of_event()
        text = self.tokens.text[self._event_start() : self.tokens.starts[self.i]].lstrip(_LEADING)
        if text and self.kinds[self.i + 1] == "TO" and _ISSUE_OF_THE_NOTICE.search(text):
            self.out.now = True  # 自印发之日起至年底
        elif text:
            self.anchor = text
            self.out.anchor = self.out.anchor or text

    def _date_of_event(self) -> None:
        """3月5日会议后10日内: the date is that of the event, and no limit."""
        span = self.previous
        self.since = None
        if span is None or span.start < self.clause or span.qualifier or span.role:
            return
        begin = next(i for i, start in enumerate(self.tokens.starts) if start >= span.end)
        done = "VERB" in self.kinds[begin : self.i] or "SEP" in self.kinds[begin : self.i]
        self.i += 1
        counted = self._length_follows()
        self.i -= 1
        if done and not counted:
            return  # 6月底全面完成后转入常态化
        span.role = "after"
        if counted:
            self.since = span

    def _event_start(self) -> int:
        """Where the words before 后 begin; a title (《…》) or bracket among them counts in."""
        text, end = self.tokens.text, self.tokens.starts[self.i]
        start = self.clause
        while start < end and text[start] in "》)":
            start += 1
        if text[start:end].strip() or text[end - 1 : end] not in ("》", ")"):
            return self.clause
        opener = text.rfind({"》": "《", ")": "("}[text[end - 1]], 0, end)
        if opener < 0:
            return self.clause
        return max(text.rfind(mark, 0, opener) for mark in ",;。、\n") + 1

    # --- cycles -------------------------------------------------------------------------------

    def _open_cycle(self, cycle: Cycle) -> None:
        self.cycle = cycle
        self.out.cycles.append(cycle)
        self.previous = None

    def _cycle_token(self) -> None:
        frequency, interval = self.values[self.i]
        cycle = Cycle(frequency, interval, self.tokens.starts[self.i], self.tokens.ends[self.i])
        outer = self.cycle
        if outer is not None and not outer.spans and outer.end == cycle.start:
            self.out.cycles.remove(outer)  # 每年每季度: the inner cycle is the one that counts
        self._open_cycle(cycle)
        behind = self.kinds[self.i + 1]
        over = behind == "AFTER" or self._text(self.i + 1) in ("结束", "终了")
        if over and self._after_period(cycle):
            return
        if behind == "NOUN" and self._text(self.i + 1) == "的":
            self.i += 1
            behind = self.kinds[self.i + 1]
        if behind in ("PART", "QMONTH", "YEARPART"):
            self._inside_cycle(cycle)
        elif behind == "NTH":
            self.i += 1
            self._nth()
        elif behind == "CLOCK":  # 每日17时前
            while self.kinds[self.i + 1] in ("CLOCK", "BEFORE"):
                self.i += 1

    def _nth(self) -> None:
        """第一个工作日, 最后一个星期五: a day by its place in the period of the cycle."""
        count, day = self.values[self.i]
        self._nth_in_cycle(count, day, self.tokens.starts[self.i])
        while self.kinds[self.i + 1] in ("CLOCK", "BEFORE", "WITHIN"):
            self.i += 1

    def _nth_in_cycle(self, count: int, day: int | str, start: int) -> None:
        cycle = self.cycle
        gap = "" if cycle is None else self.tokens.text[cycle.end : start]
        if cycle is None or cycle.nth is not None or gap not in ("", "的", "前"):
            self.out.is_vague(f"没有写是哪个月、哪个季度的“{self._text(self.i)}”")
            return
        cycle.nth = (count, day)

    def _after_period(self, cycle: Cycle) -> bool:
        """每季度结束后10日内, 每季度后10日内, 每月终了10日内: in the period that follows."""
        i = self.i + 1
        i += self.kinds[i] == "PART" and self.kinds[i + 1] == "AFTER"
        kind, value = self.kinds[i + 1], self.values[i + 1]
        if kind not in ("DAY", "AMOUNT"):
            return False
        cycle.after = (value, "day") if kind == "DAY" else value[:2]
        self.i = i + 1
        self.i += self.kinds[self.i + 1] in ("WITHIN", "BEFORE")
        cycle.end = self.tokens.ends[self.i]
        return True

    def _inside_cycle(self, cycle: Cycle) -> None:
        """每季度末月20日, 每年底, 每月末: parts that only make sense behind a cycle."""
        self.i += 1
        point = Point(self.tokens.starts[self.i])
        if self.kinds[self.i] == "QMONTH":
            point.quarter_month = self._next()
            self._inside_month(point)
        else:
            part = self._next()
            point.part = "" if part == "all" else part
            if part == "end" and cycle.interval in (3, 6) and self.kinds[self.i] == "DAY":
                point.quarter_month, point.part = LAST_MONTH, ""  # 每季度末25日
                point.day = self._next()
                if self.kinds[self.i] == "WITHIN":
                    self.out.is_vague("没有写从哪一天算起")
            elif part == "end" == self.values[self.i] and self.kinds[self.i] == "PART":
                self.i += 1  # 每月末最后一天
        span = Span(self._close(point))
        self._clock(point)
        self._qualifier(span)
        if span.qualifier == "BEFORE" and self.kinds[self.i] in ("AMOUNT", "DAY", "NUMBER"):
            self.out.is_vague("期限是往前推算的")  # 每月末前3个工作日
        if self.kinds[self.i] == "TO":
            self._range(span)  # 每季度首月1日至10日
            span.last.quarter_month = point.quarter_month
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
        if self.i and self.kinds[self.i - 1] == "TO":
            self.out.is_unsure("次数写成了范围")
        if self.out.times is None:
            self.out.times = self.values[self.i]

    # --- words, and what was left over --------------------------------------------------------

    def _word(self) -> None:
        self.out.words.add(self.kinds[self.i])

    def _vague_word(self) -> None:
        lost = self._text(self.i) in ("日前", "月前", "年前")
        if lost and self.i and self.kinds[self.i - 1] != "TEXT":
            self._odd()
        self._word()

    def _flag(self) -> None:
        self.flags.add(self.kinds[self.i])

    def _rolls(self) -> None:
        self.out.words.add("ROLLS")

    def _now(self) -> None:
        self.out.now = True

    def _ordinal(self) -> None:
        if self.i and self.kinds[self.i - 1] == "CYCLE":
            self._odd()  # 每月第一、三个星期五

    def _exception(self) -> None:
        """特殊情况除外 is a remark; 3月除外 turns the meaning."""
        kinds, i = self.kinds, self.i
        while i and kinds[i - 1] not in ("BREAK", "SEP"):
            i -= 1
            if kinds[i] not in ("TEXT", "NOUN", "VERB"):
                self._odd()
                return
        self.out.is_unsure("写了例外情形")

    def _unsure(self) -> None:
        self.out.is_unsure(self.values[self.i])

    def _stray_before(self) -> None:
        """会议召开前, or a 前 whose date was not understood."""
        kinds, i = self.kinds, self.i
        if i and kinds[i - 1] == "CYCLE" and kinds[i + 1] in ("DAY", "AMOUNT"):
            return  # 每月前5日, 每月前5个工作日
        previous = self.previous
        gap = "" if previous is None else self.tokens.text[previous.end : self.tokens.starts[i]]
        lost = previous is not None and len(gap) <= 2 and not gap.startswith("(")  # 16日（含）前
        if lost or (i and kinds[i - 1] == "NUMBER"):
            self.out.is_doubtful("“前”字前面没有看懂")
        self.out.words.add("EVENT_BEFORE")

    def _stray_within(self) -> None:
        if self.anchor and not self.out.amounts and self._text(self.i) in ("内", "以内", "之内"):
            self.out.is_vague("“内”字前面的期限没有看懂")

    def _stray_part(self) -> None:
        if self._text(self.i) not in ("中", "结束", "终了", "伊始"):
            self._odd()

    def _odd(self) -> None:
        self.out.is_doubtful(f"没有看懂“{self._text(self.i)}”")

    def _number(self) -> None:
        kinds, i, value = self.kinds, self.i, self.values[self.i]
        touching = kinds[i + 1] in POINT_KINDS or (i > 0 and kinds[i - 1] in POINT_KINDS)
        dotted = self._text(i + 1) == "." and kinds[i + 2] in POINT_KINDS
        like_time = value is not None and (value < 100 or 1900 < value < 2100 or value > 40000)
        if touching or dotted or (like_time and self._text(i).isdecimal()):
            self._odd()

    def _break(self) -> None:
        if self._text(self.i) == "(":
            self.outside = self.clause
        self.clause = self.tokens.ends[self.i]
        if self._text(self.i) == ")" and self.kinds[self.i + 1] in ("AFTER", "ANCHOR"):
            self.clause = self.outside  # 收到(转办件)后7日内
        if self._text(self.i) in (";", "。"):
            self.anchor, self.since = "", None

    def _separator(self) -> None:
        if self._text(self.i) == ",":
            self.clause = self.tokens.ends[self.i]


_RULES: dict[str, Callable[[Parser], None]] = {
    "AMOUNT": Parser._amount_token,
    "CYCLE": Parser._cycle_token,
    "NTH": Parser._nth,
    "ORDINAL": Parser._ordinal,
    "EXCEPT": Parser._exception,
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
    "ROLLS": Parser._rolls,
    "NOW": Parser._now,
    "ODD": Parser._odd,
    "NUMBER": Parser._number,
    "PART": Parser._stray_part,
    "QMONTH": Parser._odd,
    "BREAK": Parser._break,
    "SEP": Parser._separator,
    "UNSURE": Parser._unsure,
}
