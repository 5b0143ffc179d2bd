"""U06: a name without the level of government before it."""

from __future__ import annotations

from toolkit.checks.notes import UnitNote


class UnitLevel(UnitNote):
    """The other names of the cell begin with a level (县, 市), this one does not."""

    code = "U06"
    title = "单位没写级别"
    severity = "info"
    description = "同一格里别的单位都写了“县”“市”等级别，这一个没有写。程序照原样记录，没有补。"
    example = "“县教育局、卫健局”：卫健局可能是县卫健局。"
    message = "责任分工“{value}”：{note}"
    fix = "确认后写全；或在“单位名录”里登记为别名"
