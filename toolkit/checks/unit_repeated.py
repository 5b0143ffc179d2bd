"""U10: one unit is named twice in a cell."""

from __future__ import annotations

from toolkit.checks.notes import UnitNote


class UnitRepeated(UnitNote):
    """The same name stands twice; it was taken once."""

    code = "U10"
    title = "单位写了两次"
    severity = "info"
    description = "同一格里同一个单位写了两次，程序只留一个。可能其中一个本来是别的单位。"
    example = "“县商务局、县市场监管局、县市场监管局”。"
    message = "责任分工“{value}”：{note}"
    fix = "对照来文，看其中一个是否应为别的单位"
