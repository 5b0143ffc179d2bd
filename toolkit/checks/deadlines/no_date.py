"""D10: a deadline that is understood, but has no date, cycle or event in it."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding


class DeadlineNoDate(Check):
    """The words set no time limit that anybody could check."""

    code = "D10"
    title = "时限没有日期可算"
    severity = "info"
    description = "时限的文字看得懂，但里面没有日期、周期或起算点，不会出现在逾期和临期提醒里。"
    example = "“适时开展”“按序时进度推进”。"
    message = "完成时限“{value}”没有可以计算的日期"
    fix = "需要督办的，与牵头单位商定一个日期写上"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every written deadline of kind none that drew no other remark."""
        for task in subject.tasks:
            line = task.deadline
            if line.raw.strip() and line.kind == "none" and not line.notes:
                yield cls.finding(subject.place(task, "deadline"), line.raw, task=task.id)
