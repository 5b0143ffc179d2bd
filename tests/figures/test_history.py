"""What had been reported by the end of a month, as tables."""

from __future__ import annotations

import pytest

from toolkit.figures.history import History
from toolkit.ledger.reports import Report
from toolkit.model import Task
from toolkit.units import Roster

TASKS = (
    Task("1", "甲", lead=("县财政局", "县审计局"), others=("县教育局",)),
    Task("2", "乙", others=("各镇",)),
    Task("3", "丙"),
)
ROSTER = Roster(
    ("县财政局", "县审计局", "东镇", "西镇"),
    (("财政局", "县财政局"),),
    (("各镇", ("东镇", "西镇")),),
)


def history(*rows: tuple[int, str, str, float | None]) -> History:
    return History(TASKS, [Report((2026, m), i, u, p) for m, i, u, p in rows], ROSTER)


@pytest.mark.parametrize(
    ("rows", "done"),
    [
        ([], set()),
        ([(8, "1", "县财政局", 1.0)], set()),  # the second lead is silent
        ([(8, "1", "县财政局", 1.0), (8, "1", "县审计局", 1.0)], {"1"}),
        ([(8, "1", "财政局", 1.0), (7, "1", "县审计局", 1.0)], {"1"}),  # an alias, an earlier month
        ([(8, "1", "县财政局", 1.0), (9, "1", "县审计局", 1.0)], set()),  # a later month
        ([(8, "1", "县财政局", 0.5), (8, "1", "县财政局", 1.0), (8, "1", "县审计局", 1)], {"1"}),
        ([(8, "1", "县财政局", 1.0), (8, "1", "县财政局", 0.5), (8, "1", "县审计局", 1)], set()),
        ([(8, "1", "县财政局", 1.0), (8, "1", "县财政局", None), (8, "1", "县审计局", 1)], {"1"}),
        ([(8, "1", "县教育局", 1.0)], set()),  # takes part only
        ([(8, "2", "东镇", 1.0)], set()),
        ([(8, "2", "东镇", 1.0), (8, "2", "西镇", 1.0)], {"2"}),
        ([(8, "2", "各镇", 1.0)], {"2"}),
        ([(8, "3", "县财政局", 1.0), (8, "9", "县财政局", 1.0)], set()),  # nobody's, and unknown
    ],
)
def test_reported_complete(rows, done) -> None:
    assert history(*rows).done((2026, 8)) == done


def test_the_line_has_gaps_where_nobody_reported() -> None:
    line = history(
        (5, "1", "县财政局", 0.5),
        (5, "1", "县审计局", 0.0),
        (7, "1", "县财政局", 1.0),
        (7, "1", "县审计局", 1.0),
        (7, "2", "各镇", 0.5),
        (9, "1", "县财政局", 1.0),
    ).points((2026, 8))
    assert [(p.month[1], p.done, p.progress) for p in line] == [
        (5, 0.0, 0.25),
        (6, None, None),
        (7, 1 / 3, 0.75),
        (8, None, None),
    ]


@pytest.mark.parametrize(
    ("first", "month", "count"),
    [((2026, 9), (2026, 9), 1), ((2026, 10), (2026, 9), 0), ((2025, 12), (2026, 2), 3),
     ((2024, 1), (2026, 2), 12)],
)  # fmt: skip
def test_the_line_begins_with_the_first_report_and_has_twelve_months(first, month, count) -> None:
    line = History(TASKS, [Report(first, "1", "县财政局", 0.5)], ROSTER).points(month)
    assert len(line) == count
    assert not line or line[-1].month == month
