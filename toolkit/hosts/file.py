"""A ledger in a file."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.hosts.host import Applied
from toolkit.model import Change, Step

if TYPE_CHECKING:
    from toolkit.ledger import Ledger
    from toolkit.workbook.grid import Workbook


class FileHost:
    """A ledger workbook (.xlsx, .xlsm) on disk; see :class:`toolkit.hosts.host.Host`."""

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = Path(path)
        self.name = self.path.name

    def read(self) -> Ledger:
        """The ledger as it now stands.

        Raises:
            FileProblem: the file is missing, locked, encrypted or damaged.
            LedgerProblem: no sheet looks like a ledger.
        """
        from toolkit.ledger import read_ledger

        return read_ledger(self.path)

    def workbook(self) -> Workbook:
        """Its sheets."""
        from toolkit.workbook.grid import Workbook

        return Workbook(self.path)

    def apply(self, steps: Sequence[Step], command: str, *, summary: str = "") -> Applied:
        """Do all steps in one write, with a backup beside the file first.

        Raises:
            FileProblem: the file is open elsewhere, damaged, or not of this format.
            LedgerProblem: a sheet or column of a step is not there or is there twice.
        """
        from toolkit.ledger.columns import SETTINGS, TASKS, layouts
        from toolkit.ledger.settings import read_settings
        from toolkit.workbook.patch import patch_workbook

        book = self.workbook()
        name = next((name for name in book.names if name.strip() == SETTINGS), None)
        renames = read_settings(book.grid(name) if name else None).settings.renames
        known = layouts(dict(renames))
        changes = [step for step in steps if isinstance(step, Change)]
        # A ledger's tasks may stand on a sheet that the office named itself.
        by_sheet = {c.sheet: known.get(c.sheet.strip(), known[TASKS]) for c in changes}
        patched = patch_workbook(self.path, changes, by_sheet)
        return Applied(patched.steps, patched.refused, patched.backup)
