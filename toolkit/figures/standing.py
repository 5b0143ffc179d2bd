"""How one task stands on one day: its date light, and apart from it the progress gap."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from toolkit.lights import light as lights
from toolkit.lights.light import DEFAULTS, Light, Thresholds

if TYPE_CHECKING:
    from toolkit.ledger import Entry


@dataclass(frozen=True, slots=True)
class Standing:
    """One task on one day, by the rule of :mod:`toolkit.lights.light`.

    ``due`` is the day that counts (a recurring task's next one), ``days`` how many are left until
    then, negative once it has passed.  ``gap`` is by how many points (0 to 100) the reported
    progress lies behind the time that has gone by, None where one of the two is not known.
    """

    entry: Entry
    light: Light
    due: date | None = None
    days: int | None = None
    gap: int | None = None


def standing(
    entry: Entry, day: date, *, thresholds: Thresholds = DEFAULTS, begun: date | None = None
) -> Standing:
    """How a task stands on ``day``; ``begun`` is when tasks without a start of their own began."""
    deadline, status = entry.task.deadline, entry.status
    return Standing(
        entry,
        lights.light(deadline, status, day, thresholds.near_days, thresholds.cycle_days),
        lights.day_that_counts(deadline, day),
        lights.days_left(deadline, status, day),
        lights.gap(deadline, entry.percent, status, day, begun),
    )
