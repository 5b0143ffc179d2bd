"""The light on a sheet: its words and its formula say what the rule says, on every day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest

from toolkit.deadlines import normalise
from toolkit.ledger import Ledger, ledger_from_notice
from toolkit.lights.light import LOOKS
from toolkit.model import Notice, Task
from toolkit.sheets import make_task_sheets
from toolkit.sheets.tasks.selection import by_unit
from toolkit.sheets.tasks.sheet_lights import Day
from toolkit.workbook.cells import Formula

DAY = date(2026, 9, 20)
ROWS = (
    ("9月19日前", "", "逾期\n1天"),
    ("9月20日前", "", "临期\n今天到期"),
    ("10月5日前", "", "临期\n还有15天"),
    ("10月6日前", "", "正常\n还有16天"),
    ("每季度末月25日前", "", "临期\n还有5天"),
    ("每季度末月26日前", "", "正常\n还有6天"),
    ("长期坚持", "", "长期"),
    ("及时公开", "", "长期"),
    ("收到后5个工作日内", "", "待定"),
    ("适时", "", "待定"),
    ("9月1日前", "已完成", "已完成"),
    ("9月1日前", "已销号", "已完成"),
)


def ledger() -> Ledger:
    tasks = tuple(
        Task(str(n), words, lead=("县财政局",), deadline=normalise(words, year=2026))
        for n, (words, _, _) in enumerate(ROWS)
    )
    made = ledger_from_notice(Notice("分工", year=2026, tasks=tasks))
    entries = tuple(replace(e, status=r[1]) for e, r in zip(made.entries, ROWS, strict=True))
    return replace(made, entries=entries)


def lights(day: date) -> dict[str, str]:
    """The words of each task on a day, by its id."""
    (unit,) = by_unit(ledger(), day)
    found = {}
    for item in unit.items:
        value = Day(day).light(item)
        found[item.task.id] = str(value.result) if isinstance(value, Formula) else str(value)
    return found


@pytest.mark.parametrize(("number", "row"), list(enumerate(ROWS)))
def test_words(number: int, row: tuple[str, str, str]) -> None:
    assert lights(DAY)[str(number)] == row[2]


def test_pinned_or_not(tmp_path: Path) -> None:
    for folder, day, text in (("1", DAY, "DATE(2026,9,20)"), ("2", None, "TODAY()")):
        (path,) = make_task_sheets(ledger(), tmp_path / folder, as_of=day)
        names = openpyxl.load_workbook(path).defined_names
        assert names["基准日"].attr_text == text
        assert (names["临期天数"].attr_text, names["周期临期天数"].attr_text) == ("15", "5")


def test_thresholds_of_the_ledger_count(tmp_path: Path) -> None:
    made = ledger()
    made = replace(made, settings=replace(made.settings, near_days=16, as_of=DAY))
    (path,) = make_task_sheets(made, tmp_path)
    book = openpyxl.load_workbook(path, data_only=True)
    assert book.defined_names["临期天数"].attr_text == "16"
    assert "临期：16天内到期" in book["县财政局"]["I5"].value
    assert "2026年9月20日" in book["县财政局"]["I5"].value


def test_colours_are_those_of_the_ledger(tmp_path: Path) -> None:
    (path,) = make_task_sheets(ledger(), tmp_path, as_of=DAY)
    rules = openpyxl.load_workbook(path)["县财政局"].conditional_formatting
    found = {}
    for area in rules:
        for rule in area.rules:
            word = rule.formula[0].split('"')[1]
            look = rule.dxf
            fill = look.fill.bgColor.rgb[-6:] if look.fill else ""
            found[word] = (str(area.sqref), look.font.color.rgb[-6:], fill)
    last = 6 + len(ROWS)
    areas = {"逾期": f"G7:H{last}", "临期": f"G7:H{last}", "已完成": f"A7:J{last}"}
    assert found == {
        word: (areas.get(word, f"H7:H{last}"), look.font, look.fill) for word, look in LOOKS.items()
    }


@pytest.mark.libreoffice
@pytest.mark.parametrize("days", [-19, 0, 1, 15, 16, 40])
def test_a_real_engine_counts_the_same(tmp_path: Path, days: int) -> None:
    """The sheets were made on one day and are opened on another."""
    from toolkit.files.libreoffice import convert, find_soffice

    if find_soffice() is None:
        pytest.skip("LibreOffice is not installed")
    (path,) = make_task_sheets(ledger(), tmp_path, as_of=DAY)
    book = openpyxl.load_workbook(path)
    later = DAY + timedelta(days)
    book.defined_names["基准日"].attr_text = f"DATE({later.year},{later.month},{later.day})"
    moved = tmp_path / "moved.xlsx"
    book.save(moved)
    sheet = openpyxl.load_workbook(convert(moved, "xlsx", tmp_path / "lo"), data_only=True)[
        "县财政局"
    ]
    heads = [cell.value for cell in sheet[6]]
    words_at, light_at = heads.index("完成时限"), heads.index("提醒")
    shown = {row[words_at].value: row[light_at].value for row in sheet.iter_rows(min_row=7)}
    wanted = lights(later)
    for number, (words, status, _) in enumerate(ROWS):
        # A round that is over when the sheet is opened is not called late, and has no next one.
        due = DAY + timedelta({"4": 5, "5": 6}.get(str(number), 999))
        expected = "周期" if due < later else wanted[str(number)]
        if not status:
            assert shown[words] == expected, words
