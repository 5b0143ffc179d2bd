"""Text cut at a fixed width, and tables whose columns blanks set apart."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.notice.reading import from_text, rows
from toolkit.model import LeftOut
from toolkit.notice.document import Paragraph
from toolkit.notice.wrapped import page_width, unwrap

ITEMS = [
    "1.应编尽编村庄规划，年内完成三十二个集聚提升类、特色保护类村庄规划编制报批工作。（牵头单位：县自然资源局；责任单位：各乡镇人民政府；完成时限：11月底前）",
    "2.推进乡村规划师下乡，每个乡镇至少落实一名责任规划师，定期开展业务培训和现场指导。（牵头单位：县自然资源局；责任单位：县委组织部；完成时限：6月底前）",
    "3.严格农房建设管理，落实四到场制度，严禁在地质灾害易发区和行洪区内选址建设住房。（牵头单位：县住建局；责任单位：县水利局；完成时限：长期坚持）",
]


def cut(text: str, size: int, indent: str) -> list[str]:
    return textwrap.wrap(indent + text, size, drop_whitespace=False, break_on_hyphens=False)


@pytest.mark.parametrize("size", [24, 28, 33])
@pytest.mark.parametrize("indent", ["　　", ""])
def test_items_cut_at_a_width_are_read_whole(size: int, indent: str) -> None:
    lines = [line for item in ITEMS for line in cut(item, size, indent)]
    notice = from_text("云溪县2026年乡村建设任务分工\n\n" + "\n".join(lines))
    assert rows(notice, "no", "units", "due") == [
        ("1", "县自然资源局|各乡镇人民政府", "2026-11-30"),
        ("2", "县自然资源局|县委组织部", "2026-06-30"),
        ("3", "县住建局|县水利局", ""),
    ]
    assert [task.content for task in notice.tasks] == [i.split("（")[0][2:] for i in ITEMS]


def test_page_numbers_and_running_heads_in_the_middle_of_a_sentence() -> None:
    lines = [line for item in ITEMS for line in cut(item, 28, "　　")]
    lines[2:2] = ["", "— 1 —", "\f云溪县人民政府公报  2026年第2期", ""]
    notice = from_text("云溪县2026年乡村建设任务分工\n\n" + "\n".join(lines))
    assert [task.content for task in notice.tasks] == [i.split("（")[0][2:] for i in ITEMS]
    assert {piece.why for piece in notice.left_out} >= {"页码", "页眉"}


@given(st.lists(st.text(alphabet="公开政务信息，。", min_size=1, max_size=30), max_size=4))
def test_short_lines_are_left_as_they_are(texts: list[str]) -> None:
    lines = [Paragraph(text) for text in texts]
    left: list[LeftOut] = []
    assert page_width(lines)[1] == 0
    assert unwrap(lines, left) == lines and left == []


def test_columns_that_blanks_set_apart() -> None:
    notice = from_text(
        "           云溪县2026年粮食安全任务分工表\n\n"
        "序号   重点任务                          牵头单位        责任单位              完成时限\n"
        " 1     播种面积稳定在45.2万亩以上        县农业农村局    各乡镇人民政府        10月底前\n"
        " 2     开展粮食质量安全监测，抽检不      县市场监管局    县发改局、县教育局    11月底前\n"
        "       少于120批次\n"
        " 3     严格耕地用途管制                  县自然资源局                          长期坚持\n"
    )
    assert rows(notice, "no", "content", "units", "deadline") == [
        ("1", "播种面积稳定在45.2万亩以上", "县农业农村局|各乡镇人民政府", "10月底前"),
        (
            "2",
            "开展粮食质量安全监测，抽检不少于120批次",
            "县市场监管局|县发改局、县教育局",
            "11月底前",
        ),
        ("3", "严格耕地用途管制", "县自然资源局|", "长期坚持"),
    ]
