"""The rows of 台账 become tasks; edited deadlines are understood anew.

What a person may have typed otherwise than asked is read by :mod:`toolkit.ledger.typed`, the time
limit with its computed columns by :mod:`toolkit.ledger.row_deadlines`; rows that are no tasks are
told in :mod:`toolkit.ledger.row_kinds`.  Nothing is passed over without a finding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from toolkit.checks.cells import remarks
from toolkit.ledger import codec
from toolkit.ledger.columns import DECIDED
from toolkit.ledger.ledger import Entry
from toolkit.ledger.names_in_cell import UnitCells, split_units
from toolkit.ledger.row_deadlines import RowDeadlines
from toolkit.ledger.row_kinds import no_task, ranges, suspicious
from toolkit.ledger.settings import Head
from toolkit.ledger.typed import TypedCells
from toolkit.model import Change, Finding, Limit, Note, Place, Role, Task
from toolkit.units import lead_rule
from toolkit.workbook.cell_values import Raw, text_of
from toolkit.workbook.grid import Sheet
from toolkit.workbook.heads import MERGEABLE, Heads
from toolkit.workbook.ranges import letters

_SAYS_SOMETHING: Final = ("id", "no", "l1", "l2", "content", "lead", "others", "deadline")
_EMPTY: Final[tuple[Limit, ...]] = ()
_ROLES: Final[tuple[tuple[str, Role], ...]] = (("lead", "lead"), ("others", "other"))


class TaskReader:
    """Reads the rows below the heads of one sheet.

    ``heads`` are all heads as written, ``columns`` (field, head) of those that are understood,
    ``pending`` the changes that would bring normalised columns up to date, ``findings`` what was
    not understood or not written as it should be.
    """

    def __init__(self, grid: Sheet, heads: Heads, info: Head, units: UnitCells) -> None:
        self._grid = grid
        self._head = heads.row
        self._info = info
        self._names = names = heads.names
        self.heads = tuple(name for name in names if name.strip())
        self._places = places = heads.places
        self.columns = tuple(
            (field, names[at])
            for field, found in places.items()
            for at in (found[:1] if field in MERGEABLE else found)
        )
        self._own = [(at, names[at]) for at in heads.unknown]
        self._width = len(names)
        self._unit_cells = [(at, role) for field, role in _ROLES for at in places.get(field, ())]
        others = [names[at] for at in places.get("others", ())]
        self._first_leads = any(lead_rule(name) == "first" for name in others)
        self._units = units
        self._typed = TypedCells(grid, places, names, units, info.notice.year)
        self._deadlines = RowDeadlines(self._typed, places, info, grid.name)
        self._struck = grid.may_be_struck

    @property
    def findings(self) -> list[Finding]:
        """What was found while reading."""
        return self._typed.findings

    @property
    def pending(self) -> list[Change]:
        """The changes that would bring normalised columns up to date."""
        return self._deadlines.pending

    def entries(self) -> Iterator[Entry]:
        """One entry for every row that says something."""
        says = [at for field in _SAYS_SOMETHING for at in self._places.get(field, ())]
        content = self._places.get("content", [-1])[0]
        blank: list[int] = []
        gaps: list[int] = []
        hidden: list[int] = []
        hides = self._grid.hidden_rows
        for number, row in enumerate(_unmerged(self._grid, self._head), self._head + 2):
            if len(row) < self._width:
                row = [*row, *[""] * (self._width - len(row))]
            if not any(row[at] != "" for at in says):
                blank.append(number)
                continue
            if suspicious(row[content] if content >= 0 else "") and self._left_out(row, number):
                continue
            gaps += blank
            blank.clear()
            if hides and number - 1 in hides:
                hidden.append(number)
            yield self._entry(row, number)
        self._remark_rows(gaps, hidden)

    def _remark_rows(self, gaps: list[int], hidden: list[int]) -> None:
        for kind, rows in ((remarks.RowsBlank, gaps), (remarks.RowsHidden, hidden)):
            if rows:
                place = Place(sheet=self._grid.name, row=rows[0])
                self.findings.append(kind.finding(place, ranges(rows)))

    def _left_out(self, row: Sequence[Raw], number: int) -> bool:
        texts = {field: self._text(row, field) for field in _SAYS_SOMETHING}
        what = no_task(texts, row, self._names)
        if what:
            said = " ".join(dict.fromkeys(text_of(value) for value in row if value != ""))
            place = Place(sheet=self._grid.name, row=number)
            self.findings.append(remarks.RowLeftOut.finding(place, said, kind=what))
        return bool(what)

    def _entry(self, row: Sequence[Raw], number: int) -> Entry:
        text, raw, typed = self._text, self._raw, self._typed
        name = typed.id(raw(row, "id"), number)
        lead, others = typed.units([(row[at], role) for at, role in self._unit_cells], number, name)
        if self._first_leads and not lead:
            lead, others = others[:1], others[1:]
        content = text(row, "content")
        if not content:
            typed.has_result("", number, "content", name)
        limits = codec.read_limits(x) if (x := text(row, "limits")) else _EMPTY
        task = Task(
            name, content, text(row, "no"), text(row, "l1"), text(row, "l2"),
            lead, others, self._groups(row, lead + others),
            self._deadlines.read(row, number, name), self._limits(content, limits),
            text(row, "units_raw"), Place(sheet=self._grid.name, row=number),
            codec.read_pairs(text(row, "extra")),
            tuple(Note(*pair) for pair in codec.read_pairs(text(row, "unit_notes"))),
        )  # fmt: skip
        if self._struck:
            self._remark_struck(row, number, name)
        own = tuple((head, text_of(row[at])) for at, head in self._own) if self._own else ()
        return Entry(
            task, typed.status(raw(row, "status"), number, name),
            typed.percent(raw(row, "percent"), number, name), text(row, "progress"),
            text(row, "remark"), text(row, "source"), own,
            typed.day(raw(row, "done_on"), number, "done_on", name),
            typed.day(raw(row, "closed_on"), number, "closed_on", name),
            typed.day(raw(row, "original_due"), number, "original_due", name),
            text(row, "decided").strip() == DECIDED,
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

    def _groups(self, row: Sequence[Raw], names: tuple[str, ...]) -> tuple[str, ...]:
        """The groups among the names: those recorded, then those of names that came later."""
        recorded = self._units.resolve(split_units(self._text(row, "groups")))
        return tuple(dict.fromkeys((*recorded, *filter(self._units.is_new_group, names))))

    def _limits(self, content: str, limits: tuple[Limit, ...]) -> tuple[Limit, ...]:
        """The recorded limits, or those of the content as it now reads."""
        for limit in limits:
            raw = limit.deadline.raw
            if content[limit.offset : limit.offset + len(raw)] != raw:
                return _find_limits(content, self._info)
        return limits

    def _remark_struck(self, row: Sequence[Raw], number: int, task: str) -> None:
        """One finding for the whole row if its content is struck through, else one a cell."""
        found = {
            at: how
            for at, value in enumerate(row)
            if value != "" and (how := self._grid.struck(number - 1, at)) != "no"
        }
        content = self._places.get("content", [-1])[0]
        whole = found.get(content) == "all"
        for at in (content,) if whole else found:
            head = self._names[at] if at < self._width else ""
            what = f"“{head or letters(at + 1)}”" + ("里有一部分" if found[at] == "part" else "")
            place = Place(sheet=self._grid.name, row=number, column=head or letters(at + 1))
            words = {"task": task, "what": "整项任务" if whole else what}
            kind = remarks.CellStruck
            self.findings.append(kind.finding(place, text_of(row[at]), **words))


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


def _find_limits(content: str, info: Head) -> tuple[Limit, ...]:
    from toolkit.deadlines import find_limits

    return find_limits(content, year=info.notice.year, issued=info.notice.issued)
