"""The sheet 报送记录 as offices fill it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from toolkit.ledger import Ledger, write_ledger
from toolkit.ledger.reports import Report, as_percent, read_reports
from toolkit.months import as_month


@pytest.mark.parametrize(
    ("text", "month"),
    [
        ("2022-09", (2022, 9)), ("2022-9", (2022, 9)), ("2022年9月", (2022, 9)),
        ("2022年9月份", (2022, 9)), ("２０２２年９月", (2022, 9)), ("202209", (2022, 9)),
        ("2022/9", (2022, 9)), ("2022.09", (2022, 9)), ("2022 年 9 月", (2022, 9)),
        ("2022年9月1日", (2022, 9)), ("2022-09-30", (2022, 9)), ("2022.12", (2022, 12)),
        ("2022-13", None), ("2022.13", None), ("2022-00", None), ("2022", None), ("9月", None),
        ("", None), ("1022-09", None), ("2022-09-", None), ("22-09", None), ("2022年第9期", None),
    ],
)  # fmt: skip
def test_months(text: str, month) -> None:
    assert as_month(text) == month


@pytest.mark.parametrize(
    ("text", "part"),
    [("0.5", 0.5), ("1", 1.0), ("100%", 1.0), ("８０％", 0.8), ("0", 0.0), ("60", None),
     ("-0.1", None), ("120%", None), ("过半", None), ("", None), ("nan", None)],
)  # fmt: skip
def test_percentages(text: str, part: float | None) -> None:
    assert as_percent(text) == part


def test_rows_of_a_ledger(ledger: Ledger, tmp_path: Path) -> None:
    path = write_ledger(ledger, tmp_path / "台账.xlsx")
    assert read_reports(path) == ()
    book = openpyxl.load_workbook(path)
    sheet = book["报送记录"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    for row, (month, task, percent) in enumerate(
        [
            ("2026-08", "001", 0.5),
            (date(2026, 9, 1), "001", 1),
            ("八月", "001", 1),
            ("2026-09", "", 1),
        ],
        4,
    ):
        for head, value in (
            ("月份", month),
            ("编号", task),
            ("单位", " 县财政局"),
            ("完成进度", percent),
        ):
            sheet.cell(row, heads[head], value)
    book.save(path)
    assert read_reports(path) == (
        Report((2026, 8), "001", "县财政局", 0.5),
        Report((2026, 9), "001", "县财政局", 1.0),
    )


def test_a_workbook_without_the_sheet(tmp_path: Path) -> None:
    openpyxl.Workbook().save(tmp_path / "a.xlsx")
    assert read_reports(tmp_path / "a.xlsx") == ()
