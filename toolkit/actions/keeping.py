"""No command replaces a ledger by another file without a backup."""

from __future__ import annotations

from pathlib import Path

from toolkit.errors import TaizhangError

_WORKBOOKS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".et", ".ods"})


def keep_ledger(path: Path) -> None:
    """Back up a file that is about to be replaced if it is a ledger, or may be one.

    A command that alters a ledger in place has made its backup by then.
    """
    from toolkit.files.saving import make_backup
    from toolkit.files.writes import watch_of

    watch = watch_of(path)
    if path.suffix.lower() not in _WORKBOOKS or (watch and watch.backed_up(path)):
        return
    if _may_be_ledger(path):
        make_backup(path)


def _may_be_ledger(path: Path) -> bool:
    from toolkit.ledger.read import is_ledger

    try:
        return is_ledger(path)
    except TaizhangError:  # what cannot be opened may well be a ledger that somebody needs
        return True
