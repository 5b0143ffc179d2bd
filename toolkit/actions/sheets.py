"""``sheets``: what is printed for every unit."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import FORCE, LEDGER, TEMPLATE, UNITS, day
from toolkit.actions.outcome import Outcome
from toolkit.actions.parameter import Parameter

if TYPE_CHECKING:
    from toolkit.hosts import Host


def run(
    job: Job,
    *,
    ledger: Host,
    output: Path,
    separate: bool,
    pdf: bool,
    zip_: bool,
    unit: tuple[str, ...],
    lead: bool,
    open_: bool,
    before: date | None,
    expand: bool,
    as_of: date | None,
    portrait: bool,
    template: Path | None,
    force: bool,
) -> Outcome:
    """Make the task sheets."""
    from toolkit.sheets import make_task_sheets

    job.progress.begin("正在读取台账……")
    book = ledger.read()
    job.progress.begin("正在生成任务单……")
    made = make_task_sheets(
        book,
        output,
        units=unit or None,
        lead=lead,
        open_only=open_,
        before=before,
        expand=expand,
        separate=separate,
        pdf=pdf,
        zipped=zip_,
        portrait=portrait,
        as_of=as_of,
        overwrite=force,
        template=template,
        progress=job.progress.at,
        tell=job.progress.tell,
    )
    if len(made) == 1:
        message = f"{job.has}生成：{made[0]}"
    else:
        message = f"{job.has}在“{output}”里生成 {len(made)} 个文件，第一个是 {made[0].name}"
    return Outcome(message=message)


ACTION = Action(
    name="sheets",
    label="生成任务单",
    group="分办",
    rank=10,
    summary="给台账里的每个单位生成任务单",
    help="""\
每张单子有标题、来文、签收栏和图例，任务按截止日期排列，逾期、临期自动变色；
A4 纸，行高按字数算好，表头每页重复，可直接打印、签收。""",
    parameters=(
        LEDGER,
        Parameter("output", "folder", "文件夹", "存到哪个文件夹（默认：任务单）",
                  placeholder="文件夹", default=Path("任务单")),
        Parameter("separate", "flag", "一个单位一个文件", "一个单位一个文件，文件名就是单位名称"),
        Parameter("pdf", "flag", "生成 PDF", "生成 PDF 而不是工作簿（需要 LibreOffice）"),
        Parameter("zip_", "flag", "打成压缩包", "一个单位一个文件，打成一个压缩包"),
        UNITS,
        Parameter("lead", "flag", "只列牵头的", "只列牵头的任务"),
        Parameter("open_", "flag", "只列没完成的", "只列没有完成的任务"),
        Parameter("before", "date", "到期早于", "只列这一天以前到期的任务", placeholder="日期"),
        Parameter("expand", "flag", "展开统称", "把“各乡镇”这样的统称按单位名录分给各成员"),
        day("按这一天制表、算提醒（默认：打开的当天）"),
        Parameter("portrait", "flag", "竖版", "用竖版模板（默认横版）"),
        TEMPLATE,
        FORCE,
    ),
    examples=(
        Example("一个工作簿，一个单位一张表，前面有目录",
                {"ledger": "台账.xlsx", "output": "任务单"}),
        Example("只要这两个单位", {"ledger": "台账.xlsx", "unit": ("县财政局", "县审计局")}),
        Example("一个单位一个 PDF", {"ledger": "台账.xlsx", "separate": True, "pdf": True}),
        Example("分给各乡镇，打成一个压缩包",
                {"ledger": "台账.xlsx", "zip_": True, "expand": True}),
        Example("七月前到期、没办完的",
                {"ledger": "台账.xlsx", "lead": True, "open_": True, "before": "2026-07-01"}),
        Example("用本单位自己的模板", {"ledger": "台账.xlsx", "template": "我的任务单.xlsx"}),
    ),
    run=run,
    writes=True,
)  # fmt: skip
