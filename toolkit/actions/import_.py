"""``import``: a notice becomes the ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import FORCE, NOTICE, TEMPLATE, YEAR, day, summary
from toolkit.actions.outcome import Outcome
from toolkit.actions.parameter import Parameter


def run(
    job: Job,
    *,
    notice: Path,
    output: Path | None,
    force: bool,
    year: int | None,
    as_of: date | None,
    template: Path | None,
) -> Outcome:
    """Make a ledger of a notice."""
    from toolkit.files.saving import check_writable
    from toolkit.ledger import ledger_from_notice, write_ledger
    from toolkit.notice import read_notice
    from toolkit.review import checked

    target = output or Path(f"{notice.stem}-台账.xlsx")
    check_writable(target, overwrite=force)
    job.progress.begin("正在建立台账……")
    found = read_notice(notice, year=year)
    ledger, findings = checked(ledger_from_notice(found))
    ledger = replace(ledger, settings=replace(ledger.settings, as_of=as_of))
    write_ledger(ledger, target, overwrite=force, template=template)
    return Outcome(
        message=f"{job.has}建立台账：{target}（{len(found.tasks)} 项任务）\n{summary(findings)}",
        findings=findings,
        brief=10,
        data={"ledger": str(target), "tasks": len(found.tasks)},
    )


ACTION = Action(
    name="import",
    label="导入通知",
    group="建账",
    rank=20,
    summary="把一份来文变成 Excel 台账",
    help="""\
一行一项任务，原文照录，旁边是换算好的时限；发现的问题写在“校验”工作表。
逾期、临期的颜色由 Excel 自己计算，天天都对；提前几天算临期在“设置”工作表里改。""",
    parameters=(
        NOTICE,
        Parameter(
            "output", "save", "台账", "存到哪里（默认：来文名-台账.xlsx）", placeholder="台账.xlsx"
        ),
        FORCE,
        YEAR,
        day("把台账的基准日期固定为这一天，如 2026-03-05（默认不固定，打开时按当天亮灯）"),
        TEMPLATE,
    ),
    examples=(
        Example("建立台账", {"notice": "通知.docx", "output": "台账.xlsx"}),
        Example("来文里没有年份时", {"notice": "通知.txt", "output": "台账.xlsx", "year": 2026}),
        Example(
            "重新建立，覆盖旧文件", {"notice": "通知.docx", "output": "台账.xlsx", "force": True}
        ),
    ),
    run=run,
    writes=True,
)
