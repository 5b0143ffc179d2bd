"""T02: two tasks share an id."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding


class TaskIdDoubled(Check):
    """The id stands on an earlier row already, so reports could go to the wrong task."""

    code = "T02"
    title = "编号重复"
    severity = "error"
    description = "两行用了同一个编号。报送、合并和销号都按编号对应，重复会张冠李戴。"
    example = "复制一行再改内容，编号没有改。"
    message = "编号“{value}”与第{row}行重复"
    fix = "给后一行换一个没有用过的编号"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every row whose id an earlier row bears."""
        first: dict[str, int] = {}
        for index, task in enumerate(subject.tasks):
            if not task.id:
                continue
            earlier = first.setdefault(task.id, index)
            if earlier != index:
                row = subject.row(earlier)
                yield cls.finding(subject.place(task, "id"), task.id, task=task.id, row=row)
