"""Cells as a reader comes upon them become one :class:`Sheet`, within what a ledger can be."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final, overload

from toolkit.errors import FileProblem
from toolkit.limits import MAX_CELL_CHARACTERS, MAX_COLUMNS, MAX_ROWS
from toolkit.model import LeftOut, Place
from toolkit.workbook.cell_values import Raw
from toolkit.workbook.number_spans import Spans
from toolkit.workbook.ranges import letters
from toolkit.workbook.read.date_format import Shown
from toolkit.workbook.sheet import PLAIN, STYLE_BITS, Facts, Look, Merged, Runs, Sheet, position

FILLED_LIMIT: Final = 5_000_000
"""Cells with something in them; a ledger of 100,000 rows has under two million."""
POSITION_LIMIT: Final = 20_000_000
"""Cells, empty ones too, in rows as long as their last cell says."""
TEXT_LIMIT: Final = 100_000_000
"""Characters that the cells of one sheet show together, a shared text counted each time."""
LONG_TEXT: Final = 4_000
LONG_LIMIT: Final = 2_000_000
"""Characters in cells with more than :data:`LONG_TEXT` of them, all together."""
MERGED_LIMIT: Final = 200_000

NOTHING: Final[tuple[Raw, ...]] = ()
_SMALL: Final = 100_000
_PATTERNS: Final = 20_000


class Looks:
    """Which look each cell format of a workbook has: most have the same one, the plain one.

    ``of`` maps a format's number to a look's; ``all`` has the looks, the plain one first.
    """

    def __init__(self, formats: Iterable[Look] = ()) -> None:
        self.all: list[Look] = [PLAIN]
        known = {PLAIN: 0}
        self.of: list[int] = []
        for look in formats:
            if look not in known and len(self.all) < 1 << STYLE_BITS:
                known[look] = len(self.all)
                self.all.append(look)
            self.of.append(known.get(look, 0))

    def __getitem__(self, style: int) -> int:
        return self.of[style] if 0 <= style < len(self.of) else 0


class Collector:
    """Takes the cells of one sheet in any order; ``file`` and ``name`` stand in its messages.

    The quick reader writes into ``rows`` and the lists of facts itself and calls :meth:`ended`
    for each row; the others use :meth:`put`.
    """

    def __init__(self, file: str, name: str, looks: Looks | None = None) -> None:
        self.file = file
        self.name = name
        self.looks = looks or Looks()
        self.facts = Facts(looks=self.looks.all)
        self.rows: list[list[Raw] | tuple[Raw, ...]] = []
        self.remarks: list[LeftOut] = []
        self.filled = 0
        self.characters = 0
        self._positions = 0
        self._patterns: dict[bytes, bytes] = {}
        self._marks: dict[int, dict[int, int]] = {}
        self._cut = 0
        self._long = 0
        self._outside = 0
        self._merged: list[Merged] = []

    @property
    def place(self) -> Place:
        """The sheet, for remarks."""
        return Place(self.file, self.name)

    # --- cells ---------------------------------------------------------------------------------

    def put(
        self,
        row: int,
        column: int,
        value: Raw,
        look: int = 0,
        *,
        shown: Shown | None = None,
        error: bool = False,
        runs: Runs | None = None,
    ) -> None:
        """Keep one cell that is not empty.

        Raises:
            FileProblem: there are more cells or there is more text than a ledger can have.
        """
        if not (0 <= row < MAX_ROWS and 0 <= column < MAX_COLUMNS):
            self._outside += 1
            return
        if isinstance(value, str):
            value = self.text(value)
        cells = self._row(row)
        if column >= len(cells):
            self._positions += column + 1 - len(cells)
            cells.extend([""] * (column + 1 - len(cells)))
        cells[column] = value
        self.filled += 1
        at = position(row, column)
        if look:
            self._marks.setdefault(row, {})[column] = look
        if shown is not None:
            self.facts.texts[at] = shown
        if error:
            self.facts.errors.add(at)
        if runs is not None:
            self.facts.runs[at] = runs
        if self.filled > FILLED_LIMIT or self._positions > POSITION_LIMIT:
            self.check()

    def formula(self, row: int, column: int, *, cached: bool) -> None:
        """Note that a formula stands in a cell."""
        if 0 <= row < MAX_ROWS and 0 <= column < MAX_COLUMNS:
            (self.facts.cached if cached else self.facts.uncached).append(position(row, column))

    def text(self, text: str) -> str:
        """The text within Excel's limit for a cell; counts it, and cuts what is longer."""
        if len(text) > LONG_TEXT:
            text = self.long_text(text)
        self.characters += len(text)
        if self.characters > TEXT_LIMIT:
            self.check()
        return text

    @overload
    def long_text(self, text: str) -> str: ...

    @overload
    def long_text(self, text: int) -> int: ...

    def long_text(self, text: str | int) -> str | int:
        """Count a text that few cells of a ledger are as long as, or its length; cut it."""
        length = text if isinstance(text, int) else len(text)
        self._long += min(length, MAX_CELL_CHARACTERS)
        self._cut += length > MAX_CELL_CHARACTERS
        if self._long > LONG_LIMIT:
            self.check()
        return text if isinstance(text, int) else text[:MAX_CELL_CHARACTERS]

    def outside(self) -> None:
        """Count a cell beyond the edges of a sheet."""
        self._outside += 1

    def ended(self, row: int, cells: list[Raw], marks: list[int], filled: int) -> None:
        """Take over a whole row; ``marks`` are its looks as :class:`Facts` packs them."""
        rows = self.rows
        if row == len(rows):
            rows.append(cells)
        elif row > len(rows):
            rows.extend([NOTHING] * (row - len(rows)))
            rows.append(cells)
        else:
            self._merge(row, cells, marks)
            marks = []
        if marks:
            packed = array("I", marks).tobytes()
            patterns = self._patterns
            if len(patterns) < _PATTERNS:
                packed = patterns.setdefault(packed, packed)
            else:
                packed = patterns.get(packed, packed)
            self.facts.styles[row] = packed
        self.filled += filled
        self._positions += len(cells)
        if (
            self.filled > FILLED_LIMIT
            or self._positions > POSITION_LIMIT
            or self.characters > TEXT_LIMIT
        ):
            self.check()

    def check(self) -> None:
        """Refuse a sheet that is larger than a ledger can be, and say what is too large."""
        if self.filled > FILLED_LIMIT:
            self._refuse(f"有内容的单元格超过 {FILLED_LIMIT // 10_000} 万个")
        if self.characters > TEXT_LIMIT:
            self._refuse(f"文字超过 {TEXT_LIMIT // 100_000_000} 亿字")
        if self._long > LONG_LIMIT:
            self._refuse(
                f"有太多特别长的文字（每格 {LONG_TEXT} 字以上的共超过 {LONG_LIMIT // 10_000} 万字）"
            )
        if self._positions > POSITION_LIMIT:
            self._refuse("有很多行的最后一格在很靠右的位置")

    def _refuse(self, why: str) -> None:
        raise FileProblem(
            f"“{self.file}”的工作表“{self.name}”{why}，远远超出正常的通知或台账，没有读取。"
            "请删去任务表以外的行和列，另存为新文件后再试。"
        )

    def _row(self, row: int) -> list[Raw]:
        rows = self.rows
        if row >= len(rows):
            rows.extend([NOTHING] * (row + 1 - len(rows)))
        cells = rows[row]
        if not isinstance(cells, list):
            cells = rows[row] = list(cells)
        return cells

    def _merge(self, row: int, cells: Sequence[Raw], marks: Iterable[int]) -> None:
        """A row that comes twice: later cells go before earlier ones."""
        old = self._row(row)
        old.extend([""] * (len(cells) - len(old)))
        for column, value in enumerate(cells):
            if value != "":
                old[column] = value
        kept = self.facts.styles.pop(row, b"")
        known = self._marks.setdefault(row, {})
        for mark in (*memoryview(kept).cast("I"), *marks):
            known[mark >> STYLE_BITS] = mark & 0xFFFF

    # --- what is not a cell --------------------------------------------------------------------

    def merge(self, top: int, left: int, bottom: int, right: int) -> None:
        """Note a merged area."""
        if len(self._merged) < MERGED_LIMIT:
            self._merged.append(((top, left), (bottom, right)))
        elif len(self._merged) == MERGED_LIMIT:
            self._merged.append(((-1, -1), (-1, -1)))

    def sheet(
        self,
        *,
        hidden: bool = False,
        hidden_rows: Iterable[tuple[int, int]] = (),
        hidden_columns: Iterable[tuple[int, int]] = (),
        epoch_1904: bool = False,
    ) -> Sheet:
        """The sheet that was collected.

        Raises:
            FileProblem: it is larger than a ledger can be.
        """
        self.check()
        self._pack()
        merged = self._merges()
        if self._cut:
            why = (
                f"有 {self._cut} 格的文字超过 Excel 的上限 {MAX_CELL_CHARACTERS} 字，后面的没有读取"
            )
            self.remarks.append(LeftOut("", why, self.place))
        if self._outside:
            edge = f"{letters(MAX_COLUMNS)}{MAX_ROWS}"
            why = f"有 {self._outside} 个单元格的位置在 Excel 的范围（{edge}）以外，没有读取"
            self.remarks.append(LeftOut("", why, self.place))
        return Sheet(
            self.name,
            self._padded(),
            merged,
            facts=self.facts,
            hidden=hidden,
            hidden_rows=Spans(hidden_rows),
            hidden_columns=Spans(hidden_columns),
            epoch_1904=epoch_1904,
            remarks=self.remarks,
        )

    def _pack(self) -> None:
        for row, looks in self._marks.items():
            marks = sorted(column << STYLE_BITS | look for column, look in looks.items())
            self.facts.styles[row] = array("I", marks).tobytes()
        for name in ("cached", "uncached"):
            numbers = getattr(self.facts, name)
            if any(a > b for a, b in pairwise(numbers)):
                setattr(self.facts, name, array("Q", sorted(numbers)))

    def _padded(self) -> list[Sequence[Raw]]:
        """The rows made equally long, but for those with a stray cell far to the right."""
        lengths = [len(row) for row in self.rows if row]
        most = max(8 * self.filled, _SMALL)
        longest = sorted(set(lengths), reverse=True)
        width = next((n for n in longest if n * len(lengths) <= most), 0)
        blank: tuple[Raw, ...] = ("",) * width
        self.facts.blank = blank
        padded: list[Sequence[Raw]] = []
        for row in self.rows:
            if not row:
                padded.append(blank)
                continue
            if len(row) < width and isinstance(row, list):
                row.extend([""] * (width - len(row)))
            padded.append(row)
        return padded

    def _merges(self) -> list[Merged]:
        """The merged areas; where they overlap too often to be meant, only the first of them."""
        height = len(self.rows)
        width = max((len(row) for row in self.rows), default=0)
        left_over = min(height * width, POSITION_LIMIT)
        kept: list[Merged] = []
        for (top, left), (bottom, right) in self._merged:
            # Merges never overlap in a sound file, so all of them cover the sheet at most once.
            inside = max(0, min(bottom, height - 1) + 1 - top) * max(
                0, min(right, width - 1) + 1 - left
            )
            left_over -= inside
            if left_over < 0 or top < 0:
                why = "合并单元格的范围互相重叠或过大，其余的合并没有读取"
                self.remarks.append(LeftOut("", why, self.place))
                break
            kept.append(((top, left), (bottom, right)))
        return kept
