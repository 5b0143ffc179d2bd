"""Drafts -> tasks: units and deadlines are read, ids given, doubts become findings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toolkit.checks.reader import LeadFromRule
from toolkit.deadlines import find_limits, normalise
from toolkit.model import Deadline, Finding, Note, Task, Units
from toolkit.notice.draft import Draft
from toolkit.progress import tell
from toolkit.units import parse_units


def build_tasks(
    drafts: Sequence[Draft], *, year: int | None, issued: date | None, first_leads: bool = False
) -> tuple[list[Task], list[Finding]]:
    """The tasks of a notice in order, numbered ``2022-001`` and so on.

    ``first_leads`` holds where the notice says that the first unit named leads.
    """
    findings: list[Finding] = []
    width = max(3, len(str(len(drafts))))
    prefix = f"{year}-" if year else "T-"
    tasks: list[Task] = []
    for at, draft in enumerate(drafts, start=1):
        tell("项任务", at, len(drafts))
        units = _units(draft)
        if first_leads and not units.lead and units.others:
            units = Units(units.others[:1], units.others[1:], units.groups, units.notes)
            findings.append(LeadFromRule.finding(draft.place, units.lead[0]))
        tasks.append(
            Task(
                id=f"{prefix}{at:0{width}d}",
                no=draft.no,
                l1=draft.l1,
                l2=draft.l2,
                content=draft.content,
                lead=units.lead,
                others=units.others,
                groups=units.groups,
                deadline=_deadline(draft, year, issued),
                limits=find_limits(draft.content, year=year, issued=issued),
                units_raw="\n".join(
                    t
                    for t in (draft.inherited, draft.lead, draft.others, draft.single)
                    if t.strip()
                ),
                place=draft.place,
                extra=tuple(draft.extra.items()),
                unit_notes=units.notes,
            )
        )
    return tasks, findings


def _units(draft: Draft) -> Units:
    """Lead and other units from the columns, the brackets and the heading above."""
    lead: list[str] = []
    others: list[str] = []
    groups: list[str] = []
    notes: list[Note] = []
    parts = (
        (parse_units(draft.lead, column="lead") if draft.lead.strip() else None),
        (parse_units(draft.others, column="other") if draft.others.strip() else None),
        (parse_units(draft.single) if draft.single.strip() else None),
    )
    for part in parts:
        if part is None:
            continue
        lead += part.lead
        others += part.others
        groups += part.groups
        notes += part.notes
    if not lead and draft.inherited.strip():
        above = parse_units(draft.inherited)
        lead += above.lead or above.others
        groups += above.groups
        notes += above.notes
    lead = list(dict.fromkeys(lead))
    # A unit may stand in both columns (区发展改革委 | 区发展改革委): both are kept, a check tells.
    return Units(
        tuple(lead), tuple(dict.fromkeys(others)), tuple(dict.fromkeys(groups)), tuple(notes)
    )


def _deadline(draft: Draft, year: int | None, issued: date | None) -> Deadline:
    raw = draft.deadline
    if draft.deadline_value is not None and not raw.strip():
        raw = draft.deadline_value.isoformat()
    return normalise(raw, year=year, issued=issued)
