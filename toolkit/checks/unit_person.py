"""U08: a person stands where a unit should."""

from __future__ import annotations

from toolkit.checks.notes import UnitNote


class UnitPerson(UnitNote):
    """A post or a person was found in the responsibility cell and not taken for a unit."""

    code = "U08"
    title = "责任单位写了人员"
    severity = "warning"
    description = "责任单位一格里写的是职务或人名，没有列入单位，分办时不会给它出任务单。"
    example = "“县级各部门主要负责人”。应写“县级各部门”。"
    message = "责任分工“{value}”：{note}"
    fix = "改写成单位名称；责任人可以写在备注里"
