"""The last commands of a ledger's journal taken back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from toolkit.errors import LedgerProblem
from toolkit.files.saving import make_backup
from toolkit.hosts.host import Undone
from toolkit.hosts.journal import (
    UNDO,
    WHOLE,
    Batch,
    Batched,
    Entry,
    HeadOf,
    entries_of,
    inverse,
    journal_row,
)
from toolkit.hosts.refusals import findings_of
from toolkit.hosts.session import Session
from toolkit.ledger.columns import JOURNAL
from toolkit.model import Change, Step
from toolkit.workbook.package import Package


def take_back(session: Session, steps: int, *, dry_run: bool) -> Undone:
    """Take the last commands back that were not taken back yet.

    A command counts as taken back even where cells that someone changed since were left alone.

    Raises:
        LedgerProblem: there is nothing to take back, or the backup that is needed does not fit.
    """
    batches = session.batches()
    open_ = [batch for batch in batches if batch.can_be_undone]
    chosen = list(reversed(open_))[: max(1, steps)]
    if not chosen:
        raise LedgerProblem(
            f"“{session.path.name}”的“{JOURNAL}”里没有可以撤销的操作。"
            "更早的内容在备份文件里（台账.备份-日期-时间.xlsx）。"
        )
    number = batches[-1].number
    backup: Path | None = None
    taken: list[Step] = []
    for batch in chosen:
        number += 1
        mark = Batched(number, datetime.now().replace(microsecond=0), UNDO)
        session.done.clear()
        if batch.backup:
            session = _restored(session, batch, batches)
            entries = [_about(mark, batch, batch.backup)]
        else:
            session.apply(inverse(batch))
            entries = entries_of(session.done, mark, HeadOf())
        taken += session.steps
        session.record(entries or [_about(mark, batch, batch.entries[0])])
        session.apply(_marks(session, batch, number))
    refused = findings_of(session.refused)
    if not dry_run:
        session.unchanged()
        backup = make_backup(session.path)
        session.write()
    return Undone(tuple(chosen), tuple(taken), refused, backup)


def _about(mark: Batched, batch: Batch, entry: Entry) -> Entry:
    """The entry of an undo that is not listed cell by cell."""
    why = f"撤销第 {batch.number} 批（{batch.command}）"
    if entry.kind == WHOLE:
        return Entry(mark.number, mark.time, UNDO, "", (), "", None, entry.before,
                     why + "：按备份恢复", 0, UNDO, 1)  # fmt: skip
    return Entry(mark.number, mark.time, UNDO, "", (), "", None, None,
                 why + "：各格都已另有改动，没有恢复", 0, UNDO, 1)  # fmt: skip


def _marks(session: Session, batch: Batch, number: int) -> list[Step]:
    """Write into the old entries which batch took them back."""
    rows = [e.number for b in session.batches() if b.number == batch.number for e in b.entries]
    return [Change(JOURNAL, (), "undone", None, number, row=row) for row in rows]


def _restored(session: Session, batch: Batch, batches: Sequence[Batch]) -> Session:
    """The ledger of the backup, with the journal as it has grown since."""
    entry = batch.backup
    assert entry is not None  # asked by the caller
    name = str(entry.before)
    copy = session.path.with_name(name)
    if not copy.exists():
        raise LedgerProblem(
            f"第 {batch.number} 批改动太多，没有逐格记录，要靠备份“{name}”恢复，"
            "但这个文件找不到了。"
        )
    if session.digest() != entry.field:
        raise LedgerProblem(
            f"第 {batch.number} 批（{batch.command}）之后台账又有改动，不能整本恢复。"
            f"改前的内容在“{name}”，请打开它手工取回。"
        )
    fresh = Session(Package.open(copy), session.path)
    known = {b.number for b in fresh.batches()}
    later = [e for b in batches if b.number not in known for e in b.entries]
    fresh.patch.apply([journal_row(replace(e, number=0)) for e in later])
    fresh.take_over(session)
    return fresh
