from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from toolkit.model import Deadline, Limit, Note

DUE = date(2026, 10, 31)


def test_d01_each_empty_row(subject: Any, found: Any) -> None:
    hits = found(subject({}, {"deadline": Deadline(" ")}, {"deadline": Deadline("")}))
    assert hits == [("D01", 3, "完成时限", ""), ("D01", 4, "完成时限", "")]


def test_d01_once_for_a_notice_that_has_no_deadlines(subject: Any, found: Any) -> None:
    rows = [{"deadline": Deadline("")}] * 3
    assert found(subject(*rows, is_ledger=False)) == [("D01", 0, "", "")]
    assert len(found(subject(*rows, is_ledger=True))) == 3


@pytest.mark.parametrize("code", ["D02", "D03", "D06", "D07", "D08", "D09"])
def test_a_remark_of_the_grammar_becomes_a_finding(subject: Any, found: Any, code: str) -> None:
    line = Deadline("某个时限", notes=(Note(code, "因为如此"), Note("D99", "别的")))
    assert found(subject({"deadline": line})) == [(code, 2, "完成时限", "某个时限")]


@pytest.mark.parametrize(("code", "told"), [("D02", False), ("D03", True), ("D07", True)])
def test_a_remark_on_a_limit_inside_the_content(
    subject: Any, found: Any, code: str, told: bool
) -> None:
    limit = Limit(Deadline("8月前", notes=(Note(code, "说明"),)), 0)
    expected = [(code, 2, "任务内容", "8月前")] if told else []
    assert found(subject({"limits": (limit,)})) == expected


@pytest.mark.parametrize(
    ("issued", "due", "told"),
    [
        (date(2026, 3, 5), date(2025, 12, 31), True),
        (date(2026, 3, 5), date(2026, 3, 5), False),
        (date(2026, 3, 5), None, False),
        (None, date(1999, 1, 1), False),
    ],
)
def test_d04_due_before_issue(
    subject: Any, found: Any, issued: date | None, due: date | None, told: bool
) -> None:
    hits = found(subject({"deadline": Deadline("写明的", "date", due=due)}, issued=issued))
    assert hits == ([("D04", 2, "完成时限", "写明的")] if told else [])


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (Deadline("适时开展"), True),
        (Deadline("看不懂", notes=(Note("D02", "说明"),)), False),
        (Deadline("长期坚持", "ongoing"), False),
        (Deadline("出台后2个月", "relative", amount=2, unit="month"), False),
    ],
)
def test_d10_words_without_a_date(subject: Any, found: Any, line: Deadline, told: bool) -> None:
    assert (("D10", 2, "完成时限", line.raw) in found(subject({"deadline": line}))) is told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (Deadline("反了", "range", start=DUE, due=date(2026, 9, 1)), True),
        (Deadline("反了", notes=(Note("D05", "9月25日晚于9月15日"),)), True),
        (Deadline("同一天", "range", start=DUE, due=DUE), False),
    ],
)
def test_d05_due_before_start(subject: Any, found: Any, line: Deadline, told: bool) -> None:
    assert [f[0] for f in found(subject({"deadline": line}))] == (["D05"] if told else [])
