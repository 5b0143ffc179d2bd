"""D02: a deadline is written that cannot be understood."""

from __future__ import annotations

from toolkit.checks.notes import DeadlineNote


class DeadlineUnknown(DeadlineNote):
    """The grammar could not read the deadline and gave no date."""

    code = "D02"
    title = "完成时限看不懂"
    severity = "warning"
    description = "程序认不出这个时限的意思，没有给出日期。宁可不给，也不猜错。"
    example = "“按序时进度推进”“视情况而定”。能确定日期的，请写成“2026年10月31日前”。"
    message = "看不懂完成时限“{value}”，没有换算日期：{note}"
    fix = "改写成明确的日期或周期，例如“2026年10月31日前”“每季度末月20日前”"
