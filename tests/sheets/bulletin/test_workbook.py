"""The bulletin as a workbook: one front page, native charts, the office's template kept."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from lxml import etree

from toolkit.errors import FileProblem, TemplateProblem
from toolkit.files.libreoffice import convert
from toolkit.ledger import Ledger, ledger_from_notice
from toolkit.model import Notice, Task
from toolkit.resources import resource
from toolkit.sheets.bulletin.workbook import make_bulletin

MONTH, DAY = (2026, 9), date(2026, 10, 8)
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def canonical(name: str, data: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")):
        return data
    return etree.tostring(etree.fromstring(data), method="c14n")


def compare(made: Path, kept: Path) -> None:
    """Part by part, so that a failure names the part."""
    if os.environ.get("UPDATE_GOLDEN"):
        kept.parent.mkdir(exist_ok=True)
        shutil.copyfile(made, kept)
    new, old = parts(made), parts(kept)
    assert sorted(new) == sorted(old)
    assert [n for n in new if canonical(n, new[n]) != canonical(n, old[n])] == []


def charts(path: Path) -> dict[str, dict[str, list[str]]]:
    """Reference -> stored values of every chart by its part."""
    found: dict[str, dict[str, list[str]]] = {}
    for name, data in parts(path).items():
        if re.fullmatch(r"xl/charts/chart\d+\.xml", name):
            found[name] = {
                f.text: [v.text for v in f.getparent().iter(f"{CHART}v")]
                for f in etree.fromstring(data).iter(f"{CHART}f")
            }
    return found


@pytest.fixture
def made(county, reports, tmp_path: Path) -> Path:
    return make_bulletin(county(), tmp_path / "通报.xlsx", month=MONTH, reports=reports, as_of=DAY)


def values(path: Path, sheet: str) -> list[list[object]]:
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    return [[v for v in row if v is not None] for row in rows]


def test_golden(made: Path, golden: Path) -> None:
    compare(made, golden / "bulletin.xlsx")


def test_the_front_page(made: Path) -> None:
    rows = values(made, "通报")
    assert rows[0] == ["关于云溪县2026年政务公开重点工作9月份落实情况的通报"]
    assert rows[3] == [8, 1, 2, 1, 1 / 3]
    assert rows[4] == [
        "单位 6 个、群体 1 个", "占 12.5%，较上月新完成 1 项", "涉及 3 个单位",
        "无日期（长期、待定等）2 项", "应完成 3 项",
    ]  # fmt: skip
    assert [row for row in rows[8:15]] == [
        # rank, unit, tasks, lead, other, done, late, near, rate, new, gap
        [1, "县发展和改革局", 1, 1, 0, 1, 0, 0, 1, 1, "—"],
        [1, "县自然资源局", 1, 0, 1, 1, 0, 0, 1, 1, "—"],
        [3, "县行政审批局", 1, 1, 0, 0, 1, 0, 0, 0, 40],
        [3, "县司法局", 3, 1, 2, 0, 1, 0, 0, 0, 40],
        [3, "县财政局", 3, 2, 1, 0, 1, 1, 0, "—", 38],  # (70 + 5) / 2
        ["—", "县政府办公室", 3, 3, 0, 0, 0, 1, "—", "—", 5],
        ["—", "各乡镇人民政府", 2, 0, 2, 1, 0, 0, 1, 1, "—"],
    ]
    late = rows.index(["序号", "任务", "单位", "截止日期", "逾期\n天数"])
    assert [[row[0], row[1], row[2], row[4]] for row in rows[late + 1 : late + 3]] == [
        [1, "更新权责清单，压缩办理时限至5个工作日以内", "县行政审批局", 46],
        [2, '=HYPERLINK("http://a…', "县财政局", 10],
    ]
    second = values(made, "图表")
    notes = [row[0] for row in second[second.index(["说明"]) + 1 :] if row]
    assert any("应完成率＝已完成÷应完成" in str(note) for note in notes)
    assert any("2026年10月8日的台账" in str(note) for note in notes)


def test_what_a_unit_typed_stays_text(made: Path) -> None:
    for sheet in openpyxl.load_workbook(made):
        assert not [c.coordinate for row in sheet.iter_rows() for c in row if c.data_type == "f"]


def test_the_charts_follow_the_rows(made: Path) -> None:
    bar, line, weeks = charts(made).values()
    assert bar["图表数据!$A$3:$A$9"][:2] == ["县发展和改革局", "县自然资源局"]
    assert bar["图表数据!$B$3:$B$9"] == ["1", "1", "0", "0", "0", "0", "1"]
    assert bar["图表数据!$C$2"] == ["逾期"]
    assert line["图表数据!$A$12:$A$15"] == ["2026年\n6月", "7月", "8月", "9月"]
    assert line["图表数据!$B$12:$B$15"] == ["0.0", "0.0", "0.125"]  # nobody reported in July
    assert weeks["图表数据!$A$18:$A$27"][:2] == ["已逾期", "9.28\n10.4"]
    assert weeks["图表数据!$B$18:$B$27"] == ["2"]
    assert weeks["图表数据!$C$18:$C$27"] == ["0", "0", "1", "0", "0", "0", "0", "0", "0"]


def test_the_charts_move_down_with_the_rows(made: Path) -> None:
    book = openpyxl.load_workbook(made)
    # The chart of the units is as many rows high as there are units, and two more.
    units = len(values(made, "各单位")) - 2
    below = 1 + units + 2
    anchors = [chart.anchor for chart in book["图表"]._charts]
    assert [(a._from.row, a.to.row) for a in anchors] == [
        (1, below), (below, below + 1), (below, below + 1),
    ]  # fmt: skip


def test_the_same_bytes_and_no_clock(county, reports, made: Path, tmp_path: Path) -> None:
    again = make_bulletin(
        county(), tmp_path / "b.xlsx", month=MONTH, reports=list(reports), as_of=DAY
    )
    assert again.read_bytes() == made.read_bytes()
    with zipfile.ZipFile(made) as archive:
        assert {info.date_time[:3] for info in archive.infolist()} == {(1980, 1, 1)}


@pytest.mark.parametrize("units", [0, 1, 12, 40, 300])
def test_any_number_of_units_keeps_the_rules(
    county, broken_rules, units: int, tmp_path: Path
) -> None:
    path = make_bulletin(county(units), tmp_path / "a.xlsx", month=MONTH, as_of=DAY)
    assert broken_rules(path) == []
    shown = [row for row in values(path, "通报") if len(row) == 11][1:]
    assert len(values(path, "各单位")) == 2 + 7 + units
    assert len(shown) == (units + 7 if units < 6 else 11)
    drawn = next(iter(charts(path).values()))
    names = next(v for k, v in drawn.items() if "$A$" in k)
    assert len(names) == (units + 7 if units < 18 else 20)


def test_the_front_page_shows_both_ends_of_many(county, tmp_path: Path) -> None:
    path = make_bulletin(county(40), tmp_path / "a.xlsx", month=MONTH, as_of=DAY)
    rows = values(path, "通报")
    shown = [row[:2] for row in rows if len(row) == 11][1:]
    assert shown[5][0] == "…"
    assert shown[0] == [1, "县发展和改革局"]
    assert shown[-1] == [3, "县第39局"]
    assert ["共 47 个单位（含群体），这里列出排名前 5 位和后 5 位，详见工作表“各单位”。"] in rows
    assert ["另有 34 项逾期任务见工作表“逾期任务”。"] in rows


@pytest.mark.parametrize(
    ("ledger", "left"),
    [
        (ledger_from_notice(Notice()), 0),
        (ledger_from_notice(Notice(tasks=(Task("1", "没有单位的任务"),))), 0),
        (ledger_from_notice(Notice(tasks=(Task("1", "没有日期", lead=("县财政局",)),))), 1),
    ],
)
def test_a_chart_with_nothing_to_show_is_taken_out(
    ledger: Ledger, left: int, broken_rules, tmp_path: Path
) -> None:
    path = make_bulletin(ledger, tmp_path / "a.xlsx", month=MONTH, as_of=DAY)
    assert broken_rules(path) == []
    assert len(charts(path)) == left
    assert len(openpyxl.load_workbook(path)["图表"]._charts) == left
    assert any("“报送记录”中没有数据" in str(v) for row in values(path, "图表") for v in row)


def test_a_unit_with_a_long_name(county, tmp_path: Path) -> None:
    name = "云溪县推进政务公开和行政审批制度改革暨优化营商环境工作领导小组办公室" * 2
    ledger = county()
    first = ledger.entries[0]
    first = replace(first, task=replace(first.task, lead=(name[:60],)))
    entries = (first, *ledger.entries[1:])
    notice = replace(ledger.notice, tasks=tuple(e.task for e in entries))
    path = make_bulletin(
        replace(ledger, entries=entries, notice=notice), tmp_path / "a.xlsx", month=MONTH, as_of=DAY
    )
    sheet = openpyxl.load_workbook(path)["通报"]
    (row,) = [c.row for c in sheet["B"] if c.value == name[:60]]
    assert sheet.row_dimensions[row].height > 3 * 14
    bar = next(iter(charts(path).values()))
    # Whole: a chart that does not name its bars says nothing.
    assert name[:60] in next(iter(v for k, v in bar.items() if "$A$" in k))


# --- the office's own template ------------------------------------------------------------------


def changed_template(tmp_path: Path, *changes: tuple[str, str, str]) -> Path:
    path = tmp_path / "模板.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts(resource("templates", "bulletin.xlsx")).items():
            text = data.decode()
            for part, old, new in changes:
                if part == name:
                    assert old in text, (part, old)
                    text = text.replace(old, new)
            archive.writestr(name, text)
    return path


def test_an_office_restyles_the_template(county, reports, made: Path, tmp_path: Path) -> None:
    template = changed_template(
        tmp_path,
        ("xl/charts/chart1.xml", "70AD47", "123456"),
        ("xl/charts/chart1.xml", "各单位任务完成情况（项）", "Task status by unit"),
        ("xl/styles.xml", '"黑体"', '"方正小标宋简体"'),
        # two columns change places
        ("xl/sharedStrings.xml", "图表单位.已完成", "图表单位.X"),
        ("xl/sharedStrings.xml", "图表单位.逾期", "图表单位.已完成"),
        ("xl/sharedStrings.xml", "图表单位.X", "图表单位.逾期"),
    )
    path = make_bulletin(
        county(), tmp_path / "a.xlsx", month=MONTH, reports=reports, as_of=DAY, template=template
    )
    chart = parts(path)["xl/charts/chart1.xml"].decode()
    assert "123456" in chart and "Task status by unit" in chart
    assert "方正小标宋简体" in parts(path)["xl/styles.xml"].decode()
    assert charts(path)["xl/charts/chart1.xml"]["图表数据!$B$3:$B$9"] == list("0011100")
    same = parts(template)
    assert parts(path)["xl/theme/theme1.xml"] == same["xl/theme/theme1.xml"]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (("xl/sharedStrings.xml", "通报.结论", "通报.结尾"), "通报.结尾"),
        (("xl/workbook.xml", 'name="通报"', 'name="封面"'), "缺少工作表“通报”"),
    ],
)
def test_a_template_that_is_wrong(county, tmp_path: Path, change, message: str) -> None:
    template = changed_template(tmp_path, change)
    with pytest.raises(TemplateProblem, match=message):
        make_bulletin(county(), tmp_path / "a.xlsx", month=MONTH, as_of=DAY, template=template)
    assert not (tmp_path / "a.xlsx").exists()


def test_nothing_is_overwritten(county, made: Path) -> None:
    with pytest.raises(FileProblem, match="已经存在"):
        make_bulletin(county(), made, month=MONTH, as_of=DAY)


# --- LibreOffice --------------------------------------------------------------------------------


@pytest.mark.libreoffice
@pytest.mark.slow
def test_printed_and_saved_again(county, reports, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    path = make_bulletin(county(60), tmp_path / "a.xlsx", month=MONTH, reports=reports, as_of=DAY)
    pages = PdfDocument(str(convert(path, "pdf", tmp_path)))
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    assert all(text.strip() for text in texts)
    assert not any("###" in text for text in texts)
    assert "一、各单位落实情况" in texts[0] and "二、逾期任务" in texts[0]
    assert "说明" in texts[1] and "各单位任务完成情况" in texts[1]
    assert sum("较上月" in text and "类别" in text for text in texts) >= 2  # the head repeats
    again = openpyxl.load_workbook(convert(path, "xlsx", tmp_path / "另存"))
    first = openpyxl.load_workbook(path)
    assert again.sheetnames == first.sheetnames
    assert len(again["图表"]._charts) == 3
    for name in first.sheetnames:
        width = first[name].max_column
        saved = [[rounded(v) for v in row[:width]] for row in again[name].values]
        assert saved == [[rounded(v) for v in row] for row in first[name].values]


def rounded(value: object) -> object:
    return round(value, 9) if isinstance(value, float) else value
