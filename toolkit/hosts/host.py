"""What a place for a ledger can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from toolkit.model import Finding, Step

if TYPE_CHECKING:
    from toolkit.ledger import Ledger
    from toolkit.workbook.grid import Workbook


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of steps: those done, a finding for each that was refused, the backup."""

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
