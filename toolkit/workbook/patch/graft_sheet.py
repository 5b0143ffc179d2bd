"""Sheets of a template put into a workbook that lacks them, and formulas that read otherwise."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from toolkit.workbook.cells import inline, markup
from toolkit.workbook.fill.areas import without
from toolkit.workbook.fill.book import sheet_parts
from toolkit.workbook.fill.companions import relations_of, resolve
from toolkit.workbook.package import Package
from toolkit.workbook.patch.apply import STRINGS, Patch
from toolkit.workbook.patch.cell_xml import strings_of, unescape
from toolkit.workbook.patch.surroundings import TYPES, WORKBOOK, WORKBOOK_RELATIONS
from toolkit.workbook.styles import Styles
from toolkit.workbook.xml import (
    CONTENT,
    MAIN,
    RELATION,
    RELATIONS,
    M,
    insert_in_order,
    local,
    parse,
    serialise,
)

if TYPE_CHECKING:
    from lxml import etree

_SHEET_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_TABLE_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.table+xml"
_BESIDE: Final = ("drawing", "legacyDrawing", "legacyDrawingHF", "picture", "extLst")


@dataclass(frozen=True, slots=True)
class Source:
    """The template from which sheets and columns are taken."""

    package: Package
    styles: Styles
    strings: list[str]

    @classmethod
    def of(cls, package: Package) -> Source:
        """A template's parts."""
        texts = strings_of(package.read(STRINGS)) if STRINGS in package.parts else []
        return cls(package, Styles(package.read(Styles.part)), texts)

    def sheet(self, name: str) -> etree._Element:
        """A sheet's XML; its texts stand in the cells and its placeholders are gone."""
        part = sheet_parts(self.package)[name]
        root = parse(self.package.read(part), part)
        for cell in root.iter(f"{M}c"):
            _own_text(cell, self._text(cell))
        return root

    def _text(self, cell: etree._Element) -> str | None:
        if cell.get("t") == "s":
            return self.strings[int(cell.findtext(f"{M}v", "0"))]
        if cell.get("t") != "inlineStr":
            return None
        return "".join(text.text or "" for text in cell.iter(f"{M}t"))


def _own_text(cell: etree._Element, text: str | None) -> None:
    from lxml import etree

    if text is None:
        return
    reference, style = cell.get("r", ""), cell.get("s")
    attribute = f' s="{style}"' if style else ""
    shown = "" if "{{" in text else text
    made = inline(reference, attribute, shown) if shown else f'<c r="{reference}"{attribute}/>'
    parent = cell.getparent()
    if parent is not None:
        parent.replace(cell, etree.fromstring(made.replace("<c ", f'<c xmlns="{MAIN}" ', 1)))


def add_sheet(patch: Patch, source: Source, name: str) -> None:
    """Put an empty sheet of the template at the end of a workbook, with its table."""
    package = patch.package
    root = source.sheet(name)
    for element in [e for e in root if local(e) in _BESIDE]:
        root.remove(element)
    for element in root.iter(f"{M}c", f"{M}row", f"{M}col"):
        attribute = "style" if local(element) == "col" else "s"
        if number := element.get(attribute):
            element.set(attribute, str(patch.styles.adopt(source.styles, int(number))))
    for view in root.iter(f"{M}sheetView"):
        without(view, "tabSelected")
    for rule in list(root.iter(f"{M}conditionalFormatting")):
        root.remove(rule)
    part = _free(package, "xl/worksheets/sheet", ".xml")
    _add_table(package, source, name, part, root)
    package.add(part, serialise(root))
    _declare(package, part, _SHEET_TYPE)
    _list_sheet(package, name, part)


def _add_table(
    package: Package, source: Source, name: str, part: str, root: etree._Element
) -> None:
    """The sheet's table under a number of its own; without one if the workbook has that name."""
    for element in root.findall(f"{M}tableParts"):
        root.remove(element)
    tables = [p for p in package.parts if p.startswith("xl/tables/") and p.endswith(".xml")]
    known = [parse(package.read(p), p) for p in tables]
    original = sheet_parts(source.package)[name]
    relations = relations_of(original)
    if relations not in source.package.parts:
        return
    for relation in parse(source.package.read(relations), relations):
        if not relation.get("Type", "").endswith("/table"):
            continue
        target = resolve(original, relation.get("Target", ""))
        table = parse(source.package.read(target), target)
        if any(table.get("displayName") == other.get("displayName") for other in known):
            continue
        table.set("id", str(max([0, *(int(k.get("id", "0")) for k in known)]) + 1))
        for element in table.iter():
            for attribute in [a for a in element.attrib if str(a).endswith("DxfId")]:
                del element.attrib[attribute]
        made = _free(package, "xl/tables/table", ".xml")
        package.add(made, serialise(table))
        _declare(package, made, _TABLE_TYPE)
        _relate(package, part, made, "table", "rId1")
        group = root.makeelement(f"{M}tableParts", {"count": "1"})
        group.append(group.makeelement(f"{M}tablePart", {f"{{{RELATION}}}id": "rId1"}))
        insert_in_order(root, group)


def _free(package: Package, start: str, end: str) -> str:
    number = 1
    while f"{start}{number}{end}" in package.parts:
        number += 1
    return f"{start}{number}{end}"


def _declare(package: Package, part: str, kind: str) -> None:
    root = parse(package.read(TYPES), TYPES)
    attributes = {"PartName": f"/{part}", "ContentType": kind}
    root.append(root.makeelement(f"{{{CONTENT}}}Override", attributes))
    package.replace(TYPES, serialise(root))


def _relate(package: Package, part: str, target: str, kind: str, key: str) -> None:
    from lxml import etree

    name = relations_of(part)
    root = etree.fromstring(f'<Relationships xmlns="{RELATIONS}"/>')
    attributes = {
        "Id": key, "Type": f"{RELATION}/{kind}",
        "Target": posixpath.relpath(target, posixpath.dirname(part)),
    }  # fmt: skip
    root.append(root.makeelement(f"{{{RELATIONS}}}Relationship", attributes))
    package.add(name, serialise(root))


def _list_sheet(package: Package, name: str, part: str) -> None:
    relations = parse(package.read(WORKBOOK_RELATIONS), WORKBOOK_RELATIONS)
    known = {relation.get("Id") for relation in relations}
    key = next(f"rId{n}" for n in range(1, len(known) + 2) if f"rId{n}" not in known)
    attributes = {
        "Id": key, "Type": f"{RELATION}/worksheet", "Target": posixpath.relpath(part, "xl"),
    }  # fmt: skip
    relations.append(relations.makeelement(f"{{{RELATIONS}}}Relationship", attributes))
    package.replace(WORKBOOK_RELATIONS, serialise(relations))
    book = parse(package.read(WORKBOOK), WORKBOOK)
    sheets = book.find(f"{M}sheets")
    assert sheets is not None  # sheet_parts() has read it
    number = max(int(sheet.get("sheetId", "0")) for sheet in sheets) + 1
    attributes = {"name": name, "sheetId": str(number), f"{{{RELATION}}}id": key}
    sheets.append(sheets.makeelement(f"{M}sheet", attributes))
    package.replace(WORKBOOK, serialise(book))


_FORMULA = re.compile(
    rb"(<(?:\w+:)?(?:f|formula|calculatedColumnFormula)(?=[\s>])[^>]*>)([^<]+)(?=</)"
)


def rewrite_formulas(package: Package, rewrite: Callable[[str], str]) -> None:
    """Let every formula and every rule of a workbook read as ``rewrite`` says."""
    known: dict[bytes, bytes] = {}

    def replace(match: re.Match[bytes]) -> bytes:
        text = match[2]
        if text not in known:
            plain = unescape(text.decode("utf-8"))
            new = rewrite(plain)
            known[text] = text if new == plain else markup(new).encode()
        return match[1] + known[text]

    for part in list(package.parts):
        if part.startswith(("xl/worksheets/sheet", "xl/tables/")):
            data = package.read(part)
            new = _FORMULA.sub(replace, data)
            if new != data:
                package.replace(part, new)
