"""The typed cells of one row of 台账 become values; what is not understood becomes a finding.

Only what a person may type otherwise than asked goes through here; the usual forms (a standard
status, a number, a real date) are let through at once, since a ledger may have 100,000 rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from toolkit.checks.base import Problem
from toolkit.checks.cells import remarks
from toolkit.checks.units.remarks import BY_CODE
from toolkit.checks.units.spelling import UnitCellForm
from toolkit.ledger import said
from toolkit.ledger.names_in_cell import NO_UNITS, UnitCell, UnitCells, join_units
from toolkit.lights.done import STATUSES
from toolkit.model import Finding, Place, Role
from toolkit.text import fold, squeeze
from toolkit.workbook.cell_values import Raw, text_of
from toolkit.workbook.grid import Sheet

_WORDS: Final = frozenset(STATUSES)
_ROLE_WORDS: Final = (("lead", "牵头"), ("others", "责任"))


class TypedCells:
    """Reads the typed cells of a sheet's rows, and collects ``findings`` about them.

    ``places`` are the columns of each field, ``names`` the heads as written, ``year`` that of the
    ledger.  Rows are counted from 1, as a clerk does.
    """

    def __init__(
        self,
        grid: Sheet,
        places: Mapping[str, Sequence[int]],
        names: Sequence[str],
        units: UnitCells | None,
        year: int | None,
    ) -> None:
        self._grid = grid
        self._places = places
        self._names = names
        self._units = units or UnitCells()
        self._year = year
        self.findings: list[Finding] = []

    def find(
        self, kind: type[Problem], number: int, field: str, value: str, task: str, **words: object
    ) -> None:
        """Note a problem in a field's cell."""
        self.findings.append(kind.finding(self.place(number, field), value, task=task, **words))

    def place(self, number: int, field: str) -> Place:
        """The place of a field in a row."""
        found = self._places.get(field)
        column = self._names[found[0]] if found else ""
        return Place(sheet=self._grid.name, row=number, column=column)

    # --- one field each ------------------------------------------------------------------------

    def id(self, raw: Raw, number: int) -> str:
        """The id; what is none stays as it reads, so that it is not taken for a missing one."""
        if type(raw) is str and (not raw or (raw.isascii() and raw.isalnum())):
            return raw
        found = said.said_id(raw)
        text = text_of(raw)
        if found.problem:
            self.find(remarks.IdUnknown, number, "id", text, text, why=found.problem)
            return text
        if found.note:
            words = {"note": found.note, "id": found.value}
            self.find(remarks.IdOtherwise, number, "id", text, found.value or "", **words)
        return found.value or ""

    def status(self, raw: Raw, number: int, task: str) -> str:
        """The standard word; what is not understood stays as it reads, and counts as not done."""
        if raw in _WORDS or raw == "":
            return raw if isinstance(raw, str) else ""
        found = said.said_status(raw)
        text = text_of(raw)
        if found.problem:
            if self.has_result(raw, number, "status", task):
                self.find(remarks.StatusUnknown, number, "status", text, task, why=found.problem)
            return text
        if found.note:
            words = {"note": found.note, "status": found.value}
            self.find(remarks.StatusOtherwise, number, "status", text, task, **words)
        return found.value or text

    def percent(self, raw: Raw, number: int, task: str) -> float | None:
        """A part of one; None where the cell is empty or says nothing certain."""
        if type(raw) is float and 0 <= raw < 1:
            return raw
        if raw == "":
            return None
        number_format = "" if isinstance(raw, str) else self._format(number, "percent")
        found = said.said_percent(raw, number_format)
        text = text_of(raw)
        if found.problem:
            if self.has_result(raw, number, "percent", task):
                self.find(remarks.PercentUnknown, number, "percent", text, task, why=found.problem)
        elif found.note and found.value is not None:
            words = {"note": found.note, "percent": f"{round(found.value * 100, 2):g}%"}
            self.find(remarks.PercentOtherwise, number, "percent", text, task, **words)
        return found.value

    def day(self, raw: Raw, number: int, field: str, task: str) -> date | None:
        """A day; None where the cell is empty or says none."""
        if raw == "":
            return None
        shown = self.shown(number, field) if isinstance(raw, int | float | date) else ""
        found = said.said_date(raw, shown, epoch_1904=self.epoch_1904, year=self._year)
        text = shown or text_of(raw)
        column = self.place(number, field).column
        if found.problem:
            if self.has_result(raw, number, field, task):
                words = {"column": column, "why": found.problem}
                self.find(remarks.DateUnknown, number, field, text, task, **words)
        elif found.note:
            words = {"column": column, "note": found.note, "day": str(found.value)}
            self.find(remarks.DateOtherwise, number, field, text, task, **words)
        return found.value

    def units(
        self, cells: Iterable[tuple[Raw, Role]], number: int, task: str
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The leads and the others of a row, from the cells of its unit columns."""
        lead: tuple[str, ...] = ()
        others: tuple[str, ...] = ()
        for raw, role in cells:
            if raw == "":
                continue
            text = text_of(raw)
            cell = self._units.read(text, role)
            if cell.notes or not cell.plain:
                self._remark_units(cell, text, role, number, task)
            lead += cell.lead
            others += cell.others
        return tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(others))

    def _remark_units(self, cell: UnitCell, text: str, role: Role, number: int, task: str) -> None:
        field = "lead" if role == "lead" else "others"
        if not self.has_result(text, number, field, task):
            return
        for note in cell.notes:
            kind = BY_CODE.get(note.code)
            # A near miss is told by a check of its own, with the name that was meant.
            if kind is not None and not self._units.is_near_miss(note):
                self.find(kind, number, field, text, task, note=note.text)
        if not cell.notes and cell != NO_UNITS and (cell.lead or cell.others):
            written = [
                f"{word}“{join_units(names)}”"
                for (_, word), names in zip(_ROLE_WORDS, (cell.lead, cell.others), strict=True)
                if names
            ]
            self.find(UnitCellForm, number, field, text, task, read="，".join(written))

    # --- what stands behind a value ------------------------------------------------------------

    def has_result(self, raw: Raw, number: int, field: str, task: str, instead: str = "") -> bool:
        """Whether a cell holds something to read; a formula without result is found and told."""
        if raw == "":
            if not self.is_uncached(number, field):
                return True
            why = "是公式，文件里没有它的结果"
        elif isinstance(raw, str) and said.ERROR.fullmatch(squeeze(fold(raw))):
            why = f"是公式错误 {raw.strip()}"
        else:
            return True
        column = self.place(number, field).column
        words = {"column": column, "why": why, "instead": instead}
        self.find(remarks.NoResult, number, field, text_of(raw), task, **words)
        return False

    def is_uncached(self, number: int, field: str) -> bool:
        """Whether a formula stands in a cell whose result the file does not hold."""
        at = self._at(field)
        return at is not None and self._grid.formula(number - 1, at) == "uncached"

    def shown(self, number: int, field: str) -> str:
        """The text that a cell shows, "" where that is not known."""
        at = self._at(field)
        return self._grid.shown(number - 1, at) if at is not None else ""

    def _format(self, number: int, field: str) -> str:
        at = self._at(field)
        return self._grid.number_format(number - 1, at) if at is not None else ""

    @property
    def epoch_1904(self) -> bool:
        """Whether the workbook counts its days from 1904."""
        return self._grid.epoch_1904

    def _at(self, field: str) -> int | None:
        found = self._places.get(field)
        return found[0] if found else None
