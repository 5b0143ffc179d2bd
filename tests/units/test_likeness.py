"""What looks like units."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.units import looks_like_units


@pytest.mark.parametrize(
    "text",
    [
        "县政府办公室",
        "各镇街、县政府各部门，有关单位",
        "各县（市、区）人民政府，云州高新区管委会",
        "县财政局牵头，各财政核算单位配合完成落实",
        "县政府信息公开办，县委网信办",
        "开设政务新媒体的县级部门（单位）",
        "涉及政府采购、工程建设、土地（矿业权）交易等相关单位按职责分别落实",
        "县教育局等部门按职责分工负责",
        "责任单位：县教育局、县财政局",
        "县市场监督\n管理局",
        "各镇街",
        "縣財政局、各鄉鎮人民政府",
    ],
)
def test_units(text: str) -> None:
    assert looks_like_units(text) > 0.8


@pytest.mark.parametrize(
    "text",
    [
        "",
        "责任单位",
        "牵头单位",
        "完成时限",
        "10月底前",
        "2022年12月底前",
        "长期坚持",
        "及时公开",
        "加强重点领域信息公开，增强政策公开透明度",
        "（一）加强涉及市场主体的信息公开。",
        "8.公开2022年度税费政策优惠指南。",
        "县政府办公室要加强统筹，更好发挥政策集中公开成果的积极作用，做好与各部门的衔接。",
        "各乡镇人民政府、街道办事处，县级有关部门（单位）：",
        "各县（市、区）人民政府，市政府各部门：",
        "县级部门要指导督促乡镇、街道办抓好标准指引落实和目录编制。",
        "形成一把手带头抓、分管领导每周抓的工作格局",
        "扫一扫在手机打开当前页",
        "返回顶部",
        "抄送：县委办公室，县人大常委会办公室，县政协办公室。",
        "发布机构：云溪县人民政府办公室",
        "12",
        "Notice of the county government",
    ],
)
def test_no_units(text: str) -> None:
    assert looks_like_units(text) < 0.5


@given(st.text())
def test_is_a_share(text: str) -> None:
    assert 0.0 <= looks_like_units(text) <= 1.0
