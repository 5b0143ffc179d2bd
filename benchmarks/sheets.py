"""Task sheets for 300 units of 20 tasks, beside the same with openpyxl and XlsxWriter.

    python benchmarks/sheets.py [UNITS] [--runs N]

Milliseconds of CPU time a unit, the median of some runs in one process, ways in turn.  Ours starts
from a ledger in memory (choosing, sorting, wording, row heights and all) and keeps the template
whole; openpyxl and XlsxWriter get rows that are ready and one height for all.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from copy import copy
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from toolkit import Ledger, make_task_sheets, normalise  # noqa: E402
from toolkit.model import Notice, Task  # noqa: E402
from toolkit.resources import resource  # noqa: E402

UNITS, ROWS, RUNS = 300, 20, 5
DAY = date(2026, 3, 2)
DEADLINES = (
    "10月16日前", "12月底前", "长期常态化", "每季度末月20日前", "收到后5个工作日内", "及时公开",
    "2026年6月底前完成方案，11月底前总结", "第三季度", "年底前", "每年1月31日前",
)  # fmt: skip
CONTENT = (
    "围绕云溪县“十五五”规划纲要实施，主动公开规划计划、重大项目、民生实事进展，及时回应社会关切。",
    "按季更新办事指南和收费目录，逐条核对链接，过期的当天撤下并说明去向。",
    "推动减税降费专项配套支持政策精准传递，对2026年1—9月享受优惠的中小微企业逐户推送（不少于2次）。",
)
HEADS = (
    "序号", "职责", "工作任务", "任务内容", "完成时限", "截止日期", "提醒", "协同单位", "进展情况",
)  # fmt: skip
FIRST = 7  # the sample row of our template

Row = tuple[Any, ...]


def make(units: int) -> tuple[Ledger, dict[str, list[Row]]]:
    """A ledger, and the rows of its sheets for those who cannot make them."""
    tasks, sheets = [], {}
    for unit in range(units):
        name = f"第{unit + 1}镇人民政府"
        rows: list[Row] = []
        for n in range(ROWS):
            deadline = normalise(DEADLINES[n % 10], year=2026)
            text = f"{CONTENT[(unit + n) % 3]}（第{unit * ROWS + n}项）"
            head = f"第{n + 1}项重点工作"
            number = f"{unit:03d}-{n:02d}"
            tasks.append(
                Task(number, text, str(n), "加强重点领域信息公开", head, (name,), (), (), deadline)
            )
            heading = f"加强重点领域信息公开\n{head}"
            due = deadline.due or "长期"
            rows.append((n + 1, "牵头", heading, text, deadline.raw, due, "正常", "", ""))
        sheets[name] = rows
    title = "云溪县2026年政务公开重点工作责任分工表"
    notice = Notice(title, "云政办发〔2026〕5号", year=2026, tasks=tuple(tasks))
    return Ledger.from_notice(notice), sheets


def fill_with_openpyxl(sheet: Any, unit: str, rows: list[Row]) -> None:
    """Title, unit and rows in the formats of the sample row."""
    sheet["A1"] = f"云溪县2026年政务公开重点工作（{unit}）任务清单"
    sheet["A2"] = f"单位：{unit}"
    sample = list(sheet[FIRST])
    for number, row in enumerate(rows, FIRST):
        for model, value in zip(sample, row, strict=True):
            cell = sheet.cell(number, model.column, value)
            cell._style = copy(model._style)
        sheet.row_dimensions[number].height = 60


def openpyxl_files(sheets: dict[str, list[Row]], folder: Path) -> None:
    """A file a unit: load the template, fill, save."""
    import openpyxl

    template = resource("templates", "task_sheet.xlsx")
    for unit, rows in sheets.items():
        book = openpyxl.load_workbook(template)
        del book["目录"]
        fill_with_openpyxl(book["任务单"], unit, rows)
        book.save(folder / f"{unit}.xlsx")


def openpyxl_book(sheets: dict[str, list[Row]], folder: Path) -> None:
    """One workbook: the pattern sheet copied for every unit."""
    import openpyxl

    book = openpyxl.load_workbook(resource("templates", "task_sheet.xlsx"))
    pattern = book["任务单"]
    for unit, rows in sheets.items():
        sheet = book.copy_worksheet(pattern)
        sheet.title = unit
        fill_with_openpyxl(sheet, unit, rows)
    del book["任务单"]
    book.save(folder / "任务单.xlsx")


class FromScratch:
    """A workbook of XlsxWriter with the formats of the template in code."""

    def __init__(self, path: Path) -> None:
        import xlsxwriter

        self.book = xlsxwriter.Workbook(path)
        box = {"border": 1, "font_name": "宋体", "font_size": 11, "valign": "vcenter"}
        self.title = self.book.add_format({"font_size": 20, "align": "center"})
        self.plain = self.book.add_format(box)
        self.text = self.book.add_format({**box, "text_wrap": True})
        self.day = self.book.add_format({**box, "num_format": "yyyy-mm-dd"})
        self.late = self.book.add_format({"bg_color": "#F8B4AE"})

    def sheet(self, unit: str, rows: list[Row]) -> None:
        """One unit."""
        sheet = self.book.add_worksheet(unit)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.merge_range("A1:I1", f"云溪县2026年政务公开重点工作（{unit}）任务清单", self.title)
        sheet.write_string("A2", f"单位：{unit}", self.plain)
        sheet.write_row(FIRST - 2, 0, HEADS, self.plain)
        for number, row in enumerate(rows, FIRST - 1):
            sheet.set_row(number, 60)
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, self.day)
                else:
                    sheet.write(number, column, value, self.text)
        sheet.conditional_format(
            FIRST - 1, 5, FIRST + ROWS, 5, {"type": "cell", "criteria": "<", "value": "TODAY()",
                                            "format": self.late},
        )  # fmt: skip
        sheet.repeat_rows(FIRST - 2)
        sheet.set_footer("&C第 &P 页")


def xlsxwriter_files(sheets: dict[str, list[Row]], folder: Path) -> None:
    """A file a unit, without a template."""
    for unit, rows in sheets.items():
        made = FromScratch(folder / f"{unit}.xlsx")
        made.sheet(unit, rows)
        made.book.close()


def xlsxwriter_book(sheets: dict[str, list[Row]], folder: Path) -> None:
    """One workbook, without a template."""
    made = FromScratch(folder / "任务单.xlsx")
    for unit, rows in sheets.items():
        made.sheet(unit, rows)
    made.book.close()


def measure(way: Callable[[Path], object], units: int) -> float:
    """Milliseconds of CPU time a unit."""
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        way(Path(folder))
        return (time.process_time() - started) * 1000 / units


def main(arguments: list[str]) -> None:
    """Print the table."""
    runs = int(arguments[arguments.index("--runs") + 1]) if "--runs" in arguments else RUNS
    units = int(arguments[0]) if arguments and arguments[0].isdigit() else UNITS
    ledger, sheets = make(units)
    ways: dict[str, dict[str, Callable[[Path], object]]] = {
        "a file a unit": {
            "toolkit": lambda f: make_task_sheets(ledger, f, separate=True, as_of=DAY),
            "XlsxWriter": lambda f: xlsxwriter_files(sheets, f),
            "openpyxl": lambda f: openpyxl_files(sheets, f),
        },
        "one zip": {
            "toolkit": lambda f: make_task_sheets(ledger, f, zipped=True, as_of=DAY),
        },
        "one workbook": {
            "toolkit": lambda f: make_task_sheets(ledger, f, as_of=DAY),
            "XlsxWriter": lambda f: xlsxwriter_book(sheets, f),
            "openpyxl": lambda f: openpyxl_book(sheets, f),
        },
    }
    print(f"{units} units of {ROWS} rows, ms of CPU time a unit, median of {runs} runs")
    print(f"{'':16}{'':12}{'median':>8}{'least':>8}{'most':>8}{'ratio':>8}")
    for what, group in ways.items():
        found: dict[str, list[float]] = {name: [] for name in group}
        for _ in range(runs):
            for name, way in group.items():
                found[name].append(measure(way, units))
        ours = statistics.median(found["toolkit"])
        for name, times in found.items():
            middle = statistics.median(times)
            print(
                f"{what:16}{name:12}{middle:8.2f}{min(times):8.2f}{max(times):8.2f}"
                f"{middle / ours:7.1f}x"
            )


if __name__ == "__main__":
    main(sys.argv[1:])
