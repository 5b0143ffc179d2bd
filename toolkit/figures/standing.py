"""How one task stands on one day: its date light, and apart from it the progress gap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

from toolkit.deadlines import next_occurrence
from toolkit.ledger.columns import DONE
from toolkit.model import Deadline

if TYPE_CHECKING:
    from toolkit.ledger import Entry

Light = Literal["done", "late", "near", "normal", "standing", "waiting"]
"""``standing`` has no date by its nature (长期, 及时); ``waiting`` has none yet, or none known."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One task on one day.

    ``due`` is the day that counts (a recurring task's next one), ``days`` how many are left until
    then, negative once it has passed.  ``gap`` is by how many points (0 to 100) the reported
    progress lies behind the time that has gone by, None where one of the two is not known.
    """

    entry: Entry
    light: Light
    due: date | None = None
    days: int | None = None
    gap: float | None = None

    @property
    def falls_due(self) -> bool:
        """Whether the task had to be done by now, or has been done already."""
        return self.light in ("done", "late")


def standing(
    entry: Entry, day: date, *, near_days: int = 15, begun: date | None = None
) -> Standing:
    """How a task stands on ``day``; ``begun`` is when tasks without a start of their own began.

    A task is late from the day after its due date.  A recurring one counts by its next date and is
    never late, since the ledger does not know whether the last round was done.
    """
    deadline = entry.task.deadline
    if entry.status in DONE:
        return Standing(entry, "done", deadline.due)
    if deadline.kind in ("ongoing", "prompt"):
        return Standing(entry, "standing")
    due = next_occurrence(deadline, day) if deadline.kind == "recurring" else deadline.due
    if due is None:
        return Standing(entry, "standing" if deadline.kind == "recurring" else "waiting")
    days = (due - day).days
    light: Light = "late" if days < 0 else "near" if days <= near_days else "normal"
    return Standing(entry, light, due, days, _gap(entry, deadline, day, begun))


def _gap(entry: Entry, deadline: Deadline, day: date, begun: date | None) -> float | None:
    """The points by which progress lies behind time; 0 for a task that is ahead."""
    start = deadline.start or begun
    if deadline.kind == "recurring" or deadline.due is None or entry.percent is None:
        return None
    if day >= deadline.due:
        expected = 1.0
    elif start is None:
        return None
    else:
        expected = max(0.0, (day - start).days / max(1, (deadline.due - start).days))
    return max(0.0, (min(1.0, expected) - min(1.0, entry.percent)) * 100)
