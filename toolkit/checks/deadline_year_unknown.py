"""D08: a date has no year, and nothing tells which."""

from __future__ import annotations

from toolkit.checks.notes import DeadlineNote


class DeadlineYearUnknown(DeadlineNote):
    """Neither the phrase nor the notice states the year."""

    code = "D08"
    title = "时限没有年份"
    severity = "warning"
    description = "时限只写了月日，来文也没有年份，程序没有换算成日期。"
    example = "“10月16日前”，而标题、文号、成文日期里都没有年份。"
    message = "“{value}”没有年份，无法换算：{note}"
    fix = "读取来文时用 --year 指明年份，或在台账“设置”里填写年度"
