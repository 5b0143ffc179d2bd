"""From statements to one :class:`~toolkit.model.Deadline`."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from toolkit.deadlines.counted import counted_from
from toolkit.deadlines.cycles import rule_of, spelt_out
from toolkit.deadlines.dates import Dater
from toolkit.deadlines.grammar import parse
from toolkit.deadlines.points import Impossible, Unknown, Vague
from toolkit.deadlines.statements import Cycle, Span, Statements
from toolkit.deadlines.tokens import Tokens
from toolkit.deadlines.words import FOLD_AND_CLOSE_UP
from toolkit.model import Deadline, Kind, Note
from toolkit.workdays import add_workdays, is_workday

NOT_UNDERSTOOD = "D02"
AMBIGUOUS = "D03"
DUE_BEFORE_START = "D05"
IMPOSSIBLE = "D07"
PROVISIONAL = "D06"
YEAR_UNKNOWN = "D08"
SEVERAL = "D09"

_LONGEST = 1000
# 1982 to 2091: no number of tasks, and no year written without its dots, falls between.
_SERIAL = re.compile(r"[0-9]{5}(?:\.[0-9]+)?")
_SERIALS = (30_000, 70_000)
_MIDNIGHT = re.compile("(?<=[0-9])[ T]+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:[.][0-9]+)?)?")
_ZERO = re.compile("(?<=二)[0OoＯ](?=[一二三四五六七八九]{2}年)")


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
    text = _prepared(expr)
    if not text:
        return Deadline(expr)
    if len(text) > _LONGEST:
        return Deadline(expr, notes=(Note(NOT_UNDERSTOOD, "文字过长，不像完成时限"),))
    return _Resolver(expr, text, parse(Tokens(text)), year, issued).deadline()


def _serial_hint(text: str) -> str:
    """What a bare number may be: a date of which a spreadsheet shows the serial number.

    >>> _serial_hint("46203"), _serial_hint("123")
    ('像是日期显示成了数字，在 Excel 里 46203 就是2026年6月30日', '')
    """
    if not _SERIAL.fullmatch(text) or not _SERIALS[0] <= float(text) < _SERIALS[1]:
        return ""
    day = date(1899, 12, 30) + timedelta(days=int(float(text)))
    return f"像是日期显示成了数字，在 Excel 里 {text} 就是{day.year}年{day.month}月{day.day}日"


def _prepared(expr: str) -> str:
    """The words in half width and simplified characters, without blanks and quotation marks."""
    # A date cell turned to text carries midnight; closed up, it would grow into the day.
    text = _MIDNIGHT.sub("", expr) if ":" in expr else expr
    text = text.translate(FOLD_AND_CLOSE_UP)
    text = text.replace("每逢", "每")
    return _ZERO.sub("〇", text) if "二0" in text or "二O" in text else text


class _Resolver:
    """Decides which statement of an expression is the limit, and what to remark on the others."""

    def __init__(
        self, expr: str, text: str, found: Statements, year: int | None, issued: date | None
    ) -> None:
        self.expr = expr
        self.text = text
        self.found = found
        self.issued = issued
        self.notes: list[Note] = []
        self.dater = Dater(text, found, year, issued, self._ambiguous)

    def deadline(self) -> Deadline:
        found = self.found
        if found.doubt:
            return self._none(NOT_UNDERSTOOD, _serial_hint(self.text) or found.doubt)
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

    def _ambiguous(self, text: str) -> None:
        self._note(AMBIGUOUS, text)

    def _made(self, kind: Kind, **fields: Any) -> Deadline:
        return Deadline(self.expr, kind, notes=tuple(self.notes), **fields)

    def _choose(self) -> Deadline:
        """A date counts before a cycle, a cycle before a length, any of them before words."""
        found = self.found
        limits = [span for span in found.spans if not span.role]
        others = [span for span in found.spans if span.role]
        cycles = [cycle for cycle in found.cycles if not cycle.weak]
        within: Span | None = None
        if len(limits) == 1 and cycles and limits[0].end == cycles[0].start:
            if limits[0].first is not None:
                limits, within = [], limits[0]  # 7月-12月每月25日前
            elif limits[0].last.part == "all-year":
                limits = []  # 全年每月1次
        if found.unsure:
            if not (limits or cycles or found.amounts):
                return self._none(AMBIGUOUS, found.unsure)
            self._ambiguous(found.unsure)
        if limits and len(cycles) == 1 and (rule := self._spelt_out(limits, cycles[0])):
            return self._made("recurring", recurrence=rule, times=found.times)
        if limits:
            return self._dated(limits, cycles)
        if any(span.role in ("state", "exclusive") for span in others):
            return self._none(AMBIGUOUS, "说的是截至某时的状态，或者不早于某时，不是完成时限")
        if cycles:
            return self._recurring(cycles, others, within)
        if found.amounts:
            return self._relative()
        if others:
            return self._started(others[0])
        return self._undated()

    def _spelt_out(self, limits: list[Span], cycle: Cycle) -> str:
        """The rule of 每季度末（分别在3、6、9、12月底前）: the bracket says the cycle again."""
        opened = self.text.find("(", cycle.end)
        if not 0 <= opened <= cycle.end + 2 or any(
            span.start < opened or span.first or span.last.has_year for span in limits
        ):
            return ""
        return spelt_out(cycle, limits)

    def _dated(self, spans: list[Span], cycles: list[Cycle]) -> Deadline:
        found = self.found
        if len(spans) > 1 or found.cycles:
            spans = [s for s in spans if not s.last.holiday or s.qualifier == "BEFORE"] or spans
        if not any(span.last.has_year for span in spans) and any(
            cycle.frequency == "YEARLY" and not cycle.spans for cycle in cycles
        ):
            raise Vague("既写了日期又写了“每年”")
        days = self.dater.all_days(spans)
        for day in days:
            if day.start is not None and day.start > day.due:
                return self._none(DUE_BEFORE_START, f"截止日{day.due}早于开始日{day.start}")
        last = max(days, key=lambda day: day.due)
        start = last.start
        if all(day.is_range for day in days):
            start = min((day.start for day in days if day.start), default=None)
        due = last.due
        if "ROLLS" in found.words and not is_workday(due):
            due, _ = add_workdays(due, 1)
            self._note(PROVISIONAL, f"遇节假日顺延：{last.due}是休息日，顺延到{due}")
        if cycles:
            self._note(SEVERAL, "另有周期性要求")
        if found.amounts:
            self._note(SEVERAL, "另有从事件起算的期限")
        if "ONGOING" in found.words:
            self._note(SEVERAL, "完成后还要长期坚持")
        return self._made(
            "range" if last.is_range else "date",
            start=start,
            due=due,
            milestones=tuple(dict.fromkeys(due if d is last else d.due for d in days)),
            times=found.times if len(spans) == 1 and spans[0].last.month is None else None,
        )

    def _recurring(self, cycles: list[Cycle], others: list[Span], within: Span | None) -> Deadline:
        found = self.found
        rules = []
        for cycle in cycles:
            rule, remark = rule_of(cycle)
            rules.append(rule)
            if remark:
                self._ambiguous(remark)
        if "ROLLS" in found.words:
            self._ambiguous("遇节假日顺延没有写进重复规则")
        rule = rules[0]
        if len(set(rules)) > 1:
            self._note(SEVERAL, "写了不止一个周期，记第一个")
        if "VAGUE" in found.words or "EVENT_BEFORE" in found.words:
            self._ambiguous("周期里的日期没有写明")
        if "ONGOING" in found.words or found.amounts:
            self._note(SEVERAL, "另有长期要求或者期限")
        start = self.issued if found.now else None
        if others and others[0].role == "start":
            start = self.dater.first_and_last(others[0].last)[0]
        if within is not None:
            days = self.dater.days(within)
            start = days.start
            rule += f";UNTIL={days.due:%Y%m%d}"
        return self._made("recurring", start=start, recurrence=rule, times=found.times)

    def _relative(self) -> Deadline:
        amounts = self.found.amounts
        last = amounts[-1]
        if len({(a.amount, a.unit, a.anchor) for a in amounts}) > 1 and not self.found.unsure:
            self._ambiguous("写了不止一个期限，记最后一个")
        if last.inexact:
            self._ambiguous("不足一日的按一日计")
        if "ONGOING" in self.found.words:
            self._note(SEVERAL, "另有长期要求")
        made = self._made("relative", amount=last.amount, unit=last.unit, anchor=last.anchor)
        if last.since is None or last.since.last.holiday:
            return made  # 国庆节后一周内: after the day, or after the days off?
        first, end = self.dater.first_and_last(last.since.last)
        event = first if last.since.role == "start" else end
        if last.since.last.day is None and last.since.last.part != "end":
            self._ambiguous(f"没有写是哪一天，从{event}起算")
            made = replace(made, notes=tuple(self.notes))
        return counted_from(made, event)

    def _started(self, span: Span) -> Deadline:
        if span.role != "start":
            return self._none(AMBIGUOUS, "写的是起始或者生效日期，不是完成时限")
        start = self.dater.first_and_last(span.last)[0]
        self._ambiguous("只写了开始的时间，没有写完成的时间")
        return self._made("ongoing", start=start)

    def _undated(self) -> Deadline:
        found, words = self.found, self.found.words
        if "ONGOING" in words:
            if "PROMPT" in words:
                self._note(SEVERAL, "既要立即办，又要长期坚持，按长期计")
            return self._made("ongoing", start=self.issued if found.now else None)
        if "PROMPT" in words:
            return self._made("prompt")
        if found.now:
            return self._made("ongoing", start=self.issued)
        if found.cycles:
            if len(found.cycles) > 1:
                self._note(SEVERAL, "写了不止一个周期，记第一个")
            rule = rule_of(found.cycles[0])[0]
            return self._made("recurring", recurrence=rule, times=found.times)
        if "EVENT_BEFORE" in words or "VAGUE" in words:
            return self._none(AMBIGUOUS, "没有确定的日期，请写明")
        if "TARGETED" in words:
            return self._none(NOT_UNDERSTOOD, "写的是服务时限或持续时间，不是完成时限")
        if found.anchor and "NONE" not in words:
            return self._made("relative", anchor=found.anchor)
        if "NONE" in words or not self.text.strip("-—/\\.。,;、"):
            return self._made("none")
        if found.attributes:
            return self._none(NOT_UNDERSTOOD, "只写了年份或者月份，没有写到什么时候")
        return self._none(NOT_UNDERSTOOD, "没有找到时间")
