"""D09: several cycles stand in one deadline."""

from __future__ import annotations

from toolkit.checks.notes import DeadlineNote


class DeadlineSeveral(DeadlineNote):
    """The deadline names more than one cycle; one row can carry only one."""

    code = "D09"
    title = "写了不止一个周期"
    severity = "info"
    description = "一格里写了两个以上的周期，台账一行只能按一个周期提醒，程序记第一个。"
    example = "“每周自查、每月抽查”按每周提醒。要分别提醒的，请拆成两行。"
    message = "完成时限“{value}”：{note}"
    fix = "核对记下的周期；需要分别提醒的，拆成两项任务"
