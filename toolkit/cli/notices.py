"""``taizhang read`` and ``taizhang import``: a notice as text, as JSON, as a ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.findings import print_findings
from toolkit.cli.output import counting, print_json, say, table
from toolkit.cli.zh import IntYear, IsoDate, ZhCommand
from toolkit.files.progress import watching

if TYPE_CHECKING:
    from toolkit.ledger import Ledger
    from toolkit.model import Finding, Notice, Task

YEAR_HELP = "来文没有写年份时按这一年换算"
SHORT = 40


@click.command(
    cls=ZhCommand,
    examples=(
        ("taizhang read 通知.docx", "看读出了哪些任务"),
        ("taizhang read 通知.docx --json > 通知.json", "交给别的程序"),
        ("taizhang read 通知.pdf --explain", "看哪些文字没有进入任务，为什么"),
    ),
)
@click.argument("notice", metavar="来文", type=click.Path())
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--explain", "explained", is_flag=True, help="列出没有采用的文字和原因")
@click.option("--year", type=IntYear(), metavar="年份", help=YEAR_HELP)
def read(notice: str, as_json: bool, explained: bool, year: int | None) -> None:
    """读一份来文，列出任务、单位和时限

    支持 .docx .html .xlsx .xls .ods .txt .pdf；.doc .wps .rtf 需要装有 LibreOffice。
    只读，不改动来文。
    """
    with counting("正在读取来文") as progress, watching(progress):
        found = open_notice(notice, year)
    if as_json:
        value = found.to_json()
        if explained:
            value["left_out"] = [
                {"text": piece.text, "why": piece.why, "place": str(piece.place)}
                for piece in found.left_out
            ]
        print_json(value)
        return
    print_notice(found)
    if explained:
        print_left_out(found)


@click.command(
    "import",
    cls=ZhCommand,
    examples=(
        ("taizhang import 通知.docx -o 台账.xlsx", "建立台账"),
        ("taizhang import 通知.txt -o 台账.xlsx --year 2026", "来文里没有年份时"),
        ("taizhang import 通知.docx -o 台账.xlsx --force", "重新建立，覆盖旧文件"),
    ),
)
@click.argument("notice", metavar="来文", type=click.Path())
@click.option(
    "-o",
    "--output",
    metavar="台账.xlsx",
    type=click.Path(),
    help="存到哪里（默认：来文名-台账.xlsx）",
)
@click.option("--force", is_flag=True, help="文件已存在时覆盖")
@click.option("--year", type=IntYear(), metavar="年份", help=YEAR_HELP)
@click.option(
    "--as-of",
    type=IsoDate(),
    metavar="日期",
    help="把台账的基准日期固定为这一天，如 2026-03-05（默认不固定，打开时按当天亮灯）",
)
def import_(
    notice: str, output: str | None, force: bool, year: int | None, as_of: date | None
) -> None:
    """把一份来文变成 Excel 台账

    一行一项任务，原文照录，旁边是换算好的时限；发现的问题写在“校验”工作表。
    逾期、临期的颜色由 Excel 自己计算，天天都对；提前几天算临期在“设置”工作表里改。
    """
    from dataclasses import replace

    from toolkit.ledger import ledger_from_notice, write_ledger

    target = Path(output or f"{Path(notice).stem}-台账.xlsx")
    if target.exists() and not force:
        from toolkit.errors import FileProblem

        raise FileProblem(f"“{target}”已经存在，没有覆盖。换个名字，或加 --force")
    with counting("正在建立台账") as progress, watching(progress):
        found = open_notice(notice, year)
        ledger, findings = checked(ledger_from_notice(found))
        ledger = replace(ledger, settings=replace(ledger.settings, as_of=as_of))
        write_ledger(ledger, target, overwrite=force)
    say(f"已建立台账：{target}（{len(found.tasks)} 项任务）")
    print_findings(findings, limit=10)


def checked(ledger: Ledger) -> tuple[Ledger, tuple[Finding, ...]]:
    """The ledger with its findings, so that they are written into it with the rest.

    ``check`` of the written ledger finds the same: what a grammar remarked on the raw cells
    travels with the task (责任提示, 时限说明).
    """
    from toolkit.checks import run_checks

    findings = run_checks(ledger.subject())
    return ledger.with_findings(findings), findings


def open_notice(path: str, year: int | None) -> Notice:
    """The notice at a path; a given year replaces none, never one that the notice states."""
    from toolkit.notice import read_notice

    return read_notice(path, year=year)


def print_notice(notice: Notice) -> None:
    """Head, tasks, duties and findings of a notice for the person."""
    for label, value in (
        ("标题", notice.title),
        ("文号", notice.number),
        ("发文机关", notice.issuer),
        ("成文日期", notice.issued.isoformat() if notice.issued else ""),
        ("年度", str(notice.year or "")),
    ):
        say(f"{label}：{value or '（没有写明）'}")
    table(
        ("编号", "任务", "牵头单位", "责任单位", "完成时限", "到期"), map(_task_row, notice.tasks)
    )
    say(f"共 {len(notice.tasks)} 项任务")
    for duty in notice.duties:
        say(f"报送要求：{duty.text}")
    print_findings(notice.findings)


def _task_row(task: Task) -> tuple[str, ...]:
    content = task.content if len(task.content) <= SHORT else task.content[: SHORT - 1] + "…"
    due = task.deadline.due
    return (
        task.id,
        content,
        "、".join(task.lead),
        "、".join(task.others),
        task.deadline.raw,
        due.isoformat() if due else _kind_word(task),
    )


def _kind_word(task: Task) -> str:
    from toolkit.ledger.columns import KIND_WORDS

    return KIND_WORDS[task.deadline.kind] if task.deadline.raw.strip() else ""


def print_left_out(notice: Notice) -> None:
    """Every piece of the source that went into no field."""
    if not notice.left_out:
        say("没有遗漏的文字。")
        return
    rows = ((str(piece.place), piece.why, piece.text) for piece in notice.left_out)
    table(("位置", "原因", "文字"), rows, title="没有采用的文字")
