"""Short ways to write a subject and to read findings, so that the tests look like tables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from toolkit.checks import Subject
from toolkit.model import Deadline, Notice, Place, Task

Row = dict[str, Any]


def task(at: int, row: Row) -> Task:
    """A sound task on row ``at`` of a ledger, with what ``row`` says instead."""
    sound = Task(
        id=f"2026-{at:03}",
        content=f"第{at}项任务",
        lead=("县财政局",),
        others=("县审计局",),
        deadline=Deadline("2026年10月31日前", "date", due=date(2026, 10, 31)),
        units_raw="县财政局\n县审计局",
        place=Place(file="台账.xlsx", sheet="台账", row=at),
    )
    return replace(sound, **row)


@pytest.fixture
def subject() -> Callable[..., Subject]:
    """Make a subject from rows that differ from a sound one; rows begin at 2 as in a ledger."""

    def make(*rows: Row, issued: date | None = date(2026, 3, 5), **parts: Any) -> Subject:
        tasks = tuple(task(at, row) for at, row in enumerate(rows, start=2))
        notice = Notice(year=2026, issued=issued, tasks=tasks, file="台账.xlsx")
        defaults: dict[str, Any] = {
            "heads": ("编号", "任务内容", "牵头单位", "责任单位", "完成时限"),
            "columns": (
                ("id", "编号"),
                ("content", "任务内容"),
                ("lead", "牵头单位"),
                ("others", "责任单位"),
                ("deadline", "完成时限"),
            ),
            "sheet": "台账",
            "is_ledger": True,
        }
        return Subject(notice, **{**defaults, **parts})

    return make


@pytest.fixture
def found() -> Callable[[Subject], list[tuple[str, int, str, str]]]:
    """Run every check; (code, row, column, value) of each finding."""
    from toolkit.checks import run_checks

    def run(subject: Subject) -> list[tuple[str, int, str, str]]:
        return [(f.code, f.place.row, f.place.column, f.value) for f in run_checks(subject)]

    return run
