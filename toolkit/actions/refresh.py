"""``refresh``: a ledger that somebody edited is brought back into step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import LEDGER, upgrade_notes
from toolkit.actions.outcome import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.hosts import Host
    from toolkit.ledger import Ledger


def run(job: Job, *, ledger: Host) -> Outcome:
    """Bring what depends on the rows back into step."""
    from toolkit.actions.steps import steps_table
    from toolkit.ledger.refresh import refresh

    job.progress.begin("正在重新换算……")
    book = ledger.read()
    paper = _paper(ledger, book)
    found = refresh(book)
    applied = ledger.apply(found.steps, ACTION.label)
    return Outcome(
        message=(f"打印版式{job.has}改为 {paper}。\n" if paper else "")
        + _said(job, len(applied.steps), bool(applied.refused)),
        parts=((steps_table(applied.steps),) if applied.steps else ()) + upgrade_notes(applied),
        findings=found.findings,
        steps=applied.steps,
        refused=applied.refused,
        end="failed" if applied.refused else "done",
    )


def _paper(host: Host, book: Ledger) -> str:
    """The paper on which 台账 prints from now on, where the setting was changed."""
    from toolkit.ledger.paper import follow_setting

    path: Path | None = getattr(host, "path", None)
    return follow_setting(book, path) if path else ""


def _said(job: Job, count: int, refused: bool) -> str:
    if not count:
        return "有改动没有写入，见上。" if refused else "换算结果都是新的，没有要改的。"
    return f"要改 {count} 处（没有写入）。" if job.dry_run else f"已改 {count} 处。"


ACTION = Action(
    name="refresh",
    label="规范时限",
    group="建账",
    rank=40,
    summary="台账改过以后，重新换算时限，补齐编号、分办和名录",
    help="""\
时限改过的，更新截止日期、时限类型等列；没有编号的补上；“分办”里每项任务、每个单位一行；新出现的
单位列入“单位名录”和“统计”。填写的内容和单位报送的情况都不动。
“打印版式”改过的照设置调整。写入前自动备份。""",
    parameters=(LEDGER,),
    examples=(
        Example("台账改过以后，让各表跟上", {"ledger": "台账.xlsx"}),
        Example("只看要改什么，不动文件", {"ledger": "台账.xlsx"}, dry_run=True),
    ),
    run=run,
    writes=True,
    edits=True,
)
