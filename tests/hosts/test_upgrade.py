"""A ledger of the first version: read as it is, upgraded by the first command that writes."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from shutil import copy

import openpyxl
import pytest

from tests.hosts.conftest import differences, everything
from tests.ooxml_rules import broken_rules
from toolkit.errors import LedgerProblem
from toolkit.hosts import FileHost
from toolkit.ledger import read_ledger
from toolkit.ledger.columns import ASSIGNMENT_COLUMNS, JOURNAL, TASK_COLUMNS
from toolkit.model import Change
from toolkit.review import check

FIRST = Path(__file__).with_name("version_1.xlsx")
STEP = Change("台账", ("001",), "status", "未开始", "已完成")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A ledger as version 0.1 of the toolkit made it."""
    return Path(copy(FIRST, tmp_path / "台账.xlsx"))


def heads(path: Path, sheet: str) -> list[str]:
    return [cell.value for cell in openpyxl.load_workbook(path)[sheet][3] if cell.value]


def test_reading_and_checking_leave_it_alone(old: Path) -> None:
    before = old.read_bytes()
    ledger = read_ledger(old)
    check(old)
    assert ledger.settings.version == 1 and len(ledger.tasks) == 6
    assert FileHost(old).batches() == []
    assert old.read_bytes() == before
    assert [p.name for p in old.parent.iterdir()] == ["台账.xlsx"]


def test_the_first_command_that_writes_upgrades_it(old: Path) -> None:
    before, ledger = old.read_bytes(), read_ledger(old)
    done = FileHost(old).apply([STEP], "测试")
    assert done.steps == (Change("台账", ("001",), "status", "未开始", "已完成", row=4),)
    assert "工作表“操作记录”" in done.upgraded and "“台账”的“完成日期”列" in done.upgraded
    assert done.backup and done.backup.read_bytes() == before
    assert broken_rules(old) == []
    again = read_ledger(old)
    assert again.tasks == ledger.tasks and again.roster == ledger.roster
    assert again.settings.version == 2 and len(again.settings.identity) == 32
    assert set(heads(old, "台账")) == {column.head for column in TASK_COLUMNS}
    assert heads(old, "分办") == [column.head for column in ASSIGNMENT_COLUMNS]


def test_it_is_upgraded_once(old: Path) -> None:
    host = FileHost(old)
    host.apply([STEP], "测试")
    identity = read_ledger(old).settings.identity
    second = host.apply([Change("台账", ("002",), "done_on", None, date(2026, 3, 1))], "测试")
    assert second.upgraded == () and len(second.steps) == 1
    assert read_ledger(old).settings.identity == identity
    assert [batch.command for batch in host.batches()] == ["升级", "测试", "测试"]


def test_nothing_that_was_there_changes(old: Path) -> None:
    """The office's own columns, formats, sheets and widths; only formulas of ours are newer."""
    book = openpyxl.load_workbook(old)
    sheet = book["台账"]
    sheet.insert_cols(3)
    sheet["C3"].value, sheet["C4"].value = "科室意见", "同意"
    sheet["C4"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFFF00")
    del sheet.tables["台账"]
    sheet["B5"].comment = openpyxl.comments.Comment("请核对", "张三")
    book.create_sheet("本办备查")["B2"].value = "勿删"
    book.save(old)
    before, broken = everything(old), set(broken_rules(old))
    FileHost(old).apply([STEP], "测试")
    told = differences(before, everything(old))
    # What is told beside new things: the status, newer formulas, longer areas, a row in 设置.
    newer = (
        "/tables/",
        "/lists",
        "/print",
        "'未开始'",
        "MATCH(",
        "提醒]=",
        "/设置/",
        "/rules",
    )
    assert [t for t in told if ": None -> " not in t and not any(n in t for n in newer)] == []
    assert openpyxl.load_workbook(old)["台账"]["C4"].value == "同意"
    assert not set(broken_rules(old)) - broken


def test_what_stands_beside_the_table_stays_there(old: Path) -> None:
    book = openpyxl.load_workbook(old)
    sheet = book["分办"]
    sheet["I2"].value, sheet["I6"].value = "说明", "此处为手工备注"
    book.save(old)
    broken = set(broken_rules(old))
    FileHost(old).apply([STEP], "测试")
    sheet = openpyxl.load_workbook(old)["分办"]
    assert sheet["I6"].value == "此处为手工备注"
    assert [c.value for c in sheet[3]][-6:] == [c.head for c in ASSIGNMENT_COLUMNS[-6:]]
    assert sheet.tables["分办"].ref == "A3:G14"
    assert not set(broken_rules(old)) - broken


def test_a_command_without_anything_to_do_does_not_upgrade(old: Path) -> None:
    before = old.read_bytes()
    assert FileHost(old).apply([], "测试").upgraded == ()
    refused = FileHost(old).apply([Change("台账", ("999",), "status", "未开始", "x")], "测试")
    assert refused.steps == () and old.read_bytes() == before


def test_a_newer_ledger_is_refused(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    for row in book["设置"].iter_rows():
        if row[0].value == "格式版本":
            row[1].value = 3
    book.save(written)
    before = written.read_bytes()
    for work in (read_ledger, check, lambda p: FileHost(p).apply([STEP], "测试")):
        with pytest.raises(LedgerProblem, match="格式版本 3，这里只认得到 2"):
            work(written)
    with pytest.raises(LedgerProblem, match="格式版本 3"):
        FileHost(written).undo()
    assert written.read_bytes() == before


def test_a_journal_that_was_thrown_away_comes_back(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    del book[JOURNAL]
    book.save(written)
    broken = set(broken_rules(written))
    host = FileHost(written)
    done = host.apply([STEP], "测试")
    assert done.upgraded == (f"工作表“{JOURNAL}”",)
    assert host.undo().steps and not set(broken_rules(written)) - broken


def test_a_journal_without_a_column_gets_it_back(written: Path) -> None:
    book = openpyxl.load_workbook(written)
    head = next(cell for cell in book[JOURNAL][3] if cell.value == "原因")
    head.value = "为什么"
    del book[JOURNAL].tables[JOURNAL]
    book.save(written)
    host = FileHost(written)
    assert host.apply([STEP], "测试").upgraded == (f"“{JOURNAL}”的“原因”列",)
    assert len(host.undo().steps) == 1


@pytest.mark.libreoffice
def test_one_that_libreoffice_saved(old: Path, tmp_path: Path) -> None:
    from toolkit.files.libreoffice import convert

    copied = tmp_path / "lo"
    copied.mkdir()
    saved = convert(old, "xlsx", copied)
    ledger = read_ledger(saved)
    done = FileHost(saved).apply(
        [STEP, Change("台账", ("001",), "done_on", None, date(2026, 3, 1))], "测试"
    )
    assert len(done.steps) == 2 and done.refused == () and broken_rules(saved) == []
    again = read_ledger(saved)
    assert again.tasks == ledger.tasks and again.entries[0].done_on == date(2026, 3, 1)
    assert isinstance(FileHost(saved).batches()[-1].time, datetime)
