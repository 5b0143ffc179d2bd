"""``taizhang demo``: the whole way from a notice to paper, on the example that comes along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.notices import checked, open_notice
from toolkit.cli.output import complain, say, stepping, table, working
from toolkit.cli.zh import ZhCommand

if TYPE_CHECKING:
    from toolkit.ledger import Ledger
    from toolkit.model import Finding

EXAMPLE = "云溪县2026年政务公开重点工作通知.docx"
PICTURES = 8
"""Pages of each workbook that become pictures; the PDF has them all."""


@click.command(
    cls=ZhCommand,
    examples=(
        ("taizhang demo", "结果放在 out 文件夹"),
        ("taizhang demo -o 演示 --no-views", "不生成 PDF 和图片"),
    ),
)
@click.option(
    "-o",
    "--output",
    metavar="文件夹",
    type=click.Path(),
    default="out",
    help="放在哪里（默认：out）",
)
@click.option("--no-views", is_flag=True, help="不生成 PDF 和图片（装有 LibreOffice 时默认生成）")
def demo(output: str, no_views: bool) -> None:
    """用自带的例子走一遍：来文、台账、问题、任务单

    例子是虚构的云溪县 2026 年政务公开任务分工，里面故意留了些常见毛病。
    再次运行会覆盖上次的演示结果。
    """
    from toolkit.ledger import ledger_from_notice, write_ledger
    from toolkit.resources import resource
    from toolkit.sheets import make_task_sheets
    from toolkit.sheets.findings_list import write_findings

    out = Path(output)
    out.mkdir(parents=True, exist_ok=True)
    source = resource("examples", EXAMPLE)
    with working("正在读取来文、生成台账和任务单……"):
        ledger, findings = checked(ledger_from_notice(open_notice(str(source), None)))
        book = write_ledger(ledger, out / "台账.xlsx", overwrite=True)
        listed = write_findings(findings, out / "问题清单.xlsx", title=ledger.title, overwrite=True)
        sheets = make_task_sheets(ledger, out, overwrite=True)
    made = [book, listed, *sheets]
    views = [] if no_views else _views(made, out)
    _report(source, ledger, findings)
    _where(made, views)


def _views(books: list[Path], out: Path) -> list[list[Path]]:
    """PDF and PNG views of each workbook; none where LibreOffice is absent or fails."""
    from toolkit.errors import TaizhangError
    from toolkit.files.libreoffice import find_soffice
    from toolkit.sheets import render_views

    if find_soffice() is None:
        say("没有安装 LibreOffice，不生成 PDF 和图片。")
        return []
    made: list[list[Path]] = []
    for book in stepping(books, "生成 PDF 和图片"):
        try:
            made.append(render_views(book, out, pages=PICTURES))
        except TaizhangError as error:
            complain(str(error))
            made.append([])
    return made


def _report(source: Path, ledger: Ledger, findings: tuple[Finding, ...]) -> None:
    from collections import Counter

    from toolkit.cli.findings import print_findings
    from toolkit.ledger.columns import KIND_WORDS

    notice = ledger.notice
    kinds = Counter(task.deadline.kind for task in ledger.tasks if task.deadline.raw)
    facts = (
        ("来文", source.name),
        ("标题", notice.title),
        ("文号", notice.number),
        ("成文日期", notice.issued.isoformat() if notice.issued else ""),
        ("任务", f"{len(ledger.tasks)} 项"),
        ("单位", f"{len(ledger.units())} 个（含统称）"),
        ("时限", "，".join(f"{KIND_WORDS[kind]} {count}" for kind, count in kinds.most_common())),
        ("报送要求", "\n".join(dict.fromkeys(duty.text for duty in notice.duties))),
    )
    table(("项目", "读到的内容"), facts, title="演示：从来文到任务单")
    print_findings(findings, limit=12)


def _where(books: list[Path], views: list[list[Path]]) -> None:
    say()
    say("文件在这里：")
    for at, book in enumerate(books):
        say(f"  {book}{_and_views(views[at] if views else [])}")


def _and_views(views: list[Path]) -> str:
    pictures = sum(path.suffix == ".png" for path in views)
    words = ["PDF"] if len(views) > pictures else []
    words += [f"图片 {pictures} 张"] if pictures else []
    return f"（同名的{'、'.join(words)}在旁边）" if words else ""
