"""A task as it stands in the source: raw texts with places, before units and dates are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from toolkit.model import NOWHERE, Finding, LeftOut, Place


@dataclass(slots=True)
class Draft:
    """What a table row or an item of prose says of one task.

    ``lead`` and ``others`` are the raw responsibility texts by column role.  ``inherited_lead``
    comes from a heading that names the lead for all below it.
    """

    content: str
    place: Place
    no: str = ""
    l1: str = ""
    l2: str = ""
    lead: str = ""
    others: str = ""
    single: str = ""
    inherited: str = ""
    deadline: str = ""
    deadline_value: date | None = None
    extra: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """What one reader of tables or prose found: drafts, findings and what it left out."""

    drafts: list[Draft] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def leave(self, text: str, why: str, place: Place = NOWHERE) -> None:
        """Record a piece of the source that goes into no field."""
        if text.strip():
            self.left_out.append(LeftOut(text.strip(), why, place))

    def extend(self, other: Reading) -> None:
        """Take over everything of another reading."""
        self.drafts.extend(other.drafts)
        self.findings.extend(other.findings)
        self.left_out.extend(other.left_out)
