"""U03: one unit is lead and other at once."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding


class UnitBothRoles(Check):
    """The same name stands among the leads and among the others of one task."""

    code = "U03"
    title = "既牵头又配合"
    severity = "warning"
    description = "同一个单位在同一项任务里既是牵头单位又是责任（配合）单位。"
    example = "牵头单位：县财政局；责任单位：县财政局、县审计局。"
    message = "“{value}”在同一项任务里既牵头又配合"
    fix = "只保留一处，一般保留牵头"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every unit with two roles in one task."""
        for task in subject.tasks:
            for unit in task.lead:
                if unit in task.others:
                    yield cls.finding(subject.place(task, "others"), unit, task=task.id)
