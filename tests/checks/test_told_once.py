"""What a check would say of most rows of a column it says once."""

from __future__ import annotations

from typing import Any

import pytest

from toolkit.checks import run_checks, told_once
from toolkit.checks.cells.remarks import StatusOtherwise, StatusUnknown
from toolkit.model import Finding, Place


def status(row: int, column: str = "状态") -> Finding:
    place = Place(sheet="台账", row=row, column=column)
    return StatusOtherwise.finding(
        place, "办结", task=f"{row:03}", note="按“已完成”理解", status="已完成"
    )


@pytest.mark.parametrize(
    ("rows", "odd", "count"),
    [
        (4, 4, 4),  # too few rows to speak of a column
        (5, 3, 3),  # 60 % is not most
        (5, 4, 1),
        (10, 6, 6),
        (10, 7, 1),
    ],
)
def test_most_rows_of_a_column(rows: int, odd: int, count: int) -> None:
    assert len(told_once([status(row) for row in range(4, 4 + odd)], rows)) == count


def test_the_one_finding_counts_and_shows_examples() -> None:
    (once,) = told_once([status(row) for row in range(4, 9)], 5)
    assert (once.place.row, once.place.column, once.task) == (0, "状态", "")
    assert "5行" in once.message and "第4行" in once.message and "第6行" in once.message
    assert "第7行" not in once.message
    assert once.fix == "整列一起改，例如第4行：改为“已完成”"


def test_columns_and_problems_are_told_apart() -> None:
    place = Place(sheet="台账", row=4, column="状态")
    other = StatusUnknown.finding(place, "取消", why="")
    mixed = [*(status(row) for row in (4, 5)), *(status(row, "办理") for row in (6, 7)), other]
    assert told_once(mixed, 5) == mixed


def test_a_problem_that_needs_an_answer_row_by_row_is_told_row_by_row(subject: Any) -> None:
    rows = [{"content": ""} for _ in range(6)]
    assert [f.code for f in run_checks(subject(*rows))] == ["T01"] * 6
    rows = [{"id": ""} for _ in range(6)]
    assert [f.code for f in run_checks(subject(*rows))] == ["T04"]
