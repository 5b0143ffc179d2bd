"""What came of a command, as data: each face shows it in its own way."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from toolkit.files.writes import Write
    from toolkit.model import Change, Finding

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
    for all), and at last the ``message``, which says in a line what was done and what to look at.
    A program is given ``data``; for a command that writes, with what was written around it.
    ``failures`` are what could not be done while the rest was.  ``steps`` are the changes of a
    ledger, ``refused`` a finding for each that did not fit any more.  ``writes`` and ``rehearsed``
    are filled in by the frame (:meth:`toolkit.actions.action.Action.start`), not by the command.
    """

    message: str = ""
    parts: tuple[str | Table, ...] = ()
    findings: tuple[Finding, ...] | None = None
    brief: int = 0
    data: Any = None
    failures: tuple[Exception, ...] = ()
    steps: tuple[Change, ...] = ()
    refused: tuple[Finding, ...] = ()
    end: End = "done"
    writes: tuple[Write, ...] = ()
    rehearsed: bool = False


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as the machine contract prints it, with the stable name beside its code."""
    from toolkit.checks import problem

    made = finding.to_json()
    try:
        name = problem(finding.code).name
    except KeyError:  # a code out of a newer ledger's sheet 校验
        name = ""
    return {"code": made.pop("code"), "name": name, **made}


def step_json(step: Change) -> dict[str, Any]:
    """A change of a ledger; dates are ISO."""
    return {
        "sheet": step.sheet,
        "row": step.row,
        "column": step.column,
        "before": plain(step.before),
        "after": plain(step.after),
        "why": step.why,
    }


def write_json(write: Write) -> dict[str, Any]:
    """A file with what became of it."""
    made: dict[str, Any] = {"path": str(write.path), "kind": write.kind}
    return {**made, "of": str(write.of)} if write.of else made


def written_json(outcome: Outcome) -> dict[str, Any]:
    """What a command that writes did or would do, in one shape for all of them."""
    return {
        "dry_run": outcome.rehearsed,
        "message": outcome.message,
        "files": [write_json(write) for write in outcome.writes],
        "steps": [step_json(step) for step in outcome.steps],
        "refused": [finding_json(finding) for finding in outcome.refused],
        "findings": [finding_json(finding) for finding in outcome.findings or ()],
        **(outcome.data or {}),
    }


def plain(value: object) -> object:
    """A cell's value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value
