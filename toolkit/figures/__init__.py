"""The figures of a month: how tasks stand, unit by unit, and what changed since the last month.

>>> from datetime import date
>>> from toolkit.ledger import ledger_from_notice
>>> from toolkit.model import Deadline, Notice, Task
>>> limit = Deadline("8月底前", "date", due=date(2026, 8, 31))
>>> task = Task("1", "公开预算", lead=("县财政局",), deadline=limit)
>>> ledger = ledger_from_notice(Notice(year=2026, tasks=(task,)))
>>> month = month_figures(ledger, (2026, 9), as_of=date(2026, 9, 30))
>>> month.units[0].unit, month.units[0].late, month.late[0].days
('县财政局', 1, -30)
"""

from __future__ import annotations

from toolkit.figures.history import History, Point
from toolkit.figures.month import MonthFigures, Totals, UnitFigures, Week, month_figures
from toolkit.figures.standing import Standing, standing

__all__ = [
    "History",
    "MonthFigures",
    "Point",
    "Standing",
    "Totals",
    "UnitFigures",
    "Week",
    "month_figures",
    "standing",
]
