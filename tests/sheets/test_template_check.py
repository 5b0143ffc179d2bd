"""``templates check``: every fault is named with its cell and what was seen."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Alignment

from toolkit.errors import FileProblem, TemplateProblem
from toolkit.sheets.template_check import Remark, check_template, kinds

Edit = Callable[[openpyxl.Workbook], None]


@pytest.fixture
def restyled(tmp_path: Path, root: Path) -> Callable[[Edit], list[Remark]]:
    """Our template after an edit, checked."""

    def check(edit: Edit) -> list[Remark]:
        path = tmp_path / "模板.xlsx"
        shutil.copy(root / "templates" / "task_sheet.xlsx", path)
        book = openpyxl.load_workbook(path)
        edit(book)
        book.save(path)
        return check_template(path)[1]

    return check


def set_cell(cell: str, value: str, sheet: str = "任务单") -> Edit:
    def edit(book: openpyxl.Workbook) -> None:
        book[sheet][cell].value = value

    return edit


def footer(book: openpyxl.Workbook) -> None:
    book["任务单"].oddFooter.center.text = "{{页数}}"


def no_sample(book: openpyxl.Workbook) -> None:
    book["任务单"].delete_rows(7)


def two_samples(book: openpyxl.Workbook) -> None:
    book["任务单"]["A9"] = "{{任务.备注}}"


def other_name(book: openpyxl.Workbook) -> None:
    book["任务单"].title = "Sheet1"


def comment(book: openpyxl.Workbook) -> None:
    book["任务单"]["A1"].comment = Comment("{{单位}}", "张三")


def unwrapped(book: openpyxl.Workbook) -> None:
    book["任务单"]["D7"].alignment = Alignment(wrap_text=False)


def two_wide(book: openpyxl.Workbook) -> None:
    book["任务单"].sheet_properties.pageSetUpPr.fitToPage = False
    book["任务单"]._print_rows = None


def merged_down(book: openpyxl.Workbook) -> None:
    book["任务单"].merge_cells("A7:A8")


@pytest.mark.parametrize(
    ("edit", "place", "text"),
    [
        (
            set_cell("D7", "{{任务.内荣}}"),
            "工作表“任务单”单元格 D7",
            "{{任务.内荣}} 不认识，是不是 {{任务.内容}}？",
        ),
        (set_cell("D7", "{{内容}}"), "单元格 D7", "{{内容}} 不认识，是不是 {{任务.内容}}？"),
        (set_cell("A2", "{{科室}}"), "单元格 A2", "{{科室}} 不认识"),
        (set_cell("C4", "{{任务.内容}}", "目录"), "工作表“目录”单元格 C4", "不认识"),
        (set_cell("A2", "{单位}"), "单元格 A2", "“{单位}”不是占位符，应写作 {{单位}}"),
        (set_cell("A2", "单位：｛｛单位｝｝"), "单元格 A2", "应写作 {{单位}}"),
        (set_cell("A2", "单位：{{单位"), "单元格 A2", "“{{单位”不是占位符，占位符两边各要两个"),
        (footer, "工作表“任务单”的页脚", "{{页数}} 不认识，是不是 {{页码}}？"),
        (no_sample, "工作表“任务单”", "没有样例行"),
        (two_samples, "工作表“任务单”", "样例行只能有一行，现在第7、9行都是"),
        (set_cell("A7", "{{任务.序号}}{{目录.单位}}"), "单元格 A7", "{{目录.单位}} 不认识"),
        (other_name, "", "缺少工作表“任务单”（现有：目录、Sheet1）"),
        (comment, "工作表“任务单”的批注", "{{单位}} 不会被填写"),
        (merged_down, "", "不能与下一行合并"),
    ],
)
def test_what_keeps_a_template_from_use(
    restyled: Callable[[Edit], list[Remark]], edit: Edit, place: str, text: str
) -> None:
    found = restyled(edit)
    assert any(r.wrong and r.place.endswith(place) and text in r.text for r in found), found


@pytest.mark.parametrize(
    ("edit", "texts"),
    [
        (unwrapped, ["没有设“自动换行”"]),
        (two_wide, ["没有设“调整为 1 页宽”", "没有设“打印标题行”"]),
        (lambda book: book.remove(book["目录"]), []),
        (set_cell("A3", "{{来文.印发单位}} {{ 来文.年度 }}"), []),
    ],
)
def test_what_is_only_said(
    restyled: Callable[[Edit], list[Remark]], edit: Edit, texts: list[str]
) -> None:
    found = restyled(edit)
    assert [r.wrong for r in found] == [False] * len(texts), found
    assert all(text in r.text for text, r in zip(texts, found, strict=True))


def test_our_own_templates_pass(root: Path) -> None:
    for kind in kinds():
        found, remarks = check_template(root / "templates" / kind.file)
        assert remarks == [], kind.file
        assert found is not None and found.action == kind.action
    files = {path.name for path in (root / "templates").glob("*.xlsx")}
    assert {kind.file for kind in kinds()} == files, "every template of ours is listed"


def test_a_workbook_that_is_no_template(tmp_path: Path) -> None:
    path = tmp_path / "随便.xlsx"
    openpyxl.Workbook().save(path)
    kind, (remark,) = check_template(path)
    assert kind is None and "没有找到一个认识的占位符" in remark.text


def test_files_that_are_no_workbooks(tmp_path: Path) -> None:
    path = tmp_path / "旧.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    with pytest.raises(TemplateProblem, match=r"旧\.xls.*另存"):
        check_template(path)
    with pytest.raises(FileProblem, match="没有的"):
        check_template(tmp_path / "没有的.xlsx")
