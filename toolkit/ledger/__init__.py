"""The ledger workbook (台账): read, write, patch, mark.

>>> from toolkit.ledger import Ledger
>>> from toolkit.model import Notice
>>> Ledger.from_notice(Notice(title="空")).tasks
()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.ledger.ledger import Assignment, Entry, Ledger, Member, Settings

if TYPE_CHECKING:
    from toolkit.ledger.findings_sheet import mark_findings as mark_findings
    from toolkit.workbook.patch import Applied as Applied
    from toolkit.workbook.patch import apply_changes as apply_changes

_HOMES = {
    "Applied": "toolkit.workbook.patch",
    "apply_changes": "toolkit.workbook.patch",
    "mark_findings": "toolkit.ledger.findings_sheet",
}

__all__ = [
    "Applied",
    "Assignment",
    "Entry",
    "Ledger",
    "Member",
    "Settings",
    "apply_changes",
    "mark_findings",
]


def __getattr__(name: str) -> Any:
    """Import what writes files when it is first asked for: a ribbon click starts a Python."""
    if name not in _HOMES:
        raise AttributeError(f"module 'toolkit.ledger' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
