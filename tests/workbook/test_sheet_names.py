"""Sheet names: Excel's limits, unique, close to what was wanted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.limits import MAX_SHEET_NAME, SHEET_NAME_FORBIDDEN, utf16_length
from toolkit.workbook.sheet_names import quoted, sheet_name


@pytest.mark.parametrize(
    ("wanted", "taken", "name"),
    [
        ("县财政局", [], "县财政局"),
        ("县教育局/体育局", [], "县教育局／体育局"),
        ("a:b\\c?d*e[f]", [], "a：b＼c？d＊e［f］"),
        ("'县财政局'", [], "县财政局"),
        ("县\n财政\t局", [], "县 财政 局"),
        ("县财政局", ["县财政局"], "县财政局(2)"),
        ("ABC局", ["abc局", "Abc局(2)"], "ABC局(3)"),
        ("history", [], "history(2)"),
        ("  ", [], "未命名"),
        ("县" * 60, [], "县" * 31),
        ("县" * 60, ["县" * 31], "县" * 28 + "(2)"),
    ],
)
def test_names(wanted: str, taken: list[str], name: str) -> None:
    assert sheet_name(wanted, taken) == name


@given(st.lists(st.text(max_size=50), max_size=12))
def test_any_names_become_legal_and_unique(wanted: list[str]) -> None:
    names: list[str] = []
    for name in wanted:
        names.append(sheet_name(name, names))
    assert len({name.casefold() for name in names}) == len(wanted)
    for name in names:
        assert 0 < utf16_length(name) <= MAX_SHEET_NAME
        assert not set(name) & SHEET_NAME_FORBIDDEN
        assert name == name.strip("'") and name.isprintable()


def test_quoted() -> None:
    assert quoted("县'委") == "'县''委'"
