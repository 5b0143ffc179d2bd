"""U01: nobody is responsible."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding, Place


class UnitEmpty(Check):
    """A task has neither a lead nor another unit."""

    code = "U01"
    title = "没有责任单位"
    severity = "error"
    description = "任务既没有牵头单位也没有责任单位，分办时会漏掉。"
    example = "责任单位一格是空的，或只写了“按职责分工负责”。"
    message = "{what}没有责任单位，分不下去"
    fix = "补上牵头单位或责任单位"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding per task, or one for the whole file when no task names a unit."""
        tasks = subject.tasks
        empty = [task for task in tasks if not task.lead and not task.others]
        if len(empty) == len(tasks) > 1 and not subject.is_ledger:
            place = Place(file=subject.notice.file or tasks[0].place.file)
            yield cls.finding(place, what=f"全部{len(tasks)}项任务")
            return
        for task in empty:
            yield cls.finding(
                subject.place(task, "others"), task.units_raw, task=task.id, what="这项任务"
            )
