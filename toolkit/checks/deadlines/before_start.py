"""D05: a period ends before it begins."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding


class DeadlineBeforeStart(Check):
    """The last day lies before the first."""

    code = "D05"
    title = "时限止早于起"
    severity = "error"
    description = "一段时间的结束日期早于开始日期，无法判断哪一个写错。"
    example = "“9月25日至9月15日”。"
    message = "完成时限“{value}”的结束早于开始{note}"
    fix = "对照来文改正起止日期"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every task that ends before it starts, by its dates or its notes."""
        for task in subject.tasks:
            line = task.deadline
            notes = [note.text for note in line.notes if note.code == cls.code]
            reversed_ = line.start and line.due and line.due < line.start
            if notes or reversed_:
                note = f"：{notes[0]}" if notes else ""
                yield cls.finding(
                    subject.place(task, "deadline"), line.raw, task=task.id, note=note
                )
