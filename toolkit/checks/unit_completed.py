"""U07: a shared ending was added to a name."""

from __future__ import annotations

from toolkit.checks.notes import UnitNote


class UnitCompleted(UnitNote):
    """Several names share one ending; each got it in full."""

    code = "U07"
    title = "单位名补全"
    severity = "info"
    description = "几个单位共用一个结尾，程序给每个都补上了，请确认补得对。"
    example = "“云溪、江滨县人民政府”补全为云溪县人民政府、江滨县人民政府。"
    message = "责任分工“{value}”：{note}"
    fix = "核对补全的名称，不对的在台账中改正"
