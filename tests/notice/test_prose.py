"""Numbered prose -> tasks."""

from __future__ import annotations

from tests.notice.reading import codes, from_text, rows

TITLE = "云溪县2026年政务公开工作要点\n"


def test_brackets_at_the_end_of_items() -> None:
    notice = from_text(
        TITLE + "一、政策公开\n（一）公开清单（2026年本）。（县发改局牵头，各乡镇配合）\n"
        "（二）做好解读。（县司法局；10月底前）\n"
    )
    assert rows(notice, "no", "l1", "content", "units", "due") == [
        ("一", "政策公开", "公开清单（2026年本）。", "县发改局|各乡镇", ""),
        ("二", "政策公开", "做好解读。", "|县司法局", "2026-10-31"),
    ]


def test_two_brackets_make_two_tasks() -> None:
    notice = from_text(
        TITLE + "（一）建设专区。（县政府办牵头落实）各地设立窗口。（各乡镇人民政府负责落实）"
    )
    assert rows(notice, "no", "content", "units") == [
        ("一", "建设专区。", "县政府办|"),
        ("一", "各地设立窗口。", "|各乡镇人民政府"),
    ]


def test_label_lines_and_labels_on_one_line() -> None:
    notice = from_text(
        TITLE + "1.公开清单。\n牵头单位：县发改局\n配合单位：各乡镇\n完成时限：6月底前\n"
        "2.做好解读。牵头单位：县司法局；责任单位：县教育局；完成时限：长期坚持\n"
    )
    assert rows(notice, "content", "units", "deadline") == [
        ("公开清单。", "县发改局|各乡镇", "6月底前"),
        ("做好解读。", "县司法局|县教育局", "长期坚持"),
    ]


def test_a_heading_names_the_lead_for_all_below() -> None:
    notice = from_text(
        TITLE
        + "一、政策公开（牵头单位：县发改局）\n1.公开清单。（责任单位：县教育局）\n2.公开目录。\n"
        "二、队伍建设\n3.配齐人员。（县政府办）\n"
    )
    assert rows(notice, "l1", "content", "units") == [
        ("政策公开", "公开清单。", "县发改局|县教育局"),
        ("政策公开", "公开目录。", "县发改局|"),
        ("队伍建设", "配齐人员。", "|县政府办"),
    ]
    assert codes(notice) == ["R11", "R11"]


def test_the_first_named_leads_likewise_below() -> None:
    notice = from_text(
        TITLE
        + "各项任务排在第一位的为牵头单位。\n1.公开清单。（县发改局、县教育局）\n2.做好解读。（县司法局牵头）"
    )
    assert rows(notice, "units") == [("县发改局|县教育局",), ("县司法局|",)]


def test_a_statement_after_a_group_speaks_for_the_group() -> None:
    notice = from_text(
        TITLE
        + "（一）政策公开\n1.公开清单。\n2.公开目录。\n（责任单位：县发改局）\n（二）解读\n3.做好解读。\n（责任单位：县司法局）"
    )
    assert rows(notice, "content", "units") == [
        ("公开清单。", "|县发改局"),
        ("公开目录。", "|县发改局"),
        ("做好解读。", "|县司法局"),
    ]


def test_a_list_inside_an_item_stays_one_task() -> None:
    notice = from_text(
        TITLE
        + "1.建设平台：\n①整合系统；\n②建立流程；\n③形成机制。\n责任单位：县发改局\n2.做好解读。\n责任单位：县司法局"
    )
    assert rows(notice, "no", "content") == [
        ("1", "建设平台：①整合系统；②建立流程；③形成机制。"),
        ("2", "做好解读。"),
    ]


def test_numbers_that_go_on_counting_stay_on_their_level() -> None:
    notice = from_text(
        TITLE
        + "一、公开\n1、公开清单。（县发改局）\n2．公开目录。（县教育局）\n（3）公开结果。（县民政局）\n"
        "二、解读\n4)做好解读。（县司法局）\n⑤发布图解。（县政府办）"
    )
    assert rows(notice, "no", "l1", "l2") == [
        ("1", "公开", ""), ("2", "公开", ""), ("3", "公开", ""), ("4", "解读", ""), ("⑤", "解读", ""),
    ]  # fmt: skip


def test_items_in_one_paragraph() -> None:
    notice = from_text(
        TITLE + "一、就业。1.组织招聘（县人社局，12月底前）；2.开发岗位（县人社局、县民政局）。"
    )
    assert rows(notice, "no", "l1", "content", "units") == [
        ("1", "就业", "组织招聘", "|县人社局"),
        ("2", "就业", "开发岗位。", "|县人社局、县民政局"),
    ]


def test_units_before_a_colon_and_units_as_headings() -> None:
    leading = from_text(
        TITLE + "1.县教育局：开展进校园活动。\n2.县公安局、县司法局：打击违法行为。"
    )
    assert rows(leading, "content", "units") == [
        ("开展进校园活动。", "|县教育局"),
        ("打击违法行为。", "|县公安局、县司法局"),
    ]
    headed = from_text(
        TITLE
        + "一、县城管局\n1.规范停车秩序。（完成时限：5月底前）\n2.整治市容。（完成时限：长期）"
    )
    assert rows(headed, "l1", "content", "units", "deadline") == [
        ("县城管局", "规范停车秩序。", "|县城管局", "5月底前"),
        ("县城管局", "整治市容。", "|县城管局", "长期"),
    ]


def test_text_cut_by_a_page_end_is_put_together() -> None:
    notice = from_text(
        TITLE
        + "（一）摸清底数。开展普查，2026\n— 2 —\n年3月底前形成清单。（县民政局牵头，各\n乡镇配合）"
    )
    assert rows(notice, "content", "units") == [
        ("摸清底数。开展普查，2026年3月底前形成清单。", "县民政局|各乡镇")
    ]
    assert [str(limit.deadline.due) for limit in notice.tasks[0].limits] == ["2026-03-31"]


def test_sections_without_units_are_no_tasks() -> None:
    notice = from_text(
        TITLE
        + "一、任务\n1.公开清单。（县发改局）\n二、要求\n（一）加强领导。压实责任。\n（二）强化督查。定期通报。"
    )
    assert rows(notice, "content") == [("公开清单。",)]
    assert {piece.why for piece in notice.left_out} >= {"没有责任单位的正文"}


def test_what_follows_the_last_item_is_not_part_of_it() -> None:
    notice = from_text(
        TITLE
        + "1.公开清单。（县发改局）\n\n云溪县人民政府办公室\n2026年3月1日\n抄送：县委办。\n分享到：微信\n"
    )
    assert rows(notice, "content") == [("公开清单。",)]
    assert (notice.issuer, str(notice.issued)) == ("云溪县人民政府办公室", "2026-03-01")


def test_an_attachment_begins_a_tree_of_its_own() -> None:
    notice = from_text(
        TITLE + "（一）公开清单。（县发改局）\n附件2\n学校名单\n1.第一中学\n2.第二中学"
    )
    assert rows(notice, "content") == [("公开清单。",)]


def test_units_with_roles_and_a_labelled_date_in_one_bracket() -> None:
    notice = from_text(
        TITLE + "1.公开清单。（县财政局牵头，县住建局配合；完成时限：每月5日前）\n"
        "2.公开目录。（县教育局、县民政局，时限：6月底前）\n"
    )
    assert rows(notice, "content", "units", "deadline") == [
        ("公开清单。", "县财政局|县住建局", "每月5日前"),
        ("公开目录。", "|县教育局、县民政局", "6月底前"),
    ]


def test_the_last_paragraph_of_the_letter_is_no_part_of_the_last_item() -> None:
    notice = from_text(
        TITLE + "1.公开清单。（县财政局）\n2.公开目录。\n"
        "各乡镇、各有关单位要压实责任，于5月25日前将自查报告报送县政府办。\n"
    )
    assert rows(notice, "content", "units") == [("公开清单。", "|县财政局"), ("公开目录。", "|")]
    assert [str(duty.deadline.due) for duty in notice.duties] == ["2026-05-25"]
