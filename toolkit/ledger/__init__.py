"""The ledger workbook (台账): read, write, patch, mark.

>>> from toolkit.ledger import Ledger
>>> from toolkit.model import Notice
>>> Ledger.from_notice(Notice(title="空")).tasks
()
"""

from __future__ import annotations

from toolkit.ledger.ledger import Assignment, Entry, Ledger, Member, Settings
from toolkit.ledger.marks import mark_findings
from toolkit.ledger.patch import apply_changes

__all__ = [
    "Assignment",
    "Entry",
    "Ledger",
    "Member",
    "Settings",
    "apply_changes",
    "mark_findings",
]
