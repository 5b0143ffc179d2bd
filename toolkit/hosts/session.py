"""One write to a ledger file: the steps, their entries in the journal, the backup, the new file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from toolkit.errors import FileProblem, LedgerProblem
from toolkit.files.saving import fingerprint, make_backup
from toolkit.hosts.journal import (
    MOST_CELLS,
    UPGRADE,
    WHOLE,
    Batch,
    Batched,
    Entry,
    HeadOf,
    batches_of,
    cells_of,
    entries_of,
    journal_row,
)
from toolkit.ledger.columns import JOURNAL, SETTINGS, TASKS
from toolkit.ledger.layouts import RENAMES, layouts
from toolkit.ledger.ledger import SCHEMA_VERSION
from toolkit.ledger.settings import refuse_newer
from toolkit.ledger.upgrade import has_journal, upgrade, version_of
from toolkit.model import Change, Step
from toolkit.workbook.fill.book import sheet_parts
from toolkit.workbook.layout import Layout
from toolkit.workbook.package import Package, save
from toolkit.workbook.patch import Done, Patch, Refusal
from toolkit.workbook.patch.sheet_patch import HEIGHT


class Session:
    """The parts of a ledger under change; nothing is written before :meth:`save`.

    ``seen`` is the file's fingerprint when the parts were read.

    Raises:
        LedgerProblem: the ledger is of a newer form.
    """

    def __init__(self, package: Package, path: Path, seen: str = "") -> None:
        self.package, self.path = package, path
        self._seen = seen
        self.patch = Patch(package, path.name, _layouts(package, path.name))
        self._version = version_of(self.patch)
        refuse_newer(self._version, path.name)
        self._has_journal = has_journal(self.patch)
        self.upgraded: list[str] = []

    @property
    def done(self) -> list[Done]:
        """The steps that were done, as they found the cells."""
        return self.patch.done

    @property
    def refused(self) -> list[Refusal]:
        """The steps that were not done."""
        return self.patch.refused

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps that were done; heights that follow the texts are not worth a word."""
        steps = (done.step for done in self.patch.done)
        return tuple(s for s in steps if not (isinstance(s, Change) and s.field == HEIGHT))

    def apply(self, steps: Sequence[Step]) -> None:
        """Do what can be done; a ledger of an earlier form is brought to today's before."""
        self._bring_up()
        self.patch.apply(steps)

    def _bring_up(self) -> None:
        if self._version == SCHEMA_VERSION and self._has_journal:
            return
        self.upgraded += upgrade(self.patch, self._version, self._identity)
        self.patch.layouts = _layouts(self.package, self.path.name)
        self.done.clear()
        self._version, self._has_journal = SCHEMA_VERSION, True

    def _identity(self) -> str:
        from toolkit.ledger import read_ledger
        from toolkit.ledger.build import identity_of

        return identity_of(read_ledger(self.path).notice)

    def batches(self) -> list[Batch]:
        """What the journal says, oldest first."""
        return batches_of(self.patch.rows(JOURNAL))

    def save(self, command: str, summary: str = "") -> Path:
        """Record what was done, make a backup of the file, and put the new one in its place.

        Raises:
            FileProblem: the file was changed meanwhile, or cannot be written.
        """
        done = list(self.done)
        number, now = _next(self.batches()), datetime.now().replace(microsecond=0)
        if self.upgraded:
            self.record([_upgrade_entry(Batched(number, now, UPGRADE), self.upgraded)])
            number += 1
        batch = Batched(number, now, command)
        self.unchanged()
        backup = make_backup(self.path)
        count = cells_of(done)
        if count > MOST_CELLS:
            entries = [self._whole(batch, backup, count, summary)]
        else:
            entries = entries_of(done, batch, HeadOf())
        self.record(entries)
        self.write()
        return backup

    def record(self, entries: Sequence[Entry]) -> None:
        """Add entries to the journal.

        Raises:
            LedgerProblem: it cannot take them; what is not recorded is not done.
        """
        kept = list(self.refused)
        self.patch.apply([journal_row(entry) for entry in entries])
        if self.refused != kept:
            raise LedgerProblem(
                f"“{self.path.name}”的工作表“{JOURNAL}”不能写入（{self.refused[-1].place}），"
                "没有记录就不改动台账。请恢复这个工作表的列名。"
            )

    def write(self) -> None:
        """Put the new file in the place of the old one.

        Raises:
            FileProblem: the file was changed meanwhile, or cannot be written.
        """
        self.patch.finish()
        self.unchanged()
        save(self.package, self.path)

    def unchanged(self) -> None:
        """See that nobody wrote the file since it was opened.

        Raises:
            FileProblem: somebody did.
        """
        if self._seen and fingerprint(self.path) != self._seen:
            raise FileProblem(
                f"“{self.path.name}”刚刚被别的程序改动，为免覆盖，没有写入。请重新运行一次。"
            )

    def take_over(self, other: Session) -> None:
        """Stand in for another session of the same file: its guard and its refusals."""
        self._seen = other._seen
        self.patch.refused = other.patch.refused

    def _whole(self, batch: Batched, backup: Path, count: int, summary: str) -> Entry:
        """The one entry of a command that changed more cells than can be listed."""
        words = f"共 {count} 处" + (f"：{summary}" if summary else "")
        return Entry(
            batch.number, batch.time, batch.command, "", (), "", backup.name, words,
            "改动太多，不逐格记录；改前的内容在备份文件里", 0, WHOLE, 1, self.digest(),
        )  # fmt: skip

    def digest(self) -> str:
        """What tells whether the sheets are still as they were, the journal left out."""
        own = sheet_parts(self.package).get(JOURNAL, "")
        found = sha256()
        for name in sorted(self.package.parts):
            if name.startswith(("xl/worksheets/sheet", "xl/sharedStrings")) and name != own:
                found.update(name.encode() + b"\0" + self.package.read(name))
        return found.hexdigest()


def _upgrade_entry(batch: Batched, added: Sequence[str]) -> Entry:
    why = "台账升级：加上了" + "、".join(added)
    return Entry(batch.number, batch.time, UPGRADE, "", (), "", why=why, kind=UPGRADE, step=1)


def _next(batches: Sequence[Batch]) -> int:
    return batches[-1].number + 1 if batches else 1


def _layouts(package: Package, file: str) -> dict[str, Sequence[Layout]]:
    """The layouts of the workbook's sheets, with the names that the office gave to columns."""
    names = list(sheet_parts(package))
    standard = layouts()
    known: dict[str, Sequence[Layout]] = {
        n: standard.get(n.strip(), standard[TASKS]) for n in names
    }
    settings = next((name for name in names if name.strip() == SETTINGS), None)
    if settings is None:
        return known
    renames = {}
    for row in Patch(package, file, known).rows(settings, RENAMES):
        own = str(row.values.get("own") or "").strip()
        if own:
            renames[str(row.values.get("standard"))] = own
    # A ledger's tasks may stand on a sheet that the office named itself.
    office = layouts(renames)
    return {name: office.get(name.strip(), office[TASKS]) for name in names}
