"""D07: a date that no calendar has."""

from __future__ import annotations

from toolkit.checks.notes import DeadlineNote


class DeadlineImpossible(DeadlineNote):
    """The month or the day does not exist."""

    code = "D07"
    title = "日期不存在"
    severity = "error"
    description = "写出的日期在日历上没有，程序没有改成相近的日期。"
    example = "“2月30日前”“13月底前”“6月31日前”。"
    message = "“{value}”没有换算：{note}"
    fix = "对照来文改正日期"
    also_in_contents = True
