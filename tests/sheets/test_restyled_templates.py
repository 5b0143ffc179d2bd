"""A template that an office restyled: other columns, another language, and all else survives."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.drawing.image import Image
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image as Picture

from toolkit.deadlines import normalise
from toolkit.errors import TemplateProblem
from toolkit.ledger import ledger_from_notice
from toolkit.model import Notice, Task
from toolkit.sheets import make_task_sheets

DAY = date(2026, 9, 20)
TASKS = tuple(
    Task(str(n), f"公开第{n}项", lead=("县财政局",), others=("县审计局",),
         deadline=normalise(f"{n + 6}月底前", year=2026), extra=(("责任领导", "张三"),))
    for n in range(1, 5)
)  # fmt: skip
LEDGER = ledger_from_notice(Notice("云溪县2026年重点工作任务清单", year=2026, tasks=TASKS))
LINE = Side(style="thin", color="C00000")


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """English heads, columns in another order, one of the office's own, a logo, a drop-down."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "任务单"
    sheet.append(["Task list of {{单位}} ({{清单.名称}})"])
    sheet.append(["No.", "Due", "Task", "Light", "Remarks of our office", "Done?", "Left"])
    sheet.append(
        ["{{任务.序号}}", "{{任务.截止日期}}", "{{任务.内容}}（{{任务.职责}}）", "{{任务.提醒}}",
         "不改这一格", None, "=B3-基准日"]
    )  # fmt: skip
    sheet.append(["Total", "=COUNT(B3:B3)", "=SUM(A3:A3)"])
    sheet.append(["盖章：{{单位}}"])
    sheet.merge_cells("A1:G1")
    sheet["A1"].font = Font(name="方正小标宋简体", size=22, color="C00000")
    for cell in sheet[3]:
        cell.font = Font(name="仿宋_GB2312", size=14)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        cell.border = Border(LINE, LINE, LINE, LINE)
    sheet["B3"].number_format = 'm"月"d"日"'
    sheet.column_dimensions["C"].width = 40
    sheet.conditional_formatting.add(
        "D3",
        FormulaRule(formula=['LEFT($D3,2)="逾期"'], fill=PatternFill("solid", bgColor="FF0000")),
    )
    rule = DataValidation("list", '"是,否"', showErrorMessage=True)
    rule.add("F3")
    sheet.add_data_validation(rule)
    book.defined_names["任务区"] = DefinedName("任务区", attr_text="填写说明!$A$1")
    book.defined_names["版本"] = DefinedName("版本", attr_text='"2026年版"')
    sheet.defined_names["明细"] = DefinedName("明细", attr_text="任务单!$A$3:$F$3")
    sheet.print_title_rows = "2:2"
    sheet.print_area = "A1:G5"
    sheet.page_setup.orientation = "portrait"
    sheet.page_setup.paperSize = 9
    sheet.page_margins.left = 1.25
    sheet.sheet_view.showGridLines = False
    sheet.oddFooter.center.text = "&P/&N {{单位}}"
    Picture.new("RGB", (40, 40), "red").save(tmp_path / "徽标.png")
    sheet.add_image(Image(tmp_path / "徽标.png"), "G1")
    notes = book.create_sheet("填写说明")
    notes["A1"] = "每月 5 日前交回。"
    path = tmp_path / "我的模板.xlsx"
    book.save(path)
    return path


def check(sheet: openpyxl.worksheet.worksheet.Worksheet) -> None:
    """What the office made is there, moved and extended as Excel itself would do it."""
    assert sheet["A1"].value == "Task list of 县财政局 (云溪县2026年重点工作)"
    assert (sheet["A1"].font.name, sheet["A1"].font.sz) == ("方正小标宋简体", 22)
    assert [c.value for c in sheet[6]][2] == "公开第4项（牵头）"
    assert sheet["B3"].value.date() == date(2026, 7, 31)
    assert [sheet.cell(r, 5).value for r in range(3, 7)] == ["不改这一格"] * 4
    assert (sheet["G3"].value, sheet["G6"].value) == ("=B3-基准日", "=B6-基准日")
    assert sheet["B6"].number_format == 'm"月"d"日"'
    assert sheet["C6"].font.name == "仿宋_GB2312"
    assert sheet["C6"].border.left.color.rgb == "00C00000"
    assert (sheet["B7"].value, sheet["C7"].value) == ("=COUNT(B3:B6)", "=SUM(A3:A6)")
    assert sheet["A8"].value == "盖章：县财政局"
    assert [str(r.sqref) for r in sheet.conditional_formatting] == ["D3:D6"]
    (rule,) = sheet.data_validations.dataValidation
    assert (str(rule.sqref), rule.formula1) == ("F3:F6", '"是,否"')
    assert sheet.print_title_rows == "$2:$2"
    assert str(sheet.print_area).replace("'", "").endswith("!$A$1:$G$8")
    assert sheet.defined_names["明细"].attr_text.endswith("!$A$3:$F$6")
    assert (sheet.page_setup.orientation, sheet.page_margins.left) == ("portrait", 1.25)
    assert sheet.sheet_view.showGridLines is False
    assert sheet.oddFooter.center.text == "&P/&N 县财政局"
    assert len(sheet._images) == 1


@pytest.mark.parametrize("separate", [False, True])
def test_everything_survives(template: Path, tmp_path: Path, separate: bool, broken_rules) -> None:
    paths = make_task_sheets(
        LEDGER, tmp_path / "out", template=template, as_of=DAY, separate=separate
    )
    assert [broken_rules(path) for path in paths] == [[]] * len(paths)
    book = openpyxl.load_workbook(paths[0])
    assert book["填写说明"]["A1"].value == "每月 5 日前交回。"
    assert book.defined_names["版本"].attr_text == '"2026年版"'
    assert book.defined_names["任务区"].attr_text == "填写说明!$A$1"
    assert book.defined_names["基准日"].attr_text == "DATE(2026,9,20)"
    check(book["任务单" if separate else "县财政局"])
    if not separate:
        assert book.sheetnames == ["填写说明", "县财政局", "县审计局"]
        assert len(book["县审计局"]._images) == 1


def test_untouched_parts_are_the_same_bytes(template: Path, tmp_path: Path) -> None:
    """Not only the same to a program that reads them: the compressed bytes are copied."""
    (path, _) = make_task_sheets(
        LEDGER, tmp_path / "out", template=template, as_of=DAY, separate=True
    )
    with zipfile.ZipFile(template) as old, zipfile.ZipFile(path) as new:
        for name in ("xl/media/image1.png", "xl/theme/theme1.xml", "xl/styles.xml"):
            assert new.read(name) == old.read(name)


@pytest.mark.libreoffice
def test_libreoffice_opens_it(template: Path, tmp_path: Path) -> None:
    from toolkit.files.libreoffice import convert, find_soffice

    if find_soffice() is None:
        pytest.skip("LibreOffice is not installed")
    (path,) = make_task_sheets(LEDGER, tmp_path / "out", template=template, as_of=DAY)
    book = openpyxl.load_workbook(convert(path, "xlsx", tmp_path / "lo"), data_only=True)
    assert book["县财政局"]["D3"].value == "逾期\n51天"
    assert book["县财政局"]["G3"].value == -51
    assert book["县财政局"]["B7"].value == 4
    assert len(book["县财政局"]._images) == 1


def test_shared_formulas_go_through_openpyxl_and_this_is_told(
    template: Path, tmp_path: Path, broken_rules
) -> None:
    """Excel writes them when a formula is dragged to the right."""
    with zipfile.ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet1.xml"
    text = parts[name].decode()
    assert "<f>COUNT(B3:B3)</f>" in text
    text = text.replace("<f>COUNT(B3:B3)</f>", '<f t="shared" ref="B4:C4" si="0">COUNT(B3:B3)</f>')
    text = text.replace("<f>SUM(A3:A3)</f>", '<f t="shared" si="0"/>')
    parts[name] = text.encode()
    with zipfile.ZipFile(template, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    told: list[str] = []
    (path,) = make_task_sheets(
        LEDGER, tmp_path / "out", template=template, as_of=DAY, tell=told.append
    )
    assert len(told) == 1 and "共享公式" in told[0] and "openpyxl" in told[0]
    assert broken_rules(path) == []
    sheet = openpyxl.load_workbook(path)["县财政局"]
    assert (sheet["B7"].value, sheet["C7"].value) == ("=COUNT(B3:B6)", "=COUNT(C3:C6)")
    assert len(sheet._images) == 1


def test_prefixed_xml_goes_through_openpyxl(template: Path, tmp_path: Path, broken_rules) -> None:
    """Some libraries write <x:sheetData>; Excel reads it and never writes it."""
    with zipfile.ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = "xl/worksheets/sheet2.xml"
    text = parts[name].decode().replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    parts[name] = text.replace("xmlns=", "xmlns:x=").encode()
    with zipfile.ZipFile(template, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    told: list[str] = []
    (path,) = make_task_sheets(
        LEDGER, tmp_path / "out", template=template, as_of=DAY, tell=told.append
    )
    assert "前缀" in told[0]
    assert broken_rules(path) == []
    assert openpyxl.load_workbook(path)["填写说明"]["A1"].value == "每月 5 日前交回。"


def with_table(template: Path) -> None:
    from openpyxl.worksheet.table import Table

    book = openpyxl.load_workbook(template)
    book["任务单"].add_table(Table(displayName="任务表", ref="A2:G3"))
    book.save(template)


def with_chart(template: Path) -> None:
    from openpyxl.chart import BarChart, Reference

    book = openpyxl.load_workbook(template)
    chart = BarChart()
    chart.add_data(Reference(book["任务单"], min_col=1, min_row=2, max_row=3))
    book["任务单"].add_chart(chart, "I2")
    book.save(template)


@pytest.mark.parametrize(("add", "word"), [(with_table, "表格"), (with_chart, "图表")])
def test_what_cannot_be_twice_in_a_workbook_needs_a_file_a_unit(
    template: Path, tmp_path: Path, add, word: str, broken_rules
) -> None:
    add(template)
    with pytest.raises(TemplateProblem, match=f"“{word}”.*一个单位一个文件"):
        make_task_sheets(LEDGER, tmp_path, template=template, as_of=DAY)
    paths = make_task_sheets(LEDGER, tmp_path, template=template, as_of=DAY, separate=True)
    assert [broken_rules(path) for path in paths] == [[], []]
    sheet = openpyxl.load_workbook(paths[0])["任务单"]
    if word == "表格":
        assert sheet.tables["任务表"].ref == "A2:G6"
    else:
        assert len(sheet._charts) == 1
