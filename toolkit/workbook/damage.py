"""What is wrong inside a workbook that can be unzipped: looked for when something went wrong.

Reading and writing trust the format, since checking every cell of every file would cost more than
the work itself.  A file that another program wrote badly, or that a person mended by hand, then
shows itself by an error somewhere; here it is told apart from an error of our own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import TaizhangError
from toolkit.limits import MAX_COLUMNS, MAX_ROWS
from toolkit.workbook.package import Package
from toolkit.workbook.ranges import number
from toolkit.workbook.xml import RELATION, M, local, parse

if TYPE_CHECKING:
    from lxml import etree

_WORKBOOK = "xl/workbook.xml"
_STYLES = "xl/styles.xml"
_STRINGS = "xl/sharedStrings.xml"
_CELL = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
_AREA = re.compile(rf"{_CELL.pattern}(?::{_CELL.pattern})?")
_TRACES = (KeyError, IndexError, ValueError, TypeError, AttributeError, AssertionError)


@contextmanager
def blamed_on(package: Package) -> Iterator[None]:
    """Work on a package; an error that comes from damage in it names the file and the part.

    Raises:
        TemplateProblem: the package is damaged.
    """
    try:
        yield
    except _TRACES as error:
        found = damage_in(package)
        if not found:
            raise
        raise package.damaged(found) from error


def damage_of(path: Path) -> str:
    """The message for a workbook file that is damaged inside, "" for a sound one or another kind.

    >>> from toolkit.resources import resource
    >>> damage_of(resource("templates", "ledger.xlsx"))
    ''
    """
    if path.suffix.lower() not in (".xlsx", ".xlsm", ".xltx", ".xltm") or not path.is_file():
        return ""
    try:
        package = Package.open(path)
        found = damage_in(package)
    except TaizhangError as error:
        return str(error)
    return str(package.damaged(found)) if found else ""


def damage_in(package: Package) -> str:
    """The first thing that is wrong with the parts of a workbook, "" where nothing is."""
    try:
        return next(_damages(package), "")
    except TaizhangError as error:
        return str(error).rstrip("。")


def _damages(package: Package) -> Iterator[str]:
    roots = {
        name: parse(package.read(name), name)
        for name in package.parts
        if name.endswith((".xml", ".rels"))
    }
    book = roots.get(_WORKBOOK)
    if book is None:
        yield f"缺少部件“{_WORKBOOK}”"
        return
    yield from _in_relations(package, roots)
    sheets = book.findall(f"{M}sheets/{M}sheet")
    yield from _in_names(book, len(sheets))
    styles = _count(roots.get(_STYLES), "cellXfs")
    if not styles or not _count(roots.get(_STYLES), "fonts"):
        yield f"部件“{_STYLES}”没有单元格格式"
    yield from _in_styles(roots[_STYLES])
    strings = roots.get(_STRINGS)
    texts = len(strings.findall(f"{M}si")) if strings is not None else 0
    for name, root in roots.items():
        if root.tag == f"{M}worksheet":
            yield from _in_sheet(name, root, styles, texts)


def _in_relations(package: Package, roots: dict[str, etree._Element]) -> Iterator[str]:
    from toolkit.workbook.fill.companions import resolve

    rels = "xl/_rels/workbook.xml.rels"
    if rels not in roots:
        yield f"缺少部件“{rels}”"
        return
    targets = {r.get("Id"): resolve(_WORKBOOK, r.get("Target", "")) for r in roots[rels]}
    for sheet in roots[_WORKBOOK].iterfind(f"{M}sheets/{M}sheet"):
        part = targets.get(sheet.get(f"{{{RELATION}}}id"), "")
        if part not in package.parts:
            yield f"工作表“{sheet.get('name', '')}”没有对应的部件"
        elif part in roots and not str(roots[part].tag).startswith(M):
            yield f"部件“{part}”（工作表“{sheet.get('name', '')}”）不是工作表"


def _in_names(book: etree._Element, sheets: int) -> Iterator[str]:
    for name in book.iterfind(f"{M}definedNames/{M}definedName"):
        index = name.get("localSheetId")
        if index is not None and not _is_number(index, 0, sheets - 1):
            yield f"部件“{_WORKBOOK}”的名称“{name.get('name', '')}”属于不存在的工作表"


def _in_styles(styles: etree._Element) -> Iterator[str]:
    fonts = _count(styles, "fonts")
    for form in styles.iterfind(f"{M}cellXfs/{M}xf"):
        if not _is_number(form.get("fontId", "0"), 0, fonts - 1):
            yield f"部件“{_STYLES}”的格式用了不存在的字体“{form.get('fontId')}”"


def _in_sheet(name: str, root: etree._Element, styles: int, texts: int) -> Iterator[str]:
    if root.find(f"{M}sheetData") is None:
        yield f"部件“{name}”没有单元格区域"
    for element in root.iter():
        kind = local(element)
        wrong = ""
        if kind == "c":
            wrong = _in_cell(element, styles, texts)
        elif kind in _CHECKS:
            wrong = _CHECKS[kind](element)
        if wrong:
            yield f"部件“{name}”里的 {wrong} 不对"


def _in_row(element: etree._Element) -> str:
    return _bad(element, "r", 1, MAX_ROWS) or _not_decimal(element, "ht")


def _in_column(element: etree._Element) -> str:
    ends = _bad(element, "min", 1, MAX_COLUMNS) or _bad(element, "max", 1, MAX_COLUMNS)
    return ends or _not_decimal(element, "width")


def _in_area(element: etree._Element) -> str:
    area = element.get("ref", "A1")
    match = _AREA.fullmatch(area)
    sound = match is not None and all(
        number(letters) <= MAX_COLUMNS and int(row) <= MAX_ROWS
        for letters, row in ((match[1], match[2]), (match[3] or "A", match[4] or "1"))
    )
    return "" if sound else _attribute(element, "ref")


def _in_break(element: etree._Element) -> str:
    return _bad(element, "id", 0, MAX_ROWS)


_CHECKS = {
    "row": _in_row,
    "col": _in_column,
    "mergeCell": _in_area,
    "autoFilter": _in_area,
    "brk": _in_break,
}


def _in_cell(element: etree._Element, styles: int, texts: int) -> str:
    place = _CELL.fullmatch(element.get("r", "A1"))
    if place is None or number(place[1]) > MAX_COLUMNS or int(place[2]) > MAX_ROWS:
        return _attribute(element, "r")
    wrong = _bad(element, "s", 0, styles - 1)
    if not wrong and element.get("t") == "s":
        value = (element.findtext(f"{M}v") or "").strip()
        if not _is_number(value, 0, texts - 1):
            return f"单元格 {element.get('r')}（共享字符串“{value}”不存在）"
    return wrong


def _bad(element: etree._Element, name: str, least: int, most: int) -> str:
    value = element.get(name)
    sound = value is None or _is_number(value, least, most)
    return "" if sound else _attribute(element, name)


def _not_decimal(element: etree._Element, name: str) -> str:
    value = element.get(name)
    sound = value is None or re.fullmatch(r"\d{1,6}(?:\.\d*)?(?:[eE][+-]?\d{1,3})?", value)
    return "" if sound else _attribute(element, name)


def _attribute(element: etree._Element, name: str) -> str:
    return f'<{local(element)} {name}="{element.get(name)}">'


def _is_number(text: str, least: int, most: int) -> bool:
    return re.fullmatch(r"[0-9]{1,8}", text) is not None and least <= int(text) <= most


def _count(root: etree._Element | None, name: str) -> int:
    section = root.find(f"{M}{name}") if root is not None else None
    return len(section) if section is not None else 0
