"""D06: a date was counted in workdays over a year without an official calendar."""

from __future__ import annotations

from toolkit.checks.notes import DeadlineNote


class DeadlineProvisional(DeadlineNote):
    """The workday calendar of the year is not published yet, so the date may still move."""

    code = "D06"
    title = "工作日历未公布"
    severity = "info"
    description = (
        "按工作日计算的时限落在尚未公布放假安排的年份，只按周末推算，放假安排公布后可能变化。"
    )
    example = "“收到后5个工作日内”落在明年1月，而明年的放假安排还没有公布。"
    message = "“{value}”的日期是暂定的：{note}"
    fix = "放假安排公布后更新程序或在设置中补上节假日，再重新换算"
