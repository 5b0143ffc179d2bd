"""U05: the grammar could not tell a unit or its role."""

from __future__ import annotations

from toolkit.checks.notes import UnitNote


class UnitUndecided(UnitNote):
    """A part of the responsibility cell is neither surely a unit nor surely a phrase."""

    code = "U05"
    title = "单位或角色看不准"
    severity = "warning"
    description = "责任分工里有一段文字，看不准是不是单位，或者看不准谁牵头谁配合。"
    example = "“谁起草谁解读”“由分管领导负责”。"
    message = "责任分工“{value}”看不准：{note}"
    fix = "写清单位名称；牵头的写“××牵头”，配合的写“××配合”"
