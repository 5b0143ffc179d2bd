"""Members of a list share what stands once: 6、9、12月底前; 2021-2023年; 9月15、25日."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.deadlines.points import Point
from toolkit.deadlines.statements import Span, Statements
from toolkit.deadlines.tokens import Tokens

_LINKS = ("SEP", "TO")
_WITH_UNIT = frozenset(["YEAR", "MONTH", "DAY", "QUARTER", "AMOUNT", "TIMES"])
_HIGHEST = {"MONTH": 12, "DAY": 31, "QUARTER": 4}
_NUMERIC = frozenset([*_WITH_UNIT, "NUMBER", "DOTTED", "PAIR", "TO", "SEP"])
_PARTS_OF_MONTHS = ("end", "first", "second", "last")
_YEARS = range(2015, 2061)
_SECOND_ITEM = re.compile("[;。,]?[(]?2[.)、]")


def give_numbers_units(tokens: Tokens) -> None:
    """Change the kind of every number without a unit whose unit stands elsewhere in the list."""
    kinds, values = tokens.kinds, tokens.values
    _drop_item_numbers(tokens)
    for i in range(len(kinds) - 2, -1, -1):
        kind, behind, second = kinds[i], kinds[i + 1], kinds[i + 2] if kinds[i + 1] else ""
        if kind == "ORDINAL" and behind in _LINKS and second == "QUARTER":
            _unite(tokens, i)
        elif kind != "NUMBER" or values[i] is None:
            continue
        elif i and kinds[i - 1] == "MONTH":
            kinds[i] = "DAY" if _is_day(tokens, i) else "ODD"
        elif behind in _LINKS and second in _WITH_UNIT:
            _unite(tokens, i)
        elif behind in _LINKS and second == "TEXT" and values[i + 2] is not None:
            kinds[i] = "TEXT"  # 1—2名
        elif behind == "PART" and values[i + 1] in _PARTS_OF_MONTHS and 1 <= values[i] <= 12:
            if not i or kinds[i - 1] != "CYCLE" or values[i - 1][0] == "YEARLY":
                kinds[i] = "MONTH"  # 10底前: the 月 was lost
        elif values[i] in _YEARS and _is_year(tokens, i):
            kinds[i] = "YEAR"
    _last_members(tokens)


def _is_day(tokens: Tokens, i: int) -> bool:
    """Whether the number behind a month is its day: 10月16前."""
    text = tokens.text[tokens.starts[i] : tokens.ends[i]]
    named = tokens.text[tokens.ends[i - 1] - 1] in "月份"
    short = len(text) <= (2 if text.isdecimal() else 3)
    return named and short and tokens.values[i] <= 31 and tokens.kinds[i + 1] != "TEXT"


def _is_year(tokens: Tokens, i: int) -> bool:
    """Whether the number is a year: 2022底, 2022-2025年, or the last of 2022-2025."""
    kinds = tokens.kinds
    if kinds[i + 1] in ("PART", "QUARTER", "HALF") or kinds[i + 1 : i + 3] == ["TO", "YEAR"]:
        return True
    if kinds[i + 1] or i < 2 or kinds[i - 1] != "TO":
        return False
    return kinds[i - 2] == "NUMBER" and tokens.values[i - 2] in _YEARS


def _last_members(tokens: Tokens) -> None:
    """The last member may lack the unit of the one before: 9月15日-25, 周一、三、五."""
    kinds, values = tokens.kinds, tokens.values
    for i in range(2, len(kinds)):
        if kinds[i] != "NUMBER" or kinds[i - 1] not in _LINKS or not values[i]:
            continue
        first = kinds[i - 2]
        if first in ("DAY", "DOTTED") and values[i] <= 31 and kinds[i + 1] != "TEXT":
            kinds[i] = "DAY"
        elif first == "WEEKDAY" and values[i] <= 6:
            kinds[i], values[i] = "WEEKDAY", (values[i - 2][0], values[i] - 1)


def _unite(tokens: Tokens, i: int) -> None:
    kinds, values = tokens.kinds, tokens.values
    unit, value = kinds[i + 2], values[i]
    if unit == "AMOUNT":
        kinds[i], values[i] = "AMOUNT", (value, values[i + 2][1])
    elif unit == "TIMES":
        kinds[i] = unit
    elif unit == "YEAR":
        year = value + 2000 if 15 <= value <= 60 else value
        if 1950 <= year <= 2100:
            kinds[i], values[i] = unit, year
    elif value <= _HIGHEST[unit]:
        kinds[i] = unit


def _drop_item_numbers(tokens: Tokens) -> None:
    """33.2022年底前, (1)10月底前: a number at the head of a clause that only counts items."""
    kinds = tokens.kinds
    last = 0
    _drop_list_numbers(tokens)
    for i, kind in enumerate(kinds):
        if kind != "NUMBER" or kinds[i + 1] not in ("BREAK", "SEP"):
            continue
        sign, value = tokens.text[tokens.starts[i + 1]], tokens.values[i]
        if sign == "、" and value in (1, last + 1) and _is_mixed(tokens, i):
            kinds[i], last = "TEXT", value  # 一、5月底前;二、10月底前
            continue
        # A line break between two items is gone by now, so that 2 may follow 前 directly.
        continues = last and value == last + 1 and i and kinds[i - 1] not in _NUMERIC
        if i and kinds[i - 1] != "BREAK" and not continues:
            continue
        heads_something = kinds[i + 2] not in ("", "SEP", "BREAK", "TO")
        if sign not in ".)" or not heads_something or value is None or value > 999:
            continue
        if sign == ")" or value != 1 or not _may_be_one_month(tokens, i):
            kinds[i], last = "TEXT", value


def _drop_list_numbers(tokens: Tokens) -> None:
    """1、6月底前;2、12月底前: a 、 also joins months, so that all items from 1 on must be there."""
    kinds, values = tokens.kinds, tokens.values
    heads = [
        i
        for i, kind in enumerate(kinds)
        if kind == "NUMBER"
        and tokens.text.startswith("、", tokens.ends[i])
        and (i == 0 or kinds[i - 1] not in _NUMERIC)
    ]
    if len(heads) > 1 and [values[i] for i in heads] == list(range(1, len(heads) + 1)):
        for i in heads:
            kinds[i] = "TEXT"


def _is_mixed(tokens: Tokens, i: int) -> bool:
    """Whether a Chinese numeral stands at the head of a clause before a date in figures."""
    if tokens.kinds[i + 2] == "QUARTER":
        return False
    if i and tokens.kinds[i - 1] not in ("BREAK", "SEP", "BEFORE"):
        return False
    written, behind = tokens.text[tokens.starts[i]], tokens.text[tokens.ends[i + 1] :][:1]
    return not written.isdecimal() and behind.isdecimal()


def _may_be_one_month(tokens: Tokens, i: int) -> bool:
    """1.2月底: item 1, or 12月 with a stray dot?  Only a second item would tell."""
    start, end = tokens.starts[i + 2], tokens.ends[i + 2]
    if tokens.kinds[i + 2] != "MONTH" or tokens.text[start:end] not in ("0月", "1月", "2月"):
        return False
    return _SECOND_ITEM.search(tokens.text, end) is None


def share_in_lists(out: Statements) -> None:
    """6月、9月、12月底前: what stands once behind the list belongs to each member."""
    _share(out, out.spans)
    for cycle in out.cycles:
        _share(out, cycle.spans)


def _share(out: Statements, spans: Sequence[Span]) -> None:
    for i in range(len(spans) - 1, 0, -1):
        this, following = spans[i - 1], spans[i]
        if not following.chained or this.qualifier:
            continue
        this.qualifier = "" if following.first else following.qualifier
        this.role = this.role or following.role
        mine, its = this.last, following.last
        if this.first is not None:
            continue
        if mine.is_bare_unit and mine.month and its.day is not None and its.month:
            if its.month != mine.month:
                mine.day = its.day  # 3、6、9、12月20日前
                if mine.names_month or i == 1 == len(spans) - 1:
                    out.is_unsure("前面的月份没有写日，按同一日计")
        elif mine.is_bare_unit and its.part and _same_shape(mine, its):
            mine.part = its.part


def _same_shape(a: Point, b: Point) -> bool:
    return (a.month is None) == (b.month is None) and bool(a.quarter) == bool(b.quarter)
