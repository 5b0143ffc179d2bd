"""Workbooks: merges, dates, hidden parts, dimensions that lie."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from toolkit.notice.document import Document, Table
from toolkit.notice.formats import open_document
from toolkit.workbook.read.xlsx_rows import parse_range


def only_table(document: Document) -> Table:
    (table,) = document.blocks
    assert isinstance(table, Table)
    return table


def test_what_openpyxl_writes(tmp_path: Path, build: Any) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "任务分工"
    for row in (
        ("云溪县2022年政务公开任务分工表",),
        ("序号", "重点工作", None, "完成时限"),
        (1, "一、公开", "公开预算", date(2022, 10, 16)),
        ("007", None, "公开决算\n和说明", "长期"),
        (2.0, "二、解读", True, 0.5),
    ):
        sheet.append(row)
    for area in ("A1:D1", "B2:C2", "B3:B4"):
        sheet.merge_cells(area)
    sheet["D5"].number_format = "0%"
    book.create_sheet("空表")
    second = book.create_sheet("附表")
    second["C7"] = "单独一格"
    book.save(tmp_path / "a.xlsx")

    document = open_document(tmp_path / "a.xlsx")
    title = "云溪县2022年政务公开任务分工表"
    assert build.tables(document) == [
        [
            [title, f"<{title}", f"<{title}", f"<{title}"],
            ["序号", "重点工作", "<重点工作", "完成时限"],
            ["1", "一、公开", "公开预算", "2022-10-16"],
            ["007", "^一、公开", "公开决算\n和说明", "长期"],
            ["2", "二、解读", "TRUE", "50%"],
        ],
        [["单独一格"]],
    ]
    first, other = document.blocks
    assert isinstance(first, Table) and isinstance(other, Table)
    assert (first.title, other.title, first.place.sheet) == ("任务分工", "附表", "任务分工")
    assert first.rows[2][3].value == date(2022, 10, 16)
    assert str(other.rows[0][0].place) == "a.xlsx 工作表“附表” 第7行“C”"


def row(number: int, *cells: str, extra: str = "") -> str:
    return f'<row r="{number}" {extra}>{"".join(cells)}</row>'


def cell(ref: str, text: str) -> str:
    return f'<c r="{ref}" t="inlineStr"><is><t>{text}</t></is></c>'


@pytest.fixture
def read(put: Any, build: Any) -> Any:
    def read_sheets(*sheets: str, **others: Any) -> Document:
        return open_document(put("表.xlsx", build.xlsx(*sheets, **others)))

    return read_sheets


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ('<c r="A1" t="s"><v>0</v></c>', "富文本"),
        ('<c r="A1" t="s"><v>99</v></c>', ""),
        ('<c r="A1" t="inlineStr"><is><t>一_x000D_\n二</t></is></c>', "一\n二"),
        ('<c r="A1" t="str"><f>A2</f><v>结果</v></c>', "结果"),
        ('<c r="A1" t="b"><v>0</v></c>', "FALSE"),
        ('<c r="A1" t="e"><v>#REF!</v></c>', "#REF!"),
        ('<c r="A1"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="A1"><v>12.50</v></c>', "12.5"),
        ('<c r="A1"><v>x</v></c>', "x"),
        ('<c r="A1" t="d"><v>2022-10-16T00:00:00</v></c>', "2022-10-16"),
        ('<c r="A1" s="1"><v>44850</v></c>', "2022年10月"),
        ('<c r="A1" s="77"><v>44850</v></c>', "44850"),
        ("<c><v>3</v></c>", "3"),
    ],
)
def test_cells(read: Any, build: Any, xml: str, text: str) -> None:
    rich = "<si><r><t>富</t></r><rPh><t>fù</t></rPh><r><t>文本</t></r></si>"
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="57"/></cellXfs>'
    data = f"<sheetData><row>{xml}</row>{row(2, cell('B2', '旁'))}</sheetData>"
    document = read(data, strings=(rich,), styles=styles)
    assert build.tables(document) == ([[[text, ""], ["", "旁"]]] if text else [[["旁"]]])


@pytest.mark.parametrize("dimension", ["A1", "A1:XFD1048576", "Z9:AA10", "garbage", ""])
def test_a_dimension_that_lies(read: Any, build: Any, dimension: str) -> None:
    rows = "".join(row(n, cell(f"A{n}", f"任务{n}")) for n in range(1, 40))
    document = read(f'<dimension ref="{dimension}"/><sheetData>{rows}</sheetData>')
    assert len(build.tables(document)[0]) == 39


def test_a_stray_cell_far_away_costs_nothing(read: Any, build: Any) -> None:
    data = row(2, cell("B2", "一"), cell("D2", "二")) + row(1048576, cell("XFD1048576", "远"))
    start = time.perf_counter()
    document = read(f"<sheetData>{data}</sheetData>")
    assert time.perf_counter() - start < 1
    assert build.tables(document) == [[["一", "二", ""], ["", "", "远"]]]
    assert str(only_table(document).rows[1][2].place) == "表.xlsx 工作表“表1” 第1048576行“XFD”"


def test_a_million_formatted_empty_rows(read: Any, build: Any) -> None:
    empty = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(3, 100_000))
    data = row(1, cell("A1", "一")) + row(2, cell("A2", "二")) + empty
    assert build.tables(read(f"<sheetData>{data}</sheetData>")) == [[["一"], ["二"]]]


@pytest.mark.parametrize(
    ("merges", "grid"),
    [
        (["A1:B2"], [["a", "<a", "c"], ["^a", "^a", "f"]]),
        (["A1:A1048576"], [["a", "b", "c"], ["^a", "e", "f"]]),
        (["A1:XFD1"], [["a", "<a", "<a"], ["d", "e", "f"]]),
        (["A1:B1", "B1:C1"], [["a", "<a", "<"], ["d", "e", "f"]]),
        (["garbage", "A1"], [["a", "b", "c"], ["d", "e", "f"]]),
    ],
)
def test_merges(read: Any, build: Any, merges: list[str], grid: list[list[str]]) -> None:
    cells = [cell(ref, text) for ref, text in zip(("A1", "B1", "C1"), "abc", strict=True)]
    below = [cell(ref, text) for ref, text in zip(("A2", "B2", "C2"), "def", strict=True)]
    areas = "".join(f'<mergeCell ref="{m}"/>' for m in merges)
    data = f"<sheetData>{row(1, *cells)}{row(2, *below)}</sheetData>"
    document = read(f"{data}<mergeCells>{areas}</mergeCells>")
    assert build.tables(document) == [grid]
    lost = set("abcdef") - set("".join("".join(r) for r in grid))
    assert {o.text for o in document.left_out} == lost


def test_merges_that_overlap_again_and_again(read: Any, build: Any) -> None:
    data = f"<sheetData>{row(1, cell('A1', 'a'))}{row(900, cell('CV900', 'z'))}</sheetData>"
    merges = '<mergeCell ref="A1:CV900"/>' * 2000
    start = time.perf_counter()
    document = read(f"{data}<mergeCells>{merges}</mergeCells>")
    assert time.perf_counter() - start < 5
    assert [o.why for o in document.left_out] == [
        "合并单元格的范围互相重叠或过大，其余的合并没有读取",
        "合并单元格中被遮住的文字",
    ]


def test_hidden_parts(read: Any, build: Any) -> None:
    data = (
        '<cols><col min="2" max="3" hidden="1"/></cols><sheetData>'
        + row(1, cell("A1", "a"), cell("B1", "b"), cell("C1", "c"))
        + row(2, cell("A2", "藏"), extra='hidden="1"')
        + row(3, cell("A3", "d"))
        + "</sheetData>"
    )
    other = f"<sheetData>{row(1, cell('A1', '旧'), cell('B1', '表'))}</sheetData>"
    document = read(data, other, states=("visible", "hidden"))
    assert build.tables(document) == [[["a", "b", "c"], ["藏", "", ""], ["d", "", ""]]]
    assert [(o.text, o.why) for o in document.left_out] == [
        ("", "第2行是隐藏行，已照常读取"),
        ("", "B-C列是隐藏列，已照常读取"),
        ("旧\t表", "隐藏的工作表"),
    ]


def test_a_formula_that_was_never_computed_is_reported(read: Any) -> None:
    data = row(1, cell("A1", "a"), '<c r="B1"><f>1+1</f></c>')
    document = read(f"<sheetData>{data}</sheetData>")
    assert "公式" in document.left_out[0].why


def test_comments_are_reported(put: Any, tmp_path: Path) -> None:
    from openpyxl.comments import Comment

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"] = "任务"
    sheet["A1"].comment = Comment("请核实", "张三")
    book.save(tmp_path / "a.xlsx")
    (remark,) = open_document(tmp_path / "a.xlsx").left_out
    assert (remark.text, remark.why, remark.place.column) == ("请核实", "批注", "A")


@pytest.mark.parametrize(
    ("text", "area"),
    [("B2:C9", (1, 1, 8, 2)), ("$A$1:$A$2", (0, 0, 1, 0)), ("A1", None), ("", None), ("A:B", None)],
)
def test_parse_range(text: str, area: tuple[int, ...] | None) -> None:
    assert parse_range(text) == area
