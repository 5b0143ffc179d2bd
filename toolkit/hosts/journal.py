"""The sheet 操作记录: every change of every command, so that it can be looked up and taken back.

One row a cell, with the values themselves before and after: a date stays a date, a number a number.
Rows are only ever added; the one thing written into old rows is which batch took them back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any, Final, Literal

from toolkit.ledger import codec
from toolkit.ledger.columns import COLUMNS, JOURNAL
from toolkit.model import Change, GoneRow, Key, NewRow, Step
from toolkit.workbook.cells import Link, Value
from toolkit.workbook.patch.outcome import Done
from toolkit.workbook.patch.sheet_patch import HEIGHT
from toolkit.workbook.patch.table_rows import TableRow

MOST_CELLS: Final = 20_000
"""So many cells of one command are recorded one by one; beyond, the backup is named instead."""

UNDO: Final = "撤销"
UPGRADE: Final = "升级"
CELL, NEW, GONE, WHOLE = "改格", "加行", "删行", "整册"
Kind = Literal["改格", "加行", "删行", "整册", "升级", "撤销"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the journal: what happened to one cell."""

    batch: int
    time: datetime | None
    command: str
    sheet: str
    key: Key
    column: str
    before: Value = None
    after: Value = None
    why: str = ""
    undone: int = 0
    kind: str = CELL
    step: int = 0
    field: str = ""
    row: int = 0
    format: str = ""
    number: int = 0

    def to_json(self) -> dict[str, Any]:
        """The entry for scripts: dates in ISO form."""
        return {
            "batch": self.batch,
            "time": self.time.isoformat(sep=" ") if self.time else None,
            "command": self.command,
            "sheet": self.sheet,
            "key": list(self.key),
            "column": self.column,
            "before": _plain(self.before),
            "after": _plain(self.after),
            "why": self.why,
            "undone_by": self.undone or None,
        }


@dataclass(slots=True)
class Batch:
    """What one command did, in its order."""

    number: int
    time: datetime | None
    command: str
    entries: list[Entry] = field(default_factory=list)

    @property
    def undone(self) -> bool:
        """Whether it was taken back, as far as that was possible."""
        return any(entry.undone for entry in self.entries)

    @property
    def can_be_undone(self) -> bool:
        """Whether it is the kind of thing that is taken back, and was not yet."""
        kinds = {entry.kind for entry in self.entries}
        return not self.undone and self.command != UNDO and kinds != {UPGRADE}

    @property
    def backup(self) -> Entry | None:
        """The entry that names the backup, where the cells were too many to be listed."""
        return next((entry for entry in self.entries if entry.kind == WHOLE), None)

    @property
    def summary(self) -> str:
        """What it did in a few words.

        >>> Batch(1, None, "规范时限", [Entry(1, None, "", "台账", ("001",), "截止日期")]).summary
        '台账改 1 格'
        """
        if self.backup:
            return f"{self.backup.after}"
        counts: dict[tuple[str, str], set[object]] = {}
        for entry in self.entries:
            at: object = entry.step if entry.kind in (NEW, GONE) else entry.number or id(entry)
            if entry.field != HEIGHT:
                counts.setdefault((entry.sheet, entry.kind), set()).add(at)
        words = {CELL: "改 {} 格", NEW: "加 {} 行", GONE: "删 {} 行"}
        parts = (
            sheet + words[kind].format(len(found))
            for (sheet, kind), found in counts.items()
            if kind in words
        )
        return "，".join(parts) or "、".join(dict.fromkeys(e.why for e in self.entries))


def _plain(value: Value) -> Any:
    if isinstance(value, Link):
        return value.text
    return value.isoformat() if isinstance(value, date) else value


# --- what was done, as rows ------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Batched:
    """How the entries of one command begin: number, time, name."""

    number: int
    time: datetime
    command: str


def entries_of(done: Sequence[Done], batch: Batched, heads: HeadOf) -> list[Entry]:
    """One entry for every cell of every step that was done."""
    return [
        entry for number, one in enumerate(done, 1) for entry in _entries(one, number, batch, heads)
    ]


def cells_of(done: Iterable[Done]) -> int:
    """How many cells steps are about."""
    return sum(1 if isinstance(d.step, Change) else max(1, len(d.step.values)) for d in done)


class HeadOf:
    """The head under which a field stands, by sheet and field; the field itself if unknown."""

    def __init__(self, own: dict[tuple[str, str], str] | None = None) -> None:
        self._own = own or {}

    def __call__(self, sheet: str, name: str) -> str:
        """The head of a field."""
        if name == HEIGHT:
            return "（行高）"
        standard = {column.field: column.head for column in COLUMNS.get(sheet.strip(), ())}
        return self._own.get((sheet, name)) or standard.get(name, name)


def _entries(done: Done, number: int, batch: Batched, heads: HeadOf) -> Iterator[Entry]:
    step = done.step

    formats = dict(done.formats)

    def entry(kind: str, name: str, before: Value, after: Value) -> Entry:
        return Entry(
            batch.number, batch.time, batch.command, step.sheet, step.key,
            heads(step.sheet, name), before, after, step.why, 0, kind, number, name, step.row,
            formats.get(name, done.format),
        )  # fmt: skip

    if isinstance(step, Change):
        yield entry(CELL, step.field, step.before, step.after)
        return
    kind = NEW if isinstance(step, NewRow) else GONE
    values = [(name, value) for name, value in step.values if value is not None and value != ""]
    for name, value in values or [("", None)]:
        yield entry(kind, name, *((None, value) if kind == NEW else (value, None)))


def journal_row(entry: Entry) -> NewRow:
    """An entry as a row that comes to the sheet."""
    links = [v.location if isinstance(v, Link) else "" for v in (entry.before, entry.after)]
    values: tuple[tuple[str, Value], ...] = (
        ("batch", entry.batch), ("time", entry.time), ("command", entry.command),
        ("sheet", entry.sheet), ("key", codec.join(entry.key) if entry.key else ""),
        ("column", entry.column), ("before", _text(entry.before)), ("after", _text(entry.after)),
        ("why", entry.why), ("undone", entry.undone or None), ("kind", entry.kind),
        ("step", entry.step or None), ("field", entry.field), ("row", entry.row or None),
        ("format", entry.format), ("link", codec.join(links) if any(links) else ""),
    )  # fmt: skip
    # Where the rows above hold dates, a number must not become one.
    plain = tuple(
        (name, "|General")
        for name, value in (("before", entry.before), ("after", entry.after))
        if isinstance(value, int | float)
    )
    held = tuple((n, v) for n, v in values if v is not None and v != "")
    return NewRow(JOURNAL, (), held, formats=plain)


def _text(value: Value) -> Value:
    return value.text if isinstance(value, Link) else value


# --- rows, as what was done ------------------------------------------------------------------


def entry_of(row: TableRow) -> Entry:
    """The entry that stands in a row of the sheet."""
    values = row.values

    def text(name: str) -> str:
        value = values.get(name)
        return "" if value is None else str(value)

    def whole(name: str) -> int:
        value = values.get(name)
        return int(value) if isinstance(value, int | float) else 0

    time = _moment(values.get("time"))
    before, after = values.get("before"), values.get("after")
    links = [*codec.split(text("link")), "", ""][:2]
    before, after = (
        Link(value, link) if link and isinstance(value, str) else value
        for value, link in ((before, links[0]), (after, links[1]))
    )
    return Entry(
        whole("batch"), time, text("command"),
        text("sheet"), tuple(codec.split(text("key"))) if text("key") else (), text("column"),
        before, after, text("why"), whole("undone"), text("kind") or CELL, whole("step"),
        text("field"), whole("row"), text("format"), row.number,
    )  # fmt: skip


def _moment(value: Value) -> datetime | None:
    """A time of day as it comes back, also from programs that keep fewer digits."""
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, int | float) and 0 < value < 2_958_466:
        return datetime(1899, 12, 30) + timedelta(seconds=round(value * 86_400))
    return None


def batches_of(rows: Iterable[TableRow]) -> list[Batch]:
    """The journal's batches by number, whatever the order of its rows."""
    found: dict[int, Batch] = {}
    for row in rows:
        entry = entry_of(row)
        if not entry.batch:
            continue
        batch = found.setdefault(entry.batch, Batch(entry.batch, entry.time, entry.command))
        batch.entries.append(entry)
    for batch in found.values():
        batch.entries.sort(key=lambda entry: (entry.step, entry.number))
    return [found[number] for number in sorted(found)]


def history(batches: Iterable[Batch], task: str) -> list[Entry]:
    """All that happened to one task, also to its rows of other sheets, oldest first."""
    return [entry for batch in batches for entry in batch.entries if task in _tasks(entry)]


def _tasks(entry: Entry) -> tuple[str, ...]:
    """The 编号 in an entry's key: the first part, the second in 校验 and 报送记录."""
    return entry.key[:2] if len(entry.key) > 2 else entry.key[:1]


# --- taking back -----------------------------------------------------------------------------


def inverse(batch: Batch) -> list[Step]:
    """The steps that take a batch back, the last first; rows come back where they stood."""
    steps: list[list[Entry]] = []
    for entry in batch.entries:
        if entry.kind not in (CELL, NEW, GONE):
            continue
        if steps and entry.kind != CELL and entry.step == steps[-1][0].step:
            steps[-1].append(entry)
        else:
            steps.append([entry])
    why = f"撤销第 {batch.number} 批（{batch.command}）"
    back = [_back(entries, why) for entries in reversed(steps)]
    others = [step for step in back if not isinstance(step, NewRow)]
    rows = [step for step in back if isinstance(step, NewRow)]
    return others + _where_they_stood(rows, [s for s in others if isinstance(s, GoneRow)])


def _back(entries: list[Entry], why: str) -> Step:
    first = entries[0]
    if first.kind == CELL:
        return Change(
            first.sheet, first.key, first.field, first.after, first.before, why, first.row,
            first.format,
        )  # fmt: skip
    if first.kind == NEW:
        values = tuple((e.field, e.after) for e in entries if e.field)
        return GoneRow(first.sheet, first.key, values, why, first.row)
    values = tuple((e.field, e.before) for e in entries if e.field)
    formats = tuple((e.field, e.format) for e in entries if e.format)
    return NewRow(first.sheet, first.key, values, why, first.row, formats)


def _where_they_stood(rows: list[NewRow], going: list[GoneRow]) -> list[Step]:
    """Rows in their old order, each before the row that now stands where it stood.

    ``going`` are the rows that came with the same command; they are still there.
    """
    placed: list[Step] = []
    for sheet in dict.fromkeys(row.sheet for row in rows):
        mine = sorted((row for row in rows if row.sheet == sheet), key=lambda row: row.row)
        came = sorted(row.row for row in going if row.sheet == sheet)
        for index, row in enumerate(mine):
            now = row.row - index if row.row else 0
            for number in came:
                now += 0 < number <= now
            placed.append(replace(row, row=now))
    return placed
