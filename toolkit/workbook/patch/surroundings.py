"""What points at the rows of a sheet follows them: rules, tables, names, charts, pictures, notes.

A part in which nothing points there is not touched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Final

from toolkit.workbook.cells import markup
from toolkit.workbook.fill.book import sheet_parts
from toolkit.workbook.fill.companions import relations_of, resolve
from toolkit.workbook.package import Package
from toolkit.workbook.patch.cell_xml import unescape
from toolkit.workbook.patch.restructure import Moved
from toolkit.workbook.patch.sheet_xml import SheetXml
from toolkit.workbook.row_edit import RowEdit, edited
from toolkit.workbook.xml import M, insert_in_order, local, parse, serialise

if TYPE_CHECKING:
    from lxml import etree

WORKBOOK: Final = "xl/workbook.xml"
WORKBOOK_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
TYPES: Final = "[Content_Types].xml"
_MAY_REFER: Final = ("xl/charts/", "xl/pivotCache/", "xl/tables/", WORKBOOK)
_FORMULAS = re.compile(
    rb"(<(?:\w+:)?(?:f|formula|formula1|formula2|definedName|calculatedColumnFormula)(?=[\s>])[^>]*>)"
    rb"([^<]+)(</)"
)
_LOCATION = re.compile(rb'(<hyperlink(?=\s)[^>]*?\slocation=")([^"]*)(")')
_PIVOT = re.compile(rb'(<worksheetSource(?=\s)[^>]*?\sref=")([^"]*)(")')
# Areas that hold data as a whole and grow with it; others (a merged title, a link) only move.
_GROW: Final = frozenset(
    {"conditionalFormatting", "dataValidation", "table", "autoFilter", "sortState", "dimension",
     "sqref", "protectedRange", "ignoredError", "sortCondition"}
)  # fmt: skip
_MAY_VANISH: Final = frozenset(
    {"mergeCell", "hyperlink", "conditionalFormatting", "dataValidation", "protectedRange",
     "ignoredError", "cellWatch"}
)  # fmt: skip
_COUNTED: Final = frozenset({"mergeCells", "dataValidations", "hyperlinks"})


def follow(package: Package, sheet: str, xml: SheetXml, moved: Moved) -> bytes:
    """Bring all parts in step with the rows of ``sheet``; returns the sheet's own new XML."""
    edit = moved.edit
    parts = sheet_parts(package)
    if edit or moved.links or moved.emptied or moved.led:
        _around(xml, sheet, moved)
    if edit:
        edits = {sheet: edit}
        for name, part in parts.items():
            if name != sheet:
                _formulas(package, part, edits, name)
        for kind, target in _related(package, parts[sheet]):
            _beside(package, kind, target, sheet, edit)
        for part in list(package.parts):
            if (
                part.startswith(("xl/charts/", "xl/pivotCache/"))
                or part == WORKBOOK
                or part.startswith("xl/tables/")
            ):
                _formulas(package, part, edits, "")
        drop_calculation_chain(package)
    return b"".join((xml.head, moved.rows, xml.tail))


# --- the sheet itself ------------------------------------------------------------------------


def _around(xml: SheetXml, sheet: str, moved: Moved) -> None:
    root = xml.frame()
    edit = moved.edit
    _unlink(root, moved.emptied)
    _relink(root, moved.led)
    if edit:
        _move(root, sheet, edit)
        _repeat_merges(root, moved)
    _link(root, moved.links)
    for group in list(root):
        if local(group) in _COUNTED and not len(group):
            root.remove(group)
        elif local(group) in _COUNTED and "count" in group.attrib:
            group.set("count", str(len(group)))
    xml.reframe(root)


def _move(root: etree._Element, sheet: str, edit: RowEdit) -> None:
    for element in list(root.iter()):
        name = local(element)
        grows = None if name in _GROW else False
        for attribute in ("ref", "sqref"):
            area = element.get(attribute)
            if not area:
                continue
            if name in ("selection", "pane"):
                grows = False
            new = edit.area(area, grows=grows)
            if new:
                element.set(attribute, new)
            elif name in _MAY_VANISH:
                _drop(element)
            elif name == "selection":
                element.set(attribute, element.get("activeCell", "A1"))
        if name == "sqref" and element.text:
            element.text = edit.area(element.text) or element.text
        elif name in ("f", "formula", "formula1", "formula2") and element.text:
            element.text = edited(element.text, {sheet: edit}, sheet)
        elif name == "brk":
            _move_break(element, edit)
        elif name == "hyperlink" and element.get("location"):
            element.set("location", _led(element.get("location", ""), {sheet: edit}, sheet))
        elif name in ("selection", "pane"):
            _move_view(element, edit)


def _led(location: str, edits: Mapping[str, RowEdit], sheet: str) -> str:
    """Where a link leads after the edit; one to a row that went keeps what it said."""
    new = edited(location, edits, sheet)
    return location if "#REF!" in new else new


def _move_break(element: etree._Element, edit: RowEdit) -> None:
    parent = element.getparent()
    if parent is not None and local(parent) == "rowBreaks":
        element.set("id", str(edit.end(int(element.get("id", "0")), grows=False)))


def _move_view(element: etree._Element, edit: RowEdit) -> None:
    """Keep the cursor on a cell that is there; where the sheet is frozen stays as it is."""
    name = "activeCell"
    if cell := element.get(name):
        element.set(name, edit.area(cell, grows=False) or "A1")


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _repeat_merges(root: etree._Element, moved: Moved) -> None:
    """Cells that are merged across in the last row of the data are merged in new rows, too."""
    from toolkit.workbook.ranges import letters, split

    merges = root.find(f"{M}mergeCells")
    model = moved.edit.at(moved.edit.last)
    if merges is None or not model:
        return
    across = []
    for merge in merges:
        one, _, two = merge.get("ref", "").partition(":")
        (left, top), (right, bottom) = split(one), split(two or one)
        if top == bottom == model:
            across.append((left, right))
    for row in moved.repeated:
        for left, right in across:
            area = f"{letters(left)}{row}:{letters(right)}{row}"
            merges.append(merges.makeelement(f"{M}mergeCell", {"ref": area}))


def _unlink(root: etree._Element, rows: list[int]) -> None:
    ends = tuple(str(row) for row in rows)
    for link in list(root.iterfind(f"{M}hyperlinks/{M}hyperlink")):
        if re.sub(r"^[A-Z]+", "", link.get("ref", "")) in ends:
            _drop(link)


def _relink(root: etree._Element, led: Mapping[str, str]) -> None:
    for link in list(root.iterfind(f"{M}hyperlinks/{M}hyperlink")):
        if link.get("ref", "") in led:
            _drop(link)
    _link(root, [(cell, where) for cell, where in led.items() if where])


def _link(root: etree._Element, links: list[tuple[str, str]]) -> None:
    from toolkit.limits import MAX_HYPERLINKS

    if not links:
        return
    group = root.find(f"{M}hyperlinks")
    if group is None:
        group = root.makeelement(f"{M}hyperlinks", {})
        insert_in_order(root, group)
    for reference, location in links[: MAX_HYPERLINKS - len(group)]:
        attributes = {"ref": reference, "location": location}
        group.append(group.makeelement(f"{M}hyperlink", attributes))


# --- other parts -----------------------------------------------------------------------------


def _formulas(package: Package, part: str, edits: Mapping[str, RowEdit], sheet: str) -> None:
    """Move the formulas of a part that refer to the sheet by its name."""
    data = package.read(part)
    if not any(f"{name}!".encode() in data or f"{name}'!".encode() in data
               or f"{name}&apos;!".encode() in data for name in edits) and not (
        part.startswith("xl/pivotCache/")
    ):  # fmt: skip
        return

    def replaced(match: re.Match[bytes], how: Callable[..., str]) -> bytes:
        plain = unescape(match[2].decode("utf-8"))
        new = how(plain, edits, sheet)
        return match[0] if new == plain else match[1] + markup(new).encode() + match[3]

    new = _FORMULAS.sub(lambda match: replaced(match, edited), data)
    new = _LOCATION.sub(lambda match: replaced(match, _led), new)
    if part.startswith("xl/pivotCache/"):
        new = _pivot(new, edits)
    if new != data:
        package.replace(part, new)


def _pivot(data: bytes, edits: Mapping[str, RowEdit]) -> bytes:
    for name, edit in edits.items():
        if f'sheet="{markup(name)}"'.encode() in data:
            data = _PIVOT.sub(partial(_moved_area, edit), data)
    return data


def _moved_area(edit: RowEdit, match: re.Match[bytes]) -> bytes:
    return match[1] + edit.area(match[2].decode()).encode() + match[3]


def _related(package: Package, part: str) -> Iterator[tuple[str, str]]:
    """The kind and the part of everything that belongs to a sheet."""
    relations = relations_of(part)
    if relations not in package.parts:
        return
    for relation in parse(package.read(relations), relations):
        target = resolve(part, relation.get("Target", ""))
        if relation.get("TargetMode") != "External" and target in package.parts:
            yield relation.get("Type", "").rpartition("/")[2], target


def _beside(package: Package, kind: str, part: str, sheet: str, edit: RowEdit) -> None:
    movers: dict[str, Callable[[bytes], bytes]] = {
        "table": lambda data: _table(data, part, edit),
        "drawing": lambda data: _drawing(data, edit),
        "comments": lambda data: _comments(data, part, edit),
        "threadedComment": lambda data: _comments(data, part, edit),
        "vmlDrawing": lambda data: _vml(data, edit),
        "pivotTable": lambda data: data,
    }
    if kind not in movers:
        return
    data = package.read(part)
    new = movers[kind](data)
    if new != data:
        package.replace(part, new)


def _table(data: bytes, part: str, edit: RowEdit) -> bytes:
    root = parse(data, part)
    before = serialise(root)
    for element in root.iter():
        if area := element.get("ref"):
            element.set("ref", edit.area(area, grows=True) or area)
    after = serialise(root)
    return data if after == before else after


_ROW_OF_ANCHOR = re.compile(rb"(<(?:\w+:)?row>)(\d+)(</)")


def _drawing(data: bytes, edit: RowEdit) -> bytes:
    """Anchors of pictures and charts; their rows count from 0."""

    def move(match: re.Match[bytes]) -> bytes:
        row = int(match[2]) + 1
        return match[1] + str(max(1, edit.at(row) or edit.start(row)) - 1).encode() + match[3]

    return _ROW_OF_ANCHOR.sub(move, data)


_COMMENT = re.compile(
    rb'<((?:\w+:)?(?:comment|threadedComment))(?=\s)([^>]*?\sref=")([A-Z]+\d+)("[^>]*?)'
    rb"(?:/>|>(.*?)</\1\s*>)",
    re.DOTALL,
)


def _comments(data: bytes, part: str, edit: RowEdit) -> bytes:
    def move(match: re.Match[bytes]) -> bytes:
        new = edit.area(match[3].decode(), grows=False)
        if not new:
            return b""
        at, end = match.start(3) - match.start(), match.end(3) - match.start()
        return match[0][:at] + new.encode() + match[0][end:]

    return _COMMENT.sub(move, data)


_SHAPE = re.compile(rb"<v:shape(?=\s).*?</v:shape>", re.DOTALL)
_VML_ROW = re.compile(rb"(<x:Row>\s*)(\d+)(\s*</x:Row>)")
_VML_ANCHOR = re.compile(rb"(<x:Anchor>)([^<]*)(</x:Anchor>)")


def _vml(data: bytes, edit: RowEdit) -> bytes:
    """The boxes of notes: the cell to which they belong, and where they stand."""

    def move(match: re.Match[bytes]) -> bytes:
        shape = match[0]
        found = _VML_ROW.search(shape)
        if found is None:
            return shape
        row = int(found[2]) + 1
        new = edit.at(row)
        if not new:
            return b""
        if new == row:
            return shape
        shape = _VML_ROW.sub(lambda m: m[1] + str(new - 1).encode() + m[3], shape)
        return _VML_ANCHOR.sub(lambda m: m[1] + _lower(m[2], new - row) + m[3], shape)

    return _SHAPE.sub(move, data)


def _lower(anchor: bytes, rows: int) -> bytes:
    """An anchor (column, offset, row, offset, twice) so many rows further down."""
    parts = anchor.split(b",")
    if len(parts) != 8 or not all(part.strip().isdigit() for part in (parts[2], parts[6])):
        return anchor
    for at in (2, 6):
        parts[at] = b" " + str(max(0, int(parts[at]) + rows)).encode()
    return b",".join(parts)


def drop_calculation_chain(package: Package) -> None:
    """Take out the list of formula cells, which Excel makes anew; a wrong one it calls damage."""
    chain = next((p for p in package.parts if p.lower() == "xl/calcchain.xml"), None)
    if chain is None:
        return
    package.remove(chain)
    for part, attribute in ((TYPES, "PartName"), (WORKBOOK_RELATIONS, "Target")):
        root = parse(package.read(part), part)
        for element in list(root):
            if element.get(attribute, "").lower().endswith("calcchain.xml"):
                root.remove(element)
        package.replace(part, serialise(root))


def recalculate(package: Package) -> None:
    """Stored results of formulas are stale once a cell changes: let Excel compute on opening."""
    root = parse(package.read(WORKBOOK), WORKBOOK)
    found = root.find(f"{M}calcPr")
    if found is not None and found.get("fullCalcOnLoad") in ("1", "true"):
        return
    if found is None:
        found = root.makeelement(f"{M}calcPr", {})
        before = [e for e in root if local(e) in _BEFORE_CALCULATION]
        root.insert(root.index(before[-1]) + 1 if before else len(root), found)
    found.set("fullCalcOnLoad", "1")
    package.replace(WORKBOOK, serialise(root))


# CT_Workbook of ECMA-376: what stands before calcPr.
_BEFORE_CALCULATION: Final = frozenset(
    {"fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
     "functionGroups", "externalReferences", "definedNames"}
)  # fmt: skip
