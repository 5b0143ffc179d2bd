"""Columns and drop-downs of a template put into a workbook's tables that lack them."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from typing import TYPE_CHECKING

from toolkit.workbook.fill.book import sheet_parts
from toolkit.workbook.fill.companions import relations_of, resolve
from toolkit.workbook.package import Package
from toolkit.workbook.patch.apply import Patch
from toolkit.workbook.patch.graft_sheet import Source
from toolkit.workbook.patch.region import Region, find_region
from toolkit.workbook.patch.sheet_xml import SheetXml
from toolkit.workbook.ranges import letters, split
from toolkit.workbook.xml import M, insert_in_order, parse, serialise

if TYPE_CHECKING:
    from lxml import etree


def add_columns(patch: Patch, source: Source, sheet: str, fields: Iterable[str]) -> list[str]:
    """Put columns of the template at the right end of a sheet's table; returns their heads.

    Where something stands beside the table, they come behind it, and the table stays as it is.
    """
    layout = patch.layouts[sheet][0]
    part = sheet_parts(patch.package)[sheet]
    xml = SheetXml(patch.package.read(part), sheet)
    region = find_region(xml, patch.codec, layout)
    if region is None:
        return []
    missing = [field for field in fields if field not in region.places]
    if not missing:
        return []
    table = _table_of(patch.package, part, region)
    bottom = max(region.last, _bottom(patch.package, table), region.first)
    column = _right_end(xml, patch, region) + 1
    model = _Model(source, sheet.strip())
    heads = []
    root = xml.frame()
    for at, field in enumerate(missing, column):
        head = layout.head(field)
        cell, sample = model.cells(head)
        adopted = [patch.styles.adopt(source.styles, style) for style in (cell, sample)]
        xml.edit(region.head).cells[at] = patch.codec.write(region.head, at, adopted[0], head)
        for row in range(region.first, bottom + 1):
            xml.edit(row).cells[at] = patch.codec.write(row, at, adopted[1], None)
        _set_column(root, at, model.column(head))
        _add_list(root, model.rule(head), f"{letters(at)}{region.first}:{letters(at)}{bottom}")
        heads.append(head)
    if table:
        _widen_table(patch.package, table, column, heads)
    xml.reframe(root)
    patch.package.replace(part, xml.to_bytes())
    return heads


class _Model:
    """A sheet of the template: the formats, widths and drop-downs of its columns by head."""

    def __init__(self, source: Source, sheet: str) -> None:
        self._root = source.sheet(sheet)
        self._at: dict[str, tuple[int, int]] = {}
        for cell in self._root.iter(f"{M}c"):
            text = "".join(t.text or "" for t in cell.iter(f"{M}t"))
            if text:
                self._at.setdefault(text, split(cell.get("r", "A1")))
        self._styles = {c.get("r"): int(c.get("s", "0")) for c in self._root.iter(f"{M}c")}

    def cells(self, head: str) -> tuple[int, int]:
        """The formats of a head and of the cells below it."""
        column, row = self._at[head]
        one, two = (self._styles.get(f"{letters(column)}{n}", 0) for n in (row, row + 1))
        return one, two

    def column(self, head: str) -> dict[str, str]:
        """The attributes of a column."""
        number = self._at[head][0]
        for column in self._root.iterfind(f"{M}cols/{M}col"):
            if int(column.get("min", "1")) <= number <= int(column.get("max", "1")):
                kept = ("width", "customWidth", "hidden", "outlineLevel")
                return {k: v for k in kept if (v := column.get(k))}
        return {}

    def rule(self, head: str) -> etree._Element | None:
        """The drop-down or hint of a column."""
        column, row = self._at[head]
        for rule in self._root.iterfind(f"{M}dataValidations/{M}dataValidation"):
            if rule.get("sqref", "").partition(":")[0] == f"{letters(column)}{row + 1}":
                return rule
        return None


def _right_end(xml: SheetXml, patch: Patch, region: Region) -> int:
    """The last column in which anything stands beside or in the table."""
    last = max(region.names)
    for row in xml.numbers:
        if row >= region.head:
            cells = xml.look(row).cells
            beyond = [c for c in cells if c > last and patch.codec.value(cells[c]) is not None]
            last = max([last, *beyond])
    return last


def _table_of(package: Package, part: str, region: Region) -> str:
    """The table part that has these heads."""
    relations = relations_of(part)
    if relations not in package.parts:
        return ""
    for relation in parse(package.read(relations), relations):
        target = resolve(part, relation.get("Target", ""))
        if relation.get("Type", "").endswith("/table") and target in package.parts:
            start = parse(package.read(target), target).get("ref", "A1").partition(":")[0]
            if split(start)[1] == region.head:
                return target
    return ""


def _bottom(package: Package, table: str) -> int:
    if not table:
        return 0
    root = parse(package.read(table), table)
    return split(root.get("ref", "A1").rpartition(":")[2])[1]


def _widen_table(package: Package, table: str, column: int, heads: list[str]) -> None:
    """Let a table reach over new columns, if they stand right beside it."""
    root = parse(package.read(table), table)
    start, _, end = root.get("ref", "").partition(":")
    right, bottom = split(end or start)
    if right + 1 != column:
        return
    area = f"{start}:{letters(right + len(heads))}{bottom}"
    old = root.get("ref")
    root.set("ref", area)
    for filtered in root.iterfind(f"{M}autoFilter"):
        if filtered.get("ref") == old or old is None:
            filtered.set("ref", area)
    columns = root.find(f"{M}tableColumns")
    if columns is None:
        return
    number = max(int(c.get("id", "0")) for c in columns)
    for offset, head in enumerate(heads, 1):
        attributes = {"id": str(number + offset), "name": head}
        columns.append(columns.makeelement(f"{M}tableColumn", attributes))
    columns.set("count", str(len(columns)))
    package.replace(table, serialise(root))


def _set_column(root: etree._Element, column: int, attributes: dict[str, str]) -> None:
    """Give one column its width, out of whatever covers it."""
    group = root.find(f"{M}cols")
    if group is None:
        group = root.makeelement(f"{M}cols", {})
        insert_in_order(root, group)
    for old in list(group):
        first, last = int(old.get("min", "1")), int(old.get("max", "1"))
        if not first <= column <= last:
            continue
        at = group.index(old)
        group.remove(old)
        for one, two in ((first, column - 1), (column + 1, last)):
            if one <= two:
                piece = deepcopy(old)
                piece.attrib.update({"min": str(one), "max": str(two)})
                group.insert(at, piece)
                at += 1
    made = group.makeelement(
        f"{M}col", {"min": str(column), "max": str(column), "width": "9", **attributes}
    )
    after = [e for e in group if int(e.get("min", "1")) < column]
    group.insert(len(after), made)


def _add_list(root: etree._Element, rule: etree._Element | None, area: str) -> None:
    """Give cells the drop-down of the template."""
    if rule is None:
        return
    group = root.find(f"{M}dataValidations")
    if group is None:
        group = root.makeelement(f"{M}dataValidations", {})
        insert_in_order(root, group)
    made = deepcopy(rule)
    made.set("sqref", area)
    group.append(made)
    group.set("count", str(len(group)))


def add_list(patch: Patch, source: Source, sheet: str, field: str) -> bool:
    """Give a column of an existing table the template's drop-down, if it has none of its own."""
    part = sheet_parts(patch.package)[sheet]
    xml = SheetXml(patch.package.read(part), sheet)
    layout = patch.layouts[sheet][0]
    region = find_region(xml, patch.codec, layout)
    if region is None or field not in region.places:
        return False
    column = region.places[field][0]
    root = xml.frame()
    for rule in root.iterfind(f"{M}dataValidations/{M}dataValidation"):
        if any(_covers(area, column, region.first) for area in rule.get("sqref", "").split()):
            return False
    bottom = max(region.last, _bottom(patch.package, _table_of(patch.package, part, region)))
    area = f"{letters(column)}{region.first}:{letters(column)}{max(region.first, bottom)}"
    _add_list(root, _Model(source, sheet.strip()).rule(layout.head(field)), area)
    xml.reframe(root)
    patch.package.replace(part, xml.to_bytes())
    return True


def _covers(area: str, column: int, row: int) -> bool:
    one, _, two = area.partition(":")
    try:
        (left, top), (right, bottom) = split(one), split(two or one)
    except ValueError:
        return True
    return left <= column <= right and top <= row <= bottom
