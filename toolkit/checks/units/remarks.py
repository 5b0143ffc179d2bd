"""What the units grammar remarked: problems that are words only."""

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


class UnitUndecided(UnitNote):
    """A part of the responsibility cell is neither surely a unit nor surely a phrase."""

    code = "U05"
    title = "单位或角色看不准"
    severity = "warning"
    description = "责任分工里有一段文字，看不准是不是单位，或者看不准谁牵头谁配合。"
    example = "“谁起草谁解读”“由分管领导负责”。"
    message = "责任分工“{value}”看不准：{note}"
    fix = "写清单位名称；牵头的写“××牵头”，配合的写“××配合”"


class UnitLevel(UnitNote):
    """The other names of the cell begin with a level (县, 市), this one does not."""

    code = "U06"
    title = "单位没写级别"
    severity = "info"
    once = True
    description = "同一格里别的单位都写了“县”“市”等级别，这一个没有写。程序照原样记录，没有补。"
    example = "“县教育局、卫健局”：卫健局可能是县卫健局。"
    message = "责任分工“{value}”：{note}"
    fix = "确认后写全；或在“单位名录”里登记为别名"


class UnitCompleted(UnitNote):
    """Several names share one ending; each got it in full."""

    code = "U07"
    title = "单位名补全"
    severity = "info"
    once = True
    description = "几个单位共用一个结尾，程序给每个都补上了，请确认补得对。"
    example = "“云溪、江滨县人民政府”补全为云溪县人民政府、江滨县人民政府。"
    message = "责任分工“{value}”：{note}"
    fix = "核对补全的名称，不对的在台账中改正"


class UnitPerson(UnitNote):
    """A post or a person was found in the responsibility cell and not taken for a unit."""

    code = "U08"
    title = "责任单位写了人员"
    severity = "warning"
    description = "责任单位一格里写的是职务或人名，没有列入单位，分办时不会给它出任务单。"
    example = "“县级各部门主要负责人”。应写“县级各部门”。"
    message = "责任分工“{value}”：{note}"
    fix = "改写成单位名称；责任人可以写在备注里"


class UnitTime(UnitNote):
    """A time limit was found among the units."""

    code = "U09"
    title = "责任单位里有时限"
    severity = "info"
    description = "责任单位一格里夹着时限，没有列入单位。请看完成时限一栏是否已经有了。"
    example = "“县司法局，2026年10月底前”。"
    message = "责任分工“{value}”：{note}"
    fix = "时限移到完成时限一栏"


class UnitRepeated(UnitNote):
    """The same name stands twice; it was taken once."""

    code = "U10"
    title = "单位写了两次"
    severity = "info"
    description = "同一格里同一个单位写了两次，程序只留一个。可能其中一个本来是别的单位。"
    example = "“县商务局、县市场监管局、县市场监管局”。"
    message = "责任分工“{value}”：{note}"
    fix = "对照来文，看其中一个是否应为别的单位"


class UnitBrackets(UnitNote):
    """An opening or closing bracket is missing, so the ends of names are doubtful."""

    code = "U11"
    title = "括号不成对"
    severity = "warning"
    description = "责任分工里的括号少了一半，单位从哪里到哪里可能读错，请核对。"
    example = "“县文旅局（县图书馆、县档案馆”。"
    message = "责任分工“{value}”：{note}"
    fix = "补上括号"


BY_CODE: dict[str, type[UnitNote]] = {
    kind.code: kind
    for kind in (
        UnitSeparator, UnitUndecided, UnitLevel, UnitCompleted, UnitPerson, UnitTime, UnitRepeated,
        UnitBrackets,
    )
}  # fmt: skip
"""The problems by the codes that the grammar gives its notes."""
