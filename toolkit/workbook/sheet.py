"""One sheet of a workbook, whatever its format: the values, and what a reader of them must know."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from toolkit.limits import MAX_COLUMNS
from toolkit.model import LeftOut
from toolkit.workbook.cell_values import Raw
from toolkit.workbook.number_spans import Spans
from toolkit.workbook.read.cellformat import show, show_text
from toolkit.workbook.read.date_format import (
    Shown,
    parts_of,
    serial_of,
    show_date,
    show_moment,
    show_span,
)
from toolkit.workbook.read.format_code import section_for

Formula = Literal["none", "cached", "uncached"]
Struck = Literal["no", "part", "all"]
Merged = tuple[tuple[int, int], tuple[int, int]]
Runs = tuple[tuple[str, bool], ...]
"""The pieces of a cell's text in order, each with whether it is struck through."""

STYLE_BITS: Final = 16


def position(row: int, column: int) -> int:
    """One number for a cell, in the order of rows and columns."""
    return row * MAX_COLUMNS + column


@dataclass(frozen=True, slots=True)
class Look:
    """What the format of a cell says that changes the meaning of its value."""

    number_format: str = "General"
    struck: bool = False


PLAIN: Final = Look()


@dataclass(slots=True)
class Facts:
    """What a reader collected beside the values; cells are numbered by :func:`position`.

    ``styles`` holds for a row the packed numbers ``column << 16 | look`` of its cells that do not
    look plain, ``texts`` what the file itself says a cell shows (OpenDocument does); ``blank`` is
    the one row that stands for all empty ones.
    """

    looks: Sequence[Look] = (PLAIN,)
    styles: dict[int, bytes] = field(default_factory=dict)
    texts: dict[int, Shown] = field(default_factory=dict)
    errors: set[int] = field(default_factory=set)
    cached: array[int] = field(default_factory=lambda: array("Q"))
    uncached: array[int] = field(default_factory=lambda: array("Q"))
    runs: dict[int, Runs] = field(default_factory=dict)
    blank: Sequence[Raw] | None = None


class Sheet:
    """The cells of one sheet: rows and columns are counted from 0.

    ``rows`` are the values from row 1 on, ``""`` where a cell is empty.  Rows are equally long
    except those with a stray cell far to the right, and empty rows between are one and the same
    object: a cell in XFD1048576 costs next to nothing.  Use :meth:`filled` to skip them.

    ``merged`` are areas as corners, ``hidden_rows`` holds filtered rows too, ``remarks`` is what
    stands beside the cells (comments, text boxes, pictures) or was not read, with the reason.

    >>> sheet = Sheet("台账", [["编号", "完成时限"], ["007", 46203.0]])
    >>> sheet.shown(1, 1), sheet.is_text(1, 0), sheet.formula(1, 1)
    ('46203', True, 'none')
    """

    __slots__ = (
        "_facts", "epoch_1904", "hidden", "hidden_columns", "hidden_rows", "merged", "name",
        "remarks", "rows",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        rows: Sequence[Sequence[Raw]],
        merged: Sequence[Merged] = (),
        *,
        facts: Facts | None = None,
        hidden: bool = False,
        hidden_rows: Spans | None = None,
        hidden_columns: Spans | None = None,
        epoch_1904: bool = False,
        remarks: Sequence[LeftOut] = (),
    ) -> None:
        self.name = name
        self.rows = rows
        self.merged = tuple(merged)
        self.hidden = hidden
        self.hidden_rows = hidden_rows or Spans()
        self.hidden_columns = hidden_columns or Spans()
        self.epoch_1904 = epoch_1904
        self.remarks = tuple(remarks)
        self._facts = facts or Facts()

    def __repr__(self) -> str:
        return f"<Sheet {self.name!r}: {len(self.rows)} rows>"

    def filled(self) -> Iterator[tuple[int, Sequence[Raw]]]:
        """The rows that are not empty, each with its number."""
        blank = self._facts.blank
        for number, row in enumerate(self.rows):
            if row is not blank and any(value != "" for value in row):
                yield number, row

    def value(self, row: int, column: int) -> Raw:
        """The value of a cell, ``""`` where there is none."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return ""

    def shown(self, row: int, column: int) -> str:
        """The text that the cell shows: 2026.10 where 2026.1 has the format ``0.00``."""
        return self.show(row, column).text

    def show(self, row: int, column: int) -> Shown:
        """What the cell shows, with its date where year, month and day are shown."""
        value = self.value(row, column)
        if value == "":
            return Shown("")
        own = self._facts.texts.get(position(row, column)) if self._facts.texts else None
        if own is not None:
            return own
        if isinstance(value, str):
            if self.is_error(row, column):
                return Shown(value)
            return show_text(value, self.number_format(row, column))
        if isinstance(value, bool):
            return Shown("TRUE" if value else "FALSE")
        code = self.number_format(row, column)
        if isinstance(value, int | float):
            return show(value, code, self.epoch_1904)
        return _show_time(value, code, self.epoch_1904)

    def number_format(self, row: int, column: int) -> str:
        """The number format of a cell that is not empty, ``General`` where it has none."""
        return self._look(row, column).number_format

    def formula(self, row: int, column: int) -> Formula:
        """Whether a formula stands in the cell, and whether its result was stored with it."""
        at = position(row, column)
        if _holds(self._facts.uncached, at):
            return "uncached"
        return "cached" if _holds(self._facts.cached, at) else "none"

    def uncomputed(self) -> Iterator[tuple[int, int]]:
        """The cells with a formula whose result was never stored, as (row, column)."""
        for at in self._facts.uncached:
            yield divmod(at, MAX_COLUMNS)

    def is_error(self, row: int, column: int) -> bool:
        """Whether the cell holds an error value such as #N/A; its value is that text."""
        return position(row, column) in self._facts.errors

    def is_text(self, row: int, column: int) -> bool:
        """Whether the cell holds text: the text 007 and the number 7 are told apart."""
        value = self.value(row, column)
        return isinstance(value, str) and value != "" and not self.is_error(row, column)

    def struck(self, row: int, column: int) -> Struck:
        """Whether the cell's text is struck through, wholly or in part."""
        runs = self._facts.runs.get(position(row, column)) if self._facts.runs else None
        if runs is not None:
            said = [struck for text, struck in runs if text.strip()]
            return "all" if all(said) else "part" if any(said) else "no"
        if self.value(row, column) == "":
            return "no"
        return "all" if self._look(row, column).struck else "no"

    def runs(self, row: int, column: int) -> Runs:
        """The shown text in pieces, each with whether it is struck through.

        >>> Sheet("a", [["一"]]).runs(0, 0)
        (('一', False),)
        """
        found = self._facts.runs.get(position(row, column)) if self._facts.runs else None
        if found is None:
            text = self.shown(row, column)
            found = ((text, self.struck(row, column) == "all"),) if text else ()
        return found

    @property
    def may_be_struck(self) -> bool:
        """Whether anything in the workbook is struck through; false spares looking at each cell."""
        return bool(self._facts.runs) or any(look.struck for look in self._facts.looks)

    def _look(self, row: int, column: int) -> Look:
        packed = self._facts.styles.get(row)
        if packed is None:
            return self._facts.looks[0] if self._facts.looks else PLAIN
        marks = memoryview(packed).cast("I")
        at = bisect_left(marks, column << STYLE_BITS)
        if at < len(marks) and marks[at] >> STYLE_BITS == column:
            return self._facts.looks[marks[at] & 0xFFFF]
        return self._facts.looks[0]


def _holds(numbers: array[int], wanted: int) -> bool:
    at = bisect_left(numbers, wanted)
    return at < len(numbers) and numbers[at] == wanted


def _show_time(value: date | datetime | time | timedelta, code: str, epoch_1904: bool) -> Shown:
    if isinstance(value, timedelta):
        return show_span(value)
    if isinstance(value, time):
        value = datetime.combine(date(1900, 1, 1), value)
    elif not isinstance(value, datetime):
        value = datetime.combine(value, time())
    section, _ = section_for(serial_of(value, epoch_1904), code)
    return show_moment(value, section) if parts_of(section) else show_date(value)
