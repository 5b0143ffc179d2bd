"""A template's native charts after its rows were repeated: they follow, as they do in Excel.

The writer of templates copies charts as they are.  Here their references are extended over the
repeated rows, their stored values are those of the data, their places move down with the rows, and
a chart that has nothing to show is taken out.  Everything else about a chart (kind, colours,
fonts, titles) is the office's own and is not touched.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final, NamedTuple

from toolkit.workbook.cells import Value
from toolkit.workbook.fill.book import sheet_parts
from toolkit.workbook.fill.companions import relations_of, resolve
from toolkit.workbook.fill.filling import Filling, row_map, shown
from toolkit.workbook.fill.template import SheetTemplate
from toolkit.workbook.package import Package
from toolkit.workbook.ranges import RowMap, move_formula, number
from toolkit.workbook.xml import RELATION, local, parse, serialise

if TYPE_CHECKING:
    from lxml import etree

_CHART: Final = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_DRAWING: Final = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_TYPES: Final = "[Content_Types].xml"
_SOURCE = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<plain>[^!']+))!"
    r"\$?(?P<column>[A-Z]{1,3})\$?(?P<row>\d+)(?::\$?(?P=column)\$?(?P=row))?"
)


class Filled(NamedTuple):
    """A planned sheet together with its data."""

    template: SheetTemplate
    filling: Filling


class _Source(NamedTuple):
    """The list that a chart's reference shows, and its values in the column referred to."""

    name: str
    values: Sequence[Value]


def follow_rows(package: Package, sheets: Mapping[str, Filled]) -> None:
    """Bring every chart of ``package`` up to date with the data of its ``sheets``, by name.

    To be called before the package is written.

    Raises:
        TemplateProblem: a part is damaged.
    """
    maps = {name: row_map(sheet.template, sheet.filling) for name, sheet in sheets.items()}
    for name, part in sheet_parts(package).items():
        for drawing in _related(package, part, "/drawing"):
            _follow(package, drawing, maps.get(name, RowMap()), maps, sheets)


def _follow(
    package: Package,
    drawing: str,
    rows: RowMap,
    maps: Mapping[str, RowMap],
    sheets: Mapping[str, Filled],
) -> None:
    root = parse(package.read(drawing), drawing)
    charts = {key: part for key, part in _relations(package, drawing, "/chart")}
    for anchor in list(root):
        for corner in anchor.iterfind(f"{_DRAWING}*/{_DRAWING}row"):
            corner.text = str(rows.first(int(corner.text or "0") + 1) - 1)
        keys = [e.get(f"{{{RELATION}}}id", "") for e in anchor.iter(f"{_CHART}chart")]
        for key in keys:
            if key in charts and not _update(package, charts[key], maps, sheets):
                root.remove(anchor)
                _remove(package, drawing, key, charts[key])
    package.replace(drawing, serialise(root))


def _update(
    package: Package, part: str, maps: Mapping[str, RowMap], sheets: Mapping[str, Filled]
) -> bool:
    """Move the references of one chart; false if all lists that it shows are empty."""
    root = parse(package.read(part), part)
    sizes = []
    for element in root.iter(f"{_CHART}f"):
        source = _source(element.text or "", sheets)
        element.text = move_formula(element.text or "", maps, "")
        if source is not None:
            sizes.append(sum(value is not None for value in source.values))
            _store(element, source.values)
    package.replace(part, serialise(root))
    return not sizes or any(sizes)


def _source(reference: str, sheets: Mapping[str, Filled]) -> _Source | None:
    """The values of a reference to one cell of a sample row."""
    match = _SOURCE.fullmatch(reference)
    if match is None:
        return None
    sheet = sheets.get(match["plain"] or match["quoted"].replace("''", "'"))
    if sheet is None:
        return None
    for row in sheet.template.rows:
        if row.number != int(match["row"]) or not row.list:
            continue
        data = sheet.filling.lists[row.list]
        for cell in row.cells:
            key = cell.keys[0].partition(".")[2] if cell.keys else ""
            if cell.column == number(match["column"]) and key in data.fields:
                at = data.fields.index(key)
                return _Source(row.list, [line[at] for line in data.rows])
    return None


def _store(reference: etree._Element, values: Sequence[Value]) -> None:
    """Write the values beside a reference, for programs that show them without computing."""
    parent = reference.getparent()
    if parent is None:
        return
    for child in parent:
        if local(child) not in ("strCache", "numCache"):
            continue
        for old in child.findall(f"{_CHART}pt"):
            child.remove(old)
        count = child.find(f"{_CHART}ptCount")
        if count is None:
            count = child.makeelement(f"{_CHART}ptCount", {})
            child.append(count)
        count.set("val", str(len(values)))
        at = child.index(count)
        for index, value in enumerate(values):
            if value is None or value == "":
                continue
            at += 1
            point = child.makeelement(f"{_CHART}pt", {"idx": str(index)})
            text = point.makeelement(f"{_CHART}v", {})
            text.text = repr(value) if isinstance(value, (int, float)) else shown(value)
            point.append(text)
            child.insert(at, point)


def _remove(package: Package, drawing: str, key: str, part: str) -> None:
    """Take a chart with its own parts and every mention of them out of the package."""
    own = [target for _, target in _relations(package, part, "")]
    gone = [name for name in (part, relations_of(part), *own) if name in package.parts]
    for name in gone:
        del package.parts[name]
    relations = relations_of(drawing)
    root = parse(package.read(relations), relations)
    _drop(root, lambda e: e.get("Id") == key)
    package.replace(relations, serialise(root))
    types = parse(package.read(_TYPES), _TYPES)
    _drop(types, lambda e: e.get("PartName", "")[1:] in gone)
    package.replace(_TYPES, serialise(types))


def _drop(root: etree._Element, unwanted: Callable[[etree._Element], bool]) -> None:
    for element in list(root):
        if unwanted(element):
            root.remove(element)


def _related(package: Package, part: str, kind: str) -> list[str]:
    return [target for _, target in _relations(package, part, kind)]


def _relations(package: Package, part: str, kind: str) -> Iterator[tuple[str, str]]:
    """``(id, part)`` of the relations of a part whose type ends with ``kind``."""
    relations = relations_of(part)
    if relations not in package.parts:
        return
    for relation in parse(package.read(relations), relations):
        target = resolve(part, relation.get("Target", ""))
        if relation.get("Type", "").endswith(kind) and target in package.parts:
            yield relation.get("Id", ""), posixpath.normpath(target)
