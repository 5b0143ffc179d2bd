"""Reading a ledger that people have worked in: moved, renamed, added, merged, edited."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from toolkit.checks import run_checks
from toolkit.errors import FileProblem, LedgerProblem
from toolkit.ledger import Ledger, read_ledger, write_ledger
from toolkit.ledger.columns import HEADS
from toolkit.ledger.read import is_ledger
from toolkit.model import Change

warnings.filterwarnings("ignore", module="openpyxl")
Edit = Callable[[openpyxl.worksheet.worksheet.Worksheet], None]


def edited(path: Path, edit: Edit, sheet: str = "台账") -> Ledger:
    """The ledger after somebody edited it in a spreadsheet program."""
    book = openpyxl.load_workbook(path)
    edit(book[sheet])
    book.save(path)
    return read_ledger(path)


def column(sheet: object, head: str) -> int:
    """The number of a column by its head."""
    return next(c.column for c in sheet[3] if c.value == head)


def plain(path: Path, rows: list[list[object]], title: str = "台账") -> Path:
    """A workbook of an office's own making."""
    book = openpyxl.Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_columns_in_another_order(ledger: Ledger, written: Path) -> None:
    def reverse(sheet) -> None:
        for row in sheet.iter_rows(min_row=3):
            values = [cell.value for cell in row]
            for cell, value in zip(row, reversed(values), strict=True):
                cell.value = value
                if isinstance(value, str) and "HYPERLINK" in value:
                    cell.data_type = "s"  # openpyxl takes any text with = for a formula
        del sheet.tables["台账"]

    again = edited(written, reverse)
    assert again.tasks == ledger.tasks and again.entries == ledger.entries


def test_own_columns_between_ours(ledger: Ledger, written: Path) -> None:
    def insert(sheet) -> None:
        sheet.insert_cols(3)
        sheet["C3"].value = "承办科室"
        sheet["C5"].value = "秘书科"
        del sheet.tables["台账"]

    again = edited(written, insert)
    assert again.tasks == ledger.tasks
    assert again.entries[1].own == (("承办科室", "秘书科"),)
    assert again.entries[0].own == (("承办科室", ""),)


@pytest.mark.parametrize(
    ("field", "head"),
    [
        ("deadline", "办结时限"),
        ("deadline", "完 成\n时 限"),
        ("deadline", "完成时限（年月日）"),
        ("content", "工作内容"),
        ("lead", "牵头部门"),
        ("others", "配合单位"),
        ("l1", "一级指标"),
        ("due", "到期日"),
        # Not among the ledger's own aliases, but known from notices:
        ("content", "主要举措"),
        ("deadline", "时间节点"),
    ],
)
def test_heads_under_other_names(ledger: Ledger, written: Path, field: str, head: str) -> None:
    standard = dict(ledger.subject().columns)[field]

    def rename(sheet) -> None:
        sheet.cell(3, column(sheet, standard)).value = head
        del sheet.tables["台账"]

    again = edited(written, rename)
    assert again.tasks == ledger.tasks
    assert dict(again.columns)[field] == head
    assert again.subject().place(again.tasks[0], field).column == head


def test_heads_renamed_through_the_settings(ledger: Ledger, written: Path) -> None:
    book = openpyxl.load_workbook(written)
    row = next(r for r in book["设置"].iter_rows() if r[0].value == "牵头单位")
    row[1].value = "挂帅单位"
    sheet = book["台账"]
    sheet.cell(3, column(sheet, "牵头单位")).value = "挂帅单位"
    del sheet.tables["台账"]
    book.save(written)
    again = read_ledger(written)
    assert again.tasks == ledger.tasks
    assert again.settings.renames == (("牵头单位", "挂帅单位"),)


def test_doubled_column_is_found(written: Path) -> None:
    def double(sheet) -> None:
        sheet.cell(3, column(sheet, "备注")).value = "完成时限"
        del sheet.tables["台账"]

    again = edited(written, double)
    found = [f for f in run_checks(again.subject()) if f.code == "C02"]
    assert [f.value for f in found] == ["完成时限"]


def test_missing_column_is_found(written: Path) -> None:
    def remove(sheet) -> None:
        sheet.cell(3, column(sheet, "完成时限")).value = "甲"
        sheet.cell(3, column(sheet, "截止日期")).value = "乙"
        del sheet.tables["台账"]

    again = edited(written, remove)
    assert "C01" in {f.code for f in run_checks(again.subject())}


def test_merged_cells_count_for_all_their_rows(written: Path) -> None:
    def merge(sheet) -> None:
        for row in (5, 6):
            sheet.cell(row, 2).value = None
        sheet.merge_cells("B4:B6")

    again = edited(written, merge)
    assert again.merged == ("B4:B6",)
    assert [t.l1 for t in again.tasks[:3]] == ["加强重点领域信息公开"] * 3
    assert [f.value for f in run_checks(again.subject()) if f.code == "C03"] == ["B4:B6"]


def test_title_above_the_heads_is_no_merge_in_the_data(written: Path) -> None:
    assert read_ledger(written).merged == ()


def test_edited_deadline_is_understood_anew(written: Path) -> None:
    def edit(sheet) -> None:
        sheet.cell(4, column(sheet, "完成时限")).value = "11月底前"

    again = edited(written, edit)
    assert again.tasks[0].deadline.due == date(2026, 11, 30)
    changes = {HEADS[c.field]: (c.before, c.after) for c in again.normalise_changes()}
    assert changes["截止日期"] == (date(2026, 10, 16), date(2026, 11, 30))
    assert changes["规范依据"] == ("10月16日前", "11月底前")
    assert {c.row for c in again.normalise_changes()} == {4}


def test_stale_date_never_survives_words_that_are_not_understood(written: Path) -> None:
    def edit(sheet) -> None:
        sheet.cell(4, column(sheet, "完成时限")).value = "另行通知"

    again = edited(written, edit)
    assert (again.tasks[0].deadline.kind, again.tasks[0].deadline.due) == ("none", None)
    assert Change(
        "台账", ("001",), "due", date(2026, 10, 16), None, "“完成时限”已改为“另行通知”", 4
    ) in (again.normalise_changes())


def test_date_corrected_by_hand_is_kept(written: Path) -> None:
    """The words are as they were, so the clerk's own date stands."""

    def edit(sheet) -> None:
        sheet.cell(8, column(sheet, "截止日期")).value = datetime(2026, 9, 1)
        sheet.cell(8, column(sheet, "时限类型")).value = "日期"

    again = edited(written, edit)
    deadline = again.tasks[4].deadline
    assert (deadline.raw, deadline.kind, deadline.due) == ("适时", "date", date(2026, 9, 1))
    assert again.normalise_changes() == []


def test_excel_date_typed_into_the_raw_column(written: Path) -> None:
    def edit(sheet) -> None:
        sheet.cell(4, column(sheet, "完成时限")).value = datetime(2026, 8, 20)

    again = edited(written, edit)
    assert again.tasks[0].deadline.raw == "2026年8月20日"
    assert again.tasks[0].deadline.due == date(2026, 8, 20)


def test_row_added_by_hand(ledger: Ledger, written: Path) -> None:
    def add(sheet) -> None:
        sheet.cell(10, column(sheet, "任务内容")).value = "补录一项"
        sheet.cell(10, column(sheet, "责任单位")).value = "县财政局，县审计局（内审科、综合科）"
        sheet.cell(10, column(sheet, "完成时限")).value = "12月底前"
        sheet.cell(10, column(sheet, "序号")).value = 7

    task = edited(written, add).tasks[-1]
    assert (task.id, task.no, task.content) == ("", "7", "补录一项")
    assert task.others == ("县财政局", "县审计局（内审科、综合科）")
    assert task.deadline.due == date(2026, 12, 31)


def test_changed_content_has_its_limits_found_anew(written: Path) -> None:
    def edit(sheet) -> None:
        sheet.cell(5, column(sheet, "任务内容")).value = "2026年9月底前完成清理"

    limits = edited(written, edit).tasks[1].limits
    assert [limit.deadline.due for limit in limits] == [date(2026, 9, 30)]


def test_blank_rows_are_no_tasks(ledger: Ledger, written: Path) -> None:
    again = edited(written, lambda sheet: sheet.insert_rows(6))
    assert [replace(t, place=ledger.tasks[0].place) for t in again.tasks] == [
        replace(t, place=ledger.tasks[0].place) for t in ledger.tasks
    ]
    assert [t.place.row for t in again.tasks] == [4, 5, 7, 8, 9, 10]


def test_an_offices_own_ledger(tmp_path: Path) -> None:
    path = plain(
        tmp_path / "督办.xlsx",
        [["某县督办台账"], ["编号", "工作内容", "牵头部门", "责任单位", "配合单位", "办结时限", "进度"],
         ["A-1", "公开预算", "县财政局", "县审计局", "县税务局\n县统计局", "2026年3月底前", "50%"]],
        "督办事项",
    )  # fmt: skip
    entry = read_ledger(path).entries[0]
    assert (entry.task.id, entry.task.lead) == ("A-1", ("县财政局",))
    assert entry.task.others == ("县审计局", "县税务局", "县统计局")
    assert entry.task.deadline.due == date(2026, 3, 31)
    assert entry.percent == 0.5


def test_a_notice_in_a_workbook_is_no_ledger(tmp_path: Path) -> None:
    path = plain(tmp_path / "通知.xlsx", [["序号", "工作内容", "责任单位", "完成时限"], [1, "甲", "乙", "丙"]],
                 "附件")  # fmt: skip
    with pytest.raises(LedgerProblem, match=r"通知\.xlsx.*没有找到台账"):
        read_ledger(path)


def test_what_is_a_ledger(written: Path, tmp_path: Path) -> None:
    assert is_ledger(written)
    assert not is_ledger(plain(tmp_path / "b.xlsx", [["a"]], "Sheet1"))


def test_wrong_extension(tmp_path: Path, ledger: Ledger) -> None:
    path = write_ledger(ledger, tmp_path / "台账.xlsx")
    renamed = path.rename(tmp_path / "台账.xls")
    assert read_ledger(renamed).tasks == ledger.tasks


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "空文件"),
        (b"PK\x03\x04 broken", "已损坏"),
        (b"%PDF-1.4 ", "是 PDF 文件"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "其实是网页"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
         "密码"),
    ],
)  # fmt: skip
def test_files_that_cannot_be_read(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileProblem, match=message) as caught:
        read_ledger(path)
    assert "台账.xlsx" in str(caught.value)


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="找不到"):
        read_ledger(tmp_path / "没有.xlsx")
    with pytest.raises(FileProblem, match="文件夹"):
        read_ledger(tmp_path)
