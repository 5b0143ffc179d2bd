"""A fictional county's notice with what real ones have."""

from __future__ import annotations

from datetime import date
from typing import Any

from toolkit.deadlines import find_limits, normalise
from toolkit.model import Duty, Finding, Note, Notice, Place, Task

ROWS = (
    # no, l1, l2, content, lead, others, deadline
    ("1", "加强重点领域信息公开", "规划信息", "主动公开“十五五”规划纲要、国土空间规划（2026年本），做好归集整理",
     ("县发展和改革局",), ("县自然资源局", "各乡镇人民政府"), "10月16日前"),
    ("2", "加强重点领域信息公开", "市场监管", "公布权责清单，压缩办理时限至5个工作日以内；2026年6月底前完成首轮清理",
     ("县行政审批局", "县司法局"), ("县级有关部门（单位）",), "长期常态化"),
    ("（三）", "优化政策服务", "", "每季度末月20日前通报一次\n并抄送县政府办", (), ("县政府办公室",), "每季度末月20日前"),
    ("4", "优化政策服务", "政策解读", "涉企政策解读率达到100%", ("县政府办公室",),
     ("涉及采购、工程建设等相关单位",), "省出台文件后2个月内完成"),
    ("5", "强化保障", "", "=HYPERLINK(\"http://a.b\",\"点我\")", ("-县财政局",), (), "适时"),
    ("6", "强化保障", "培训", "举办培训班", ("县政府办公室",), (), "2026年6月底前完成方案，11月底前总结"),
)  # fmt: skip


def county_notice() -> Notice:
    """A notice of 云溪县 with what real ones have: groups, cycles, events, slips."""
    tasks = tuple(
        Task(
            f"{index:03d}", content, no, l1, l2, lead, others,
            tuple(u for u in others if u.startswith("各")),
            normalise(deadline, year=2026, issued=date(2026, 3, 2)),
            find_limits(content, year=2026), "、".join((*lead, *others)),
            Place(file="通知.docx", table=1, row=index + 2),
            (("责任领导", "张三｜李四"),) if index == 1 else (),
            (Note("U05", "角色不明"),) if index == 3 else (),
        )
        for index, (no, l1, l2, content, lead, others, deadline) in enumerate(ROWS, 1)
    )  # fmt: skip
    finding = Finding(
        "R03", "warning", Place("通知.docx", table=1, row=4, column="完成时限"), "长期常态化",
        "这一格跨了两行", "请核对",
    )  # fmt: skip
    loose = Finding("R02", "info", Place("通知.docx", line=7), "10月31日前书面报告", "另有报送要求")
    return Notice(
        "云溪县2026年政务公开重点工作责任分工表", "云政办发〔2026〕5号", "云溪县人民政府办公室",
        date(2026, 3, 2), 2026, tasks,
        (Duty("请于10月31日前书面报告", normalise("10月31日前", year=2026), Place(line=7)),),
        (finding, loose), (), "通知.docx",
    )  # fmt: skip


def cell_at(sheet: Any, head: str, row: int = 4) -> Any:
    """The cell of a row of 台账 under a head, wherever the template has that column."""
    (column,) = [cell.column for cell in sheet[3] if cell.value == head]
    return sheet.cell(row, column)
