"""Writing a ledger: nothing overwritten, nothing lost, the same bytes, no formula from a unit."""

from __future__ import annotations

import os
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.county import cell_at
from toolkit.errors import FileProblem, LedgerProblem, TemplateProblem
from toolkit.ledger import Entry, Ledger, Settings, ledger_from_notice, read_ledger, write_ledger
from toolkit.ledger.columns import HEADS, SHEETS, TASK_COLUMNS
from toolkit.model import Notice, Task
from toolkit.resources import resource
from toolkit.workbook.ranges import letters

COMPUTED = {column.head for column in TASK_COLUMNS if column.formula}


def cells(path: Path, sheet: str = "台账") -> dict[str, object]:
    """The values of a sheet by reference, as openpyxl sees them."""
    book = openpyxl.load_workbook(path)
    return {c.coordinate: c.value for row in book[sheet].iter_rows() for c in row}


def test_sheets_stand_in_order(written: Path) -> None:
    assert tuple(openpyxl.load_workbook(written).sheetnames) == SHEETS


def test_raw_and_normalised_deadline_stand_side_by_side(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["台账"]
    heads = [cell.value for cell in sheet[3]]
    at = heads.index("完成时限")
    assert heads[at : at + 3] == ["完成时限", "截止日期", "提醒"]
    row = [cell.value for cell in sheet[4]]
    assert row[at] == "10月16日前" and cell_at(sheet, "时限类型").value == "日期"
    assert row[at + 1].date() == date(2026, 10, 16)
    assert cell_at(sheet, "提醒").data_type == "f"


def test_workbook_keeps_the_rules(written: Path, broken_rules) -> None:
    assert broken_rules(written) == []


def test_rules_can_be_broken(written: Path, tmp_path: Path, broken_rules) -> None:
    """The checker itself: a sheet out of order and a table with a wrong head are seen."""
    broken = tmp_path / "坏.xlsx"
    with zipfile.ZipFile(written) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/tables/table1.xml":
                data = data.replace("任务内容".encode(), "任务".encode())
            if name == "xl/worksheets/sheet1.xml":
                start, end = data.index(b"<mergeCells"), data.index(b"</mergeCells>") + 13
                data = data[:start] + data[end:-12] + data[start:end] + data[-12:]
            new.writestr(name, data)
    problems = broken_rules(broken)
    assert any("order of elements" in p for p in problems)
    assert any("heads" in p for p in problems)


def test_native_objects_cover_all_rows(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["台账"]
    last = letters(len(HEADS))
    assert sheet.tables["台账"].ref == f"A3:{last}9"
    assert sheet.freeze_panes == "A4"
    assert sheet.print_title_rows == "$3:$3"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert "&P" in sheet.oddFooter.center.text and "&N" in sheet.oddFooter.center.text
    lists = {str(v.sqref): v.formula1 for v in sheet.data_validations.dataValidation
             if v.type == "list"}  # fmt: skip
    status, light, gap = (
        cell_at(sheet, head).column_letter for head in ("状态", "提醒", "落后点数")
    )
    assert lists[f"{status}4:{status}9"] == '"未开始,进行中,已完成,已销号"'
    ranges = {str(r.sqref) for r in sheet.conditional_formatting}
    assert {f"A4:{last}9", f"{light}4:{light}9", f"{gap}4:{gap}9"} < ranges
    (about,) = [r.split() for r in ranges if " " in r]
    # What stands about the date, wherever it stands.
    columns = {cell_at(sheet, head).column_letter for head in ("完成时限", "提醒", "提醒说明")}
    assert columns <= {part[0] for part in " ".join(about).replace(":", " ").split()}


def test_same_ledger_gives_the_same_bytes(ledger: Ledger, tmp_path: Path) -> None:
    one, two = (
        write_ledger(ledger, tmp_path / name).read_bytes() for name in ("一.xlsx", "二.xlsx")
    )
    assert one == two


def test_no_clock_and_no_machine_in_the_file(written: Path) -> None:
    with zipfile.ZipFile(written) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "2026-01-01T00:00:00Z" in core and os.environ.get("USER", "nobody-here") not in core


@pytest.mark.parametrize(
    "text", ["=1+1", "+86", "-县财政局", "@SUM(A1)", "\tx", "＝1", "=cmd|' /C'!A0"]
)
def test_what_a_unit_typed_never_becomes_a_formula(text: str, tmp_path: Path) -> None:
    task = Task("1", text, no=text, l1=text, units_raw=text)
    entry = Entry(task, progress=text, remark=text)
    path = write_ledger(Ledger(Notice(tasks=(task,)), (entry,)), tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(path)
    row = {head.value: cell for head, cell in zip(book["台账"][3], book["台账"][4], strict=True)}
    for head in ("任务内容", "序号", "一级任务", "进展情况", "备注", "责任原文"):
        assert (row[head].value, row[head].data_type, row[head].quotePrefix) == (text, "s", True)
    assert {h for h, c in row.items() if c.data_type == "f"} == COMPUTED


def test_existing_file_is_not_overwritten(ledger: Ledger, tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    path.write_text("重要")
    with pytest.raises(FileProblem, match="已经存在"):
        write_ledger(ledger, path)
    assert path.read_text() == "重要"
    write_ledger(ledger, path, overwrite=True)
    assert read_ledger(path) == ledger


@pytest.mark.parametrize("lock", ["~$台账.xlsx", ".~lock.台账.xlsx#"])
def test_file_open_elsewhere_is_named(ledger: Ledger, written: Path, lock: str) -> None:
    before = written.read_bytes()
    written.with_name(lock).touch()
    with pytest.raises(FileProblem, match=r"台账\.xlsx.*占用"):
        write_ledger(ledger, written, overwrite=True)
    assert written.read_bytes() == before


def test_refused_rename_leaves_no_rubbish(
    ledger: Ledger, written: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace a file that Excel holds."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(FileProblem, match="占用"):
        write_ledger(ledger, written, overwrite=True)
    assert [p.name for p in written.parent.iterdir()] == ["台账.xlsx"]


def test_folder_that_is_not_there(ledger: Ledger, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="不存在"):
        write_ledger(ledger, tmp_path / "没有" / "台账.xlsx")
    with pytest.raises(FileProblem, match="文件夹"):
        write_ledger(ledger, tmp_path)


def test_text_longer_than_a_cell_is_refused(tmp_path: Path) -> None:
    task = Task("1", "很" * 32_768)
    with pytest.raises(LedgerProblem, match="32767"):
        write_ledger(ledger_from_notice(Notice(tasks=(task,))), tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []
    longest = ledger_from_notice(Notice(tasks=(Task("1", "很" * 32_767),)))
    assert read_ledger(write_ledger(longest, tmp_path / "b.xlsx")) == longest


def test_control_characters_become_visible(tmp_path: Path) -> None:
    path = write_ledger(
        ledger_from_notice(Notice(tasks=(Task("1", "甲\x01乙\r\n丙_x0041_"),))), tmp_path / "a.xlsx"
    )
    assert read_ledger(path).tasks[0].content == "甲\ufffd乙\n丙_x0041_"


def test_empty_ledger_has_one_blank_row(tmp_path: Path, broken_rules) -> None:
    path = write_ledger(ledger_from_notice(Notice(title="空")), tmp_path / "a.xlsx")
    assert broken_rules(path) == []
    assert openpyxl.load_workbook(path)["台账"].tables["台账"].ref == f"A3:{letters(len(HEADS))}4"
    assert read_ledger(path).tasks == ()


def test_own_columns_are_never_lost_silently(tmp_path: Path) -> None:
    task = Task("1", "内容")
    ledger = Ledger(Notice(tasks=(task,)), (Entry(task, own=(("科室", "秘书科"),)),))
    with pytest.raises(LedgerProblem, match="科室"):
        write_ledger(ledger, tmp_path / "a.xlsx")


def test_pinned_date_stands_in_the_settings(ledger: Ledger, tmp_path: Path) -> None:
    pinned = replace(ledger, settings=Settings(as_of=date(2026, 10, 10), near_days=7))
    path = write_ledger(pinned, tmp_path / "a.xlsx")
    rows = [[c.value for c in row[:2]] for row in openpyxl.load_workbook(path)["设置"].iter_rows()]
    values = {name: value for name, value in rows}
    assert (values["基准日期"].date(), values["临期天数"]) == (date(2026, 10, 10), 7)
    assert read_ledger(path) == pinned


def test_heights_show_all_of_a_long_content(tmp_path: Path, broken_rules) -> None:
    """1,200 characters need more than a row's 409.5 points in the usual type and width."""
    tasks = (Task("1", "公开" * 600), Task("2", "短"))
    path = write_ledger(ledger_from_notice(Notice(tasks=tasks)), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(path)["台账"]
    assert broken_rules(path) == []
    long = cell_at(sheet, "任务内容")
    size, width = long.font.sz, sheet.column_dimensions[long.column_letter].width
    per_line = int((width * 8 - 5) / (size * 96 / 72))
    lines = -(-1200 // per_line)
    assert size * 1.3 * lines < sheet.row_dimensions[4].height <= 409.5
    assert cell_at(sheet, "任务内容", 5).font.sz == 10 and sheet.row_dimensions[5].height < 40


def test_template_without_a_needed_column_is_refused(ledger: Ledger, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(resource("templates", "ledger.xlsx"))
    cell_at(book["台账"], "任务内容").value = ""
    book.save(tmp_path / "模板.xlsx")
    with pytest.raises(LedgerProblem, match="任务内容"):
        write_ledger(ledger, tmp_path / "a.xlsx", template=tmp_path / "模板.xlsx")


def test_template_with_an_unknown_placeholder_names_the_cell(
    ledger: Ledger, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(resource("templates", "ledger.xlsx"))
    book["台账"]["B2"].value = "{{来文.编号}}"
    book.save(tmp_path / "模板.xlsx")
    with pytest.raises(TemplateProblem, match=r"台账.*B2.*来文\.编号"):
        write_ledger(ledger, tmp_path / "a.xlsx", template=tmp_path / "模板.xlsx")


def test_template_restyled_by_openpyxl_still_works(
    ledger: Ledger, tmp_path: Path, broken_rules
) -> None:
    """An office that moves the title, changes fonts and widths gets its own look."""
    book = openpyxl.load_workbook(resource("templates", "ledger.xlsx"))
    sheet = book["台账"]
    sheet["B1"].font = openpyxl.styles.Font(name="方正小标宋简体", size=22)
    sheet.column_dimensions["E"].width = 60
    book.save(tmp_path / "模板.xlsx")
    path = write_ledger(ledger, tmp_path / "a.xlsx", template=tmp_path / "模板.xlsx")
    assert broken_rules(path) == []
    assert openpyxl.load_workbook(path)["台账"]["B1"].font.name == "方正小标宋简体"
    assert read_ledger(path) == ledger


def test_every_column_has_its_head(written: Path) -> None:
    sheet = openpyxl.load_workbook(written)["台账"]
    heads = [cell.value for cell in sheet[3]]
    assert sorted(heads) == sorted(HEADS.values())
    # What is printed stands first, what is folded away last.
    kinds = {c.head: (c.helper, not c.printed) for c in TASK_COLUMNS}
    assert [kinds[head] for head in heads] == sorted(kinds.values())


def test_the_line_below_the_title_counts_the_tasks_itself(written: Path) -> None:
    line = cells(written)["B2"]
    assert line.startswith('="文号：') and line.endswith(
        'SUMPRODUCT(--(台账[任务内容]<>""))&" 项任务"'
    )
    shown = openpyxl.load_workbook(written, data_only=True)["台账"]["B2"].value
    assert shown.endswith("　共 6 项任务")


def test_an_earlier_template_loses_nothing_silently(ledger: Ledger, tmp_path: Path) -> None:
    """A template of version 1 makes a ledger of version 1; what it has no column for is said."""
    book = openpyxl.load_workbook(resource("templates", "ledger.xlsx"))
    sheet = book["台账"]
    head = next(cell for cell in sheet[3] if cell.value == "完成日期")
    head.value, sheet.cell(4, head.column).value = "办公室意见", None
    del sheet.tables["台账"]
    book.save(tmp_path / "模板.xlsx")
    path = write_ledger(ledger, tmp_path / "a.xlsx", template=tmp_path / "模板.xlsx")
    assert read_ledger(path).settings.version == 1
    done = replace(ledger, entries=(replace(ledger.entries[0], done_on=date(2026, 3, 1)),))
    with pytest.raises(LedgerProblem, match="没有“完成日期”一列"):
        write_ledger(done, tmp_path / "b.xlsx", template=tmp_path / "模板.xlsx")


def test_a_long_head_of_a_notice_still_fits_a_formula(tmp_path: Path) -> None:
    notice = Notice(issuer='县"某某"办公室' * 60, tasks=(Task("1", "公开预算"),))
    path = write_ledger(ledger_from_notice(notice), tmp_path / "a.xlsx")
    literals = re.findall(r'"((?:[^"]|"")*)"', cells(path)["B2"])
    assert max(map(len, literals)) <= 255 * 2 and all(
        len(x.replace('""', '"')) <= 255 for x in literals
    )
