"""Make the workbooks in templates/ anew: ``python tools/make_templates.py [DIR]``.

An office restyles the workbooks in Excel; this script only makes the first ones.  The result is
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
sys.path.insert(0, str(ROOT))

from toolkit.ledger import columns as c  # noqa: E402
from toolkit.sheets.ranges import letters  # noqa: E402

BODY, HEAD, TITLE = "宋体", "黑体", "黑体"
GREY, LINE = "#E7EDF5", "#7F7F7F"
LANDSCAPE_MARGINS = {"left": 0.35, "right": 0.35, "top": 0.5, "bottom": 0.6}


class Maker:
    """One template workbook with the formats that its sheets share."""

    def __init__(self, path: Path) -> None:
        self.book = xlsxwriter.Workbook(
            path, {"default_format_properties": {"font_name": BODY, "font_size": 11}}
        )
        self.book.set_properties({"created": datetime(2026, 1, 1), "author": "", "title": ""})
        self._formats: dict[str, Any] = {}

    def style(self, **properties: Any) -> Any:
        """A cell format; equal ones are made once."""
        key = repr(sorted(properties.items()))
        if key not in self._formats:
            base = {"font_name": BODY, "font_size": 10, "valign": "vcenter"}
            self._formats[key] = self.book.add_format({**base, **properties})
        return self._formats[key]

    def title(self, size: int = 18) -> Any:
        """The line above a table."""
        return self.style(font_name=TITLE, font_size=size, align="center", text_wrap=True)

    def head(self, size: float = 10) -> Any:
        """The head of a column."""
        return self.style(
            font_name=HEAD,
            font_size=size,
            bg_color=GREY,
            border=1,
            border_color=LINE,
            align="center",
            text_wrap=True,
        )

    def cell(self, column: c.Column, **extra: Any) -> Any:
        """The format of a column's cells, by its kind."""
        look: dict[str, Any] = {"border": 1, "border_color": LINE, "text_wrap": True, **extra}
        if column.kind != "long":
            look["align"] = "center"
        if column.kind == "date":
            look.update(num_format="yyyy-mm-dd", text_wrap=False)
        elif column.kind == "percent":
            look.update(num_format="0%", text_wrap=False)
        if column.field in TEXT_FIELDS:
            # Text format: Excel would turn a typed 10月16日 or 1-2 into a date of its own.
            look["num_format"] = "@"
        return self.style(**look)

    def sheet(self, name: str, *, landscape: bool = True) -> Any:
        """A sheet set up for A4, one page wide, with page numbers."""
        sheet = self.book.add_worksheet(name)
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.set_margins(**LANDSCAPE_MARGINS)
        sheet.fit_to_pages(1, 0)
        sheet.center_horizontally()
        sheet.set_footer(f"&L&9{name}&C&9第 &P 页 共 &N 页", {"margin": 0.3})
        return sheet

    def table(
        self,
        name: str,
        title: str,
        columns: Sequence[c.Column],
        prefix: str,
        *,
        landscape: bool = True,
        info: str = "",
        size: float = 10,
    ) -> Any:
        """A sheet with a title, a line of information, and one native table with a sample row."""
        sheet = self.sheet(name, landscape=landscape)
        shown = [column for column in columns if not column.helper]
        last = len(shown) - 1
        sheet.merge_range(0, 0, 0, last, title, self.title())
        sheet.set_row(0, 36)
        sheet.merge_range(1, 0, 1, last, info, self.style(font_size=9, text_wrap=True))
        sheet.set_row(1, 18)
        sheet.set_row(2, 36)
        head, sample = c.HEAD_ROW - 1, c.FIRST_ROW - 1
        sheet.add_table(
            head, 0, sample, len(columns) - 1,
            {
                "name": name, "style": None, "autofilter": True,
                "columns": [
                    {
                        "header": column.head, "header_format": self.head(size),
                        "format": self.cell(column, font_size=size),
                        **({"formula": "=" + column.formula} if column.formula else {}),
                    }
                    for column in columns
                ],
            },
        )  # fmt: skip
        for index, column in enumerate(columns):
            folded = {"level": 1, "hidden": True} if column.helper else {}
            sheet.set_column(index, index, column.width, None, folded)
            if not column.formula:
                sheet.write_string(
                    sample,
                    index,
                    f"{{{{{prefix}.{column.head}}}}}",
                    self.cell(column, font_size=size),
                )
            self._validate(sheet, column, sample, index)
        if len(shown) < len(columns):
            sheet.set_column(len(columns), len(columns), None, None, {"collapsed": True})
        sheet.freeze_panes(c.FIRST_ROW - 1, 0)
        sheet.repeat_rows(c.HEAD_ROW - 1)
        return sheet

    @staticmethod
    def _validate(sheet: Any, column: c.Column, row: int, index: int) -> None:
        rule: dict[str, Any] = {"input_message": column.hint} if column.hint else {}
        if column.choices:
            rule |= {
                "validate": "list",
                "source": list(column.choices),
                "error_title": column.head,
                "error_message": "请从下拉列表中选择。",
            }
        elif column.kind == "date":
            rule |= {
                "validate": "date",
                "criteria": "between",
                "minimum": datetime(1990, 1, 1),
                "maximum": datetime(2199, 12, 31),
                "error_title": column.head,
                "error_message": "请填写日期，例如 2026-10-16。",
                "error_type": "warning",
            }
        elif column.kind == "percent":
            rule |= {
                "validate": "decimal",
                "criteria": "between",
                "minimum": 0,
                "maximum": 1,
                "error_title": column.head,
                "error_message": "请填写 0% 到 100% 之间的数。",
            }
        elif rule:
            rule["validate"] = "any"
        if rule:
            sheet.data_validation(row, index, row, index, rule)


TEXT_FIELDS = frozenset({"id", "no", "deadline", "basis", "month", "phone", "code"})


def make_ledger(path: Path) -> None:
    """``templates/ledger.xlsx``: the sheets of the ledger workbook."""
    make = Maker(path)
    _tasks(make)
    make.table(
        c.ASSIGNMENTS,
        "任务分办表",
        c.ASSIGNMENT_COLUMNS,
        c.ASSIGNMENTS,
        info="由“台账”按单位拆分，一行一个任务一个单位；请在“台账”中修改，不要在这里改。",
    )
    make.table(
        c.ROSTER,
        "单位名录",
        c.ROSTER_COLUMNS,
        c.ROSTER,
        info="别名经人确认后填入，多个用顿号隔开；群体（如各乡镇人民政府）在“成员”中列出所含单位。",
    )
    findings = make.table(
        c.FINDINGS,
        "校验结果",
        c.FINDING_COLUMNS,
        c.FINDINGS,
        info="点“位置”可跳到单元格；处理好一条可删去一行，“台账”中的标色随之消失。",
    )
    _severity_colours(make, findings, f"A{c.FIRST_ROW}")
    _statistics(make)
    make.table(
        c.REPORTS,
        "报送记录",
        c.REPORT_COLUMNS,
        c.REPORTS,
        info="每次报送追加在最后，不改前面的记录。",
    )
    _settings(make)
    _names(make)
    make.book.close()


def _tasks(make: Maker) -> None:
    sheet = make.table(
        c.TASKS, "{{来文.标题}}", c.TASK_COLUMNS, "任务",
        # On A4 so many columns print at 70 %: 11 points come out at about 8.
        size=11,
        info="{{来文.摘要}}　　图例：红色逾期，黄色临期，灰色已完成；"
             "右侧“＋”可展开规范时限的各辅助列",
    )  # fmt: skip
    heads = [column.field for column in c.TASK_COLUMNS]
    row = c.FIRST_ROW

    def at(field: str) -> str:
        return f"${letters(heads.index(field) + 1)}{row}"

    # Rows without an id yet are found by their number.
    head, key = f"A${c.HEAD_ROW}", at("id")
    visible = sum(not column.helper for column in c.TASK_COLUMNS)
    whole = f"A{row}:{letters(len(heads))}{row}"
    dates = f"{at('deadline')}:{at('light')}".replace("$", "")
    done = " , ".join(f'{at("status")}="{word}"' for word in c.DONE).replace(" ", "")
    late = make.book.add_format({"bg_color": "#F8CBAD", "font_color": "#9C0006"})
    near = make.book.add_format({"bg_color": "#FFEB9C", "font_color": "#7F6000"})
    grey = make.book.add_format({"font_color": "#808080"})
    wrong = make.book.add_format({"bg_color": "#FF7C80"})
    doubtful = make.book.add_format({"bg_color": "#FFFF99"})
    for word, look in (("错误", wrong), ("警告", doubtful)):
        sheet.conditional_format(
            whole,
            {
                "type": "formula", "format": look,
                "criteria": f"=AND({head}<>\"\",IF({key}=\"\","
                f'COUNTIFS(校验_行,ROW(),校验_列,{head},校验_级别,"{word}"),'
                f'COUNTIFS(校验_编号,{key},校验_列,{head},校验_级别,"{word}"))>0)',
            },
        )  # fmt: skip
    shown = f"A{row}:{letters(visible)}{row}"
    sheet.conditional_format(
        shown, {"type": "formula", "criteria": f"=OR({done})", "format": grey,
                "stop_if_true": True},
    )  # fmt: skip
    due = at("due")
    sheet.conditional_format(
        dates, {"type": "formula", "format": late, "stop_if_true": True,
                "criteria": f"=AND(ISNUMBER({due}),{due}<基准日)"},
    )  # fmt: skip
    sheet.conditional_format(
        dates, {"type": "formula", "format": near,
                "criteria": f"=AND(ISNUMBER({due}),{due}-基准日<=临期天数)"},
    )  # fmt: skip


def _severity_colours(make: Maker, sheet: Any, cell: str) -> None:
    for word, colour in (("错误", "#F8CBAD"), ("警告", "#FFEB9C")):
        sheet.conditional_format(
            cell,
            {"type": "cell", "criteria": "==", "value": f'"{word}"',
             "format": make.book.add_format({"bg_color": colour})},
        )  # fmt: skip


def _statistics(make: Maker) -> None:
    sheet = make.sheet(c.STATISTICS, landscape=False)
    last = len(c.STATISTIC_COLUMNS) - 1
    sheet.merge_range(0, 0, 0, last, "统计", make.title())
    sheet.set_row(0, 36)
    sheet.merge_range(
        1, 0, 1, last, "数字由公式算出，“台账”改动后自动更新。", make.style(font_size=9)
    )
    plain = make.style(border=1, border_color=LINE, align="center")
    named = make.style(border=1, border_color=LINE)
    row = 2
    for label, field, words in (
        ("提醒", "提醒", c.LIGHTS),
        ("状态", "状态", c.STATUSES),
        ("时限类型", "时限类型", tuple(c.KIND_WORDS.values())),
    ):
        for index, text in enumerate((label, "件数")):
            sheet.write_string(row, index, text, make.head())
        for offset, word in enumerate(words, 1):
            sheet.write_string(row + offset, 0, word, named)
            formula = f'=COUNTIF(台账[{field}],"{word}")'
            sheet.write_formula(row + offset, 1, formula, plain)
        row += len(words) + 2
    for index, column in enumerate(c.STATISTIC_COLUMNS):
        sheet.set_column(index, index, column.width)
        sheet.write_string(row, index, column.head, make.head())
        look = named if index == 0 else plain
        sheet.write_string(row + 1, index, f"{{{{统计.{column.head}}}}}", look)
    sheet.freeze_panes(2, 0)


def _settings(make: Maker) -> None:
    sheet = make.sheet(c.SETTINGS)
    named = make.style(border=1, border_color=LINE)
    value = make.style(border=1, border_color=LINE, text_wrap=True, align="left")
    day = make.style(border=1, border_color=LINE, align="left", num_format="yyyy-mm-dd")
    note = make.style(border=1, border_color=LINE, text_wrap=True, font_color="#595959")
    for index, width in enumerate((18, 60, 60)):
        sheet.set_column(index, index, width)
    sheet.merge_range(0, 0, 0, 2, "设置", make.title())
    sheet.set_row(0, 36)
    sheet.merge_range(1, 0, 1, 2, "左列的名称请不要改动，只改“值”。", make.style(font_size=9))

    def head(row: int, *words: str) -> None:
        for index, word in enumerate(words):
            sheet.write_string(row, index, word, make.head())

    head(2, "项目", "值", "说明")
    for offset, (name, text) in enumerate(SETTING_ROWS):
        row = 3 + offset
        sheet.write_string(row, 0, name, named)
        dated = name in ("印发日期", "基准日期")
        sheet.write_string(row, 1, f"{{{{设置.{name}}}}}", day if dated else value)
        sheet.write_string(row, 2, text, note)
    row = 3 + len(SETTING_ROWS) + 1
    head(row, "标准列名", "本单位用名", "说明")
    for index, key in enumerate(("标准列名", "本单位用名", "说明")):
        sheet.write_string(row + 1, index, f"{{{{列名.{key}}}}}", (named, value, note)[index])
    row += 3
    head(row, "报送要求", "内容", "出处")
    for index, key in enumerate(("时限", "内容", "出处")):
        sheet.write_string(row + 1, index, f"{{{{要求.{key}}}}}", (value, value, note)[index])


SETTING_ROWS = (
    ("台账标题", "打印在“台账”最上面"),
    ("文号", "来文的发文字号"),
    ("印发单位", ""),
    ("印发日期", "时限早于这一天的任务会被提示"),
    ("年度", "时限没有写年份时按这一年"),
    ("来文文件", ""),
    ("基准日期", "留空为当天；填写后“提醒”和颜色按这一天计算，便于存档和复核"),
    ("临期天数", "离截止日期不超过这个天数为临期"),
    ("格式版本", "由程序填写"),
)


def _names(make: Maker) -> None:
    rows = {name: 4 + offset for offset, (name, _) in enumerate(SETTING_ROWS)}
    pinned = f"设置!$B${rows['基准日期']}"
    make.book.define_name("基准日", f'=IF({pinned}="",TODAY(),{pinned})')
    make.book.define_name("临期天数", f"=设置!$B${rows['临期天数']}")
    heads = [column.field for column in c.FINDING_COLUMNS]
    for name, field in (
        ("校验_级别", "severity"),
        ("校验_编号", "id"),
        ("校验_列", "column"),
        ("校验_行", "row"),
    ):
        letter = letters(heads.index(field) + 1)
        area = f"${letter}${c.FIRST_ROW}:${letter}${c.FIRST_ROW}"
        make.book.define_name(name, f"=校验!{area}")


def make_task_sheet(path: Path) -> None:
    """``templates/task_sheet.xlsx``: the index and the sheet that every unit gets."""
    make = Maker(path)
    _index(make)
    _task_sheet(make)
    make.book.close()


def _index(make: Maker) -> None:
    sheet = make.sheet("目录", landscape=False)
    columns = (
        ("序号", 6), ("单位", 40), ("牵头", 8), ("责任", 8), ("合计", 8), ("最近截止日期", 14),
        ("签收", 16),
    )  # fmt: skip
    last = len(columns) - 1
    sheet.merge_range(0, 0, 0, last, "{{清单.名称}}任务单目录", make.title(16))
    sheet.set_row(0, 36)
    sheet.merge_range(
        1,
        0,
        1,
        last,
        "共 {{清单.单位数}} 个单位，制表日期：{{清单.制表日期}}",
        make.style(text_wrap=True),
    )
    sheet.set_row(1, 20)
    sheet.set_row(2, 26)
    for index, (name, width) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(2, index, name, make.head())
        look: dict[str, Any] = {"border": 1, "border_color": LINE, "text_wrap": True}
        if name == "单位":
            look |= {"font_color": "#1F4E9E", "underline": 1}
        else:
            look["align"] = "center"
        if name == "最近截止日期":
            look |= {"num_format": "yyyy-mm-dd", "text_wrap": False}
        sheet.write_string(3, index, f"{{{{目录.{name}}}}}", make.style(**look))
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)


def _task_sheet(make: Maker) -> None:
    sheet = make.sheet("任务单")
    columns = (
        ("序号", 5, False), ("职责", 6, False), ("工作任务", 17, True), ("任务内容", 48, True),
        ("完成时限", 12, True), ("截止日期", 11.5, False), ("协同单位", 22, True),
        ("进展情况", 24, True),
    )  # fmt: skip
    last = len(columns) - 1
    sheet.merge_range(0, 0, 0, last, "{{清单.名称}}（{{单位}}）任务清单", make.title())
    sheet.set_row(0, 40)
    plain = make.style(font_size=11, text_wrap=True)
    sheet.merge_range(1, 0, 1, 3, "单位：{{单位}}", plain)
    sheet.merge_range(
        1, 4, 1, last, "制表日期：{{清单.制表日期}}", make.style(font_size=11, align="right")
    )
    sheet.merge_range(2, 0, 2, last, "来文：{{来文.标题}}{{清单.文号}}　　{{清单.件数}}", plain)
    sheet.set_row(1, 20)
    sheet.set_row(2, 20)
    sheet.set_row(3, 28)
    for index, (name, width, long) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(3, index, name, make.style(
            font_name=HEAD, font_size=11, bg_color=GREY, border=1, border_color=LINE,
            align="center", text_wrap=True,
        ))  # fmt: skip
        look: dict[str, Any] = {
            "border": 1, "border_color": LINE, "font_size": 11, "text_wrap": True,
        }  # fmt: skip
        if not long:
            look["align"] = "center"
        if name == "截止日期":
            look |= {"num_format": "yyyy-mm-dd"}
        sheet.write_string(4, index, f"{{{{任务.{name}}}}}", make.style(**look))
    sheet.set_row(4, 48)
    sheet.merge_range(
        5, 0, 5, last,
        "单位负责人（签字）：　　　　　　　　　接收人（签字）：　　　　　　　　　"
        "联系电话：　　　　　　　　　接收日期：　　　　年　　月　　日",
        make.style(font_size=11),
    )  # fmt: skip
    sheet.set_row(5, 46)
    sheet.freeze_panes(4, 0)
    sheet.repeat_rows(3)
    sheet.set_footer("&L&9{{单位}}&C&9第 &P 页 共 &N 页", {"margin": 0.3})


def make_findings(path: Path) -> None:
    """``templates/findings.xlsx``: the list of findings as a paper of its own."""
    make = Maker(path)
    sheet = make.sheet("问题清单")
    columns = (
        ("序号", 6, False), ("级别", 7, False), ("代码", 7, False), ("位置", 26, True),
        ("原文", 34, True), ("问题", 40, True), ("建议", 36, True),
    )  # fmt: skip
    last = len(columns) - 1
    sheet.merge_range(0, 0, 0, last, "{{标题}}", make.title())
    sheet.set_row(0, 36)
    sheet.merge_range(1, 0, 1, last, "{{摘要}}", make.style(text_wrap=True))
    sheet.set_row(1, 20)
    sheet.set_row(2, 26)
    for index, (name, width, long) in enumerate(columns):
        sheet.set_column(index, index, width)
        sheet.write_string(2, index, name, make.head())
        look = {"border": 1, "border_color": LINE, "text_wrap": True}
        if not long:
            look["align"] = "center"
        sheet.write_string(3, index, f"{{{{问题.{name}}}}}", make.style(**look))
    _severity_colours(make, sheet, "B4")
    sheet.freeze_panes(3, 0)
    sheet.repeat_rows(2)
    make.book.close()


def main(arguments: Sequence[str]) -> None:
    """Write all templates to the folder named first, or to templates/."""
    folder = Path(arguments[0]) if arguments else ROOT / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    make_ledger(folder / "ledger.xlsx")
    make_task_sheet(folder / "task_sheet.xlsx")
    make_findings(folder / "findings.xlsx")


if __name__ == "__main__":
    main(sys.argv[1:])
