"""Figures by unit as native formulas, so that they stay right when 台账 is edited."""

from __future__ import annotations

from collections import Counter
from typing import Final

from toolkit.ledger.columns import ROSTER_COLUMNS, STATISTIC_COLUMNS
from toolkit.ledger.ledger import Entry, Ledger
from toolkit.ledger.names_in_cell import join_units
from toolkit.lights.done import is_done
from toolkit.workbook.cells import Formula, Value
from toolkit.workbook.fill.render import Rows

# A count by unit looks at every task: units times tasks cells.  Beyond this Excel would keep the
# clerk waiting at every keystroke, so the figures of the moment are written instead.
MOST_CELLS: Final = 2_000_000

_HAS = 'ISNUMBER(FIND("、"&$A{{row}}&"、","、"&SUBSTITUTE(台账[{head}],"；","、")&"、"))'
_LEAD = _HAS.format(head="牵头单位")
_OTHER = _HAS.format(head="责任单位")
_EITHER = f"({_LEAD}+{_OTHER}>0)"


def statistic_rows(ledger: Ledger) -> Rows:
    """One row a unit for the sheet 统计: led, joined, total, done, late, nearly due."""
    led, joined, either, done = _counts(ledger)
    units = ledger.units()
    live = len(units) * len(ledger.entries) <= MOST_CELLS

    def count(test: str, result: int | None) -> Value:
        return Formula(f"SUMPRODUCT({test})", result) if live else result

    # The light knows what counts as done; whether a task is late depends on the day, so that the
    # last two have no stored result.
    late = f'{_EITHER}*(台账[提醒]="逾期")'
    near = f'{_EITHER}*(台账[提醒]="临期")'
    rows = [
        (
            unit, count(f"--{_LEAD}", led[unit]), count(f"--{_OTHER}", joined[unit]),
            count(f"--{_EITHER}", either[unit]),
            count(f'{_EITHER}*(台账[提醒]="已完成")', done[unit]),
            count(late, None), count(near, None),
        )
        for unit in units
    ]  # fmt: skip
    return Rows(tuple(c.head for c in STATISTIC_COLUMNS), rows)


def roster_rows(ledger: Ledger) -> Rows:
    """The sheet 单位名录 with how many tasks each unit leads and takes part in."""
    led, joined, _, _ = _counts(ledger)
    live = len(ledger.roster) * len(ledger.entries) <= MOST_CELLS

    def count(test: str, result: int) -> Value:
        return Formula(f"SUMPRODUCT(--{test})", result) if live else result

    rows = [
        (
            member.name, join_units(member.aliases), "群体" if member.group else "单位",
            join_units(member.members), count(_LEAD, led[member.name]),
            count(_OTHER, joined[member.name]),
        )
        for member in ledger.roster
    ]  # fmt: skip
    return Rows(tuple(c.head for c in ROSTER_COLUMNS), rows)


def _counts(ledger: Ledger) -> tuple[Counter[str], ...]:
    led: Counter[str] = Counter()
    joined: Counter[str] = Counter()
    either: Counter[str] = Counter()
    done: Counter[str] = Counter()
    for entry in ledger.entries:
        led.update(entry.task.lead)
        joined.update(entry.task.others)
        named = _named(entry)
        either.update(named)
        if is_done(entry.status):
            done.update(named)
    return led, joined, either, done


def _named(entry: Entry) -> set[str]:
    return {*entry.task.lead, *entry.task.others}
