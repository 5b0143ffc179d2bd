"""A spreadsheet program opens the ledger, computes it and saves it without loss."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from toolkit.files.libreoffice import convert
from toolkit.ledger import Ledger, Settings, read_ledger, write_ledger

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]


def pinned(ledger: Ledger) -> Ledger:
    """The ledger on a fixed day, with two tasks that are done."""
    entries = list(ledger.entries)
    entries[0] = replace(entries[0], status="已销号", percent=1.0)
    return replace(
        ledger, entries=tuple(entries), settings=Settings(as_of=date(2026, 11, 20), near_days=10)
    )


def test_saved_by_libreoffice_and_read_again(ledger: Ledger, tmp_path: Path) -> None:
    first = pinned(ledger)
    path = write_ledger(first, tmp_path / "台账.xlsx")
    again = read_ledger(convert(path, "xlsx", tmp_path / "另存"))
    assert again.tasks == first.tasks
    assert again.entries == first.entries
    assert again == first


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_other_formats_are_read(ledger: Ledger, tmp_path: Path, kind: str) -> None:
    path = write_ledger(ledger, tmp_path / "台账.xlsx")
    assert read_ledger(convert(path, kind, tmp_path / "另存")).tasks == ledger.tasks


def test_formulas_compute(ledger: Ledger, tmp_path: Path) -> None:
    path = write_ledger(pinned(ledger), tmp_path / "台账.xlsx")
    book = openpyxl.load_workbook(convert(path, "xlsx", tmp_path / "另存"), data_only=True)
    sheets = {
        sheet.title: [["" if v is None else v for v in row] for row in sheet.values]
        for sheet in book
    }
    tasks = sheets["台账"]
    head = tasks[2]
    lights = [row[head.index("提醒")] for row in tasks[3:9]]
    days = [row[head.index("剩余天数")] for row in tasks[3:9]]
    assert lights == ["已完成", "长期", "正常", "待定", "待定", "临期"]
    assert days == ["", "", 30, "", "", 10]
    figures = {row[0]: row[1:] for row in sheets["统计"] if row and row[0]}
    assert figures["县政府办公室"] == [2, 1, 3, 0, 0, 1]
    assert figures["县发展和改革局"] == [1, 0, 1, 1, 0, 0]
    assert figures["涉及采购、工程建设等相关单位"] == [0, 1, 1, 0, 0, 0]
    kinds = {row[0]: row[1] for row in sheets["统计"] if row[0] in ("日期", "长期", "周期", "相对")}
    assert kinds == {"日期": 2, "长期": 1, "周期": 1, "相对": 1}
    counts = {row[0]: row[4:6] for row in sheets["单位名录"][3:]}
    assert counts["县政府办公室"] == [2, 1]
