"""Checks that pass on what a grammar remarked while it read a deadline or a responsibility cell."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding, Note


class DeadlineNote(Check):
    """A remark of the deadline grammar; a subclass sets the code and the words.

    Inside a content (``limits``) only some remarks matter: a sentence has many phrases that look
    like a time and need no answer.
    """

    also_in_contents = False

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every task whose deadline carries a remark with this code."""
        for task in subject.tasks:
            for note in cls.notes_of(task.deadline.notes):
                place = subject.place(task, "deadline")
                yield cls.finding(place, task.deadline.raw, task=task.id, note=note.text)
            if cls.also_in_contents:
                for limit in task.limits:
                    for note in cls.notes_of(limit.deadline.notes):
                        place = subject.place(task, "content")
                        yield cls.finding(place, limit.deadline.raw, task=task.id, note=note.text)

    @classmethod
    def notes_of(cls, notes: tuple[Note, ...]) -> list[Note]:
        """Those remarks that bear this code."""
        return [note for note in notes if note.code == cls.code]


class UnitNote(Check):
    """A remark of the units grammar on a responsibility cell."""

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every task whose responsible units drew a remark with this code."""
        for task in subject.tasks:
            for note in task.unit_notes:
                if note.code == cls.code:
                    yield cls.finding(
                        subject.place(task, "others"), task.units_raw, task=task.id, note=note.text
                    )
