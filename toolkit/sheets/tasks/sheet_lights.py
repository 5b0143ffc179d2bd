"""The date light on paper: words that the workbook counts anew whenever it is opened.

A task sheet is no ledger: its columns may stand anywhere or be left out, so a light's formula
holds the due date itself and looks at nothing but the workbook's names 基准日, 临期天数 and
周期临期天数.  The rule is that of :mod:`toolkit.lights.light`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from toolkit.lights import light as lights
from toolkit.lights.formulas import CYCLE, NEAR, TODAY
from toolkit.sheets.tasks.selection import Item
from toolkit.workbook.cells import Formula, Value


@dataclass(frozen=True, slots=True)
class Day:
    """The day for which sheets are made; ``pinned``: lights stay as on that day."""

    day: date
    thresholds: lights.Thresholds = lights.DEFAULTS
    pinned: bool = True

    def names(self) -> dict[str, str]:
        """The workbook's own names on which lights and colours count."""
        return {
            TODAY: _date(self.day) if self.pinned else "TODAY()",
            NEAR: str(self.thresholds.near_days),
            CYCLE: str(self.thresholds.cycle_days),
        }

    def light(self, item: Item) -> Value:
        """The light with the days left, as a formula where they change with the calendar."""
        word, due = item.light, item.due
        if due is None or word == "已完成":
            return word
        # The sheet does not know whether the last round was done, so a recurring task is not late.
        recurring = item.task.deadline.due is None
        return Formula(_formula(due, recurring), f"{word}\n{_left((due - self.day).days)}")

    def days_left(self, item: Item) -> Value:
        """Days until the due day, negative once it has passed; nothing for what has none."""
        if item.due is None or item.light == "已完成":
            return None
        return Formula(f"{_date(item.due)}-{TODAY}", (item.due - self.day).days)


@lru_cache(maxsize=1024)
def _formula(due: date, recurring: bool) -> str:
    """The light of a due day, which most of a ledger's tasks share with others."""
    last = _date(due)
    left = f"({last}-{TODAY})"
    over = '"周期"' if recurring else f'"逾期"&CHAR(10)&-{left}&"天"'
    near = CYCLE if recurring else NEAR
    return (
        f"IF({last}<{TODAY},{over},"
        f'IF({left}<={near},"临期","正常")&CHAR(10)&'
        f'IF({left}=0,"今天到期","还有"&{left}&"天"))'
    )


def _date(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"


def _left(days: int) -> str:
    if days < 0:
        return f"{-days}天"
    return f"还有{days}天" if days else "今天到期"


def words(day: date) -> str:
    """A day as it is written.

    >>> words(date(2026, 3, 2))
    '2026年3月2日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
