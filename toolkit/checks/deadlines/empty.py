"""D01: no deadline is written."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding, Place


class DeadlineEmpty(Check):
    """The deadline cell is empty; a notice without any deadline gets one finding for all tasks."""

    code = "D01"
    title = "没有完成时限"
    severity = "warning"
    once = True
    description = (
        "任务没有写完成时限，不会出现在逾期和临期提醒里。整份来文都没有时限的，只提示一次。"
    )
    example = "完成时限一格是空的。应写“2026年12月底前”，或写明“长期坚持”。"
    message = "{what}没有写完成时限"
    fix = "向来文单位或牵头单位问清；确无时限的写“长期坚持”"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding per task, or one for the whole file when no task has a deadline."""
        tasks = subject.tasks
        empty = [task for task in tasks if not task.deadline.raw.strip()]
        if len(empty) == len(tasks) > 1 and not subject.is_ledger:
            place = Place(file=subject.notice.file or tasks[0].place.file)
            yield cls.finding(place, what=f"全部{len(tasks)}项任务")
            return
        for task in empty:
            yield cls.finding(subject.place(task, "deadline"), task=task.id, what="这项任务")
