"""What the reader doubts of its own work, what it carries down, and what is no table at all."""

from __future__ import annotations

import pytest

from tests.notice.reading import UP, codes, from_grid, from_text, rows

HEADS = ("序号", "领域", "任务内容", "责任单位")


@pytest.mark.parametrize(
    ("content", "unit", "says"),
    [
        ("，支持农户联合经营", "县农业农村局", "以标点开头"),
        ("建设冷链仓库、", "县发改局", "没有说完"),
        ("建设冷链仓库）二期工程", "县发改局", "括号不成对"),
        ("县财政局牵头，各乡镇配合", "县发改局", "单位或分工"),
    ],
)
def test_odd_tasks_are_findings(content: str, unit: str, says: str) -> None:
    notice = from_grid(("任务内容", "责任单位"), (content, unit), ("修路二十公里", "县交通局"))
    (finding,) = [f for f in notice.findings if f.code == "R17"]
    assert says in finding.message


def test_numbers_that_jump() -> None:
    grid = [(str(n), "防汛", f"检修第{n}座泵站", "县水利局") for n in (1, 2, 3, 5, 6, 7, 8)]
    notice = from_grid(HEADS, *grid)
    (finding,) = [f for f in notice.findings if f.code == "R17"]
    assert "从3跳到5" in finding.message


def test_text_with_a_role_or_a_time_that_became_no_task() -> None:
    notice = from_text(
        "2026年任务分工\n以上由县水利局牵头，6月底前完成。\n序号\t任务内容\t责任单位\n"
        "1\t检修排涝泵站\t县水利局\n2\t疏通城区河道\t县住建局"
    )
    assert [f.value for f in notice.findings if f.code == "R16"] == [
        "以上由县水利局牵头，6月底前完成。"
    ]


def test_unit_cells_are_carried_as_their_neighbours_are() -> None:
    notice = from_text(
        "重点任务清单\n序号\t领域\t具体任务\t责任单位\n1\t智慧农业\t建设育苗工厂\t县农业农村局\n"
        "2\t\t建设农机基地\t\n3\t智慧水利\t建设防汛一张图\t县水利局\n4\t\t推行智能巡检\t"
    )
    assert rows(notice, "l1", "units") == [
        ("智慧农业", "|县农业农村局"), ("智慧农业", "|县农业农村局"),
        ("智慧水利", "|县水利局"), ("智慧水利", "|县水利局"),
    ]  # fmt: skip
    assert codes(notice).count("R15") == 2


def test_a_blank_unit_beside_a_full_heading_stays_blank() -> None:
    notice = from_text(
        "重点任务清单\n序号\t领域\t具体任务\t责任单位\n1\t智慧农业\t建设育苗工厂\t县农业农村局\n"
        "2\t智慧渔业\t建设渔业基地\t\n3\t智慧水利\t建设防汛一张图\t县水利局"
    )
    assert rows(notice, "units") == [("|县农业农村局",), ("|",), ("|县水利局",)]


def test_a_table_sorted_by_units_and_the_same_as_above() -> None:
    notice = from_text(
        "分单位清单\n责任单位\t序号\t工作任务\t完成时限\n县财政局\t1\t公开预算决算\t5月底前\n"
        "\t2\t公开补贴发放\t同上\n县教育局\t3\t公开学区划分\t7月底前"
    )
    assert rows(notice, "units", "deadline") == [
        ("|县财政局", "5月底前"), ("|县财政局", "5月底前"), ("|县教育局", "7月底前"),
    ]  # fmt: skip


def test_group_rows_in_two_cells_are_headings() -> None:
    notice = from_grid(
        ("编号", "改革事项", "牵头单位"),
        ("（一）", "经济体制改革", ""),
        ("1", "制定分类考核办法", "市国资委"),
        ("（二）", "农业农村改革", ""),
        ("2", "盘活闲置农房", "市农业农村局"),
    )
    assert rows(notice, "no", "content", "units") == [
        ("1", "制定分类考核办法", "市国资委|"), ("2", "盘活闲置农房", "市农业农村局|"),
    ]  # fmt: skip
    assert [task.l1 or task.l2 for task in notice.tasks] == ["经济体制改革", "农业农村改革"]


def test_a_form_with_labels_beside_its_values() -> None:
    notice = from_grid(
        ("督办编号", "云政督〔2026〕15号"),
        ("督办内容", "请你单位加快完成城东片区管网改造。"),
        ("责任单位", "县住建局"),
        ("配合单位", "县水利局、城东街道"),
        ("办结时限", "2026年5月20日前"),
    )
    assert rows(notice, "no", "content", "units", "due") == [
        ("云政督〔2026〕15号", "请你单位加快完成城东片区管网改造。",
         "县住建局|县水利局、城东街道", "2026-05-20"),
    ]  # fmt: skip


def test_a_frame_around_running_text_is_no_table() -> None:
    text = "一、重点任务\n1.建设社区。（责任单位：市经信局）\n2.打造品牌。（责任单位：市商务局）"
    notice = from_grid((text,), ("主办：云溪市经信局 电话：000-1234567",))
    assert rows(notice, "no", "l1", "units") == [
        ("1", "重点任务", "|市经信局"), ("2", "重点任务", "|市商务局"),
    ]  # fmt: skip


def test_lines_of_labels_that_tabs_part_are_prose() -> None:
    notice = from_text(
        "2026年工作要点\n一、人才培养\n1.\t建设课程60门。\n\t牵头单位：教务处\t参与单位：图书馆\n"
        "\t分管领导：王某\t完成时间：11月底前\n2.\t引进人才35人。\n\t牵头单位：人事处\t参与单位：各学院\n"
        "\t分管领导：李某\t完成时间：12月底前"
    )
    assert rows(notice, "no", "content", "units", "deadline") == [
        ("1", "建设课程60门。", "教务处|图书馆", "11月底前"),
        ("2", "引进人才35人。", "人事处|各学院", "12月底前"),
    ]


def test_a_heading_with_units_over_items_with_theirs_is_a_task() -> None:
    notice = from_text(
        "2026年任务分工\n一、优化审批\n（一）统一窗口规范，补齐服务站点。（县府办、县司法局负责）\n"
        "1．印发服务手册。（县府办牵头，县档案局负责）\n2．开展轮训。（县司法局负责）"
    )
    assert rows(notice, "l1", "l2", "units") == [
        ("优化审批", "", "|县府办、县司法局"),
        ("优化审批", "", "县府办|县档案局"),
        ("优化审批", "", "|县司法局"),
    ]


def test_a_heading_that_says_who_leads_all_below() -> None:
    notice = from_text(
        "2026年任务清单\n一、县农业农村局牵头工作（2项）\n1.新建高标准农田。\n2.改造大棚。"
    )
    assert rows(notice, "units") == [("县农业农村局|",), ("县农业农村局|",)]


def test_a_label_that_is_in_no_list_is_known_by_its_form() -> None:
    notice = from_text(
        "2026年任务清单\n1.推进网上办理。\n牵头责任单位：县数据局\n协同责任单位：县司法局、各乡镇\n"
        "2.规范收费。\n牵头责任单位：县发改局\n协同责任单位：县财政局"
    )
    assert rows(notice, "units") == [("县数据局|县司法局、各乡镇",), ("县发改局|县财政局",)]


def test_times_without_units_are_tasks_whose_units_are_asked() -> None:
    notice = from_text(
        "关于开展治理工作的通知\n一、工作措施\n1.摸底排查。全面摸底，建立台账。该项工作于2026年4月底前完成。\n"
        "2.全面整改。需要移交的，于2026年6月底前完成。\n3.监督评估。适时开展抽查。"
    )
    assert rows(notice, "no", "due", "units") == [
        ("1", "2026-04-30", "|"), ("2", "", "|"), ("3", "", "|"),
    ]  # fmt: skip
    assert [str(x.deadline.due) for x in notice.tasks[1].limits] == ["2026-06-30"]


def test_heads_known_by_their_form() -> None:
    notice = from_grid(
        ("任务编号", "任务事项", "包抓领导", "责任站所", "办结时限"),
        ("LL-01", "设卡14处", "陈立", "镇应急办", "4月10日"),
        ("LL-02", "清理可燃物48公里", UP, "镇农业服务中心", "3月25日前"),
    )
    assert rows(notice, "no", "units") == [("LL-01", "|镇应急办"), ("LL-02", "|镇农业服务中心")]


def test_short_bar_rows_whose_units_are_padded_on() -> None:
    notice = from_text(
        "2026年要点\n工作任务 | 具体要求 | 责任部门 |\n一、做好公开。 | 1.按月上传照片。 | 办公室 |\n"
        "2.按周推送提醒。 | 办公室牵头,各科室配合 | |\n二、公开账目。 | 3.张贴食堂账目。 | 财务科 |"
    )
    assert rows(notice, "no", "content", "units") == [
        ("1", "按月上传照片。", "|办公室"),
        ("2", "按周推送提醒。", "办公室|各科室"),
        ("3", "张贴食堂账目。", "|财务科"),
    ]
