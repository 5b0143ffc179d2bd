"""The columns by which the workbook lights itself: what is written, refreshed, and left out."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from toolkit.deadlines import normalise
from toolkit.hosts import FileHost
from toolkit.ledger import (
    Ledger,
    Settings,
    ledger_from_notice,
    read_ledger,
    write_ledger,
)
from toolkit.ledger.columns import HEADS, TASK_COLUMNS
from toolkit.lights.light import LOOKS, Thresholds
from toolkit.model import Change, Notice, Task
from toolkit.resources import resource
from toolkit.workbook.ranges import letters


def county(*raws: str) -> Ledger:
    tasks = tuple(
        Task(f"{at:03d}", f"任务{at}", lead=("县财政局",), deadline=normalise(raw, year=2026))
        for at, raw in enumerate(raws, 1)
    )
    return ledger_from_notice(Notice(year=2026, tasks=tasks))


def rows(path: Path) -> list[dict[str, object]]:
    sheet = openpyxl.load_workbook(path)["台账"]
    heads = [cell.value for cell in sheet[3]]
    return [dict(zip(heads, row, strict=True)) for row in sheet.iter_rows(4, values_only=True)]


@pytest.mark.parametrize(
    ("raw", "rounds", "last", "wait"),
    [
        ("每季度", "0300 0600 0900 1200", None, None),
        ("每周五前", "周5", None, None),
        ("2021年至2023年每年底前", "1200", datetime(2023, 12, 31), None),
        ("每两周", None, None, None),
        ("省出台文件后2个月完成", None, None, "省出台文件后2个月"),
        ("10月16日前", None, None, None),
    ],
)
def test_what_the_formulas_need_is_written(
    tmp_path: Path, raw: str, rounds: str | None, last: datetime | None, wait: str | None
) -> None:
    (row,) = rows(write_ledger(county(raw), tmp_path / "a.xlsx"))
    assert (row["周期日"], row["周期截止"], row["等待事项"]) == (rounds, last, wait)


def test_refresh_follows_an_edited_deadline(tmp_path: Path) -> None:
    path = write_ledger(county("10月16日前", "省出台文件后2个月完成"), tmp_path / "a.xlsx")
    edits = [Change("台账", ("001",), "deadline", "10月16日前", "每月5日前"),
             Change("台账", ("002",), "deadline", "省出台文件后2个月完成", "每季度")]  # fmt: skip
    host = FileHost(path)
    host.apply(edits, "修改")
    assert not host.apply(host.read().normalise_changes(), "规范时限").refused
    first, second = rows(path)
    assert str(first["周期日"]).split()[:2] == ["0105", "0205"] and first["截止日期"] is None
    assert second["周期日"] == "0300 0600 0900 1200" and second["等待事项"] is None
    assert read_ledger(path).normalise_changes() == []


def test_an_older_template_without_these_columns_still_works(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(resource("templates", "ledger.xlsx"))
    sheet = book["台账"]
    for cell in sheet[4]:
        if any(word in str(cell.value) for word in ("周期日", "周期截止", "等待事项")):
            cell.value = None
    book.save(tmp_path / "旧模板.xlsx")
    made = write_ledger(county("每季度"), tmp_path / "a.xlsx", template=tmp_path / "旧模板.xlsx")
    assert read_ledger(made).tasks == county("每季度").tasks


def test_settings_come_back(tmp_path: Path) -> None:
    mine = Settings(as_of=date(2026, 9, 1), near_days=7, cycle_days=2, behind=30)
    ledger = replace(county("每季度"), settings=mine)
    again = read_ledger(write_ledger(ledger, tmp_path / "a.xlsx")).settings
    assert again == mine and again.thresholds == Thresholds(7, 2, 30)


def test_new_rows_of_the_table_get_their_formulas(tmp_path: Path) -> None:
    """Excel fills a computed column by itself when a clerk types below the last row."""
    path = write_ledger(county("每季度"), tmp_path / "a.xlsx")
    table = openpyxl.load_workbook(path)["台账"].tables["台账"]
    computed = {c.name for c in table.tableColumns if c.calculatedColumnFormula is not None}
    assert computed == {column.head for column in TASK_COLUMNS if column.formula}


def test_formulas_keep_to_what_every_excel_can_do() -> None:
    """Length (8,192), depth (64) and no function newer than Excel 2010, which WPS has too."""
    known = {
        "IF", "OR", "AND", "NOT", "N", "ISNUMBER", "IFERROR", "MAX", "MIN", "ROUND", "MOD", "LEFT",
        "MID", "MATCH", "REPT", "MONTH", "DAY", "YEAR", "DATE", "WEEKDAY", "SUMPRODUCT", "CHAR",
    }  # fmt: skip
    for column in TASK_COLUMNS:
        depth = deepest = 0
        for character in column.formula:
            depth += (character == "(") - (character == ")")
            deepest = max(deepest, depth)
        assert depth == 0 and deepest < 64 and len(column.formula) < 8192
        assert set(re.findall(r"([A-Z][A-Z0-9.]*)\(", column.formula)) <= known


def test_the_template_has_the_colours_of_the_one_rule() -> None:
    sheet = openpyxl.load_workbook(resource("templates", "ledger.xlsx"))["台账"]
    seen = {
        rule.formula[0].split('"')[1]: rule.dxf
        for area in sheet.conditional_formatting
        for rule in area.rules
        if rule.type == "expression"
        and rule.formula[0].startswith(f"${letters(list(HEADS).index('light') + 1)}4=")
    }
    assert set(seen) == set(LOOKS)
    for word, look in LOOKS.items():
        assert seen[word].font.color.rgb[2:] == look.font
        fill = seen[word].fill.bgColor.rgb[2:] if seen[word].fill else ""
        assert fill == look.fill
