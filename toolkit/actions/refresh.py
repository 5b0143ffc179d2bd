"""``refresh``: everything that depends on the rows of a ledger, brought back into step."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import LEDGER
from toolkit.actions.outcome import Outcome

if TYPE_CHECKING:
    from toolkit.hosts import Host
    from toolkit.ledger import Ledger


def run(job: Job, *, ledger: Host) -> Outcome:
    """Bring deadlines, ids, 分办, 单位名录, 统计 and the paper back into step."""
    from toolkit.actions.as_json import finding_json
    from toolkit.actions.steps import steps_table
    from toolkit.ledger.refresh import refresh

    job.progress.begin("正在更新……")
    book = ledger.read()
    lines = [f"打印版式{job.has}改为 {paper}。" for paper in _paper(ledger, book)]
    found = refresh(book)
    findings = [finding_json(finding) for finding in found.findings]
    if not found.steps:
        said = "\n".join([*lines, "各表与台账的行一致，没有要改的。"])
        return Outcome(said, findings=found.findings, data={"findings": findings})
    applied = ledger.apply(found.steps, ACTION.label)
    counted = len(applied.steps)
    said = f"要改 {counted} 处（没有写入）。" if job.dry_run else f"已改 {counted} 处。"
    return Outcome(
        message="\n".join([*lines, said]),
        parts=(steps_table(applied.steps),),
        findings=found.findings,
        steps=applied.steps,
        refused=applied.refused,
        data={"findings": findings},
        end="failed" if applied.refused else "done",
    )


def _paper(host: Host, book: Ledger) -> tuple[str, ...]:
    """The paper on which 台账 prints from now on, where the setting was changed."""
    from toolkit.ledger.paper import follow_setting

    path: Path | None = getattr(host, "path", None)
    paper = follow_setting(book, path) if path else ""
    return (paper,) if paper else ()


ACTION = Action(
    name="refresh",
    label="规范时限",
    group="建账",
    rank=40,
    summary="台账改过以后，重新换算时限，更新各表",
    help="""\
时限改过的重新换算；没有编号的行补上编号；分办、单位名录、统计跟着台账的行增减，各单位报过的
内容都保留；打印版式改过的照设置调整。原文和别的列不动，写入前自动备份，做第二遍什么也不改。""",
    parameters=(LEDGER,),
    examples=(
        Example("时限、单位改过，或增减了行以后", {"ledger": "台账.xlsx"}),
        Example("只看要改什么，不动文件", {"ledger": "台账.xlsx"}, dry_run=True),
    ),
    run=run,
    writes=True,
    edits=True,
)  # fmt: skip
