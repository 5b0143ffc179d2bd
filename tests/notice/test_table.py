"""Tables -> tasks: exact grids and flattened ones."""

from __future__ import annotations

import pytest

from tests.notice.reading import LEFT, UP, codes, from_grid, from_text, rows

HEADS = ("序号", "重点工作", "主要内容", "牵头单位", "责任单位", "完成时限")


def test_merged_cells_speak_for_every_row_they_cover() -> None:
    notice = from_grid(
        HEADS,
        ("1", "一、政策公开", "公开清单", "县发改局", "县教育局", "6月底前"),
        (UP, UP, "公开目录", UP, "县民政局", UP),
        ("2", "二、政策解读", "做好解读", "县司法局", "", "长期坚持"),
    )
    assert rows(notice, "no", "l1", "content", "units", "deadline", "due") == [
        ("", "政策公开", "公开清单", "县发改局|县教育局", "6月底前", "2026-06-30"),
        ("", "政策公开", "公开目录", "县发改局|县民政局", "6月底前", "2026-06-30"),
        ("", "政策解读", "做好解读", "县司法局|", "长期坚持", ""),
    ]


def test_an_empty_cell_of_an_exact_table_is_empty() -> None:
    notice = from_grid(
        HEADS,
        ("1", "公开", "公开清单", "县发改局", "县教育局", "6月底前"),
        ("2", "公开", "公开目录", "", "县教育局", ""),
    )
    assert rows(notice, "units", "deadline") == [
        ("县发改局|县教育局", "6月底前"),
        ("|县教育局", ""),
    ]
    assert "R07" not in codes(notice)


def test_a_blank_deadline_of_a_flattened_table_is_pointed_out() -> None:
    notice = from_text(
        "2026年任务表\n\t序号\n\t任务内容\n\t责任单位\n\t完成时限\n\n"
        "\t1\n\t公开清单\n\t县发改局\n\t6月底前\n\n\t2\n\t公开目录\n\t县教育局\n\t\n"
    )
    assert rows(notice, "content", "deadline", "due") == [
        ("公开清单", "6月底前", "2026-06-30"),
        ("公开目录", "", ""),
    ]
    assert codes(notice) == ["R07"]


def test_a_content_over_two_rows_of_units_is_one_task() -> None:
    notice = from_grid(
        ("主要内容", "责任单位", "完成时限"),
        ("公开清单", "县发改局", "6月底前"),
        (UP, "县教育局", UP),
        ("公开目录", "县民政局", "7月底前"),
    )
    assert rows(notice, "content", "units") == [
        ("公开清单", "|县发改局、县教育局"),
        ("公开目录", "|县民政局"),
    ]


def test_a_cell_over_both_unit_columns_leads_and_asks() -> None:
    notice = from_grid(
        ("主要内容", "牵头单位", "责任单位"),
        ("公开清单", "县发改局", LEFT),
        ("公开目录", "县司法局", "县教育局"),
    )
    assert rows(notice, "units") == [("县发改局|",), ("县司法局|县教育局",)]
    assert codes(notice) == ["R05"]


def test_heads_on_two_levels() -> None:
    notice = from_grid(
        ("序号", "工作任务", "责任分工", LEFT, "时限"),
        (UP, UP, "牵头单位", "配合单位", UP),
        ("1", "公开清单", "县发改局", "县教育局", "6月底前"),
    )
    assert rows(notice, "no", "content", "units", "due") == [
        ("1", "公开清单", "县发改局|县教育局", "2026-06-30")
    ]


def test_section_rows_total_rows_and_repeated_heads() -> None:
    notice = from_grid(
        ("序号", "任务内容", "责任单位", "完成时限"),
        ("一、政策公开", LEFT, LEFT, LEFT),
        ("1", "公开清单", "县发改局", "6月底前"),
        ("序号", "任务内容", "责任单位", "完成时限"),
        ("（一）办事公开", LEFT, LEFT, LEFT),
        ("2", "公开目录", "县教育局", "7月底前"),
        ("合计", "2项", "", ""),
    )
    assert rows(notice, "l1", "l2", "content") == [
        ("政策公开", "", "公开清单"),
        ("政策公开", "办事公开", "公开目录"),
    ]


@pytest.mark.parametrize(
    ("heads", "row", "content", "l1"),
    [
        (("工作任务", "责任单位"), ("公开清单", "县教育局"), "公开清单", ""),
        (
            ("工作任务", "工作举措", "责任单位"),
            ("政策公开", "公开清单", "县教育局"),
            "公开清单",
            "政策公开",
        ),
        (
            ("工作任务", "工作目标", "责任单位"),
            ("公开清单", "全部公开", "县教育局"),
            "公开清单",
            "",
        ),
        (
            ("整改问题", "整改措施", "责任单位"),
            ("公开不及时", "公开清单", "县教育局"),
            "公开清单",
            "公开不及时",
        ),
        (("改革事项", "责任单位", "完成时限"), ("公开清单", "县教育局", "6月底"), "公开清单", ""),
        (("任 务\n內容", "責任單位"), ("公开清单", "县教育局"), "公开清单", ""),
    ],
)
def test_which_column_is_the_content(
    heads: tuple[str, ...], row: tuple[str, ...], content: str, l1: str
) -> None:
    assert rows(from_grid(heads, row), "content", "l1", "units") == [(content, l1, "|县教育局")]


def test_columns_of_the_office_are_kept() -> None:
    notice = from_grid(
        ("任务内容", "责任单位", "责任领导", "备注"), ("公开清单", "县教育局", "李明", "续建")
    )
    assert notice.tasks[0].extra == (("责任领导", "李明"), ("备注", "续建"))


def test_a_responsible_beside_a_supporting_column_leads() -> None:
    notice = from_grid(("任务内容", "责任单位", "配合单位"), ("公开清单", "县教育局", "各乡镇"))
    assert rows(notice, "units") == [("县教育局|各乡镇",)]


def test_rows_that_have_slipped_under_their_heads() -> None:
    notice = from_text(
        "2026年任务表\n序号\t工作任务\t重点任务\t牵头单位\t责任单位\t完成时限\t\n"
        "1\t政策公开\t办事公开\t公开清单，公布办理结果\t县发改局\t县教育局、县民政局\t6月底前\n"
        "\t\t\t公开目录，公布办理流程\t县司法局\t\t及时公开\n"
    )
    assert rows(notice, "l1", "l2", "content", "units", "deadline") == [
        (
            "政策公开",
            "办事公开",
            "公开清单，公布办理结果",
            "县发改局|县教育局、县民政局",
            "6月底前",
        ),
        ("政策公开", "办事公开", "公开目录，公布办理流程", "县司法局|", "及时公开"),
    ]


def test_a_heading_is_found_again_in_the_prose() -> None:
    prose = (
        "云溪县2026年政务公开工作安排\n一、加强政策公开，增强透明度\n（一）推进办事服务信息公开。公开清单。\n"
        "（二）做好重大政策的解读工作。做好解读。\n二、夯实工作基础\n（一）加强工作队伍建设。配齐人员。"
    )
    notice = from_grid(
        ("重点工作", "目标任务", "主要内容", "责任单位"),
        ("加强政策公开,增强透明度", "推进办事服务公开", "公开清单。", "县教育局"),
        ("", "推进办事信息服务公开", "公开目录。", "县教育局"),
        ("", "做好重大政策的解读工作", "做好解读。", "县司法局"),
        ("", "加强工作队伍建设", "配齐人员。", "县政府办"),
        before=prose,
    )
    assert rows(notice, "l1", "l2") == [
        ("加强政策公开,增强透明度", "推进办事服务公开"),
        ("加强政策公开,增强透明度", "推进办事服务公开"),
        ("加强政策公开,增强透明度", "做好重大政策的解读工作"),
        ("夯实工作基础", "加强工作队伍建设"),
    ]
    assert codes(notice) == ["R01", "R01"]


def test_a_table_without_heads_is_read_by_its_columns() -> None:
    notice = from_grid(
        ("1", "公开全县权责清单和办事指南", "县发改局、县教育局", "6月底前"),
        ("2", "公开财政预算和决算报告", "县财政局", "每季度"),
    )
    assert rows(notice, "no", "content", "units", "deadline") == [
        ("1", "公开全县权责清单和办事指南", "|县发改局、县教育局", "6月底前"),
        ("2", "公开财政预算和决算报告", "|县财政局", "每季度"),
    ]
    assert codes(notice) == ["R03"]


def test_a_second_table_without_heads_goes_on_with_the_first() -> None:
    notice = from_text(
        "2026年任务表\n|任务内容|责任单位|时限|\n|公开清单|县发改局|6月底前|\n\n"
        + "续表\n" * 7
        + "\n|公开目录|县教育局|7月底前|\n|公开结果|县民政局|8月底前|"
    )
    assert rows(notice, "content", "due") == [
        ("公开清单", "2026-06-30"),
        ("公开目录", "2026-07-31"),
        ("公开结果", "2026-08-31"),
    ]


def test_a_list_of_people_is_no_task_table() -> None:
    notice = from_grid(("序号", "单位", "姓名", "电话"), ("1", "县发改局", "李明", "000-1111"))
    assert notice.tasks == ()
