"""Rules of recurrence that a person typed are judged before anybody reckons with them."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.deadlines import next_occurrence
from toolkit.lights.rounds import next_round, problem_of, rounds_of
from toolkit.model import Deadline

SOUND = (
    "FREQ=MONTHLY",
    "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=WEEKLY;BYDAY=FR;UNTIL=20260301T000000Z",
    "FREQ=DAILY;INTERVAL=10;COUNT=3",
)
# what was typed -> a word of the answer
WRONG = {
    "FREQ=MONTHLY;INTERVAL=0": "间隔",
    "FREQ=MONTHLY;INTERVAL=-1": "间隔",
    "FREQ=MONTHLY;INTERVAL=两": "间隔",
    "FREQ=MONTHLY;INTERVAL=²": "间隔",
    "FREQ=MONTHLY;INTERVAL=": "名称=值",
    "每月5日": "名称=值",
    "FREQ=每月": "周期",
    "INTERVAL=2": "周期",
    "FREQ=HOURLY": "一天不止一次",
    "FREQ=MONTHLY;FREQ=YEARLY": "两次",
    "FREQ=MONTHLY;BYHOUR=1": "BYHOUR",
    "FREQ=MONTHLY;BYMONTHDAY=32": "日期",
    "FREQ=MONTHLY;BYMONTHDAY=0": "日期",
    "FREQ=YEARLY;BYMONTH=13": "月份",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30": "2月没有30日",
    "FREQ=WEEKLY;BYDAY=周五": "星期",
    "FREQ=MONTHLY;BYDAY=0MO": "星期",
    "FREQ=MONTHLY;UNTIL=20261301": "截止日",
    "FREQ=MONTHLY;COUNT=0": "次数",
    "FREQ=MONTHLY;BYSETPOS=400": "位置",
    "FREQ=MONTHLY\nEND:VEVENT": "换行",
    "FREQ=MONTHLY;" + "BYMONTHDAY=1," * 100: "太长",
    "": "名称=值",
}
ON = date(2026, 5, 1)


@pytest.mark.parametrize("rule", SOUND)
def test_sound_rules(rule: str) -> None:
    assert problem_of(rule) == ""


@pytest.mark.parametrize(("rule", "word"), WRONG.items())
def test_what_is_wrong(rule: str, word: str) -> None:
    assert word in problem_of(rule)


@pytest.mark.parametrize("rule", [*SOUND, *WRONG])
def test_no_rule_raises(rule: str) -> None:
    deadline = Deadline("每月", "recurring", recurrence=rule)
    rounds_of(deadline)
    next_round(deadline, ON)
    next_occurrence(deadline, ON)


PIECES = (
    "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=WEEKLY", "FREQ=DAILY", "FREQ=", ";", "=", ",", "INTERVAL=",
    "BYMONTH=", "BYMONTHDAY=", "BYDAY=", "BYSETPOS=", "COUNT=", "UNTIL=", "BYHOUR=", "0", "1", "-1",
    "5", "30", "99", "MO", "6FR", "-1SU", "20261231", "每月", "周5", "\n", "　",
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_typed_rules_never_raise_and_never_take_long(rule: str) -> None:
    deadline = Deadline("每月", "recurring", recurrence=rule)
    start = time.process_time()
    found = rounds_of(deadline)
    day = next_round(deadline, ON)
    if problem_of(rule):
        assert (found.text, day, next_occurrence(deadline, ON)) == ("", None, None)
    else:
        next_occurrence(deadline, ON)
    assert time.process_time() - start < 5
