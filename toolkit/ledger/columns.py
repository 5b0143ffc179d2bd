"""The columns of the ledger workbook as data: fields, heads, aliases, widths, drop-downs.

Code finds a column by its head or an alias, never by its position.  The heads are the field's own
words; an office may rename them through the sheet 设置 and put columns of its own between them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from toolkit.lights.done import STATUSES as STATUSES
from toolkit.lights.formulas import (
    Fields,
    days_formula,
    gap_formula,
    light_formula,
    next_formula,
    remark_formula,
)
from toolkit.lights.light import LIGHTS as LIGHTS
from toolkit.model import Kind, Role
from toolkit.workbook.heads import Column

TASKS: Final = "台账"
ASSIGNMENTS: Final = "分办"
ROSTER: Final = "单位名录"
FINDINGS: Final = "校验"
STATISTICS: Final = "统计"
REPORTS: Final = "报送记录"
JOURNAL: Final = "操作记录"
SETTINGS: Final = "设置"
SHEETS: Final = (
    TASKS, ASSIGNMENTS, ROSTER, FINDINGS, STATISTICS, REPORTS, JOURNAL, SETTINGS,
)  # fmt: skip

HEAD_ROW: Final = 3
FIRST_ROW: Final = 4

DECIDED: Final = "是"
HANDLED: Final = ("已改", "保持原样", "待核")
ROLE_WORDS: Final[Mapping[Role, str]] = {"lead": "牵头", "other": "责任"}
KIND_WORDS: Final[Mapping[Kind, str]] = {
    "date": "日期",
    "range": "区间",
    "recurring": "周期",
    "ongoing": "长期",
    "prompt": "即时",
    "relative": "相对",
    "none": "无",
}


def _here(head: str) -> str:
    return f"{TASKS}[[#This Row],[{head}]]"


_AT: Final = Fields(
    content=_here("任务内容"), deadline=_here("完成时限"), kind=_here("时限类型"),
    due=_here("截止日期"), start=_here("起始日期"), status=_here("状态"),
    percent=_here("完成进度"), rounds=_here("周期日"), last=_here("周期截止"),
    wait=_here("等待事项"), next=_here("下次日期"), days=_here("剩余天数"), light=_here("提醒"),
)  # fmt: skip

# Widths are such that the printed columns fill an A4 page in type of 10 points.
TASK_COLUMNS: Final = (
    Column("id", "编号", 6.8, aliases=("任务编号", "台账编号", "任务ID"), printed=True),
    Column("no", "序号", 4.5, aliases=("号", "原序号", "来文序号", "No.")),
    Column("l1", "一级任务", 6.2, "long",
           ("一级指标", "重点任务", "任务类别", "工作类别", "一级"), printed=True),
    Column("l2", "二级任务", 6.2, "long", ("二级指标", "工作任务", "任务名称", "二级"),
           printed=True),
    Column(
        "content", "任务内容", 27, "long",
        ("工作内容", "具体内容", "具体任务", "任务要求", "工作要求", "主要内容", "具体措施",
         "工作措施", "内容"),
        required=True, printed=True,
    ),
    Column("lead", "牵头单位", 8.2, "long",
           ("牵头部门", "主办单位", "牵头责任单位", "牵头单位（部门）"), required=True,
           printed=True),
    Column("others", "责任单位", 10.5, "long",
           ("配合单位", "责任部门", "协办单位", "参与单位", "配合部门", "责任分工"), required=True,
           printed=True),
    Column("deadline", "完成时限", 7.8, "long",
           ("时限", "时间要求", "办结时限", "完成时间", "时限要求", "工作时限", "完成期限"),
           required=True, hint="照来文原样填写，规范后的日期在右边各列。", printed=True),
    Column("kind", "时限类型", 3.9, "choice", ("类型",), tuple(KIND_WORDS.values())),
    Column("due", "截止日期", 8.8, "date", ("到期日", "截止时间", "到期日期"),
           hint="填写日期，例如 2026-10-16。", printed=True),
    Column("decided", "时限确认", 4.5, "choice", ("日期确认",), (DECIDED,),
           hint="截止日期由人确定、与“完成时限”不一致的，填“是”，程序不再提示，也不改动。"),
    Column("light", "提醒", 5, "formula", ("预警", "亮灯"), formula=light_formula(_AT),
           printed=True),
    Column("note", "提醒说明", 12, "words", formula=remark_formula(_AT)),
    Column("status", "状态", 5, "choice", ("办理状态", "完成状态", "任务状态"), STATUSES,
           printed=True),
    Column("percent", "完成进度", 4.6, "percent", ("进度", "完成率"),
           hint="填写 0% 到 100%。", printed=True),
    Column("gap", "落后点数", 6, "formula", ("进度差",), formula=gap_formula(_AT)),
    Column("done_on", "完成日期", 11, "date", ("办结日期", "实际完成日期", "实际完成时间"),
           hint="实际完成的日期，例如 2026-10-16。"),
    Column("closed_on", "销号日期", 11, "date", ("销号时间",),
           hint="确认销号的日期，例如 2026-10-16。"),
    Column("progress", "进展情况", 12, "long", ("工作进展", "落实情况", "完成情况", "进展"),
           printed=True),
    Column("remark", "备注", 7, "long", ("说明", "备注说明")),
    Column("rule", "周期规则", 22, aliases=("重复规则", "RRULE"), helper=True),
    Column("explain", "时限说明", 30, "long", helper=True),
    Column("limits", "内容中的时限", 30, "long", helper=True),
    Column("groups", "群体单位", 18, "long", helper=True),
    Column("units_raw", "责任原文", 30, "long", helper=True),
    Column("unit_notes", "责任提示", 20, "long", helper=True),
    Column("extra", "来文其他列", 24, "long", helper=True),
    Column("basis", "规范依据", 14, "long", helper=True),
    Column("source", "来源", 20, "long", ("出处", "来文位置"), helper=True),
    Column("days", "剩余天数", 8, "formula", formula=days_formula(_AT), helper=True),
    Column("start", "起始日期", 11, "date", ("开始日期", "起始时间"), helper=True),
    Column("original_due", "原截止日期", 11, "date", ("原定截止日期", "延期前截止日期"),
           helper=True),
    Column("rounds", "周期日", 20, "long", helper=True,
           hint="月日，00 为月末：0300 0600；星期：周1 周5；每月末个周五：月末周5。"),
    Column("last", "周期截止", 11, "date", helper=True),
    Column("next", "下次日期", 11, "day", formula=next_formula(_AT), helper=True),
    Column("wait", "等待事项", 20, "long", helper=True),
)  # fmt: skip

ASSIGNMENT_COLUMNS: Final = (
    Column("id", "编号", 7, printed=True),
    Column("unit", "单位", 18, "long", printed=True),
    Column("role", "职责", 5, printed=True),
    Column("content", "任务内容", 50, "long", printed=True),
    Column("deadline", "完成时限", 14, "long", printed=True),
    Column("due", "截止日期", 9, "date", printed=True),
    Column("status", "状态", 7, "choice", (), STATUSES, printed=True),
    Column("percent", "完成进度", 8, "percent"),
    Column("progress", "进展情况", 40, "long"),
    Column("done_on", "完成日期", 11.5, "date"),
    Column("problems", "存在问题", 20, "long"),
    Column("contact", "联系人", 10),
    Column("month", "报送月份", 10),
)
ROSTER_COLUMNS: Final = (
    Column("name", "规范名称", 24, "long", ("单位名称", "单位", "名称")),
    Column("aliases", "别名", 26, "long", ("简称", "又称")),
    Column("kind", "类别", 6, "choice", (), ("单位", "群体")),
    Column("members", "成员", 42, "long", ("成员单位", "包括")),
    Column("led", "牵头任务", 6, "formula"),
    Column("joined", "参与任务", 6, "formula"),
)
FINDING_COLUMNS: Final = (
    Column("severity", "级别", 5),
    Column("code", "代码", 5),
    Column("id", "编号", 6),
    Column("where", "位置", 16, "long"),
    Column("value", "原值", 22, "long"),
    Column("message", "问题", 29, "long"),
    Column("fix", "建议", 23, "long"),
    Column(
        "handled",
        "处理情况",
        8,
        "choice",
        (),
        HANDLED,
        hint="已改、保持原样或待核；保持原样的，在这一格改动以前不再提示。",
    ),
    Column("column", "列", 9, helper=True),
    Column("origin", "来自", 8, helper=True),
    Column("file", "文件", 16, helper=True),
    Column("sheet", "工作表", 7, helper=True),
    Column("page", "页", 6, "number", helper=True),
    Column("table", "表", 6, "number", helper=True),
    Column("line", "文本行", 8, "number", helper=True),
    Column("row", "行", 6, "number", helper=True),
)
STATISTIC_COLUMNS: Final = (
    Column("unit", "单位", 30, "long"),
    Column("lead", "牵头", 7, "formula"),
    Column("other", "责任", 7, "formula"),
    Column("total", "合计", 7, "formula"),
    Column("done", "已完成", 7, "formula"),
    Column("late", "逾期", 7, "formula"),
    Column("near", "临期", 7, "formula"),
)
REPORT_COLUMNS: Final = (
    Column("month", "月份", 8, printed=True),
    Column("id", "编号", 7, printed=True),
    Column("unit", "单位", 15, "long", printed=True),
    Column("role", "职责", 5, printed=True),
    Column("percent", "完成进度", 5, "percent", printed=True),
    Column("progress", "进展情况", 30, "long", printed=True),
    Column("problems", "存在问题", 15, "long", printed=True),
    Column("person", "报送人", 7, printed=True),
    Column("phone", "联系电话", 11, printed=True),
    Column("sent", "报送日期", 9, "date", printed=True),
    Column("file", "来源文件", 20, "long"),
)
JOURNAL_COLUMNS: Final = (
    Column("batch", "批次", 4.5, "number", required=True),
    Column("time", "时间", 14, "moment"),
    Column("command", "命令", 9),
    Column("sheet", "工作表", 10),
    Column("key", "键", 10, "long"),
    Column("column", "列", 12),
    Column("before", "改前", 18, "long"),
    Column("after", "改后", 18, "long"),
    Column("why", "原因", 18, "long"),
    Column("undone", "撤销", 5, "number"),
    Column("kind", "方式", 8, helper=True),
    Column("step", "步", 6, "number", helper=True),
    Column("field", "字段", 12, helper=True),
    Column("row", "行", 6, "number", helper=True),
    Column("format", "原格式", 12, helper=True),
    Column("link", "链接", 16, helper=True),
)

COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    TASKS: TASK_COLUMNS,
    ASSIGNMENTS: ASSIGNMENT_COLUMNS,
    ROSTER: ROSTER_COLUMNS,
    FINDINGS: FINDING_COLUMNS,
    REPORTS: REPORT_COLUMNS,
    JOURNAL: JOURNAL_COLUMNS,
}
KEYS: Final[Mapping[str, tuple[str, ...]]] = {
    TASKS: ("id",),
    ASSIGNMENTS: ("id", "unit"),
    ROSTER: ("name",),
    FINDINGS: ("code", "id", "column", "value"),
    REPORTS: ("month", "id", "unit"),
    JOURNAL: (),
}
HEADS: Final = {column.field: column.head for column in TASK_COLUMNS}
