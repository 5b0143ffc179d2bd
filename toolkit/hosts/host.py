"""What a place for a ledger can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from toolkit.model import Finding, Step

if TYPE_CHECKING:
    from toolkit.hosts.journal import Batch
    from toolkit.ledger import Ledger
    from toolkit.workbook.grid import Workbook


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of steps: those done, a finding for each that was refused, the backup.

    ``upgraded`` says what was added to the ledger to bring it to today's form on the way.
    """

    steps: tuple[Step, ...] = ()
    refused: tuple[Finding, ...] = ()
    backup: Path | None = None
    upgraded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, or would be: the commands, the steps, what had to be left alone."""

    batches: tuple[Batch, ...] = ()
    steps: tuple[Step, ...] = ()
    refused: tuple[Finding, ...] = ()
    backup: Path | None = None


class Host(Protocol):
    """A place for a ledger; ``name`` is what messages call it."""

    name: str

    def read(self) -> Ledger:
        """The ledger as it now stands."""

    def workbook(self) -> Workbook:
        """Its sheets."""

    def apply(self, steps: Sequence[Step], command: str, *, summary: str = "") -> Applied:
        """Do all steps in one write; what no longer fits is refused and named, the rest is done.

        ``command`` and ``summary`` go into the journal.
        """

    def undo(self, steps: int = 1, *, dry_run: bool = False) -> Undone:
        """Take the last commands back; cells that someone changed since are left alone."""

    def batches(self) -> list[Batch]:
        """What the journal says: every command that changed the ledger, oldest first."""
