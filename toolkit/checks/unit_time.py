"""U09: a time limit stands in the responsibility cell."""

from __future__ import annotations

from toolkit.checks.notes import UnitNote


class UnitTime(UnitNote):
    """A time limit was found among the units."""

    code = "U09"
    title = "责任单位里有时限"
    severity = "info"
    description = "责任单位一格里夹着时限，没有列入单位。请看完成时限一栏是否已经有了。"
    example = "“县司法局，2026年10月底前”。"
    message = "责任分工“{value}”：{note}"
    fix = "时限移到完成时限一栏"
