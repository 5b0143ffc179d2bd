"""The figures of one month by unit, with their ranking; a pure computation over a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import fmean
from typing import TYPE_CHECKING, Any

from toolkit.errors import UsageProblem
from toolkit.figures.history import History, Point
from toolkit.figures.standing import Standing, standing
from toolkit.ledger.needs import DATES, UNITS, need_columns
from toolkit.ledger.reports import Report
from toolkit.lights.light import DEFAULTS, Thresholds, begin_of
from toolkit.lights.rounds import next_round
from toolkit.months import Month, before, last_day

if TYPE_CHECKING:
    from toolkit.ledger import Ledger
    from toolkit.model import Role
    from toolkit.units.roster import Roster

WEEKS = 9
"""Weeks on the timeline, beginning with the one of the last day that counts."""


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts over some tasks.

    ``due`` counts the tasks that are done or had to be (``done + late``), ``rate`` is
    ``done / due`` and ``share`` ``done / total``, both parts of one and None where there is nothing
    to divide by.  ``gap`` is the mean of the tasks' progress gaps in points.  ``new`` says how many
    were done since the last month, None where the reports do not tell.
    """

    total: int = 0
    done: int = 0
    late: int = 0
    near: int = 0
    undated: int = 0
    gap: float | None = None
    new: int | None = None

    @property
    def open(self) -> int:
        """Tasks that are not done."""
        return self.total - self.done

    @property
    def due(self) -> int:
        """Tasks that are done or had to be."""
        return self.done + self.late

    @property
    def rate(self) -> float | None:
        """Done of those that had to be."""
        return self.done / self.due if self.due else None

    @property
    def share(self) -> float | None:
        """Done of all."""
        return self.done / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class UnitFigures(Totals):
    """One unit, or one group that was not expanded; a group has no ``rank``."""

    unit: str = ""
    group: bool = False
    lead: int = 0
    other: int = 0
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class Week:
    """Open tasks that fall due from Monday ``first`` to Sunday; each counts once a week."""

    first: date
    count: int

    @property
    def last(self) -> date:
        """The Sunday."""
        return self.first + timedelta(days=6)


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """Everything that a bulletin says.

    ``day`` is the last day that counts: the month's end, or ``made`` where that is earlier.
    ``late`` and ``near`` are sorted, the most urgent first.  ``units`` are sorted by rank; those
    without one follow, groups last.  ``unknown_groups`` could not be expanded for want of members;
    ``unconfirmed`` tasks were reported complete a month ago, but the ledger does not say so;
    ``no_percent`` counts dated open tasks without a progress.
    """

    month: Month
    day: date
    made: date
    totals: Totals
    units: tuple[UnitFigures, ...]
    late: tuple[Standing, ...]
    near: tuple[Standing, ...]
    weeks: tuple[Week, ...]
    points: tuple[Point, ...]
    has_last: bool
    unknown_groups: tuple[str, ...]
    unconfirmed: int
    no_percent: int
    thresholds: Thresholds = DEFAULTS

    @property
    def ranked(self) -> tuple[UnitFigures, ...]:
        """The units that have a rank, best first."""
        return tuple(unit for unit in self.units if unit.rank is not None)

    @property
    def groups(self) -> tuple[UnitFigures, ...]:
        """The groups that were kept as groups."""
        return tuple(unit for unit in self.units if unit.group)


def month_figures(
    ledger: Ledger,
    month: Month,
    *,
    reports: Iterable[Report] = (),
    as_of: date | None = None,
    expand: bool = False,
) -> MonthFigures:
    """The figures of ``month`` as they stand on ``as_of`` (the ledger's pinned date, else today).

    Names are those of the roster.  ``expand`` counts a group's tasks for each of its members.
    The ledger has one status a task, so a task that is done is done for all its units.

    Raises:
        LedgerProblem: a column without which no figure is true is missing from the workbook.
        UsageProblem: the month has not begun on ``as_of``.
    """
    need_columns(ledger, ("id", UNITS, DATES, "status"), "通报")
    made = as_of or ledger.settings.as_of or date.today()
    if (made.year, made.month) < month:
        raise UsageProblem(
            f"{month[0]}年{month[1]}月还没有到（统计日期是{made.isoformat()}），不能出通报；"
            "请核对月份，或者另外指明统计日期。",
            parameter="month", how="fix",
        )  # fmt: skip
    day = min(made, last_day(month))
    limits = ledger.settings.thresholds
    begun = begin_of(ledger.notice.issued, ledger.notice.year)
    stand = [standing(e, day, thresholds=limits, begun=begun) for e in ledger.entries]
    roster = ledger.roster_of_units()
    history = History(ledger.tasks, reports, roster)
    news = _News(history, month)
    groups = _groups(ledger, roster)
    units, unknown = _by_unit(stand, roster, groups, expand=expand)
    figures = [
        UnitFigures(
            **_counts(tasks, news), unit=name, group=name in groups,
            lead=sum(r == "lead" for r in roles), other=sum(r == "other" for r in roles),
        )
        for name, (tasks, roles) in units.items()
    ]  # fmt: skip
    late = [s for s in stand if s.light == "逾期"]
    dated = [s for s in stand if s.light in ("逾期", "临期", "正常")]
    return MonthFigures(
        month, day, made, Totals(**_counts(stand, news)), ranking(figures),
        _urgent(late), _urgent(s for s in stand if s.light == "临期"),
        timeline(stand, day), history.points(month), news.known, unknown, news.unconfirmed(stand),
        sum(s.entry.percent is None and s.entry.task.deadline.due is not None for s in dated),
        limits,
    )  # fmt: skip


def ranking(units: Sequence[UnitFigures]) -> tuple[UnitFigures, ...]:
    """Units by rate, the best first; equal rates share a rank and the next one is skipped (1224).

    Within a rank those with fewer late tasks and more done ones stand first.  Units of which
    nothing was due yet, and groups, have no rank and follow in their order.

    >>> made = [UnitFigures(unit=u, done=d, late=n) for u, d, n in (("甲", 1, 1), ("乙", 2, 0))]
    >>> [(u.unit, u.rank) for u in ranking([*made, UnitFigures(unit="丙", done=1)])]
    [('乙', 1), ('丙', 1), ('甲', 3)]
    """
    running = [u for u in units if not u.group and u.rate is not None]
    rates = sorted((u.rate or 0.0 for u in running), reverse=True)
    ranked = [replace(u, rank=rates.index(u.rate or 0.0) + 1) for u in running]
    rest = [u for u in units if not u.group and u.rate is None]
    ranked.sort(key=lambda u: (u.rank or 0, u.late, -u.done))
    return (*ranked, *rest, *(u for u in units if u.group))


def timeline(stand: Sequence[Standing], day: date, weeks: int = WEEKS) -> tuple[Week, ...]:
    """How many open tasks fall due in each week from ``day`` on, a recurring one every time."""
    monday = day - timedelta(days=day.weekday())
    counts = [0] * weeks
    for each in stand:
        if each.light not in ("临期", "正常") or each.due is None:
            continue
        deadline = each.entry.task.deadline
        due: date | None = each.due
        while due is not None and (index := (due - monday).days // 7) < weeks:
            counts[index] += 1
            if deadline.due is not None:
                break
            due = next_round(deadline, monday + timedelta(days=7 * (index + 1)))
    return tuple(Week(monday + timedelta(days=7 * at), n) for at, n in enumerate(counts))


class _News:
    """What was done since the last month, as far as the reports tell."""

    def __init__(self, history: History, month: Month) -> None:
        last = before(month)
        self._last = history.reported(last)
        self._ever = history.ever(month)
        self._done = history.done(last)
        self.known = bool(self._last)

    def count(self, tasks: Sequence[Standing]) -> int | None:
        """Tasks done since; None where nobody reported then, or a task was done without a word."""
        names = {s.entry.task.id for s in tasks}
        done = {s.entry.task.id for s in tasks if s.light == "已完成"}
        return len(done - self._done) if names & self._last and done <= self._ever else None

    def unconfirmed(self, tasks: Sequence[Standing]) -> int:
        """Tasks reported complete that the ledger does not call done."""
        return sum(s.light != "已完成" and s.entry.task.id in self._done for s in tasks)


def _counts(tasks: Sequence[Standing], news: _News) -> dict[str, Any]:
    lights = [s.light for s in tasks]
    gaps = [s.gap for s in tasks if s.gap is not None]
    return {
        "total": len(tasks),
        "done": lights.count("已完成"),
        "late": lights.count("逾期"),
        "near": lights.count("临期"),
        "undated": sum(light in ("长期", "周期", "待定") for light in lights),
        "gap": fmean(gaps) if gaps else None,
        "new": news.count(tasks),
    }


def _by_unit(
    stand: Sequence[Standing], roster: Roster, groups: set[str], *, expand: bool
) -> tuple[dict[str, tuple[list[Standing], list[Role]]], tuple[str, ...]]:
    """The tasks of every unit with its role in each, and the groups that have no members."""
    found: dict[str, tuple[list[Standing], list[Role]]] = {}
    unknown: dict[str, None] = {}
    for each in stand:
        task = each.entry.task
        roles: dict[str, Role] = {}
        pairs: list[tuple[str, Role]] = [(n, "lead") for n in task.lead]
        pairs += [(n, "other") for n in task.others]
        for written, role in pairs:
            name = roster.resolve(written) or written
            members = roster.expand(name) if expand else ()
            if expand and not members and name in groups:
                unknown[name] = None
            for unit in members or (name,):
                roles.setdefault(unit, role)
        for unit, role in roles.items():
            tasks, kinds = found.setdefault(unit, ([], []))
            tasks.append(each)
            kinds.append(role)
    return found, tuple(unknown)


def _groups(ledger: Ledger, roster: Roster) -> set[str]:
    named = {name for task in ledger.tasks for name in task.groups}
    return {name for name, _ in roster.groups} | {roster.resolve(name) or name for name in named}


def _urgent(tasks: Iterable[Standing]) -> tuple[Standing, ...]:
    return tuple(sorted(tasks, key=lambda s: s.days or 0))
