"""U11: brackets do not pair."""

from __future__ import annotations

from toolkit.checks.notes import UnitNote


class UnitBrackets(UnitNote):
    """An opening or closing bracket is missing, so the ends of names are doubtful."""

    code = "U11"
    title = "括号不成对"
    severity = "warning"
    description = "责任分工里的括号少了一半，单位从哪里到哪里可能读错，请核对。"
    example = "“县文旅局（县图书馆、县档案馆”。"
    message = "责任分工“{value}”：{note}"
    fix = "补上括号"
