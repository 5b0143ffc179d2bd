"""D04: a task was due before the notice was issued."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding


class DeadlineBeforeIssue(Check):
    """The last day lies before the notice's own date of issue."""

    code = "D04"
    title = "时限早于来文日期"
    severity = "warning"
    description = "算出来的最后一天早于来文的成文日期：多半是年份写错，或沿用了上一年的文字。"
    example = "2026年3月5日成文，完成时限却是“2025年12月底前”。"
    message = "完成时限“{value}”（{due}）早于来文日期{issued}"
    fix = "核对年份；确系照抄上年文字的，按本年度改正"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every due date before the date of issue."""
        issued = subject.notice.issued
        if issued is None:
            return
        for task in subject.tasks:
            due = task.deadline.due
            if due is not None and due < issued:
                place = subject.place(task, "deadline")
                yield cls.finding(place, task.deadline.raw, task=task.id, due=due, issued=issued)
