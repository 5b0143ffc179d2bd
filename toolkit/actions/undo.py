"""``undo``: the last command that changed a ledger is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import LEDGER
from toolkit.actions.outcome import Outcome, Table
from toolkit.actions.parameter import Parameter

if TYPE_CHECKING:
    from toolkit.hosts import Host
    from toolkit.hosts.journal import Batch

SHOWN = 30
"""Commands that are listed for the eye; the sheet 操作记录 and the data have them all."""


def run(job: Job, *, ledger: Host, list_: bool, steps: int) -> Outcome:
    """Take commands back, or list them."""
    from toolkit.actions.steps import steps_table

    if list_:
        return _listed(ledger.batches())
    job.progress.begin("正在撤销……")
    done = ledger.undo(steps)
    lines = [f"{job.has}撤销：{_named(batch)}" for batch in done.batches]
    if done.refused:
        lines.append("有的格子在那以后又改过，没有恢复，见上。")
    return Outcome(
        message="\n".join(lines),
        parts=(steps_table(done.steps),) if done.steps else (),
        steps=done.steps,
        refused=done.refused,
        data={"undone": [_json(batch) for batch in done.batches]},
        end="failed" if done.refused else "done",
    )


def _named(batch: Batch) -> str:
    when = f"{batch.time:%Y-%m-%d %H:%M}" if batch.time else ""
    about = "，".join(filter(None, (when, batch.summary)))
    return f"第 {batch.number} 批 {batch.command}（{about}）"


def _listed(batches: list[Batch]) -> Outcome:
    data = {"batches": [_json(batch) for batch in batches]}
    if not batches:
        return Outcome("还没有操作记录。", data=data)
    rows = (
        (
            str(batch.number),
            f"{batch.time:%Y-%m-%d %H:%M:%S}" if batch.time else "",
            batch.command,
            batch.summary,
            "已撤销" if batch.undone else "" if batch.can_be_undone else "不能撤销",
        )
        for batch in list(reversed(batches))[:SHOWN]
    )
    table = Table.of(("批次", "时间", "命令", "改动", "状态"), rows)
    return Outcome(f"共 {len(batches)} 批，最近的在前。", (table,), data=data)


def _json(batch: Batch) -> dict[str, Any]:
    return {
        "batch": batch.number,
        "time": batch.time.isoformat(sep=" ") if batch.time else None,
        "command": batch.command,
        "summary": batch.summary,
        "undone": batch.undone,
        "can_be_undone": batch.can_be_undone,
    }


ACTION = Action(
    name="undo",
    label="撤销",
    group="帮助",
    rank=10,
    summary="撤销上一次改动台账的命令",
    help="""\
“操作记录”里记着每个命令改了哪些格子，撤销就是把它们逐一改回去；以后又有人改过的格子不动，
并且列出来。撤销本身也记一笔，写入前自动备份。""",
    parameters=(
        LEDGER,
        Parameter("list_", "flag", "只列出", "只列出做过哪些操作，不撤销"),
        Parameter("steps", "number", "几次", "连着撤销几次（默认 1）", placeholder="次数",
                  default=1, least=1, most=1000),
    ),
    examples=(
        Example("撤销上一次操作", {"ledger": "台账.xlsx"}),
        Example("看看做过哪些操作", {"ledger": "台账.xlsx", "list_": True}),
        Example("先看撤销两次会改什么", {"ledger": "台账.xlsx", "steps": 2}, dry_run=True),
    ),
    run=run,
    writes=True,
    edits=True,
)  # fmt: skip
