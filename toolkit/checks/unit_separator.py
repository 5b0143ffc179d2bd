"""U04: a separator between two units was lost and put back."""

from __future__ import annotations

from toolkit.checks.notes import UnitNote


class UnitSeparator(UnitNote):
    """Two names stood together without a mark between them."""

    code = "U04"
    title = "单位之间缺顿号"
    severity = "info"
    description = "两个单位连写在一起，程序按单位名的写法补断，请确认断得对。"
    example = "“县财政局县审计局”拆成县财政局、县审计局。"
    message = "责任分工“{value}”里单位连写：{note}"
    fix = "在来文或台账里补上顿号"
