"""Plain text stays as it is, line by line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.files.source import Source
from toolkit.notice.document import Paragraph
from toolkit.notice.formats.text import lines_of, read_text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("一\n二\n", ["一", "二"]),
        ("一\r\n\r\n二", ["一", "", "二"]),
        ("一\r二\x0b三\u2028四\u2029五\x85六", ["一", "二", "三", "四", "五", "六"]),
        ("\t\t县财政局  \n　　内容", ["\t\t县财政局  ", "　　内容"]),
        ("一\n\x0c二", ["一", "\x0c二"]),
        ("一\x0c二", ["一", "\x0c二"]),
        ("\x0c一", ["\x0c一"]),
        ("一\x0c\x0c二", ["一", "\x0c", "\x0c二"]),
        ("", []),
    ],
)
def test_lines(text: str, lines: list[str]) -> None:
    assert lines_of(text) == lines


def test_places_count_lines_and_pages() -> None:
    document = read_text(Source("通知.txt", "一\n\x0c二\n三".encode()))
    places = [
        (b.text, b.place.line, b.place.page) for b in document.blocks if isinstance(b, Paragraph)
    ]
    assert places == [("一", 1, 1), ("\x0c二", 2, 2), ("三", 3, 2)]


def test_undecodable_bytes_are_reported() -> None:
    document = read_text(Source("通知.txt", ("云溪县人民政府" * 40).encode()[:-1]))
    assert [(o.text, "1 处字节" in o.why) for o in document.left_out] == [("", True)]


@given(st.text(alphabet="一二县a \t\n\r\x0b\x0c\u2028", min_size=1))
def test_no_character_is_lost(text: str) -> None:
    kept = "".join(lines_of(text))
    assert [c for c in kept if c not in "\n\r\x0b\u2028"] == [
        c for c in text if c not in "\n\r\x0b\u2028"
    ]
