"""Which tasks a unit gets on paper: of the whole ledger, or only some roles, units and dates."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from toolkit.errors import LedgerProblem, UsageProblem
from toolkit.ledger.needs import DATES, UNITS, need_columns
from toolkit.lights.light import Light, day_that_counts, light

if TYPE_CHECKING:
    from toolkit.ledger import Entry, Ledger
    from toolkit.model import Role, Task
    from toolkit.units.roster import Roster

_NO_DATE_ORDER: Final = {"date": 0, "range": 0, "relative": 1, "recurring": 2, "prompt": 3,
                         "ongoing": 4}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """What is wanted on the sheets; as it stands, everything.

    ``units`` are names or aliases.  ``before`` keeps what is due before that day, so tasks without
    a date are left out.  ``expand`` gives the tasks of a group to its members.
    """

    units: tuple[str, ...] | None = None
    lead: bool = False
    open: bool = False
    before: date | None = None
    expand: bool = False

    def words(self) -> str:
        """What was left out, for the head of the sheets; empty where nothing was.

        >>> Choice(lead=True, before=date(2026, 7, 1)).words()
        '（仅列牵头、2026年7月1日前到期的任务）'
        """
        parts = ["牵头"] if self.lead else []
        parts += ["未完成"] if self.open else []
        if self.before:
            day = self.before
            parts.append(f"{day.year}年{day.month}月{day.day}日前到期")
        return f"（仅列{'、'.join(parts)}的任务）" if parts else ""


@dataclass(frozen=True, slots=True)
class Item:
    """One task on a unit's sheet; ``via`` names the group through which the unit has it.

    ``due`` is the day that counts on the day of making (for a recurring task its next one), and
    ``light`` how the task stands on that day.
    """

    entry: Entry
    unit: str
    role: Role
    via: str = ""
    due: date | None = None
    light: Light = "待定"

    @property
    def task(self) -> Task:
        """The task itself."""
        return self.entry.task


@dataclass(frozen=True, slots=True)
class UnitTasks:
    """One unit with its tasks in the order in which they are printed."""

    unit: str
    items: tuple[Item, ...]

    def count(self, role: Role) -> int:
        """How many of the tasks the unit has in a role."""
        return sum(item.role == role for item in self.items)


def by_unit(ledger: Ledger, day: date, choice: Choice | None = None) -> list[UnitTasks]:
    """The units of a ledger in the order of their first task, each with its tasks by due date.

    ``day`` is the day of making, from which lights and next dates count.

    Raises:
        LedgerProblem: no task names a unit, or a column that is needed is missing.
        UsageProblem: a unit that was asked for has no task, or nothing meets the conditions.
    """
    need_columns(ledger, ("content", UNITS, DATES, "status"), "任务单")
    choice = choice or Choice()
    found: dict[str, dict[int, Item]] = {}
    for row, item in _items(ledger, day, expand=choice.expand):
        # What a unit has by its own name counts more than what it has through a group.
        known = found.setdefault(item.unit, {}).get(row)
        if known is None or (known.via and not item.via):
            found[item.unit][row] = item
    if not found:
        raise LedgerProblem("台账里没有一项任务写明单位，无法按单位生成任务单。")
    names = list(found) if choice.units is None else _known(ledger, choice, found)
    listed = [
        UnitTasks(name, tuple(sorted(kept, key=_order)))
        for name in names
        if (kept := [item for item in found[name].values() if _wanted(item, choice)])
    ]
    if not listed:
        raise UsageProblem(f"没有符合条件的任务{choice.words()}，没有生成任务单。")
    return listed


def groups_without_members(ledger: Ledger) -> tuple[str, ...]:
    """Groups that tasks name and whose members 单位名录 does not list; they cannot be expanded."""
    roster = ledger.roster_of_units()
    named = {name for task in ledger.tasks for name in task.groups}
    return tuple(
        unit
        for unit in ledger.units()
        if (unit in named or roster.is_group(unit)) and not roster.expand(unit)
    )


def _items(ledger: Ledger, day: date, *, expand: bool) -> Iterator[tuple[int, Item]]:
    """Every task for every unit, with the number of its row; members of a group after it."""
    members = _Members(ledger.roster_of_units()) if expand else None
    near, cycle = ledger.settings.near_days, ledger.settings.cycle_days
    for row, entry in enumerate(ledger.entries):
        task = entry.task
        due = day_that_counts(task.deadline, day)
        colour = light(task.deadline, entry.status, day, near, cycle)
        roles: tuple[tuple[Role, tuple[str, ...]], ...]
        roles = ("lead", task.lead), ("other", task.others)
        for role, units in roles:
            for unit in units:
                expanded = members.of(unit) if members else ()
                for member in expanded:
                    yield row, Item(entry, member, role, unit, due, colour)
                if not expanded:
                    yield row, Item(entry, unit, role, "", due, colour)


class _Members:
    """The members of groups, looked up once each: a ledger names the same ones again and again."""

    def __init__(self, roster: Roster) -> None:
        self._roster = roster
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, unit: str) -> tuple[str, ...]:
        """The members of a group, nothing for a single unit."""
        if unit not in self._known:
            self._known[unit] = self._roster.expand(unit)
        return self._known[unit]


def _wanted(item: Item, choice: Choice) -> bool:
    if choice.lead and item.role != "lead":
        return False
    if choice.open and item.light == "已完成":
        return False
    return choice.before is None or (item.due is not None and item.due < choice.before)


def _known(ledger: Ledger, choice: Choice, found: dict[str, dict[int, Item]]) -> list[str]:
    roster = ledger.roster_of_units()
    names = []
    for name in choice.units or ():
        unit = name if name in found else roster.resolve(name) or name
        if unit not in found:
            raise _unknown(ledger, roster, name, unit, tuple(found))
        names.append(unit)
    return list(dict.fromkeys(names))


def _unknown(
    ledger: Ledger, roster: Roster, name: str, unit: str, found: tuple[str, ...]
) -> UsageProblem:
    group = next((g for g in ledger.units() if unit in roster.expand(g)), "")
    if group:
        return UsageProblem(
            f"“{name}”只在“{group}”里，没有单列的任务；按成员展开统称就有它的单子。",
            parameter="expand",
        )
    if roster.is_group(unit) and roster.expand(unit):
        return UsageProblem(
            f"“{name}”是统称，已经分给各成员；请写成员的名称，或者不展开统称。",
            parameter="expand", how="drop",
        )  # fmt: skip
    from difflib import get_close_matches

    near = roster.suggest(name) or tuple(get_close_matches(name, found, 3))
    near = tuple(n for n in near if n in found)[:3]
    hint = f"是不是：{'、'.join(near)}？" if near else "请核对单位名称（见工作表“单位名录”）。"
    return UsageProblem(f"台账里没有“{name}”的任务。{hint}", parameter="unit", how="fix")


def _order(item: Item) -> tuple[int, date, int]:
    if item.due:
        return 0, item.due, 0
    return 1, date.max, _NO_DATE_ORDER.get(item.task.deadline.kind, 5)
