"""Check a notice file or a ledger workbook: open it as what it is, run every check."""

from __future__ import annotations

from os import PathLike
from typing import TYPE_CHECKING

from toolkit.errors import LedgerProblem
from toolkit.model import Finding, Notice

if TYPE_CHECKING:
    from toolkit.checks import Subject
    from toolkit.ledger import Ledger

WORKBOOKS = frozenset({"xlsx", "xls", "xlsb", "ods"})


def check(source: str | PathLike[str] | Notice | Ledger) -> tuple[Finding, ...]:
    """All findings of a notice or ledger, sorted by place.

    ``source`` is a path (the content of the file tells which of the two it is), a
    :class:`Notice` or a :class:`Ledger`.

    >>> from toolkit.model import Notice, Task
    >>> [f.code for f in check(Notice(year=2026, tasks=(Task(id="1", content=""),)))][:1]
    ['D01']

    Raises:
        TaizhangError: the file cannot be read, or holds no tasks.
    """
    from toolkit.checks import run_checks

    return run_checks(subject_of(source))


def subject_of(source: str | PathLike[str] | Notice | Ledger) -> Subject:
    """What the checks look at, made from a path, a notice or a ledger."""
    from toolkit.checks import Subject

    if isinstance(source, Notice):
        return Subject(source)
    if isinstance(source, str | PathLike):
        return _open(source)
    return source.subject()


def _open(path: str | PathLike[str]) -> Subject:
    from toolkit.checks import Subject
    from toolkit.notice import read_notice

    ledger = _ledger_at(path)
    return ledger.subject() if ledger else Subject(read_notice(path))


def _ledger_at(path: str | PathLike[str]) -> Ledger | None:
    """The ledger in a workbook; None where the file is a notice, which may be a workbook too."""
    from toolkit.ledger import Ledger
    from toolkit.notice.formats.kind import kind_of
    from toolkit.notice.formats.source import load

    if kind_of(load(path)) not in WORKBOOKS:
        return None
    try:
        return Ledger.read(path)
    except LedgerProblem:
        return None
