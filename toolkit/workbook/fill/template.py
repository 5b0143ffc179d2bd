"""A sheet of a template workbook: its fixed rows, and the sample rows that repeat.

A cell with ``{{文号}}`` takes one value; a row with ``{{任务.内容}}`` is a sample row and repeats
for every row of the list 任务.  Everything else of the sheet stays as the office made it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from toolkit.errors import TemplateProblem
from toolkit.workbook.fill.pages import DEFAULT_WIDTH, Page, page_of
from toolkit.workbook.ranges import letters, split
from toolkit.workbook.styles import Styles
from toolkit.workbook.xml import M, local, parse, serialise

if TYPE_CHECKING:
    from lxml import etree

PLACEHOLDER = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
AREA, TITLES = "_xlnm.Print_Area", "_xlnm.Print_Titles"
_CUT = b"<sheetData/>"

Source = Literal["fixed", "value", "text", "formula"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class CellPlan:
    """One cell of the template.

    ``fixed`` cells keep their XML (``body``); a ``value`` cell is one placeholder, a ``text``
    cell has placeholders among words (``body`` is the text); a ``formula`` cell has the formula.
    """

    column: int
    letters: str
    style: int
    source: Source
    body: str
    keys: tuple[str, ...] = ()
    kind: str = ""
    width: float = DEFAULT_WIDTH
    size: float = 11.0
    wraps: bool = False


@dataclass(frozen=True, slots=True)
class RowPlan:
    """One row of the template; ``list`` names the list for which it repeats."""

    number: int
    attributes: str
    height: float
    cells: tuple[CellPlan, ...]
    list: str = ""
    merges: tuple[tuple[int, int], ...] = ()


@dataclass(slots=True)
class SheetTemplate:
    """A sheet split into what stands before its rows, the rows, and what stands after."""

    name: str
    part: str
    root: etree._Element
    rows: tuple[RowPlan, ...]
    widths: dict[int, float] = field(default_factory=dict)
    page: Page | None = None
    _known: dict[Hashable, Any] = field(default_factory=dict)

    def once(self, key: Hashable, make: Callable[[], T]) -> T:
        """What is worked out of the template the first time it is asked for, also by a copy."""
        if key not in self._known:
            self._known[key] = make()
        found: T = self._known[key]
        return found

    def sample(self, name: str) -> RowPlan:
        """The sample row of a list.

        Raises:
            TemplateProblem: the sheet has none.
        """
        for row in self.rows:
            if row.list == name:
                return row
        raise TemplateProblem(
            f"模板工作表“{self.name}”没有“{name}”的样例行，即含有 {{{{{name}.…}}}} 占位符的一行。"
        )


def shared_strings(data: bytes) -> list[str]:
    """The plain texts of ``xl/sharedStrings.xml`` by index."""
    root = parse(data, "xl/sharedStrings.xml")
    return ["".join(t.text or "" for t in _texts(item)) for item in root]


def without_placeholders(data: bytes) -> bytes:
    """The shared strings with those emptied that no sheet shows any more."""
    root = parse(data, "xl/sharedStrings.xml")
    changed = False
    for item in root:
        if any("{{" in (t.text or "") for t in _texts(item)):
            for child in list(item):
                item.remove(child)
            item.append(item.makeelement(f"{M}t", {}))
            changed = True
    return serialise(root) if changed else data


def read_sheet(
    name: str,
    part: str,
    data: bytes,
    texts: Sequence[str],
    styles: Styles,
    lists: Collection[str],
    printing: Mapping[str, str] | None = None,
) -> SheetTemplate:
    """Plan a sheet; rows with placeholders of one of ``lists`` become sample rows.

    ``printing`` holds the sheet's own names: Print_Area and Print_Titles.

    Raises:
        TemplateProblem: a row mixes two lists, or a sample row is of a kind that cannot repeat.
    """
    root = parse(data, part)
    widths, hidden = _widths(root)
    merges = _merges(root)
    sheet_data = root.find(f"{M}sheetData")
    if sheet_data is None:
        raise TemplateProblem(f"模板工作表“{name}”没有单元格区域。")
    rows: list[RowPlan] = []
    for element in sheet_data:
        number = int(element.get("r", str(len(rows) + 1)))
        spans = merges.get(number, ())
        cells = tuple(_cell(c, texts, styles, widths, hidden, spans) for c in element)
        rows.append(_row(name, number, element, cells, merges.get(number, ()), lists))
    used = {c.column for row in rows for c in row.cells}
    known = printing or {}
    page = page_of(root, known.get(AREA, ""), known.get(TITLES, ""), used, hidden)
    return SheetTemplate(name, part, root, tuple(rows), widths, page)


def head_and_tail(root: etree._Element) -> tuple[str, str]:
    """The XML before and after the rows, with an empty ``sheetData`` between them left out.

    Raises:
        TemplateProblem: the sheet uses prefixes for the main namespace, which no spreadsheet
            program does.
    """
    sheet_data = root.find(f"{M}sheetData")
    if sheet_data is not None:
        for row in list(sheet_data):
            sheet_data.remove(row)
        sheet_data.text = None
    head, cut, tail = serialise(root).partition(_CUT)
    if not cut:
        raise TemplateProblem(
            "模板不是 Excel 的写法，请在 Excel 或 WPS 中打开，另存为 .xlsx 后再用。"
        )
    return head.decode(), tail.decode()


def _row(
    name: str,
    number: int,
    element: etree._Element,
    cells: tuple[CellPlan, ...],
    merges: Sequence[tuple[int, int, int]],
    lists: Collection[str],
) -> RowPlan:
    wanted = sorted({key.split(".")[0] for c in cells for key in c.keys} & set(lists))
    if len(wanted) > 1:
        raise TemplateProblem(
            f"模板工作表“{name}”第{number}行混用了两类占位符（{'、'.join(wanted)}），一行只能用一类。"
        )
    kept = "".join(
        f' {key}="{value}"'
        for key in ("s", "customFormat", "hidden", "outlineLevel", "collapsed")
        if (value := element.get(key))
    )
    height = float(element.get("ht", "0")) if element.get("customHeight") in ("1", "true") else 0.0
    listed = wanted[0] if wanted else ""
    if listed and any(last > number for _, _, last in merges):
        raise TemplateProblem(f"模板工作表“{name}”第{number}行（重复行）不能与下一行合并单元格。")
    flat = tuple((first, end) for first, end, _ in merges)
    return RowPlan(number, kept, height, cells, listed, flat)


def _cell(
    element: etree._Element,
    texts: Sequence[str],
    styles: Styles,
    widths: dict[int, float],
    hidden: Collection[int],
    merges: Sequence[tuple[int, int, int]],
) -> CellPlan:
    column, _ = split(element.get("r", ""))
    style = int(element.get("s", "0"))
    end = next((last for first, last, _ in merges if first == column), column)
    width = sum(widths.get(c, DEFAULT_WIDTH) for c in range(column, end + 1))
    source, body, keys, kind = _content(element, texts)
    return CellPlan(
        column, letters(column), style, source, body, keys, kind,
        width, styles.size(style), styles.wraps(style) and column not in hidden,
    )  # fmt: skip


def _content(
    element: etree._Element, texts: Sequence[str]
) -> tuple[Source, str, tuple[str, ...], str]:
    from lxml import etree

    formula = element.find(f"{M}f")
    if formula is not None:
        if formula.text is None or formula.get("t") in ("array", "dataTable"):
            raise TemplateProblem(
                f"模板单元格 {element.get('r')} 的公式是共享或数组公式，"
                "请改为普通公式（重新输入一遍）。"
            )
        return "formula", formula.text, (), ""
    kind = element.get("t", "")
    text = ""
    if kind == "s":
        text = texts[int(element.findtext(f"{M}v", "0"))]
    elif kind == "inlineStr":
        text = "".join(t.text or "" for t in _texts(element))
    keys = tuple(PLACEHOLDER.findall(text))
    if keys:
        alone = PLACEHOLDER.fullmatch(text.strip()) is not None
        return ("value" if alone else "text"), text, keys, ""
    body = "".join(_bare(etree.tostring(child, encoding="unicode")) for child in element)
    return "fixed", body, (), kind


def _bare(xml: str) -> str:
    """Without the namespace that lxml repeats on a fragment and the sheet's root already has."""
    return re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", xml)


def _texts(item: etree._Element) -> list[etree._Element]:
    """The text runs of a string, without the phonetic guides (rPh)."""
    return [
        t
        for t in item.iter(f"{M}t")
        if not any(local(ancestor) == "rPh" for ancestor in t.iterancestors())
    ]


def _widths(root: etree._Element) -> tuple[dict[int, float], set[int]]:
    """The widths of the columns by number, and which of them are hidden."""
    default = root.find(f"{M}sheetFormatPr")
    usual = default.get("defaultColWidth") if default is not None else None
    widths: dict[int, float] = {}
    hidden: set[int] = set()
    for column in root.iterfind(f"{M}cols/{M}col"):
        first, last = int(column.get("min", "1")), int(column.get("max", "1"))
        width = float(column.get("width") or usual or DEFAULT_WIDTH)
        # The last <col> may run to column 16384; no cell stands that far out.
        covered = range(first, min(last, first + 255) + 1)
        widths.update(dict.fromkeys(covered, width))
        if column.get("hidden") in ("1", "true"):
            hidden.update(covered)
    return widths, hidden


def _merges(root: etree._Element) -> dict[int, list[tuple[int, int, int]]]:
    """``(first column, last column, last row)`` of merged areas by their first row."""
    found: dict[int, list[tuple[int, int, int]]] = {}
    for merge in root.iterfind(f"{M}mergeCells/{M}mergeCell"):
        start, _, end = merge.get("ref", "").partition(":")
        (first, row), (last, last_row) = split(start), split(end or start)
        found.setdefault(row, []).append((first, last, last_row))
    return found
