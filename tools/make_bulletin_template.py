"""Make templates/bulletin.xlsx and bulletin.docx anew: ``make_bulletin_template.py [DIR]``.

An office restyles both in Excel and Word; this script only makes the first ones.  The result is
the same bytes every time.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tools")]

from bulletin_document import make_document  # noqa: E402

from toolkit.lights.light import BEHIND_LOOK  # noqa: E402
from toolkit.workbook.package import Package, save  # noqa: E402

BODY, HEAD = "宋体", "黑体"
GREY, LINE, RED, AMBER, GREEN, BLUE, PALE = (
    "#E7EDF5", "#7F7F7F", "#C00000", "#BF8F00", "#548235", "#1F4E79", "#BDD7EE",
)  # fmt: skip
DATA, LIMIT = "图表数据", "落后阈值"
VIOLET = f"#{BEHIND_LOOK.font}"
# An A4 page in type of 10 points.
WIDTHS = (4.3, 10, 11.5, 4.4, 4.4, 4.4, 5.4, 4.4, 4.4, 7, 6, 5.4)
LAST = len(WIDTHS) - 1


class Maker:
    """One template workbook with the formats that its sheets share."""

    def __init__(self, path: Path) -> None:
        self.book = xlsxwriter.Workbook(
            path, {"default_format_properties": {"font_name": BODY, "font_size": 11}}
        )
        self.book.set_properties({"created": datetime(2026, 1, 1), "author": "", "title": ""})

    def style(self, **properties: Any) -> Any:
        """A cell format."""
        base = {"font_name": BODY, "font_size": 10, "valign": "vcenter"}
        return self.book.add_format({**base, **properties})

    def head(self) -> Any:
        """The head of a column."""
        return self.style(
            font_name=HEAD, bg_color=GREY, border=1, border_color=LINE, align="center",
            text_wrap=True,
        )  # fmt: skip

    def cell(self, kind: str = "") -> Any:
        """A cell of a list: ``long`` text, a number format, or something short."""
        look: dict[str, Any] = {"border": 1, "border_color": LINE}
        if kind == "long":
            look |= {"text_wrap": True}
        else:
            look |= {"align": "center"}
        if kind in ("0%", "0.0%", "yyyy-mm-dd"):
            look |= {"num_format": kind}
        return self.style(**look)

    def sheet(self, name: str, *, landscape: bool) -> Any:
        """A sheet on A4, one page wide."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.45, right=0.45, top=0.5, bottom=0.55)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_footer("&C&9第 &P 页 共 &N 页", {"margin": 0.3})
        return sheet


def make_workbook(path: Path) -> None:
    """``templates/bulletin.xlsx``: front page, all units, overdue tasks, the charts' data."""
    make = Maker(path)
    _front(make)
    _pictures(make)
    _list(
        make, "各单位", "{{通报.对象}}各单位落实情况（{{通报.月份}}）", "单位",
        (
            ("排名", 4.5, ""), ("单位", 27, "long"), ("类别", 4.5, ""), ("任务", 5, ""),
            ("牵头", 5, ""), ("责任", 5, ""), ("已完成", 6, ""), ("未完成", 6, ""),
            ("逾期", 5, ""), ("临期", 5, ""), ("应完成", 6, ""), ("应完成率", 7.2, "0.0%"),
            ("总完成率", 7.2, "0.0%"), ("较上月新完成", 6.5, ""), ("落后点数", 5, ""),
        ),
        red="逾期",
    )  # fmt: skip
    _list(
        make, "逾期任务", "{{通报.对象}}逾期任务（截至{{通报.截至}}）", "逾期",
        (
            ("序号", 4.3, ""), ("编号", 7, ""), ("任务内容", 33, "long"), ("牵头单位", 10, "long"),
            ("责任单位", 12, "long"), ("完成时限", 9, "long"), ("截止日期", 9, "yyyy-mm-dd"),
            ("逾期天数", 4.6, ""), ("完成进度", 4.6, "0%"), ("进展情况", 18, "long"),
        ),
    )  # fmt: skip
    _data(make)
    make.book.close()
    _upright(path)


def _upright(path: Path) -> None:
    """Say “not turned” as Excel says it: LibreOffice then leaves out no label of an axis."""
    package = Package.open(path)
    for name in package.parts:
        if name.startswith("xl/charts/chart"):
            data = package.read(name)
            package.replace(name, data.replace(b'rot="21600000"', b'rot="0"'))
    save(package, path)


def _front(make: Maker) -> None:
    """One page for the leader: figures, conclusion, both ends of the ranking, what is late."""
    sheet = make.sheet("通报", landscape=False)
    for index, width in enumerate(WIDTHS):
        sheet.set_column(index, index, width)
    rows = _Rows(sheet)
    rows.across("{{通报.标题}}", make.style(
        font_name=HEAD, font_size=18, align="center", text_wrap=True), 34)  # fmt: skip
    rows.across("{{通报.说明}}", make.style(
        align="center", font_color="#595959", text_wrap=True), 20)  # fmt: skip
    _tiles(make, rows)
    rows.across("{{通报.结论}}", make.style(font_size=11, text_wrap=True, indent=1), 38)
    rows.across("一、各单位落实情况", _section(make), 22)
    first = _unit_table(make, rows)
    rows.across("{{单位表.说明}}", _note(make), 16)
    rows.across("二、逾期任务（{{总数.逾期}} 项）", _section(make), 22)
    _late_table(make, rows)
    rows.across("{{逾期表.说明}}", _note(make), 16)
    sheet.print_area(0, 0, rows.at - 1, LAST)
    red = make.book.add_format({"font_color": RED, "bold": True})
    # The gap is no date light: only what is late turns red, what lags behind is violet.
    behind = make.book.add_format({"font_color": VIOLET, "bold": True})
    for column, look, test in (("H", red, ">0"), ("L", behind, f">={LIMIT}")):
        cell = f"{column}{first + 1}"
        rule = {"type": "formula", "format": look,
                "criteria": f"=AND(ISNUMBER({cell}),{cell}{test})"}  # fmt: skip
        sheet.conditional_format(cell, rule)


def _pictures(make: Maker) -> None:
    """The second page: charts, and how the figures were counted."""
    sheet = make.sheet("图表", landscape=False)
    for index, width in enumerate(WIDTHS):
        sheet.set_column(index, index, width)
    rows = _Rows(sheet)
    rows.across("三、图示", _section(make), 24)
    _charts(make, rows)
    rows.across("说明", _section(make), 24)
    rows.across("{{说明.文字}}", make.style(font_size=9, text_wrap=True, font_color="#404040"), 0)
    sheet.print_area(0, 0, rows.at - 1, LAST)


def _section(make: Maker) -> Any:
    return make.style(font_name=HEAD, font_size=12, font_color=BLUE)


def _note(make: Maker) -> Any:
    return make.style(font_size=9, font_color="#595959", text_wrap=True)


class _Rows:
    """Writes the front page from the top down."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.at = 0

    def across(self, text: str, look: Any, height: float) -> None:
        """A text over the whole width."""
        self.spans((((0, LAST), text, look),), height)

    def spans(self, cells: Sequence[tuple[tuple[int, int], str, Any]], height: float = 0) -> None:
        """One row of merged spans."""
        for (first, last), text, look in cells:
            if first == last:
                self.sheet.write_string(self.at, first, text, look)
            else:
                self.sheet.merge_range(self.at, first, self.at, last, text, look)
        if height:
            self.sheet.set_row(self.at, height)
        self.at += 1


def _tiles(make: Maker, rows: _Rows) -> None:
    spans = ((0, 1), (2, 3), (4, 6), (7, 9), (10, 11))
    tiles = (
        ("任务总数", "{{总数.任务}}", "{{总数.单位说明}}", BLUE, "0"),
        ("已完成", "{{总数.已完成}}", "{{总数.完成说明}}", GREEN, "0"),
        ("逾期", "{{总数.逾期}}", "{{总数.逾期说明}}", RED, "0"),
        ("{{总数.临期天数}}日内到期", "{{总数.临期}}", "{{总数.临期说明}}", AMBER, "0"),
        ("应完成率", "{{总数.应完成率}}", "{{总数.应完成说明}}", BLUE, "0.0%"),
    )
    for part, height in ((0, 18), (1, 32), (2, 18)):
        cells = []
        for span, tile in zip(spans, tiles, strict=True):
            look: dict[str, Any] = {
                "align": "center", "bg_color": "#F5F8FC", "left": 1, "right": 1,
                "left_color": "#FFFFFF", "right_color": "#FFFFFF",
            }  # fmt: skip
            if part == 1:
                look |= {"font_name": HEAD, "font_size": 22, "font_color": tile[3],
                         "num_format": tile[4]}  # fmt: skip
            else:
                look |= {"font_size": 10 if part == 0 else 9, "font_color": "#595959",
                         "text_wrap": True}  # fmt: skip
            cells.append((span, tile[part], make.style(**look)))
        rows.spans(cells, height)


def _unit_table(make: Maker, rows: _Rows) -> int:
    columns = (
        ((0, 0), "排名", ""), ((1, 2), "单位", "long"), ((3, 3), "任务", ""), ((4, 4), "牵头", ""),
        ((5, 5), "责任", ""), ((6, 6), "已完成", ""), ((7, 7), "逾期", ""), ((8, 8), "临期", ""),
        ((9, 9), "应完成率", "0.0%"), ((10, 10), "较上月\n新完成", ""),
        ((11, 11), "落后\n点数", ""),
    )  # fmt: skip
    head = make.head()
    rows.spans([(span, name, head) for span, name, _ in columns], 34)
    first = rows.at
    rows.spans([(span, _key("单位", name), make.cell(kind)) for span, name, kind in columns], 16)
    return first


def _key(name: str, head: str) -> str:
    """The placeholder of a column, whose head may be broken into lines."""
    return f"{{{{{name}.{''.join(head.split())}}}}}"


def _late_table(make: Maker, rows: _Rows) -> None:
    columns = (
        ((0, 0), "序号", ""), ((1, 5), "任务", "long"), ((6, 8), "单位", "long"),
        ((9, 10), "截止日期", "yyyy-mm-dd"), ((11, 11), "逾期\n天数", ""),
    )  # fmt: skip
    head = make.head()
    rows.spans([(span, name, head) for span, name, _ in columns], 34)
    rows.spans([(span, _key("逾期", name), make.cell(kind)) for span, name, kind in columns], 16)


def _charts(make: Maker, rows: _Rows) -> None:
    grey = make.style(font_size=9, font_color="#7F7F7F", align="center", text_wrap=True)
    # The words stand behind the charts and show only where there is nothing to draw.
    # The first chart lies over a row a unit: as those are repeated, so it grows.
    above, pitch, below = 30, 15, 42
    top = rows.at
    rows.across("{{图.单位说明}}", grey, above)
    rows.across("{{图表单位.空行}}", make.style(font_size=4), pitch)
    rows.across("", grey, below)
    second = rows.at
    low = 160
    rows.spans([((0, 3), "{{图.走势说明}}", grey), ((4, LAST), "{{图.时限说明}}", grey)], low)
    # To the very edges of cells, so that the charts fit whatever the default font makes of widths.
    pixels = [int(width * 7 + 5.5) for width in WIDTHS]
    for chart, row, column, wide, high in (
        (_bar(make), top, 0, sum(pixels), above + pitch + below),
        (_line(make), second, 0, sum(pixels[:4]), low),
        (_weeks(make), second, 4, sum(pixels[4:]), low),
    ):
        chart.set_size({"width": wide, "height": round(high * 4 / 3)})
        chart.set_chartarea({"border": {"color": "#D9D9D9"}})
        rows.sheet.insert_chart(row, column, chart)


# The rows of the sheet 图表数据: heads at 2, 5 and 8 (from 1), a sample row below each.
UNITS, MONTHS, WEEKS = 3, 6, 9
# 360 is XlsxWriter's word for a turn of 0 that is said; see _upright().
SMALL = {"size": 9, "color": "#404040", "rotation": 360}


def _ref(column: str, row: int) -> str:
    return f"={DATA}!${column}${row}:${column}${row}"


def _series(chart: Any, row: int, column: str, **look: Any) -> None:
    chart.add_series({
        "name": f"={DATA}!${column}${row - 1}", "categories": _ref("A", row),
        "values": _ref(column, row), **look,
    })  # fmt: skip


def _titled(chart: Any, title: str) -> Any:
    chart.set_title({
        "name": title, "name_font": {"size": 11, "bold": True, "color": BLUE}, "overlay": False,
    })  # fmt: skip
    chart.set_legend({"position": "bottom", "font": SMALL})
    chart.show_blanks_as("gap")
    chart.show_hidden_data()
    return chart


def _bar(make: Maker) -> Any:
    chart = make.book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, colour in (("B", "#70AD47"), ("C", RED), ("D", PALE)):
        _series(chart, UNITS, column, fill={"color": colour}, gap=45)
    chart.set_y_axis({
        "reverse": True, "num_font": SMALL, "line": {"color": "#BFBFBF"},
        "major_tick_mark": "none", "interval_unit": 1,
    })  # fmt: skip
    chart.set_x_axis({
        "num_font": SMALL, "num_format": "0", "line": {"none": True}, "label_position": "high",
        "major_gridlines": {"visible": True, "line": {"color": "#E5E5E5"}},
    })  # fmt: skip
    return _titled(chart, "各单位任务完成情况（项）")


def _line(make: Maker) -> Any:
    chart = make.book.add_chart({"type": "line"})
    for column, colour in (("B", BLUE), ("C", "#ED7D31")):
        _series(
            chart, MONTHS, column, line={"color": colour, "width": 2},
            marker={"type": "circle", "size": 6, "fill": {"color": colour},
                    "border": {"color": colour}},
        )  # fmt: skip
    chart.set_x_axis({"num_font": SMALL, "line": {"color": "#BFBFBF"}, "interval_unit": 1})
    chart.set_y_axis({
        "num_font": SMALL, "num_format": "0%", "min": 0, "max": 1, "major_unit": 0.25,
        "line": {"none": True}, "major_gridlines": {"visible": True, "line": {"color": "#E5E5E5"}},
    })  # fmt: skip
    return _titled(chart, "逐月走势（按报送记录）")


def _weeks(make: Maker) -> Any:
    chart = make.book.add_chart({"type": "column", "subtype": "stacked"})
    for column, colour in (("B", RED), ("C", "#5B9BD5")):
        _series(
            chart, WEEKS, column, fill={"color": colour}, gap=60,
            data_labels={"value": True, "num_format": "0;;", "font": {"size": 9, "color": "white"},
                         "position": "center"},
        )  # fmt: skip
    chart.set_x_axis({"num_font": SMALL, "line": {"color": "#BFBFBF"}, "interval_unit": 1})
    chart.set_y_axis({
        "num_font": SMALL, "num_format": "0", "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": "#E5E5E5"}},
    })  # fmt: skip
    return _titled(chart, "未完成任务到期时间（项；按周，首日和末日）")


def _list(
    make: Maker,
    name: str,
    title: str,
    prefix: str,
    columns: Sequence[tuple[str, float, str]],
    red: str = "",
) -> None:
    sheet = make.sheet(name, landscape=True)
    last = len(columns) - 1
    sheet.merge_range(
        0, 0, 0, last, title, make.style(font_name=HEAD, font_size=16, align="center",
                                         text_wrap=True)
    )  # fmt: skip
    sheet.set_row(0, 34)
    sheet.set_row(1, 30)
    head = make.head()
    for index, (column, width, kind) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(1, index, column, head)
        sheet.write_string(2, index, f"{{{{{prefix}.{column}}}}}", make.cell(kind))
        if column == red:
            look = make.book.add_format({"font_color": RED, "bold": True})
            rule = {"type": "cell", "criteria": ">", "value": 0, "format": look}
            sheet.conditional_format(2, index, 2, index, rule)
    sheet.set_row(2, 18)
    sheet.freeze_panes(2, 0)
    sheet.repeat_rows(1)


def _data(make: Maker) -> None:
    sheet = make.sheet(DATA, landscape=False)
    for index, width in enumerate((24, 14, 14, 14)):
        sheet.set_column(index, index, width)
    sheet.merge_range(
        0, 0, 0, 3, "“通报”中各图所用的数据",
        make.style(font_name=HEAD, font_size=14, align="center"),
    )  # fmt: skip
    sheet.set_row(0, 28)
    head = make.head()
    for row, prefix, names, kind in (
        (UNITS, "图表单位", ("单位", "已完成", "逾期", "未逾期"), ""),
        (MONTHS, "图表月份", ("月份", "完成率", "平均进度"), "0.0%"),
        (WEEKS, "图表周", ("周", "已逾期", "到期"), ""),
    ):
        for index, name in enumerate(names):
            sheet.write_string(row - 2, index, name, head)
            look = make.cell("long" if index == 0 else kind)
            sheet.write_string(row - 1, index, f"{{{{{prefix}.{name}}}}}", look)
    sheet.write_string(WEEKS + 1, 0, "落后点数达到此数的变色", make.cell("long"))
    sheet.write_string(WEEKS + 1, 1, "{{通报.落后阈值}}", make.cell())
    make.book.define_name(LIMIT, f"={DATA}!$B${WEEKS + 2}")


def main(arguments: Sequence[str]) -> None:
    """Write both templates to the folder named first, or to templates/."""
    folder = Path(arguments[0]) if arguments else ROOT / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    make_workbook(folder / "bulletin.xlsx")
    make_document(folder / "bulletin.docx")


if __name__ == "__main__":
    main(sys.argv[1:])
