"""Every text of a template in which a placeholder may stand, with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from toolkit.workbook.fill.book import sheet_parts
from toolkit.workbook.fill.companions import companions
from toolkit.workbook.fill.template import PLACEHOLDER, shared_strings
from toolkit.workbook.package import Package
from toolkit.workbook.ranges import split
from toolkit.workbook.styles import Styles
from toolkit.workbook.xml import M, local, parse

if TYPE_CHECKING:
    from lxml import etree

_STRINGS: Final = "xl/sharedStrings.xml"
_WORKBOOK: Final = "xl/workbook.xml"
_BRACE = re.compile(r"[{}｛｝]")
_TAGS = re.compile(rb"<[^>]+>")
_ELSEWHERE: Final = (
    ("comments", "批注"), ("vmlDrawing", "批注或控件"), ("drawings/", "文本框或图形"),
    ("charts/", "图表"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """One text with braces: a cell, or the printed header or footer (``row`` is 0)."""

    sheet: str
    cell: str
    row: int
    text: str
    wraps: bool = True

    @property
    def place(self) -> str:
        """Where it stands, as a clerk would say it."""
        return f"工作表“{self.sheet}”{f'单元格 {self.cell}' if self.row else self.cell}"


@dataclass(frozen=True, slots=True)
class Scanned:
    """A template as far as a check is interested in it.

    ``elsewhere`` are (place, text) of placeholders that nothing fills; ``prints`` what a sheet's
    print set-up lacks.
    """

    sheets: tuple[str, ...]
    spots: tuple[Spot, ...]
    elsewhere: tuple[tuple[str, str], ...]
    prints: dict[str, tuple[str, ...]]


def scan(package: Package) -> Scanned:
    """Read a template.

    Raises:
        TemplateProblem: a part is missing or damaged.
    """
    parts = sheet_parts(package)
    texts = shared_strings(package.read(_STRINGS)) if _STRINGS in package.parts else []
    styles = Styles(package.read(Styles.part))
    roots = {
        name: parse(package.read(part), part)
        for name, part in parts.items()
        if part.startswith("xl/worksheets/")
    }
    spots = [spot for name, root in roots.items() for spot in _spots(name, root, texts, styles)]
    titles = _with_titles(package, tuple(parts))
    elsewhere = [
        found for name in roots for found in _elsewhere(package, name, parts[name])
    ]  # fmt: skip
    prints = {name: tuple(_lacks(root, name in titles)) for name, root in roots.items()}
    return Scanned(tuple(parts), tuple(spots), tuple(elsewhere), prints)


def _spots(sheet: str, root: etree._Element, texts: list[str], styles: Styles) -> Iterator[Spot]:
    for cell in root.iterfind(f"{M}sheetData/{M}row/{M}c"):
        text = _text(cell, texts)
        if _BRACE.search(text):
            reference = cell.get("r", "A1")
            wraps = styles.wraps(int(cell.get("s", "0")))
            yield Spot(sheet, reference, split(reference)[1], text, wraps)
    for element in root.iterfind(f"{M}headerFooter/*"):
        if element.text and "{{" in element.text:
            where = "页眉" if local(element).endswith("Header") else "页脚"
            yield Spot(sheet, f"的{where}", 0, element.text)


def _text(cell: etree._Element, texts: list[str]) -> str:
    if cell.find(f"{M}f") is not None:
        return ""
    if cell.get("t") == "s":
        return texts[int(cell.findtext(f"{M}v", "0"))]
    if cell.get("t") == "inlineStr":
        return "".join(t.text or "" for t in cell.iter(f"{M}t"))
    return ""


def _elsewhere(package: Package, sheet: str, part: str) -> Iterator[tuple[str, str]]:
    for name in companions(package, part):
        if name.endswith(".rels"):
            continue
        text = _TAGS.sub(b"", package.read(name)).decode(errors="replace")
        if PLACEHOLDER.search(text):
            what = next((word for key, word in _ELSEWHERE if key in name), "附属内容")
            yield f"工作表“{sheet}”的{what}", text


def _with_titles(package: Package, sheets: tuple[str, ...]) -> set[str]:
    """The sheets whose head row is printed on every page."""
    root = parse(package.read(_WORKBOOK), _WORKBOOK)
    return {
        sheets[int(name.get("localSheetId", "0"))]
        for name in root.iterfind(f"{M}definedNames/{M}definedName")
        if name.get("name") == "_xlnm.Print_Titles"
    }


def _lacks(root: etree._Element, titled: bool) -> Iterator[str]:
    fit = root.find(f"{M}sheetPr/{M}pageSetUpPr")
    setup = root.find(f"{M}pageSetup")
    if fit is None or fit.get("fitToPage") not in ("1", "true"):
        yield "没有设“调整为 1 页宽”，右边几列可能印到另一张纸上。"
    elif setup is not None and setup.get("fitToHeight", "1") != "0":
        yield "“调整为”里的页高不是空白，任务多时会缩得看不清。"
    if setup is None or setup.get("paperSize") not in ("8", "9"):
        yield "纸张不是 A4（或 A3）。"
    if not titled:
        yield "没有设“打印标题行”，第二页起没有表头。"
