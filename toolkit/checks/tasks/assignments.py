"""T05: a row of 分办 that no task calls for any more, and in which a unit has reported."""

from __future__ import annotations

from toolkit.checks.base import Problem


class AssignmentKept(Problem):
    """Found while a ledger is brought into step: the row is kept, since it holds a report."""

    code = "T05"
    title = "分办多出一行"
    severity = "warning"
    description = (
        "“分办”里这一行的任务已经删去，或者不再交给这个单位，但这个单位报过进展，程序没有删除。"
    )
    example = "任务改由县审计局负责，“分办”里县财政局一行还记着上月的进展。"
    message = "台账里没有把这项任务交给“{value}”，这一行记着它报过的内容，没有删除"
    fix = "核对台账中的责任单位；确实不再需要的，手工删去这一行"
