"""Web pages, also those that Word and Excel save, with the encoding that they really have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.model import LeftOut, Place
from toolkit.notice.document import Block, Document, Paragraph, Table
from toolkit.notice.formats.grid import MAX_COLUMNS, Spanning, lay_out
from toolkit.notice.formats.numerals import write
from toolkit.notice.formats.source import Source, check_text_size, damaged
from toolkit.notice.formats.text import decode_text

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
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
_NO_MARKER = re.compile(r"list-style(?:-type)?\s*:\s*none", re.I)
_LIST_TYPES = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_META = {
    "articletitle": "标题",
    "pubdate": "发布日期",
    "contentsource": "来源",
    "columnname": "栏目",
    "sitename": "网站",
}
_INLINE_TAG = re.compile(r"</?(?:font|span|a|b|i|u|em|strong|o:p|small|big)\b[^>]*>", re.I)
_BLOCK_TAG = re.compile(r"</?(?:div|center|section|article|blockquote|form|ul|dl)\b[^>]*>", re.I)
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—"
# A line end in the source between two Chinese characters is no space (CSS Text 3, 4.1.3).
_WRAPPED = re.compile(f"(?<=[{_WIDE}])[ \t\f]*[\r\n][ \t\r\n\f]*(?=[{_WIDE}])")
_BLANKS = re.compile("[ \t\r\n\f]+")


def read_html(source: Source) -> Document:
    """The document of a web page: metadata of the site first, then the body in order.

    Tables that only place things on the page are looked through; what is not displayed is left
    out with the reason.
    """
    check_text_size(source)
    found = _XML_ENCODING.search(source.data[:200]) or _CHARSET.search(source.data[:4096])
    declared = found[1].decode("ascii", "replace") if found else ""
    text, remarks = decode_text(source, declared)
    return _document(text, source.name, remarks)


def read_mht(source: Source) -> Document:
    """The document of a web archive (.mht): its first HTML part, else its first text part."""
    import email
    from email import policy

    check_text_size(source)
    message = email.message_from_bytes(source.data.lstrip(b"\xef\xbb\xbf"), policy=policy.compat32)
    for wanted in ("text/html", "text/plain"):
        for part in message.walk():
            body = part.get_payload(decode=True)
            if part.get_content_type() != wanted or not isinstance(body, bytes) or not body.strip():
                continue
            declared = str(part.get_content_charset() or "")
            inner = Source(source.name, body)
            if not declared:
                return read_html(inner)
            text, remarks = decode_text(inner, declared)
            return _document(text, source.name, remarks)
    raise damaged(source.name, "网页归档（.mht）", "里面没有网页正文")


def _document(text: str, name: str, remarks: tuple[LeftOut, ...]) -> Document:
    text = _CONTROL.sub("", _DECLARATION.sub("", text))
    root = _parse(text, name)
    if root is None:
        # Thousands of tags that were never closed: without them the text can still be had.
        root = _parse(_INLINE_TAG.sub("", _BLOCK_TAG.sub("<br>", text)), name)
    if root is None:
        raise damaged(name, "网页", "标签嵌套过深")
    reader = _PageReader(name)
    reader.metadata(root)
    body = next(root.iter("body", "frameset"), root)
    reader.blocks += reader.read(body)
    reader.pictures(root)
    return Document(tuple(reader.blocks), name, remarks + tuple(reader.left_out))


def _parse(text: str, name: str) -> HtmlElement | None:
    """The page's root; None when the parser gave up part of the page, which it does silently."""
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as exc:
        raise damaged(name, "网页", "里面没有正文") from exc
    cut = any("Excessive depth" in str(entry.message) for entry in parser.error_log)
    return None if cut else root


class _Collector:
    """Gathers running text into paragraphs between block boundaries."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self.preformatted = 0

    def text(self, text: str | None) -> None:
        if text:
            self._pieces.append(text.replace("\r\n", "\n") if self.preformatted else text)

    def line_break(self) -> None:
        self.end()

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
                self.blocks.append(Paragraph(line))


class _PageReader:
    """Reads one page; tables recurse, everything else is walked without recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Block] = []
        self.left_out: list[LeftOut] = []
        self.tables = 0
        self.lines = 0
        self._depth = 0

    def metadata(self, root: HtmlElement) -> None:
        """What government sites state about an article in its head, as lines of text."""
        found: dict[str, str] = {}
        for meta in root.iter("meta"):
            label = _META.get(str(meta.get("name", "")).strip().lower())
            content = " ".join(str(meta.get("content", "")).split())
            if label and content:
                found.setdefault(label, content)
        for label in _META.values():
            if label in found:
                self.blocks.append(self._numbered(Paragraph(f"{label}: {found[label]}")))
        title = " ".join((root.findtext(".//title") or "").split())
        if title and title != found.get("标题"):
            self.left_out.append(LeftOut(title, "网页标题", Place(self.name)))

    def pictures(self, root: HtmlElement) -> None:
        """Remark on pictures, since a table may have been put on the page as one."""
        count = sum(1 for _ in root.iter("img"))
        if count:
            why = f"有 {count} 张图片，图片里的文字无法读取"
            self.left_out.append(LeftOut("", why, Place(self.name)))

    def read(self, element: HtmlElement, in_table: bool = False) -> list[Block]:
        """The blocks inside ``element``."""
        out = _Collector()
        stack: list[tuple[str, HtmlElement]] = [("children", element)]
        while stack:
            action, item = stack.pop()
            tag = item.tag if isinstance(item.tag, str) else ""
            if action == "tail":
                out.text(item.tail)
            elif action == "close":
                out.end()
                out.preformatted -= tag == "pre"
            elif action == "children":
                out.text(item.text)
                for child in reversed(item):
                    stack += [("tail", child), ("open", child)]
            elif tag == "br":
                out.end()
            elif not tag or tag in _SKIPPED or self._is_hidden(item):
                continue
            elif tag == "table":
                out.end()
                out.blocks += self.table(item)
            else:
                if tag in _BLOCKS:
                    out.end()
                    out.preformatted += tag == "pre"
                    stack.append(("close", item))
                if tag == "li":
                    out.text(_marker(item))
                stack.append(("children", item))
        out.end()
        if in_table:
            return out.blocks
        return [self._numbered(b) if isinstance(b, Paragraph) else b for b in out.blocks]

    def table(self, element: HtmlElement) -> list[Block]:
        """The table with its caption, or what stands in it if it only lays out the page."""
        if self._depth > 60:
            self._leave_out(element, "表格嵌套过深")
            return []
        self._depth += 1
        self.tables += 1
        place = Place(self.name, table=self.tables)
        cells: list[Spanning] = []
        inside: list[list[Block]] = []
        before: list[Block] = []
        height = 0
        for group in _row_groups(element, before, self):
            taken: dict[int, int] = {}
            for at, row in enumerate(group):
                self._row(row, height + at, len(group) - at, taken, cells, inside)
            height += len(group)
        self._depth -= 1
        if not cells:
            return before
        table = lay_out(cells, height, place)
        nested = [b for blocks in inside for b in blocks if isinstance(b, Table)]
        if _is_layout(table, inside, nested):
            return before + [
                self._numbered(b) if isinstance(b, Paragraph) else b
                for blocks in inside
                for b in blocks
            ]
        return [*before, table, *nested]

    def _row(
        self,
        row: HtmlElement,
        at: int,
        left: int,
        taken: dict[int, int],
        cells: list[Spanning],
        inside: list[list[Block]],
    ) -> None:
        column = 0
        for cell in row:
            if cell.tag not in ("td", "th") or self._is_hidden(cell):
                continue
            while taken.get(column, 0) > at:
                column += 1
            if column >= MAX_COLUMNS:
                self._leave_out(cell, "表格列数过多")
                continue
            width = min(max(_span(cell, "colspan"), 1), 1000, MAX_COLUMNS - column)
            rows = _span(cell, "rowspan")
            rows = left if rows == 0 else min(max(rows, 1), left)
            for covered in range(column, column + width):
                taken[covered] = max(taken.get(covered, 0), at + rows)
            blocks = self.read(cell, in_table=True)
            text = "\n".join(b.text for b in blocks if isinstance(b, Paragraph))
            cells.append(Spanning(at, column, text, rows, width))
            inside.append(blocks)
            column += width

    def _numbered(self, paragraph: Paragraph) -> Paragraph:
        self.lines += 1
        return replace(paragraph, place=Place(self.name, line=self.lines))

    def _is_hidden(self, element: HtmlElement) -> bool:
        style = str(element.get("style", ""))
        if element.get("hidden") is None and not _NOT_SHOWN.search(style):
            return False
        self._leave_out(element, "网页上不显示的文字")
        return True

    def _leave_out(self, element: HtmlElement, why: str) -> None:
        pieces = [element.text or ""] if element.tag not in _UNREAD else []
        for item in element.iterdescendants():
            if item.tag not in _UNREAD:
                pieces.append(item.text or "")
            pieces.append(item.tail or "")
        text = _BLANKS.sub(" ", "".join(pieces)).strip()
        if text:
            self.left_out.append(LeftOut(text, why, Place(self.name)))


def _row_groups(
    table: HtmlElement, before: list[Block], reader: _PageReader
) -> Iterator[list[HtmlElement]]:
    """The rows by group, since a span ends with its group; captions go to ``before``."""
    loose: list[HtmlElement] = []
    for child in table:
        if not isinstance(child.tag, str) or reader._is_hidden(child):
            continue
        if child.tag == "tr":
            loose.append(child)
        elif child.tag in ("thead", "tbody", "tfoot"):
            if loose:
                yield loose
                loose = []
            yield [r for r in child if r.tag == "tr" and not reader._is_hidden(r)]
        elif child.tag not in ("colgroup", "col"):
            before += reader.read(child)
    if loose:
        yield loose


def _is_layout(table: Table, inside: list[list[Block]], nested: list[Table]) -> bool:
    weights = [sum(_weight(b) for b in blocks) for blocks in inside]
    total = sum(weights)
    if sum(1 for weight in weights if weight) <= 1:
        return True
    if nested and sum(_weight(t) for t in nested) * 2 >= total:
        return True
    width = len(table.rows[0]) if table.rows else 0
    if width == 1 and any(len(blocks) >= 3 for blocks in inside):
        return True
    # An article between side columns: a few rows, and one cell holds nearly all.
    heaviest = max(range(len(weights)), key=weights.__getitem__)
    return len(table.rows) <= 3 and weights[heaviest] > 0.6 * total and len(inside[heaviest]) >= 8


def _weight(block: Block) -> int:
    if isinstance(block, Paragraph):
        return len("".join(block.text.split()))
    return sum(len("".join(c.text.split())) for row in block.rows for c in row if not c.covered)


def _span(cell: HtmlElement, name: str) -> int:
    match = re.match(r"\s*(\d{1,6})", str(cell.get(name, "1")))
    return int(match[1]) if match else 1


def _marker(item: HtmlElement) -> str:
    """The number that a browser puts before an item of an ordered list."""
    parent = item.getparent()
    if parent is None or parent.tag != "ol":
        return ""
    style = f"{parent.get('style', '')};{item.get('style', '')}"
    if _NO_MARKER.search(style):
        return ""
    start = str(parent.get("start", "1")).strip()
    number = int(start) if start.isdecimal() and len(start) < 9 else 1
    for sibling in parent.iterchildren("li"):
        value = str(sibling.get("value", ""))
        if value.isdecimal() and len(value) < 9:
            number = int(value)
        if sibling is item:
            break
        number += 1
    kind = _LIST_TYPES.get(str(parent.get("type", "1")), "decimal")
    return f"{write(number, kind)}. "
