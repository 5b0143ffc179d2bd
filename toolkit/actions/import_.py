"""``import``: a notice becomes the ledger, or joins one that is in use."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import FORCE, NOTICE, TEMPLATE, YEAR, day, short, summary
from toolkit.actions.outcome import Outcome, Table
from toolkit.actions.parameter import Parameter
from toolkit.errors import FileProblem, TaizhangError, UsageProblem

if TYPE_CHECKING:
    from toolkit.hosts import FileHost
    from toolkit.ledger.merge_notice import Merge
    from toolkit.model import Notice

_LONGEST_STEM = 70  # a name of 255 bytes is the most that file systems take; Chinese needs three


def run(
    job: Job,
    *,
    notice: Path,
    output: Path | None,
    merge: bool,
    force: bool,
    plan: Path | None,
    table: tuple[int, ...],
    year: int | None,
    as_of: date | None,
    paper: str | None,
    template: Path | None,
) -> Outcome:
    """Make a ledger of a notice, or merge it into one."""
    from toolkit.files.saving import check_writable
    from toolkit.ledger.paper import checked_paper
    from toolkit.notice import load_plan, read_notice
    from toolkit.sheets.targets import check_ending

    target = output or Path(f"{notice.stem[:_LONGEST_STEM]}-台账.xlsx")
    check_ending(target, (".xlsx", ".xlsm"), "台账")
    chosen = checked_paper(paper or "")
    check_writable(target, overwrite=True)
    merging = merge and target.exists()
    if merging and (as_of or template or paper):
        raise UsageProblem(
            "并入已有的台账时，基准日期、模板和打印版式用台账自己的，不能另外指定。",
            parameter="as_of" if as_of else "template" if template else "paper", how="drop",
        )  # fmt: skip
    if target.exists() and not merging:
        _may_replace(target, force)
    job.progress.begin("正在读取来文……")
    how = load_plan(plan) if plan else None
    found = read_notice(notice, year=year, plan=how, tables=table)
    if merging:
        job.progress.begin("正在并入台账……")
        return _join(job, found, target)
    job.progress.begin("正在建立台账……")
    return _make(job, found, target, as_of, template, chosen)


# --- a new ledger -------------------------------------------------------------------------------


def _make(
    job: Job, found: Notice, target: Path, as_of: date | None, template: Path | None, paper: str
) -> Outcome:
    from toolkit.ledger import ledger_from_notice, write_ledger
    from toolkit.review import checked

    ledger, findings = checked(ledger_from_notice(found))
    ledger = replace(ledger, settings=replace(ledger.settings, as_of=as_of, paper=paper))
    write_ledger(ledger, target, overwrite=True, template=template, tell=job.progress.tell)
    tasks = len(found.tasks)
    return Outcome(
        message=f"{job.has}建立台账：{target}（{tasks} 项任务）\n{summary(findings)}",
        findings=findings,
        brief=10,
        data={"ledger": str(target), "tasks": tasks},
    )


def _may_replace(target: Path, force: bool) -> None:
    """See that a file may be replaced by a new ledger; one that people worked in never is.

    Raises:
        FileProblem: it may not; the message says what would be lost.
    """
    from toolkit.files.saving import make_backup
    from toolkit.hosts import FileHost
    from toolkit.ledger.worked import work_in

    host = FileHost(target)
    try:
        ledger = host.read()
    except TaizhangError:  # no ledger, or one that cannot be opened any more
        ledger = None
    if not force:
        if ledger is None:
            raise FileProblem(
                f"“{target}”已经存在，没有覆盖。请换一个文件名，或者明确要求覆盖。",
                parameter="force",
            )
        raise FileProblem(
            f"“{target}”已经存在，是一本台账，没有覆盖。可以把来文并入它，只补上缺少的任务；"
            "也可以换一个文件名。",
            parameter="merge",
        )
    if ledger is None:
        make_backup(target)  # what is no ledger of ours may be the office's own all the same
        return
    if lost := work_in(ledger, host.workbook()):
        raise FileProblem(
            f"“{target}”里有人填写过的内容，重新建立会丢失：{'、'.join(lost)}，所以没有覆盖。"
            "可以把来文并入它，只补上缺少的任务；确实要重来的，请换一个文件名。",
            parameter="merge",
        )


# --- into a ledger that is in use ---------------------------------------------------------------


def _join(job: Job, found: Notice, target: Path) -> Outcome:
    from toolkit.hosts import FileHost
    from toolkit.ledger.merge_notice import merge_notice, merge_steps

    host = FileHost(target)
    ledger = host.read()
    merge = merge_notice(ledger, found, taken=_taken(host))
    steps = merge_steps(ledger, merge)
    counts = f"对上 {len(merge.pairs)} 项，新增 {len(merge.added)} 项"
    about = f"并入 {found.file}：{counts}"
    applied = host.apply(steps, ACTION.label, summary=about) if steps else None
    return Outcome(
        message=f"{job.has}并入“{target.name}”：{counts}。\n{summary(found.findings)}",
        parts=_told(merge),
        findings=found.findings,
        brief=10,
        steps=applied.steps if applied else (),
        refused=applied.refused if applied else (),
        data={"ledger": str(target), "tasks": len(found.tasks), **_data(merge)},
        end="failed" if applied and applied.refused else "done",
    )


def _taken(host: FileHost) -> set[str]:
    """Ids that records still name, though their tasks are no longer there."""
    from toolkit.ledger.columns import COLUMNS, JOURNAL
    from toolkit.ledger.reports import reports_in
    from toolkit.workbook.heads import table

    book = host.workbook()
    name = next((name for name in book.names if name.strip() == JOURNAL), None)
    journal = table(book.sheet(name), COLUMNS[JOURNAL]) if name else []
    return {report.id for report in reports_in(book)} | {row.get("key", "") for row in journal}


_WORDS = {
    "content": "任务内容",
    "deadline": "完成时限",
    "lead": "牵头单位",
    "others": "责任单位",
}


def _told(merge: Merge) -> tuple[str | Table, ...]:
    parts: list[str | Table] = []
    if merge.added:
        rows = [(e.task.id, short(e.task.content), e.task.deadline.raw) for e in merge.added]
        parts.append(Table.of(("编号", "任务", "完成时限"), rows, title="新增的任务"))
    if merge.differing:
        differing = [
            (pair.kept.id, _WORDS[field], kept or "（空）", came or "（空）")
            for pair in merge.differing
            for field, kept, came in pair.differences()
        ]
        parts.append(
            Table.of(
                ("编号", "列", "台账", "来文"), differing,
                title="与来文不一样的地方（台账没有改动，请核对）",
            )
        )  # fmt: skip
    if merge.gone:
        rows = [(task.id, short(task.content), task.deadline.raw) for task in merge.gone]
        parts.append(
            Table.of(
                ("编号", "任务", "完成时限"), rows, title="台账里有、来文里没有的任务（没有改动）"
            )
        )
    return tuple(parts)


def _data(merge: Merge) -> dict[str, Any]:
    return {
        "matched": len(merge.pairs),
        "added": [entry.task.id for entry in merge.added],
        "differing": [
            {"id": pair.kept.id, "column": _WORDS[field], "ledger": kept, "notice": came}
            for pair in merge.differing
            for field, kept, came in pair.differences()
        ],
        "gone": [task.id for task in merge.gone],
    }


ACTION = Action(
    name="import",
    label="导入通知",
    group="建账",
    rank=20,
    summary="把一份来文变成 Excel 台账",
    help="""\
一行一项任务，原文照录，旁边是换算好的时限；发现的问题写在“校验”工作表。
逾期、临期的颜色由 Excel 自己计算，天天都对；提前几天算临期在“设置”工作表里改。
有人填写过的台账不会被覆盖；来文有修订、有补充的，可以并入，已经填写的内容都保留。""",
    parameters=(
        NOTICE,
        Parameter("output", "save", "台账", "存到哪里（默认：来文名-台账.xlsx）",
                  placeholder="台账.xlsx"),
        Parameter("merge", "flag", "并入", "并入已有的台账：只增加缺少的任务，已经填写的都保留"),
        FORCE,
        Parameter("plan", "file", "读取方案", "按改好的读取方案读来文（方案由“看来文”列出）",
                  placeholder="方案.toml"),
        Parameter("table", "number", "只读的表",
                  "只读来文里的第几张表，可以写多次（不写时凡布置任务的表都读）",
                  placeholder="表号", many=True, least=1),
        YEAR,
        day("把台账的基准日期固定为这一天，如 2026-03-05（默认不固定，打开时按当天亮灯）"),
        Parameter("paper", "text", "打印版式",
                  "台账怎样打印：自动、A4、A4两页宽、A3（默认：自动，A4 一页宽）",
                  placeholder="版式"),
        TEMPLATE,
    ),
    examples=(
        Example("建立台账", {"notice": "通知.docx", "output": "台账.xlsx"}),
        Example("来文里没有年份时",
                {"notice": "通知.txt", "output": "台账.xlsx", "year": 2026}),
        Example("台账按 A3 纸打印，各列都印",
                {"notice": "通知.docx", "output": "台账.xlsx", "paper": "A3"}),
        Example("来文里有几张表，只读第一张",
                {"notice": "通知.docx", "output": "台账.xlsx", "table": (1,)}),
        Example("来文有修订，并入正在用的台账",
                {"notice": "通知.docx", "output": "台账.xlsx", "merge": True}),
        Example("重新建立，覆盖旧文件",
                {"notice": "通知.docx", "output": "台账.xlsx", "force": True}),
    ),
    run=run,
    writes=True,
    edits=True,
)  # fmt: skip
