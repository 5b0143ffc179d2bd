from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.cli.zh import columns, wrap


@pytest.mark.parametrize(
    ("text", "limit", "lines"),
    [
        ("", 10, []),
        ("覆盖已有的台账文件", 10, ["覆盖已有的", "台账文件"]),
        ("读取，整理。", 10, ["读取，整", "理。"]),
        ("用 --explain 查看", 12, ["用 --explain", "查看"]),
        ("abcdefghijklmnop", 8, ["abcdefghijklmnop"]),
    ],
)
def test_wrap(text: str, limit: int, lines: list[str]) -> None:
    assert wrap(text, limit) == lines


TEXTS = st.text(alphabet="任务台账，。（）ab-x. ", max_size=60)


@given(TEXTS, st.integers(8, 40))
def test_wrapping_loses_no_character_and_keeps_the_limit(text: str, limit: int) -> None:
    lines = wrap(text, limit)
    assert "".join("".join(lines).split()) == "".join(text.split())
    for line in lines:
        whole_word = all(char not in line for char in "任务台账") and " " not in line
        # A closing mark may hang over by itself: it must not begin the next line.
        hanging = line.rstrip("，。（）")
        assert columns(hanging) <= limit or whole_word or line != hanging
