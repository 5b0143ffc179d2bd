"""``read``: what a notice says, for the eye or for another program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import NOTICE, YEAR, short, summary
from toolkit.actions.outcome import Outcome, Table
from toolkit.actions.parameter import Parameter

if TYPE_CHECKING:
    from toolkit.model import Notice, Task


def run(job: Job, *, notice: Path, explain: bool, plan: bool, year: int | None) -> Outcome:
    """Read a notice, or say how it would be read."""
    from toolkit.actions.as_json import finding_json
    from toolkit.notice import read_notice

    job.progress.begin("正在读取来文……")
    if plan:
        return _plan(notice)
    found = read_notice(notice, year=year)
    data = found.to_json()
    data["findings"] = [finding_json(finding) for finding in found.findings]
    parts = [*_head(found), _tasks(found)]
    parts += [f"报送要求：{duty.text}" for duty in found.duties]
    if explain:
        parts.append(_left_out(found))
        data["left_out"] = [
            {"text": piece.text, "why": piece.why, "place": str(piece.place)}
            for piece in found.left_out
        ]
    return Outcome(
        message=f"共 {len(found.tasks)} 项任务\n{summary(found.findings)}",
        parts=tuple(parts),
        findings=found.findings,
        data=data,
    )


def _plan(notice: Path) -> Outcome:
    """The reading plan alone, so that it can be kept in a file and corrected."""
    from toolkit.notice import plan_notice
    from toolkit.notice.plan import plan_to_toml

    text = plan_to_toml(plan_notice(notice))
    return Outcome(parts=(text.rstrip("\n"),), data={"plan": text})


def _head(notice: Notice) -> list[str | Table]:
    return [
        f"{label}：{value or '（没有写明）'}"
        for label, value in (
            ("标题", notice.title),
            ("文号", notice.number),
            ("发文机关", notice.issuer),
            ("成文日期", notice.issued.isoformat() if notice.issued else ""),
            ("年度", str(notice.year or "")),
        )
    ]


def _tasks(notice: Notice) -> Table:
    heads = ("编号", "任务", "牵头单位", "责任单位", "完成时限", "到期")
    return Table.of(heads, map(_row, notice.tasks))


def _row(task: Task) -> tuple[str, ...]:
    due = task.deadline.due
    return (
        task.id,
        short(task.content),
        "、".join(task.lead),
        "、".join(task.others),
        task.deadline.raw,
        due.isoformat() if due else _kind_word(task),
    )


def _kind_word(task: Task) -> str:
    from toolkit.ledger.columns import KIND_WORDS

    return KIND_WORDS[task.deadline.kind] if task.deadline.raw.strip() else ""


def _left_out(notice: Notice) -> str | Table:
    """Every piece of the source that went into no field."""
    if not notice.left_out:
        return "没有遗漏的文字。"
    rows = ((str(piece.place), piece.why, piece.text) for piece in notice.left_out)
    return Table.of(("位置", "原因", "文字"), rows, title="没有采用的文字")


ACTION = Action(
    name="read",
    label="看来文",
    group="建账",
    rank=10,
    summary="读一份来文，列出任务、单位和时限",
    help="""\
支持 .docx .html .xlsx .xls .ods .txt .pdf；.doc .wps .rtf 需要装有 LibreOffice。
只读，不改动来文。""",
    parameters=(
        NOTICE,
        Parameter("explain", "flag", "列出没有采用的文字", "列出没有采用的文字和原因"),
        Parameter("plan", "flag", "读取方案",
                  "只列出打算怎样读：有哪些表、读不读、各列是什么；可以存成文件，改好后导入"),
        YEAR,
    ),
    examples=(
        Example("看读出了哪些任务", {"notice": "通知.docx"}),
        Example("看哪些文字没有进入任务，为什么", {"notice": "通知.docx", "explain": True}),
        Example("表没有读对时，看程序打算怎样读", {"notice": "通知.docx", "plan": True}),
    ),
    run=run,
    ribbon=False,
)  # fmt: skip
