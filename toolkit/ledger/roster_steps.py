"""A proposal for 单位名录: new names, aliases with reasons, members of groups; as steps.

Nothing is decided here: likeness proposes, a clerk looks at the proposal (a dry run) and applies
it, or types what is right into the sheet.  What stands there is never taken away.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from toolkit.ledger.columns import ROSTER
from toolkit.ledger.ledger import Ledger, Member
from toolkit.ledger.names_in_cell import join_units
from toolkit.ledger.roster_rows import GROUP
from toolkit.model import Change, NewRow, Step
from toolkit.text import squeeze
from toolkit.units.names import kind_of, matching
from toolkit.units.roster import Roster
from toolkit.units.same_body import likeness

_SURE: Final = 0.4  # below that a slip of the hand, which is corrected and not made an alias
_EACH: Final = re.compile("^各(?P<kinds>[乡镇街道办、()（）]+?)(?P<end>人民政府|政府|办事处)?$")


@dataclass(frozen=True, slots=True)
class Proposal:
    """What could be written to 单位名录: the steps, and names that a person must look at."""

    steps: tuple[Step, ...] = ()
    doubtful: tuple[tuple[str, str], ...] = ()


def roster_steps(ledger: Ledger) -> Proposal:
    """Names that tasks use and the roster lacks, spellings that may be aliases, open groups.

    Of two spellings the one in the roster is canonical, else the one that is used more often, else
    the longer one.  A name that is nearly another by a slip is named as doubtful.
    """
    roster = ledger.roster_of_units()
    uses = Counter(a.unit for a in ledger.assignments())
    rows = {member.name: member for member in ledger.roster}
    aliases: dict[str, list[tuple[str, str]]] = {}
    doubtful: list[tuple[str, str]] = []
    new: dict[str, None] = {}
    for name in ledger.units():
        if roster.resolve(name) is not None:
            continue
        best = max(roster.bodies, key=lambda known: likeness(name, known), default="")
        how = likeness(name, best) if best else 0.0
        if how >= _SURE:
            aliases.setdefault(best, []).append((name, f"“{name}”像是“{best}”的另一种写法"))
        elif likely := roster.likely(name):
            doubtful.append((name, likely[0]))
        elif kind_of(squeeze(matching(name))) in ("body", "place", "group"):
            new[name] = None
        else:
            doubtful.append((name, ""))
    _twins(ledger, roster, uses, aliases)
    steps = [*_new(new, ledger), *_aliases(aliases, rows), *_members(ledger, roster)]
    return Proposal(tuple(steps), tuple(doubtful))


def _twins(
    ledger: Ledger, roster: Roster, uses: Counter[str], found: dict[str, list[tuple[str, str]]]
) -> None:
    """Two rows of the roster that may be one body: the rarer name becomes an alias."""
    bodies = [name for name in roster.bodies if not roster.is_group(name)]
    taken: set[str] = set()
    for at, one in enumerate(bodies):
        for other in bodies[at + 1 :]:
            if one in taken or other in taken or likeness(one, other) < _SURE:
                continue
            rare, common = sorted((one, other), key=lambda name: (uses[name], len(name)))
            taken.add(rare)
            why = f"“{rare}”像是“{common}”的另一种写法，后者用得多或者更全"
            found.setdefault(common, []).append((rare, why))


def _new(names: dict[str, None], ledger: Ledger) -> Iterator[Step]:
    groups = {name for task in ledger.tasks for name in task.groups}
    for name in names:
        group = name in groups or kind_of(squeeze(matching(name))) == "group"
        values: tuple[tuple[str, Any], ...] = (("name", name), ("kind", GROUP if group else "单位"))
        yield NewRow(ROSTER, (name,), values, "任务中新出现的单位")


def _aliases(found: dict[str, list[tuple[str, str]]], rows: dict[str, Member]) -> Iterator[Step]:
    for name, pairs in found.items():
        member = rows.get(name)
        if member is None:
            continue
        before = join_units(member.aliases) or None
        after = join_units((*member.aliases, *(alias for alias, _ in pairs)))
        why = "；".join(why for _, why in pairs)
        yield Change(ROSTER, (name,), "aliases", before, after, why, member.row)


def _members(ledger: Ledger, roster: Roster) -> Iterator[Step]:
    """Groups of towns without members: the towns that the roster itself lists, if there are any."""
    towns = [
        name for name in roster.bodies if re.search("[镇乡](?:人民政府|政府)?$", name)
        and not roster.is_group(name) and not name.startswith("各")
    ]  # fmt: skip
    streets = [name for name in roster.bodies if re.search("街道(?:办事处|办)?$", name)
               and not roster.is_group(name) and not name.startswith("各")]  # fmt: skip
    for member in ledger.roster:
        match = _EACH.match(squeeze(member.name))
        if match is None or not member.group or member.members:
            continue
        kinds = match["kinds"]
        found = [*(towns if set(kinds) & set("乡镇") else ()), *(streets if "街" in kinds else ())]
        if len(found) > 1:
            why = f"名录里的{len(found)}个乡镇、街道，请核对是否齐全"
            yield Change(
                ROSTER, (member.name,), "members", None, join_units(found), why, member.row
            )
