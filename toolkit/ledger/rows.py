"""The rows of 台账 become tasks; edited deadlines are understood anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from toolkit.ledger import codec
from toolkit.ledger.columns import KIND_WORDS, TASK_COLUMNS
from toolkit.ledger.ledger import Entry
from toolkit.ledger.names_in_cell import split_units
from toolkit.ledger.settings import Head
from toolkit.lights.light import waits_for
from toolkit.lights.rounds import rounds_of
from toolkit.model import Change, Deadline, Limit, Note, Place, Task
from toolkit.workbook.cell_values import Raw, as_day, text_of
from toolkit.workbook.grid import Sheet
from toolkit.workbook.heads import MERGEABLE

_HEADS = {column.field: column.head for column in TASK_COLUMNS}
_SAYS_SOMETHING = ("id", "no", "l1", "l2", "content", "lead", "others", "deadline")
_NOTHING = Deadline("")
_DATES = frozenset(("due", "start", "last"))
_EMPTY: tuple[Limit, ...] = ()


class TaskReader:
    """Reads the rows below the heads of one sheet.

    ``heads`` are all heads as written, ``columns`` (field, head) of those that are understood,
    ``pending`` the changes that would bring normalised columns up to date.
    """

    def __init__(self, grid: Sheet, head: int, places: dict[str, list[int]], info: Head) -> None:
        self._grid = grid
        self._head = head
        self._info = info
        names = [text_of(value) for value in grid.rows[head]]
        self.heads = tuple(name for name in names if name.strip())
        self._places = places = _with_guesses(names, places)
        self.columns = tuple(
            (field, names[at])
            for field, found in places.items()
            for at in (found[:1] if field in MERGEABLE else found)
        )
        self._head_of = {field: names[found[0]] for field, found in places.items()}
        used = {at for found in places.values() for at in found}
        self._own = [(i, n) for i, n in enumerate(names) if n.strip() and i not in used]
        self._width = len(names)
        self.pending: list[Change] = []

    def entries(self) -> Iterator[Entry]:
        """One entry for every row that says something."""
        rows = _unmerged(self._grid, self._head)
        says = [at for field in _SAYS_SOMETHING for at in self._places.get(field, ())]
        sheet = self._grid.name
        for number, row in enumerate(rows, self._head + 2):
            if len(row) < self._width:
                row = [*row, *[""] * (self._width - len(row))]
            if any(row[at] != "" for at in says):
                entry = self._entry(row, number, sheet)
                if entry is not None:
                    yield entry

    def _entry(self, row: Sequence[Raw], number: int, sheet: str) -> Entry | None:
        text = self._text
        lead, others = self._units(row, "lead"), self._units(row, "others")
        content = text(row, "content")
        limits = codec.read_limits(x) if (x := text(row, "limits")) else _EMPTY
        task = Task(
            text(row, "id").strip(), content, text(row, "no"), text(row, "l1"), text(row, "l2"),
            lead, others, split_units(text(row, "groups")),
            self._deadline(row, number), self._limits(content, limits),
            text(row, "units_raw"), Place(sheet=sheet, row=number),
            codec.read_pairs(text(row, "extra")),
            tuple(Note(*pair) for pair in codec.read_pairs(text(row, "unit_notes"))),
        )  # fmt: skip
        own = tuple((name, text_of(row[at])) for at, name in self._own) if self._own else ()
        return Entry(
            task, text(row, "status"), self._percent(row), text(row, "progress"),
            text(row, "remark"), text(row, "source"), own,
        )  # fmt: skip

    # --- cells ---------------------------------------------------------------------------------

    def _raw(self, row: Sequence[Raw], field: str) -> Raw:
        found = self._places.get(field)
        return row[found[0]] if found else ""

    def _text(self, row: Sequence[Raw], field: str) -> str:
        found = self._places.get(field)
        if not found:
            return ""
        value = row[found[0]]
        return value if type(value) is str else text_of(value)

    def _units(self, row: Sequence[Raw], field: str) -> tuple[str, ...]:
        found = self._places.get(field, ())
        if len(found) == 1:
            return split_units(text_of(row[found[0]]))
        names = (name for at in found for name in split_units(text_of(row[at])))
        return tuple(dict.fromkeys(names))

    def _percent(self, row: Sequence[Raw]) -> float | None:
        value = self._raw(row, "percent")
        if isinstance(value, float):
            return value
        text = value.strip().rstrip("%％") if isinstance(value, str) else ""
        try:
            return float(text) / 100 if text else None
        except ValueError:
            return None

    def _limits(self, content: str, limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
        """The recorded limits, or those of the content as it now reads."""
        for limit in limits:
            raw = limit.deadline.raw
            if content[limit.offset : limit.offset + len(raw)] != raw:
                return _find_limits(content, self._info)
        return limits

    # --- deadlines -----------------------------------------------------------------------------

    def _deadline(self, row: Sequence[Raw], number: int) -> Deadline:
        text = self._text
        basis = text(row, "basis")
        raw = text(row, "deadline") if "deadline" in self._places else basis
        recorded = codec.deadline_of(
            raw, text(row, "kind").strip(), as_day(self._raw(row, "start")),
            as_day(self._raw(row, "due")), text(row, "rule"), text(row, "explain"),
        )  # fmt: skip
        if raw == basis:
            return recorded
        if not basis and (text(row, "kind") or recorded.due):
            return recorded  # typed by hand, raw and normalised alike
        now = _normalise(raw, self._info) if raw.strip() else _NOTHING
        self._propose(row, number, now)
        return now

    def _propose(self, row: Sequence[Raw], number: int, now: Deadline) -> None:
        rounds = rounds_of(now)
        wanted: tuple[tuple[str, str | date | None], ...] = (
            ("kind", KIND_WORDS[now.kind] if now.raw else ""),
            ("due", now.due), ("start", now.start), ("rule", now.recurrence),
            ("explain", codec.explain(now)), ("basis", now.raw), ("rounds", rounds.text),
            ("last", rounds.last), ("wait", waits_for(now)),
        )  # fmt: skip
        for field, after in wanted:
            if field not in self._places:
                continue
            raw = self._raw(row, field)
            before: object = as_day(raw) if field in _DATES else text_of(raw)
            if before is None and raw != "":
                before = text_of(raw)
            if (before or None) != (after or None):
                why = f"“{self._head_of['deadline']}”已改为“{now.raw}”"
                head = self._head_of[field]
                self.pending.append(
                    Change(self._grid.name, number, head, before or None, after or None, why)
                )


def _with_guesses(names: list[str], places: dict[str, list[int]]) -> dict[str, list[int]]:
    """Needed columns that the ledger's own names do not show, by the names that notices use."""
    missing = [c.field for c in TASK_COLUMNS if c.required and c.field not in places]
    if not missing:
        return places
    from toolkit.units import column_field

    used = {at for found in places.values() for at in found}
    guessed = dict(places)
    for at, name in enumerate(names):
        field = column_field(name) if name.strip() and at not in used else None
        if field in missing and field not in guessed:
            guessed[str(field)] = [at]
    return guessed


def _unmerged(grid: Sheet, head: int) -> list[Sequence[Raw]]:
    """The rows below the heads; a merged cell counts for every row and column that it covers."""
    rows: list[Sequence[Raw]] = list(grid.rows[head + 1 :])
    for (r1, c1), (r2, c2) in grid.merged:
        first = r1 - head - 1
        if first < 0:
            continue
        for index in range(first, min(r2 - head, len(rows))):
            filled = list(rows[index])
            for column in range(c1, min(c2 + 1, len(filled))):
                filled[column] = rows[first][c1]
            rows[index] = filled
    return rows


def _normalise(raw: str, info: Head) -> Deadline:
    from toolkit.deadlines import normalise

    return normalise(raw, year=info.notice.year, issued=info.notice.issued)


def _find_limits(content: str, info: Head) -> tuple[Limit, ...]:
    from toolkit.deadlines import find_limits

    return find_limits(content, year=info.notice.year, issued=info.notice.issued)
