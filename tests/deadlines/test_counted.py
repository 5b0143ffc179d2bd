"""Relative deadlines counted from the day of their event."""

from __future__ import annotations

from datetime import date

import pytest

from toolkit.deadlines import normalise
from toolkit.deadlines.counted import due_after


@pytest.mark.parametrize(
    ("phrase", "event", "due", "notes"),
    [
        ("收到后5个工作日内", "2022-09-28", "2022-10-10", []),
        ("收到后5个工作日内", "2022-04-29", "2022-05-10", []),
        ("收到后3个工作日内", "2090-03-01", "2090-03-06", ["D06"]),
        ("文件印发之日起30日内", "2026-01-31", "2026-03-02", []),
        ("省出台文件后2个月完成", "2025-12-31", "2026-02-28", []),
        ("收到后两周内", "2026-03-05", "2026-03-19", []),
        ("签订合同后一年内", "2024-02-29", "2025-02-28", []),
        ("10月16日前", "2026-03-05", "2026-10-16", []),
        ("长期坚持", "2026-03-05", None, []),
    ],
)
def test_due_after(phrase: str, event: str, due: str | None, notes: list[str]) -> None:
    counted = due_after(normalise(phrase, year=2026), date.fromisoformat(event))
    assert (counted.due and counted.due.isoformat(), [n.code for n in counted.notes]) == (
        due,
        notes,
    )


def test_a_count_beyond_the_calendar_is_noted() -> None:
    far = due_after(normalise("收到后9999年内"), date(2026, 1, 1))
    assert far.due is None
