"""D09: one deadline asks for several things."""

from __future__ import annotations

from toolkit.checks.notes import DeadlineNote


class DeadlineSeveral(DeadlineNote):
    """The deadline joins a date, a cycle or more; one row can carry only one of them."""

    code = "D09"
    title = "一格里写了不止一项时限"
    severity = "info"
    description = (
        "一格里既有日期又有周期，或者有两个以上的周期、期限。台账一行只能按一项提醒，"
        "程序按“日期、周期、期限、长期、及时”的次序取一项，其余保留在原文里。"
    )
    example = "“12月底前，并长期坚持”按12月31日提醒；“每周自查、每月抽查”按每周提醒。"
    message = "完成时限“{value}”：{note}"
    fix = "核对记下的时限；需要分别提醒的，拆成两项任务"
