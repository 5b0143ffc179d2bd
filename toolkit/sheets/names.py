"""Names of sheets: cut and cleaned to Excel's rules, and unique in their workbook."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.limits import (
    MAX_SHEET_NAME,
    SHEET_NAME_FORBIDDEN,
    SHEET_NAMES_RESERVED,
    utf16_length,
)


def sheet_name(wanted: str, taken: Iterable[str] = ()) -> str:
    """A name that Excel accepts and that none of ``taken`` has, as close to ``wanted`` as can be.

    Case does not tell names apart.

    >>> sheet_name("县教育局/体育局", ["县教育局／体育局"])
    '县教育局／体育局(2)'
    >>> sheet_name("")
    '未命名'
    """
    clean = "".join(_legal(character) for character in " ".join(wanted.split()))
    clean = clean.strip("' ") or "未命名"
    used = {name.casefold() for name in taken} | SHEET_NAMES_RESERVED
    name = _cut(clean, MAX_SHEET_NAME)
    count = 1
    while name.casefold() in used:
        count += 1
        suffix = f"({count})"
        name = _cut(clean, MAX_SHEET_NAME - len(suffix)) + suffix
    return name


def quoted(name: str) -> str:
    """A sheet's name as it stands in a formula.

    >>> quoted("县委组织部'等'")
    "'县委组织部''等'''"
    """
    return "'" + name.replace("'", "''") + "'"


def _legal(character: str) -> str:
    if character in SHEET_NAME_FORBIDDEN:
        # The full-width twin keeps the name readable: 教育/体育 -> 教育／体育.
        return chr(ord(character) + 0xFEE0)
    return character if character.isprintable() else ""


def _cut(name: str, length: int) -> str:
    while utf16_length(name) > length:
        name = name[:-1]
    return name.rstrip("' ")
