"""What clerks type, as tables: written down before the code that reads it."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.ledger.said import (
    Said,
    said_date,
    said_id,
    said_percent,
    said_status,
)
from toolkit.lights.done import DONE, DONE_WORDS, STATUSES, is_done

# How the answer must come: "plain" without a word, "note" with a remark (and so a finding),
# "ask" no value and a problem, "either" the value with a remark or a question, "any" the value
# with or without a remark, "empty" nothing at all.
PLAIN, NOTE, ASK, EITHER, ANY, EMPTY = "plain", "note", "ask", "either", "any", "empty"

STATUS_CELLS = [
    ('已完成', '已完成', PLAIN),
    ('已完成 ', '已完成', ANY),
    (' 已 完 成', '已完成', ANY),
    ('完成', '已完成', NOTE),
    ('办结', '已完成', NOTE),
    ('已办结', '已完成', NOTE),
    ('办结。', '已完成', NOTE),
    ('√', '已完成', NOTE),
    ('✓', '已完成', NOTE),
    ('✔', '已完成', NOTE),
    ('是', '已完成', NOTE),
    ('100%', '已完成', NOTE),
    ('１００％', '已完成', NOTE),
    ('100', '已完成', EITHER),
    (1, None, ASK),
    (True, '已完成', EITHER),
    ('全部完成', '已完成', NOTE),
    ('已全部完成', '已完成', NOTE),
    ('已落实', '已完成', NOTE),
    ('已整改', '已完成', NOTE),
    ('整改到位', '已完成', NOTE),
    ('已结', '已完成', NOTE),
    ('已结案', '已完成', NOTE),
    ('销号', '已销号', NOTE),
    ('已销账', '已销号', NOTE),
    ('已销帐', '已销号', NOTE),
    ('待销号', '已完成', NOTE),
    ('已完成（待销号）', '已完成', EITHER),
    ('申请销号', '已完成', EITHER),
    ('基本完成', '进行中', EITHER),
    ('部分完成', '进行中', EITHER),
    ('即将完成', '进行中', EITHER),
    ('未完成', '进行中', EITHER),
    ('尚未完成', '进行中', EITHER),
    ('未办结', '进行中', EITHER),
    ('无法完成', None, ASK),
    ('计划6月完成', None, ASK),
    ('已完成80%', '进行中', NOTE),
    ('完成80%', '进行中', NOTE),
    ('80%', '进行中', NOTE),
    ('0%', '未开始', NOTE),
    ('逾期完成', '已完成', EITHER),
    ('提前完成', '已完成', NOTE),
    ('按时完成', '已完成', EITHER),
    ('限期完成', None, ASK),
    ('长期坚持', '进行中', EITHER),
    ('持续推进', '进行中', NOTE),
    ('已完成，长期坚持', '已完成', EITHER),
    ('推进中', '进行中', NOTE),
    ('正在推进', '进行中', NOTE),
    ('正在办理', '进行中', NOTE),
    ('办理中', '进行中', NOTE),
    ('在办', '进行中', NOTE),
    ('正在进行', '进行中', NOTE),
    ('进行中...', '进行中', NOTE),
    ('有序推进', '进行中', NOTE),
    ('按序时进度推进', '进行中', NOTE),
    ('已启动', '进行中', NOTE),
    ('正在实施', '进行中', NOTE),
    ('落实中', '进行中', NOTE),
    ('未启动', '未开始', NOTE),
    ('未开始', '未开始', PLAIN),
    ('未开展', '未开始', NOTE),
    ('尚未启动', '未开始', NOTE),
    ('待启动', '未开始', NOTE),
    ('待办', '未开始', NOTE),
    ('否', None, ASK),
    ('×', None, ASK),
    ('暂缓', None, ASK),
    ('取消', None, ASK),
    ('不涉及', None, ASK),
    ('/', None, ASK),
    ('已完成？', None, ASK),
    ('已完成/未完成', None, ASK),
    ('☑已完成 □未完成', '已完成', EITHER),
    ('#N/A', None, ASK),
    (datetime(2026, 6, 30, 0, 0), None, ASK),
    ('己完成', '已完成', NOTE),
    ('巳完成', '已完成', NOTE),
    ('已完咸', None, ASK),
    ('完成100%', '已完成', NOTE),
    ('', None, EMPTY),
    (None, None, EMPTY),
    ('进行中\n', '进行中', ANY),
    ('已\u200b完成', '已完成', ANY),
    ('甲乙丙', None, ASK),
]  # fmt: skip

PERCENT_CELLS = [
    (0.8, '0%', 0.8, PLAIN),
    (0.8, 'General', 0.8, PLAIN),
    ('80%', '0%', 0.8, NOTE),
    ('80％', '0%', 0.8, NOTE),
    ('８０％', '0%', 0.8, NOTE),
    ('80 %', '0%', 0.8, NOTE),
    (80, 'General', 0.8, EITHER),
    (80, '0%', None, ASK),
    (1, '0%', 1, PLAIN),
    (1, 'General', None, ASK),
    (0, 'General', 0, PLAIN),
    (0, '0%', 0, PLAIN),
    (100, 'General', 1, EITHER),
    (150, 'General', None, ASK),
    ('0.8', '0%', 0.8, NOTE),
    ('80', '0%', 0.8, EITHER),
    ('1', 'General', None, ASK),
    ('八成', '0%', 0.8, NOTE),
    ('八成五', '0%', 0.85, NOTE),
    ('八成半', '0%', 0.85, EITHER),
    ('约80%', '0%', 0.8, NOTE),
    ('80%左右', '0%', 0.8, NOTE),
    ('近80%', '0%', 0.8, EITHER),
    ('80%以上', '0%', 0.8, EITHER),
    ('过半', '0%', None, ASK),
    ('一半', '0%', 0.5, NOTE),
    ('-20', '0%', None, ASK),
    (-0.2, '0%', None, ASK),
    ('−20', '0%', None, ASK),
    ('180 %', '0%', None, ASK),
    (1.8, '0%', None, ASK),
    ('100%', '0%', 1, NOTE),
    ('已完成', '0%', 1, EITHER),
    ('80%-90%', '0%', None, ASK),
    ('百分之八十', '0%', 0.8, NOTE),
    ('百分之百', '0%', 1, NOTE),
    ('80.5%', '0%', 0.805, NOTE),
    ('80％。', '0%', 0.8, NOTE),
    ('—', '0%', None, ASK),
    ('#N/A', '0%', None, ASK),
    (True, '0%', None, ASK),
    ('七八成', '0%', None, ASK),
    ('三分之二', '0%', 2 / 3, EITHER),
    ('80%（已开工）', '0%', 0.8, EITHER),
    ('预计80%', '0%', None, ASK),
    ('8o%', '0%', None, ASK),
    ('剩余20%', '0%', None, ASK),
    ('还差20%', '0%', None, ASK),
    ('滞后20%', '0%', None, ASK),
    ('已完成80％', '0%', 0.8, NOTE),
    ('完成 80%', '0%', 0.8, NOTE),
    ('80%，正在收尾', '0%', 0.8, EITHER),
    ('正在推进', '0%', None, ASK),
    (datetime(2026, 4, 5, 0, 0), 'm/d', None, ASK),
    ('', '0%', None, EMPTY),
    (None, '0%', None, EMPTY),
    ('0', '0%', 0, NOTE),
    ('十成', '0%', 1, EITHER),
    (0.8, '0.00_ ', 0.8, PLAIN),
    (80.0, '0"%"', 0.8, EITHER),
]  # fmt: skip

# raw, as shown, whether the workbook counts from 1904, the day; the ledger is of 2026
DATE_CELLS = [
    (date(2026, 10, 16), '2026/10/16', False, date(2026, 10, 16), PLAIN),
    ('2026-10-16', '', False, date(2026, 10, 16), NOTE),
    ('2026/10/16', '', False, date(2026, 10, 16), NOTE),
    ('2026.10.16', '', False, date(2026, 10, 16), NOTE),
    ('2026年10月16日', '', False, date(2026, 10, 16), NOTE),
    ('2026年10月16号', '', False, date(2026, 10, 16), NOTE),
    ('2026-10-16 00:00:00', '', False, date(2026, 10, 16), NOTE),
    ('26.10.16', '', False, date(2026, 10, 16), EITHER),
    ('２０２６年１０月１６日', '', False, date(2026, 10, 16), NOTE),
    ('二〇二六年十月十六日', '', False, date(2026, 10, 16), NOTE),
    ('2026 年 10 月 16 日', '', False, date(2026, 10, 16), NOTE),
    ('2026、10、16', '', False, date(2026, 10, 16), EITHER),
    ('10月16日', '', False, date(2026, 10, 16), NOTE),
    ('10月16日前', '', False, date(2026, 10, 16), NOTE),
    ('10.16', '', False, date(2026, 10, 16), EITHER),
    (10.16, '10.16', False, date(2026, 10, 16), EITHER),
    ('10/16', '', False, date(2026, 10, 16), EITHER),
    ('2026年10月', '', False, date(2026, 10, 31), NOTE),
    ('2026-10', '', False, date(2026, 10, 31), EITHER),
    ('2026.10', '', False, date(2026, 10, 31), EITHER),
    (2026.1, '2026.1', False, None, ASK),
    (2026.1, '2026.10', False, date(2026, 10, 31), NOTE),
    (2026.12, '2026.12', False, date(2026, 12, 31), EITHER),
    (2026.5, '2026.5', False, date(2026, 5, 31), EITHER),
    (2026, '2026', False, None, ASK),
    ('2026年底', '', False, date(2026, 12, 31), NOTE),
    ('年底', '', False, date(2026, 12, 31), NOTE),
    (20261016, '20261016', False, date(2026, 10, 16), NOTE),
    ('20261016', '', False, date(2026, 10, 16), NOTE),
    (202610, '202610', False, date(2026, 10, 31), EITHER),
    (46311, '46311', False, date(2026, 10, 16), NOTE),
    ('46311', '', False, date(2026, 10, 16), EITHER),
    (44849, '44849', True, date(2026, 10, 16), NOTE),
    (20261301, '', False, None, ASK),
    ('2026-02-30', '', False, None, ASK),
    ('2026年2月29日', '', False, None, ASK),
    ('2026年6月31日', '', False, None, ASK),
    ('待定', '', False, None, ASK),
    ('另行通知', '', False, None, ASK),
    ('—', '', False, None, ASK),
    ('/', '', False, None, ASK),
    ('长期', '', False, None, ASK),
    ('#N/A', '', False, None, ASK),
    ('#VALUE!', '', False, None, ASK),
    (date(2026, 12, 1), '2026年12月', False, date(2026, 12, 31), ANY),
    (date(2026, 12, 1), '12月1日', False, date(2026, 12, 1), PLAIN),
    ('2026年10月16日前', '', False, date(2026, 10, 16), NOTE),
    ('2026年9月15日至9月25日', '', False, date(2026, 9, 25), EITHER),
    ('10月16日、12月底', '', False, date(2026, 12, 31), EITHER),
    ('16/10/2026', '', False, date(2026, 10, 16), EITHER),
    ('10-16', '', False, date(2026, 10, 16), EITHER),
    ('明年3月底', '', False, date(2027, 3, 31), NOTE),
    ('第四季度', '', False, date(2026, 12, 31), NOTE),
    ('上半年', '', False, date(2026, 6, 30), NOTE),
    ('国庆前', '', False, None, ASK),
    (date(2062, 10, 16), '2062/10/16', False, date(2062, 10, 16), EITHER),
    (0, '0', False, None, ASK),
    (1, '1', False, None, ASK),
    (-5, '', False, None, ASK),
    (datetime(2026, 10, 16, 17, 30), '', False, date(2026, 10, 16), ANY),
    (time(10, 16), '', False, None, ASK),
    (True, '', False, None, ASK),
    ('2026-10-16（已延期至2026-11-30）', '', False, None, ASK),
    ('延期至11月30日', '', False, date(2026, 11, 30), EITHER),
    ('原10月16日，现11月30日', '', False, None, ASK),
    ('10月16日？', '', False, date(2026, 10, 16), EITHER),
    ('2026-10-l6', '', False, None, ASK),
    ('2026-10-16;', '', False, date(2026, 10, 16), NOTE),
    ('2026/10/16 星期五', '', False, date(2026, 10, 16), EITHER),
    ('2026年10月中旬', '', False, date(2026, 10, 20), NOTE),
    ('10月', '', False, date(2026, 10, 31), NOTE),
    ('立即', '', False, None, ASK),
    ('收到文件后5个工作日', '', False, None, ASK),
    ('', '', False, None, EMPTY),
    (None, '', False, None, EMPTY),
    ('2026年10月16日前完成', '', False, date(2026, 10, 16), NOTE),
    (' 2026-10-16 ', '', False, date(2026, 10, 16), NOTE),
    ('2026－10－16', '', False, date(2026, 10, 16), NOTE),
    ('2026年10月16', '', False, date(2026, 10, 16), EITHER),
    ('Oct 16, 2026', '', False, date(2026, 10, 16), EITHER),
    ("'2026-10-16", '', False, date(2026, 10, 16), EITHER),
]  # fmt: skip

ID_CELLS = [
    ('2026-001', '2026-001', PLAIN),
    ('２０２６－００１', '2026-001', NOTE),
    ('2026 -001', '2026-001', NOTE),
    ('2026-001 ', '2026-001', ANY),
    (1, '1', PLAIN),
    (1.0, '1', PLAIN),
    ('6-15', '6-15', PLAIN),
    (date(2026, 2, 1), None, ASK),
    (True, None, ASK),
    ('#REF!', None, ASK),
    ('', None, EMPTY),
    ('2026—001', '2026-001', NOTE),
    ('2026–001', '2026-001', NOTE),
    ('一', '一', PLAIN),
    (20260001, '20260001', PLAIN),
    ('2026-001\u200b', '2026-001', ANY),
    (1.5, '1.5', ANY),
    ('00１', '001', NOTE),
    (time(6, 15), None, ASK),
    ('2026-\n001', '2026-001', NOTE),
]  # fmt: skip


def holds(said: Said[object], value: object, how: str) -> bool:
    """Whether an answer came as it must."""
    if isinstance(value, float) and isinstance(said.value, float):
        right = abs(said.value - value) < 1e-5
    else:
        right = said.value == value
    asked = said.value is None and bool(said.problem)
    noted = right and bool(said.note) and not said.problem
    plain = right and not said.note and not said.problem
    return {
        PLAIN: plain, NOTE: noted, ASK: asked, EITHER: asked or noted, ANY: plain or noted,
        EMPTY: said == Said(),
    }[how]  # fmt: skip


@pytest.mark.parametrize(("raw", "value", "how"), STATUS_CELLS)
def test_status(raw: str, value: str | None, how: str) -> None:
    said = said_status(raw)
    assert holds(said, value, how), said


@pytest.mark.parametrize(("raw", "number_format", "value", "how"), PERCENT_CELLS)
def test_percent(raw: str, number_format: str, value: float | None, how: str) -> None:
    said = said_percent(raw, number_format)
    assert holds(said, value, how), said


@pytest.mark.parametrize(("raw", "shown", "epoch_1904", "value", "how"), DATE_CELLS)
def test_date(raw: str, shown: str, epoch_1904: bool, value: date | None, how: str) -> None:
    said = said_date(raw, shown, epoch_1904=epoch_1904, year=2026)
    assert holds(said, value, how), said


@pytest.mark.parametrize(("raw", "value", "how"), ID_CELLS)
def test_id(raw: str, value: str | None, how: str) -> None:
    said = said_id(raw)
    assert holds(said, value, how), said


RAW = st.one_of(
    st.none(), st.text(max_size=12), st.text("已未完成办结进行中开始销号0123456789%.成年月日前-/约 　", max_size=12),
    st.floats(allow_nan=False), st.booleans(), st.dates(), st.datetimes(), st.times(),
)  # fmt: skip


@given(RAW)
def test_nothing_is_passed_over_in_silence(raw: object) -> None:
    """Whatever a cell holds gives a value or a problem; only a blank cell gives neither."""
    for said in (said_status(raw), said_percent(raw), said_date(raw, year=2026), said_id(raw)):
        assert (said.value is None) or not said.problem
        if said.value is None and not said.problem:
            assert raw is None or (
                (isinstance(raw, str) and not raw.strip(" \t\r\n")) or blank(raw)
            )


def blank(raw: object) -> bool:
    from toolkit.text import fold, squeeze

    return isinstance(raw, str) and not squeeze(fold(raw))


@given(st.one_of(st.sampled_from(DONE_WORDS), st.text(max_size=5)))
def test_what_counts_as_done_is_read_as_done(word: str) -> None:
    assert not is_done(word) or said_status(word).value in DONE


@pytest.mark.parametrize("word", STATUSES)
def test_the_standard_words_need_no_remark(word: str) -> None:
    assert said_status(word) == Said(word)
    assert is_done(word) == (word in DONE)


@given(st.integers(0, 100))
def test_a_percentage_is_read_as_it_was_written(n: int) -> None:
    for text in (f"{n}%", f"{n} ％", f"约{n}%", f"已完成{n}%", f"百分之{n}"):
        assert said_percent(text).value == n / 100


@given(st.dates(date(1995, 1, 1), date(2095, 12, 31)))
def test_a_day_is_read_as_it_was_written(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    for raw, of_1904 in (
        (day, False), (day.isoformat(), False), (day.strftime("%Y%m%d"), False),
        (f"{day.year}年{day.month}月{day.day}日", False), (float(serial), False),
        (float(serial - 1462), True),
    ):  # fmt: skip
        assert said_date(raw, epoch_1904=of_1904).value == day


@pytest.mark.parametrize("day", [date(2022, 10, 16), date(2037, 1, 1), date(2062, 10, 16)])
def test_a_far_away_year_is_remarked_on(day: date) -> None:
    assert f"{day}离2026年很远" in said_date(day, year=2026).note
    typed = said_date(day.isoformat(), year=2026)
    assert "远" in typed.note or "太远" in typed.problem


@pytest.mark.parametrize("day", [date(2023, 1, 1), date(2036, 12, 31)])
def test_a_near_year_is_not(day: date) -> None:
    assert said_date(day, year=2026) == Said(day)
    assert said_date(day) == Said(day)
