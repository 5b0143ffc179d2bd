"""``roster``: a proposal for the sheet 单位名录; a person decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import LEDGER
from toolkit.actions.outcome import Outcome, Table
from toolkit.actions.parameter import Parameter
from toolkit.errors import UsageProblem

if TYPE_CHECKING:
    from toolkit.hosts import Host
    from toolkit.ledger.roster_steps import Proposal
    from toolkit.model import Step


def run(job: Job, *, ledger: Host, apply: bool, name: tuple[str, ...]) -> Outcome:
    """Propose names, aliases and members; write what was accepted."""
    from toolkit.actions.as_json import step_json
    from toolkit.actions.steps import steps_table
    from toolkit.ledger.roster_steps import roster_steps

    if name and not apply:
        raise UsageProblem("指明了要写入的名称，请同时要求写入。", parameter="apply")
    job.progress.begin("正在比对单位名称……")
    found = roster_steps(ledger.read())
    chosen = _chosen(found, name)
    data = {
        "proposed": [step_json(step) for step in found.steps],
        "doubtful": [{"name": name, "likely": likely} for name, likely in found.doubtful],
    }
    doubtful = _doubtful(found)
    if not apply:
        parts = (steps_table(found.steps),) if found.steps else ()
        return Outcome(_said(found), (*parts, *doubtful), data=data)
    applied = ledger.apply(chosen, ACTION.label)
    return Outcome(
        message=f"{job.has}写入“单位名录” {len(applied.steps)} 处。",
        parts=(steps_table(applied.steps), *doubtful),
        steps=applied.steps,
        refused=applied.refused,
        data=data,
        end="failed" if applied.refused else "done",
    )


def _chosen(found: Proposal, names: tuple[str, ...]) -> list[Step]:
    """The steps for these rows of the roster; all of them where none is named."""
    known = {step.key[0] for step in found.steps}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UsageProblem(
            f"没有对“{'”“'.join(unknown)}”的建议。有建议的：{'、'.join(known) or '（没有）'}",
            parameter="name", how="fix",
        )  # fmt: skip
    return [step for step in found.steps if not names or step.key[0] in names]


def _doubtful(found: Proposal) -> tuple[Table, ...]:
    if not found.doubtful:
        return ()
    rows = ((name, likely or "（看不出是不是单位）") for name, likely in found.doubtful)
    return (Table.of(("台账里的写法", "可能是"), rows, title="要人看一眼的名称（没有建议写入）"),)


def _said(found: Proposal) -> str:
    if not found.steps:
        return "“单位名录”里没有要补的。"
    return f"建议写入 {len(found.steps)} 处，还没有写入；认可的再写入，也可以只写入其中几个名称。"


ACTION = Action(
    name="roster",
    label="单位名录",
    group="建账",
    rank=50,
    summary="给“单位名录”提建议：新单位、别名和统称的成员",
    help="""\
像同一个单位的两种写法，建议登记为别名，并写明理由；只是提建议，由人认可了才写入。
认可的别名，校验、任务单、通报和日历都按一个单位对待。写入前自动备份，可以撤销。""",
    parameters=(
        LEDGER,
        Parameter("apply", "flag", "写入", "把建议写入“单位名录”"),
        Parameter("name", "text", "只写入", "只写入这个规范名称的建议，可以写多次",
                  placeholder="名称", many=True),
    ),
    examples=(
        Example("看看有什么建议", {"ledger": "台账.xlsx"}),
        Example("全部认可，写入", {"ledger": "台账.xlsx", "apply": True}),
        Example("只认可一个", {"ledger": "台账.xlsx", "apply": True, "name": ("县发展和改革局",)}),
    ),
    run=run,
    writes=True,
    edits=True,
)  # fmt: skip
