"""What is known of a sheet's table: its columns, and which of them name a row."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.workbook.cell_values import Raw, text_of
from toolkit.workbook.heads import Column


def plain_key(field: str, value: Raw | None) -> str:
    """A cell of a key as text, whatever the field.

    >>> plain_key("id", " 001 "), plain_key("id", 7.0)
    ('001', '7')
    """
    return text_of(value).strip()


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a sheet's table and the fields that together name one row.

    ``renames`` maps a standard head to the office's own.  A ``section`` is one of several small
    tables on a sheet: its heads may stand anywhere, all of them in one row, and it ends with the
    first row without a key.  ``key_text`` says what a cell of the key, by its
    field, names.  So many of the key's
    parts as ``needed`` says must be there (0 for all) to name a row; where keys are not ``unique``,
    a further row of the same key may come.
    """

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    renames: Mapping[str, str] = field(default_factory=dict)
    section: bool = False
    key_text: Callable[[str, Raw | None], str] = plain_key
    needed: int = 0
    unique: bool = True

    def head(self, name: str) -> str:
        """The standard head of a field; a name that is no field is a head already.

        >>> Layout((Column("due", "截止日期", 11),), ("id",)).head("due")
        '截止日期'
        """
        return next((column.head for column in self.columns if column.field == name), name)

    def names(self, key: Sequence[str]) -> bool:
        """Whether a key names a row: none of the parts that are needed is empty."""
        return len(key) > 0 and all(key[: self.needed or len(key)])

    def knows(self, name: str) -> bool:
        """Whether a name is a field of this table."""
        return any(column.field == name for column in self.columns)
