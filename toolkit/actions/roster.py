"""``roster``: what 单位名录 should hold, proposed from the tasks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import LEDGER
from toolkit.actions.outcome import Outcome, Table
from toolkit.actions.parameter import Parameter

if TYPE_CHECKING:
    from toolkit.hosts import Host


def run(job: Job, *, ledger: Host, accept: bool) -> Outcome:
    """Show the proposal; with ``accept`` write it."""
    from toolkit.actions.steps import steps_table
    from toolkit.ledger.roster_steps import roster_steps

    job.progress.begin("正在比对单位名称……")
    proposal = roster_steps(ledger.read())
    asked = (
        Table.of(
            ("台账里的名称", "也许是"),
            ((name, likely or "（名录里没有相近的）") for name, likely in proposal.doubtful),
            title="要人看的名称",
        ),
    )
    parts = asked if proposal.doubtful else ()
    data = {"doubtful": [{"name": n, "likely": likely} for n, likely in proposal.doubtful]}
    if not proposal.steps:
        return Outcome("单位名录没有要增加的。", parts, data=data)
    if not accept:
        said = f"建议 {len(proposal.steps)} 处，没有写入；看过都对的，选“采纳”写入名录。"
        return Outcome(said, (steps_table(proposal.steps), *parts), data=data)
    applied = ledger.apply(proposal.steps, ACTION.label)
    return Outcome(
        message=f"{job.has}写入单位名录 {len(applied.steps)} 处。",
        parts=(steps_table(applied.steps), *parts),
        steps=applied.steps,
        refused=applied.refused,
        data=data,
        end="failed" if applied.refused else "done",
    )


ACTION = Action(
    name="roster",
    label="单位名录",
    group="建账",
    rank=50,
    summary="按台账提出单位名录的建议：规范名称、别名和理由、群体的成员",
    help="先只看建议；看过都对的再采纳。名录里已有的一行也不去掉，拿不准的名称只列出来。",
    parameters=(
        LEDGER,
        Parameter("accept", "flag", "采纳", "把建议写入“单位名录”工作表"),
    ),
    examples=(
        Example("看看名录缺什么、哪些是同一个单位", {"ledger": "台账.xlsx"}),
        Example("看过都对，写入名录", {"ledger": "台账.xlsx", "accept": True}),
    ),
    run=run,
    writes=True,
    edits=True,
)  # fmt: skip
