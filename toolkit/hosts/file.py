"""A ledger in a file."""

from __future__ import annotations

from collections.abc import Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import FileProblem
from toolkit.hosts.host import Applied, Undone
from toolkit.model import Step

if TYPE_CHECKING:
    from toolkit.hosts.journal import Batch
    from toolkit.hosts.session import Session
    from toolkit.ledger import Ledger
    from toolkit.workbook.grid import Workbook


class FileHost:
    """A ledger workbook (.xlsx, .xlsm) on disk; see :class:`toolkit.hosts.host.Host`."""

    def __init__(self, path: str | PathLike[str]) -> None:
        self.path = Path(path)
        self.name = self.path.name
        self._seen = ""

    def read(self) -> Ledger:
        """The ledger as it now stands; what is computed from it is refused once the file changed.

        Raises:
            FileProblem: the file is missing, locked, encrypted or damaged.
            LedgerProblem: no sheet looks like a ledger, or it is of a newer form.
        """
        from toolkit.files.saving import fingerprint
        from toolkit.ledger import read_ledger

        before = fingerprint(self.path)
        ledger = read_ledger(self.path)
        self._seen = before
        return ledger

    def workbook(self) -> Workbook:
        """Its sheets."""
        from toolkit.workbook.grid import Workbook

        return Workbook(self.path)

    def apply(self, steps: Sequence[Step], command: str, *, summary: str = "") -> Applied:
        """Do all steps in one write, with a backup beside the file first.

        Nothing is written, and no backup made, if no step is left to do.

        Raises:
            FileProblem: the file is open elsewhere, damaged, not of this format, or was changed
                since it was read.
            LedgerProblem: the ledger is of a newer form.
        """
        from toolkit.files.saving import locked
        from toolkit.hosts.refusals import findings_of

        if not steps:
            return Applied()
        with locked(self.path):
            session = self._open()
            session.apply(steps)
            refused = findings_of(session.refused)
            if not session.done:
                return Applied((), refused)
            done = session.steps
            backup = session.save(command, summary)
        self._seen = ""
        return Applied(done, refused, backup, tuple(session.upgraded))

    def undo(self, steps: int = 1, *, dry_run: bool = False) -> Undone:
        """Take the last commands back, with a backup beside the file first.

        Raises:
            FileProblem: as :meth:`apply`.
            LedgerProblem: as :meth:`apply`, or the journal has nothing to take back.
        """
        from toolkit.files.saving import locked
        from toolkit.hosts.undo import take_back

        with locked(self.path):
            done = take_back(self._open(), steps, dry_run=dry_run)
        self._seen = ""
        return done

    def batches(self) -> list[Batch]:
        """What the journal says, oldest first; empty where there is none.

        Raises:
            FileProblem: the file is missing, damaged, or not of this format.
        """
        from toolkit.hosts.session import Session
        from toolkit.workbook.package import Package

        return Session(Package.open(self.path), self.path).batches()

    def _open(self) -> Session:
        from toolkit.files.saving import fingerprint
        from toolkit.hosts.session import Session
        from toolkit.workbook.patch import open_for_change

        package = open_for_change(self.path)
        now = fingerprint(self.path)
        if self._seen and now != self._seen:
            raise FileProblem(
                f"“{self.name}”在读取之后又被改动过，为免覆盖，这次没有写入。请重新运行一次。"
            )
        return Session(package, self.path, now)
