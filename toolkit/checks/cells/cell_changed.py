"""A change that was not applied because its cell holds something else by now."""

from __future__ import annotations

from toolkit.checks.base import Problem


class CellChanged(Problem):
    """A cell was edited, or is computed, so that a planned change was not applied."""

    code = "C04"
    title = "单元格已被改动"
    severity = "warning"
    description = (
        "程序算好修改之后、写入之前，这一格被人改过，或者这一格是公式。"
        "为了不覆盖人填的内容，没有写入。"
    )
    example = "程序要把“截止日期”由空改为 2026-10-16，但这一格已经有人填了 2026-10-20。"
    message = "这一格现在是“{value}”，不是“{before}”，没有改为“{after}”"
    fix = "核对后手工修改，或重新运行一次"
