"""Names of sheets: cut and cleaned to Excel's rules, and unique in their workbook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from toolkit.limits import (
    MAX_SHEET_NAME,
    SHEET_NAME_FORBIDDEN,
    SHEET_NAMES_RESERVED,
    utf16_length,
)

_FILE_FORBIDDEN: Final = frozenset('<>:"/\\|?*')
_DEVICES: Final = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(1, 10)))
)
_MAX_FILE_NAME: Final = 200


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


def file_name(wanted: str, taken: Iterable[str] = ()) -> str:
    """A file's name without its ending that Windows and Linux accept and none of ``taken`` has.

    Case does not tell names apart, and a name keeps under 200 bytes of UTF-8 for Linux.

    >>> file_name("县教育局/体育局：*办公室*"), file_name("con"), file_name("..")
    ('县教育局／体育局：＊办公室＊', 'con_', '未命名')
    >>> file_name("~$县财政局")
    '～$县财政局'
    """
    clean = "".join(_legal(c, _FILE_FORBIDDEN) for c in " ".join(wanted.split()))
    clean = clean.strip(". ") or "未命名"
    if clean.startswith("~$"):
        # Excel calls its own lock files so, and nobody opens them.
        clean = "～" + clean[1:]
    if clean.partition(".")[0].upper() in _DEVICES:
        clean += "_"
    used = {name.casefold() for name in taken}
    name, count = _cut_bytes(clean, _MAX_FILE_NAME), 1
    while name.casefold() in used:
        count += 1
        suffix = f"({count})"
        name = _cut_bytes(clean, _MAX_FILE_NAME - len(suffix)) + suffix
    return name


def quoted(name: str) -> str:
    """A sheet's name as it stands in a formula.

    >>> quoted("县委组织部'等'")
    "'县委组织部''等'''"
    """
    return "'" + name.replace("'", "''") + "'"


def _legal(character: str, forbidden: frozenset[str] = SHEET_NAME_FORBIDDEN) -> str:
    if character in forbidden:
        # The full-width twin keeps the name readable: 教育/体育 -> 教育／体育.
        return chr(ord(character) + 0xFEE0)
    return character if character.isprintable() else ""


def _cut(name: str, length: int) -> str:
    while utf16_length(name) > length:
        name = name[:-1]
    return name.rstrip("' ")


def _cut_bytes(name: str, length: int) -> str:
    return name.encode()[:length].decode(errors="ignore").rstrip(". ")
