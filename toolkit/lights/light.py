"""The date light and the progress gap of a task: the rule, the words, the colours.

Everything that shows a light (the ledger, task sheets, bulletins) takes it from here; the same
rule as a formula for Excel is in :mod:`toolkit.lights.formulas`.  The two kinds of colour are kept
apart: the light says how near the date is and fills cells; the gap says by how many points the
work lies behind the time that has gone by, and has a bar and a type of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from toolkit.lights.done import is_done
from toolkit.lights.rounds import next_round, rounds_of
from toolkit.model import Deadline

Light = Literal["逾期", "临期", "正常", "长期", "周期", "待定", "已完成"]
LIGHTS: Final[tuple[Light, ...]] = ("逾期", "临期", "正常", "长期", "周期", "待定", "已完成")


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What the office may set: days before a date that count as near, points that count as behind.

    ``cycle_days`` is for recurring tasks, which would be amber half of the month otherwise.
    """

    near_days: int = 15
    cycle_days: int = 5
    behind: int = 20


DEFAULTS: Final = Thresholds()


@dataclass(frozen=True, slots=True)
class Look:
    """Colours as ``RRGGBB``; no ``fill`` leaves the paper white."""

    font: str
    fill: str = ""
    bold: bool = False


LOOKS: Final[Mapping[Light, Look]] = {
    "逾期": Look("9C0006", "F8B4AE", bold=True),
    "临期": Look("7F6000", "FFE699"),
    "正常": Look("375623", "E2EFDA"),
    "长期": Look("1F4E79", "DDEBF7"),
    "周期": Look("1F4E79", "DDEBF7"),
    "待定": Look("595959", "EDEDED"),
    "已完成": Look("808080"),
}
"""逾期 and 临期 fill the cells about the date; the others fill the light's own cell only.

Only the light's own word may be bold: a bold date would no longer fit its column.
"""

BEHIND_LOOK: Final = Look("7030A0", bold=True)
BAR: Final = "CDB7E2"
"""The progress gap: violet type from the threshold on, and a violet bar."""

UNIT_WORDS: Final[Mapping[str, str]] = {
    "workday": "个工作日",
    "day": "日",
    "week": "周",
    "month": "个月",
    "year": "年",
}


def day_that_counts(deadline: Deadline, on: date) -> date | None:
    """The date by which a task lights: its last day, or the next round of a recurring one."""
    return deadline.due or next_round(deadline, on)


def days_left(deadline: Deadline, status: str, on: date) -> int | None:
    """Days until the date that counts, negative once it has passed; None without one or if done.

    >>> days_left(Deadline("10月16日前", "date", due=date(2026, 10, 16)), "", date(2026, 10, 6))
    10
    """
    day = None if is_done(status) else day_that_counts(deadline, on)
    return (day - on).days if day else None


def light(
    deadline: Deadline,
    status: str,
    on: date,
    near_days: int = DEFAULTS.near_days,
    cycle_days: int = DEFAULTS.cycle_days,
) -> Light:
    """The date light of a task on the day ``on``.

    A task is late from the day after its last day.  A recurring one lights by its next round and
    is never late, since nobody has said whether the last round was done; 长期 and 即时 have no
    date and never light by themselves; 待定 has a date that is not known yet.

    >>> light(Deadline("10月16日前", "date", due=date(2026, 10, 16)), "进行中", date(2026, 10, 17))
    '逾期'
    >>> light(Deadline("每月坚持", "recurring", recurrence="FREQ=MONTHLY"), "", date(2026, 10, 17))
    '正常'
    """
    if is_done(status):
        return "已完成"
    days = days_left(deadline, status, on)
    if days is None:
        if deadline.kind in ("ongoing", "prompt"):
            return "长期"
        return "周期" if deadline.kind == "recurring" else "待定"
    if days < 0:
        return "逾期"
    return "临期" if days <= (near_days if deadline.due else cycle_days) else "正常"


def waits_for(deadline: Deadline) -> str:
    """What a relative deadline counts from, and how long; empty for the others.

    >>> waits_for(Deadline("", "relative", amount=2, unit="month", anchor="省出台文件"))
    '省出台文件后2个月'
    >>> waits_for(Deadline("", "relative", amount=-30, unit="workday", anchor="期满"))
    '期满前30个工作日'
    """
    if deadline.kind != "relative":
        return ""
    if deadline.amount is None:
        return f"{deadline.anchor}后"
    side = "前" if deadline.amount < 0 else "后"
    unit = UNIT_WORDS.get(deadline.unit, deadline.unit)
    return f"{deadline.anchor}{side}{abs(deadline.amount)}{unit}"


def remark(deadline: Deadline, status: str, on: date) -> str:
    r"""The light in a few words: days left, the next round, what the task waits for.

    >>> remark(Deadline("每月坚持", "recurring", recurrence="FREQ=MONTHLY"), "", date(2026, 2, 20))
    '下次2月28日\n还有8天'
    """
    if is_done(status):
        return ""
    days = days_left(deadline, status, on)
    if days is not None:
        day = day_that_counts(deadline, on)
        round_ = f"下次{day.month}月{day.day}日\n" if day and not deadline.due else ""
        if days < 0:
            return f"逾期{-days}天"
        return round_ + (f"还有{days}天" if days else "今天到期")
    if deadline.kind == "recurring":
        last = rounds_of(deadline).last
        return "周期已结束" if last and on > last else "按周期办理"
    if deadline.kind in ("ongoing", "prompt"):
        return "不设期限" if deadline.kind == "ongoing" else "随时办理"
    waiting = waits_for(deadline)
    return f"等待：{waiting}" if waiting else "时限待明确"


def gap(
    deadline: Deadline,
    percent: float | None,
    status: str,
    on: date,
    begun: date | None = None,
) -> int | None:
    """By how many points (0 to 100) the work lies behind the time that has gone by.

    Time runs from the deadline's own start, else from ``begun`` (see :func:`begin_of`), to its last
    day.  None for a task that is done, has no last day, or has no progress entered.

    >>> due = Deadline("12月底前", "date", due=date(2026, 12, 31))
    >>> gap(due, 0.3, "进行中", date(2026, 7, 2), date(2026, 1, 1))
    20
    """
    if is_done(status) or deadline.due is None or percent is None:
        return None
    start = deadline.start or begun
    if on >= deadline.due:
        expected = 1.0
    elif start is None:
        return None
    else:
        expected = max(0.0, (on - start).days / max(1, (deadline.due - start).days))
    behind = min(1.0, expected) - min(1.0, percent)
    return int(max(0.0, behind) * 100 + 0.5)


def begin_of(issued: date | None, year: int | None) -> date | None:
    """When tasks without a start of their own began: with the notice, else with its year.

    >>> begin_of(None, 2026)
    datetime.date(2026, 1, 1)
    """
    return issued or (date(year, 1, 1) if year else None)


def legend(thresholds: Thresholds = DEFAULTS) -> tuple[tuple[Light, str], ...]:
    """Each light with what it means, in the order in which a legend shows them.

    >>> legend()[1]
    ('临期', '临期：15天内到期（周期任务5天内）')
    """
    near, cycle = thresholds.near_days, thresholds.cycle_days
    return (
        ("逾期", "逾期：过了截止日期"),
        ("临期", f"临期：{near}天内到期（周期任务{cycle}天内）"),
        ("正常", "正常：离到期还早"),
        ("长期", "长期：不设期限或随时办理"),
        ("周期", "周期：按周期办理，没有确定的日期"),
        ("待定", "待定：等待某件事，或时限待明确"),
        ("已完成", "已完成或已销号"),
    )


def behind_text(thresholds: Thresholds = DEFAULTS) -> str:
    """What the violet figure means."""
    return f"落后：进度比时间慢{thresholds.behind}个百分点以上"
