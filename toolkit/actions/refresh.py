"""``refresh``: normalise the deadlines that somebody edited in Excel."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import LEDGER
from toolkit.actions.outcome import Outcome, Table

if TYPE_CHECKING:
    from toolkit.model import Change


def run(job: Job, *, ledger: Path) -> Outcome:
    """Bring the normalised columns back into step."""
    from toolkit.ledger import apply_changes, read_ledger

    job.progress.begin("正在重新换算……")
    changes = read_ledger(ledger).normalise_changes()
    if not changes:
        return Outcome("换算结果都是新的，没有要改的。")
    applied = apply_changes(ledger, changes)
    table = Table.of(("位置", "原来", "改为", "原因"), map(_row, applied.changes))
    said = f"要改 {len(applied.changes)} 格（没有写入）。"
    return Outcome(
        message=said if job.dry_run else f"已改 {len(applied.changes)} 格。",
        parts=(table,),
        steps=applied.changes,
        refused=applied.findings,
        end="failed" if applied.findings else "done",
    )


def _row(change: Change) -> tuple[str, ...]:
    where = f"第{change.row}行“{change.column}”"
    return where, _shown(change.before), _shown(change.after), change.why


def _shown(value: object) -> str:
    return "（空）" if value is None or value == "" else str(value)


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
