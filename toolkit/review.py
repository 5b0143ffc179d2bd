"""Check a notice file or a ledger workbook: open it as what it is, run every check."""

from __future__ import annotations

from collections.abc import Iterator
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import LedgerProblem
from toolkit.model import Finding, Notice, Place

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
    return review(source)[1]


def review(
    source: str | PathLike[str] | Notice | Ledger,
) -> tuple[Subject, tuple[Finding, ...]]:
    """What the checks looked at, and what they found; see :func:`check`."""
    from toolkit.checks import Subject, run_checks
    from toolkit.ledger.marks import unaccepted

    told: tuple[Finding, ...] = ()
    if isinstance(source, str | PathLike):
        source, told = _open(source)
    if isinstance(source, Notice):
        subject = Subject(source, found=told)
        return subject, run_checks(subject)
    subject = source.subject()
    return subject, unaccepted(source.marks, everything(source))


def everything(ledger: Ledger) -> tuple[Finding, ...]:
    """All that is found in a ledger, also what the office said stays as it is."""
    from toolkit.checks import run_checks, sort_findings

    subject = ledger.subject()
    findings = (*run_checks(subject), *_stale(ledger), *_kept(ledger))
    return sort_findings(findings, subject.notice.file)


def _kept(ledger: Ledger) -> tuple[Finding, ...]:
    """A finding for every row of 分办 with a report that no task calls for."""
    from toolkit.ledger.refresh import refresh

    return refresh(ledger).findings if ledger.standings else ()


def checked(ledger: Ledger) -> tuple[Ledger, tuple[Finding, ...]]:
    """The ledger with its findings, so that they are written into it with the rest.

    ``check`` of the written ledger finds the same: what a grammar remarked on the raw cells
    travels with the task (责任提示, 时限说明).
    """
    from toolkit.checks import run_checks

    findings = run_checks(ledger.subject())
    return ledger.with_findings(findings), findings


def _stale(ledger: Ledger) -> Iterator[Finding]:
    """A finding for every row whose normalised columns no longer say what the deadline says."""
    from toolkit.checks.deadlines.stale import DeadlineStale
    from toolkit.ledger.columns import HEADS

    rows: dict[int, list[str]] = {}
    for change in ledger.normalise_changes():
        rows.setdefault(change.row, []).append(HEADS.get(change.field, change.field))
    subject = ledger.subject()
    for task in subject.tasks:
        columns = rows.get(task.place.row)
        if columns:
            place = subject.place(task, "deadline")
            yield DeadlineStale.finding(
                place, task.deadline.raw, task=task.id, columns="、".join(columns)
            )


def _open(path: str | PathLike[str]) -> tuple[Notice | Ledger, tuple[Finding, ...]]:
    """A ledger or a notice, as the file itself shows; what looks like a ledger and is none says so.

    Raises:
        LedgerProblem: the workbook is a ledger of ours whose table is not there any more.
    """
    from toolkit.checks.reader import ReadAsNotice
    from toolkit.files.kind import kind_of
    from toolkit.files.source import load
    from toolkit.ledger import read_ledger
    from toolkit.ledger.evidence import find_ledger
    from toolkit.notice import read_notice
    from toolkit.workbook.grid import Workbook

    if kind_of(load(path)) not in WORKBOOKS:
        return read_notice(path), ()
    try:
        return read_ledger(path), ()
    except LedgerProblem:
        found = find_ledger(Workbook(Path(path)))
        if found.ours:
            raise
    notice = read_notice(path)
    place = Place(file=notice.file or Path(path).name)
    return notice, (ReadAsNotice.finding(place, why=found.why),) if found.like else ()
