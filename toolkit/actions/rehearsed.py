"""An open workbook in a dry run: read as it is, and never touched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.hosts import Applied, Host
    from toolkit.hosts.host import Undone
    from toolkit.hosts.journal import Batch
    from toolkit.ledger import Ledger
    from toolkit.model import Step
    from toolkit.workbook.grid import Workbook


class RehearsedHost:
    """Stands in for a host that is no file: what would be done is told, nothing is.

    (The writing of files is rehearsed where it happens, in :mod:`toolkit.files.saving`.)
    """

    def __init__(self, host: Host) -> None:
        self._host = host
        self.name = host.name

    def read(self) -> Ledger:
        """The ledger as it now stands."""
        return self._host.read()

    def workbook(self) -> Workbook:
        """Its sheets."""
        return self._host.workbook()

    def apply(self, steps: Sequence[Step], command: str, *, summary: str = "") -> Applied:
        """Tell the steps as done."""
        from toolkit.hosts import Applied

        return Applied(tuple(steps))

    def undo(self, steps: int = 1, *, dry_run: bool = False) -> Undone:
        """Tell what would be taken back."""
        return self._host.undo(steps, dry_run=True)

    def batches(self) -> list[Batch]:
        """What the journal says."""
        return self._host.batches()
