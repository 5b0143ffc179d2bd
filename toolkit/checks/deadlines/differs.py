"""D12: the date that stands beside a time limit is not the one that its words give."""

from __future__ import annotations

from toolkit.checks.base import Problem


class DeadlineDiffers(Problem):
    """Found while a ledger is read: words and date contradict, and nobody has decided."""

    code = "D12"
    title = "截止日期与完成时限不符"
    severity = "warning"
    description = (
        "完成时限的文字换算出来是一个日期，截止日期一格却是另一个日期，或者是空的。"
        "提醒按截止日期一格计算。延期等由人确定的日期，请在“时限确认”里填“是”，就不再提示。"
    )
    example = "完成时限“10月16日前”，截止日期被改成2026-11-16。"
    message = "完成时限“{words}”换算为{due}，截止日期{what}"
    fix = "改正其中一处；截止日期确由本单位决定的，在“时限确认”里填“是”"
