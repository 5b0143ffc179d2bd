"""The sheet 校验 of an existing workbook, written anew with everything else left as it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import LedgerProblem
from toolkit.files.saving import make_backup
from toolkit.ledger import columns
from toolkit.ledger.ledger import Ledger
from toolkit.ledger.marks import CHECK, READER, finding_row
from toolkit.model import Finding
from toolkit.workbook.cell_values import text_of
from toolkit.workbook.cells import Value, cell
from toolkit.workbook.fill.areas import move_areas, without
from toolkit.workbook.fill.book import Book, sheet_parts
from toolkit.workbook.fill.companions import relations_of, resolve
from toolkit.workbook.fill.render import Filling, Rows
from toolkit.workbook.grid import Sheet, Workbook
from toolkit.workbook.heads import find_heads, table
from toolkit.workbook.package import Package
from toolkit.workbook.patch import WORKBOOK, open_for_change
from toolkit.workbook.ranges import Collapse, letters, move_formula, split
from toolkit.workbook.xml import MAIN, M, parse, serialise

if TYPE_CHECKING:
    from lxml import etree


def replace_findings(
    path: Path, findings: Sequence[Finding], out: Path | None, *, backup: bool
) -> Path:
    """See :func:`toolkit.ledger.mark_findings`."""
    ledger = Ledger.read(path)
    workbook = Workbook(path)
    if columns.FINDINGS not in workbook.names:
        raise LedgerProblem(
            f"“{path.name}”没有工作表“{columns.FINDINGS}”，不能写入结果。请先用“建账”生成台账。"
        )
    package = open_for_change(path) if out is None else Package.open(path)
    grid = workbook.sheet(columns.FINDINGS)
    fields = _make_pattern(package, grid, path)
    rows = _rows(ledger, findings, _letters(workbook.sheet(ledger.sheet)), _handled(grid))
    heads = {c.head: i for i, c in enumerate(columns.FINDING_COLUMNS)}
    kept = Rows(tuple(fields), [[row[heads[head]] for head in fields] for row in rows])
    book = Book(package)
    book.fill(columns.FINDINGS, Filling({}, {columns.FINDINGS: kept}))
    if out is None and backup:
        make_backup(path)
    book.write(out or path, overwrite=True)
    return out or path


def _rows(
    ledger: Ledger,
    findings: Sequence[Finding],
    letters_of: Mapping[str, str],
    handled: Mapping[tuple[str, ...], str],
) -> list[list[Value]]:
    ids = {entry.task.place.row: entry.task.id for entry in ledger.entries}
    recorded = set(ledger.notice.findings)
    rows = []
    for finding in findings:
        origin = READER if finding in recorded else CHECK
        row = list(finding_row(finding, origin, ids, letters_of, sheet=ledger.sheet))
        row[6] = handled.get((finding.code, str(row[7]), finding.place.column, finding.value), "")
        rows.append(row)
    return rows


def _handled(grid: Sheet) -> dict[tuple[str, ...], str]:
    """What the clerk noted beside earlier findings, by code, task, column and value."""
    return {
        tuple(row.get(name, "") for name in ("code", "id", "column", "value")): row["handled"]
        for row in table(grid, columns.FINDING_COLUMNS)
        if row.get("handled")
    }


def _letters(grid: Sheet) -> dict[str, str]:
    """The letters of every head of the sheet with the tasks."""
    found = find_heads(grid, columns.TASK_COLUMNS)
    if found is None:
        return {}
    heads = enumerate(grid.rows[found[0]], 1)
    return {text_of(value): letters(column) for column, value in heads if value != ""}


def _make_pattern(package: Package, grid: Sheet, path: Path) -> list[str]:
    """Turn the sheet 校验 back into a template: its heads and one sample row; returns the heads.

    The formats of the first row of findings stay, as does everything outside the rows.
    """
    found = find_heads(grid, columns.FINDING_COLUMNS)
    if found is None:
        raise LedgerProblem(f"“{path.name}”的工作表“{columns.FINDINGS}”没有列名，不能写入结果。")
    part = sheet_parts(package)[columns.FINDINGS]
    root = parse(package.read(part), part)
    data = root.find(f"{M}sheetData")
    assert data is not None  # the grid has rows, so they stand in the sheet
    top = found[0] + 2
    rows = {int(row.get("r", "0")): row for row in data}
    bottom = max([top, *rows])
    maps = {columns.FINDINGS: Collapse(top=top, bottom=bottom)}
    sample = rows.get(top)
    if sample is None:
        sample = data.makeelement(f"{M}row", {"r": str(top)})
        data.append(sample)
    without(sample, "ht", "customHeight")
    for row in list(data):
        if int(row.get("r", "0")) > top:
            data.remove(row)
    for links in root.findall(f"{M}hyperlinks"):
        root.remove(links)
    heads = {c.field: c.head for c in columns.FINDING_COLUMNS}
    fields = _placeholders(sample, top, {at[0] + 1: heads[f] for f, at in found[1].items()})
    move_areas(root, columns.FINDINGS, maps)
    package.replace(part, serialise(root))
    _collapse_around(package, part, maps)
    return fields


def _placeholders(sample: etree._Element, row: int, heads: Mapping[int, str]) -> list[str]:
    """Put a placeholder for each known head into the sample row."""
    from lxml import etree

    styles = {split(c.get("r", "A1"))[0]: c.get("s") for c in sample}
    for old in list(sample):
        sample.remove(old)
    for column in sorted(styles.keys() | heads.keys()):
        style = styles.get(column)
        attribute = f' s="{style}"' if style else ""
        head = heads.get(column)
        text = f"{{{{{columns.FINDINGS}.{head}}}}}" if head else None
        made = cell(f"{letters(column)}{row}", attribute, text)
        sample.append(etree.fromstring(made.replace("<c ", f'<c xmlns="{MAIN}" ', 1)))
    return list(heads.values())


def _collapse_around(package: Package, part: str, maps: Mapping[str, Collapse]) -> None:
    """The tables of the sheet and the names that point into it, brought back to the sample row."""
    relations = relations_of(part)
    if relations in package.parts:
        for relation in parse(package.read(relations), relations):
            if relation.get("Type", "").endswith("/table"):
                name = resolve(part, relation.get("Target", ""))
                root = parse(package.read(name), name)
                move_areas(root, columns.FINDINGS, maps)
                package.replace(name, serialise(root))
    workbook = parse(package.read(WORKBOOK), WORKBOOK)
    for name_element in workbook.iterfind(f"{M}definedNames/{M}definedName"):
        name_element.text = move_formula(name_element.text or "", maps, "")
    package.replace(WORKBOOK, serialise(workbook))


def mark_findings(
    path: str | PathLike[str],
    findings: Sequence[Finding],
    out: str | PathLike[str] | None = None,
    *,
    backup: bool = True,
) -> Path:
    """Write findings to the sheet 校验 of an existing ledger; earlier ones are replaced.

    Only that sheet (and what counts its rows) is written anew, all other parts of the file are
    copied as they are.  ``out`` leaves the file alone and writes another; otherwise a backup is
    made beside it first.  Returns the path that was written.

    Raises:
        FileProblem: the file is open elsewhere or damaged.
        LedgerProblem: the workbook is no ledger of ours (it has no sheet 校验).
    """
    return replace_findings(Path(path), findings, Path(out) if out else None, backup=backup)
