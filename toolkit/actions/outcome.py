"""What came of a command, as data: each face shows it in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from toolkit.files.writes import Write
    from toolkit.model import Finding, Step

End = Literal["done", "findings", "failed"]
"""``findings``: done, and something was found that a script must not pass over; ``failed``: not
all of it could be done."""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows for the person under their heads."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""

    @classmethod
    def of(cls, heads: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "") -> Table:
        """A table of any rows."""
        return cls(tuple(heads), tuple(tuple(row) for row in rows), title)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a command did, or would do.

    A person is shown ``parts``, then ``findings`` (at most ``brief`` kinds of them, the worst, 0
    for all; with their files where ``several`` were looked at), and at last the ``message``, which
    says in a line what was done and what to look at.
    A program is given ``data``; for a command that writes, with what was written around it.
    ``failures`` are what could not be done while the rest was.  ``steps`` are the changes of a
    ledger, ``refused`` a finding for each that did not fit any more.  ``writes`` and ``rehearsed``
    are filled in by the frame (:meth:`toolkit.actions.action.Action.start`), not by the command.
    """

    message: str = ""
    parts: tuple[str | Table, ...] = ()
    findings: tuple[Finding, ...] | None = None
    brief: int = 0
    several: bool = False
    data: Any = None
    failures: tuple[Exception, ...] = ()
    steps: tuple[Step, ...] = ()
    refused: tuple[Finding, ...] = ()
    end: End = "done"
    writes: tuple[Write, ...] = ()
    rehearsed: bool = False
