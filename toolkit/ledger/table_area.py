"""The area of the table in a ledger's sheet, since rows typed below it are beyond its formulas."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable
from pathlib import Path

from toolkit.checks.cells.remarks import RowsOutside
from toolkit.ledger.columns import TASKS
from toolkit.ledger.row_kinds import ranges
from toolkit.model import Finding, Place

_TABLE = re.compile(rb'<table\b[^>]*?\bref="[A-Z]+\d+:[A-Z]+(\d+)"[^>]*>')
_NAME = re.compile(f'\\b(?:displayName|name)="{TASKS}"'.encode())
_LONGEST = 1_000_000


def rows_outside(path: Path, sheet: str, rows: Iterable[int]) -> list[Finding]:
    """A finding if some of the rows with tasks stand below the table that is named 台账."""
    bottom = _bottom(path)
    below = [row for row in rows if row > bottom] if bottom else []
    if not below:
        return []
    place = Place(sheet=sheet, row=below[0])
    return [RowsOutside.finding(place, ranges(below), bottom=bottom)]


def _bottom(path: Path) -> int:
    """The last row of the table, 0 where there is none or the format has no such tables."""
    try:
        with zipfile.ZipFile(path) as package:
            for info in package.infolist():
                if info.filename.startswith("xl/tables/") and info.file_size < _LONGEST:
                    start = package.read(info)[:4000]
                    match = _TABLE.search(start)
                    if match and _NAME.search(match[0]):
                        return int(match[1])
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return 0
    return 0
