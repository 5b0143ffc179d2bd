"""The lights of the ledger as a spreadsheet program computes and colours them.

LibreOffice opens the file, the date pinned in 设置 is moved as a clerk would move it, and the cells
are read as they then look.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from toolkit.deadlines import normalise
from toolkit.files.libreoffice import find_soffice
from toolkit.ledger import Ledger, ledger_from_notice, write_ledger
from toolkit.lights import light as lights
from toolkit.lights.light import BEHIND_LOOK, LOOKS, Light
from toolkit.model import Notice, Task

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow]

ISSUED = date(2026, 3, 2)
DRIVER = Path(__file__).parent.parent / "office_driver.py"
DAY, OTHER_DAYS = date(2026, 10, 6), (
    date(2026, 1, 1), date(2026, 2, 28), date(2026, 6, 30), date(2026, 7, 1), date(2026, 10, 16),
    date(2026, 10, 17), date(2026, 12, 31), date(2027, 1, 1), date(2028, 2, 28), date(2028, 2, 29),
    date(2029, 3, 31), date(2044, 4, 30),
)  # fmt: skip

# 完成时限, 状态, 完成进度 -> on 6 October 2026: 提醒, 提醒说明, 落后点数
CASES: tuple[tuple[str, str, float | None, Light | str, str, str], ...] = (
    ("9月底前", "进行中", 0.5, "逾期", "逾期6天", "50"),
    ("10月6日前", "进行中", 1.0, "临期", "今天到期", "0"),
    ("10月21日前", "进行中", 0.6, "临期", "还有15天", "34"),
    ("10月22日前", "进行中", None, "正常", "还有16天", ""),
    ("12月底前", "未开始", 0.0, "正常", "还有86天", "72"),
    ("9月15日-25日", "进行中", 0.9, "逾期", "逾期11天", "10"),
    ("长期坚持", "进行中", 0.1, "长期", "不设期限", ""),
    ("及时公开", "未开始", None, "长期", "随时办理", ""),
    ("省出台文件后2个月完成", "未开始", None, "待定", "等待：省出台文件后2个月", ""),
    ("收到后5个工作日内", "未开始", None, "待定", "等待：收到后5个工作日", ""),
    ("上级文件下发后", "未开始", None, "待定", "等待：上级文件下发后", ""),
    ("适时", "未开始", None, "待定", "时限待明确", ""),
    ("", "未开始", None, "待定", "时限待明确", ""),
    ("9月底前", "已完成", 0.8, "已完成", "", ""),
    ("9月底前", "已销号", 1.0, "已完成", "", ""),
    ("9月底前", "办结", 1.0, "已完成", "", ""),
    ("9月底前", "√", None, "已完成", "", ""),
    ("9月底前", "基本完成", 0.5, "逾期", "逾期6天", "50"),
    ("每月坚持", "进行中", 0.5, "正常", "下次10月31日 还有25天", ""),
    ("每月10日前", "进行中", None, "临期", "下次10月10日 还有4天", ""),
    ("每月30日前", "未开始", None, "正常", "下次10月30日 还有24天", ""),
    ("每季度", "未开始", None, "正常", "下次12月31日 还有86天", ""),
    ("每季度末月20日前", "未开始", None, "正常", "下次12月20日 还有75天", ""),
    ("每半年", "未开始", None, "正常", "下次12月31日 还有86天", ""),
    ("每年1月31日前", "未开始", None, "正常", "下次1月31日 还有117天", ""),
    ("每年6月15日、12月20日", "未开始", None, "正常", "下次12月20日 还有75天", ""),
    ("每旬", "未开始", None, "临期", "下次10月10日 还有4天", ""),
    ("每周", "未开始", None, "临期", "下次10月11日 还有5天", ""),
    ("每周五前", "未开始", None, "临期", "下次10月9日 还有3天", ""),
    ("每年2月底前", "未开始", None, "正常", "下次2月28日 还有145天", ""),
    ("每月最后一个周五", "未开始", None, "正常", "下次10月30日 还有24天", ""),
    ("每月第二个星期一", "未开始", None, "正常", "下次10月12日 还有6天", ""),
    ("逢双月", "未开始", None, "正常", "下次10月31日 还有25天", ""),
    ("每两年一次", "未开始", None, "周期", "按周期办理", ""),
    ("每个工作日", "未开始", None, "周期", "按周期办理", ""),
    ("2021年至2023年每年底前", "进行中", None, "周期", "周期已结束", ""),
    ("2026年至2027年每年底前", "进行中", None, "正常", "下次12月31日 还有86天", ""),
)  # fmt: skip


@dataclass(frozen=True)
class Seen:
    """One cell as it looks."""

    text: str
    font: str
    fill: str


View = list[dict[str, Seen]]


def county() -> Ledger:
    tasks = tuple(
        Task(f"{at:03d}", f"任务{at}", lead=("县政府办公室",),
             deadline=normalise(raw, year=2026, issued=ISSUED))
        for at, (raw, *_) in enumerate(CASES, 1)
    )  # fmt: skip
    ledger = ledger_from_notice(Notice(title="分工", year=2026, issued=ISSUED, tasks=tasks))
    entries = tuple(
        replace(entry, status=status, percent=percent)
        for entry, (_, status, percent, *_) in zip(ledger.entries, CASES, strict=True)
    )
    return replace(ledger, entries=entries)


def look(page: Path) -> View:
    """The rows of 台账 as LibreOffice showed them, by head."""
    from lxml import html

    for table in html.fromstring(page.read_text(encoding="utf-8")).iter("table"):
        rows = [[seen(cell) for cell in row.iter("td")] for row in table.iter("tr")]
        for at, row in enumerate(rows):
            heads = [cell.text for cell in row]
            if heads[:1] == ["编号"] and "任务内容" in heads:
                found = (dict(zip(heads, r, strict=False)) for r in rows[at + 1 :])
                return [row for row in found if row["编号"].text]
    raise AssertionError("the sheet 台账 is not on the page")


def legend(page: Path) -> list[Seen]:
    """The cells above the heads that say something."""
    from lxml import html

    for table in html.fromstring(page.read_text(encoding="utf-8")).iter("table"):
        rows = [[seen(cell) for cell in row.iter("td")] for row in table.iter("tr")]
        if len(rows) > 2 and rows[2] and rows[2][0].text == "编号":
            return [cell for cell in rows[1] if cell.text]
    raise AssertionError("the sheet 台账 is not on the page")


def seen(cell: Any) -> Seen:
    fonts = [font.get("color", "") for font in cell.iter("font")]
    text = " ".join(" ".join(cell.itertext()).split())
    return Seen(text, fonts[-1].lstrip("#") if fonts else "", cell.get("bgcolor", "").lstrip("#"))


def serial(day: date) -> int:
    return (day - date(1899, 12, 30)).days


Show = Callable[[dict[str, Any]], View]
STEPS: dict[str, dict[str, Any]] = {
    "pinned": {"基准日期": serial(DAY)},
    **{day.isoformat(): {"基准日期": serial(day)} for day in OTHER_DAYS},
    "thresholds": {"基准日期": serial(DAY), "临期天数": 3, "周期临期天数": 30, "落后百分点": 60},
    "emptied": {"临期天数": None, "周期临期天数": None, "落后百分点": None},
    "typed": {"基准日期": "2026.10.6"},
    "today": {"基准日期": None},
}


@pytest.fixture(scope="module")
def views(pages: dict[str, Path]) -> dict[str, View]:
    """The rows of 台账 after each step."""
    return {name: look(page) for name, page in pages.items()}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """What is seen after each step; the office is started once."""
    program = find_soffice()
    assert program is not None
    binary = program.resolve().with_name("soffice.bin")
    if not binary.is_file() or not probe():
        pytest.skip("LibreOffice is here, but not its Python bridge (python3-uno)")
    folder = tmp_path_factory.mktemp("lights")
    file = write_ledger(county(), folder / "台账.xlsx")
    steps = [{"set": new, "out": str(folder / f"{name}.html")} for name, new in STEPS.items()]
    done = subprocess.run(
        [sys.executable, str(DRIVER), str(binary), str(folder / "profile"), str(file)],
        input=json.dumps(steps), text=True, capture_output=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return {name: folder / f"{name}.html" for name in STEPS}


def probe() -> bool:
    """Whether a Python of our own can load the bridge."""
    code = "import sys; sys.path.append('/usr/lib/python3/dist-packages'); import uno"
    return subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0


@pytest.mark.parametrize("at", range(len(CASES)), ids=[f"{c[0]}-{c[1]}" for c in CASES])
def test_words_on_a_pinned_day(views: dict[str, View], at: int) -> None:
    row = views["pinned"][at]
    assert tuple(row[head].text for head in ("提醒", "提醒说明", "落后点数")) == CASES[at][3:]


@pytest.mark.parametrize("at", range(len(CASES)), ids=[f"{c[0]}-{c[1]}" for c in CASES])
def test_colours_on_a_pinned_day(views: dict[str, View], at: int) -> None:
    """The date's cells are red or amber, the gap is violet, a done row is grey all over."""
    row, light = views["pinned"][at], CASES[at][3]
    expected = LOOKS[light]
    assert (row["提醒"].font, row["提醒"].fill) == (expected.font, expected.fill)
    wide = light in ("逾期", "临期")
    for head in ("完成时限", "截止日期", "提醒说明"):
        assert row[head].fill == (expected.fill if wide else ""), head
    assert row["任务内容"].fill == "" and row["落后点数"].fill == ""
    assert row["任务内容"].font == (expected.font if light == "已完成" else "000000")
    behind = CASES[at][5]
    if behind:
        assert row["落后点数"].font == (BEHIND_LOOK.font if int(behind) >= 20 else "000000")


@pytest.mark.parametrize("day", OTHER_DAYS)
def test_moved_day_gives_what_the_program_says(views: dict[str, View], day: date) -> None:
    """Word for word and colour for colour, so that paper and workbook never disagree."""
    assert told(views[day.isoformat()]) == said(day)


def told(view: View) -> list[tuple[str, ...]]:
    heads = ("提醒", "提醒说明", "落后点数")
    return [(*(row[h].text for h in heads), row["提醒"].fill) for row in view]


def said(day: date) -> list[tuple[str, ...]]:
    rows = []
    for entry in county().entries:
        deadline, status = entry.task.deadline, entry.status
        light = lights.light(deadline, status, day)
        gap = lights.gap(deadline, entry.percent, status, day, ISSUED)
        words = lights.remark(deadline, status, day).replace("\n", " ")
        rows.append((light, words, "" if gap is None else str(gap), LOOKS[light].fill))
    return rows


def test_thresholds_take_effect_at_once(views: dict[str, View]) -> None:
    def lit(name: str, word: str) -> set[str]:
        return {row["完成时限"].text for row in views[name] if row["提醒"].text == word}

    def violet(name: str) -> set[str]:
        return {r["落后点数"].text for r in views[name] if r["落后点数"].font == BEHIND_LOOK.font}

    assert "10月21日前" in lit("pinned", "临期") and "10月21日前" in lit("thresholds", "正常")
    assert "每月坚持" in lit("pinned", "正常") and "每月坚持" in lit("thresholds", "临期")
    assert violet("pinned") == {"50", "34", "72"} and violet("thresholds") == {"72"}


def test_an_emptied_threshold_means_the_usual_one(views: dict[str, View]) -> None:
    assert told(views["emptied"]) == told(views["pinned"])


def test_a_day_typed_as_text_counts(views: dict[str, View]) -> None:
    assert told(views["typed"]) == told(views["pinned"])


def test_without_a_pinned_day_it_is_today(views: dict[str, View]) -> None:
    """The office asked for the day some seconds ago, so both sides of midnight will do."""
    now = date.today()
    days = (now, date.fromordinal(now.toordinal() - 1))
    assert told(views["today"]) in [said(day) for day in days]


def test_the_legend_tells_day_thresholds_and_colours(pages: dict[str, Path]) -> None:
    first, late, near, *rest = legend(pages["pinned"])[1:]
    assert first.text == "固定日期 2026-10-6"
    assert late == Seen("逾期", LOOKS["逾期"].font, LOOKS["逾期"].fill)
    assert near == Seen("15天内到期 周期5天内", LOOKS["临期"].font, LOOKS["临期"].fill)
    assert [cell.font for cell in rest] == [
        LOOKS["已完成"].font, LOOKS["待定"].font, BEHIND_LOOK.font,
    ]  # fmt: skip
    changed = [cell.text for cell in legend(pages["thresholds"])]
    assert "3天内到期 周期30天内" in changed and "落后 60点起" in changed
    assert legend(pages["today"])[1].text.startswith("按今天 ")
