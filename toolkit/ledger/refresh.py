"""Everything in a ledger that depends on its rows, brought back into step: as steps, not yet done.

Deadlines that were edited are normalised, rows without an id get one, 分办 has a row for every
task and unit and none beside (what a unit reported is never taken away), new units join 单位名录
and 统计.  Done twice, it changes nothing the second time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from toolkit.checks.tasks.assignments import AssignmentKept
from toolkit.ledger.columns import ASSIGNMENTS, ROLE_WORDS, ROSTER, STATISTICS
from toolkit.ledger.ledger import AssignedRow, Ledger
from toolkit.ledger.roster_rows import GROUP
from toolkit.ledger.standings import says_something
from toolkit.model import Change, Finding, GoneRow, Key, NewRow, Place, Step
from toolkit.text import squeeze
from toolkit.units.names import kind_of, matching
from toolkit.units.roster import Roster

_FIRST: Final = "001"
_UNIT: Final = "单位"


@dataclass(frozen=True, slots=True)
class Refreshed:
    """The steps that bring a ledger into step, and what a person must decide."""

    steps: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()


def refresh_steps(ledger: Ledger) -> list[Step]:
    """The steps that bring everything that depends on the rows back into step."""
    return list(refresh(ledger).steps)


def refresh(ledger: Ledger) -> Refreshed:
    """The steps, and a finding for every row of 分办 that was kept though nobody names it."""
    ids = new_ids(ledger)
    steps: list[Step] = [
        Change(ledger.sheet, ("",), "id", None, name, "这一行没有编号", row)
        for row, name in ids.items()
    ]
    steps += ledger.normalise_changes()
    roster = ledger.roster_of_units()
    findings: list[Finding] = []
    if ROSTER in ledger.sheets:
        steps += _new_units(ledger, roster)
    if ASSIGNMENTS in ledger.sheets:
        steps += _assignments(ledger, roster, ids, findings)
    if STATISTICS in ledger.sheets and ledger.counted:
        steps += _statistics(ledger)
    return Refreshed(tuple(steps), tuple(findings))


def new_ids(ledger: Ledger) -> dict[int, str]:
    """Ids for the rows that have none, by row: they go on where the highest one ends.

    An id that 分办 still bears is not given again.
    """
    rows = [e.task.place.row for e in ledger.entries if not e.task.id and e.task.place.row]
    if not rows:
        return {}
    taken = {entry.task.id for entry in ledger.entries}
    taken |= {row.standing.id for row in ledger.assigned}
    return dict(zip(rows, fresh_ids(taken), strict=False))


def fresh_ids(taken: Iterable[str]) -> Iterator[str]:
    """Ids that nobody has, one after the other, on from the highest one.

    >>> from itertools import islice
    >>> list(islice(fresh_ids({"2026-001", "2026-002", "附1"}), 2))
    ['2026-003', '2026-004']
    """
    known = set(taken)
    name = _highest(known)
    while True:
        if name not in known:
            yield name
        name = _after(name)


def _highest(taken: set[str]) -> str:
    """The id with the highest number of the commonest form; the very first one where there is none.

    >>> _highest({"2026-007", "2026-012", "附1"}), _highest(set())
    ('2026-012', '001')
    """
    forms: dict[tuple[str, int], list[str]] = {}
    for name in taken:
        match = re.fullmatch(r"(.*?)(\d+)", name)
        if match:
            forms.setdefault((match[1], len(match[2])), []).append(name)
    if not forms:
        return _FIRST
    return max(sorted(forms.values(), key=_size)[-1])


def _size(names: list[str]) -> tuple[int, int, str]:
    return len(names), len(names[0]), max(names)


def _after(name: str) -> str:
    """The next id of the same form.

    >>> _after("2026-009"), _after("99")
    ('2026-010', '100')
    """
    match = re.fullmatch(r"(.*?)(\d+)", name)
    assert match is not None
    return f"{match[1]}{int(match[2]) + 1:0{len(match[2])}d}"


def _new_units(ledger: Ledger, roster: Roster) -> Iterator[Step]:
    """Units that tasks name and the roster does not know; what may be a slip is left alone."""
    groups = {name for task in ledger.tasks for name in task.groups}
    for name in ledger.units():
        kind = kind_of(squeeze(matching(name)))
        if roster.resolve(name) is not None or kind in ("", "person") or roster.likely(name):
            continue
        word = GROUP if kind == "group" or name in groups else _UNIT
        yield NewRow(ROSTER, (name,), (("name", name), ("kind", word)), "任务中新出现的单位")


def _assignments(
    ledger: Ledger, roster: Roster, ids: dict[int, str], findings: list[Finding]
) -> Iterator[Step]:
    wanted: dict[Key, tuple[tuple[str, Any], ...]] = {}
    for made in ledger.assignments():
        task = made.task
        name = task.id or ids.get(task.place.row, "")
        if name:
            wanted.setdefault((name, made.unit), (
                ("id", name), ("unit", made.unit), ("role", ROLE_WORDS[made.role]),
                ("content", task.content), ("deadline", task.deadline.raw),
                ("due", task.deadline.due),
            ))  # fmt: skip
    seen: set[Key] = set()
    for row in ledger.assigned:
        unit = roster.resolve(row.standing.unit) or row.standing.unit
        key: Key = (row.standing.id, unit)
        if key in wanted and key not in seen:
            seen.add(key)
            yield from _brought_up(row, dict(wanted[key]))
        elif says_something(row.standing):
            findings.append(_kept(row))
        else:
            values = _values(row)
            why = "任务不再交给这个单位" if key not in wanted else "同一任务、同一单位有两行"
            yield GoneRow(ASSIGNMENTS, row.key, values, why, row.row)
    for key, new in wanted.items():
        if key not in seen:
            yield NewRow(ASSIGNMENTS, key, new, "任务新交给这个单位")


def _values(row: AssignedRow) -> tuple[tuple[str, Any], ...]:
    return (
        ("id", row.standing.id), ("unit", row.standing.unit), ("role", row.role),
        ("content", row.content), ("deadline", row.deadline), ("due", row.due),
    )  # fmt: skip


def _brought_up(row: AssignedRow, wanted: dict[str, Any]) -> Iterator[Step]:
    for field, before in _values(row):
        after = wanted[field]
        if (before or None) != (after or None):
            yield Change(
                ASSIGNMENTS, row.key, field, before or None, after or None, "与台账一致", row.row
            )


def _kept(row: AssignedRow) -> Finding:
    place = Place(sheet=ASSIGNMENTS, row=row.row, column="单位")
    return AssignmentKept.finding(place, row.standing.unit, task=row.standing.id)


def _statistics(ledger: Ledger) -> Iterator[Step]:
    """A row in 统计 for every unit that has tasks; its figures are formulas and follow."""
    units = ledger.units()
    for name in ledger.counted:
        if name not in units:
            yield GoneRow(STATISTICS, (name,), (("unit", name),), "没有任务再提到这个单位")
    for name in units:
        if name not in ledger.counted:
            yield NewRow(STATISTICS, (name,), (("unit", name),), "任务中新出现的单位")
