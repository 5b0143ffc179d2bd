"""U12: units that were read, but are not written as the workbook's formulas need them."""

from __future__ import annotations

from toolkit.checks.base import Problem


class UnitCellForm(Problem):
    """The names of a cell are told apart by blanks, 和, slashes, roles or the like."""

    code = "U12"
    title = "单位写法不规整"
    severity = "info"
    once = True
    description = (
        "单位之间用了空格、“和”、斜线，或者一格里写了“牵头”“配合”，程序按意思拆开了。"
        "Excel 里按单位的统计只认顿号，请按建议改写。"
    )
    example = (
        "“县财政局　县税务局”按“县财政局、县税务局”理解；“县财政局牵头，县税务局配合”分别归入两列。"
    )
    message = "“{value}”按{read}理解"
    fix = "改写为：{read}（各归各列，用顿号隔开）"
