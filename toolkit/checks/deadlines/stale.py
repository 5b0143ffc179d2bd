"""D11: a deadline was edited, and the normalised columns still say the old date."""

from __future__ import annotations

from toolkit.checks.base import Problem


class DeadlineStale(Problem):
    """Found while a ledger is opened: the raw words and the normalised columns disagree."""

    code = "D11"
    title = "换算结果没有更新"
    severity = "error"
    description = "完成时限改过，旁边的截止日期、时限类型还是改之前的，提醒和颜色会按旧日期显示。"
    example = "把“6月底前”改成“9月底前”，截止日期一格仍是2026-06-30。"
    message = "完成时限现在是“{value}”，{columns}还是旧的"
    fix = "用“规范时限”重新换算"
