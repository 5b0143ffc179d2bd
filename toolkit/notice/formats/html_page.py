"""The text and the tables of a parsed web page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from toolkit.files.amounts import check_lines, too_much
from toolkit.model import LeftOut, Place
from toolkit.notice.document import STRUCK, Block, Paragraph, Table
from toolkit.notice.formats.grid import MAX_COLUMNS, Spanning, lay_out
from toolkit.notice.formats.joined_tables import cell_text, tables_of
from toolkit.numerals import write

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SKIPPED = {
    "script", "style", "nav", "noscript", "template", "head", "iframe", "object", "button",
    "select", "option", "svg", "audio", "video", "map", "textarea", "noframes",
}  # fmt: skip
_UNREAD = {"script", "style"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details",
    "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2",
    "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main", "menu", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
    "title", "frameset", "xml", "ucapcontent",
}  # fmt: skip
_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_STRUCK_TAGS = {"s", "strike", "del"}
_STRUCK_STYLE = re.compile(r"text-decoration(?:-line)?\s*:[^;]*line-through", re.I)
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:\s*none", re.I)
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—"
# A line end in the source between two Chinese characters is no space (CSS Text 3, 4.1.3).
_WRAPPED = re.compile(f"(?<=[{_WIDE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
# Columns that all spans of a page reach over; some write colspan="1000" for the whole width.
_MOST_COVERED = 3_000_000
_BLANKS = re.compile("[ \t\r\n\f]+")


class _Collector:
    """Gathers running text into paragraphs between block boundaries."""

    def __init__(self, count: Callable[[], None]) -> None:
        self.blocks: list[Block] = []
        self._count = count
        self._pieces: list[str] = []
        self.preformatted = 0

    def text(self, text: str | None) -> None:
        """Add running text."""
        if text:
            self._pieces.append(text.replace("\r\n", "\n") if self.preformatted else text)

    def end(self) -> None:
        """End the paragraph; one without text is dropped."""
        if not self._pieces:
            return
        text = "".join(self._pieces)
        self._pieces = []
        if self.preformatted:
            lines = text.split("\n")
        else:
            lines = [_BLANKS.sub(" ", _WRAPPED.sub("", text))]
        for line in lines:
            if line := line.replace("\xa0", " ").strip(" \t\r"):
                self._count()
                self.blocks.append(Paragraph(line))


class PageReader:
    """Reads one page; tables recurse, everything else is walked without recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.left_out: list[LeftOut] = []
        self.tables = 0
        self.lines = 0
        self._depth = 0
        self._covered = 0
        self._place = Place(name)
        self._markers: dict[HtmlElement, dict[HtmlElement, str]] = {}
        self._holders: dict[tuple[str, ...], set[HtmlElement]] = {}

    def read(self, element: HtmlElement) -> list[Block]:
        """The blocks inside ``element``.

        Raises:
            FileProblem: more paragraphs than a notice can have.
        """
        out = _Collector(self._count)
        out.text(element.text)
        open_elements = [(element, iter(element))]
        while open_elements:
            item, children = open_elements[-1]
            child = next(children, None)
            if child is None:
                open_elements.pop()
                if open_elements:
                    self._close(item, out)
            elif self._opens(child, out):
                open_elements.append((child, iter(child)))
            else:
                out.text(child.tail)
        out.end()
        return out.blocks

    def _opens(self, item: HtmlElement, out: _Collector) -> bool:
        """Begin an element; whether what stands in it is to be read."""
        tag = item.tag if isinstance(item.tag, str) else ""
        if tag == "br":
            out.end()
            return False
        if not tag or tag in _SKIPPED or self._is_hidden(item) or self._is_struck(item):
            return False
        if _is_foot(item):
            out.end()
            self._leave_out(item, "网站页脚")
            return False
        if tag in _BLOCKS:
            out.end()
        if tag == "table":
            out.blocks += self.table(item)
            return False
        out.preformatted += tag == "pre"
        if tag == "li":
            out.text(self._marker(item))
        out.text(item.text)
        return True

    def _close(self, item: HtmlElement, out: _Collector) -> None:
        if item.tag in _BLOCKS:
            out.end()
            out.preformatted -= item.tag == "pre"
        out.text(item.tail)

    def _count(self) -> None:
        self.lines += 1
        check_lines(self.name, self.lines)

    def table(self, element: HtmlElement) -> list[Block]:
        """The table with its caption, or what stands in it if it only lays out the page."""
        if self._depth > 60:
            self._leave_out(element, "表格嵌套过深")
            return []
        self._depth += 1
        cells: list[Spanning] = []
        inside: list[list[Block]] = []
        before: list[Block] = []
        height = 0
        for group in self._row_groups(element, before):
            taken: dict[int, int] = {}
            for at, row in enumerate(group):
                self._row(row, height + at, len(group) - at, taken, cells, inside, before)
            height += len(group)
        self._depth -= 1
        nested = [b for blocks in inside for b in blocks if isinstance(b, Table)]
        if _is_layout(cells, height, inside, nested):
            return before + [block for blocks in inside for block in blocks]
        self.tables += 1
        table = lay_out(cells, height, Place(self.name, table=self.tables))
        apart = [b for blocks in inside for b in tables_of(blocks)]
        if (labelled := _information(table)) and not self._depth:
            return [*before, *labelled, *apart]
        return [*before, table, *apart]

    def _row_groups(self, table: HtmlElement, before: list[Block]) -> Iterator[list[HtmlElement]]:
        """The rows by group, where spans end; what is no row goes to ``before``."""
        loose: list[HtmlElement] = []
        for child in self._through(table, ("tr", "thead", "tbody", "tfoot"), before):
            if child.tag == "tr":
                loose.append(child)
                continue
            if loose:
                yield loose
                loose = []
            yield list(self._through(child, ("tr",), before))
        if loose:
            yield loose

    def _through(
        self, parent: HtmlElement, wanted: tuple[str, ...], stray: list[Block]
    ) -> Iterator[HtmlElement]:
        """The shown children with these tags, also behind forms and the like put between.

        Whatever else stands there is not part of the table, and browsers show it before it.
        """
        _add_text(parent.text, stray)
        for child in parent:
            tag = child.tag
            if tag in wanted:
                if not self._is_hidden(child):
                    yield child
            elif tag in _SKIPPED or tag in ("col", "colgroup") or self._is_hidden(child):
                pass
            elif tag == "table":
                stray += self.table(child)
            elif self._holds(child, wanted):
                yield from self._through(child, wanted, stray)
            else:
                stray += self.read(child)
            _add_text(child.tail, stray)

    def _row(
        self,
        row: HtmlElement,
        at: int,
        left: int,
        taken: dict[int, int],
        cells: list[Spanning],
        inside: list[list[Block]],
        stray: list[Block],
    ) -> None:
        column = 0
        around, self._place = self._place, Place(self.name, table=self.tables + 1, row=at + 1)
        row_struck = bool(_STRUCK_STYLE.search(str(row.get("style", ""))))
        for cell in self._through(row, ("td", "th"), stray):
            start = column
            while taken.get(column, 0) > at:
                column += 1
            self._cover(column - start)
            if column >= MAX_COLUMNS:
                self._leave_out(cell, "表格列数过多")
                continue
            width = min(max(_span(cell, "colspan"), 1), 1000, MAX_COLUMNS - column)
            rows = _span(cell, "rowspan")
            rows = left if rows == 0 else min(max(rows, 1), left)
            self._cover(width)
            for covered in range(column, column + width):
                taken[covered] = max(taken.get(covered, 0), at + rows)
            struck = self._is_struck(cell, row_struck)
            blocks = [] if struck else self.read(cell)
            text = cell_text(blocks)
            cells.append(Spanning(at, column, text, rows, width))
            inside.append(blocks)
            column += width
        self._place = around

    def _cover(self, columns: int) -> None:
        self._covered += columns
        if self._covered > _MOST_COVERED:
            raise too_much(self.name, "表格跨行跨列", self._covered, _MOST_COVERED)

    def _holds(self, element: HtmlElement, wanted: tuple[str, ...]) -> bool:
        """Whether an element with one of these tags stands in it, at whatever depth."""
        if wanted not in self._holders:
            # For the whole page at once: looking through every element would cost its depth.
            holders: set[HtmlElement] = set()
            for found in element.getroottree().iter(*wanted):
                holders.add(found)
                for above in found.iterancestors():
                    if above in holders:
                        break
                    holders.add(above)
            self._holders[wanted] = holders
        return element in self._holders[wanted]

    def _marker(self, item: HtmlElement) -> str:
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return ""
        if parent not in self._markers:
            self._markers[parent] = _markers(parent)
        return self._markers[parent].get(item, "")

    def _is_hidden(self, element: HtmlElement) -> bool:
        style = str(element.get("style", ""))
        if element.get("hidden") is None and not _NOT_SHOWN.search(style):
            return False
        self._leave_out(element, "网页上不显示的文字")
        return True

    def _is_struck(self, element: HtmlElement, inherited: bool = False) -> bool:
        struck = inherited or element.tag in _STRUCK_TAGS
        if struck or _STRUCK_STYLE.search(str(element.get("style", ""))):
            self._leave_out(element, STRUCK)
            return True
        return False

    def _leave_out(self, element: HtmlElement, why: str) -> None:
        pieces = [element.text or ""] if element.tag not in _UNREAD else []
        for item in element.iterdescendants():
            if item.tag not in _UNREAD:
                pieces.append(item.text or "")
            pieces.append(item.tail or "")
        text = _BLANKS.sub(" ", "".join(pieces)).strip()
        if text:
            self.left_out.append(LeftOut(text, why, self._place))


def _add_text(text: str | None, blocks: list[Block]) -> None:
    text = _BLANKS.sub(" ", (text or "").replace("\xa0", " ")).strip()
    if text:
        blocks.append(Paragraph(text))


_LABELS = re.compile(
    "索引号|信息索引|发布机构|发文机关|发文机构|制发机关|公开主体|成文日期|发文日期|发布日期|生成日期|公开日期|名称|标题|文号|发文字号|主题分类|主题词"
    "|有效性|公开方式|公开范围|组配分类|体裁分类|公文种类|信息分类|关键词|生效日期|废止日期|失效日期|责任编辑|信息来源|来源"
)
_FEWEST_LABELS = 3


def _information(table: Table) -> list[Block]:
    """What the information table of a government page says, as labelled lines; [] if it is none.

    It names the document (索引号, 发布机构, 文号): its bodies have no task, its dates limit none.
    """
    cells = [c for row in table.rows for c in row if not c.covered and c.text.strip()]
    lines: list[Block] = []
    label = ""
    for cell in cells:
        word = "".join(cell.text.split()).rstrip(":：")
        if _LABELS.fullmatch(word.strip("[]【】")):
            label = word
        elif label:
            lines.append(Paragraph(f"{label}: {cell.text.strip()}"))
            label = ""
        elif (pair := _PAIR.match(cell.text)) and _LABELS.fullmatch("".join(pair[1].split())):
            lines.append(Paragraph(cell.text.strip()))
        else:
            return []
    return lines if len(lines) >= _FEWEST_LABELS else []


_PAIR = re.compile(r"\s*([^:：]{2,10})[:：]")
_FOOT = re.compile(r"(?:^|[\s_-])(?:footer|foot|copyright)(?:$|[\s_-])", re.I)
_SITE = re.compile("主办|承办|版权所有|ICP备|公网安备|网站标识码|网站地图|联系我们")
_LONGEST_FOOT = 600
_LARGEST_FOOT = 300


def _is_foot(element: HtmlElement) -> bool:
    """Whether an element is the foot of the site: who runs it, its registration."""
    marks = f"{element.get('class', '')} {element.get('id', '')}"
    if element.tag != "footer" and not _FOOT.search(marks):
        return False
    pieces: list[str] = []
    # Feet stand in feet: each is looked at only as far as one may reach.
    for count, item in enumerate(element.iter()):
        if count > _LARGEST_FOOT:
            return False
        if isinstance(item.tag, str):
            pieces.append(item.text or "")
        if item is not element:
            pieces.append(item.tail or "")
    text = "".join(pieces)
    return len("".join(text.split())) <= _LONGEST_FOOT and _SITE.search(text) is not None


def _is_layout(
    cells: list[Spanning], height: int, inside: list[list[Block]], nested: list[Table]
) -> bool:
    weights = [sum(_weight(b) for b in blocks) for blocks in inside]
    total = sum(weights)
    if sum(1 for weight in weights if weight) <= 1:
        return True
    if nested and sum(_weight(t) for t in nested) * 2 >= total:
        return True
    if max(cell.column for cell in cells) == 0:
        return True
    # An article between side columns: a few rows, and one cell holds nearly all.
    heaviest = max(range(len(weights)), key=weights.__getitem__)
    return height <= 3 and weights[heaviest] > 0.6 * total and len(inside[heaviest]) >= 8


def _weight(block: Block) -> int:
    if isinstance(block, Paragraph):
        return len("".join(block.text.split()))
    return sum(len("".join(c.text.split())) for row in block.rows for c in row if not c.covered)


def _span(cell: HtmlElement, name: str) -> int:
    match = re.match(r"\s*(\d{1,6})", str(cell.get(name, "1")))
    return int(match[1]) if match else 1


def _markers(parent: HtmlElement) -> dict[HtmlElement, str]:
    """The numbers that a browser puts before the items of an ordered list."""
    start = str(parent.get("start", "1")).strip()
    number = int(start) if start.isdecimal() and len(start) < 9 else 1
    kind = _LIST_TYPES.get(str(parent.get("type", "1")), "decimal")
    unmarked = _NO_MARKER.search(str(parent.get("style", "")))
    found: dict[HtmlElement, str] = {}
    for item in parent.iterchildren("li"):
        value = str(item.get("value", ""))
        if value.isdecimal() and len(value) < 9:
            number = int(value)
        if not unmarked and not _NO_MARKER.search(str(item.get("style", ""))):
            found[item] = f"{write(number, kind)}. "
        number += 1
    return found
