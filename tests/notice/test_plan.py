"""The reading plan: shown, changed, given back; which tables give out work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.notice.reading import rows
from toolkit.errors import BadPlan, NoTasks
from toolkit.notice.assemble import read_with
from toolkit.notice.document import Cell, Document, Paragraph, Table
from toolkit.notice.plan import Plan, TablePlan, plan_from_toml, plan_of, plan_to_toml

TASKS = (
    ("序号", "主要任务", "牵头单位", "责任单位", "完成时间"),
    ("1", "编制起降点规划，首批布局36个", "市规划局", "市交通局", "4月底前"),
    ("2", "出台航线补贴细则", "市交通局", "市财政局、市商务局", "5月底前"),
)
PROJECTS = (
    ("序号", "项目名称", "建设单位", "建设地点", "总投资（万元）", "开工时间"),
    ("1", "无人机整机基地", "云溪云翼科技有限公司", "高新区", "120000", "2026年3月"),
    ("2", "物流枢纽港", "云溪畅达物流公司", "东篱镇", "46000", "2026年5月"),
)
CONTACTS = (
    ("单位", "分管领导", "联络员", "联系电话"),
    ("市发展改革委", "张某", "林某", "0000-1234500"),
    ("市交通局", "许某", "柏某", "0000-1234501"),
)
FORM = (("任务序号", "进展情况", "存在问题", "下步打算"), ("", "", "", ""), ("", "", "", ""))
INDICATORS = (
    ("序号", "指标名称", "计量单位", "基期值", "目标值", "责任单位"),
    ("1", "空气优良天数", "天", "320", "330", "市生态环境局"),
    ("2", "森林覆盖率", "%", "41", "42", "市林业局"),
)
PAGE = (
    ("索引号", "00012", "主题分类", "综合"),
    ("发布机构", "云溪市政府", "成文日期", "2026-03-01"),
    ("发文字号", "云政发〔2026〕1号", "有效性", "有效"),
)


def document(*grids: Sequence[Sequence[str]]) -> Document:
    blocks = [Table(tuple(tuple(Cell(c) for c in row) for row in grid)) for grid in grids]
    return Document((Paragraph("云溪市2026年任务清单"), *blocks), "来文.docx")


@pytest.mark.parametrize(
    ("grid", "taken"),
    [(TASKS, True), (PROJECTS, False), (CONTACTS, False), (FORM, False), (INDICATORS, False), (PAGE, False)],
    ids=("tasks", "projects", "contacts", "form", "indicators", "page"),
)  # fmt: skip
def test_which_tables_give_out_work(grid: Sequence[Sequence[str]], taken: bool) -> None:
    (table,) = plan_of(document(grid)).tables
    assert table.take is taken
    assert bool(table.why) is not taken


def test_tables_apart_are_told_and_never_mixed_in() -> None:
    whole = document(TASKS, PROJECTS, CONTACTS)
    notice = read_with(whole, plan_of(whole))
    assert [no for (no,) in rows(notice, "no")] == ["1", "2"]
    told = [f.value for f in notice.findings if f.code == "R18"]
    assert told == ["、".join(PROJECTS[0]), "、".join(CONTACTS[0])]


def test_only_one_table_is_read() -> None:
    whole = document(TASKS, PROJECTS)
    notice = read_with(whole, plan_of(whole).only(2))
    assert [c for (c,) in rows(notice, "content")] == ["无人机整机基地", "物流枢纽港"]
    with pytest.raises(BadPlan, match=r"没有第7张表.*表1.*表2"):
        plan_of(whole).only(7)


def test_nothing_read_names_the_tables_and_why() -> None:
    whole = document(CONTACTS, FORM)
    with pytest.raises(NoTasks, match=r"表1（单位、分管领导.*没有说做什么"):
        read_with(whole, plan_of(whole))


def test_a_person_changes_what_a_column_is() -> None:
    whole = document(
        (
            ("事情", "谁来办", "啥时候"),
            ("把路修好", "交通上", "6月底前"),
            ("把桥架好", "水利上", "7月底前"),
        )
    )
    text = plan_to_toml(plan_of(whole))
    plan = plan_from_toml(text)
    (table,) = plan.tables
    changed = replace(
        table, take=True, head=0, levels=1, heads=("事情", "谁来办", "啥时候"),
        fields=("content", "lead", "deadline"),
    )  # fmt: skip
    again = plan_from_toml(plan_to_toml(replace(plan, tables=(changed,))))
    notice = read_with(whole, again)
    assert rows(notice, "content", "units", "deadline") == [
        ("把路修好", "交通上|", "6月底前"),
        ("把桥架好", "水利上|", "7月底前"),
    ]


def test_rows_that_a_person_calls_headings_or_leaves_out() -> None:
    grid = (
        ("任务", "责任单位"),
        ("修路架桥及其他", ""),
        ("修路", "县交通局"),
        ("示例行", "某某局"),
    )
    whole = document(grid)
    table = replace(plan_of(whole).tables[0], sections=(1,), skipped=(3,))
    notice = read_with(whole, Plan((table,)))
    assert rows(notice, "l1", "content") == [("修路架桥及其他", "修路")]


def test_the_first_unit_leads_where_the_plan_says_so() -> None:
    whole = document((("任务", "责任单位"), ("修路", "县交通局、县财政局"), ("架桥", "县水利局")))
    notice = read_with(whole, replace(plan_of(whole), lead="first"))
    assert rows(notice, "units") == [("县交通局|县财政局",), ("县水利局|",)]


def test_a_plan_survives_its_file() -> None:
    plan = plan_of(document(TASKS, PROJECTS))
    stripped = tuple(replace(t, why="", rows=0, sample="") for t in plan.tables)
    assert plan_from_toml(plan_to_toml(plan)) == replace(plan, tables=stripped)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("= 3", "不是合法的 TOML"),
        ('"表" = 3', r"\[\[表\]\]"),
        ('[["表"]]\n"读取" = true', "没有写“表号”"),
        ('[["表"]]\n"表号" = 1\n"表头行" = "第一行"', "行号应是"),
        ('[["表"]]\n"表号" = 1\n"标题行" = "三"', "行号应写成"),
        ('[["表"]]\n"表号" = 1\n"列" = ["a"]', "“列”应写成"),
    ],
)
def test_what_is_wrong_in_a_plan_is_said(text: str, says: str) -> None:
    with pytest.raises(BadPlan, match=says):
        plan_from_toml(text)


def test_table_plans_of_tables_that_are_not_there_are_no_harm() -> None:
    whole = document(TASKS)
    plan = Plan((*plan_of(whole).tables, TablePlan(9)))
    assert len(read_with(whole, plan).tasks) == 2
