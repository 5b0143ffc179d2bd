"""What the units had reported by the end of a month, from the rows of 报送记录.

The ledger itself only knows how tasks stand now; anything said about an earlier month comes from
here, and where nothing was reported nothing is said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from toolkit.ledger.reports import Report
from toolkit.lights.done import REPORTED_DONE
from toolkit.model import Task
from toolkit.months import Month, before
from toolkit.units.roster import Roster

_MOST_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Point:
    """One month of the line: parts of one, both None for a month in which nobody reported.

    ``done`` is the share of all tasks reported complete, ``progress`` the mean reported progress
    of the tasks that have been reported on.
    """

    month: Month
    done: float | None = None
    progress: float | None = None


class History:
    """The reports about a ledger's tasks.

    A task is reported complete when everybody who answers for it (its leads, else all its units,
    a group by its members) has reported 100 %; the later of two reports counts.
    """

    def __init__(self, tasks: Sequence[Task], reports: Iterable[Report], roster: Roster) -> None:
        self._tasks = {task.id: task for task in tasks}
        self._roster = roster
        known = _known(roster)
        self._answer = {
            task.id: [_bodies(known(name), roster) for name in task.lead or task.others]
            for task in tasks
        }
        kept = [(r.month, r.id, known(r.unit), r.percent) for r in reports if r.id in self._tasks]
        # Stable: within a month the later row stays the later one.
        self._rows = sorted(kept, key=lambda row: row[0])

    def reported(self, month: Month) -> set[str]:
        """The ids of the tasks on which somebody reported in just this month."""
        return {row[1] for row in self._rows if row[0] == month}

    def ever(self, month: Month) -> set[str]:
        """The ids of the tasks on which somebody had reported by the end of this month."""
        return {row[1] for row in self._rows if row[0] <= month}

    def done(self, month: Month) -> set[str]:
        """The ids of the tasks that were reported complete by the end of this month."""
        latest = self._latest(month)
        return {name for name in self._tasks if self._state(name, latest)[0]}

    def points(self, month: Month) -> tuple[Point, ...]:
        """The line up to ``month``: from the first month with a report, twelve at the most."""
        first = min((row[0] for row in self._rows), default=None)
        if first is None or first > month:
            return ()
        months = [month]
        while months[0] > first and len(months) < _MOST_MONTHS:
            months.insert(0, before(months[0]))
        return tuple(self._point(m) for m in months)

    def _point(self, month: Month) -> Point:
        if not self.reported(month):
            return Point(month)
        latest = self._latest(month)
        states = [self._state(name, latest) for name in self._tasks]
        known = [percent for _, percent in states if percent is not None]
        share = sum(done for done, _ in states) / len(states)
        return Point(month, share, fmean(known) if known else None)

    def _latest(self, month: Month) -> dict[tuple[str, str], float]:
        return {
            (name, unit): percent
            for when, name, unit, percent in self._rows
            if when <= month and percent is not None
        }

    def _state(self, name: str, latest: dict[tuple[str, str], float]) -> tuple[bool, float | None]:
        """Whether a task is complete, and its mean progress as far as it is known."""
        values = []
        whole = bool(self._answer[name])
        for group, members in self._answer[name]:
            own = latest.get((name, group))
            found = [own] if own is not None else [latest.get((name, m)) for m in members]
            known = [value for value in found if value is not None]
            whole &= bool(known) and len(known) == len(found) and min(known) >= REPORTED_DONE
            values += [fmean(known)] if known else []
        return whole, fmean(values) if values else None


def _known(roster: Roster) -> Callable[[str], str]:
    return lambda name: roster.resolve(name) or name


def _bodies(name: str, roster: Roster) -> tuple[str, tuple[str, ...]]:
    return name, roster.expand(name)
