"""T03: two tasks say the same."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding
from toolkit.text import fold, squeeze


class TaskContentDoubled(Check):
    """The content equals an earlier one, apart from blanks and full or half width."""

    code = "T03"
    title = "任务内容重复"
    severity = "warning"
    description = "两项任务的内容一样（空格、全角半角不计）。可能是重复录入，也可能分给了不同单位。"
    example = "换页时最后一项又抄了一遍。"
    message = "内容与第{row}行相同：“{value}”"
    fix = "确系重复的删去一行；分给不同单位的，考虑合并成一项"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every task whose content stands on an earlier row."""
        first: dict[str, int] = {}
        for index, task in enumerate(subject.tasks):
            key = fold(squeeze(task.content))
            if not key:
                continue
            earlier = first.setdefault(key, index)
            if earlier != index:
                row = subject.row(earlier)
                yield cls.finding(
                    subject.place(task, "content"), task.content, task=task.id, row=row
                )
