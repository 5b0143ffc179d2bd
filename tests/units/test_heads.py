"""Column heads, and what they say about leads."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.units import column_field, column_fields, first_is_lead, lead_rule


@pytest.mark.parametrize(
    ("field", "heads"),
    [
        ("no", ["序号", "编号", "序\u3000号", "任务序号"]),
        (
            "l1",
            [
                "重点工作",
                "工作任务",
                "一级任务",
                "类别",
                "工作领域",
                "工作任\n务",
                "重\n点\n工\n作",
                "领域",
                "方面",
                "板块",
            ],
        ),
        ("l2", ["目标任务", "二级任务", "工作要点"]),
        (
            "content",
            [
                "主要内容",
                "工作内容",
                "具体任务",
                "贯彻举措",
                "工作举措",
                "重点工作任务",
                "任务内容",
                "工作要求",
                "具体举措",
            ],
        ),
        (
            "lead",
            [
                "牵头单位",
                "牵头部门",
                "主办单位",
                "牵头责任单位",
                "牵头\n单位",
                "牽頭單位",
                "牵头单位*",
                "县级牵头单位",
            ],
        ),
        (
            "others",
            [
                "责任单位",
                "配合单位",
                "责任分工",
                "协办单位",
                "参与单位",
                "责任部门",
                "落实单位",
                "責任單位",
                "配合责任单位",
            ],
        ),
        (
            "others",
            [
                "责任单位（牵头单位列第一位）",
                "责任单位（排第一的为牵头单位）",
                "牵头单位及配合单位",
                "责任\r\n单位①",
            ],
        ),
        (
            "deadline",
            [
                "完成时限",
                "完成时间",
                "时限要求",
                "时间节点",
                "办结时限",
                "时间安排",
                "进度要求",
                "完成時限",
                "完成\u3000时限",
            ],
        ),
        ("person", ["责任领导", "责任人", "联系人", "牵头县领导", "责任人及联系电话"]),
        ("progress", ["进展情况", "完成情况", "存在问题", "下一步打算"]),
        ("remark", ["备注", "备\u3000注", "说明"]),
    ],
)
def test_known_heads(field: str, heads: list[str]) -> None:
    assert {head: column_field(head) for head in heads} == dict.fromkeys(heads, field)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "　",
        "县财政局",
        "加强组织领导",
        "1.做好涉企文件的意见征集、图文解读和留言答复，明确责任单位",
        "10月底前",
        "长期坚持",
        "各镇街、县政府各部门",
    ],
)
def test_no_head(text: str) -> None:
    assert column_fields(text) == ()


def test_ambiguous_heads_give_candidates_in_order() -> None:
    assert column_fields("工作任务") == ("l1", "content", "l2")
    assert column_fields("重点工作任务") == ("content", "l2", "l1")
    assert column_fields("重点工作") == ("l1", "l2", "content")


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("责任单位（排第一的为牵头单位）", "first"),
        ("排在第一位的为牵头单位，下同", "first"),
        ("第一个单位为牵头单位", "first"),
        ("列首位的为牵头单位", "first"),
        ("首位为牵头", "first"),
        ("牵头单位列第一位", "first"),
        ("（注：排名第一的单位为牵头单位，其余为配合单位）", "first"),
        ("責任單位（列首位者為牽頭單位）", "first"),
        ("加*的为牵头单位", "marked"),
        ("注：带★的为牵头单位", "marked"),
        ("带下划线的为牵头单位", "marked"),
        ("责任单位", ""),
        ("牵头单位", ""),
        ("第一责任人要亲自抓", ""),
        ("县财政局牵头", ""),
    ],
)
def test_lead_rule(text: str, rule: str) -> None:
    assert lead_rule(text) == rule
    assert first_is_lead(text) is (rule == "first")


@given(st.text())
def test_any_text_may_stand_in_a_head(text: str) -> None:
    column_fields(text)
    lead_rule(text)
