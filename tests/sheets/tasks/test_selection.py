"""Which tasks come on which unit's sheet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from toolkit.deadlines import normalise
from toolkit.errors import UsageProblem
from toolkit.ledger import Ledger, Member, ledger_from_notice
from toolkit.model import Notice, Task
from toolkit.sheets.tasks.selection import Choice, by_unit, groups_without_members

DAY = date(2026, 3, 2)
TOWNS = "各乡镇人民政府"


def ledger() -> Ledger:
    rows = (
        ("1", "6月底前", ("县财政局",), (TOWNS,), "未开始"),
        ("2", "3月10日前", ("县审计局",), ("县财政局", "东河镇人民政府", TOWNS), "已完成"),
        ("3", "长期坚持", ("县财政局",), (), "进行中"),
        ("4", "每月坚持", ("东河镇人民政府",), ("县直各部门",), ""),
    )
    tasks = tuple(
        Task(name, "公开", lead=lead, others=others, groups=tuple(u for u in others if "各" in u),
             deadline=normalise(words, year=2026))
        for name, words, lead, others, _ in rows
    )  # fmt: skip
    made = ledger_from_notice(Notice("分工", year=2026, tasks=tasks))
    entries = tuple(replace(e, status=r[4]) for e, r in zip(made.entries, rows, strict=True))
    members = ("东河镇人民政府", "西河镇人民政府")
    roster = (
        Member("县财政局", ("财政局",)), Member(TOWNS, ("各镇",), True, members),
        Member("县直各部门", (), True),
    )  # fmt: skip
    return replace(made, entries=entries, roster=roster)


def chosen(**words: object) -> dict[str, list[str]]:
    """Ids of the tasks by unit, with a mark for the role and the group."""
    return {
        unit.unit: [
            item.task.id + ("*" if item.role == "lead" else "") + ("+" if item.via else "")
            for item in unit.items
        ]
        for unit in by_unit(ledger(), DAY, Choice(**words))
    }


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ({}, {"县财政局": ["2", "1*", "3*"], TOWNS: ["2", "1"], "县审计局": ["2*"],
              "东河镇人民政府": ["2", "4*"], "县直各部门": ["4"]}),
        ({"lead": True}, {"县财政局": ["1*", "3*"], "县审计局": ["2*"], "东河镇人民政府": ["4*"]}),
        ({"open": True, "units": ("县财政局", TOWNS)}, {"县财政局": ["1*", "3*"], TOWNS: ["1"]}),
        ({"before": date(2026, 6, 30), "units": ("县财政局",)}, {"县财政局": ["2"]}),
        ({"before": date(2026, 7, 1), "units": ("县财政局",)}, {"县财政局": ["2", "1*"]}),
        # A recurring task counts by its next date.
        ({"before": date(2026, 4, 1), "units": ("县直各部门",)}, {"县直各部门": ["4"]}),
        ({"units": ("财政局", "县财政局")}, {"县财政局": ["2", "1*", "3*"]}),
        # What a unit has by its own name is not said to come from the group.
        ({"expand": True}, {"县财政局": ["2", "1*", "3*"], "东河镇人民政府": ["2", "4*", "1+"],
                            "西河镇人民政府": ["2+", "1+"], "县审计局": ["2*"],
                            "县直各部门": ["4"]}),
    ],
)  # fmt: skip
def test_choice(words: dict[str, object], found: dict[str, list[str]]) -> None:
    assert chosen(**words) == found


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({"units": ("县水务局",)}, "没有“县水务局”的任务"),
        ({"units": ("县财局",)}, "是不是：县财政局"),
        ({"units": ("西河镇人民政府",)}, "只在“各乡镇人民政府”里.*展开"),
        ({"units": (TOWNS,), "expand": True}, "统称.*不展开"),
        ({"before": date(2026, 1, 1)}, "没有符合条件的任务（仅列2026年1月1日前到期的任务）"),
    ],
)
def test_what_cannot_be_chosen(words: dict[str, object], message: str) -> None:
    with pytest.raises(UsageProblem, match=message):
        chosen(**words)


def test_groups_without_members() -> None:
    assert groups_without_members(ledger()) == ("县直各部门",)
