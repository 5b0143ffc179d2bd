"""``calendar``: due dates for any calendar program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import FORCE, LEDGER, UNITS, day, short
from toolkit.actions.outcome import Outcome, Table
from toolkit.actions.parameter import Parameter

if TYPE_CHECKING:
    from toolkit.hosts import Host
    from toolkit.model import Task

SHOWN = 20
"""Tasks without a date that are listed; a ledger may hold hundreds of 长期坚持."""


def run(
    job: Job,
    *,
    ledger: Host,
    output: Path | None,
    unit: tuple[str, ...],
    remind: int,
    as_of: date | None,
    force: bool,
) -> Outcome:
    """Make the calendar."""
    from toolkit.sheets.calendar import make_calendar

    target = output or Path(f"{Path(ledger.name).stem}.ics")
    job.progress.begin("正在生成日历……")
    book = ledger.read()
    report = make_calendar(
        book, target, as_of=as_of or book.settings.as_of, units=unit, remind_days=remind,
        overwrite=force,
    )  # fmt: skip
    return Outcome(
        message=f"{job.has}生成：{report.path}（{report.entries} 条日程）",
        parts=_without_date(report.without_date),
        data={
            "entries": report.entries,
            "without_date": [
                {"id": t.id, "content": t.content, "deadline": t.deadline.raw}
                for t in report.without_date
            ],
        },
    )


def _without_date(tasks: tuple[Task, ...]) -> tuple[str | Table, ...]:
    if not tasks:
        return ()
    rows = ((t.id, short(t.content, 36), t.deadline.raw or "（空）") for t in tasks[:SHOWN])
    parts: list[str | Table] = [
        f"有 {len(tasks)} 项任务没有确定的日期，没有写入：",
        Table.of(("编号", "任务", "完成时限"), rows),
    ]
    if len(tasks) > SHOWN:
        parts.append(f"……另有 {len(tasks) - SHOWN} 项")
    return tuple(parts)


ACTION = Action(
    name="calendar",
    label="日历",
    group="通报",
    rank=20,
    summary="把未完成任务的截止日期做成日历文件（.ics）",
    help="一个日期一条全天日程，周期任务自动重复；没有确定日期的任务不写入，另行列出。",
    parameters=(
        LEDGER,
        Parameter("output", "save", "日历文件", "存到哪里（默认：台账名.ics）",
                  placeholder="文件.ics"),
        UNITS,
        Parameter("remind", "number", "提前天数", "提前几天提醒，上午 9 点（默认 3，0 为不提醒）",
                  placeholder="天数", default=3, least=0, most=366),
        day("制作日期，如 2026-03-05（默认：台账设置的基准日期，没有则为当天）"),
        FORCE,
    ),
    examples=(
        Example("生成日历，导入手机、Outlook 等日历软件",
                {"ledger": "台账.xlsx", "output": "任务日历.ics"}),
        Example("只要一个单位的，提前 7 天提醒",
                {"ledger": "台账.xlsx", "unit": ("县财政局",), "remind": 7}),
    ),
    run=run,
    writes=True,
)  # fmt: skip
