"""Lines and heights: Chinese line breaking, Latin words, Excel's limit."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.limits import MAX_ROW_HEIGHT
from toolkit.workbook.fill.heights import capacity, lines, points, row_height


@pytest.mark.parametrize(
    ("text", "room", "count"),
    [
        ("", 10, 1),
        ("一二三四五", 10, 1),
        ("一二三四五六", 10, 2),
        # A mark that may not begin a line takes the character before it along.
        ("一二三四五，", 10, 2),
        ("一二三四五，六七八", 10, 2),
        ("一二三四五，六七八九十", 10, 3),
        ("一二三四五。）", 10, 2),
        # An opening bracket may not end a line.
        ("一二三四（五六七八", 10, 2),
        ("一二三四（五六七八九", 10, 3),
        # A Latin word stays whole if a line can hold it.
        ("一二三abcdef", 10, 2),
        ("一二三四12345热线", 10, 2),
        ("一二三四12345热线号码", 10, 3),
        ("abcdefghijklmnopqrstuvwxyz", 10, 3),
        ("abc，" * 1, 10, 1),
        # Line breaks of the cell.
        ("一\n二\n\n三", 10, 4),
        # Full-width quotes are wide, combining marks take no room.
        ("“一二三”", 10, 1),
        ("“一二三四”", 10, 2),
        ("e\u0301" * 10, 10, 1),
        # A column that is narrower than a character.
        ("一二三", 1, 3),
        ("，，，，，，，，", 4, 4),
    ],
)
def test_lines(text: str, room: int, count: int) -> None:
    assert lines(text, room) == count


@given(st.text("一二三，。（）“”abc12 \n、%", max_size=200), st.integers(2, 60))
def test_lines_are_enough_and_not_absurd(text: str, room: int) -> None:
    count = lines(text, room)
    needed = sum(
        -(-sum(1 if c.isascii() else 2 for c in part) // room) or 1 for part in text.split("\n")
    )
    assert needed <= count <= max(1, 2 * len(text) + 1)


@given(st.text(max_size=300), st.integers(1, 40))
def test_any_text_ends(text: str, room: int) -> None:
    assert lines(text, room) >= 1


def test_more_room_never_needs_more_lines_of_plain_text() -> None:
    text = "深入推进涉企政策集中公开" * 20
    counts = [lines(text, room) for room in range(4, 120)]
    assert counts == sorted(counts, reverse=True)


def test_capacity_follows_width_and_size() -> None:
    assert capacity(42, 10) > capacity(42, 12) > capacity(20, 12)
    assert capacity(0.1, 30) == 2


def test_heights_grow_with_lines_up_to_the_limit() -> None:
    assert points(2, 10) - points(1, 10) == pytest.approx(14.5)
    assert row_height([("短", 20, 10)]) == points(1, 10)
    assert row_height([("短", 20, 10)], least=48) == 48
    assert row_height([("长" * 30_000, 20, 10)]) == MAX_ROW_HEIGHT
