"""``refresh``: normalise the deadlines that somebody edited in Excel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import LEDGER
from toolkit.actions.outcome import Outcome

if TYPE_CHECKING:
    from toolkit.hosts import Host


def run(job: Job, *, ledger: Host) -> Outcome:
    """Bring the normalised columns back into step."""
    from toolkit.actions.common import upgrade_notes
    from toolkit.actions.steps import steps_table

    job.progress.begin("正在重新换算……")
    changes = ledger.read().normalise_changes()
    if not changes:
        return Outcome("换算结果都是新的，没有要改的。")
    applied = ledger.apply(changes, ACTION.label)
    said = f"要改 {len(applied.steps)} 格（没有写入）。"
    return Outcome(
        message=said if job.dry_run else f"已改 {len(applied.steps)} 格。",
        parts=(steps_table(applied.steps), *upgrade_notes(applied)),
        steps=applied.steps,
        refused=applied.refused,
        end="failed" if applied.refused else "done",
    )


ACTION = Action(
    name="refresh",
    label="规范时限",
    group="建账",
    rank=40,
    summary="时限改过以后，重新换算截止日期",
    help="只改换算出来的列（截止日期、时限类型等），原文和别的列不动。写入前自动备份。",
    parameters=(LEDGER,),
    examples=(
        Example("时限改过以后，更新截止日期等各列", {"ledger": "台账.xlsx"}),
        Example("只看要改什么，不动文件", {"ledger": "台账.xlsx"}, dry_run=True),
    ),
    run=run,
    writes=True,
    edits=True,
)
