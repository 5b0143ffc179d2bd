"""Findings in the sheet 校验: links, colours by rule, replaced by the next run."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from toolkit.errors import LedgerProblem
from toolkit.ledger import Ledger, mark_findings, read_ledger
from toolkit.model import Finding, Place


def finding(row: int, column: str = "完成时限", code: str = "D03", severity="warning") -> Finding:
    place = Place(sheet="台账", row=row, column=column)
    return Finding(code, severity, place, "8月前", "是否含8月不明", "请写明", f"{row - 3:03}")


def sheet(path: Path, name: str = "校验") -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(path)[name]


def column_of(path: Path, head: str) -> list[object]:
    found = sheet(path)
    at = next(c.column for c in found[3] if c.value == head)
    return [found.cell(row, at).value for row in range(4, found.max_row + 1)]


def test_every_finding_has_a_row_and_a_link(written: Path, broken_rules) -> None:
    mark_findings(written, [finding(4), finding(6, "责任单位", "U01", "error")], backup=False)
    assert column_of(written, "代码") == ["D03", "U01"]
    assert column_of(written, "级别") == ["警告", "错误"]
    assert column_of(written, "编号") == ["001", "003"]
    links = {cell.coordinate: cell.hyperlink.location for row in sheet(written).iter_rows()
             for cell in row if cell.hyperlink}  # fmt: skip
    assert links == {"D4": "'台账'!H4", "D5": "'台账'!G6"}
    assert broken_rules(written) == []


def test_marks_do_not_touch_the_tasks(ledger: Ledger, written: Path) -> None:
    import zipfile

    def tasks() -> bytes:
        with zipfile.ZipFile(written) as archive:
            return archive.read("xl/worksheets/sheet1.xml")

    before = tasks()
    mark_findings(written, [finding(4)], backup=False)
    assert tasks() == before
    assert read_ledger(written).tasks == ledger.tasks


def test_names_for_the_colours_cover_all_rows(written: Path) -> None:
    mark_findings(written, [finding(row) for row in (4, 5, 6)], backup=False)
    names = openpyxl.load_workbook(written).defined_names
    assert names["校验_编号"].attr_text == "校验!$C$4:$C$6"
    assert sheet(written).tables["校验"].ref == "A3:P6"


@pytest.mark.parametrize("counts", [(3, 1), (1, 5), (4, 0), (0, 2)])
def test_second_run_replaces_the_first(
    written: Path, counts: tuple[int, int], broken_rules
) -> None:
    for count in counts:
        mark_findings(written, [finding(4 + n) for n in range(count)], backup=False)
        assert broken_rules(written) == []
        assert len(read_ledger(written).findings) == count
        assert sheet(written).max_row == 3 + max(1, count)


def test_same_marks_again_give_the_same_bytes(written: Path) -> None:
    mark_findings(written, [finding(4), finding(5)], backup=False)
    before = written.read_bytes()
    mark_findings(written, [finding(4), finding(5)], backup=False)
    assert written.read_bytes() == before


def test_clerks_notes_stay_with_their_finding(written: Path) -> None:
    mark_findings(written, [finding(4), finding(5)], backup=False)
    book = openpyxl.load_workbook(written)
    book["校验"]["H5"].value = "已电话核实"
    book.save(written)
    mark_findings(written, [finding(6), finding(5)], backup=False)
    assert column_of(written, "处理情况") == [None, "已电话核实"]


def test_findings_come_back(ledger: Ledger, written: Path) -> None:
    listed = (finding(4), *ledger.notice.findings)
    mark_findings(written, listed, backup=False)
    again = read_ledger(written)
    assert (again.findings, again.notice.findings) == ((finding(4),), ledger.notice.findings)


def test_other_file_leaves_the_first_alone(written: Path, tmp_path: Path) -> None:
    before = written.read_bytes()
    out = mark_findings(written, [finding(4)], tmp_path / "标记.xlsx")
    assert written.read_bytes() == before and column_of(out, "代码") == ["D03"]


def test_backup_is_made(written: Path) -> None:
    before = written.read_bytes()
    mark_findings(written, [finding(4)])
    assert [p.read_bytes() for p in written.parent.glob("台账.备份-*.xlsx")] == [before]


def test_workbook_without_the_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "台账"
    for row in (["编号", "任务内容", "责任单位", "完成时限", "状态"], ["1", "甲", "乙", "丙", ""]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(LedgerProblem, match="校验"):
        mark_findings(tmp_path / "a.xlsx", [finding(2)])


def test_findings_of_checks_name_their_task(written: Path) -> None:
    from toolkit.review import check

    book = openpyxl.load_workbook(written)
    book["台账"]["H5"].value = book["台账"]["H6"].value = None
    book.save(written)
    assert {(f.code, f.task) for f in check(written)} >= {("D01", "002"), ("D01", "003")}
