"""Printed by LibreOffice: nothing too small to read, no last page with one row alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from toolkit.deadlines import normalise
from toolkit.files.libreoffice import convert_all
from toolkit.ledger import Ledger, ledger_from_notice, write_ledger
from toolkit.model import Finding, Notice, Place, Task
from toolkit.sheets import make_task_sheets
from toolkit.sheets.bulletin.document import make_bulletin_docx
from toolkit.sheets.bulletin.workbook import make_bulletin
from toolkit.sheets.findings_list import write_findings

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

DAY = date(2026, 10, 8)
TABLE, NOTE = 9.0, 8.0
DEADLINES = ("10月16日前", "12月底前", "长期坚持", "省出台文件后2个月完成", "8月15日前")
TEXT = "公布权责清单，压缩办理时限至5个工作日以内，接受社会监督。"


def county(rows: int, length: int) -> Ledger:
    tasks = tuple(
        Task(
            f"2026-{n:03d}", (TEXT * length if n % 7 == 3 or length == 1 else TEXT), str(n),
            "加强重点领域信息公开", "财政信息", (f"县第{n % 25}局",),
            ("县政务服务和数据管理局（县公共资源交易中心）", "各乡镇人民政府"),
            ("各乡镇人民政府",), normalise(DEADLINES[n % 5], year=2026),
        )
        for n in range(1, rows + 1)
    )  # fmt: skip
    notice = Notice("云溪县2026年政务公开重点工作责任分工表", "云政办发〔2026〕5号",
                    "云溪县人民政府办公室", date(2026, 3, 2), 2026, tasks)  # fmt: skip
    made = ledger_from_notice(notice)
    return replace(made, settings=replace(made.settings, as_of=DAY))


def findings(ledger: Ledger) -> list[Finding]:
    return [
        Finding("T03", "warning", Place(sheet="台账", row=n, column="任务内容"), task.content,
                "内容与第5行相同", "确系重复的删去一行")
        for n, task in enumerate(ledger.tasks, 4)
    ]  # fmt: skip


KINDS: dict[str, Callable[[Ledger, Path], Path]] = {
    "ledger": lambda book, out: write_ledger(book, out / "台账.xlsx"),
    "findings": lambda book, out: write_findings(findings(book), out / "问题清单.xlsx"),
    "landscape": lambda book, out: make_task_sheets(book, out, as_of=DAY)[0],
    "portrait": lambda book, out: make_task_sheets(book, out / "竖", as_of=DAY, portrait=True)[0],
    "bulletin": lambda book, out: make_bulletin(
        book, out / "通报.xlsx", month=(2026, 9), as_of=DAY
    ),
    "document": lambda book, out: make_bulletin_docx(
        book, out / "公文.docx", month=(2026, 9), as_of=DAY
    ),
}


@pytest.mark.parametrize(("rows", "length"), [(1, 1), (17, 1), (69, 1), (300, 1), (17, 40)])
@pytest.mark.parametrize("kind", KINDS)
def test_everything_is_large_enough_to_read(
    tmp_path: Path, kind: str, rows: int, length: int
) -> None:
    import pdfplumber

    made = KINDS[kind](county(rows, length), tmp_path)
    (pdf,) = convert_all([made], "pdf", tmp_path / "pdf")
    with pdfplumber.open(pdf) as document:
        for number, page in enumerate(document.pages, 1):
            sizes = [round(c["size"], 1) for c in page.chars if c["text"].strip()]
            assert sizes, (kind, number)
            assert min(sizes) >= NOTE, (kind, number, min(sizes))
            # Whatever stands most often on a full page is its table or its text; a nearly empty
            # one (报送记录 of a new ledger) has more notes than cells, the second page charts.
            usual = max(set(sizes), key=sizes.count)
            few = len(sizes) < 200 or kind == "bulletin"
            assert usual >= TABLE or few, (kind, number, usual)
