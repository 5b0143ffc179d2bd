"""On which paper a sheet is printed, and which of its columns: A4, A4 twice as wide, A3.

One page of A4 shows the columns that its print area names.  Where all columns that can be seen are
wanted, they need two pages beside each other or a larger sheet.  The area of the one page is kept
under a name of the workbook, which Excel moves with the columns, so that one can return to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.workbook.fill.book import sheet_parts
from toolkit.workbook.fill.defined_names import own_names, set_names
from toolkit.workbook.fill.template import AREA
from toolkit.workbook.ranges import letters, split
from toolkit.workbook.sheet_names import quoted
from toolkit.workbook.xml import M, parse, serialise

if TYPE_CHECKING:
    from lxml import etree

    from toolkit.workbook.package import Package
    from toolkit.workbook.styles import Styles

PAGE, TWO_PAGES, LARGE = "A4", "A4两页宽", "A3"
PAPERS: Final = (PAGE, TWO_PAGES, LARGE)

_WORKBOOK: Final = "xl/workbook.xml"
_KEPT: Final = "打印范围_A4"
_A3, _A4 = "8", "9"


def paper_of(package: Package, sheet: str) -> str:
    """How a sheet is set up to print; empty where that is none of :data:`PAPERS`.

    Raises:
        TemplateProblem: a part is damaged.
        KeyError: there is no such sheet.
    """
    setup = parse(package.read(sheet_parts(package)[sheet]), sheet).find(f"{M}pageSetup")
    if setup is None:
        return ""
    size, wide = setup.get("paperSize", ""), setup.get("fitToWidth", "1")
    return {(_A4, "1"): PAGE, (_A4, "2"): TWO_PAGES, (_A3, "1"): LARGE}.get((size, wide), "")


def set_paper(package: Package, styles: Styles, sheet: str, paper: str) -> None:
    """Set a sheet up for one of :data:`PAPERS`; everything else about its printing stays.

    A title in the middle of two pages would be cut in two, so it moves to the left.

    Raises:
        TemplateProblem: a part is damaged.
        KeyError: there is no such sheet.
    """
    parts = sheet_parts(package)
    part = parts[sheet]
    root = parse(package.read(part), part)
    setup = root.find(f"{M}pageSetup")
    if setup is None or paper_of(package, sheet) == paper:
        return
    setup.set("paperSize", _A3 if paper == LARGE else _A4)
    setup.set("fitToWidth", "2" if paper == TWO_PAGES else "1")
    setup.set("fitToHeight", "0")
    # The two halves of the same rows come out of the printer one after the other.
    setup.set("pageOrder", "overThenDown" if paper == TWO_PAGES else "downThenOver")
    wide = paper == TWO_PAGES
    _place_title(root, styles, *(("center", "left") if wide else ("left", "center")))
    package.replace(part, serialise(root))
    workbook = parse(package.read(_WORKBOOK), _WORKBOOK)
    _set_area(workbook, list(parts).index(sheet), sheet, _last_seen(root), whole=paper != PAGE)
    package.replace(_WORKBOOK, serialise(workbook))


def _place_title(root: etree._Element, styles: Styles, before: str, after: str) -> None:
    """Let a first row that is one cell over many columns begin elsewhere."""
    first = root.find(f"{M}sheetData/{M}row/{M}c")
    merged = (m.get("ref", "") for m in root.iterfind(f"{M}mergeCells/{M}mergeCell"))
    if first is None or not any(ref.startswith(f"{first.get('r')}:") for ref in merged):
        return
    style = int(first.get("s", "0"))
    if styles.horizontal(style) == before:
        first.set("s", str(styles.variant(style, horizontal=after)))


def _set_area(workbook: etree._Element, index: int, sheet: str, last: int, *, whole: bool) -> None:
    area = own_names(workbook, index).get(AREA, "")
    names = workbook.find(f"{M}definedNames")
    kept = next(
        (n for n in workbook.iterfind(f"{M}definedNames/{M}definedName") if n.get("name") == _KEPT),
        None,
    )
    if names is None or not area:
        return
    if whole:
        if kept is None:
            set_names(workbook, {_KEPT: area})
        wanted = f"{quoted(sheet)}!$A:${letters(last)}"
    elif kept is not None:
        wanted = kept.text or area
        names.remove(kept)
    else:
        return
    for name in names:
        if name.get("name") == AREA and name.get("localSheetId") == str(index):
            name.text = wanted


def _last_seen(root: etree._Element) -> int:
    """The last column that holds something and is not hidden."""
    hidden = {
        column
        for each in root.iterfind(f"{M}cols/{M}col")
        if each.get("hidden") in ("1", "true")
        for column in range(int(each.get("min", "1")), min(int(each.get("max", "1")), 16384) + 1)
    }
    used = (split(c.get("r", "A1"))[0] for c in root.iterfind(f"{M}sheetData/{M}row/{M}c"))
    return max((column for column in used if column not in hidden), default=1)
