"""The rules of Office Open XML that Excel enforces, checked part by part on any workbook.

A workbook that breaks one of them opens with "we found a problem with some content".  Excel is
not at hand in the tests, so its rules stand here.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from toolkit.limits import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMN_WIDTH,
    MAX_COLUMNS,
    MAX_HYPERLINKS,
    MAX_ROW_HEIGHT,
    MAX_ROWS,
    MAX_SHEET_NAME,
    MAX_VALIDATION_LIST,
    MAX_VALIDATION_MESSAGE,
    MAX_VALIDATION_TITLE,
    SHEET_NAME_FORBIDDEN,
    utf16_length,
)

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ORDER = [
    "sheetPr",
    "dimension",
    "sheetViews",
    "sheetFormatPr",
    "cols",
    "sheetData",
    "sheetCalcPr",
    "sheetProtection",
    "protectedRanges",
    "scenarios",
    "autoFilter",
    "sortState",
    "dataConsolidate",
    "customSheetViews",
    "mergeCells",
    "phoneticPr",
    "conditionalFormatting",
    "dataValidations",
    "hyperlinks",
    "printOptions",
    "pageMargins",
    "pageSetup",
    "headerFooter",
    "rowBreaks",
    "colBreaks",
    "customProperties",
    "cellWatches",
    "ignoredErrors",
    "smartTags",
    "drawing",
    "legacyDrawing",
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
]
CELL = re.compile(r"([A-Z]{1,3})(\d+)")


def broken_rules(path: Path) -> list[str]:
    """Every rule that the workbook breaks, as ``part: what``; an empty list means sound."""
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    found = [f"zip: {n} twice" for n in set(names) if names.count(n) > 1]
    roots = {}
    for name, data in parts.items():
        if name.endswith((".xml", ".rels", ".vml")):
            try:
                roots[name] = etree.fromstring(data)
            except etree.XMLSyntaxError as error:
                found.append(f"{name}: {error}")
    return found + [problem for check in CHECKS for problem in check(parts, roots)]


def _types(parts, roots) -> Iterator[str]:
    root = roots["[Content_Types].xml"]
    overrides = [e.get("PartName")[1:] for e in root if e.tag.endswith("Override")]
    defaults = {e.get("Extension").lower() for e in root if e.tag.endswith("Default")}
    for name in set(overrides):
        if overrides.count(name) > 1:
            yield f"content types: {name} twice"
        if name not in parts:
            yield f"content types: {name} is not there"
    for name in parts:
        extension = name.rpartition(".")[2].lower()
        if name not in overrides and extension not in defaults and name != "[Content_Types].xml":
            yield f"content types: none for {name}"


def _relations(parts, roots) -> Iterator[str]:
    for name, root in roots.items():
        if not name.endswith(".rels"):
            continue
        folder, _, owner = name.rpartition("_rels/")
        if owner != ".rels" and folder + owner.removesuffix(".rels") not in parts:
            yield f"{name}: belongs to no part"
        ids = [e.get("Id") for e in root]
        if len(ids) != len(set(ids)):
            yield f"{name}: ids not unique"
        for element in root:
            if element.get("TargetMode") != "External":
                target = _resolve(folder, element.get("Target"))
                if target not in parts:
                    yield f"{name}: {target} is not there"


def _resolve(folder: str, target: str) -> str:
    return target[1:] if target.startswith("/") else posixpath.normpath(folder + target)


def _sheets(roots) -> dict[str, str]:
    relations = {
        e.get("Id"): _resolve("xl/", e.get("Target")) for e in roots["xl/_rels/workbook.xml.rels"]
    }
    sheets = roots["xl/workbook.xml"].iterfind(f"{M}sheets/{M}sheet")
    return {s.get("name"): relations.get(s.get(f"{R}id"), "") for s in sheets}


def _workbook(parts, roots) -> Iterator[str]:
    root = roots["xl/workbook.xml"]
    sheets = root.findall(f"{M}sheets/{M}sheet")
    names = [s.get("name") for s in sheets]
    if len({n.casefold() for n in names}) != len(names):
        yield "workbook: sheet names not unique"
    if len({s.get("sheetId") for s in sheets}) != len(sheets):
        yield "workbook: sheet ids not unique"
    for name in names:
        if not name or utf16_length(name) > MAX_SHEET_NAME or set(name) & SHEET_NAME_FORBIDDEN:
            yield f"workbook: sheet name {name!r}"
        if name.startswith("'") or name.endswith("'"):
            yield f"workbook: sheet name {name!r}"
    for name, part in _sheets(roots).items():
        if part not in parts:
            yield f"workbook: no part for {name}"
    defined = [
        (n.get("name").casefold(), n.get("localSheetId"))
        for n in root.iterfind(f"{M}definedNames/{M}definedName")
    ]
    if len(defined) != len(set(defined)):
        yield "workbook: defined names not unique"
    for name, scope in defined:
        if scope is not None and int(scope) >= len(sheets):
            yield f"workbook: {name} belongs to no sheet"
    for element in root.iterfind(f"{M}definedNames/{M}definedName"):
        for sheet in re.findall(r"(?:'((?:[^']|'')+)'|([\w.]+))!", element.text or ""):
            if (sheet[0].replace("''", "'") or sheet[1]) not in names:
                yield f"workbook: {element.get('name')} points to {sheet}"


def _styles(parts, roots) -> Iterator[str]:
    root = roots["xl/styles.xml"]
    for name in ("fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "dxfs"):
        group = root.find(f"{M}{name}")
        if group is not None and int(group.get("count", len(group))) != len(group):
            yield f"styles: count of {name}"
    sizes = {n: len(root.find(f"{M}{n}")) for n in ("fonts", "fills", "borders", "cellStyleXfs")}
    for index, xf in enumerate(root.find(f"{M}cellXfs")):
        for key, group in (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"),
                           ("xfId", "cellStyleXfs")):  # fmt: skip
            if int(xf.get(key, "0")) >= sizes[group]:
                yield f"styles: format {index} has no {key}"


def _worksheets(parts, roots) -> Iterator[str]:
    styles = roots["xl/styles.xml"]
    formats = len(styles.find(f"{M}cellXfs"))
    looks = len(styles.find(f"{M}dxfs")) if styles.find(f"{M}dxfs") is not None else 0
    strings = len(roots["xl/sharedStrings.xml"]) if "xl/sharedStrings.xml" in roots else 0
    for name, part in _sheets(roots).items():
        root = roots.get(part)
        if root is not None:
            for problem in _worksheet(root, formats, looks, strings, set(_sheets(roots))):
                yield f"{name}: {problem}"


def _worksheet(root, formats: int, looks: int, strings: int, sheets: set[str]) -> Iterator[str]:
    ranks = [ORDER.index(etree.QName(e).localname) for e in root]
    if ranks != sorted(ranks):
        yield "order of elements"
    singles = [rank for rank in ranks if ORDER[rank] != "conditionalFormatting"]
    if len(singles) != len(set(singles)):
        yield "an element twice"
    for element in root:
        if len(element) == 0 and etree.QName(element).localname in (
            "cols", "mergeCells", "dataValidations", "hyperlinks", "tableParts"
        ):  # fmt: skip
            yield f"empty {etree.QName(element).localname}"
    yield from _columns(root)
    yield from _cells(root, formats, strings)
    yield from _areas(root, looks, sheets)


def _columns(root) -> Iterator[str]:
    before = 0
    for column in root.iterfind(f"{M}cols/{M}col"):
        first, last = int(column.get("min")), int(column.get("max"))
        if not before < first <= last <= MAX_COLUMNS:
            yield f"col {first}-{last}"
        if float(column.get("width", "1")) > MAX_COLUMN_WIDTH:
            yield f"width of col {first}"
        before = last


def _cells(root, formats: int, strings: int) -> Iterator[str]:
    before = 0
    for row in root.iterfind(f"{M}sheetData/{M}row"):
        number = int(row.get("r"))
        if not before < number <= MAX_ROWS:
            yield f"row {number} after {before}"
        before = number
        if float(row.get("ht", "0")) > MAX_ROW_HEIGHT:
            yield f"height of row {number}"
        last = 0
        for cell in row:
            reference = cell.get("r")
            column, at = split(reference)
            if at != number or not last < column <= MAX_COLUMNS:
                yield f"cell {reference}"
            last = column
            if int(cell.get("s", "0")) >= formats:
                yield f"format of {reference}"
            yield from _content(cell, reference, strings)


def _content(cell, reference: str, strings: int) -> Iterator[str]:
    kind = cell.get("t", "n")
    value = cell.findtext(f"{M}v")
    if kind == "s" and int(value) >= strings:
        yield f"string of {reference}"
    if kind == "n" and value:
        try:
            float(value)
        except ValueError:
            yield f"number of {reference}"
    if kind == "inlineStr":
        if [etree.QName(e).localname for e in cell] != ["is"]:
            yield f"text of {reference}"
        if utf16_length("".join(cell.itertext())) > MAX_CELL_CHARACTERS:
            yield f"length of {reference}"
    formula = cell.findtext(f"{M}f")
    if formula is not None and (formula.startswith("=") or len(formula) > 8192):
        yield f"formula of {reference}"


def _areas(root, looks: int, sheets: set[str]) -> Iterator[str]:
    merges = [e.get("ref") for e in root.iterfind(f"{M}mergeCells/{M}mergeCell")]
    group = root.find(f"{M}mergeCells")
    if group is not None and int(group.get("count", len(merges))) != len(merges):
        yield "count of merges"
    seen: set[tuple[int, int]] = set()
    for area in merges:
        cells = set(covered(area))
        if len(cells) < 2 or cells & seen:
            yield f"merge {area}"
        seen |= cells
    for rule in root.iterfind(f"{M}conditionalFormatting/{M}cfRule"):
        if rule.get("dxfId") and int(rule.get("dxfId")) >= looks:
            yield f"rule {rule.get('priority')} has no format"
    priorities = [r.get("priority") for r in root.iter(f"{M}cfRule")]
    if len(priorities) != len(set(priorities)):
        yield "priorities of rules"
    for rule in root.iterfind(f"{M}dataValidations/{M}dataValidation"):
        listed = rule.findtext(f"{M}formula1") or ""
        if rule.get("type") == "list" and len(listed) > MAX_VALIDATION_LIST + 2:
            yield f"list of {rule.get('sqref')}"
        if max(len(rule.get(k, "")) for k in ("error", "prompt")) > MAX_VALIDATION_MESSAGE:
            yield f"message of {rule.get('sqref')}"
        if max(len(rule.get(k, "")) for k in ("errorTitle", "promptTitle")) > MAX_VALIDATION_TITLE:
            yield f"title of {rule.get('sqref')}"
    links = root.findall(f"{M}hyperlinks/{M}hyperlink")
    if len(links) > MAX_HYPERLINKS:
        yield "too many links"
    for link in links:
        target = re.match(r"'((?:[^']|'')+)'!", link.get("location", ""))
        if target and target[1].replace("''", "'") not in sheets:
            yield f"link {link.get('ref')} to {link.get('location')}"


def _tables(parts, roots) -> Iterator[str]:
    ids: list[str] = []
    names: list[str] = []
    strings = _strings(roots)
    for name, part in _sheets(roots).items():
        folder, _, file = part.rpartition("/")
        relations = roots.get(f"{folder}/_rels/{file}.rels")
        if relations is None:
            continue
        for relation in relations:
            if not relation.get("Type").endswith("/table"):
                continue
            table = roots[_resolve(f"{folder}/", relation.get("Target"))]
            ids.append(table.get("id"))
            names.append(table.get("displayName").casefold())
            for problem in _table(table, roots[part], strings):
                yield f"{name}: table {table.get('displayName')}: {problem}"
    if len(ids) != len(set(ids)) or len(names) != len(set(names)):
        yield "tables: ids or names not unique"


def _table(table, sheet, strings: list[str]) -> Iterator[str]:
    start, end = table.get("ref").split(":")
    (first, top), (last, bottom) = split(start), split(end)
    columns = table.findall(f"{M}tableColumns/{M}tableColumn")
    if len(columns) != last - first + 1 or bottom <= top:
        yield f"ref {table.get('ref')}"
    heads = [column.get("name") for column in columns]
    if len({head.casefold() for head in heads}) != len(heads):
        yield "columns not unique"
    shown = {
        cell.get("r"): _text(cell, strings)
        for cell in sheet.iterfind(f"{M}sheetData/{M}row[@r='{top}']/{M}c")
    }
    written = [shown.get(f"{letters(c)}{top}", "") for c in range(first, last + 1)]
    if written != heads:
        yield f"heads {written} are not {heads}"
    filtered = table.find(f"{M}autoFilter")
    if filtered is not None and filtered.get("ref") != table.get("ref"):
        yield "filter"
    area = {(c, r) for c in range(first, last + 1) for r in (top, top + 1, bottom)}
    for merge in sheet.iterfind(f"{M}mergeCells/{M}mergeCell"):
        if area & set(covered(merge.get("ref"))):
            yield f"merge {merge.get('ref')} inside"


def _strings(roots) -> list[str]:
    root = roots.get("xl/sharedStrings.xml")
    return [] if root is None else ["".join(t.text or "" for t in si.iter(f"{M}t")) for si in root]


def _text(cell, strings: list[str]) -> str:
    if cell.get("t") == "s":
        return strings[int(cell.findtext(f"{M}v"))]
    return "".join(t.text or "" for t in cell.iter(f"{M}t"))


def split(reference: str) -> tuple[int, int]:
    """Column and row of a reference, both from 1."""
    match = CELL.fullmatch(reference.replace("$", ""))
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return column, int(match[2])


def letters(column: int) -> str:
    """The letters of a column."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def covered(area: str) -> Iterator[tuple[int, int]]:
    """The cells of an area as (column, row)."""
    start, _, end = area.partition(":")
    (c1, r1), (c2, r2) = split(start), split(end or start)
    return ((c, r) for c in range(c1, c2 + 1) for r in range(r1, r2 + 1))


CHECKS = (_types, _relations, _workbook, _styles, _worksheets, _tables)
