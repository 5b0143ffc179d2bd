"""``taizhang sheets``: what is printed for every unit."""

from __future__ import annotations

import click

from toolkit.cli.output import counting, say
from toolkit.cli.zh import ZhCommand


@click.command(
    cls=ZhCommand,
    examples=(
        ("taizhang sheets 台账.xlsx -o 任务单", "在“任务单”文件夹里生成各单位任务单"),
        ("taizhang sheets 台账.xlsx --unit 县财政局 --unit 县审计局", "只要这两个单位"),
    ),
)
@click.argument("ledger", metavar="台账.xlsx", type=click.Path())
@click.option(
    "-o",
    "--output",
    metavar="文件夹",
    type=click.Path(),
    default="任务单",
    help="存到哪个文件夹（默认：任务单）",
)
@click.option("--unit", "units", metavar="单位", multiple=True, help="只要这个单位，可以写多次")
@click.option("--force", is_flag=True, help="文件已存在时覆盖")
def sheets(ledger: str, output: str, units: tuple[str, ...], force: bool) -> None:
    """给台账里的每个单位生成任务单

    一个工作簿，一个单位一张工作表，前面有目录；A4 横向，可直接打印、签收。
    """
    from toolkit.ledger import Ledger
    from toolkit.sheets import make_task_sheets

    book = Ledger.read(ledger)
    with counting("正在生成任务单") as progress:
        made = make_task_sheets(
            book, output, units=units or None, overwrite=force, progress=progress
        )
    for path in made:
        say(f"已生成：{path}")
