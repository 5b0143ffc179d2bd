from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from toolkit.checks import Subject

COLUMNS = (
    ("id", "编号"),
    ("content", "任务内容"),
    ("lead", "牵头单位"),
    ("others", "责任单位"),
    ("deadline", "完成时限"),
)


def without(*fields: str) -> tuple[tuple[str, str], ...]:
    return tuple((field, head) for field, head in COLUMNS if field not in fields)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (COLUMNS, []),
        (without("lead"), []),
        (without("others"), []),
        (without("lead", "others"), ["牵头单位/责任单位"]),
        (without("deadline"), ["完成时限"]),
        (without("id", "content"), ["任务内容", "编号"]),
    ],
)
def test_c01_missing(
    subject: Callable[..., Subject], found: Any, columns: Any, expected: Any
) -> None:
    hits = [f for f in found(subject({}, columns=columns)) if f[0] == "C01"]
    assert [value for _, _, _, value in hits] == expected


def test_c01_is_not_asked_of_a_notice(subject: Callable[..., Subject], found: Any) -> None:
    assert found(subject({}, columns=(), heads=(), is_ledger=False)) == []


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
