"""A path is opened as what it holds, whatever its name says."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import toolkit
from toolkit.errors import FileProblem, NoTasks
from toolkit.ledger import ledger_from_notice, read_ledger, write_ledger
from toolkit.model import Notice, Task
from toolkit.review import check, review

HEADS = ("序号", "重点任务", "责任单位", "完成时限")
ROWS = (
    (1, "公开预算", "县财政局牵头，县审计局配合", "2026年6月底前"),
    (2, "公开决算", "县财政局", ""),
)


def workbook(path: Path, rows: tuple[tuple[object, ...], ...]) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def test_a_ledger_is_a_ledger(tmp_path: Path, example: Path) -> None:
    ledger = ledger_from_notice(toolkit.read_notice(example))
    subject, _ = review(write_ledger(ledger, tmp_path / "台账.xlsx"))
    assert subject.is_ledger
    assert len(subject.tasks) == len(ledger.tasks)


def test_a_workbook_that_is_no_ledger_is_a_notice(tmp_path: Path) -> None:
    subject, _ = review(workbook(tmp_path / "分工表.xlsx", (HEADS, *ROWS)))
    assert [task.content for task in subject.tasks] == ["公开预算", "公开决算"]
    assert not subject.is_ledger


def test_values_are_checked_as_files_are(tmp_path: Path, example: Path) -> None:
    notice = toolkit.read_notice(example)
    assert check(notice) == check(example) == check(str(example))
    ledger = ledger_from_notice(notice)
    codes = {finding.code for finding in check(ledger)}
    assert codes == {finding.code for finding in check(notice)}


def test_findings_come_in_the_order_of_their_places() -> None:
    tasks = (Task("1", ""), Task("2", "公开"), Task("2", ""))
    codes = [finding.code for finding in check(Notice(tasks=tasks))]
    assert codes.count("T01") == 2
    assert "T02" in codes


@pytest.mark.parametrize(
    ("rows", "error"), [((), FileProblem), ((HEADS,), NoTasks), ((("说明", "你好"),), NoTasks)]
)
def test_what_holds_nothing_is_told(
    tmp_path: Path, rows: tuple[tuple[object, ...], ...], error: type[Exception]
) -> None:
    with pytest.raises(error, match=r"空的\.xlsx"):
        check(workbook(tmp_path / "空的.xlsx", rows))


@pytest.mark.parametrize("column", ["任务内容", "完成时限", "编号"])
def test_a_ledger_that_lost_a_column_is_still_a_ledger(
    tmp_path: Path, example: Path, column: str
) -> None:
    ledger = ledger_from_notice(toolkit.read_notice(example))
    path = write_ledger(ledger, tmp_path / "台账.xlsx")
    book = openpyxl.load_workbook(path)
    for cell in book["台账"][3]:
        if cell.value == column:
            cell.value = "别的"
    book.save(path)
    missing = [finding.value for finding in check(path) if finding.code == "C01"]
    assert missing == [column]


def test_an_edited_deadline_is_told_until_it_is_refreshed(tmp_path: Path, example: Path) -> None:
    from toolkit.hosts import FileHost

    path = write_ledger(ledger_from_notice(toolkit.read_notice(example)), tmp_path / "台账.xlsx")
    book = openpyxl.load_workbook(path)
    sheet = book["台账"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    sheet.cell(4, heads["完成时限"]).value = "2026年9月底前"
    book.save(path)
    stale = [finding for finding in check(path) if finding.code == "D11"]
    assert [(f.place.row, f.place.column, f.value) for f in stale] == [
        (4, "完成时限", "2026年9月底前")
    ]
    assert "截止日期" in stale[0].message
    FileHost(path).apply(read_ledger(path).normalise_changes(), "规范时限")
    assert "D11" not in {finding.code for finding in check(path)}


def test_import_and_check_of_the_written_ledger_find_the_same(tmp_path: Path) -> None:
    """Remarks on raw cells, too: they travel with the task and are not counted twice."""
    from toolkit.model import Note, Notice, Task
    from toolkit.review import checked

    raw = "县政府办公室\n县行政服务中心（A、B区）县档案馆"
    tasks = (
        Task("1", "整理档案", others=("县政府办公室", "县行政服务中心（A、B区）", "县档案馆"),
             units_raw=raw, unit_notes=(Note("U04", "“县档案馆”前面缺分隔符号，已断开"),)),
        Task("2", "", lead=("县财政局",)),
    )  # fmt: skip
    ledger, findings = checked(ledger_from_notice(Notice(year=2026, tasks=tasks, file="a.txt")))
    path = write_ledger(ledger, tmp_path / "台账.xlsx")
    again = check(path)
    assert "U04" in {f.code for f in findings}
    assert [(f.code, f.value, f.place.row) for f in again] == [
        (f.code, f.value, f.place.row) for f in findings
    ]
