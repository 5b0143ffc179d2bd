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


class AliasIdle(Problem):
    """An alias in the roster that changes nothing."""

    code = "U14"
    title = "别名没有生效"
    severity = "warning"
    description = "“单位名录”里登记的别名，因为与规范名称相同、同时归了两个单位等原因，不起作用。"
    example = "“县教体局”既登记为县教育局的别名，又登记为县体育局的别名。"
    message = "“{name}”的别名“{value}”没有生效：{why}"
    fix = "改正或删去这个别名"


class RosterRowIdle(Problem):
    """A row of the roster that stands for a body of another row."""

    code = "U15"
    title = "名录里一个单位两行"
    severity = "info"
    description = (
        "“单位名录”里这一行的名称，已经登记为另一行的别名，或者只差空格、全角半角。"
        "程序按另一行的规范名称归并，这一行不再起作用。"
    )
    example = "“县财局”单列一行，又登记为“县财政局”的别名。"
    message = "“{value}”与“{name}”是同一单位，这一行不再起作用"
    fix = "删去这一行；原来单列的成员、别名并到“{name}”一行"
