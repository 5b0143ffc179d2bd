"""Tables that were flattened to paragraphs."""

from __future__ import annotations

from tests.notice.reading import codes, from_text, rows

TWO = "2026年任务分工\n工作任务\n贯彻举措\n牵头单位\n责任单位\n"


def test_a_group_of_items_shares_the_units_after_it() -> None:
    notice = from_text(
        TWO
        + "一、政策公开\n(一)推进公开。\n1.公开清单。\n2.公开目录。\n县发改局\n县教育局、各乡镇\n3.公开结果。\n县民政局\n县司法局"
    )
    assert rows(notice, "no", "l1", "l2", "content", "units") == [
        ("1", "政策公开", "推进公开", "公开清单。", "县发改局|县教育局、各乡镇"),
        ("2", "政策公开", "推进公开", "公开目录。", "县发改局|县教育局、各乡镇"),
        ("3", "政策公开", "推进公开", "公开结果。", "县民政局|县司法局"),
    ]


def test_one_unit_paragraph_for_two_columns_asks() -> None:
    notice = from_text(TWO + "1.公开清单。\n县发改局\n2.公开目录。\n县教育局\n县司法局")
    assert rows(notice, "units") == [("县发改局|",), ("县教育局|县司法局",)]
    assert codes(notice) == ["R05"]


def test_numbers_and_deadlines_on_lines_of_their_own() -> None:
    notice = from_text(
        "2026年任务清单\n序号\n工作任务\n责任单位\n完成时限\n一、蓝天\n1\n淘汰锅炉。\n县工信局、\n县教育局\n9月底\n"
        "2\n管控扬尘。\n县住建局\n收割期间\n打印 关闭 返回顶部"
    )
    assert rows(notice, "no", "l1", "content", "units", "deadline") == [
        ("1", "蓝天", "淘汰锅炉。", "|县工信局、县教育局", "9月底"),
        ("2", "蓝天", "管控扬尘。", "|县住建局", "收割期间"),
    ]


def test_bars_on_lines_of_their_own() -> None:
    notice = from_text(
        "2026年任务分工\n"
        + "\n|\n".join(
            [
                "工作任务",
                "序号",
                "具体要求",
                "责任科室",
                "时限",
                "政策公开",
                "1",
                "公开清单。",
                "财务科",
                "6月底前",
                "2",
                "公开目录。",
                "储备科、\n财务科",
                "长期坚持",
            ]
        )
    )
    assert rows(notice, "no", "l1", "content", "units", "deadline") == [
        ("1", "政策公开", "公开清单。", "|财务科", "6月底前"),
        ("2", "政策公开", "公开目录。", "|储备科、财务科", "长期坚持"),
    ]


def test_the_signature_under_the_table_is_no_unit() -> None:
    notice = from_text(TWO + "1.公开清单。\n县发改局\n县教育局\n\n云溪县人民政府办公室\n")
    assert rows(notice, "units") == [("县发改局|县教育局",)]
