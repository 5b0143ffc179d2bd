"""``demo``: the whole way from a notice to paper, on the example that comes along."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import summary
from toolkit.actions.outcome import Outcome, Table
from toolkit.actions.parameter import Parameter

if TYPE_CHECKING:
    from toolkit.ledger import Ledger

EXAMPLE = "云溪县2026年政务公开重点工作通知.docx"
PICTURES = 8
"""Pages of each workbook that become pictures; the PDF has them all."""


def run(job: Job, *, output: Path, no_views: bool) -> Outcome:
    """Go the whole way on the example."""
    from toolkit.files.saving import make_folder, replacing
    from toolkit.files.writes import scratch_folder
    from toolkit.ledger import ledger_from_notice, write_ledger
    from toolkit.notice import read_notice
    from toolkit.resources import resource
    from toolkit.review import checked
    from toolkit.sheets import make_task_sheets
    from toolkit.sheets.findings_list import write_findings

    make_folder(output)
    source = resource("examples", EXAMPLE)
    with scratch_folder() as scratch:
        job.progress.begin("正在读取来文、生成台账和任务单……")
        ledger, findings = checked(ledger_from_notice(read_notice(source)))
        listed = scratch / "问题清单.xlsx"
        books = [
            write_ledger(ledger, scratch / "台账.xlsx"),
            write_findings(findings, listed, title=ledger.title),
            *make_task_sheets(ledger, scratch),
        ]
        note, views = ("", {}) if no_views else _views(job, books, scratch)
        for made in (*books, *(view for of_one in views.values() for view in of_one)):
            with replacing(output / made.name, overwrite=True) as file:
                file.write(made.read_bytes())
    where = [f"  {output / book.name}{_and_views(views.get(book, []))}" for book in books]
    return Outcome(
        message="\n".join([summary(findings), "文件在这里：", *where]),
        parts=(*([note] if note else []), _facts(source, ledger)),
        findings=findings,
        brief=12,
        data={"tasks": len(ledger.tasks)},
    )


def _views(job: Job, books: list[Path], folder: Path) -> tuple[str, dict[Path, list[Path]]]:
    """PDF and PNG views of each workbook; none where LibreOffice is absent or fails."""
    from toolkit.errors import TaizhangError
    from toolkit.files.libreoffice import find_soffice
    from toolkit.sheets import render_views

    if find_soffice() is None:
        return "没有安装 LibreOffice，不生成 PDF 和图片。", {}
    made: dict[Path, list[Path]] = {}
    job.progress.begin("正在生成 PDF 和图片……")
    for at, book in enumerate(books):
        job.progress.at(at, len(books))
        try:
            made[book] = render_views(book, folder, pages=PICTURES)
        except TaizhangError as error:
            job.progress.tell(str(error))
    return "", made


def _facts(source: Path, ledger: Ledger) -> Table:
    from collections import Counter

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
    return Table.of(("项目", "读到的内容"), facts, title="演示：从来文到任务单")


def _and_views(views: list[Path]) -> str:
    pictures = sum(path.suffix == ".png" for path in views)
    words = ["PDF"] if len(views) > pictures else []
    words += [f"图片 {pictures} 张"] if pictures else []
    return f"（同名的{'、'.join(words)}在旁边）" if words else ""


ACTION = Action(
    name="demo",
    label="演示",
    group="帮助",
    rank=90,
    summary="用自带的例子走一遍：来文、台账、问题、任务单",
    help="""\
例子是虚构的云溪县 2026 年政务公开任务分工，里面故意留了些常见毛病。
再次运行会覆盖上次的演示结果；台账改动过的，先留一份备份。""",
    parameters=(
        Parameter("output", "folder", "文件夹", "放在哪里（默认：out）", placeholder="文件夹",
                  default=Path("out")),
        Parameter("no_views", "flag", "不要 PDF",
                  "不生成 PDF 和图片（装有 LibreOffice 时默认生成）"),
    ),
    examples=(
        Example("结果放在 out 文件夹"),
        Example("不生成 PDF 和图片", {"output": "演示", "no_views": True}),
    ),
    run=run,
    writes=True,
)  # fmt: skip
