"""From characters to tokens: what a piece of an expression is, before it is put together.

A token has a *kind* and a value.  Kinds with a value: YEAR 2022, MONTH 10, DAY 16, QUARTER 3,
AMOUNT (5, "workday"), NTH (-1, "workday"), TIMES 2, NUMBER 6 (no unit), CYCLE ("MONTHLY", 3),
WEEKDAY (0, 4), CLOCK, and one kind for each section of ``phrases.toml``, in capitals (BEFORE,
ONGOING …).  TEXT is ordinary text, ODD is text in which a character of time was not understood.
"""

from __future__ import annotations

import re
from typing import Any

from toolkit.deadlines.patterns import token_pattern
from toolkit.deadlines.words import number, section, vocabulary

_WEEKDAYS = {c: i for i, c in enumerate("一二三四五六日")} | {"天": 6}
#: What makes a piece of unknown text suspect.
_ODD = re.compile("[年月日旬季周前后底末止截内0-9壹贰叁肆柒捌玖\u3220-\u33ff]")
_UNIT = re.compile("[年月日号季]")
_TIMES = frozenset(
    ["YEAR", "MONTH", "DAY", "QUARTER", "NUMBER", "PART", "DOTTED", "PAIR", "HALF", "YEARREL"]
)


class Tokens:
    """The tokens of one folded text as parallel lists, which end with a kind of ``""``."""

    __slots__ = ("ends", "kinds", "starts", "text", "values")

    def __init__(self, text: str) -> None:
        self.text = text
        self.kinds: list[str] = []
        self.values: list[Any] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        words = vocabulary()
        done = 0
        for match in token_pattern().finditer(text):
            start, end = match.span()
            if start > done:
                self._gap(done, start)
            group = match.lastgroup
            if group == "word" or group == "figure":
                name, value = words[match.group()]
                self._add(_SECTION_KINDS[name], value, start, end)
            elif group == "n":
                self._number(match, start, end)
            else:
                _READERS[group or ""](self, match, start, end)
            done = end
        if done < len(text):
            self._gap(done, len(text))
        self._add("", None, len(text), len(text))

    def _add(self, kind: str, value: Any, start: int, end: int) -> None:
        self.kinds.append(kind)
        self.values.append(value)
        self.starts.append(start)
        self.ends.append(end)

    def _gap(self, start: int, end: int) -> None:
        odd: object = _ODD.search(self.text, start, end) or self.text[end - 1] == "每"
        if odd and self._is_campaign(start, end):
            odd = False
        odd = odd or self.text[start:end] in ("明", "次", "翌", "今", "上", "下")
        if not odd and self.text[end - 1] in "伍陆拾〇零O":
            odd = _UNIT.match(self.text, end)
        self._add("ODD" if odd else "TEXT", None, start, end)

    def _is_campaign(self, start: int, end: int) -> bool:
        """(集中宣传月), (质量提升年): a bracket that only names what the period is for."""
        words, behind = self.text[start:end], self.text[end : end + 1]
        if len(words) < 3 or words[-1] not in "年月周日季" or _ODD.search(words[:-1]):
            return False
        return behind == ")" and "TO" not in self.kinds[-1:] and "(" in self.text[:start]

    def _number(self, match: re.Match[str], start: int, end: int) -> None:
        nth, digits, unit, measure = match.group("nth", "num", "unit", "measure")
        value = number(digits)
        if unit is None:
            if measure or nth:
                self._add("ORDINAL" if nth and not measure else "TEXT", value, start, end)
            elif value is None and not digits.isdecimal():
                self._add("TEXT", None, start, end)
            else:
                self._add("NUMBER", value, start, end)
            return
        kind = section("units")[unit]
        if value is None:
            self._add("ODD", None, start, end)
        elif kind == "YEAR":
            self._year(value, digits, bool(nth), start, end)
        elif digits == "两" and kind in ("MONTH", "DAY", "QUARTER"):
            amount = {"月": (2, "month"), "季度": (6, "month"), "日": (2, "day")}.get(unit)
            self._add("AMOUNT" if amount else "ODD", amount, start, end)
        elif kind in ("MONTH", "DAY") and len(digits) > 2 and digits.isdecimal():
            self._add("ODD", None, start, end)
        elif kind in ("MONTH", "DAY"):
            self._add(kind if not nth else "TEXT", value, start, end)
        elif kind == "QUARTER":
            self._add(kind if 1 <= value <= 4 else "ODD", value, start, end)
        elif kind == "TIMES":
            inexact = nth or (unit == "期" and not digits.isdecimal())
            self._add("TEXT" if inexact else kind, value, start, end)
        elif nth:
            self._add("ODD", value, start, end)
        elif kind == "quarter":
            self._add("AMOUNT", (3 * value, "month"), start, end)
        elif kind == "semester":
            self._add("ODD", None, start, end)
        elif kind in ("hour", "minute"):
            hours = value if kind == "hour" else 1
            self._add("AMOUNT", (max(1, -(-hours // 24)), "day", hours % 24 != 0), start, end)
        else:
            self._add("AMOUNT", (value, kind), start, end)

    def _behind_time(self, start: int) -> bool:
        return bool(self.kinds) and self.ends[-1] == start and self.kinds[-1] in _TIMES

    def _is_slip(self, text: str, start: int, end: int) -> bool:
        """Whether letters stand where figures should: l2月, 2O22年, 10x16."""
        follows = self.text[end : end + 1]
        figures = any(c.isdecimal() for c in text)
        if figures and self._behind_time(start):
            return True
        if (figures or set(text) <= set("OoIl")) and follows in tuple("年月日号季旬"):
            return True
        near = follows.isdecimal() or follows in tuple("一二三四五六七八九十〇年月日号前")
        return len(text) <= 2 and (self._behind_time(start) or near)

    def _year(self, value: int, digits: str, nth: bool, start: int, end: int) -> None:
        if nth:
            self._add("ODD", None, start, end)
        elif len(digits) == 4 and 1950 <= value <= 2100:
            self._add("YEAR", value, start, end)
        elif digits.isdecimal() and len(digits) == 2 and 15 <= value <= 60:
            dotted = start > 1 and self.text[start - 1] == "." and self.text[start - 2].isdecimal()
            self._add("ODD" if dotted else "YEAR", 2000 + value, start, end)
        elif value <= 12 and len(digits) < 3:
            self._add("AMOUNT", (value, "year"), start, end)
        else:
            self._add("ODD", None, start, end)

    def _iso(self, match: re.Match[str], start: int, end: int) -> None:
        month, day = match.group("im", "id")
        self._add("YEAR", int(match.group("iy")), start, match.end("iy"))
        self._add("MONTH", int(month), match.start("im"), match.end("im") if day else end)
        if day:
            self._add("DAY", int(day), match.start("id"), end)

    def _iso8(self, match: re.Match[str], start: int, end: int) -> None:
        self._add("YEAR", int(match.group("y8")), start, start + 4)
        self._add("MONTH", int(match.group("m8")), start + 4, start + 6)
        self._add("DAY", int(match.group("d8")), start + 6, end)

    def _month_day(self, match: re.Match[str], start: int, end: int) -> None:
        month, sign, day = match.group("mm", "ms", "mdd")
        if not 1 <= int(month) <= 12 or not 1 <= int(day) <= 31:
            kind = "TEXT" if sign != "-" and match.group()[-1].isdecimal() else "ODD"
            self._add("ODD" if kind == "ODD" or int(day) else kind, None, start, end)
            return
        clear = match.group()[-1] in "日号" or int(day) > 12 or day[0] == "0"
        self._add("DOTTED" if clear else "PAIR", (int(month), int(day), sign), start, end)

    def _once(self, match: re.Match[str], start: int, end: int) -> None:
        times = number(match.group("on")) if match.group("on") else 1
        frequency, interval = section("periods")[match.group("op")]
        self._add("CYCLE", (frequency, interval * (times or 1)), start, end)
        self._add("TIMES", 1, end, end)

    def _each_once(self, match: re.Match[str], start: int, end: int) -> None:
        mark, period = match.group("emark", "eop")
        frequency, interval = section("periods")[period]
        if mark == "全" and match.group().endswith("次"):
            self._add("YEARPART", "all", start, match.end("eop"))  # 全年一次, like 全年12次
            self._add("TIMES", 1, match.end("eop"), end)
            return
        if mark == "半":
            frequency, interval = {"年": ("MONTHLY", 6), "月": ("HALFMONTH", 1)}.get(
                period, ("", 0)
            )
        elif mark == "双":
            interval *= 2
        self._add("CYCLE" if frequency else "ODD", (frequency, interval), start, end)
        if mark == "每" and period in ("周", "星期", "礼拜") and not match.group().endswith("次"):
            self._add("UNSURE", "“每周一”可以指星期一，也可以指每周一次", end, end)
        self._add("TIMES", 1, end, end)

    def _nth_day(self, match: re.Match[str], start: int, end: int) -> None:
        """最后一个工作日 (-1, "workday"), 第三个星期五 (3, 4), 第二周 (2, "week"), 首日."""
        back, ordinal, last, what = match.group("nback", "nno", "nlast", "nwhat")
        count = number(ordinal) if ordinal else 1
        if not count or count > 31 or (back and not ordinal):
            self._add("ODD", None, start, end)
            return
        if what is None:
            day: object = "day"
        elif what == "工作日":
            day = "workday"
        else:
            day = _WEEKDAYS.get(what[-1], "week") if what not in ("周", "星期", "礼拜") else "week"
        self._add("NTH", (-count if back or last else count, day), start, end)

    def _every(self, match: re.Match[str], start: int, end: int) -> None:
        count = number(match.group("en"))
        if (
            match.group().endswith("月")
            and "个" not in match.group()
            and self.text[end : end + 1].isdecimal()
        ):
            count = None  # 每1月31日: the 年 is missing
        frequency, interval = section("periods")[match.group("ep")]
        if match.group()[1] == "隔" and count == 1:
            count = 2  # 每隔一天
        self._add("CYCLE" if count else "ODD", (frequency, interval * (count or 1)), start, end)
        if match.group()[1] == "隔":
            self._add("UNSURE", "“每隔”可以指中间空开那么久", end, end)

    def _weekday(self, match: re.Match[str], start: int, end: int) -> None:
        which, day = match.group("wk", "wd")
        if which in ("每", "每个"):
            self._add("CYCLE", ("WEEKLY", 1), start, end)
            self._add("WEEKDAY", (None, _WEEKDAYS[day]), end, end)
            return
        shift = {"本": 0, "这": 0, "下": 1, "下下": 2, "上": -1}.get(which)
        self._add("WEEKDAY", (shift, _WEEKDAYS[day]), start, end)

    def _simple(self, match: re.Match[str], start: int, end: int) -> None:
        group, text = match.lastgroup, match.group()
        if group == "holiday":
            self._add("HOLIDAY", vocabulary()[text][1], start, end)
        elif group == "clock":
            midnight = re.match("0?0(?:[时点]|:00)", text) is not None
            self._add("CLOCK", "midnight" if midnight else None, start, end)
        elif group == "amount" or group == "fullamount":
            self._add("AMOUNT", section("amounts")[text], start, end)
        elif group == "asitcomes":
            self._add("PROMPT", None, start, end)
        elif group == "firstq":
            count = number(match.group("fq"))
            self._add("FIRSTQ" if count in (1, 2, 3) else "ODD", count, start, end)
        elif group == "q":
            quarter = int(text[1]) if text[0] in "Qq" else "ⅠⅡⅢⅣ".index(text[0]) + 1
            self._add("QUARTER", quarter, start, end)
        elif group == "code":
            self._add("ODD" if self._is_slip(text, start, end) else "TEXT", None, start, end)
        elif group == "decimal" and self._behind_time(start):
            self._add("ODD", None, start, end)
        else:
            self._add("TEXT", None, start, end)


_SECTION_KINDS = {
    "harmless": "TEXT",
    "month_parts": "MONTHPART",
    "year_parts": "YEARPART",
    "quarter_parts": "QUARTERPART",
    "quarter_months": "QMONTH",
    "years": "YEARREL",
    "months": "MONTHREL",
    "quarters": "QUARTERREL",
    "weeks": "WEEKREL",
    "halves": "HALF",
    "plans": "PLAN",
    "parts": "PART",
    "cycles": "CYCLE",
    "weak_cycles": "WEAKCYCLE",
    "holidays": "HOLIDAY",
    "ongoing": "ONGOING",
    "prompt": "PROMPT",
    "none": "NONE",
    "vague": "VAGUE",
    "before": "BEFORE",
    "within": "WITHIN",
    "inclusive": "INCLUSIVE",
    "rolls": "ROLLS",
    "until": "UNTIL",
    "after": "AFTER",
    "since": "SINCE",
    "anchor": "ANCHOR",
    "from": "FROM",
    "to": "TO",
    "now": "NOW",
    "state": "STATE",
    "target": "TARGET",
    "about": "ABOUT",
    "exclusive": "EXCLUSIVE",
    "separators": "SEP",
    "breaks": "BREAK",
    "clock": "CLOCK",
    "verbs": "VERB",
    "attributes": "NOUN",
    "unreadable": "ODD",
    "exceptions": "EXCEPT",
    "at_most": "ATMOST",
}

_READERS = {
    "iso": Tokens._iso,
    "iso8": Tokens._iso8,
    "md": Tokens._month_day,
    "once": Tokens._once,
    "eonce": Tokens._each_once,
    "nthday": Tokens._nth_day,
    "every": Tokens._every,
    "weekday": Tokens._weekday,
    "clock": Tokens._simple,
    "holiday": Tokens._simple,
    "amount": Tokens._simple,
    "fullamount": Tokens._simple,
    "firstq": Tokens._simple,
    "firstn": Tokens._simple,
    "q": Tokens._simple,
    "asitcomes": Tokens._simple,
    "code": Tokens._simple,
    "number": Tokens._simple,
    "decimal": Tokens._simple,
    "program": Tokens._simple,
    "glued": Tokens._simple,
}
