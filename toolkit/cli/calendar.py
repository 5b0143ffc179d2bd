"""``taizhang calendar``: due dates for any calendar program."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.output import say, table, working
from toolkit.cli.zh import IsoDate, ZhCommand

if TYPE_CHECKING:
    from toolkit.model import Task

SHOWN = 20
"""Tasks without a date that are listed; a ledger may hold hundreds of 长期坚持."""

SHORT = 36


@click.command(
    cls=ZhCommand,
    examples=(
        ("taizhang calendar 台账.xlsx -o 任务日历.ics", "生成日历，导入手机、Outlook 等日历软件"),
        ("taizhang calendar 台账.xlsx --unit 县财政局 --remind 7", "只要一个单位的，提前 7 天提醒"),
    ),
)
@click.argument("ledger", metavar="台账.xlsx", type=click.Path())
@click.option("-o", "--output", metavar="文件.ics", type=click.Path(),
              help="存到哪里（默认：台账名.ics）")  # fmt: skip
@click.option("--unit", "units", metavar="单位", multiple=True, help="只要这个单位，可以写多次")
@click.option("--remind", metavar="天数", type=click.IntRange(0, 366), default=3,
              help="提前几天提醒，上午 9 点（默认 3，0 为不提醒）")  # fmt: skip
@click.option("--as-of", metavar="日期", type=IsoDate(),
              help="制作日期，如 2026-03-05（默认：台账设置的基准日期，没有则为当天）")  # fmt: skip
@click.option("--force", is_flag=True, help="文件已存在时覆盖")
def calendar(
    ledger: str,
    output: str | None,
    units: tuple[str, ...],
    remind: int,
    as_of: date | None,
    force: bool,
) -> None:
    """把未完成任务的截止日期做成日历文件（.ics）

    一个日期一条全天日程，周期任务自动重复；没有确定日期的任务不写入，列在后面。
    """
    from toolkit.ledger import read_ledger
    from toolkit.sheets.calendar import make_calendar

    target = Path(output or f"{Path(ledger).stem}.ics")
    _check_output(target, ledger, force)
    with working("正在生成日历……"):
        book = read_ledger(ledger)
        report = make_calendar(
            book, target, as_of=as_of or book.settings.as_of, units=units, remind_days=remind,
            overwrite=force,
        )  # fmt: skip
    say(f"已生成：{report.path}（{report.entries} 条日程）")
    _without_date(report.without_date)


def _check_output(target: Path, ledger: str, force: bool) -> None:
    from toolkit.sheets.targets import check_target

    check_target(target, (".ics",), "日历", overwrite=force, inputs=(ledger,))


def _without_date(tasks: tuple[Task, ...]) -> None:
    if not tasks:
        return
    say(f"有 {len(tasks)} 项任务没有确定的日期，没有写入：")
    rows = ((t.id, _short(t.content), t.deadline.raw or "（空）") for t in tasks[:SHOWN])
    table(("编号", "任务", "完成时限"), rows)
    if len(tasks) > SHOWN:
        say(f"……另有 {len(tasks) - SHOWN} 项")


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= SHORT else line[: SHORT - 1] + "…"
