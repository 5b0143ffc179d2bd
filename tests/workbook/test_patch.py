"""Changes in an existing file: only those cells, nothing that somebody else typed, a backup."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from toolkit.errors import FileProblem
from toolkit.hosts import FileHost
from toolkit.hosts.host import Applied
from toolkit.ledger import Ledger, read_ledger
from toolkit.ledger.columns import HEADS
from toolkit.model import Change
from toolkit.workbook.ranges import letters


def apply_changes(path: Path, changes: list[Change]) -> Applied:
    return FileHost(path).apply(changes, "测试")


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def at(field: str, row: int) -> str:
    return f"{letters(list(HEADS).index(field) + 1)}{row}"


def value(path: Path, field: str, row: int, sheet: str = "台账") -> object:
    return openpyxl.load_workbook(path)[sheet][at(field, row)].value


def test_only_the_sheet_of_the_change_is_touched(written: Path, broken_rules) -> None:
    before = parts(written)
    done = apply_changes(written, [Change("台账", ("001",), "status", "未开始", "进行中", "")])
    after = parts(written)
    assert len(done.steps) == 1 and done.refused == ()
    assert before.keys() == after.keys()
    changed = {name for name in before if before[name] != after[name]}
    # The cell, and the journal with what counts its rows.
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet7.xml"}
    assert value(written, "status", 4) == "进行中" and value(written, "status", 5) == "未开始"
    assert broken_rules(written) == []


@pytest.mark.parametrize(
    ("field", "row", "before", "after", "shown"),
    [
        ("due", 4, date(2026, 10, 16), date(2026, 11, 1), datetime(2026, 11, 1)),
        ("due", 4, date(2026, 10, 16), None, None),
        ("percent", 4, None, 0.5, 0.5),
        ("progress", 5, "", "=1+1", "=1+1"),
        ("deadline", 4, "10月16日前", "12月底前", "12月底前"),
        ("remark", 6, None, "第一行\n第二行", "第一行\n第二行"),
    ],
)
def test_values_of_every_kind(
    written: Path, field: str, row: int, before: object, after: object, shown: object
) -> None:
    key = (f"{row - 3:03}",)
    apply_changes(written, [Change("台账", key, field, before, after)])
    cell = openpyxl.load_workbook(written)["台账"][at(field, row)]
    assert cell.value == shown and cell.data_type != "f"
    if isinstance(after, date):
        assert cell.is_date


def test_cell_that_somebody_changed_is_left_alone(written: Path) -> None:
    before = written.read_bytes()
    done = apply_changes(
        written, [Change("台账", ("001",), "due", date(2026, 1, 1), date(2026, 2, 2))]
    )
    assert done.steps == () and done.backup is None
    assert [(f.code, f.place.row, f.place.column) for f in done.refused] == [("C04", 4, "截止日期")]
    assert "2026-10-16" in done.refused[0].message
    assert written.read_bytes() == before


def test_formulas_are_left_alone(written: Path) -> None:
    done = apply_changes(written, [Change("台账", ("001",), "light", None, "正常")])
    assert [f.value for f in done.refused] == ["公式"]


def test_the_rest_is_applied(written: Path) -> None:
    done = apply_changes(
        written,
        [
            Change("台账", ("001",), "status", "已完成", "已销号"),
            Change("台账", ("002",), "status", "未开始", "已完成"),
        ],
    )
    assert (len(done.steps), len(done.refused)) == (1, 1)
    assert value(written, "status", 4) == "未开始" and value(written, "status", 5) == "已完成"


def test_backup_beside_the_file(written: Path) -> None:
    before = written.read_bytes()
    first = apply_changes(written, [Change("台账", ("001",), "status", "未开始", "进行中")])
    second = apply_changes(written, [Change("台账", ("001",), "status", "进行中", "已完成")])
    assert first.backup and second.backup and first.backup != second.backup
    assert first.backup.read_bytes() == before
    assert first.backup.name.startswith("台账.备份-") and first.backup.suffix == ".xlsx"


def test_undo_is_the_change_turned_round(ledger: Ledger, written: Path) -> None:
    change = Change("台账", ("001",), "due", date(2026, 10, 16), date(2026, 11, 1))
    apply_changes(written, [change])
    assert read_ledger(written) != ledger
    back = Change(change.sheet, change.key, change.field, change.after, change.before)
    apply_changes(written, [back])
    assert read_ledger(written) == ledger


def test_edited_deadlines_are_brought_up_to_date(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    book["台账"]["H4"].value = "11月底前"
    book.save(written)
    changes = read_ledger(written).normalise_changes()
    assert apply_changes(written, changes).refused == ()
    again = read_ledger(written)
    assert again.normalise_changes() == []
    assert again.tasks[0].deadline.due == date(2026, 11, 30)


def test_what_an_office_put_in_survives(written: Path) -> None:
    """A chart, a picture part, a comment: whatever stands in the file beside the cells."""
    book = openpyxl.load_workbook(written)
    chart = openpyxl.chart.BarChart()
    chart.add_data(openpyxl.chart.Reference(book["统计"], min_col=2, min_row=3, max_row=9))
    book["统计"].add_chart(chart, "J2")
    book["台账"]["E4"].comment = openpyxl.comments.Comment("请核对", "张三")
    book.save(written)
    before = parts(written)
    apply_changes(written, [Change("台账", ("001",), "status", "未开始", "进行中")])
    after = parts(written)
    kept = [n for n in before if n.startswith(("xl/charts", "xl/drawings", "xl/comments"))]
    assert kept and all(after[name] == before[name] for name in kept)
    assert openpyxl.load_workbook(written)["台账"]["E4"].comment.text == "请核对"


def test_what_is_missing_is_named_and_the_rest_is_done(written: Path) -> None:
    done = apply_changes(
        written,
        [
            Change("没有", ("001",), "status", "", "x"),
            Change("没有", ("002",), "status", "", "x"),
            Change("台账", ("001",), "没有", "", "x"),
            Change("台账", ("001",), "status", "未开始", "进行中"),
        ],
    )
    assert [finding.code for finding in done.refused] == ["C24", "C01"]
    assert "2 处" in done.refused[0].message and len(done.steps) == 1


def test_locked_file_is_not_touched(written: Path) -> None:
    written.with_name("~$台账.xlsx").touch()
    with pytest.raises(FileProblem, match="占用"):
        apply_changes(written, [Change("台账", ("001",), "status", "未开始", "进行中")])
    assert not list(written.parent.glob("*备份*"))


def test_no_changes_leave_the_file_alone(written: Path) -> None:
    before = written.read_bytes()
    assert apply_changes(written, []).steps == ()
    assert written.read_bytes() == before


def test_rows_are_found_by_their_key_wherever_they_stand(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    sheet = book["台账"]
    sheet["A4"].value, sheet["A6"].value = sheet["A6"].value, sheet["A4"].value
    book.save(written)
    done = apply_changes(written, [Change("台账", ("001",), "status", "未开始", "进行中", row=4)])
    assert (
        done.steps
        and value(written, "status", 6) == "进行中"
        and value(written, "status", 4) == "未开始"
    )


def test_a_key_that_is_missing_or_doubled_is_refused(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    book["台账"]["A5"].value = "001"
    book.save(written)
    done = apply_changes(
        written,
        [
            Change("台账", ("001",), "status", "未开始", "进行中"),
            Change("台账", ("009",), "status", "未开始", "进行中"),
            Change("台账", ("003",), "status", "未开始", "进行中"),
        ],
    )
    assert [step.key for step in done.steps] == [("003",)]
    assert [finding.task for finding in done.refused] == ["001", "009"]
