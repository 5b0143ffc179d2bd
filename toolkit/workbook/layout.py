"""What is known of a sheet's table: its columns, and which of them name a row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from toolkit.workbook.heads import Column


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a sheet's table and the fields that together name one row.

    ``renames`` maps a standard head to the office's own.
    """

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    renames: Mapping[str, str] = field(default_factory=dict)

    def head(self, name: str) -> str:
        """The standard head of a field; a name that is no field is a head already.

        >>> Layout((Column("due", "截止日期", 11),), ("id",)).head("due")
        '截止日期'
        """
        return next((column.head for column in self.columns if column.field == name), name)
