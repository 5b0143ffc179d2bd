"""What became of a step: done as it found the cells, or refused and why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from toolkit.model import Place, Step

Reason = Literal[
    "cell-changed", "cell-computed", "cell-merged", "column-missing", "column-doubled",
    "row-missing", "row-doubled", "row-changed", "row-exists", "sheet-missing",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Done:
    """A step that was done, as it found the cells: with the row, and with all that a row held.

    ``format`` is the format that the cell had, if it had to be changed; ``formats`` are (field,
    format) of the cells of a row that went.
    """

    step: Step
    format: str = ""
    formats: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A step that was not done; ``seen`` is what stands there instead."""

    step: Step
    reason: Reason
    place: Place
    seen: str = ""
