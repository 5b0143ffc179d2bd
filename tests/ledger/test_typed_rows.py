"""A ledger that people worked in: for every odd cell the right value or a finding on its row."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.county import cell_at
from toolkit.errors import LedgerProblem
from toolkit.ledger import Ledger, read_ledger
from toolkit.ledger.names_in_cell import UnitCells, join_units
from toolkit.model import Finding
from toolkit.review import check
from toolkit.units import Roster

warnings.filterwarnings("ignore", module="openpyxl")


def edit(path: Path, change: Callable[[Any], object], sheet: str = "台账") -> Path:
    """The file after somebody worked in it."""
    book = openpyxl.load_workbook(path)
    change(book[sheet])
    book.save(path)
    return path


def put(path: Path, head: str, value: object, row: int = 4, sheet: str = "台账") -> Path:
    """The file with one cell typed over, found by its head."""

    def change(found: Any) -> None:
        cells = [c for r in found.iter_rows(max_row=30) for c in r if c.value == head]
        found.cell(row, cells[-1].column).value = value

    return edit(path, change, sheet)


def on_row(findings: tuple[Finding, ...], row: int = 4) -> set[str]:
    return {f.code for f in findings if f.place.row == row}


@pytest.mark.parametrize(
    ("head", "value", "code", "shown"),
    [
        ("状态", "已办结", "C05", "改为“已完成”"),
        ("状态", "推进中", "C05", "改为“进行中”"),
        ("状态", "取消", "C06", "按未完成计"),
        ("完成进度", "八成", "C07", "改为 80%"),
        ("完成进度", 80, "C08", "如是80%"),
        ("完成进度", "过半", "C08", "没有采用"),
        ("截止日期", "2026年10月16日", "C09", "2026-10-16"),
        ("截止日期", 20261016, "C09", "2026-10-16"),
        ("截止日期", "待定", "C10", "不是日期"),
        ("截止日期", datetime(2026, 11, 16), "D12", "2026-11-16"),
        ("截止日期", None, "D12", "是空的"),
        ("完成日期", "上周", "C10", "看不准"),
        ("编号", "００１", "C11", "改为“001”"),
        ("编号", datetime(2026, 2, 1), "C12", "2-1"),
        ("责任单位", "县自然资源局　各乡镇人民政府", "U12", "县自然资源局、各乡镇人民政府"),
        ("责任单位", "县自然资源局县税务局", "U04", "缺分隔"),
        ("责任单位", "县自然资源居、各乡镇人民政府", "U13", "县自然资源局"),
        ("责任单位", "待定", "U05", "没有写明单位"),
        ("时限类型", "不知道", "C19", "不是时限类型"),
        ("周期规则", "FREQ=MONTHLY;INTERVAL=0", "C19", "不是周期规则"),
        ("周期日", "月底", "C19", "与周期规则不一致"),
    ],
)  # fmt: skip
def test_an_odd_cell_is_told_on_its_row(
    written: Path, head: str, value: object, code: str, shown: str
) -> None:
    found = [f for f in check(put(written, head, value)) if f.place.row == 4 and f.code == code]
    assert found, [f.code for f in check(written)]
    assert shown in found[0].message + found[0].fix
    assert found[0].place.column == head
    assert found[0].task in ("001", "") or code == "C12"


@pytest.mark.parametrize(
    ("head", "value", "field", "read"),
    [
        ("状态", "已办结", "status", "已完成"),
        ("状态", "取消", "status", "取消"),
        ("完成进度", "约80%", "percent", 0.8),
        ("完成进度", 80, "percent", None),
        ("完成日期", "2026.10.1", "done_on", date(2026, 10, 1)),
    ],
)
def test_what_was_read(written: Path, head: str, value: object, field: str, read: object) -> None:
    assert getattr(read_ledger(put(written, head, value)).entries[0], field) == read


def test_an_extension_that_was_decided_is_quiet(written: Path) -> None:
    put(written, "截止日期", datetime(2026, 11, 16))
    put(written, "时限确认", "是")
    ledger = read_ledger(written)
    assert ledger.tasks[0].deadline.due == date(2026, 11, 16)
    assert "D12" not in on_row(check(written))


def test_bad_hidden_cells_stop_nothing(written: Path, tmp_path: Path) -> None:
    from toolkit.figures import month_figures
    from toolkit.sheets.calendar import make_calendar

    for head in (
        "周期规则",
        "周期日",
        "时限类型",
        "时限说明",
        "内容中的时限",
        "责任提示",
        "来文其他列",
    ):
        put(written, head, "FREQ=MONTHLY;INTERVAL=0", row=6)
    ledger = read_ledger(written)
    assert month_figures(ledger, (2026, 5), as_of=date(2026, 6, 1)).totals.total == 6
    made = make_calendar(ledger, tmp_path / "a.ics", as_of=date(2026, 6, 1))
    assert made.entries


# --- rows ----------------------------------------------------------------------------------------


def told(ledger: Ledger, code: str) -> list[str]:
    return [f.value for f in ledger.remarks if f.code == code]


def test_rows_that_are_no_tasks(ledger: Ledger, written: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["A11"].value, cell_at(sheet, "完成进度", 11).value = "合　计", 6
        sheet["A12"].value = "填表人：张三　联系电话：12345"
        for column in range(1, 10):
            sheet.cell(13, column).value = sheet.cell(3, column).value

    again = read_ledger(edit(written, change))
    assert len(again.tasks) == len(ledger.tasks)
    assert [v.split()[0] for v in told(again, "C13")] == ["合", "填表人：张三", "编号"]


def test_a_short_task_is_a_task(written: Path) -> None:
    put(written, "任务内容", "合计")
    assert len(read_ledger(written).tasks) == 6


def test_blank_rows_and_rows_below(written: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.insert_rows(6, 2)
        cell_at(sheet, "任务内容", 13).value = "补录一项"
        cell_at(sheet, "责任单位", 13).value = "县财政局"

    again = read_ledger(edit(written, change))
    assert told(again, "C14") == ["6-7、12"]
    assert again.tasks[-1].content == "补录一项"
    assert told(again, "C18") == ["10-11、13"], "openpyxl leaves the table where it was"


def test_heads_over_two_rows(ledger: Ledger, written: Path) -> None:
    def change(sheet: Any) -> None:
        sheet.insert_rows(4)
        for column in range(1, sheet.max_column + 1):
            upper, lower = sheet.cell(3, column), sheet.cell(4, column)
            if upper.value in ("牵头单位", "责任单位"):
                lower.value = upper.value
                upper.value = "责任分工" if lower.value == "牵头单位" else None
        del sheet.tables["台账"]

    again = read_ledger(edit(written, change))
    assert [(t.lead, t.others) for t in again.tasks] == [(t.lead, t.others) for t in ledger.tasks]
    assert [t.place.row for t in again.tasks] == [5, 6, 7, 8, 9, 10]


def test_a_ledger_without_heads_is_named_and_not_read_as_a_notice(written: Path) -> None:
    def change(sheet: Any) -> None:
        for cell in sheet[3]:
            cell.value = f"列{cell.column}" if cell.column != 5 else "任务内容说明"
        del sheet.tables["台账"]

    with pytest.raises(LedgerProblem, match="任务内容（是不是“任务内容说明”？）"):
        check(edit(written, change))


@pytest.mark.parametrize(
    ("rows", "codes"),
    [
        # Ids, tasks, units and something to follow them up by.
        ([["编号", "工作内容", "责任单位", "办结时限", "进度"],
          ["A-1", "公开预算", "县财政局", "2026年3月底前", 0.5]], False),
        # No ids, or nothing to follow up by: a notice, which says so.
        ([["序号", "工作内容", "责任单位", "办结时限", "进度"],
          [1, "公开预算情况", "县财政局", "2026年3月底前", 0.5]], True),
        ([["编号", "工作内容", "责任单位", "办结时限"],
          ["A-1", "公开预算情况", "县财政局", "2026年3月底前"]], True),
    ],
)  # fmt: skip
def test_what_is_an_offices_ledger(tmp_path: Path, rows: list[list[object]], codes: bool) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = "台账"
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    found = [f.code for f in check(tmp_path / "a.xlsx")]
    assert ("R14" in found) == codes


# --- what a cell looks like ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("struck", "columns"),
    [(("完成时限",), ["完成时限"]), (("责任单位", "备注"), ["责任单位", "备注"]),
     (("任务内容", "完成时限"), ["任务内容"])],
)  # fmt: skip
def test_what_is_struck_through_is_told(
    written: Path, struck: tuple[str, ...], columns: list[str]
) -> None:
    put(written, "备注", "原备注")

    def change(sheet: Any) -> None:
        for head in struck:
            cells = [c for r in sheet.iter_rows(max_row=30) for c in r if c.value == head]
            sheet.cell(4, cells[-1].column).font = Font(strike=True)

    found = [f for f in check(edit(written, change)) if f.code == "C17"]
    assert sorted(f.place.column for f in found) == sorted(columns)
    assert ("整项任务" in found[0].message) == ("任务内容" in struck)


def test_a_formula_without_result_and_a_hidden_row_are_told(written: Path) -> None:
    put(written, "截止日期", "=DATE(2026,10,16)")
    edit(written, lambda sheet: setattr(sheet.row_dimensions[4], "hidden", True))
    assert {"C16", "C15"} <= on_row(check(written))


def test_days_are_read_from_1904_where_the_workbook_counts_so(written: Path) -> None:
    book = openpyxl.load_workbook(put(written, "完成日期", datetime(2026, 6, 30)))
    book.epoch = CALENDAR_MAC_1904
    book.save(written)
    assert read_ledger(written).entries[0].done_on == date(2026, 6, 30)


# --- the roster ------------------------------------------------------------------------------------


def test_a_confirmed_alias_counts_everywhere(written: Path) -> None:
    put(written, "责任单位", "县自资局、各乡镇人民政府")

    def change(sheet: Any) -> None:
        row = next(r for r in sheet.iter_rows() if r[0].value == "县自然资源局")
        row[1].value = "县自资局　自资局"

    again = read_ledger(edit(written, change, "单位名录"))
    assert again.tasks[0].others == ("县自然资源局", "各乡镇人民政府")
    assert "县自资局" not in again.units()
    assert {f.code for f in check(written) if f.place.sheet == "单位名录"} == {"U12"}


def test_an_alias_without_effect_is_told(written: Path) -> None:
    def change(sheet: Any) -> None:
        for row in sheet.iter_rows():
            if row[0].value in ("县自然资源局", "县司法局"):
                row[1].value = "县局"

    found = [f for f in check(edit(written, change, "单位名录")) if f.code == "U14"]
    assert len(found) == 2 and "同时登记为" in found[0].message


# --- unit cells ------------------------------------------------------------------------------------

NAMES = (
    "县财政局", "县教育局（督导室、体育科）", "涉及采购、交易等相关单位", "各乡镇人民政府", "县级有关部门（单位）",
    "市文体旅游局（市图书馆）", "中国人民银行云溪县支行", "云溪县人民政府办公室",
)  # fmt: skip


@pytest.mark.parametrize("count", [1, 2, 3, 8])
@pytest.mark.parametrize("roster", [Roster(), Roster(NAMES)])
def test_what_we_wrote_is_read_back(count: int, roster: Roster) -> None:
    cells = UnitCells(roster)
    for at in range(len(NAMES)):
        names = (NAMES * 2)[at : at + count]
        for role in ("lead", "other"):
            found = cells.read(join_units(names), role)
            assert (found.lead if role == "lead" else found.others) == names
            assert found.plain and not found.notes
