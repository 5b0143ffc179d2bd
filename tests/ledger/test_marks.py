"""Findings in the sheet 校验: links, colours by rule, replaced by the next run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.county import cell_at
from toolkit.hosts import Applied, FileHost
from toolkit.hosts import mark_findings as mark
from toolkit.ledger import Ledger, read_ledger
from toolkit.model import Finding, Place


def finding(row: int, column: str = "完成时限", code: str = "D03", severity="warning") -> Finding:
    place = Place(sheet="台账", row=row, column=column)
    return Finding(code, severity, place, "8月前", "是否含8月不明", "请写明", f"{row - 3:03}")


def mark_findings(path: Path, findings: Sequence[Finding]) -> Applied:
    return mark(FileHost(path), findings)


def sheet(path: Path, name: str = "校验") -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(path)[name]


def column_of(path: Path, head: str) -> list[object]:
    found = sheet(path)
    at = next(c.column for c in found[3] if c.value == head)
    return [found.cell(row, at).value for row in range(4, found.max_row + 1)]


def test_every_finding_has_a_row_and_a_link(written: Path, broken_rules) -> None:
    mark_findings(written, [finding(4), finding(6, "责任单位", "U01", "error")])
    assert column_of(written, "代码") == ["D03", "U01"]
    assert column_of(written, "级别") == ["警告", "错误"]
    assert column_of(written, "编号") == ["001", "003"]
    links = {cell.coordinate: cell.hyperlink.location for row in sheet(written).iter_rows()
             for cell in row if cell.hyperlink}  # fmt: skip
    tasks = sheet(written, "台账")
    places = (cell_at(tasks, "完成时限", 4), cell_at(tasks, "责任单位", 6))
    assert links == {f"D{row}": f"'台账'!{cell.coordinate}" for row, cell in enumerate(places, 4)}
    assert broken_rules(written) == []


def test_marks_do_not_touch_the_tasks(ledger: Ledger, written: Path) -> None:
    import zipfile

    def tasks() -> bytes:
        with zipfile.ZipFile(written) as archive:
            return archive.read("xl/worksheets/sheet1.xml")

    before = tasks()
    mark_findings(written, [finding(4)])
    assert tasks() == before
    assert read_ledger(written).tasks == ledger.tasks


def test_names_for_the_colours_cover_all_rows(written: Path) -> None:
    mark_findings(written, [finding(row) for row in (4, 5, 6)])
    names = openpyxl.load_workbook(written).defined_names
    assert names["校验_编号"].attr_text == "校验!$C$4:$C$6"
    assert sheet(written).tables["校验"].ref == "A3:P6"


@pytest.mark.parametrize("counts", [(3, 1), (1, 5), (4, 0), (0, 2)])
def test_second_run_replaces_the_first(
    written: Path, counts: tuple[int, int], broken_rules
) -> None:
    for count in counts:
        mark_findings(written, [finding(4 + n) for n in range(count)])
        assert broken_rules(written) == []
        assert len(read_ledger(written).findings) == count
        assert sheet(written).max_row == 3 + max(1, count)


def test_same_marks_again_give_the_same_bytes(written: Path) -> None:
    mark_findings(written, [finding(4), finding(5)])
    before = written.read_bytes()
    mark_findings(written, [finding(4), finding(5)])
    assert written.read_bytes() == before


def test_clerks_notes_stay_with_their_finding(written: Path) -> None:
    mark_findings(written, [finding(4), finding(5)])
    book = openpyxl.load_workbook(written)
    book["校验"]["H5"].value = "已电话核实"
    book.save(written)
    mark_findings(written, [finding(6), finding(5)])
    assert column_of(written, "处理情况") == [None, "已电话核实"]


def test_findings_come_back(ledger: Ledger, written: Path) -> None:
    listed = (finding(4), *ledger.notice.findings)
    mark_findings(written, listed)
    again = read_ledger(written)
    assert (again.findings, again.notice.findings) == ((finding(4),), ledger.notice.findings)


def test_backup_is_made(written: Path) -> None:
    before = written.read_bytes()
    mark_findings(written, [finding(4)])
    assert [p.read_bytes() for p in written.parent.glob("台账.备份-*.xlsx")] == [before]


def test_workbook_without_the_sheet(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    del book["校验"]
    for name in [n for n in book.defined_names if n.startswith("校验")]:
        del book.defined_names[name]
    book.save(written)
    before = written.read_bytes()
    done = mark_findings(written, [finding(4), finding(5)])
    assert [(f.code, f.value) for f in done.refused] == [("C24", "校验")]
    assert written.read_bytes() == before and done.backup is None


def test_new_findings_stand_where_they_belong(written: Path) -> None:
    mark_findings(written, [finding(4), finding(8)])
    mark_findings(written, [finding(4), finding(6), finding(7), finding(8), finding(9)])
    assert column_of(written, "编号") == ["001", "003", "004", "005", "006"]
    links = [cell.hyperlink.location for row in sheet(written).iter_rows() for cell in row
             if cell.hyperlink]  # fmt: skip
    letter = cell_at(sheet(written, "台账"), "完成时限").column_letter
    assert links == [f"'台账'!{letter}{row}" for row in (4, 6, 7, 8, 9)]


def test_a_finding_follows_its_task_when_rows_are_sorted(written: Path) -> None:
    mark_findings(written, [finding(4), finding(5)])
    book = openpyxl.load_workbook(written)
    book["校验"]["H4"].value = "待核"
    book.save(written)
    moved = replace(finding(9), task="001")
    mark_findings(written, [finding(5), moved])
    rows = dict(zip(column_of(written, "编号"), column_of(written, "位置"), strict=True))
    assert rows == {"001": "台账 第9行“完成时限”", "002": "台账 第5行“完成时限”"}
    assert dict(zip(column_of(written, "编号"), column_of(written, "处理情况"), strict=True)) == {
        "001": "待核", "002": None,
    }  # fmt: skip


def test_what_was_accepted_stays_quiet_until_its_cell_changes(written: Path) -> None:
    from toolkit.review import check

    def deadline(text: str, handled: str | None = None) -> None:
        book = openpyxl.load_workbook(written)
        cell_at(book["台账"], "完成时限").value = text
        if handled:
            heads = [cell.value for cell in book["校验"][3]]
            codes = {row[1].value: row for row in book["校验"].iter_rows(min_row=4)}
            codes["D03"][heads.index("处理情况")].value = handled
        book.save(written)

    deadline("8月前")
    mark_findings(written, check(written))
    assert "D03" in {f.code for f in check(written)}
    deadline("8月前", "保持原样")
    assert "D03" not in {f.code for f in check(written)}
    deadline("9月前")
    assert "D03" in {f.code for f in check(written)}


def test_findings_of_checks_name_their_task(written: Path) -> None:
    from toolkit.review import check

    book = openpyxl.load_workbook(written)
    for row in (5, 6):
        cell_at(book["台账"], "完成时限", row).value = None
    book.save(written)
    assert {(f.code, f.task) for f in check(written)} >= {("D01", "002"), ("D01", "003")}
