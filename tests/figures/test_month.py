"""Figures by unit on small ledgers whose counts can be seen at a glance."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.errors import UsageProblem
from toolkit.figures import UnitFigures, month_figures
from toolkit.figures.month import ranking, timeline
from toolkit.ledger import Member, Settings
from toolkit.ledger.reports import Report

SEPTEMBER, END = (2026, 9), date(2026, 9, 30)
ROWS = (
    # deadline, status, lead, others, progress
    ("6月底前", "已完成", "县财政局", "县审计局", 1.0),
    ("8月底前", "进行中", "县财政局", "", 0.5),
    ("10月10日前", "未开始", "县审计局", "县财政局", None),
    ("12月底前", "已销号", "县教育局", "", 1.0),
    ("长期坚持", "进行中", "县教育局", "各乡镇人民政府", None),
    ("收到后5个工作日内", "未开始", "县司法局", "", None),
    ("每月5日前", "进行中", "县司法局", "", None),
)


def counts(unit: UnitFigures) -> tuple[object, ...]:
    return (
        unit.unit, unit.rank, unit.lead, unit.other, unit.total, unit.done, unit.open, unit.late,
        unit.near, unit.undated,
    )  # fmt: skip


def test_counts_by_unit(ledger_of) -> None:
    month = month_figures(ledger_of(ROWS), SEPTEMBER, as_of=END)
    assert [counts(u) for u in month.units] == [
        # unit, rank, lead, other, total, done, open, late, near, undated
        ("县审计局", 1, 1, 1, 2, 1, 1, 0, 1, 0),
        ("县教育局", 1, 2, 0, 2, 1, 1, 0, 0, 1),
        ("县财政局", 3, 2, 1, 3, 1, 2, 1, 1, 0),
        ("县司法局", None, 2, 0, 2, 0, 2, 0, 1, 1),
        ("各乡镇人民政府", None, 0, 1, 1, 0, 1, 0, 0, 1),
    ]
    assert [(u.unit, u.rate, u.share) for u in month.units[2:4]] == [
        ("县财政局", 0.5, 1 / 3),
        ("县司法局", None, 0.0),
    ]
    t = month.totals
    assert (t.total, t.done, t.late, t.near, t.undated, t.due) == (7, 2, 1, 2, 2, 3)
    assert [(s.entry.task.id, s.days) for s in month.late] == [("2", -30)]


@pytest.mark.parametrize(
    ("as_of", "late", "near"),
    [
        (date(2026, 9, 1), 1, 1),  # the monthly 5th is 4 days off
        (date(2026, 9, 24), 1, 0),
        (date(2026, 9, 25), 1, 1),  # the 10th is 15 days off
        (date(2026, 9, 30), 1, 2),  # and the 5th is 5 days off
        (date(2026, 10, 20), 1, 2),  # the month's end counts, not the later day
    ],
)
def test_the_day_that_counts(ledger_of, as_of: date, late: int, near: int) -> None:
    month = month_figures(ledger_of(ROWS), SEPTEMBER, as_of=as_of)
    assert (month.totals.late, month.totals.near) == (late, near)
    assert month.day == min(as_of, END)
    assert month.made == as_of


@pytest.mark.parametrize(
    ("deadline", "day", "late"),
    [
        ("9月底前", date(2026, 9, 30), 0),
        ("9月底前", date(2026, 10, 1), 1),
        ("2月底前", date(2026, 2, 28), 0),
        ("2月底前", date(2026, 3, 1), 1),
        ("9月1日-9月20日", date(2026, 9, 21), 1),
        ("每月坚持", date(2026, 10, 1), 0),
        ("及时公开", date(2026, 10, 1), 0),
    ],
)
def test_late_from_the_day_after(ledger_of, deadline: str, day: date, late: int) -> None:
    ledger = ledger_of([(deadline, "未开始", "县财政局", "", None)])
    month = month_figures(ledger, (day.year, day.month), as_of=day)
    assert month.totals.late == late


def test_the_pinned_date_is_the_default(ledger_of) -> None:
    ledger = ledger_of(ROWS, settings=Settings(as_of=date(2026, 9, 1)))
    assert month_figures(ledger, SEPTEMBER).day == date(2026, 9, 1)


@pytest.mark.parametrize("month", [(2026, 10), (2027, 1), (2027, 9)])
def test_a_month_that_has_not_begun(ledger_of, month) -> None:
    with pytest.raises(UsageProblem, match=f"{month[0]}年{month[1]}月还没有到"):
        month_figures(ledger_of(ROWS), month, as_of=END)


@pytest.mark.parametrize(
    ("rates", "ranks"),
    [
        # (done, late) of units in the order of the ledger
        ([(1, 0), (1, 1), (2, 0), (0, 1)], [("2", 1), ("0", 1), ("1", 3), ("3", 4)]),
        ([(1, 2), (2, 4), (0, 0)], [("0", 1), ("1", 1), ("2", None)]),
        ([(0, 3), (0, 1)], [("1", 1), ("0", 1)]),
        ([(1, 1), (3, 1), (3, 1), (3, 1), (1, 0)],
         [("4", 1), ("1", 2), ("2", 2), ("3", 2), ("0", 5)]),
        ([], []),
    ],
)  # fmt: skip
def test_ranking_with_ties(rates, ranks) -> None:
    units = [UnitFigures(unit=str(n), done=d, late=late) for n, (d, late) in enumerate(rates)]
    assert [(u.unit, u.rank) for u in ranking(units)] == ranks


def test_groups_are_not_ranked_and_come_last() -> None:
    units = [UnitFigures(unit="各镇", group=True, done=1), UnitFigures(unit="县财政局", late=1)]
    assert [(u.unit, u.rank) for u in ranking(units)] == [("县财政局", 1), ("各镇", None)]


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=30))
def test_ranks_say_how_many_are_better(rates) -> None:
    units = ranking([UnitFigures(unit=str(n), done=d, late=x) for n, (d, x) in enumerate(rates)])
    ranked = [u for u in units if u.rank is not None]
    for unit in ranked:
        assert unit.rank == 1 + sum((u.rate or 0) > (unit.rate or 0) for u in ranked)
    assert len(units) == len(rates)


ROSTER = (
    Member("县财政局", ("财政局", "县财局")),
    Member("各乡镇人民政府", (), True, ("东河镇人民政府", "西河镇人民政府")),
    Member("各街道办事处", (), True),
    Member("东河镇人民政府"),
)
GROUPED = (
    ("6月底前", "已完成", "县财局", "各乡镇人民政府 东河镇人民政府", 1.0),
    ("8月底前", "未开始", "县财政局 财政局", "各街道办事处", None),
)


@pytest.mark.parametrize(
    ("expand", "units", "unknown"),
    [
        (False, [("县财政局", 2, 0), ("东河镇人民政府", 0, 1), ("各乡镇人民政府", 0, 1),
                 ("各街道办事处", 0, 1)], ()),
        (True, [("县财政局", 2, 0), ("东河镇人民政府", 0, 1), ("西河镇人民政府", 0, 1),
                ("各街道办事处", 0, 1)], ("各街道办事处",)),
    ],
)  # fmt: skip
def test_aliases_count_once_and_groups_expand(ledger_of, expand, units, unknown) -> None:
    month = month_figures(ledger_of(GROUPED, roster=ROSTER), SEPTEMBER, as_of=END, expand=expand)
    assert sorted((u.unit, u.lead, u.other) for u in month.units) == sorted(units)
    assert month.unknown_groups == unknown


def test_lead_and_other_of_one_task_counts_as_lead(ledger_of) -> None:
    ledger = ledger_of([("6月底前", "未开始", "县财政局", "县财政局", None)])
    (unit,) = month_figures(ledger, SEPTEMBER, as_of=END).units
    assert (unit.total, unit.lead, unit.other) == (1, 1, 0)


def report(month: int, task: str, unit: str, percent: float) -> Report:
    return Report((2026, month), task, unit, percent)


@pytest.mark.parametrize(
    ("reports", "new", "has_last", "why"),
    [
        ([], None, False, "no reports at all"),
        ([report(7, "1", "县财政局", 1.0)], None, False, "not in the month before"),
        ([report(8, "1", "县财政局", 0.5), report(9, "1", "县财政局", 1.0)], 1, True, "done since"),
        ([report(8, "1", "县财政局", 1.0)], 0, True, "done before"),
        ([report(8, "2", "县财政局", 0.5)], None, True, "done without a word: unknown"),
    ],
)
def test_done_since_last_month(ledger_of, reports, new, has_last, why) -> None:
    ledger = ledger_of(ROWS[:3])
    month = month_figures(ledger, SEPTEMBER, reports=reports, as_of=END)
    assert (month.totals.new, month.has_last) == (new, has_last), why


def test_reported_complete_but_not_confirmed(ledger_of) -> None:
    reports = [report(8, "2", "县财政局", 1.0)]
    month = month_figures(ledger_of(ROWS), SEPTEMBER, reports=reports, as_of=END)
    assert month.unconfirmed == 1
    assert month.totals.late == 1


def test_the_gap_is_apart_from_the_light(ledger_of) -> None:
    rows = [
        ("12月底前", "进行中", "甲局", "", 0.1),  # 272 of 364 days gone: 75 - 10
        ("12月底前", "进行中", "乙局", "", 0.9),  # ahead
        ("8月底前", "进行中", "丙局", "", 0.7),  # late, and 30 points behind
        ("12月底前", "进行中", "丁局", "", None),  # nobody said
    ]
    month = month_figures(ledger_of(rows), SEPTEMBER, as_of=END)
    found = {u.unit: (u.late, u.gap) for u in month.units}
    assert found == {"甲局": (0, 65), "乙局": (0, 0), "丙局": (1, 30), "丁局": (0, None)}
    assert month.no_percent == 1


def test_timeline_by_week(ledger_of) -> None:
    rows = [
        ("10月1日前", "未开始", "甲局", "", None),
        ("10月4日前", "未开始", "甲局", "", None),  # the Sunday
        ("10月5日前", "未开始", "甲局", "", None),  # the Monday after
        ("10月5日前", "已完成", "甲局", "", None),
        ("9月1日前", "未开始", "甲局", "", None),  # late: not on the timeline
        ("每月5日前", "未开始", "甲局", "", None),  # 10-05, 11-05
        ("2027年6月底前", "未开始", "甲局", "", None),
    ]
    month = month_figures(ledger_of(rows), SEPTEMBER, as_of=END)
    assert [(w.first, w.last, w.count) for w in month.weeks[:2]] == [
        (date(2026, 9, 28), date(2026, 10, 4), 2),
        (date(2026, 10, 5), date(2026, 10, 11), 2),
    ]
    assert [w.count for w in month.weeks] == [2, 2, 0, 0, 0, 1, 0, 0, 0]
    assert timeline([], END) == tuple(replace(w, count=0) for w in month.weeks)


def test_an_empty_ledger(ledger_of) -> None:
    month = month_figures(ledger_of([]), SEPTEMBER, as_of=END)
    assert (month.units, month.late, month.points) == ((), (), ())
    assert (month.totals.rate, month.totals.share, month.totals.new) == (None, None, None)
