from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.units.same_body import likeness, may_be_one_body, one_slip

SAME = """
各镇人民政府 各乡镇人民政府
各乡镇 各乡镇人民政府
各乡镇（街道） 各镇（街道）
各县（市、区）人民政府 各县〔市、区〕人民政府
县发改局 县发展和改革局
县发改局 县发展改革局
县发改局 县发改委
县人社局 县人力资源和社会保障局
县人力资源社会保障局 县人力资源和社会保障局
县卫健委 县卫生健康委员会
县卫健局 县卫生健康委
县政府 县人民政府
县政府办 县人民政府办公室
县法院 县人民法院
县经信局 县经济和信息化局
区政数局 区政务服务和数字化建设管理局
县市场监管局 县市场监督管理局
县市场监督管理局 县市场监瞥管理局
县残联 县残疾人联合会
县文旅局 县文化和旅游局
县文化局 县文化和旅游局
县机关事务局 县机关事务管理局
县宣传部 县委宣传部
财政局 县财政局
县财政局 云溪县财政局
"""

DIFFERENT = """
县税务局 县商务局
县水利局 县水务局
县教育局 县审计局
县公安局 县公路局
市发改局 县发改局
县第一小学 县第二小学
第1村委会 第11村委会
县第一人民医院 县人民医院
城东街道办事处 城西街道办事处
东岭镇人民政府 西岭镇人民政府
县民政局 县民族宗教事务局
县卫生局 县卫生监督局
县人民医院 县人民法院
县委办公室 县政府办公室
县委组织部 县委宣传部
县委 县人大
县人大常委会办公室 县人民政府办公室
县政务服务中心 县政务服务管理局
县自然资源局 县生态环境局
县融媒体中心 县大数据中心
市文体旅游局 市文体旅游局（市图书馆）
各镇人民政府 各街道办事处
县级有关部门 县级各部门
县财政局 县财政局
"""


def pairs(text: str) -> list[list[str]]:
    return [line.split() for line in text.split("\n") if line]


@pytest.mark.parametrize(("one", "other"), pairs(SAME))
def test_may_be_one_body(one: str, other: str) -> None:
    assert may_be_one_body(one, other)


@pytest.mark.parametrize(("one", "other"), pairs(DIFFERENT))
def test_are_two_bodies(one: str, other: str) -> None:
    assert not may_be_one_body(one, other)


NAMES = st.text(
    alphabet="各县市区镇乡街道发展改革和与委员会办公室局政府人民()（）、 管理", max_size=14
)


@given(NAMES, NAMES)
def test_the_order_of_the_names_does_not_matter(one: str, other: str) -> None:
    assert may_be_one_body(one, other) == may_be_one_body(other, one)


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        ("县发改居", "县发改局", True),
        ("县税务局", "县税物局", True),
        ("县财政局", "县财局", True),
        ("县财政居", "县财正局", False),  # two characters
        ("县财政局", "市财政局", False),  # another level is another body
        ("城东街道办事处", "城西街道办事处", False),
        ("第一小学", "第二小学", False),
        ("县财政局", "县 财政局", False),  # the same
        ("县委", "县", False),
    ],
)
def test_one_slip(one: str, other: str, slip: bool) -> None:
    assert one_slip(one, other) == one_slip(other, one) == slip


@given(NAMES, NAMES)
def test_likeness_is_no_more_than_a_proposal(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) == likeness(other, one) <= 1
