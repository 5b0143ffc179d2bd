"""Changes applied to an existing workbook file, with everything else left as it is.

Only the cells that change are touched, in the XML of their sheet; charts, pictures, comments and
whatever else an office put into its ledger is copied byte for byte.  (openpyxl would drop part of
it on saving.)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import FileProblem, LedgerProblem
from toolkit.files.saving import check_writable, make_backup
from toolkit.model import Change, Finding, Place
from toolkit.workbook.cell_values import Raw, text_of
from toolkit.workbook.cells import FORMULA_STARTS, Value, cell
from toolkit.workbook.fill.book import sheet_parts
from toolkit.workbook.grid import Sheet, Workbook
from toolkit.workbook.heads import head_key
from toolkit.workbook.package import Package, save
from toolkit.workbook.ranges import letters, split
from toolkit.workbook.styles import Styles
from toolkit.workbook.xml import MAIN, M, parse, serialise

if TYPE_CHECKING:
    from os import PathLike

    from lxml import etree

_HEAD_ROWS = 20
WORKBOOK = "xl/workbook.xml"


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of changes: those written, a finding for each that was not, the backup."""

    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    backup: Path | None = None


def apply_changes(
    path: str | PathLike[str], changes: Iterable[Change], *, backup: bool = True
) -> Applied:
    """Write changes into a workbook (.xlsx, .xlsm) if their cells still hold what they should.

    A cell that holds something else than ``before``, or a formula, is left alone and reported.
    The file is replaced in one step; a backup is made beside it first.

    Raises:
        FileProblem: the file is open elsewhere, damaged, or not of this format.
        LedgerProblem: a sheet or column of a change is not there or is there twice.
    """
    path = Path(path)
    wanted = tuple(changes)
    workbook = Workbook(path)
    if not wanted:
        return Applied()
    package = open_for_change(path)
    styles = Styles(package.read(Styles.part))
    parts = sheet_parts(package)
    done: list[Change] = []
    findings: list[Finding] = []
    for sheet in dict.fromkeys(change.sheet for change in wanted):
        if sheet not in parts:
            raise LedgerProblem(f"“{path.name}”没有工作表“{sheet}”。")
        mine = [change for change in wanted if change.sheet == sheet]
        writer = _SheetPatch(workbook.sheet(sheet), package, parts[sheet], styles, path.name)
        for change in mine:
            finding = writer.apply(change)
            if finding is None:
                done.append(change)
            else:
                findings.append(finding)
        writer.store()
    if not done:
        return Applied(findings=tuple(findings))
    package.replace(Styles.part, styles.to_bytes())
    _recalculate(package)
    copy = make_backup(path) if backup else None
    save(package, path)
    return Applied(tuple(done), tuple(findings), copy)


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

    def __init__(self, grid: Sheet, package: Package, part: str, styles: Styles, file: str) -> None:
        self._grid, self._package, self._part = grid, package, part
        self._styles, self._file = styles, file
        self._root = parse(package.read(part), part)
        data = self._root.find(f"{M}sheetData")
        if data is None:
            raise LedgerProblem(f"“{file}”的工作表“{grid.name}”没有单元格。")
        self._data = data
        self._rows = {int(row.get("r", "0")): row for row in data}
        self._columns: dict[str, int] = {}

    def apply(self, change: Change) -> Finding | None:
        """Write one change, or say why not."""
        column = self._column(change.column)
        current = self._current(change.row, column)
        element = self._find(change.row, column)
        computed = element is not None and element.find(f"{M}f") is not None
        if computed or not _same(current, change.before):
            from toolkit.checks.cells.cell_changed import CellChanged

            place = Place(self._file, self._grid.name, row=change.row, column=change.column)
            shown = "公式" if computed else text_of(current)
            return CellChanged.finding(
                place, shown, before=_shown(change.before), after=_shown(change.after)
            )
        self._write(change.row, column, element, change.after)
        return None

    def store(self) -> None:
        """Put the sheet back into the package."""
        self._package.replace(self._part, serialise(self._root))

    def _column(self, head: str) -> int:
        if head not in self._columns:
            self._columns[head] = self._look_up(head)
        return self._columns[head]

    def _look_up(self, head: str) -> int:
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
        text = cell(f"{letters(column)}{row}", attribute, value, self._grid.epoch_1904)
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
