"""``history``: everything that happened to one task."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import LEDGER, short
from toolkit.actions.outcome import Outcome, Table
from toolkit.actions.parameter import Parameter
from toolkit.errors import UsageProblem

if TYPE_CHECKING:
    from toolkit.hosts import Host
    from toolkit.hosts.journal import Entry
    from toolkit.ledger.reports import Report


def run(job: Job, *, ledger: Host, task: str) -> Outcome:
    """List what the journal and the reports say of a task."""
    from toolkit.ledger.reports import reports_in
    from toolkit.text import fold, squeeze

    wanted = squeeze(fold(task))
    content = {one.id: one.content for one in ledger.read().tasks}
    entries = [e for batch in ledger.batches() for e in batch.entries if e.key[:1] == (wanted,)]
    reports = [report for report in reports_in(ledger.workbook()) if report.id == wanted]
    if wanted not in content and not entries and not reports:
        raise _unknown(task, wanted, list(content))
    words = content.get(wanted, "（台账里已没有这一项）")
    parts: list[str | Table] = [f"{wanted}　{short(words, 60)}"]
    if entries:
        heads = ("时间", "命令", "在哪里", "改前", "改后", "原因")
        parts.append(Table.of(heads, map(_row, entries), title="操作记录"))
    if reports:
        parts.append(Table.of(("月份", "单位", "进度"), map(_report, reports), title="报送记录"))
    return Outcome(
        message=f"改动 {len(entries)} 处，报送 {len(reports)} 次。",
        parts=tuple(parts),
        data={
            "id": wanted,
            "content": content.get(wanted, ""),
            "changes": [entry.to_json() for entry in entries],
            "reports": [_report_json(report) for report in reports],
        },
    )


def _row(entry: Entry) -> tuple[str, ...]:
    from toolkit.actions.steps import shown

    when = f"{entry.time:%Y-%m-%d %H:%M}" if entry.time else ""
    where = " ".join((entry.sheet, *entry.key[1:])) + (f"“{entry.column}”" if entry.column else "")
    why = entry.why + (f"（第 {entry.undone} 批已撤销）" if entry.undone else "")
    return when, entry.command, where, short(shown(entry.before)), short(shown(entry.after)), why


def _report(report: Report) -> tuple[str, ...]:
    percent = "" if report.percent is None else f"{report.percent:.0%}"
    return f"{report.month[0]}-{report.month[1]:02d}", report.unit, percent


def _report_json(report: Report) -> dict[str, Any]:
    return {
        "month": f"{report.month[0]}-{report.month[1]:02d}",
        "unit": report.unit,
        "percent": report.percent,
    }


def _unknown(task: str, wanted: str, known: list[str]) -> UsageProblem:
    from difflib import get_close_matches

    # 001 is short for 2026-001, but it is for a person to say so.
    near = [name for name in known if name.endswith(wanted)] or get_close_matches(wanted, known)
    hint = f"是不是：{'、'.join(near[:3])}？" if near else "请核对编号。"
    return UsageProblem(
        f"台账里没有编号“{task}”，记录里也没有。{hint}", parameter="task", how="fix"
    )


ACTION = Action(
    name="history",
    label="任务履历",
    group="帮助",
    rank=20,
    summary="列出一项任务的全部改动和报送",
    help="来自台账的“操作记录”和“报送记录”：什么时候、哪个命令、哪一格、改前改后、为什么。",
    parameters=(
        LEDGER,
        Parameter("task", "text", "编号", "任务的编号", placeholder="编号", required=True,
                  subject=True),
    ),
    examples=(Example("这项任务改过什么", {"ledger": "台账.xlsx", "task": "2026-001"}),),
    run=run,
)  # fmt: skip
