"""Task sheets: every unit, its tasks by date, names that Excel accepts, nothing cut."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from toolkit.deadlines import normalise
from toolkit.errors import FileProblem, LedgerProblem, UsageProblem
from toolkit.ledger import Ledger, Member
from toolkit.model import Notice, Task
from toolkit.sheets import make_task_sheets
from toolkit.sheets.task_sheets import by_unit

DAY = date(2026, 3, 2)


def task(name: str, deadline: str, lead=(), others=(), content="公开预算") -> Task:
    return Task(name, content, l1="重点工作", l2="分项", lead=lead, others=others,
                deadline=normalise(deadline, year=2026))  # fmt: skip


def ledger_of(*tasks: Task) -> Ledger:
    return Ledger.from_notice(
        Notice(
            "云溪县2026年政务公开重点工作责任分工表", "云政办发〔2026〕5号", year=2026, tasks=tasks
        )
    )


LEDGER = ledger_of(
    task("1", "长期坚持", ("县财政局",), ("县审计局",)),
    task("2", "10月底前", ("县审计局",), ("县财政局", "各乡镇人民政府")),
    task("3", "6月底前", ("县财政局",)),
    task("4", "适时", ("县财政局",)),
    task("5", "每季度末月20日前", (), ("县财政局",)),
)


def made(tmp_path: Path, ledger: Ledger = LEDGER, **options: object) -> openpyxl.Workbook:
    (path,) = make_task_sheets(ledger, tmp_path, as_of=DAY, **options)
    return openpyxl.load_workbook(path)


def test_a_sheet_for_every_unit_and_an_index(tmp_path: Path) -> None:
    book = made(tmp_path)
    assert book.sheetnames == ["目录", "县财政局", "县审计局", "各乡镇人民政府"]
    index = [[c.value for c in row] for row in book["目录"].iter_rows(min_row=4, max_row=6)]
    assert [row[1:5] for row in index] == [
        ["县财政局", 3, 2, 5],
        ["县审计局", 1, 1, 2],
        ["各乡镇人民政府", 0, 1, 1],
    ]
    assert index[0][5].date() == date(2026, 6, 30)
    assert book["目录"]["B4"].hyperlink.location == "'县财政局'!A1"


def test_what_stands_on_a_sheet(tmp_path: Path) -> None:
    sheet = made(tmp_path)["县财政局"]
    assert sheet["A1"].value == "云溪县2026年政务公开重点工作（县财政局）任务清单"
    assert sheet["A2"].value == "单位：县财政局"
    assert sheet["E2"].value == "制表日期：2026年3月2日"
    assert sheet["A3"].value == (
        "来文：云溪县2026年政务公开重点工作责任分工表（云政办发〔2026〕5号）　　"
        "共 5 项任务：牵头 3 项，责任 2 项"
    )
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=5, max_row=9)]
    # Dates first, then cycles, then what always holds, then what has no limit.
    assert [row[1:2] + row[4:6] for row in rows] == [
        ["牵头", "6月底前", rows[0][5]],
        ["责任", "10月底前", rows[1][5]],
        ["责任", "每季度末月20日前", "周期"],
        ["牵头", "长期坚持", "长期"],
        ["牵头", "适时", None],
    ]
    assert [row[5].date() for row in rows[:2]] == [date(2026, 6, 30), date(2026, 10, 31)]
    assert rows[1][6] == "牵头：县审计局\n责任：各乡镇人民政府"
    assert rows[0][2] == "重点工作\n分项"
    assert "签字" in sheet["A10"].value


def test_print_set_up(tmp_path: Path) -> None:
    sheet = made(tmp_path)["县审计局"]
    assert sheet.print_title_rows == "$4:$4"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert "&P" in sheet.oddFooter.center.text
    assert sheet.oddFooter.left.text == "县审计局"
    active = [s.title for s in sheet.parent if s.sheet_view.tabSelected]
    assert active == ["目录"]


def test_rules_and_bytes(tmp_path: Path, broken_rules) -> None:
    one, two = (make_task_sheets(LEDGER, tmp_path / n, as_of=DAY)[0] for n in "12")
    assert broken_rules(one) == []
    assert one.read_bytes() == two.read_bytes()


def test_only_some_units(tmp_path: Path) -> None:
    assert made(tmp_path, units=["县审计局"]).sheetnames == ["目录", "县审计局"]
    with pytest.raises(UsageProblem, match="县水务局"):
        make_task_sheets(LEDGER, tmp_path, units=["县水务局"])


def test_units_by_alias() -> None:
    from dataclasses import replace

    known = replace(LEDGER, roster=(Member("县财政局", ("财政局",)),))
    assert [u.unit for u in by_unit(known, ["财政局", "县财政局"])] == ["县财政局"]


def test_names_that_excel_forbids(tmp_path: Path, broken_rules) -> None:
    names = ("县教育局/体育局", "县教育局／体育局", "县" * 60, "县" * 60 + "二", "目录", "'引号'")
    (path,) = make_task_sheets(ledger_of(*(task(str(i), "6月底前", (n,)) for i, n in enumerate(names))),
                               tmp_path, as_of=DAY)  # fmt: skip
    assert broken_rules(path) == []
    book = openpyxl.load_workbook(path)
    assert [s["A2"].value for s in book.worksheets[1:]] == [f"单位：{name}" for name in names]
    assert book.sheetnames[1:3] == ["县教育局／体育局", "县教育局／体育局(2)"]


def test_three_hundred_units(tmp_path: Path, broken_rules) -> None:
    units = tuple(f"第{n}镇人民政府" for n in range(300))
    (path,) = make_task_sheets(ledger_of(task("1", "6月底前", (), units)), tmp_path, as_of=DAY)
    assert broken_rules(path) == []
    assert len(openpyxl.load_workbook(path, read_only=True).sheetnames) == 301


def test_long_contents_are_not_cut(tmp_path: Path) -> None:
    book = made(tmp_path, ledger_of(task("1", "6月底前", ("甲局",), content="公开" * 600)))
    sheet = book["甲局"]
    size, width = sheet["D5"].font.sz, sheet.column_dimensions["D"].width
    lines = -(-1200 // int((width * 8 - 5) / (size * 96 / 72)))
    assert size * 1.3 * lines < sheet.row_dimensions[5].height <= 409.5


def test_formulas_of_units_stay_text(tmp_path: Path) -> None:
    book = made(tmp_path, ledger_of(task("1", "=TODAY()", ("=甲局",), content="+1")))
    sheet = book.worksheets[1]
    assert [sheet[c].data_type for c in ("D5", "E5")] == ["s", "s"]
    assert book["目录"]["B4"].data_type == "s"


def test_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    made(tmp_path)
    with pytest.raises(FileProblem, match="已经存在"):
        made(tmp_path)
    made(tmp_path, overwrite=True)


def test_ledger_without_units(tmp_path: Path) -> None:
    with pytest.raises(LedgerProblem, match="没有一项任务写明单位"):
        make_task_sheets(ledger_of(task("1", "6月底前")), tmp_path)


def test_progress_is_told(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    made(tmp_path, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 3), (2, 3), (3, 3)]
