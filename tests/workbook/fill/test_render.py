"""Filling a template: sample rows, fixed values, formulas, merges, what stands around."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Alignment, PatternFill
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.pagebreak import Break

from toolkit.errors import TemplateProblem
from toolkit.workbook.cells import Link
from toolkit.workbook.fill.book import Book
from toolkit.workbook.fill.render import Filling, Rows


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A template as an office makes it: two lists, a total below, rules, a merge in the sample."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "单"
    sheet.append(["{{标题}}", None, None, None])
    sheet.append(["单位", "内容", None, "件数"])
    sheet.append(["{{任务.单位}}", "{{任务.内容}}", None, "{{任务.件数}}", "=D3*2"])
    sheet.append(["合计", None, None, "=SUM(D3:D3)"])
    sheet.append(["说明：{{人.名}}（{{人.职}}）"])
    sheet.append(["制表：{{制表人}}，{{日期}}"])
    sheet.merge_cells("B3:C3")
    sheet.merge_cells("A1:D1")
    sheet["B3"].alignment = Alignment(wrap_text=True)
    sheet.conditional_formatting.add(
        "D3", CellIsRule("greaterThan", ["5"], fill=PatternFill("solid", bgColor="FF0000"))
    )
    rule = DataValidation("list", '"甲,乙"')
    rule.add("A3")
    sheet.add_data_validation(rule)
    sheet.row_breaks.append(Break(4))
    sheet.oddFooter.center.text = "{{标题}} 第 &P 页"
    sheet.print_title_rows = "2:2"
    other = book.create_sheet("汇总")
    other["A1"] = "=SUM(单!D3:D3)"
    book.defined_names["全部"] = DefinedName("全部", attr_text="单!$D$3:$D$3")
    path = tmp_path / "模板.xlsx"
    book.save(path)
    return path


FIELDS = ("单位", "内容", "件数")
TASKS = (("县财政局", "公开预算", 3), ("县审计局", "审计", 9), ("县水务局", "=1+1", None))


def fill(template: Path, tasks=TASKS, people=(("张三", "科长"), ("李四", "科员"))) -> Path:
    book = Book.open(template)
    values = {"标题": "A&B任务单", "制表人": "王五", "日期": date(2026, 3, 1)}
    book.fill(
        "单", Filling(values, {"任务": Rows(FIELDS, tasks), "人": Rows(("名", "职"), people)})
    )
    book.fill("汇总", Filling())
    path = template.with_name("结果.xlsx")
    book.write(path, overwrite=True)
    return path


def grid(path: Path) -> list[list[object]]:
    return [list(row) for row in openpyxl.load_workbook(path)["单"].values]


def test_rows_repeat_and_the_rest_moves_down(template: Path, broken_rules) -> None:
    path = fill(template)
    assert grid(path) == [
        ["A&B任务单", None, None, None, None],
        ["单位", "内容", None, "件数", None],
        ["县财政局", "公开预算", None, 3, "=D3*2"],
        ["县审计局", "审计", None, 9, "=D4*2"],
        ["县水务局", "=1+1", None, None, "=D5*2"],
        ["合计", None, None, "=SUM(D3:D5)", None],
        ["说明：张三（科长）", None, None, None, None],
        ["说明：李四（科员）", None, None, None, None],
        ["制表：王五，2026年3月1日", None, None, None, None],
    ]
    assert broken_rules(path) == []


def test_areas_follow(template: Path) -> None:
    book = openpyxl.load_workbook(fill(template))
    sheet = book["单"]
    assert {str(m) for m in sheet.merged_cells.ranges} == {"A1:D1", "B3:C3", "B4:C4", "B5:C5"}
    assert [str(r.sqref) for r in sheet.conditional_formatting] == ["D3:D5"]
    assert [str(v.sqref) for v in sheet.data_validations.dataValidation] == ["A3:A5"]
    assert [b.id for b in sheet.row_breaks.brk] == [6]
    assert book.defined_names["全部"].attr_text == "单!$D$3:$D$5"
    assert book["汇总"]["A1"].value == "=SUM(单!D3:D5)"
    assert sheet.oddFooter.center.text == "A&&B任务单 第 &P 页"


def test_empty_lists_keep_one_blank_row(template: Path, broken_rules) -> None:
    path = fill(template, (), ())
    assert grid(path)[2] == [None, None, None, None, "=D3*2"]
    assert grid(path)[3][3] == "=SUM(D3:D3)"
    assert broken_rules(path) == []


def test_merged_cells_count_with_their_whole_width(template: Path) -> None:
    long = (("甲", "公开" * 60, 1),)
    sheet = openpyxl.load_workbook(fill(template, long))["单"]
    assert 100 < sheet.row_dimensions[3].height < 260


def test_clones_links_and_dropped_patterns(template: Path, broken_rules, tmp_path: Path) -> None:
    book = Book.open(template)
    values = {"标题": "t", "制表人": "w", "日期": None}
    for name in ("甲/乙".replace("/", "／"), "it's"):
        lists = {
            "任务": Rows(FIELDS, ((Link(name, "'汇总'!A1"), "x", 1),)),
            "人": Rows(("名", "职"), ()),
        }
        book.clone("单", name, Filling(values, lists))
    book.drop("单")
    path = tmp_path / "多.xlsx"
    book.write(path)
    made = openpyxl.load_workbook(path)
    assert broken_rules(path) == []
    assert "全部" not in made.defined_names
    assert made.sheetnames == ["汇总", "甲／乙", "it's"]
    assert made["it's"].print_title_rows == "$2:$2"
    assert made["甲／乙"]["A3"].hyperlink.location == "'汇总'!A1"


@pytest.mark.parametrize(
    ("cell", "text", "message"),
    [
        ("A6", "{{作者}}", "单.*A6.*作者.*制表人"),
        ("A3", "{{任务.科室}}", "A3.*任务.科室.*任务.单位"),
        ("D3", "{{人.名}}", "第3行混用.*人、任务|第3行混用.*任务、人"),
    ],
)
def test_unknown_placeholders_are_named(template: Path, cell: str, text: str, message: str) -> None:
    book = openpyxl.load_workbook(template)
    book["单"][cell].value = text
    book.save(template)
    with pytest.raises(TemplateProblem, match=message):
        fill(template)


def test_merge_over_two_rows_of_a_sample_is_refused(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    book["单"].merge_cells("A3:A4")
    book.save(template)
    with pytest.raises(TemplateProblem, match=r"第3行.*合并"):
        fill(template)


def test_missing_sheet_is_named(template: Path) -> None:
    with pytest.raises(TemplateProblem, match=r"没有的.*单、汇总|没有的"):
        Book.open(template).fill("没有的", Filling())


def test_not_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(TemplateProblem, match=r"模板\.xlsx"):
        Book.open(path)


def test_same_filling_gives_the_same_bytes(template: Path) -> None:
    assert fill(template).read_bytes() == fill(template).read_bytes()


def test_pictures_and_comments_are_copied_with_their_sheet(
    template: Path, tmp_path: Path, broken_rules
) -> None:
    from openpyxl.comments import Comment
    from openpyxl.drawing.image import Image
    from PIL import Image as Picture

    Picture.new("RGB", (20, 20), "red").save(tmp_path / "徽标.png")
    book = openpyxl.load_workbook(template)
    book["单"].add_image(Image(tmp_path / "徽标.png"), "E1")
    book["单"]["A2"].comment = Comment("单位全称", "张三")
    book.save(template)
    filled = Book.open(template)
    values = {"标题": "t", "制表人": "w", "日期": None}
    lists = {"任务": Rows(FIELDS, TASKS), "人": Rows(("名", "职"), ())}
    for name in ("甲", "乙", "丙"):
        filled.clone("单", name, Filling(values, lists))
    filled.drop("单")
    path = tmp_path / "多.xlsx"
    filled.write(path)
    assert broken_rules(path) == []
    made = openpyxl.load_workbook(path)
    for name in ("甲", "乙", "丙"):
        assert len(made[name]._images) == 1
        assert made[name]["A2"].comment.text == "单位全称"


def test_deleted_sample_row_loses_nothing_silently(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    book["单"].delete_rows(5)
    book.save(template)
    with pytest.raises(TemplateProblem, match=r"单.*“人”的样例行"):
        fill(template)


def test_links_of_the_template_stay_beside_ours(
    template: Path, tmp_path: Path, broken_rules
) -> None:
    book = openpyxl.load_workbook(template)
    book["单"]["E1"].hyperlink = "https://example.org/"
    book.save(template)
    path = fill(template, ((Link("甲", "'汇总'!A1"), "x", 1),))
    sheet = openpyxl.load_workbook(path)["单"]
    assert broken_rules(path) == []
    assert sheet["E1"].hyperlink.target == "https://example.org/"
    assert sheet["A3"].hyperlink.location == "'汇总'!A1"


@pytest.mark.parametrize(
    ("footer", "title", "printed"),
    [
        ("{{标题}} 第 &P 页", "A&B", "A&&B 第 &P 页"),
        ('&"黑体"&9{{标题}}', "2026年工作", '&"黑体"&9 2026年工作'),
        ("{{标题}}", "长" * 60, "长" * 23 + "…"),
        ("{{没有}}", "t", "{{没有}}"),
        ("{{标题}}", "两\n行\x01<b>", "两 行�<b>"),
    ],
)
def test_footers(template: Path, footer: str, title: str, printed: str) -> None:
    """A size code before a number would swallow it, and a long name would hide the page number."""
    import zipfile

    book = openpyxl.load_workbook(template)
    book["单"].oddFooter.center.text = "@@"
    book.save(template)
    with zipfile.ZipFile(template) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(template, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data.replace(b"@@", footer.replace("&", "&amp;").encode()))
    filled = Book.open(template)
    values = {"标题": title, "制表人": "", "日期": None}
    lists = {"任务": Rows(FIELDS, TASKS), "人": Rows(("名", "职"), ())}
    filled.fill("单", Filling(values, lists))
    path = template.with_name("页脚.xlsx")
    filled.write(path)
    with zipfile.ZipFile(path) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    from lxml import etree

    (element,) = etree.fromstring(xml.encode()).iterfind(".//{*}oddFooter")
    assert element.text == f"&C{printed}"
