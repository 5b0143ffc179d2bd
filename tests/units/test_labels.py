"""Label lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.units import label_spans, parse_labelled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("牵头单位：县发改局", {"lead": "县发改局"}),
        ("责任单位:县发改局、县财政局", {"others": "县发改局、县财政局"}),
        ("牵头部门： 县发改局 ", {"lead": "县发改局"}),
        ("主办单位：县发改局 协办单位：县财政局", {"lead": "县发改局", "others": "县财政局"}),
        (
            "牵头单位：县发改局；责任单位：各镇街；完成时限：2022年10月底前",
            {"lead": "县发改局", "others": "各镇街", "deadline": "2022年10月底前"},
        ),
        (
            "（牵头单位：县发改局；完成时限：2022年10月底前）",
            {"lead": "县发改局", "deadline": "2022年10月底前"},
        ),
        (
            "牵头单位：县发改局\n配合单位：县财政局、\n县审计局\n完成时限：长期坚持",
            {"lead": "县发改局", "others": "县财政局、\n县审计局", "deadline": "长期坚持"},
        ),
        ("责任单位：县教育局；配合单位：县财政局", {"others": "县教育局\n县财政局"}),
        ("责任领导：张三；责任单位：县教育局", {"person": "张三", "others": "县教育局"}),
        ("责任人：李四，联系电话：0825-1234567", {"person": "李四\n0825-1234567"}),
        ("【牵头单位】县发改局【完成时限】年底前", {"lead": "县发改局", "deadline": "年底前"}),
        ("（责任单位）县发改局", {"others": "县发改局"}),
        ("責任單位：縣發改局；完成時限：年底前", {"others": "縣發改局", "deadline": "年底前"}),
        ("牵头单位 县发改局", {"lead": "县发改局"}),
        ("责任\n单位：县发改局", {"others": "县发改局"}),
        ("责 任 单 位：县发改局", {"others": "县发改局"}),
        ("牵头单位：", {"lead": ""}),
        ("责任：区民政局", {"others": "区民政局"}),
        ("【责任】区民政局【时限】年底前", {"others": "区民政局", "deadline": "年底前"}),
        ("牵头：区民政局；配合：区财政局", {"lead": "区民政局", "others": "区财政局"}),
        ("主责：区民政局；协办：区财政局", {"lead": "区民政局", "others": "区财政局"}),
        ("【主责】区民政局【协办】区财政局", {"lead": "区民政局", "others": "区财政局"}),
        ("主责单位：区民政局 协办单位：区财政局", {"lead": "区民政局", "others": "区财政局"}),
        ("\u3000\u3000责任：区民政局", {"others": "区民政局"}),
        (
            "做好救助。\u3000责任单位：区民政局\u3000销号时限：6月底",
            {"others": "区民政局", "deadline": "6月底"},
        ),
        ("责任：区民政局\u3000\u3000兑现时间：6月底", {"others": "区民政局", "deadline": "6月底"}),
        ("整改时限：6月底；责任：区民政局", {"deadline": "6月底", "others": "区民政局"}),
        ("时间安排：6月底", {"deadline": "6月底"}),
        ("完成时间节点：6月底", {"deadline": "6月底"}),
        ("整改完成时间：6月底", {"deadline": "6月底"}),
        ("1.责任单位：区民政局", {"others": "区民政局"}),
        ("备注：1.完成时限为“年底前”的从其规定", {"remark": "1.完成时限为“年底前”的从其规定"}),
        ("压实主体责任：各镇要加强领导", {}),
        ("坚持以民为本、责任为先", {}),
        ("办理时间：工作日", {}),
        ("公开日期：2023年6月9日", {}),
        (
            "1.做好公开。牵头单位：县教育局。责任单位：各县（市、区）。完成时限：年底。",
            {"lead": "县教育局", "others": "各县（市、区）", "deadline": "年底"},
        ),
        ("县发改局、县财政局", {}),
        ("压实责任单位：各镇街", {}),
        ("", {}),
    ],
)
def test_parse_labelled(text: str, expected: dict[str, str]) -> None:
    assert parse_labelled(text) == expected


@given(st.text(alphabet="牵头责任单位完成时限：: ；\n（）县局abc"))
def test_spans_are_ordered_and_lie_in_the_text(text: str) -> None:
    at = 0
    for _, label, start, end in label_spans(text):
        assert at <= start <= end <= len(text)
        assert label
        at = end
