"""Brackets in prose."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.units import unit_brackets


def found(text: str) -> list[tuple[str, str]]:
    """Each bracket as (leads > others, deadline)."""
    return [
        (" ".join([*b.units.lead, ">", *b.units.others]), b.deadline) for b in unit_brackets(text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "建设专区。（市政府办公室牵头落实）各地依托大厅设窗口。（各县〔市、区〕人民政府负责落实）",
            [("市政府办公室 >", ""), ("> 各县〔市、区〕人民政府", "")],
        ),
        (
            "做好解读。（各县〔市、区〕人民政府，市发改委等部门按职责分别负责落实）",
            [("> 各县〔市、区〕人民政府 市发改委", "")],
        ),
        ("做好解读。(责任单位:县司法局)", [("> 县司法局", "")]),
        ("做好解读（县教育局）", [("> 县教育局", "")]),
        ("做好解读（县教育局、县财政局）；", [("> 县教育局 县财政局", "")]),
        ("做好解读。【县教育局、县财政局】", [("> 县教育局 县财政局", "")]),
        ("做好解读。〔县教育局牵头，各镇街配合〕", [("县教育局 > 各镇街", "")]),
        ("做好解读。[县教育局]", [("> 县教育局", "")]),
        (
            "做好解读。（牵头单位：县发改局；责任单位：各镇街；完成时限：2022年10月底前）",
            [("县发改局 > 各镇街", "2022年10月底前")],
        ),
        ("做好解读。（县教育局、县财政局，10月底前）", [("> 县教育局 县财政局", "10月底前")]),
        ("做好解读。（县教育局；每月２５日前）", [("> 县教育局", "每月２５日前")]),
        ("做好解读。（10月底前，县教育局）", [("> 县教育局", "10月底前")]),
        ("做好解读。（县教育局牵头，长期坚持）", [("县教育局 >", "长期坚持")]),
        ("做好解读。（县教育局牵头，各镇街配合；及时公开）", [("县教育局 > 各镇街", "及时公开")]),
        (
            "做好解读。（县教育局牵头，县财政局等配合；第四季度）",
            [("县教育局 > 县财政局", "第四季度")],
        ),
        (
            "做好解读。（县教育局、各乡镇按职责分工负责，排在第一位的为牵头单位，下同）",
            [("县教育局 > 各乡镇", "")],
        ),
        (
            "（由县教育局牵头，2022年11月底前完成）推进通办。",
            [("县教育局 >", "2022年11月底前完成")],
        ),
        ("做好解读。（县教育局、县市场监督\n管理局）", [("> 县教育局 县市场监督管理局", "")]),
        ("做好解读。（县教育局牵头，县财政局配合", [("县教育局 > 县财政局", "")]),
        ("严格执行《清单（2020年本）》要求。（县司法局）", [("> 县司法局", "")]),
        ("严格依照条例（以下简称《条例》）的要求。", []),
        ("采用虚拟现实（VR）等手段。", []),
        ("向村（居）务公开延伸。", []),
        ("由市文体旅游局（市图书馆）提供查询服务。", []),
        ("报送市文体旅游局（市图书馆）", []),
        ("市级有关部门（单位）要加强指导。", []),
        ("各县（市、区）政府网站", []),
        ("（此件公开发布）", []),
        ("“信用中国（江南云州）”", []),
        ("镇政府(街道办事处,以下统称各镇街)要做好清理", []),
        ("（一）加强信息公开。（县政府办）", [("> 县政府办", "")]),
        ("云政办发（2021）5号", []),
        ("完成整改（10月底前）。", []),
        ("召开会议（县长主持）。", []),
        ("没有括号的一段话", []),
    ],
)
def test_unit_brackets(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_offsets_cover_the_bracket() -> None:
    text = "建设专区。（市政府办牵头）各地设窗口。（各县负责"
    first, second = unit_brackets(text)
    assert (text[first.start : first.end], first.closed) == ("（市政府办牵头）", True)
    assert (text[second.start : second.end], second.closed) == ("（各县负责", False)


@given(st.text(alphabet="县教育局、，。；：（）()〔〕【】“”《》牵头负责责任单位10月底前 \n"))
def test_never_raises_and_lies_in_the_text(text: str) -> None:
    at = 0
    for bracket in unit_brackets(text):
        assert at <= bracket.start < bracket.end <= len(text)
        at = bracket.end
