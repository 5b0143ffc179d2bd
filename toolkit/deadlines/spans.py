"""Reading spans of time, and telling apart what only looks like one."""

from __future__ import annotations

import re

from toolkit.deadlines.point_reader import PointReader
from toolkit.deadlines.points import Point
from toolkit.deadlines.statements import Span
from toolkit.deadlines.words import ends_in_event, is_banned, section, was_done

#: Kinds with which a point in time begins.
POINT_KINDS = frozenset(
    "YEAR YEARREL PLAN HALF QUARTER FIRSTQ MONTH DAY DOTTED PAIR YEARPART MONTHPART QUARTERPART "  # noqa: SIM905
    "MONTHREL QUARTERREL WEEKREL WEEKDAY HOLIDAY".split()
)
QUALIFIERS = frozenset(["BEFORE", "WITHIN", "UNTIL", "AFTER", "SINCE"])
#: What may follow a bare year or 本月 that is a limit; ordinary text makes it an attribute.
_ENDS = frozenset(["", "BREAK", "SEP", "VERB", "TIMES", "TO", "ONGOING", "TARGET"])
#: What hard before a month is the rest of a word: 次2月 was 次年2月.
_HALF_A_WORD = re.compile("(?:[明今翌每近本当]|(?<![首每一再多初])次)$")
#: What makes a time the measure of something (较2021年增长5%, 参照2023年), or its validity.
COMPARED = re.compile(
    "(?:(?<![评占正无反对])比|比于|较|参照|比照|对照|对标|参考|相比|高于|低于|优于"
    "|(?:有效|服务|保修|聘)期限?[至到])$"
)
_IN_FORCE = ("施行", "实施", "生效", "执行", "启用")


class SpanReader(PointReader):
    """Reads one span at a time."""

    # --- spans ------------------------------------------------------------------------------

    def span(self) -> None:
        """Read the span at the cursor into the statements."""
        kinds, begin = self.kinds, self.i
        if kinds[begin] == "DAY" and self._day_is_amount(begin):
            self.amount(self.values[begin], "day")
            return
        point = self.point()
        if (
            self._is_attribute(point)
            or self._is_object(point, begin)
            or COMPARED.search(self.tokens.text, 0, point.start)
        ):
            self.out.attributes.append(point)
            return
        if kinds[begin] == "PAIR":
            if self._is_fraction(begin):
                return
            self._check_pair(begin)
        span = Span(point)
        self._check_touching(point, begin)
        span.chained = self._follows_in_list(begin)
        if span.chained:
            self._complete(point)
        self._clock(point)
        self._qualifier(span)
        if span.qualifier == "BEFORE" and was_done(self.tokens.text, self.tokens.ends[self.i - 1]):
            self.out.attributes.append(point)
            return
        since = span.qualifier == "SINCE" and kinds[self.i] == "SEP"
        if kinds[self.i] == "TO" or (since and kinds[self.i + 1] == "TO"):
            self._range(span)
        span.end = self.tokens.ends[self.i - 1]
        self._give_role(span, begin)
        if self.cycle is not None and self.cycle.takes(span.last):
            self.cycle.spans.append(span)
            self.cycle.end = span.end
        else:
            self.out.spans.append(span)
        self.previous = span

    def amount(self, amount: int, unit: str) -> None:
        """Read a length of time; the day that turns out to be one comes here too."""
        raise NotImplementedError

    def _range(self, span: Span) -> None:
        if self.kinds[self.i] == "SEP":  # 自7月1日起，至12月31日止
            self.i += 1
        dash = self._text(self.i)
        self.i += 1
        begin, left = self.i, span.last
        if self.kinds[begin] not in POINT_KINDS:
            self.out.is_doubtful("“至”后面没有看懂")
            return
        right = self.point()
        if self.kinds[begin] in ("DOTTED", "PAIR"):
            self._check_pair(begin)
            if dash == self.values[begin][2] == "-":
                self.out.is_vague("横线太多，不能确定哪一个是“至”")
        if left.is_year_only and right.month is not None and not right.has_year:
            self.out.is_vague("“至”前面只有年份")
        if right.month is None and right.day is not None:
            if left.day is None and left.quarter_month <= 0 and self.cycle is None:
                self.out.is_vague("“至”前面没有写日")
            right.take_month(left)
        span.first, span.last = left, right
        span.qualifier = ""
        self._clock(right)
        self._qualifier(span)

    def _give_role(self, span: Span, begin: int) -> None:
        """What the words around a span make of it: a limit, a start, a state."""
        out, flags, behind = self.out, self.flags, self.kinds[self.i]
        if flags:
            if "STATE" in flags and span.qualifier not in ("BEFORE", "UNTIL"):
                span.role = "state"
            if "EXCLUSIVE" in flags:
                span.role = "exclusive"
            span.about = "ABOUT" in flags
            flags -= {"STATE", "EXCLUSIVE", "ABOUT"}
        span.about = span.about or behind == "ABOUT"
        if span.qualifier == "SINCE":
            in_force = self.tokens.text.startswith((*_IN_FORCE, "实行"), span.end)
            named = self.tokens.text.endswith(_IN_FORCE, span.start, span.end)
            span.role = "effective" if named or in_force or behind == "NONE" else "start"
            if self.tokens.text.endswith("以来", span.start, span.end):
                span.role = "state"
        elif span.qualifier == "AFTER":
            span.role = "after"
        elif span.qualifier == "BEFORE" and behind in ("AMOUNT", "NUMBER"):
            out.is_vague("“前”字后面还有期限")
        if is_banned(self.tokens.text, span.end):
            span.role = "exclusive"
        if span.role in ("start", "after") and self._length_follows():
            self.anchor = self.tokens.text[span.start : span.last.end]
            self.since = span
        if span.chained and self.previous is not None:
            link = self._text(begin - 1)
            if self.previous.role in ("after", "start") and link != ",":
                out.is_vague("起始的时间和完成的时间混在一起")
            if link.startswith("或"):
                out.is_vague("写了两个日期，没有说按哪一个")

    def _length_follows(self) -> bool:
        """Whether a length is counted from the span: 7月1日起10日内, 7月1日起，10日内."""
        i = self.i + (self._text(self.i) == ",")
        kinds = self.kinds
        return kinds[i] == "AMOUNT" or (kinds[i] == "DAY" and kinds[i + 1] == "WITHIN")

    def _clock(self, point: Point) -> None:
        """Pass over a time of day and take a weekday: 9月30日（星期五）17:00前."""
        kinds = self.kinds
        while True:
            kind = kinds[self.i]
            if kind == "CLOCK" or (kind == "TO" and kinds[self.i + 1] == "CLOCK"):
                if self.values[self.i] == "midnight" or self._text(self.i) in (
                    "〇时",
                    "〇点",
                    "午夜",
                ):
                    self.out.is_unsure("零时是一天的开始，按写明的当天计")
                self.i += 1
            elif kind == "WEEKDAY" and point.day is not None and self.cycle is None:
                point.weekday = self.values[self.i][1]
                self.i += 1
            elif kind == kinds[min(self.i + 2, len(kinds) - 1)] == "BREAK" and (
                kinds[self.i + 1] == "WEEKDAY"
            ):
                if point.week is None:
                    point.weekday = self.values[self.i + 1][1]
                self.i += 3
            else:
                return

    def _qualifier(self, span: Span) -> None:
        while (kind := self.kinds[self.i]) in QUALIFIERS or kind == "INCLUSIVE":
            if kind == "INCLUSIVE":
                self.i += 1
                continue
            carried_out = span.last.day is None and "FROM" not in self.flags and not span.qualifier
            if carried_out and self._text(self.i) in ("实施", "启用"):
                return  # 2022年实施: done in that year, not in force from it on
            if span.qualifier in ("", "WITHIN") or kind == "SINCE":
                span.qualifier = kind
            self.i += 1

    def _follows_in_list(self, begin: int) -> bool:
        if self.previous is None or begin == 0 or self.kinds[begin - 1] != "SEP":
            return False
        return self.previous.end == self.tokens.starts[begin - 1]

    def _complete(self, point: Point) -> None:
        """Take over the month that the list named before: 10月5日、20日."""
        if point.day is None or point.month is not None or point.month_shift is not None:
            return
        if self.previous is None:
            return
        if self.previous.last.day is None:
            self.out.is_vague("前面的月份没有写日")
        if self.cycle is None:
            point.take_month(self.previous.last)
        else:
            point.month = self.previous.last.month
            point.quarter_month = self.previous.last.quarter_month

    # --- what is no limit although it names a time --------------------------------------------

    def _day_is_amount(self, i: int) -> bool:
        """Whether “30日” is thirty days: no month before it, 内 or an event around it."""
        if self._follows_in_list(i):
            return False
        if self.cycle is None and self._counted_back(i):
            return True
        if self.anchor:
            return True
        if self.cycle is not None:
            return False
        return self.kinds[i + 1] == "WITHIN" or (i > 0 and self.kinds[i - 1] == "TARGET")

    def _counted_back(self, i: int) -> bool:
        """开工前5日, 会议召开3日前: counted back from an event that the words before name."""
        text, end = self.tokens.text, self.tokens.starts[i]
        if text.endswith("前", self.clause, end):
            return ends_in_event(text[self.clause : end - 1])
        return self.kinds[i + 1] == "BEFORE" and ends_in_event(text[self.clause : end])

    def _is_attribute(self, point: Point) -> bool:
        """Whether a bare period qualifies what follows (2021年政务公开, 报送本月情况)."""
        kind = self.kinds[self.i]
        ended = kind in QUALIFIERS or kind in _ENDS
        if point.is_year_only:
            return not ended or (point.base == "notice" and point.shift < 0)
        if (
            point.month_shift is not None or point.quarter_shift is not None
        ) and point.is_bare_unit:
            return not ended or self.cycle is not None
        if point.week is not None and point.weekday is None and not point.part:
            return not ended or (self.cycle is not None and kind not in QUALIFIERS)
        return False

    def _is_object(self, point: Point, begin: int) -> bool:
        """Whether a bare period says of which, not by when: 7月5日前报送上半年总结."""
        kinds, behind = self.kinds, self.kinds[self.i]
        if point.day is not None or point.week is not None or point.holiday or point.plan:
            return False
        if behind in QUALIFIERS or behind == "TO":
            return False
        if point.part and (point.quarter_month or kinds[self.i - 1] != "YEARPART"):
            return False
        if self.cycle is not None and not self.out.spans and not self.cycle.spans:
            return False
        if behind == "NOUN":
            alone = not begin and not kinds[self.i + 1] and kinds[0] != "YEARPART"
            return not (alone and self._text(self.i) in section("goals"))  # 三季度目标
        previous = self.previous
        if previous is None or previous.start < self.clause or begin == 0:
            return False
        before = kinds[begin - 1]
        if before == "VERB" and not previous.qualifier:
            return False  # 4月启动8月建成
        return before in ("VERB", "TEXT", "NOUN") and behind != "VERB"

    def _is_fraction(self, i: int) -> bool:
        if self.values[i][2] != "/" or i == 0 or self.kinds[i - 1] not in ("TEXT", "VERB"):
            return False
        return self.kinds[i + 1] not in ("BEFORE", "UNTIL", "TO", "WITHIN", "PART")

    def _check_pair(self, i: int) -> None:
        """3.5, 10-11: month and day only where the words around say so."""
        if self.kinds[i] != "PAIR":
            return
        sign = self.values[i][2]
        if i and self.kinds[i - 1] == "TO" and sign != "-":
            return
        if sign == "-" or self.kinds[i + 1] not in ("BEFORE", "UNTIL", "TO", "WITHIN"):
            self.out.is_doubtful(f"“{self._text(i)}”不能确定是不是月和日")

    def _check_touching(self, point: Point, begin: int) -> None:
        """What stands hard before a point and cannot belong there: a character was lost."""
        text, start = self.tokens.text, self.tokens.starts[begin]
        before = self.kinds[begin - 1] if begin else ""
        if before == "TEXT" and _HALF_A_WORD.search(text, 0, start):
            self.out.is_doubtful(f"没有看懂“{text[start - 1 : point.end]}”")
        elif before in ("NUMBER", "AMOUNT") or (
            begin == 1 and self._text(0) in (".", ",", "、", "/")
        ):
            self.out.is_doubtful(f"没有看懂“{self._text(begin - 1)}{text[start : point.end]}”")
        elif before == "AFTER" and point.is_bare_unit and (point.month or point.quarter):
            self.out.is_vague("“后”字后面的月份可能是几个月")
        previous = self.previous
        if previous is None or previous.end != start:
            return
        if point.weekday is not None is not previous.last.weekday and self.cycle is not None:
            return  # 每周二周四
        both_full = point.day and point.month and previous.last.day and previous.last.month
        if previous.qualifier not in ("BEFORE", "UNTIL", "WITHIN") and not both_full:
            self.out.is_doubtful(f"没有看懂“{text[previous.start : point.end]}”")
