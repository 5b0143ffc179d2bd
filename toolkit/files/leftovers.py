"""What a killed command leaves behind: temporary files beside a ledger, folders of conversions.

Only what is surely ours and surely old is removed: our own prefix, and older than a day, since a
colleague's command may be at work in the same shared folder.
"""

from __future__ import annotations

import re
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Final

AGE: Final = 24 * 3600.0
_BESIDE = re.compile(r"\.taizhang-(?:[\w]{6,12}\.tmp|[0-9a-f]{16}\.lock)")
_FOLDER = re.compile(r"taizhang-\w{6,12}")
_swept: set[Path] = set()


def sweep(folder: Path) -> None:
    """Remove the old leftovers in a folder; once a run, and never an error."""
    if folder in _swept:
        return
    _swept.add(folder)
    with suppress(OSError):
        for path in folder.glob(".taizhang-*"):
            if _BESIDE.fullmatch(path.name) and _is_old(path) and path.is_file():
                with suppress(OSError):
                    path.unlink()


def sweep_temporary() -> None:
    """Remove the old folders in which documents were converted."""
    home = Path(tempfile.gettempdir())
    if home in _swept:
        return
    _swept.add(home)
    with suppress(OSError):
        for path in home.glob("taizhang-*"):
            if _FOLDER.fullmatch(path.name) and _is_old(path) and not path.is_symlink():
                shutil.rmtree(path, ignore_errors=True)


def _is_old(path: Path) -> bool:
    with suppress(OSError):
        return time.time() - path.lstat().st_mtime > AGE
    return False
