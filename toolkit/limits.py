"""What Excel itself cannot do: the documented limits, known in this one place.

Source: Microsoft, "Excel specifications and limits", and ECMA-376 part 1 (18.3, 18.5).
"""

from __future__ import annotations

from typing import Final

MAX_ROWS: Final = 1_048_576
MAX_COLUMNS: Final = 16_384
MAX_CELL_CHARACTERS: Final = 32_767
MAX_ROW_HEIGHT: Final = 409.5
MAX_COLUMN_WIDTH: Final = 255.0
MAX_SHEET_NAME: Final = 31
MAX_VALIDATION_LIST: Final = 255
MAX_VALIDATION_MESSAGE: Final = 255
MAX_VALIDATION_TITLE: Final = 32
MAX_TABLE_NAME: Final = 255
MAX_CELL_FORMATS: Final = 65_490
MAX_HYPERLINKS: Final = 65_530

SHEET_NAME_FORBIDDEN: Final = frozenset("[]:*?/\\")
SHEET_NAMES_RESERVED: Final = frozenset({"history"})


def utf16_length(text: str) -> int:
    """The length of ``text`` as Excel counts it: a character beyond the BMP counts twice.

    >>> utf16_length("台账"), utf16_length("𠮷")
    (2, 2)
    """
    return len(text) + sum(character > "\uffff" for character in text)
