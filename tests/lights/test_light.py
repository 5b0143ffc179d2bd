"""The rule of the lights, the words beside them, and that every light has a look."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.deadlines import normalise
from toolkit.lights.done import DONE_WORDS, is_done
from toolkit.lights.light import (
    BAR,
    BEHIND_LOOK,
    LIGHTS,
    LOOKS,
    Thresholds,
    begin_of,
    behind_text,
    days_left,
    gap,
    legend,
    light,
    remark,
    waits_for,
)
from toolkit.model import Deadline

DAY = date(2026, 10, 6)
DUE = Deadline("10月16日前", "date", due=date(2026, 10, 16))


@pytest.mark.parametrize(
    ("raw", "status", "on", "word", "words"),
    [
        ("10月16日前", "", "2026-10-17", "逾期", "逾期1天"),
        ("10月16日前", "", "2026-10-16", "临期", "今天到期"),
        ("10月16日前", "", "2026-10-01", "临期", "还有15天"),
        ("10月16日前", "", "2026-09-30", "正常", "还有16天"),
        ("10月16日前", "已完成", "2027-01-01", "已完成", ""),
        ("10月16日前", "已销号", "2027-01-01", "已完成", ""),
        ("6月、12月底前", "", "2026-07-01", "正常", "还有183天"),
        ("长期坚持", "", "2099-01-01", "长期", "不设期限"),
        ("及时公开", "", "2099-01-01", "长期", "随时办理"),
        ("每月坚持", "", "2026-10-06", "正常", "下次10月31日\n还有25天"),
        ("每月坚持", "", "2026-10-27", "临期", "下次10月31日\n还有4天"),
        ("每月坚持", "", "2026-10-31", "临期", "下次10月31日\n今天到期"),
        ("每月坚持", "", "2026-11-01", "正常", "下次11月30日\n还有29天"),
        ("每两周", "", "2026-10-06", "周期", "按周期办理"),
        ("2021年至2023年每年底前", "", "2023-12-31", "临期", "下次12月31日\n今天到期"),
        ("2021年至2023年每年底前", "", "2024-01-01", "周期", "周期已结束"),
        ("省出台文件后2个月完成", "", "2026-10-06", "待定", "等待：省出台文件后2个月"),
        ("收到后5个工作日内", "", "2026-10-06", "待定", "等待：收到后5个工作日"),
        ("适时", "", "2026-10-06", "待定", "时限待明确"),
        ("", "", "2026-10-06", "待定", "时限待明确"),
    ],
)
def test_lights(raw: str, status: str, on: str, word: str, words: str) -> None:
    deadline, day = normalise(raw, year=2026), date.fromisoformat(on)
    assert (light(deadline, status, day), remark(deadline, status, day)) == (word, words)


@pytest.mark.parametrize(
    ("near", "cycle", "raw", "word"),
    [
        (9, 5, "10月16日前", "正常"),
        (10, 5, "10月16日前", "临期"),
        (0, 5, "10月6日前", "临期"),
        (15, 4, "每月11日前", "正常"),
        (15, 5, "每月11日前", "临期"),
    ],
)
def test_thresholds(near: int, cycle: int, raw: str, word: str) -> None:
    assert light(normalise(raw, year=2026), "", DAY, near, cycle) == word


def test_an_event_that_has_come_about_lights_by_its_date() -> None:
    """The office enters the date itself once it is known."""
    deadline = Deadline("收到后5个工作日内", "relative", due=date(2026, 10, 1), anchor="收到")
    assert light(deadline, "", DAY) == "逾期" and remark(deadline, "", DAY) == "逾期5天"


@pytest.mark.parametrize(
    ("amount", "unit", "text"),
    [(2, "month", "印发后2个月"), (5, "workday", "印发后5个工作日"), (10, "day", "印发后10日"),
     (1, "week", "印发后1周"), (1, "year", "印发后1年"), (None, "", "印发后")],
)  # fmt: skip
def test_what_a_relative_one_waits_for(amount: int | None, unit: str, text: str) -> None:
    assert waits_for(Deadline("", "relative", amount=amount, unit=unit, anchor="印发")) == text
    assert waits_for(Deadline("", "none", anchor="印发")) == ""


@pytest.mark.parametrize(
    ("due", "start", "percent", "status", "begun", "points"),
    [
        ("2026-10-16", None, 0.5, "", "2026-09-26", 0),
        ("2026-10-16", None, 0.25, "", "2026-09-26", 25),
        ("2026-10-16", None, 0.9, "", "2026-09-26", 0),
        ("2026-10-16", "2026-10-01", 0.0, "", "2026-01-01", 33),
        ("2026-10-16", "2026-10-10", 0.0, "", "2026-01-01", 0),
        ("2026-10-01", None, 0.4, "", None, 60),
        ("2026-10-01", None, 1.2, "", None, 0),
        ("2026-10-01", None, 0.4, "已完成", None, None),
        ("2026-10-16", None, 0.4, "", None, None),
        ("2026-10-16", None, None, "", "2026-09-26", None),
        (None, None, 0.4, "", "2026-09-26", None),
        ("2026-10-06", "2026-12-01", 0.4, "", None, 60),
    ],
)
def test_progress_gap(
    due: str | None, start: str | None, percent: float | None, status: str, begun: str | None,
    points: int | None,
) -> None:  # fmt: skip
    def day(text: str | None) -> date | None:
        return date.fromisoformat(text) if text else None

    deadline = Deadline("", "date" if due else "none", day(start), day(due))
    assert gap(deadline, percent, status, DAY, day(begun)) == points


def test_when_tasks_began() -> None:
    assert begin_of(date(2026, 3, 2), 2026) == date(2026, 3, 2)
    assert begin_of(None, None) is None


def test_every_light_has_a_look_and_a_legend() -> None:
    assert set(LOOKS) == set(LIGHTS) == {word for word, _ in legend()}
    fills = [look.fill for word, look in LOOKS.items() if look.fill and word != "周期"]
    assert len(set(fills)) == len(fills)
    assert BEHIND_LOOK.font not in {look.font for look in LOOKS.values()} and BAR not in fills


def test_legend_says_the_thresholds() -> None:
    mine = Thresholds(7, 2, 30)
    assert "7天内" in dict(legend(mine))["临期"] and "周期任务2天内" in dict(legend(mine))["临期"]
    assert "30个百分点" in behind_text(mine)


DEADLINES = st.builds(
    Deadline,
    st.just(""),
    st.sampled_from(("date", "range", "recurring", "ongoing", "prompt", "relative", "none")),
    due=st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1)),
    recurrence=st.sampled_from(("", "FREQ=MONTHLY", "FREQ=DAILY", "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=5")),
)  # fmt: skip


@given(
    DEADLINES,
    st.sampled_from(("", "进行中", *DONE_WORDS)),
    st.dates(date(2020, 1, 1), date(2040, 1, 1)),
)
def test_a_light_only_says_what_the_date_says(deadline: Deadline, status: str, on: date) -> None:
    word, days = light(deadline, status, on), days_left(deadline, status, on)
    assert (word == "已完成") == is_done(status)
    assert (word == "逾期") == (days is not None and days < 0)
    assert word != "逾期" or deadline.due is not None
    if word == "正常":
        later = on + timedelta(days or 0)
        assert light(deadline, status, later) == "临期"
