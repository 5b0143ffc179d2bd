"""What stands around the rows of a sheet, moved to fit the rows that were repeated."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from typing import TYPE_CHECKING

from toolkit.limits import MAX_COLUMN_WIDTH
from toolkit.workbook.ranges import RowMap, letters, move_formula
from toolkit.workbook.xml import M, local

if TYPE_CHECKING:
    from lxml import etree

_FORMULAS = ("formula", "formula1", "formula2", "f")


def move_areas(root: etree._Element, sheet: str, maps: Mapping[str, RowMap]) -> None:
    """Move and extend every area of a worksheet: merges, rules, drop-downs, filters, links.

    The extension list (newer rules, sparklines) keeps its areas as text and is moved too.
    """
    rows = maps[sheet]
    for element in root.iter():
        name = local(element)
        if name in ("c", "row", "selection", "pane"):
            continue
        for attribute in ("ref", "sqref"):
            area = element.get(attribute)
            if area and name != "f":
                element.set(attribute, rows.area(area))
        if name == "sqref" and element.text:
            element.text = rows.area(element.text)
        elif name in _FORMULAS and element.text and local_parent(element) != "c":
            element.text = move_formula(element.text, maps, sheet)
        elif name == "brk" and local_parent(element) == "rowBreaks":
            element.set("id", str(rows.last(int(element.get("id", "0")))))


def repeat_merges(root: etree._Element, row: int, count: int, spans: list[tuple[int, int]]) -> None:
    """Merge the same columns in each of ``count`` rows from ``row`` on, as the sample row does."""
    merges = root.find(f"{M}mergeCells")
    if merges is None or not spans:
        return
    for first, last in spans:
        whole = f"{letters(first)}{row}:{letters(last)}{row + count - 1}"
        for merge in merges.iterfind(f"{M}mergeCell"):
            if merge.get("ref") == whole:
                merges.remove(merge)
        for number in range(row, row + count):
            area = f"{letters(first)}{number}:{letters(last)}{number}"
            merges.append(merges.makeelement(f"{M}mergeCell", {"ref": area}))
    merges.set("count", str(len(merges)))


def activate(root: etree._Element, active: bool) -> None:
    """Show the sheet first, or not; two active sheets would be edited together as a group."""
    for view in root.iterfind(f"{M}sheetViews/{M}sheetView"):
        without(view, "tabSelected")
        if active:
            view.set("tabSelected", "1")


def widen(root: etree._Element, column: int, width: float) -> None:
    """Give one column a new width, out of whatever ``<col>`` covers it."""
    columns = root.find(f"{M}cols")
    if columns is None:
        return
    for old in columns.iterfind(f"{M}col"):
        first, last = int(old.get("min", "1")), int(old.get("max", "1"))
        if not first <= column <= last:
            continue
        at = columns.index(old)
        columns.remove(old)
        for start, end in ((first, column - 1), (column, column), (column + 1, last)):
            if start <= end:
                piece = deepcopy(old)
                piece.set("min", str(start))
                piece.set("max", str(end))
                if start == end == column:
                    piece.set("width", f"{min(width, MAX_COLUMN_WIDTH):g}")
                    piece.set("customWidth", "1")
                columns.insert(at, piece)
                at += 1
        return


def without(element: etree._Element, *attributes: str) -> None:
    """Remove attributes, those that are there."""
    for attribute in attributes:
        if attribute in element.attrib:
            del element.attrib[attribute]


def local_parent(element: etree._Element) -> str:
    """The name of the element around this one."""
    parent = element.getparent()
    return "" if parent is None else local(parent)
