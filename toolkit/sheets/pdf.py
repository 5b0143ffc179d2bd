"""Workbooks printed to PDF by LibreOffice; with a day given, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Final

# Starting LibreOffice costs a second or two, and a command line may not be endless.
_AT_ONCE: Final = 60
_CLOCK = re.compile(rb"(/(?:CreationDate|ModDate)\s?\(D:)\d{14}")
_ID = re.compile(rb"/ID\s*\[\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*\]")
_CHECKSUM = re.compile(rb"/DocChecksum\s*/([0-9A-Fa-f]+)")


def print_to_pdf(books: Sequence[Path], folder: Path, day: date | None = None) -> list[Path]:
    """The PDF of every workbook, in ``folder``, with the names of the workbooks.

    With a ``day`` the clock is left out of the files: they bear that day instead.

    Raises:
        UnsupportedFormat: LibreOffice is absent.
        FileProblem: it cannot open a workbook or takes too long.
    """
    from toolkit.files.libreoffice import convert_all

    made: list[Path] = []
    for start in range(0, len(books), _AT_ONCE):
        made += convert_all(books[start : start + _AT_ONCE], "pdf", folder)
    if day is not None:
        for path in made:
            path.write_bytes(without_clock(path.read_bytes(), day))
    return made


def without_clock(data: bytes, day: date) -> bytes:
    """A PDF with ``day`` as its time and a number that does not depend on the clock.

    What is replaced keeps its length, so the table of offsets stays true.

    >>> without_clock(b"/CreationDate(D:20261121190501Z')", date(2026, 3, 2))
    b"/CreationDate(D:20260302000000Z')"
    """

    def time(match: re.Match[bytes]) -> bytes:
        return match[1] + f"{day:%Y%m%d}000000".encode()

    def zeros(match: re.Match[bytes]) -> bytes:
        return re.sub(rb"[0-9A-Fa-f]{16,}", lambda found: b"0" * len(found[0]), match[0])

    return _CHECKSUM.sub(zeros, _ID.sub(zeros, _CLOCK.sub(time, data)))
