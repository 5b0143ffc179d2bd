"""The number before a heading or item."""

from __future__ import annotations

import pytest

from toolkit.notice.numbering import (
    bare_number,
    heading_text,
    is_bare_number,
    join_lines,
    split_number,
)


@pytest.mark.parametrize(
    ("text", "rank", "number", "rest"),
    [
        ("一、加强政策公开", 1, "一", "加强政策公开"),
        ("十二．抓好落实", 1, "十二", "抓好落实"),
        ("（二十二）建设专区", 2, "二十二", "建设专区"),
        ("(四)加大解读", 2, "四", "加大解读"),
        ("（三）、完善制度", 2, "三", "完善制度"),
        ("1.做好征求意见", 3, "1", "做好征求意见"),
        ("  12、完善清单", 3, "12", "完善清单"),
        ("12．完善清单", 3, "12", "完善清单"),
        ("33.2022年底前设置栏目", 3, "33", "2022年底前设置栏目"),
        ("（3）公开目录", 4, "3", "公开目录"),
        ("3）公开目录", 4, "3", "公开目录"),
        ("②公开目录", 5, "②", "公开目录"),
        ("第三部分 保障措施", 0, "三", "保障措施"),
        ("第二章 重点任务", 0, "二", "重点任务"),
        ("2022年底前设置栏目", -1, "", "2022年底前设置栏目"),
        ("3.5%的比例", -1, "", "3.5%的比例"),
        ("12345热线", -1, "", "12345热线"),
        ("一是加强领导", -1, "", "一是加强领导"),
        ("一体化平台", -1, "", "一体化平台"),
        ("（此件公开发布）", -1, "", "（此件公开发布）"),
        ("", -1, "", ""),
    ],
)
def test_split_number(text: str, rank: int, number: str, rest: str) -> None:
    numbered = split_number(text)
    assert (numbered.rank, numbered.number, numbered.text) == (rank, number, rest)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("一", "一"),
        ("（三）", "三"),
        ("3-1", "3-1"),
        (" 7 ", "7"),
        ("①", "①"),
        ("县发改局", ""),
    ],
)
def test_bare_number(text: str, number: str) -> None:
    assert bare_number(text) == number
    assert is_bare_number(text) == bool(number)


@pytest.mark.parametrize(
    ("text", "heading"),
    [
        ("（一）加强\n市场信息公开。", "加强市场信息公开"),
        ("一、夯实基础：", "夯实基础"),
        ("抓好落实", "抓好落实"),
    ],
)
def test_heading_text(text: str, heading: str) -> None:
    assert heading_text(text) == heading


def test_join_lines_keeps_words_apart() -> None:
    assert join_lines("  甲局\r\n　乙局\x0b丙局") == "甲局乙局丙局"
    assert join_lines("open\ndata") == "open data"
