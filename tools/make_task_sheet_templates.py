"""Make templates/task_sheet*.xlsx anew: ``python tools/make_task_sheet_templates.py [DIR]``.

An office restyles the workbooks in Excel; this script only makes the first ones.  The result is
the same bytes every time.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from toolkit.lights.formulas import CYCLE, NEAR, TODAY  # noqa: E402
from toolkit.lights.light import DEFAULTS, LOOKS, Light  # noqa: E402
from toolkit.workbook.ranges import letters  # noqa: E402

BODY, HEAD, TITLE = "宋体", "黑体", "黑体"
GREY, LINE, PALE = "#E7EDF5", "#7F7F7F", "#FAFBFD"
BOX = {"border": 1, "border_color": LINE}
A4_MARGINS = {"left": 0.4, "right": 0.4, "top": 0.55, "bottom": 0.6}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the task list: its head, width, placeholder, and whether text stands left."""

    head: str
    width: float
    key: str
    long: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """What differs between the two sheets; ``cut`` and ``sign`` are first columns, from 0.

    ``cut`` parts the line of unit and date, ``sign`` the boxes to sign; ``legend`` is where the
    word and the two colours stand.
    """

    landscape: bool
    columns: tuple[Column, ...]
    size: float
    title: float
    cut: int
    sign: tuple[int, int]
    gap: str
    legend: tuple[int, int, int]


# Widths are such that an A4 page is filled in type of 10 points; 编号 finds the row in the ledger.
LANDSCAPE = Layout(
    landscape=True,
    columns=(
        Column("序号", 4.3, "序号"), Column("编号", 7, "编号"), Column("职责", 4.6, "职责"),
        Column("工作任务", 12, "工作任务", True), Column("任务内容", 31, "内容和要求", True),
        Column("完成时限", 9, "完成时限", True), Column("截止日期", 9, "截止日期"),
        Column("提醒", 8, "提醒"), Column("协同单位", 14, "协同单位", True),
        Column("进展情况", 13, "进展情况", True),
    ),
    size=10, title=18, cut=5, sign=(4, 7), gap="　" * 7, legend=(5, 6, 7),
)  # fmt: skip
PORTRAIT = Layout(
    landscape=False,
    columns=(
        Column("序号", 3.8, "序号"), Column("编号", 5.3, "编号"), Column("职责", 4.3, "职责"),
        Column("任务内容", 22, "全文", True), Column("完成时限", 8, "完成时限", True),
        Column("截止日期", 8.8, "截止日期"), Column("提醒", 7, "提醒"),
        Column("协同单位", 8.2, "协同单位", True), Column("进展情况", 7.7, "进展情况", True),
    ),
    size=10, title=16, cut=4, sign=(3, 5), gap="　" * 3, legend=(4, 5, 6),
)  # fmt: skip


class Maker:
    """One workbook: the index, and the sheet that every unit gets."""

    def __init__(self, path: Path, layout: Layout) -> None:
        self.book = xlsxwriter.Workbook(
            path, {"default_format_properties": {"font_name": BODY, "font_size": 11}}
        )
        self.book.set_properties({"created": datetime(2026, 1, 1), "author": "", "title": ""})
        self.layout = layout
        self._formats: dict[str, Any] = {}

    def style(self, **properties: Any) -> Any:
        """A cell format; equal ones are made once."""
        key = repr(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": BODY, "font_size": self.layout.size, "valign": "vcenter"}
            self._formats[key] = self.book.add_format({**base, **properties})
        return self._formats[key]

    def head(self) -> Any:
        """The head of a column."""
        return self.style(font_name=HEAD, bg_color=GREY, align="center", text_wrap=True, **BOX)

    def sheet(self, name: str, *, landscape: bool, footer: str) -> Any:
        """A sheet set up for A4, one page wide."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(**A4_MARGINS)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_footer(footer, {"margin": 0.3})
        # The numbers of the pages begin anew with each unit, also when all sheets are printed.
        sheet.set_start_page(1)
        return sheet

    def line(self, sheet: Any, row: int, first: int, last: int, text: str, look: Any) -> None:
        """A text over several columns."""
        if first == last:
            sheet.write_string(row, first, text, look)
        else:
            sheet.merge_range(row, first, row, last, text, look)


def make(path: Path, layout: Layout) -> None:
    """One template."""
    maker = Maker(path, layout)
    index(maker)
    task_sheet(maker)
    # The writer pins both; a sheet opened later shows the lights of that day.
    maker.book.define_name(TODAY, "=TODAY()")
    maker.book.define_name(NEAR, f"={DEFAULTS.near_days}")
    maker.book.define_name(CYCLE, f"={DEFAULTS.cycle_days}")
    maker.book.close()


def index(maker: Maker) -> None:
    """The list of all units, with links to their sheets."""
    sheet = maker.sheet("目录", landscape=False, footer="&L&9任务单目录&C&9第 &P 页")
    columns = (
        ("序号", 4.5), ("单位", 25), ("牵头", 5), ("责任", 5), ("合计", 5), ("逾期", 5),
        ("临期", 5), ("最近截止日期", 9), ("签收", 11),
    )  # fmt: skip
    last = len(columns) - 1
    title = maker.style(font_name=TITLE, font_size=18, align="center", text_wrap=True)
    sheet.merge_range(0, 0, 0, last, "{{清单.名称}}任务单目录", title)
    sheet.set_row(0, 40)
    sheet.merge_range(
        1, 0, 1, last,
        "共 {{清单.单位数}} 个单位　　制表日期：{{清单.制表日期}}　　{{清单.范围}}",
        maker.style(text_wrap=True),
    )  # fmt: skip
    sheet.set_row(1, 22)
    sheet.set_row(2, 28)
    looks = {
        "单位": {"font_color": "#1F4E9E", "underline": 1, "text_wrap": True},
        "最近截止日期": {"num_format": "yyyy-mm-dd", "align": "center"},
    }
    for at, (name, width) in enumerate(columns):
        sheet.set_column(at, at, width)
        sheet.write_string(2, at, name, maker.head())
        # A nought in every other cell would hide the figures that count.
        look = {**BOX, **looks.get(name, {"align": "center", "num_format": "0;;"})}
        sheet.write_string(3, at, f"{{{{目录.{name}}}}}", maker.style(**look))
    sheet.set_row(3, 24)
    names: tuple[Light, ...] = ("逾期", "临期")
    for name in names:
        at = [column for column, _ in columns].index(name)
        sheet.conditional_format(
            3, at, 3, at,
            {"type": "cell", "criteria": ">", "value": 0,
             "format": maker.book.add_format(colours(name))},
        )  # fmt: skip
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)


def task_sheet(maker: Maker) -> None:
    """Title, unit, notice, boxes to sign, legend, and the list of tasks."""
    layout = maker.layout
    sheet = maker.sheet(
        "任务单", landscape=layout.landscape, footer="&L&9{{单位}}&C&9{{页码}}&R&9{{清单.名称}}"
    )
    last = len(layout.columns) - 1
    plain = maker.style(text_wrap=True)
    title = maker.style(font_name=TITLE, font_size=layout.title, align="center", text_wrap=True)
    sheet.merge_range(0, 0, 0, last, "{{清单.名称}}（{{单位}}）任务清单", title)
    sheet.set_row(0, 42)
    maker.line(sheet, 1, 0, layout.cut - 1, "单位：{{单位}}", plain)
    right = maker.style(align="right")
    maker.line(sheet, 1, layout.cut, last, "制表日期：{{清单.制表日期}}", right)
    sheet.set_row(1, 22)
    sheet.merge_range(2, 0, 2, last, "来文：{{来文.标题}}{{清单.文号}}", plain)
    sheet.set_row(2, 22)
    sign(maker, sheet)
    legend(maker, sheet)
    sheet.set_row(5, 30)
    for at, column in enumerate(layout.columns):
        sheet.set_column(at, at, column.width)
        sheet.write_string(5, at, column.head, maker.head())
        look: dict[str, Any] = {**BOX, "text_wrap": True}
        if not column.long:
            look["align"] = "center"
        if column.key == "截止日期":
            look["num_format"] = "yyyy-mm-dd"
        sheet.write_string(6, at, f"{{{{任务.{column.key}}}}}", maker.style(**look))
    sheet.set_row(6, 48)
    lights(maker, sheet)
    sheet.freeze_panes(6, 0)
    sheet.repeat_rows(5)


def sign(maker: Maker, sheet: Any) -> None:
    """The boxes for signatures: on the first page, so that none is left alone on the last."""
    layout = maker.layout
    first, second = layout.sign
    last = len(layout.columns) - 1
    box = maker.style(bg_color=PALE, text_wrap=True, **BOX)
    maker.line(sheet, 3, 0, first - 1, "单位负责人（签字）：", box)
    maker.line(sheet, 3, first, second - 1, f"接收人（签字）：{layout.gap}联系电话：", box)
    maker.line(sheet, 3, second, last, "接收日期：　　　年　　月　　日", box)
    sheet.set_row(3, 36)


def colours(light: Light) -> dict[str, Any]:
    """The look of a light, the same as in the ledger."""
    look = LOOKS[light]
    fill = {"bg_color": f"#{look.fill}"} if look.fill else {}
    return {"font_color": f"#{look.font}", **fill, **({"bold": True} if look.bold else {})}


def legend(maker: Maker, sheet: Any) -> None:
    """How many tasks there are, and what the colours mean."""
    layout = maker.layout
    word, late, near = layout.legend
    last = len(layout.columns) - 1
    maker.line(sheet, 4, 0, word - 1, "{{清单.件数}}{{清单.范围}}", maker.style(text_wrap=True))
    sheet.write_string(4, word, "图例：", maker.style(align="right", font_size=9))
    names: tuple[tuple[int, Light], ...] = ((late, "逾期"), (near, "临期"))
    for at, name in names:
        look = maker.style(align="center", font_size=9, **BOX, **colours(name))
        sheet.write_string(4, at, name, look)
    text = (
        "按{{清单.基准日}}计算；临期：{{清单.临期天数}}天内到期"
        "（周期任务{{清单.周期临期天数}}天内）；灰字：已完成"
    )
    maker.line(sheet, 4, near + 1, last, text, maker.style(font_size=9, text_wrap=True))
    sheet.set_row(4, 30)


def lights(maker: Maker, sheet: Any) -> None:
    """Colours by what stands under 提醒, which counts from 基准日."""
    keys = [column.key for column in maker.layout.columns]
    due, light = keys.index("截止日期"), keys.index("提醒")
    cell = f"${letters(light + 1)}7"
    for word in LOOKS:
        # As in the ledger: late and near fill what stands about the date, done greys the row.
        first = {"逾期": due, "临期": due, "已完成": 0}.get(word, light)
        last = len(keys) - 1 if word == "已完成" else light
        sheet.conditional_format(
            6, first, 6, last,
            {"type": "formula", "criteria": f'=LEFT({cell},{len(word)})="{word}"',
             "format": maker.book.add_format(colours(word))},
        )  # fmt: skip


def main(arguments: Sequence[str]) -> None:
    """Write both templates to the folder named first, or to templates/."""
    folder = Path(arguments[0]) if arguments else ROOT / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    make(folder / "task_sheet.xlsx", LANDSCAPE)
    make(folder / "task_sheet_portrait.xlsx", PORTRAIT)


if __name__ == "__main__":
    main(sys.argv[1:])
