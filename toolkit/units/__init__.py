"""Responsibility cells: names, roles and groups; labels and heads; the roster of units."""

from __future__ import annotations

from toolkit.units.brackets import UnitBracket, unit_brackets
from toolkit.units.grammar import explain_units, parse_units
from toolkit.units.heads import (
    Field,
    LeadRule,
    column_field,
    column_fields,
    first_is_lead,
    lead_rule,
)
from toolkit.units.labels import label_spans, parse_labelled
from toolkit.units.likeness import looks_like_units
from toolkit.units.roles import with_first_as_lead
from toolkit.units.roster import Roster

__all__ = [
    "Field",
    "LeadRule",
    "Roster",
    "UnitBracket",
    "column_field",
    "column_fields",
    "explain_units",
    "first_is_lead",
    "label_spans",
    "lead_rule",
    "looks_like_units",
    "parse_labelled",
    "parse_units",
    "unit_brackets",
    "with_first_as_lead",
]
