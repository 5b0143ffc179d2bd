"""``taizhang sheets``: what is printed for every unit."""

from __future__ import annotations

from datetime import date

import click

from toolkit.cli.output import complain, counting, say
from toolkit.cli.zh import IsoDate, ZhCommand


@click.command(
    cls=ZhCommand,
    examples=(
        ("taizhang sheets 台账.xlsx -o 任务单", "一个工作簿，一个单位一张表，前面有目录"),
        ("taizhang sheets 台账.xlsx --unit 县财政局 --unit 县审计局", "只要这两个单位"),
        ("taizhang sheets 台账.xlsx --separate --pdf", "一个单位一个 PDF"),
        ("taizhang sheets 台账.xlsx --zip --expand", "分给各乡镇，打成一个压缩包"),
        ("taizhang sheets 台账.xlsx --lead --open --before 2026-07-01", "七月前到期、没办完的"),
        ("taizhang sheets 台账.xlsx --template 我的任务单.xlsx", "用本单位自己的模板"),
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
@click.option("--separate", is_flag=True, help="一个单位一个文件，文件名就是单位名称")
@click.option("--pdf", is_flag=True, help="生成 PDF 而不是工作簿（需要 LibreOffice）")
@click.option("--zip", "zipped", is_flag=True, help="一个单位一个文件，打成一个压缩包")
@click.option("--unit", "units", metavar="单位", multiple=True, help="只要这个单位，可以写多次")
@click.option("--lead", is_flag=True, help="只列牵头的任务")
@click.option("--open", "open_only", is_flag=True, help="只列没有完成的任务")
@click.option("--before", metavar="日期", type=IsoDate(), help="只列这一天以前到期的任务")
@click.option("--expand", is_flag=True, help="把“各乡镇”这样的统称按单位名录分给各成员")
@click.option(
    "--as-of", metavar="日期", type=IsoDate(), help="按这一天制表、算提醒（默认：打开的当天）"
)
@click.option("--portrait", is_flag=True, help="用竖版模板（默认横版）")
@click.option("--template", metavar="模板.xlsx", type=click.Path(), help="用这个模板")
@click.option("--force", is_flag=True, help="文件已存在时覆盖")
def sheets(
    ledger: str,
    output: str,
    separate: bool,
    pdf: bool,
    zipped: bool,
    units: tuple[str, ...],
    lead: bool,
    open_only: bool,
    before: date | None,
    expand: bool,
    as_of: date | None,
    portrait: bool,
    template: str | None,
    force: bool,
) -> None:
    """给台账里的每个单位生成任务单

    每张单子有标题、来文、签收栏和图例，任务按截止日期排列，逾期、临期自动变色；
    A4 纸，行高按字数算好，表头每页重复，可直接打印、签收。
    """
    from toolkit.ledger import read_ledger
    from toolkit.sheets import make_task_sheets

    book = read_ledger(ledger)
    with counting("正在生成任务单") as progress:
        made = make_task_sheets(
            book,
            output,
            units=units or None,
            lead=lead,
            open_only=open_only,
            before=before,
            expand=expand,
            separate=separate,
            pdf=pdf,
            zipped=zipped,
            portrait=portrait,
            as_of=as_of,
            overwrite=force,
            template=template,
            progress=progress,
            tell=complain,
        )
    if len(made) == 1:
        say(f"已生成：{made[0]}")
    else:
        say(f"已在“{output}”里生成 {len(made)} 个文件，第一个是 {made[0].name}")
