from __future__ import annotations

from typing import Any

import pytest

from toolkit.model import Place


@pytest.mark.parametrize("content", ["", "  ", "\u3000\n"])
def test_t01_empty(subject: Any, found: Any, content: str) -> None:
    assert found(subject({}, {"content": content})) == [("T01", 3, "任务内容", "2026-003")]


def test_t02_the_later_row_is_named(subject: Any, found: Any) -> None:
    hits = found(subject({"id": "7"}, {}, {"id": "7"}, {"id": "7"}))
    assert hits == [("T02", 4, "编号", "7"), ("T02", 5, "编号", "7")]


def test_t02_rows_without_id_are_not_equal(subject: Any, found: Any) -> None:
    assert [f[0] for f in found(subject({"id": ""}, {"id": ""}))] == ["T04", "T04"]


def test_t02_finds_twins_even_where_the_places_are_equal(subject: Any, found: Any) -> None:
    here = {"id": "7", "place": Place()}
    assert [f[0] for f in found(subject(here, here))] == ["T02"]


@pytest.mark.parametrize(
    ("one", "other", "doubled"),
    [
        ("公开预算", "公开预算", True),
        ("公开 预算（2026）", "公开预算(2026)", True),
        ("公开预算", "公开决算", False),
        ("", "", False),
    ],
)
def test_t03_same_content(subject: Any, found: Any, one: str, other: str, doubled: bool) -> None:
    hits = found(subject({"content": one}, {"content": other}))
    assert (("T03", 3, "任务内容", other) in hits) is doubled


def test_t04_is_asked_of_a_ledger_only(subject: Any, found: Any) -> None:
    assert found(subject({"id": ""}, is_ledger=False)) == []
