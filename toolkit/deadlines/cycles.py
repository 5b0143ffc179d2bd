"""Recurring limits as RFC 5545 rules."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable

from toolkit.deadlines.point_reader import LAST_MONTH, NEXT_MONTH
from toolkit.deadlines.points import Impossible, Point, Vague
from toolkit.deadlines.statements import Cycle, Span

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
#: Months of every quarter and of every half-year, by the values of the section quarter_months.
_PERIOD_MONTHS: dict[int, dict[int, tuple[int, ...]]] = {
    3: {1: (1, 4, 7, 10), 2: (2, 5, 8, 11), 3: (3, 6, 9, 12), 4: (1, 4, 7, 10), 9: (3, 6, 9, 12)},
    6: {1: (1, 7), 2: (2, 8), 3: (3, 9), 4: (1, 7), 9: (6, 12)},
}
_EVERY_OTHER_MONTH = {"EVENMONTHS": (2, 4, 6, 8, 10, 12), "ODDMONTHS": (1, 3, 5, 7, 9, 11)}
_NOT_LEGAL_WORKDAYS = "工作日按周一至周五计，遇法定节假日请核对"
_PART_DAYS = {"first": 10, "half": 15, "second": 20, "last": -1, "end": -1, "": -1}


def rule_of(cycle: Cycle) -> tuple[str, str]:
    """The rule of a cycle and a remark where the rule says less than the words.

    Raises:
        Impossible: a day that no such month has.
        Vague: 每月初 and the like.
    """
    if cycle.after is not None and cycle.spans:
        raise Vague("周期里写了两种期限")
    if cycle.after is not None:
        return _after_period(cycle)
    if cycle.nth is not None:
        return _nth_day(cycle, *cycle.nth)
    if cycle.frequency == "TERMS":
        if cycle.spans:
            raise Vague("学期的起止日期不确定")
        return "FREQ=MONTHLY;INTERVAL=6", ""
    if cycle.frequency == "TENDAYS":
        return "FREQ=MONTHLY;BYMONTHDAY=10,20,-1", ""
    if cycle.frequency == "HALFMONTH":
        return "FREQ=MONTHLY;BYMONTHDAY=15,-1", ""
    if cycle.frequency == "WORKDAYS":
        if cycle.interval == 1:
            return "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", ""
        raise Vague("每几个工作日一次不能写成重复规则")
    if not cycle.spans:
        return _plain(cycle), ""
    remark = "周期内的起始日没有记入" if any(s.first is not None for s in cycle.spans) else ""
    if any(span.role for span in cycle.spans):
        raise Vague("周期里写的是起始日，不是截止日")
    if cycle.frequency == "WEEKLY":
        if any(span.last.weekday is None for span in cycle.spans):
            raise Vague("没有写是星期几")
        days = ",".join(_WEEKDAYS[d] for d in sorted(_days_of_week(cycle.spans)))
        if remark:
            remark = "每周几至几按其中的每一天计"
        return f"{_plain(cycle)};BYDAY={days}", remark
    pairs: list[tuple[int, int]] = []
    for span in cycle.spans:
        pairs += _pairs(cycle, span)
        if span.qualifier == "BEFORE" and span.last.is_bare_unit and span.last.month is not None:
            remark = f"“{span.last.month}月前”有两种读法，按该月开始以前计"
    return _by_month_and_day(cycle, sorted(set(pairs))), remark


def spelt_out(cycle: Cycle, spans: list[Span]) -> str:
    """The rule whose days a bracket behind the cycle lists one by one, else nothing."""
    count = 12 // cycle.interval if cycle.frequency == "MONTHLY" and cycle.interval > 1 else 0
    months = {span.last.month for span in spans}
    if len(spans) != count or None in months or len(months) != count:
        return ""
    pairs = [pair for span in spans for pair in _pairs(cycle, span)]
    return _by_month_and_day(cycle, sorted(set(pairs)))


def _days_of_week(spans: Iterable[Span]) -> set[int]:
    days: set[int] = set()
    for span in spans:
        last = span.last.weekday or 0
        first = last if span.first is None else span.first.weekday or 0
        if first > last:
            raise Vague("每周的起止颠倒了")
        days.update(range(first, last + 1))
    return days


def _plain(cycle: Cycle) -> str:
    if cycle.frequency in _EVERY_OTHER_MONTH:
        return f"FREQ=MONTHLY;BYMONTH={_list(_EVERY_OTHER_MONTH[cycle.frequency])}"
    interval = f";INTERVAL={cycle.interval}" if cycle.interval > 1 else ""
    return f"FREQ={cycle.frequency}{interval}"


def _pairs(cycle: Cycle, span: Span) -> list[tuple[int, int]]:
    """The (month, day) pairs of one point; month 0 is every month, day -1 the last."""
    point = span.last
    mid_year = cycle.frequency == "YEARLY" and point.part == "middle" and not point.month
    if point.part in ("begin", "middle") and not mid_year:
        raise Vague("“初”“中”没有确定的日期")
    months = _months(cycle, point)
    if span.qualifier == "BEFORE" and point.is_bare_unit:
        if point.is_several_months:
            raise Vague("“前”可以指开始以前，也可以指结束以前")
        if point.month is not None:
            return [((month - 2) % 12 + 1, -1) for month in months]
    day = point.day if point.day is not None else _PART_DAYS.get(point.part, -1)
    if not 1 <= day <= 31 and day != -1:
        raise Impossible(f"没有{day}日")
    if day == 29 and months == (2,):
        raise Vague("2月29日不是每年都有")
    for month in months:
        if month and day > _longest(month):
            raise Impossible(f"{month}月没有{day}日")
    return [(month, -1 if _is_last(month, day) else day) for month in months]


def _is_last(month: int, day: int) -> bool:
    """Whether the day is the month's last in every year."""
    return month not in (0, 2) and day == _longest(month)


def _months(cycle: Cycle, point: Point) -> tuple[int, ...]:
    if point.month is not None:
        if not 1 <= point.month <= 12:
            raise Impossible(f"没有{point.month}月")
        return (point.month,)
    if cycle.frequency == "YEARLY":
        if point.quarter_month > 0:
            if point.quarter_month == NEXT_MONTH:
                raise Vague("周期里的月份没有看懂")
            return (12 if point.quarter_month == LAST_MONTH else point.quarter_month,)
        if point.holiday:
            raise Vague("节日前的日期需要人工确认")
        if point.quarter:
            return (3 * point.quarter,)
        if point.half:
            return (6 * point.half,)
        if point.part == "middle":
            return (6,)
        if point.day is not None:
            raise Vague("只写了日，没有写月份")
        return (12,)
    if point.quarter_month > 0 and cycle.interval not in _PERIOD_MONTHS:
        raise Vague("“首月”“末月”只在季度里清楚")
    if cycle.interval == 1:
        return _EVERY_OTHER_MONTH.get(cycle.frequency, (0,))
    if cycle.interval not in _PERIOD_MONTHS:
        raise Vague("周期里的日期没有看懂")
    if point.quarter_month > 0:
        return _PERIOD_MONTHS[cycle.interval][point.quarter_month]
    if point.day is not None:
        raise Vague("没有写是季度的哪一个月" if cycle.interval == 3 else "没有写是哪一个月")
    return _PERIOD_MONTHS[cycle.interval][LAST_MONTH]


def _longest(month: int) -> int:
    return monthrange(2024, month)[1]


def _by_month_and_day(cycle: Cycle, pairs: list[tuple[int, int]]) -> str:
    months = sorted({month for month, _ in pairs})
    days = sorted({day for _, day in pairs}, key=lambda day: day % 32)  # -1 comes last
    if months == [0]:
        return f"{_plain(cycle)}{_month_days(days)}"
    if len(pairs) == len(months) * len(days):
        frequency = "YEARLY" if cycle.frequency == "YEARLY" else "MONTHLY"
        shown = [_shown(months, day) for day in days]
        return f"FREQ={frequency};BYMONTH={_list(months)};BYMONTHDAY={_list(shown)}"
    if (2, -1) in pairs:
        raise Vague("2月底与其他日期合在一起，不能写成一条重复规则")
    # 6月15日、12月20日: the wanted ones by their place among all combinations.
    wanted = {(month, _longest(month) if day == -1 else day) for month, day in pairs}
    all_days = sorted({day for _, day in wanted})
    grid = sorted((m, d) for m in months for d in all_days if d <= _longest(m))
    if (2, 29) in grid:
        raise Vague("2月29日与其他日期合在一起，不能写成一条重复规则")
    places = [i + 1 for i, cell in enumerate(grid) if cell in wanted]
    days_and_places = f"BYMONTHDAY={_list(all_days)};BYSETPOS={_list(places)}"
    return f"FREQ=YEARLY;BYMONTH={_list(months)};{days_and_places}"


def _list(numbers: Iterable[int]) -> str:
    return ",".join(map(str, numbers))


def _shown(months: list[int], day: int) -> int:
    """每年1月31日 is written as 31, 每年6月、12月底 as -1."""
    if day == -1 and len(months) == 1 and months[0] != 2:
        return _longest(months[0])
    return day


def _month_days(days: list[int]) -> str:
    """Days of every month: 30 is the last of February."""
    late = [d for d in days if d > 28]
    if not late:
        return f";BYMONTHDAY={_list(days)}"
    if len(late) > 1 or -1 in days:
        raise Vague("每月的几个日期不能写成一条重复规则")
    early = [d for d in days if d <= 28]
    if late == [31]:
        return f";BYMONTHDAY={_list([*early, -1])}"
    spread = [*early, *range(28, late[0] + 1)]
    places = [*range(1, len(early) + 1), -1]
    return f";BYMONTHDAY={_list(sorted(set(spread)))};BYSETPOS={_list(places)}"


def _nth_day(cycle: Cycle, count: int, day: int | str) -> tuple[str, str]:
    """每月最后一个工作日, 每季度末月第三个星期五, 每周第一个工作日."""
    if len(cycle.spans) > 1 or any(span.qualifier or span.last.day for span in cycle.spans):
        raise Vague("周期里写了两种期限")
    if cycle.frequency == "WEEKLY" and day == "workday" and abs(count) <= 5:
        index = count - 1 if count > 0 else 5 + count
        return f"{_plain(cycle)};BYDAY={_WEEKDAYS[index]}", _NOT_LEGAL_WORKDAYS
    intervals = {"MONTHLY": (1, 3, 6), "YEARLY": (1,)}.get(cycle.frequency, ())
    if cycle.interval not in intervals or (abs(count) > 20 and day != "day"):
        raise Vague("周期里的日期没有看懂")
    months = _months_of_nth(cycle, count)
    by_month = f";BYMONTH={_list(months)}" if months else ""
    frequency = "YEARLY" if cycle.frequency == "YEARLY" else "MONTHLY"
    if day == "week":
        if count == -1:
            return f"FREQ={frequency}{by_month};BYMONTHDAY=-1", ""
        return _plain(cycle), "第几周没有记入，请写明日期"
    if day == "workday":
        days = f";BYDAY=MO,TU,WE,TH,FR;BYSETPOS={count}"
        return f"FREQ={frequency}{by_month}{days}", _NOT_LEGAL_WORKDAYS
    if day == "day" and abs(count) <= 28:
        return f"FREQ={frequency}{by_month};BYMONTHDAY={count}", ""
    if abs(count) > 5:
        raise Impossible(f"一个月没有第{count}个星期几")
    return f"FREQ={frequency}{by_month};BYDAY={count}{_WEEKDAYS[int(day)]}", ""


def _months_of_nth(cycle: Cycle, count: int) -> tuple[int, ...]:
    """The months in which the day is counted, empty for every month."""
    point = cycle.spans[0].last if cycle.spans else None
    if point is not None and point.part not in ("", "end"):
        raise Vague("周期里的日期没有看懂")
    if point is not None and point.part == "end" and count > 0:
        raise Vague("周期里写了两种期限")
    if point is None or (point.month is None and point.quarter_month <= 0):
        last = LAST_MONTH if count < 0 else 1
        if cycle.frequency == "YEARLY":
            return (12,) if count < 0 else (1,)
        return () if cycle.interval == 1 else _PERIOD_MONTHS.get(cycle.interval, {}).get(last, ())
    return _months(cycle, point)


def _after_period(cycle: Cycle) -> tuple[str, str]:
    amount, unit = cycle.after or (0, "")
    if unit == "day" and 1 <= amount <= 28 and cycle.frequency in ("MONTHLY", "YEARLY"):
        if cycle.frequency == "YEARLY":
            return f"FREQ=YEARLY;BYMONTH=1;BYMONTHDAY={amount}", ""
        if cycle.interval == 1:
            return f"FREQ=MONTHLY;BYMONTHDAY={amount}", ""
        months = {3: "1,4,7,10", 6: "1,7"}.get(cycle.interval)
        if months:
            return f"FREQ=MONTHLY;BYMONTH={months};BYMONTHDAY={amount}", ""
    if cycle.frequency == "YEARLY" and unit == "month" and amount <= 11:
        return f"FREQ=YEARLY;BYMONTH={amount};BYMONTHDAY=-1", ""
    if cycle.frequency == "YEARLY" and unit == "day" and amount in (30, 31):
        return f"FREQ=YEARLY;BYMONTH=1;BYMONTHDAY={amount}", ""
    return _plain(cycle), "周期结束后的期限不能写进重复规则"
