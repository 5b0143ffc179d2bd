"""Make the workbooks in templates/ anew: ``python tools/make_templates.py [DIR]``.

An office restyles the workbooks in Excel; this script only makes the first ones.  The result is
the same bytes every time.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from toolkit.ledger import columns as c  # noqa: E402
from toolkit.lights.formulas import (  # noqa: E402
    BEGIN,
    BEHIND,
    CYCLE,
    NEAR,
    TODAY,
    begin_name,
    day_name,
    number_name,
)
from toolkit.lights.light import BAR, BEHIND_LOOK, DEFAULTS, LOOKS, Look  # noqa: E402
from toolkit.workbook.ranges import letters  # noqa: E402

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
        if column.kind not in ("long", "words"):
            look["align"] = "center"
        if column.kind == "words":
            # Small enough to be no higher than the words of 完成时限, by which rows are measured.
            look["font_size"] = 9
        if column.kind in ("date", "day"):
            look.update(num_format="yyyy-mm-dd", text_wrap=False)
        elif column.kind == "moment":
            look.update(num_format="yyyy-mm-dd hh:mm:ss", text_wrap=False)
        elif column.kind == "percent":
            look.update(num_format="0%", text_wrap=False)
        elif column.field in COUNTED:
            # LibreOffice would show the difference of two dates as a date.
            look["num_format"] = "0"
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
        info_to: int | None = None,
        size: float = 10,
    ) -> Any:
        """A sheet with a title, a line of information, and one native table with a sample row."""
        sheet = self.sheet(name, landscape=landscape)
        shown = [column for column in columns if not column.helper]
        last = len(shown) - 1
        sheet.merge_range(0, 0, 0, last, title, self.title())
        sheet.set_row(0, 36)
        end = last if info_to is None else info_to
        sheet.merge_range(1, 0, 1, end, info, self.style(font_size=9, text_wrap=True))
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
            if column.field in FREE:
                rule |= {
                    "error_message": "不在下拉列表中，确实要填这些字吗？",
                    "error_type": "warning",
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


# Marks of findings stand beside the lights in 台账, so they are neither red nor amber there.
FINDING_LOOKS = {"错误": "#FF9BE3", "警告": "#CFF1F1"}
PAPER_LOOKS = {"错误": "#F8CBAD", "警告": "#FFEB9C"}
COUNTED = frozenset({"days", "gap"})
FREE = frozenset({"handled"})  # other words than those of the drop-down are let through
TEXT_FIELDS = frozenset(
    {"id", "no", "deadline", "basis", "month", "phone", "contact", "code", "rounds", "key"}
)


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
        info="点“位置”可跳到单元格；填“保持原样”或删去一行，“台账”中的标色（错误粉色、警告青色）随之消失。",
    )
    _severity_colours(make, findings, f"A{c.FIRST_ROW}", FINDING_LOOKS)
    _statistics(make)
    make.table(
        c.REPORTS,
        "报送记录",
        c.REPORT_COLUMNS,
        c.REPORTS,
        info="每次报送追加在最后，不改前面的记录。",
    )
    make.table(
        c.JOURNAL,
        "操作记录",
        c.JOURNAL_COLUMNS,
        c.JOURNAL,
        info="每条命令改了哪些格子，改前改后各是什么；撤销、查询都凭它，请不要修改。",
    )
    _settings(make)
    _names(make)
    make.book.close()


def _tasks(make: Maker) -> None:
    sheet = make.table(
        c.TASKS, "{{来文.标题}}", c.TASK_COLUMNS, "任务",
        # On A4 so many columns print at 70 %: 11 points come out at about 8.
        size=11, info="{{来文.摘要}}", info_to=TASK_HEADS.index("others"),
    )  # fmt: skip
    # Two lines of 提醒说明 fit into every row.
    sheet.set_row(c.FIRST_ROW - 1, 36)
    sheet.set_row(1, 34)
    _legend(make, sheet)
    _finding_colours(make, sheet)
    _light_colours(make, sheet)
    _gap_colours(make, sheet)


TASK_HEADS = [column.field for column in c.TASK_COLUMNS]
VISIBLE = sum(not column.helper for column in c.TASK_COLUMNS)


def at(field: str) -> str:
    """A field of the first row of tasks, with its column held fast."""
    return f"${letters(TASK_HEADS.index(field) + 1)}{c.FIRST_ROW}"


def area(first: str, last: str) -> str:
    """The cells of the first row of tasks from one field to another."""
    return f"{at(first)}:{at(last)}".replace("$", "")


def look_of(look: Look, **more: Any) -> dict[str, Any]:
    """The properties of a light as XlsxWriter names them."""
    found: dict[str, Any] = {"font_color": f"#{look.font}", **more}
    if look.fill:
        found["bg_color"] = f"#{look.fill}"
    if look.bold:
        found["bold"] = True
    return found


# 图例: the cells above the columns of the lights, in their own colours; the numbers are formulas.
LEGEND = (
    # A pinned day that was forgotten must be seen.
    (
        "deadline",
        "deadline",
        "",
        'IF(基准日=TODAY(),"今天","固定日期")&CHAR(10)&TEXT(基准日,"yyyy-m-d")',
    ),
    ("kind", "kind", "逾期", '"逾期"'),
    ("due", "due", "临期", '临期天数&"天内到期"&CHAR(10)&"周期"&周期临期天数&"天内"'),
    ("light", "light", "正常", '"正常"'),
    ("note", "note", "长期", '"长期、周期"&CHAR(10)&"没有确定日期"'),
    ("status", "percent", "待定", '"待定：等待某事"&CHAR(10)&"或时限待明确"'),
    ("gap", "gap", "gap", '"落后"&CHAR(10)&落后百分点&"点起"'),
    ("progress", "remark", "已完成", '"灰色：已完成、已销号"'),
)


def _legend(make: Maker, sheet: Any) -> None:
    for first, last, name, formula in LEGEND:
        look = BEHIND_LOOK if name == "gap" else LOOKS.get(name, Look("000000"))
        style = make.style(
            **look_of(look, font_size=9, align="center", text_wrap=True, border=1,
                      border_color=LINE)
        )  # fmt: skip
        left, right = TASK_HEADS.index(first), TASK_HEADS.index(last)
        if left != right:
            sheet.merge_range(1, left, 1, right, "", style)
        sheet.write_formula(1, left, "=" + formula, style)


def _finding_colours(make: Maker, sheet: Any) -> None:
    # Rows without an id yet are found by their number.
    head, key = f"A${c.HEAD_ROW}", at("id")
    open_ = f'校验_处理,"<>{c.HANDLED[1]}"'
    for word, colour in FINDING_LOOKS.items():
        sheet.conditional_format(
            area("id", TASK_HEADS[-1]),
            {
                "type": "formula", "format": make.book.add_format({"bg_color": colour}),
                "criteria": f"=AND({head}<>\"\",IF({key}=\"\","
                f'COUNTIFS(校验_行,ROW(),校验_列,{head},校验_级别,"{word}",{open_}),'
                f'COUNTIFS(校验_编号,{key},校验_列,{head},校验_级别,"{word}",{open_}))>0)',
            },
        )  # fmt: skip


def _light_colours(make: Maker, sheet: Any) -> None:
    """The light's word decides; the rule itself stands once, in the column's formula."""
    own, about = area("light", "light"), area("deadline", "note")
    for word, where, bold in (
        ("已完成", area("id", TASK_HEADS[VISIBLE - 1]), False),
        ("逾期", own, True), ("逾期", about, False), ("临期", about, False),
        ("正常", own, False), ("长期", own, False), ("周期", own, False), ("待定", own, False),
    ):  # fmt: skip
        look = replace(LOOKS[word], bold=bold and LOOKS[word].bold)
        sheet.conditional_format(
            where,
            {
                "type": "formula", "criteria": f'={at("light")}="{word}"',
                "format": make.book.add_format(look_of(look)), "stop_if_true": True,
            },
        )  # fmt: skip


def _gap_colours(make: Maker, sheet: Any) -> None:
    cell = area("gap", "gap")
    sheet.conditional_format(
        cell,
        {
            "type": "formula", "criteria": f"=AND(ISNUMBER({at('gap')}),{at('gap')}>={BEHIND})",
            "format": make.book.add_format(look_of(BEHIND_LOOK)),
        },
    )  # fmt: skip
    sheet.conditional_format(
        cell,
        {
            "type": "data_bar", "data_bar_2010": True, "bar_solid": True,
            "bar_color": f"#{BAR}", "bar_border_color": f"#{BAR}",
            "min_type": "num", "min_value": 0, "max_type": "num", "max_value": 100,
        },
    )  # fmt: skip


def _severity_colours(
    make: Maker, sheet: Any, cell: str, looks: Mapping[str, str] = PAPER_LOOKS
) -> None:
    for word, colour in looks.items():
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
    sheet.repeat_rows(row)
    sheet.freeze_panes(2, 0)


def _settings(make: Maker) -> None:
    sheet = make.sheet(c.SETTINGS)
    named = make.style(border=1, border_color=LINE)
    value = make.style(border=1, border_color=LINE, text_wrap=True, align="left")
    day = make.style(border=1, border_color=LINE, align="left", num_format="yyyy-mm-dd")
    # As a number 1e5… would be one.
    plain = make.style(border=1, border_color=LINE, align="left", num_format="@")
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
        sheet.set_row(row, 22)
        sheet.write_string(row, 0, name, named)
        look = {"印发日期": day, "基准日期": day, "台账编号": plain}.get(name, value)
        sheet.write_string(row, 1, f"{{{{设置.{name}}}}}", look)
        sheet.write_string(row, 2, text, note)
        if rule := SETTING_RULES.get(name):
            sheet.data_validation(row, 1, row, 1, {**rule, "error_title": name})
    row = 3 + len(SETTING_ROWS) + 1
    head(row, "标准列名", "本单位用名", "说明")
    for index, key in enumerate(("标准列名", "本单位用名", "说明")):
        sheet.write_string(row + 1, index, f"{{{{列名.{key}}}}}", (named, value, note)[index])
    row += 3
    head(row, "报送要求", "内容", "出处")
    for index, key in enumerate(("时限", "内容", "出处")):
        sheet.write_string(row + 1, index, f"{{{{要求.{key}}}}}", (value, value, note)[index])


DAY_RULE = {
    "validate": "date", "criteria": "between", "minimum": datetime(1990, 1, 1),
    "maximum": datetime(2199, 12, 31), "error_message": "请填写日期，例如 2026-10-16，或清空。",
}  # fmt: skip
COUNT_RULE = {
    "validate": "integer", "criteria": "between", "minimum": 0, "maximum": 366,
    "error_message": "请填写 0 到 366 的整数。",
}  # fmt: skip
SETTING_RULES: dict[str, dict[str, Any]] = {
    "印发日期": DAY_RULE,
    "基准日期": DAY_RULE,
    "临期天数": COUNT_RULE,
    "周期临期天数": COUNT_RULE,
    "落后百分点": {**COUNT_RULE, "maximum": 100, "error_message": "请填写 0 到 100 的整数。"},
}
SETTING_ROWS = (
    ("台账标题", "打印在“台账”最上面"),
    ("文号", "来文的发文字号"),
    ("印发单位", ""),
    ("印发日期", "时限早于这一天的任务会被提示"),
    ("年度", "时限没有写年份时按这一年"),
    ("来文文件", ""),
    ("基准日期", "留空为当天；填写后“提醒”和颜色按这一天计算，便于存档和复核"),
    ("临期天数", "离截止日期不超过这个天数为临期（黄色）；改了立即生效"),
    ("周期临期天数", "每月、每季等周期任务，离下次日期不超过这个天数为临期"),
    ("落后百分点", "完成进度比时间进度慢这么多个百分点以上，用紫色标出（与到期的颜色无关）"),
    ("台账编号", "由程序填写；报送表凭它认出是哪一本台账，请不要修改"),
    ("格式版本", "由程序填写"),
)


def _names(make: Maker) -> None:
    rows = {name: 4 + offset for offset, (name, _) in enumerate(SETTING_ROWS)}
    cells = {name: f"设置!$B${row}" for name, row in rows.items()}
    for name, text in (
        (TODAY, day_name(cells["基准日期"])),
        (NEAR, number_name(cells["临期天数"], DEFAULTS.near_days)),
        (CYCLE, number_name(cells["周期临期天数"], DEFAULTS.cycle_days)),
        (BEHIND, number_name(cells["落后百分点"], DEFAULTS.behind)),
        (BEGIN, begin_name(cells["印发日期"], cells["年度"])),
    ):
        make.book.define_name(name, text)
    heads = [column.field for column in c.FINDING_COLUMNS]
    for name, field in (
        ("校验_级别", "severity"),
        ("校验_编号", "id"),
        ("校验_列", "column"),
        ("校验_行", "row"),
        ("校验_处理", "handled"),
    ):
        letter = letters(heads.index(field) + 1)
        area = f"${letter}${c.FIRST_ROW}:${letter}${c.FIRST_ROW}"
        make.book.define_name(name, f"=校验!{area}")


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
    make_findings(folder / "findings.xlsx")


if __name__ == "__main__":
    main(sys.argv[1:])
