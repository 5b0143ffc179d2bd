"""Make templates/bulletin.xlsx and bulletin.docx anew: ``make_bulletin_template.py [DIR]``.

An office restyles both in Excel and Word; this script only makes the first ones.  The result is
the same bytes every time.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from toolkit.lights.light import BEHIND_LOOK  # noqa: E402

BODY, HEAD = "宋体", "黑体"
GREY, LINE, RED, AMBER, GREEN, BLUE, PALE = (
    "#E7EDF5", "#7F7F7F", "#C00000", "#BF8F00", "#548235", "#1F4E79", "#BDD7EE",
)  # fmt: skip
DATA, LIMIT = "图表数据", "落后阈值"
VIOLET = f"#{BEHIND_LOOK.font}"
WIDTHS = (5.5, 14, 16, 6, 6, 6, 7, 6, 6, 9, 9, 9)
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

    def sheet(self, name: str, *, landscape: bool, pages: int = 0) -> Any:
        """A sheet on A4, one page wide and ``pages`` high (0: as many as it takes)."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(left=0.45, right=0.45, top=0.5, bottom=0.55)
        sheet.fit_to_pages(1, pages)
        sheet.center_horizontally()
        sheet.set_footer("&C&9第 &P 页 共 &N 页", {"margin": 0.3})
        return sheet


def make_workbook(path: Path) -> None:
    """``templates/bulletin.xlsx``: front page, all units, overdue tasks, the charts' data."""
    make = Maker(path)
    _front(make)
    _list(
        make, "各单位", "{{通报.对象}}各单位落实情况（{{通报.月份}}）", "单位",
        (
            ("排名", 6, ""), ("单位", 36, "long"), ("类别", 7, ""), ("任务", 7, ""),
            ("牵头", 7, ""), ("责任", 7, ""), ("已完成", 8, ""), ("未完成", 8, ""),
            ("逾期", 7, ""), ("临期", 7, ""), ("应完成", 8, ""), ("应完成率", 9, "0.0%"),
            ("总完成率", 9, "0.0%"), ("较上月新完成", 9, ""), ("落后点数", 9, ""),
        ),
        red="逾期",
    )  # fmt: skip
    _list(
        make, "逾期任务", "{{通报.对象}}逾期任务（截至{{通报.截至}}）", "逾期",
        (
            ("序号", 6, ""), ("编号", 9, ""), ("任务内容", 52, "long"), ("牵头单位", 20, "long"),
            ("责任单位", 24, "long"), ("完成时限", 14, "long"), ("截止日期", 11.5, "yyyy-mm-dd"),
            ("逾期天数", 7, ""), ("完成进度", 8, "0%"), ("进展情况", 26, "long"),
        ),
    )  # fmt: skip
    _data(make)
    make.book.close()


def _front(make: Maker) -> None:
    sheet = make.sheet("通报", landscape=False, pages=1)
    for index, width in enumerate(WIDTHS):
        sheet.set_column(index, index, width)
    rows = _Rows(sheet)
    rows.across("{{通报.标题}}", make.style(
        font_name=HEAD, font_size=20, align="center", text_wrap=True), 40)  # fmt: skip
    rows.across("{{通报.说明}}", make.style(
        font_size=10, align="center", font_color="#595959", text_wrap=True), 20)  # fmt: skip
    _tiles(make, rows)
    rows.across("{{通报.结论}}", make.style(font_size=11, text_wrap=True, indent=1), 38)
    section = make.style(font_name=HEAD, font_size=12, font_color=BLUE)
    rows.across("一、各单位落实情况", section, 24)
    first = _unit_table(make, rows)
    rows.across("{{单位表.说明}}", make.style(font_size=9, font_color="#595959"), 16)
    rows.across("二、图示", section, 24)
    _charts(make, rows)
    rows.across("三、逾期任务（{{总数.逾期}} 项）", section, 24)
    _late_table(make, rows)
    rows.across("{{逾期表.说明}}", make.style(font_size=9, font_color="#595959"), 16)
    rows.across("说明", section, 22)
    rows.across("{{说明.文字}}", make.style(font_size=9, text_wrap=True, font_color="#404040"), 0)
    sheet.print_area(0, 0, rows.at - 1, LAST)
    red = make.book.add_format({"font_color": RED, "bold": True})
    # The gap is no date light: only what is late turns red, what lags behind is violet.
    behind = make.book.add_format({"font_color": VIOLET, "bold": True})
    for column, look, test in (("H", red, ">0"), ("L", behind, f">={LIMIT}")):
        cell = f"{column}{first + 1}"
        rule = {"type": "formula", "format": look,
                "criteria": f"=AND(ISNUMBER({cell}),{cell}{test})"}  # fmt: skip
        sheet.conditional_format(cell, rule)


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
    for part, height in ((0, 20), (1, 34), (2, 18)):
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
                look |= {"font_size": 10 if part == 0 else 9, "font_color": "#595959"}
            cells.append((span, tile[part], make.style(**look)))
        rows.spans(cells, height)


def _unit_table(make: Maker, rows: _Rows) -> int:
    columns = (
        ((0, 0), "排名", ""), ((1, 2), "单位", "long"), ((3, 3), "任务", ""), ((4, 4), "牵头", ""),
        ((5, 5), "责任", ""), ((6, 6), "已完成", ""), ((7, 7), "逾期", ""), ((8, 8), "临期", ""),
        ((9, 9), "应完成率", "0.0%"), ((10, 10), "较上月新完成", ""), ((11, 11), "落后点数", ""),
    )  # fmt: skip
    head = make.head()
    rows.spans([(span, name, head) for span, name, _ in columns], 28)
    first = rows.at
    rows.spans(
        [(span, f"{{{{单位.{name}}}}}", make.cell(kind)) for span, name, kind in columns], 16
    )
    return first


def _late_table(make: Maker, rows: _Rows) -> None:
    columns = (
        ((0, 0), "序号", ""), ((1, 5), "任务", "long"), ((6, 9), "单位", "long"),
        ((10, 10), "截止日期", "yyyy-mm-dd"), ((11, 11), "逾期天数", ""),
    )  # fmt: skip
    head = make.head()
    rows.spans([(span, name, head) for span, name, _ in columns], 20)
    rows.spans(
        [(span, f"{{{{逾期.{name}}}}}", make.cell(kind)) for span, name, kind in columns], 16
    )


def _charts(make: Maker, rows: _Rows) -> None:
    grey = make.style(font_size=9, font_color="#7F7F7F", align="center", text_wrap=True)
    top, height = rows.at, 144
    # The words stand behind the charts and show only where there is nothing to draw.
    left = [((0, 4), "{{图.单位说明}}", grey), ((5, LAST), "{{图.走势说明}}", grey)]
    rows.spans(left, height)
    rows.spans([((0, 4), "", grey), ((5, LAST), "{{图.时限说明}}", grey)], height)
    # To the very edges of cells, so that the charts fit whatever the default font makes of widths.
    pixels = [int(width * 7 + 5.5) for width in WIDTHS]
    tall = round(height * 4 / 3)
    for chart, row, column, wide, high in (
        (_bar(make), top, 0, sum(pixels[:5]), 2 * tall),
        (_line(make), top, 5, sum(pixels[5:]), tall),
        (_weeks(make), top + 1, 5, sum(pixels[5:]), tall),
    ):
        chart.set_size({"width": wide, "height": high})
        chart.set_chartarea({"border": {"color": "#D9D9D9"}})
        rows.sheet.insert_chart(row, column, chart)


# The rows of the sheet 图表数据: heads at 2, 5 and 8 (from 1), a sample row below each.
UNITS, MONTHS, WEEKS = 3, 6, 9
SMALL = {"size": 8, "color": "#404040"}


def _ref(column: str, row: int) -> str:
    return f"={DATA}!${column}${row}:${column}${row}"


def _series(chart: Any, row: int, column: str, **look: Any) -> None:
    chart.add_series({
        "name": f"={DATA}!${column}${row - 1}", "categories": _ref("A", row),
        "values": _ref(column, row), **look,
    })  # fmt: skip


def _titled(chart: Any, title: str) -> Any:
    chart.set_title({
        "name": title, "name_font": {"size": 10, "bold": True, "color": BLUE}, "overlay": False,
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
        "reverse": True, "num_font": {**SMALL, "size": 7}, "line": {"color": "#BFBFBF"},
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
            data_labels={"value": True, "num_format": "0;;", "font": {"size": 8, "color": "white"},
                         "position": "center"},
        )  # fmt: skip
    chart.set_x_axis({"num_font": SMALL, "line": {"color": "#BFBFBF"}, "interval_unit": 1})
    chart.set_y_axis({
        "num_font": SMALL, "num_format": "0", "line": {"none": True},
        "major_gridlines": {"visible": True, "line": {"color": "#E5E5E5"}},
    })  # fmt: skip
    return _titled(chart, "未完成任务到期时间（项，按周）")


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
    sheet = make.sheet(DATA, landscape=False, pages=1)
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


def make_document(path: Path) -> None:
    """``templates/bulletin.docx``: page, footer and styles of GB/T 9704-2012."""
    import io
    import zipfile

    from docx import Document
    from docx.shared import Mm

    from toolkit.workbook.package import PackageWriter

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    # 37 above and 28 left are the standard's; 156 x 225 of text leave 26 right and 35 below.
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    # The number stands 7 mm below the text.
    section.footer_distance, section.header_distance = Mm(25), Mm(15)
    _grid(section)
    _styles(document)
    _page_numbers(document, section)
    _other_fonts(document)
    about = document.core_properties
    about.author = about.last_modified_by = about.comments = about.title = ""
    about.created = about.modified = datetime(2026, 1, 1)
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as parts, open(path, "wb") as file:
        writer = PackageWriter(file)
        for name in parts.namelist():
            data = parts.read(name)
            if name == "docProps/app.xml":
                data = APP
            if name == "docProps/thumbnail.jpeg":
                continue
            if name == "_rels/.rels":
                data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
            writer.add(name, data)
        writer.close()


APP = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"><Application>Microsoft Office Word</Application></Properties>'
)
SONG, FANG, KAI, HEI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
# What Word takes where a font is not installed; Windows has these since Vista.
OTHER_FONTS = {SONG: "方正小标宋_GBK,华文中宋,宋体", FANG: "仿宋,华文仿宋", KAI: "楷体,华文楷体"}
LINE_HEIGHT = 28.95


def _styles(document: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
    from docx.oxml.ns import qn
    from docx.shared import Pt

    defaults = document.styles["Normal"]
    # name, font, points, alignment, first line in characters, line height, character spacing
    rows = (
        ("通报标题", SONG, 22, Align.CENTER, 0, 34, 0),
        ("通报主送", FANG, 16, Align.JUSTIFY, 0, LINE_HEIGHT, -5),
        ("通报正文", FANG, 16, Align.JUSTIFY, 2, LINE_HEIGHT, -5),
        ("通报一级标题", HEI, 16, Align.LEFT, 2, LINE_HEIGHT, -5),
        ("通报二级标题", KAI, 16, Align.LEFT, 2, LINE_HEIGHT, -5),
        ("通报署名", FANG, 16, Align.RIGHT, 0, LINE_HEIGHT, 0),
        ("通报附件", HEI, 16, Align.LEFT, 0, LINE_HEIGHT, 0),
        ("通报表头", HEI, 10.5, Align.CENTER, 0, 16, 0),
        ("通报表格", FANG, 10.5, Align.CENTER, 0, 16, 0),
        ("通报表格文字", FANG, 10.5, Align.LEFT, 0, 16, 0),
        ("通报表注", FANG, 10.5, Align.LEFT, 0, 18, 0),
        ("通报页码", "宋体", 14, Align.LEFT, 0, 0, 0),
    )
    _font(defaults, FANG, 16, 0)
    # Without the language a fallback font shows marks in the Taiwan or Japanese way.
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for name, font, size, align, first, line, spacing in rows:
        style = document.styles.add_style(name, 1)
        style.base_style = defaults
        style.quick_style = True
        _font(style, font, size, spacing)
        shape = style.paragraph_format
        shape.alignment = align
        shape.space_before = shape.space_after = Pt(0)
        shape.widow_control = False
        if line:
            shape.line_spacing = Pt(line)
        if first:
            indent = style.element.get_or_add_pPr().get_or_add_ind()
            indent.set(qn("w:firstLineChars"), str(first * 100))
            indent.set(qn("w:firstLine"), str(int(first * (size * 20 + spacing))))
        shape.keep_with_next = "级标题" in name or name == "通报表头"
    document.styles["通报标题"].paragraph_format.space_after = Pt(LINE_HEIGHT)


def _font(style: Any, name: str, size: float, spacing: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.size = Pt(size)
    style.font.bold = False
    look = style.element.get_or_add_rPr()
    fonts = look.get_or_add_rFonts()
    latin = "Times New Roman" if name == FANG else name
    for key, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", name), ("cs", latin)):
        fonts.set(qn(f"w:{key}"), value)
    if spacing:
        # 28 characters of 16 points are 448 points wide, the text only 442.
        element = OxmlElement("w:spacing")
        element.set(qn("w:val"), str(spacing))
        look.insert_element_before(element, "w:w", "w:kern", "w:position", "w:sz")


def _grid(section: Any) -> None:
    from docx.oxml.ns import qn

    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)


def _page_numbers(document: Any, section: Any) -> None:
    """— 1 — at the outer edge: right on odd pages, left on even ones, one character in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, Align.RIGHT), (section.even_page_footer, Align.LEFT)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["通报页码"]
        paragraph.alignment = align
        paragraph.paragraph_format.left_indent = Pt(14)
        paragraph.paragraph_format.right_indent = Pt(14)
        for part in ("— ", "PAGE", " —"):
            run = paragraph.add_run("" if part == "PAGE" else part)
            if part != "PAGE":
                fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
                fonts.set(qn("w:hint"), "eastAsia")
                continue
            for kind in ("begin", "instr", "separate", "text", "end"):
                if kind == "instr":
                    element = OxmlElement("w:instrText")
                    element.set(qn("xml:space"), "preserve")
                    element.text = " PAGE "
                elif kind == "text":
                    element = OxmlElement("w:t")
                    element.text = "1"
                else:
                    element = OxmlElement("w:fldChar")
                    element.set(qn("w:fldCharType"), kind)
                run._r.append(element)


def _other_fonts(document: Any) -> None:
    """Name the fonts that Word may take instead."""
    part = next(p for p in document.part.package.iter_parts() if "fontTable" in p.partname)
    text = part.blob.decode()
    made = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in OTHER_FONTS.items()
    )
    part._blob = text.replace("</w:fonts>", made + "</w:fonts>").encode()


def main(arguments: Sequence[str]) -> None:
    """Write both templates to the folder named first, or to templates/."""
    folder = Path(arguments[0]) if arguments else ROOT / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    make_workbook(folder / "bulletin.xlsx")
    make_document(folder / "bulletin.docx")


if __name__ == "__main__":
    main(sys.argv[1:])
