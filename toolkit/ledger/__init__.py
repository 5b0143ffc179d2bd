"""The ledger workbook (台账): read, build, write, mark.

>>> from toolkit.ledger import ledger_from_notice
>>> from toolkit.model import Notice
>>> ledger_from_notice(Notice(title="空")).tasks
()
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.ledger.ledger import Assignment, Entry, Ledger, Member, Settings

if TYPE_CHECKING:
    from toolkit.ledger.build import ledger_from_notice as ledger_from_notice
    from toolkit.ledger.findings_sheet import finding_steps as finding_steps
    from toolkit.ledger.frame import to_frame as to_frame
    from toolkit.ledger.read import read_ledger as read_ledger
    from toolkit.ledger.write import write_ledger as write_ledger

_HOMES = {
    "ledger_from_notice": "toolkit.ledger.build",
    "read_ledger": "toolkit.ledger.read",
    "to_frame": "toolkit.ledger.frame",
    "write_ledger": "toolkit.ledger.write",
    "finding_steps": "toolkit.ledger.findings_sheet",
}

__all__ = [
    "Assignment",
    "Entry",
    "Ledger",
    "Member",
    "Settings",
    "finding_steps",
    "ledger_from_notice",
    "read_ledger",
    "to_frame",
    "write_ledger",
]


def __getattr__(name: str) -> Any:
    """Import what writes files when it is first asked for: a ribbon click starts a Python."""
    if name not in _HOMES:
        raise AttributeError(f"module 'toolkit.ledger' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
