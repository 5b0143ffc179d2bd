"""Structured values in one cell: there and back, and readable."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.ledger import codec
from toolkit.ledger.names_in_cell import join_units, split_units
from toolkit.model import Deadline, Limit, Note, Place


@given(st.lists(st.text("ab｜\\\n=、n"), min_size=1, max_size=5))
def test_fields_survive(fields: list[str]) -> None:
    assert codec.split(codec.join(fields)) == fields
    assert "\n" not in codec.join(fields)


@pytest.mark.parametrize(
    ("deadline", "text"),
    [
        (
            Deadline("10月底前", "date", due=date(2026, 10, 31)),
            "10月底前｜类型=日期｜截止=2026-10-31",
        ),
        (
            Deadline("每月坚持", "recurring", recurrence="FREQ=MONTHLY", times=1),
            "每月坚持｜类型=周期｜规则=FREQ=MONTHLY｜次数=1",
        ),
        (
            Deadline("收到后5个工作日内", "relative", amount=5, unit="workday", anchor="收到"),
            "收到后5个工作日内｜类型=相对｜数量=5｜单位=工作日｜起算=收到",
        ),
        (
            Deadline("8月前", notes=(Note("D03", "是否含8月不明"),)),
            "8月前｜类型=无｜提示D03=是否含8月不明",
        ),
    ],
)
def test_deadlines_read_like_sentences(deadline: Deadline, text: str) -> None:
    assert codec.join(codec.whole(deadline)) == text
    assert codec.from_fields(codec.split(text)) == deadline


def test_limits_one_a_line() -> None:
    limits = (
        Limit(Deadline("5月底前", "date", due=date(2026, 5, 31)), 0),
        Limit(Deadline("每年\n一次", "recurring"), 12),
    )
    assert codec.read_limits(codec.write_limits(limits)) == limits
    assert codec.read_limits("张三手写的一句话") == ()


def test_places() -> None:
    place = Place("通知｜a.docx", "附件", 2, 3, "完成时限", 4, 5)
    assert codec.read_place(codec.write_place(place)) == place
    assert codec.read_place("") == Place()


def test_pairs() -> None:
    pairs = (("责任领导", "张三｜李四"), ("分值", ""))
    assert codec.read_pairs(codec.write_pairs(pairs)) == pairs
    assert codec.read_pairs("") == ()


@pytest.mark.parametrize(
    ("names", "cell"),
    [
        ((), ""),
        (("县财政局",), "县财政局"),
        (("县财政局", "县审计局"), "县财政局、县审计局"),
        (("涉及采购、交易等相关单位",), "涉及采购、交易等相关单位；"),
        (("涉及采购、交易等相关单位", "县财政局"), "涉及采购、交易等相关单位；县财政局"),
        (("县教体局（督导室、体育科）", "县财政局"), "县教体局（督导室、体育科）、县财政局"),
    ],
)
def test_units_in_a_cell(names: tuple[str, ...], cell: str) -> None:
    assert join_units(names) == cell
    assert split_units(cell) == names


@pytest.mark.parametrize(
    "cell",
    ["甲局，乙局", "甲局,乙局", "甲局;乙局", "甲局\n乙局", " 甲局 、乙局、", "甲局、乙局、甲局"],
)
def test_units_as_clerks_type_them(cell: str) -> None:
    assert split_units(cell) == ("甲局", "乙局")
