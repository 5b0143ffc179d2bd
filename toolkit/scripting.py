"""``toolkit.Ledger``: the ledger with its own ways in and out, for those who write scripts.

Inside the package the value (:mod:`toolkit.ledger.ledger`) and the functions that read, build and
write it stand apart; a script is shorter with both in one hand.
"""

from __future__ import annotations

from dataclasses import fields
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Self

from toolkit import ledger as room
from toolkit.ledger import ledger as values
from toolkit.model import Notice

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.units.roster import Roster


class Ledger(values.Ledger):
    """The office's ledger: made from a notice, or read from its workbook.

    >>> Ledger.from_notice(Notice(title="空")).tasks
    ()
    """

    __slots__ = ()

    @classmethod
    def from_notice(cls, notice: Notice, *, roster: Roster | None = None) -> Self:
        """A new ledger; see :func:`toolkit.ledger.ledger_from_notice`."""
        return cls._of(room.ledger_from_notice(notice, roster=roster))

    @classmethod
    def read(cls, path: str | PathLike[str]) -> Self:
        """The ledger in a workbook; see :func:`toolkit.ledger.read_ledger`."""
        return cls._of(room.read_ledger(path))

    def write(
        self,
        path: str | PathLike[str],
        *,
        overwrite: bool = False,
        template: str | PathLike[str] | None = None,
    ) -> Path:
        """Write a new workbook; see :func:`toolkit.ledger.write_ledger`."""
        return room.write_ledger(self, path, overwrite=overwrite, template=template)

    def to_frame(self) -> pd.DataFrame:
        """The rows as a table; see :func:`toolkit.ledger.to_frame`."""
        return room.to_frame(self)

    @classmethod
    def _of(cls, ledger: values.Ledger) -> Self:
        return cls(**{field.name: getattr(ledger, field.name) for field in fields(ledger)})
