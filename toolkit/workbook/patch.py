"""Changes applied to an existing workbook file, with everything else left as it is.

Only the cells that change are touched, in the XML of their sheet; charts, pictures, comments and
whatever else an office put into its ledger is copied byte for byte.  (openpyxl would drop part of
it on saving.)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import FileProblem, LedgerProblem
from toolkit.files.saving import check_writable, make_backup
from toolkit.model import Change, Finding, Key, Place
from toolkit.workbook.cell_values import Raw, text_of
from toolkit.workbook.cells import FORMULA_STARTS, Value, cell
from toolkit.workbook.fill.book import sheet_parts
from toolkit.workbook.grid import Grid, Workbook
from toolkit.workbook.heads import find_heads, head_key
from toolkit.workbook.layout import Layout
from toolkit.workbook.package import Package, save
from toolkit.workbook.ranges import letters, split
from toolkit.workbook.styles import Styles
from toolkit.workbook.xml import MAIN, M, parse, serialise

if TYPE_CHECKING:
    from os import PathLike

    from lxml import etree

_HEAD_ROWS = 20
_NO_LAYOUT = Layout((), ())
WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Patched:
    """What became of changes: those written, a finding for each that was not, the backup."""

    steps: tuple[Change, ...] = ()
    refused: tuple[Finding, ...] = ()
    backup: Path | None = None


def patch_workbook(
    path: str | PathLike[str],
    changes: Iterable[Change],
    layouts: Mapping[str, Layout],
    *,
    backup: bool = True,
) -> Patched:
    """Write changes into a workbook (.xlsx, .xlsm) if their cells still hold what they should.

    ``layouts`` are those of its sheets by name.  A cell that holds something else than ``before``,
    or a formula, is left alone and reported, and so is one whose row cannot be told.
    The file is replaced in one step; a backup is made beside it first.

    Raises:
        FileProblem: the file is open elsewhere, damaged, or not of this format.
        LedgerProblem: a sheet or column of a change is not there or is there twice.
    """
    path = Path(path)
    wanted = tuple(changes)
    workbook = Workbook(path)
    if not wanted:
        return Patched()
    package = open_for_change(path)
    styles = Styles(package.read(Styles.part))
    parts = sheet_parts(package)
    done: list[Change] = []
    findings: list[Finding] = []
    for sheet in dict.fromkeys(change.sheet for change in wanted):
        if sheet not in parts:
            raise LedgerProblem(f"“{path.name}”没有工作表“{sheet}”。")
        mine = [change for change in wanted if change.sheet == sheet]
        writer = _SheetPatch(
            workbook.grid(sheet), package, parts[sheet], styles, path.name,
            layouts.get(sheet, _NO_LAYOUT),
        )  # fmt: skip
        for change in mine:
            finding = writer.apply(change)
            if finding is None:
                done.append(change)
            else:
                findings.append(finding)
        writer.store()
    if not done:
        return Patched(refused=tuple(findings))
    package.replace(Styles.part, styles.to_bytes())
    _recalculate(package)
    copy = make_backup(path) if backup else None
    save(package, path)
    return Patched(tuple(done), tuple(findings), copy)


def open_for_change(path: Path) -> Package:
    """The parts of a workbook that is to be replaced by a changed one.

    Raises:
        FileProblem: the file is open elsewhere, damaged, or not of this format.
    """
    check_writable(path, overwrite=True)
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise FileProblem(
            f"“{path.name}”不是 .xlsx 格式，不能直接修改，请在 Excel 中另存为 .xlsx。"
        )
    return Package.open(path)


class _SheetPatch:
    """The cells of one sheet, found by row and head, and written where they stand."""

    def __init__(
        self, grid: Grid, package: Package, part: str, styles: Styles, file: str, layout: Layout
    ) -> None:
        self._grid, self._package, self._part = grid, package, part
        self._styles, self._file = styles, file
        self._root = parse(package.read(part), part)
        data = self._root.find(f"{M}sheetData")
        if data is None:
            raise LedgerProblem(f"“{file}”的工作表“{grid.name}”没有单元格。")
        self._data = data
        self._rows = {int(row.get("r", "0")): row for row in data}
        self._layout = layout
        found = find_heads(grid, layout.columns, layout.renames)
        self._head, self._places = found or (0, {})
        self._columns: dict[str, int] = {}
        self._by_key = self._index()

    def apply(self, change: Change) -> Finding | None:
        """Write one change, or say why not."""
        from toolkit.checks.cells.cell_changed import CellChanged

        column = self._column(change.field)
        head = text_of(self._current(self._head + 1, column))
        row = self._row_of(change)
        if not row:
            place = Place(self._file, self._grid.name, column=head)
            return CellChanged.finding(
                place, "找不到这一行", task=_task(change), before=_shown(change.before),
                after=_shown(change.after),
            )  # fmt: skip
        current = self._current(row, column)
        element = self._find(row, column)
        computed = element is not None and element.find(f"{M}f") is not None
        if computed or not _same(current, change.before):
            place = Place(self._file, self._grid.name, row=row, column=head)
            shown = "公式" if computed else text_of(current)
            return CellChanged.finding(
                place, shown, task=_task(change), before=_shown(change.before),
                after=_shown(change.after),
            )  # fmt: skip
        self._write(row, column, element, change.after)
        return None

    def store(self) -> None:
        """Put the sheet back into the package."""
        self._package.replace(self._part, serialise(self._root))

    def _index(self) -> dict[Key, list[int]]:
        """The rows of every key."""
        found: dict[Key, list[int]] = {}
        columns = [
            self._places[field][0] + 1 for field in self._layout.key if field in self._places
        ]
        if not columns or len(columns) < len(self._layout.key):
            return found
        for row in range(self._head + 2, len(self._grid.rows) + 1):
            key = tuple(text_of(self._current(row, column)).strip() for column in columns)
            if all(key):
                found.setdefault(key, []).append(row)
        return found

    def _row_of(self, change: Change) -> int:
        """The row of a change, 0 if it cannot be told."""
        rows = self._by_key.get(change.key, [])
        if len(rows) == 1:
            return rows[0]
        return change.row if (not rows and not any(change.key)) or change.row in rows else 0

    def _column(self, name: str) -> int:
        if name not in self._columns:
            places = self._places.get(name)
            self._columns[name] = places[0] + 1 if places else self._look_up(name)
        return self._columns[name]

    def _look_up(self, name: str) -> int:
        head = self._layout.head(name)
        wanted = head_key(head)
        for row in self._grid.rows[:_HEAD_ROWS]:
            found = [i for i, v in enumerate(row, 1) if head_key(text_of(v)) == wanted]
            if len(found) > 1:
                raise LedgerProblem(f"工作表“{self._grid.name}”里“{head}”一列出现了不止一次。")
            if found:
                return found[0]
        raise LedgerProblem(f"工作表“{self._grid.name}”里没有“{head}”这一列。")

    def _current(self, row: int, column: int) -> Raw:
        rows = self._grid.rows
        if row > len(rows) or column > len(rows[row - 1]):
            return ""
        return rows[row - 1][column - 1]

    def _find(self, row: int, column: int) -> etree._Element | None:
        reference = f"{letters(column)}{row}"
        cells = self._rows.get(row, ())
        return next((c for c in cells if c.get("r") == reference), None)

    def _write(self, row: int, column: int, old: etree._Element | None, value: Value) -> None:
        from lxml import etree

        style = int(old.get("s", "0")) if old is not None else 0
        if isinstance(value, date) and not self._styles.is_date(style):
            style = self._styles.variant(style, dated=True)
        if isinstance(value, str) and value[:1] in FORMULA_STARTS:
            style = self._styles.variant(style, quote=True)
        attribute = f' s="{style}"' if style else ""
        text = cell(f"{letters(column)}{row}", attribute, value)
        made = etree.fromstring(text.replace("<c ", f'<c xmlns="{MAIN}" ', 1))
        parent = self._row(row)
        if old is not None:
            parent.replace(old, made)
            return
        before = [c for c in parent if split(c.get("r", "A1"))[0] < column]
        parent.insert(len(before), made)

    def _row(self, row: int) -> etree._Element:
        if row not in self._rows:
            made = self._data.makeelement(f"{M}row", {"r": str(row)})
            before = [r for r in self._data if int(r.get("r", "0")) < row]
            self._data.insert(len(before), made)
            self._rows[row] = made
        return self._rows[row]


def _task(change: Change) -> str:
    return change.key[0] if len(change.key) == 1 else ""


def _same(current: Raw, before: object) -> bool:
    """Whether a cell holds what a change expects; a date may be a real one or a text."""
    from toolkit.workbook.cell_values import as_day

    if before is None or before == "":
        return current == ""
    if isinstance(before, date):
        return as_day(current) == before
    if isinstance(before, (int, float)) and not isinstance(current, str):
        return current == before
    return text_of(current) == str(before)


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value if value is not None else "")


def _recalculate(package: Package) -> None:
    """Stored results of formulas are stale once a cell changes: let Excel compute on opening."""
    root = parse(package.read(WORKBOOK), WORKBOOK)
    calculation = root.find(f"{M}calcPr")
    if calculation is None:
        return
    calculation.set("fullCalcOnLoad", "1")
    package.replace(WORKBOOK, serialise(root))
