"""Tables that stand in plain text."""

from __future__ import annotations

import pytest

from toolkit.model import Place
from toolkit.notice.document import Document, Paragraph, Table
from toolkit.notice.layout import lay_out


def grid(text: str) -> list[object]:
    """The laid-out text: a table as a list of rows of texts, a paragraph as its text."""
    lines = tuple(Paragraph(line, Place(line=i)) for i, line in enumerate(text.split("\n"), 1))
    out: list[object] = []
    for block in lay_out(Document(lines)).blocks:
        if isinstance(block, Table):
            out.append([[cell.text for cell in row] for row in block.rows])
        elif block.text.strip():
            out.append(block.text)
    return out


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "任务表\n\n\t重点\n\n工作\n\t内容\n\t单位\n\n\t甲\n\t\n\t乙局\n\n完",
            ["任务表", [["重点工作", "内容", "单位"], ["甲", "", "乙局"]], "完"],
            id="cell lines: a blank line inside a cell, a blank cell",
        ),
        pytest.param(
            "\t内容\n\t单位\n\n\t甲一\n  甲二\n\t\n乙局\n\n",
            [[["内容", "单位"], ["甲一\n  甲二", "\n乙局"]]],
            id="cell lines: a cell of two lines, a cell that begins with a break",
        ),
        pytest.param(
            "序号\t内容\t单位\t\n1\t甲\t乙局\t\n\n- 3 -\n\t丙\t丁局\t",
            [[["序号", "内容", "单位", ""], ["1", "甲", "乙局", ""], ["", "丙", "丁局", ""]]],
            id="tab rows over a page break",
        ),
        pytest.param(
            "序号\t内容\t单位\n1\t甲事的前半\n后半\t乙局\n2\t丙\t丁局\n3\t戊\t己局",
            [
                [
                    ["序号", "内容", "单位"],
                    ["1", "甲事的前半后半", "乙局"],
                    ["2", "丙", "丁局"],
                    ["3", "戊", "己局"],
                ]
            ],
            id="tab rows: a line break inside a cell",
        ),
        pytest.param(
            "| 内容 | 单位 |\n| --- | :-: |\n| 甲 | 乙局 |\n| 丙<br>丁 |  |",
            [[["内容", "单位"], ["甲", "乙局"], ["丙\n丁", ""]]],
            id="pipe rows with a ruler",
        ),
        pytest.param(
            "┌──┬──┐\n│内容│单位│\n├──┼──┤\n│甲事│乙、│\n│之二│丙局│\n├──┼──┤\n│丁  │戊局│\n└──┴──┘",
            [[["内容", "单位"], ["甲事之二", "乙、丙局"], ["丁", "戊局"]]],
            id="a drawn box whose cells are wrapped",
        ),
        pytest.param("没有\t表", ["没有\t表"], id="one line with a TAB is no table"),
        pytest.param("", [], id="empty"),
    ],
)
def test_lay_out(text: str, expected: list[object]) -> None:
    assert grid(text) == expected
