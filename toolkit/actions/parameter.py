"""What a command must or may be told."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "ledger", "file", "save", "folder", "text", "number", "year", "date", "month", "flag", "choice"
]
"""``ledger`` is what the command is about (it gets its host, in a file or open), ``file`` another
file that is read, ``save`` a file and ``folder`` a folder that is written."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One thing that a command must or may be told.

    ``label`` names it in a dialog, ``help`` explains it in a line, ``placeholder`` shows what to
    write.  With ``many`` it may be given several times and is a tuple.  ``subject`` marks what the
    command is about: a terminal takes it without an option's name, a ribbon from the selection or
    a file picker.  ``suggest`` lists likely values with their meanings.
    """

    name: str
    kind: Kind
    label: str
    help: str = ""
    placeholder: str = ""
    default: Any = None
    required: bool = False
    many: bool = False
    subject: bool = False
    choices: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    suggest: Callable[[], Iterable[tuple[str, str]]] | None = field(default=None, compare=False)

    @property
    def absent(self) -> Any:
        """What the command gets where nothing is given."""
        if self.kind == "flag":
            return bool(self.default)
        return () if self.many and self.default is None else self.default
