"""T01: a task without content."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding


class TaskEmpty(Check):
    """The content cell is empty although the row has units or a deadline."""

    code = "T01"
    title = "任务内容为空"
    severity = "error"
    description = "这一行有编号、单位或时限，却没有任务内容。"
    example = "责任单位和完成时限都写了，任务内容一格是空的。"
    message = "任务“{value}”没有内容"
    fix = "对照来文补上内容；多余的行请删除"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every task without a visible character."""
        for task in subject.tasks:
            if not task.content.strip():
                yield cls.finding(subject.place(task, "content"), task.id or task.no, task=task.id)
