"""T04: a ledger row without an id."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding


class TaskIdMissing(Check):
    """A row that somebody typed into the ledger has no id yet."""

    code = "T04"
    title = "缺编号"
    severity = "warning"
    once = True
    description = "台账里手工增加的行没有编号，报送表收回后无法对应到这一行。"
    example = "在台账末尾补录一项任务，编号一格空着。"
    message = "任务“{value}”没有编号"
    fix = "给这一行填一个没有用过的编号"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every ledger row without an id."""
        if not subject.is_ledger:
            return
        for task in subject.tasks:
            if not task.id.strip():
                yield cls.finding(subject.place(task, "id"), task.content, task=task.id)
