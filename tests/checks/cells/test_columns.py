from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from toolkit.checks import Subject, run_checks
from toolkit.errors import LedgerProblem
from toolkit.ledger import Ledger
from toolkit.ledger.columns import TASK_COLUMNS
from toolkit.ledger.needs import CHECKED, need_columns
from toolkit.model import Notice

COLUMNS = (
    ("id", "编号"),
    ("content", "任务内容"),
    ("lead", "牵头单位"),
    ("others", "责任单位"),
    ("deadline", "完成时限"),
)


def test_c01_missing(subject: Callable[..., Subject], found: Any) -> None:
    made = subject({}, missing=(("完成时限", ""), ("状态", "办理情况")))
    assert [(code, value) for code, _, _, value in found(made)] == [
        ("C01", "完成时限"), ("C01", "状态"),
    ]  # fmt: skip
    messages = [f.message for f in run_checks(made)]
    assert messages == ["找不到“完成时限”这一列", "找不到“状态”这一列，是不是“办理情况”？"]


def test_c01_is_not_asked_of_a_notice(subject: Callable[..., Subject], found: Any) -> None:
    assert found(subject({}, columns=(), heads=(), is_ledger=False)) == []


@pytest.mark.parametrize(
    ("heads", "missing"),
    [
        (("编号", "任务内容", "牵头单位", "完成时限", "截止日期", "状态"), ()),
        (("编号", "任务内容", "完成时限", "截止日期", "状态"),
         (("牵头单位/责任单位", ""),)),
        (("编号", "任务内容", "责任单位", "啥时候完成", "截止日期", "状态（新）"),
         (("完成时限", ""), ("状态", "状态（新）"))),
        # An office's own ledger has the words only; where they were normalised once, the date counts.
        (("编号", "任务内容", "责任单位", "完成时限", "状态"), ()),
        (("编号", "任务内容", "责任单位", "完成时限", "状态", "规范依据"), (("截止日期", ""),)),
        ((), ()),  # made from a notice, and not read from a workbook
    ],
)  # fmt: skip
def test_which_columns_are_missing(heads: Any, missing: Any) -> None:
    known = {c.head: c.field for c in TASK_COLUMNS}
    pairs = tuple((known[head], head) for head in heads if head in known)
    ledger = Ledger(Notice(), file="台账.xlsx", heads=heads, columns=pairs)
    assert ledger.subject().missing == missing
    if missing:
        with pytest.raises(LedgerProblem, match=missing[0][0]) as caught:
            need_columns(ledger, CHECKED, "通报")
        assert "通报需要它" in str(caught.value) and "台账.xlsx" in str(caught.value)
        assert all(likely in str(caught.value) for _, likely in missing)
    else:
        need_columns(ledger, CHECKED, "通报")


@pytest.mark.parametrize(
    ("heads", "columns", "expected"),
    [
        (("编号", "备注", "备注 "), COLUMNS, ["备注"]),
        (("编号", "", ""), COLUMNS, []),
        (("时限", "完成时限"), (*COLUMNS, ("deadline", "时限")), ["完成时限、时限"]),
        (("时限", "时限"), (*COLUMNS, ("deadline", "时限")), ["时限"]),
    ],
)
def test_c02_doubled(
    subject: Callable[..., Subject], found: Any, heads: Any, columns: Any, expected: Any
) -> None:
    hits = [f for f in found(subject({}, heads=heads, columns=columns)) if f[0] == "C02"]
    assert [value for _, _, _, value in hits] == expected


def test_c03_merged(subject: Callable[..., Subject], found: Any) -> None:
    assert found(subject({}, merged=("B2:B9", "AA3:AB3"))) == [
        ("C03", 2, "B", "B2:B9"),
        ("C03", 3, "AA", "AA3:AB3"),
    ]
