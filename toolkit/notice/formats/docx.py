"""Word documents: body paragraphs and tables in order, with merges and automatic numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.files.amounts import check_lines, check_tags
from toolkit.files.archive import Archive, parse_xml
from toolkit.files.source import MEGABYTE, Source, damaged
from toolkit.model import LeftOut, Place
from toolkit.notice.document import Block, Document, Paragraph, Table, numbered
from toolkit.notice.formats.docx_numbers import Numbering
from toolkit.notice.formats.docx_text import TextReader, branch
from toolkit.notice.formats.grid import MAX_COLUMNS, Spanning, lay_out
from toolkit.notice.formats.joined_tables import cell_text, join_cut, tables_of, without_tabs
from toolkit.notice.formats.word_xml import children, local, w

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTAINERS = {"sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag", "body", "tbody"}
_DELETED = {"del", "moveFrom"}
_SIDE_PARTS = {
    "header": "页眉",
    "footer": "页脚",
    "footnotes": "脚注",
    "endnotes": "尾注",
    "comments": "批注",
}
_DEEPEST_EMBEDDED = 3
_MOST_EMBEDDED = 20
_DEEPEST_TABLE = 64
_LARGEST_PART = 50 * MEGABYTE


def read_docx(source: Source) -> Document:
    """The document of a .docx or .docm, of the strict variant too.

    Tracked insertions count, deletions are left out; text boxes follow the paragraph that anchors
    them; page headers, notes and comments are left out with the reason.

    Raises:
        FileProblem: damaged or encrypted.
    """
    archive = Archive(source)
    root = _xml(archive, archive.main_part)
    body = next(iter(children(root, "body")), None) if root is not None else None
    if body is None:
        raise damaged(source.name, "Word 文档", "找不到正文部分")
    reader = _BodyReader(archive, source)
    blocks = tuple(numbered(join_cut(list(reader.blocks(body)), reader.left_out), source.name))
    reader.side_parts()
    return Document(blocks, source.name, tuple(reader.left_out))


def _xml(archive: Archive, part: str) -> _Element | None:
    """The root of a part, None when there is none; what is far too large is not parsed."""
    if not archive.has(part):
        return None
    data = archive.read(part, _LARGEST_PART)
    check_tags(archive.name, data)
    return parse_xml(data, archive.name, part)


class _BodyReader:
    """Walks the body once, in order, since automatic numbers depend on what came before."""

    def __init__(self, archive: Archive, source: Source) -> None:
        self.archive = archive
        self.source = source
        self.relations = archive.relations(archive.main_part)
        self.left_out: list[LeftOut] = []
        numbering = self._part_of("numbering")
        styles = self._part_of("styles")
        self.text = TextReader(Numbering(numbering, styles), styles, self.left_out)
        self.lines = 0
        self.paragraphs = 0
        self.tables = 0
        self._depth = 0
        self._embedded: set[str] = set()

    def _part_of(self, kind: str) -> _Element | None:
        part = next((r.target for r in self.relations.values() if r.type == kind), "")
        return _xml(self.archive, part) if part else None

    def blocks(self, parent: _Element) -> Iterator[Block]:
        """The blocks of a body, a cell or any other container."""
        for child in parent:
            name = local(child)
            if name == "p":
                yield from self.paragraph(child)
            elif name == "tbl":
                yield from self.table(child)
            elif name == "sdt" and _is_contents(child):
                self.drop(child, "目录")
            elif name in _CONTAINERS:
                yield from self.blocks(child)
            elif name in _DELETED:
                self.drop(child, "修订中已删除")
            elif name == "AlternateContent":
                yield from self.blocks(branch(child))
            elif name == "altChunk":
                yield from self.embedded(child)

    def paragraph(self, element: _Element) -> Iterator[Block]:
        """A paragraph and the text boxes anchored in it."""
        self.paragraphs += 1
        check_lines(self.source.name, self.paragraphs)
        place = self.text.place
        if not place.table:
            self.lines += 1
            place = self.text.place = Place(self.source.name, line=self.lines)
        text, boxes = self.text.paragraph(element)
        if text is not None:
            yield Paragraph(without_tabs(text), place)
        for box in boxes:
            yield from self.blocks(box)

    def drop(self, element: _Element, why: str) -> None:
        """Note the text of an element that is not passed on."""
        text = self.text.raw(element)
        if text.strip():
            self.left_out.append(LeftOut(text, why, self.text.place))

    def embedded(self, element: _Element) -> Iterator[Block]:
        """The blocks of a document that is embedded whole (w:altChunk)."""
        from toolkit.errors import TaizhangError
        from toolkit.notice.formats import read_source

        relation = next((v for k, v in element.attrib.items() if str(k).endswith("}id")), "")
        part = self.relations[str(relation)].target if relation in self.relations else ""
        place = Place(self.source.name, line=self.lines)
        data = self.archive.read(part) if len(self._embedded) < _MOST_EMBEDDED else b""
        try:
            if not data or part in self._embedded or self.source.depth >= _DEEPEST_EMBEDDED:
                raise damaged(part, "嵌入的文档")
            self._embedded.add(part)
            inner = read_source(Source(part, data, depth=self.source.depth + 1))
        except TaizhangError as exc:
            self.left_out.append(LeftOut("", f"嵌入的文档（altChunk）无法读取：{exc}", place))
            return
        self.left_out.extend(inner.left_out)
        yield from inner.blocks

    def table(self, element: _Element) -> Iterator[Block]:
        """A table followed by those nested in it, or what stands in it if it is only layout."""
        if self._depth >= _DEEPEST_TABLE:
            self.drop(element, "表格嵌套过深")
            return
        self._depth += 1
        around = self.text.place
        cells: list[Spanning] = []
        inside: list[list[Block]] = []
        open_merges: dict[int, int] = {}
        height = 0
        for row in _rows(element):
            here = Place(self.source.name, table=self.tables + 1, row=height + 1)
            self.text.place = here
            if _property(row, "trPr", "del") is not None:
                self.drop(row, "修订中已删除的表格行")
                continue
            open_merges = self.row(row, height, cells, inside, open_merges)
            height += 1
        self._depth -= 1
        self.text.place = around if around.table else Place(self.source.name)
        if _is_layout(cells, inside):
            for blocks in inside:
                yield from blocks
            return
        self.tables += 1
        yield lay_out(cells, height, Place(self.source.name, table=self.tables))
        yield from (b for blocks in inside for b in tables_of(blocks))

    def row(
        self,
        row: _Element,
        at: int,
        cells: list[Spanning],
        inside: list[list[Block]],
        above: dict[int, int],
    ) -> dict[int, int]:
        """Append a row's cells; ``above`` and the result map a column to the merge open in it."""
        open_merges: dict[int, int] = {}
        column = _number(_property(row, "trPr", "gridBefore"), 0)
        for tc in _cells(row):
            span = max(_number(_property(tc, "tcPr", "gridSpan"), 1), 1)
            if column >= MAX_COLUMNS:
                self.drop(tc, "表格列数过多")
                continue
            merge = _property(tc, "tcPr", "vMerge")
            across = _property(tc, "tcPr", "hMerge")
            blocks: list[Block] = []
            if _property(tc, "tcPr", "cellDel") is None:
                blocks = list(self.blocks(tc))
            else:
                self.drop(tc, "修订中已删除的单元格")
            text = cell_text(blocks)
            origin = cells[-1] if cells and cells[-1].row == at else None
            if merge is not None and _value(merge) != "restart" and column in above:
                index = above[column]
                old = cells[index]
                self._covered(text, at)
                inside.append(tables_of(blocks))
                cells[index] = Spanning(
                    old.row, old.column, old.text, at - old.row + 1, max(old.columns, span)
                )
                open_merges[column] = index
            elif across is not None and _value(across) != "restart" and origin is not None:
                self._covered(text, at)
                inside.append(tables_of(blocks))
                width = column + span - origin.column
                cells[-1] = Spanning(origin.row, origin.column, origin.text, origin.rows, width)
            else:
                if merge is not None:
                    open_merges[column] = len(cells)
                cells.append(Spanning(at, column, text, 1, span))
                inside.append(blocks)
            column += span
        return open_merges

    def _covered(self, text: str, row: int) -> None:
        if text.strip():
            place = Place(self.source.name, table=self.tables + 1, row=row + 1)
            self.left_out.append(LeftOut(text, "合并单元格中被遮住的文字", place))

    def side_parts(self) -> None:
        """Note headers, footers, notes, comments and pictures, once for each text."""
        seen: set[str] = set()
        for part, kind in {r.target: r.type for r in self.relations.values()}.items():
            why = _SIDE_PARTS.get(kind)
            root = _xml(self.archive, part) if why else None
            if root is None or not why:
                continue
            text = self.text.raw(root)
            if text.strip() and text not in seen:
                seen.add(text)
                self.left_out.append(LeftOut(text, why, Place(self.source.name)))
        if self.text.pictures:
            why = f"有 {self.text.pictures} 张图片，图片里的文字无法读取"
            self.left_out.append(LeftOut("", why, Place(self.source.name)))


def _is_layout(cells: list[Spanning], inside: list[list[Block]]) -> bool:
    """Whether the cells are a frame around other blocks: one box a row, or places for tables."""
    if len({(cell.column, cell.columns) for cell in cells}) == 1:
        return True
    weights = [sum(_weight(block) for block in blocks) for blocks in inside]
    nested = sum(_weight(b) for blocks in inside for b in blocks if isinstance(b, Table))
    return sum(1 for weight in weights if weight) <= 1 or nested * 2 >= sum(weights)


def _is_contents(control: _Element) -> bool:
    """Whether a content control holds the table of contents that Word makes."""
    return any(
        str(item.get(w("val"), "")).startswith("Table of Contents")
        for properties in children(control, "sdtPr")
        for item in properties.iter(w("docPartGallery"))
    )


def _weight(block: Block) -> int:
    if isinstance(block, Paragraph):
        return len("".join(block.text.split()))
    return sum(len(c.text) for row in block.rows for c in row if not c.covered)


def _rows(table: _Element) -> Iterator[_Element]:
    yield from _nested(table, "tr")


def _cells(row: _Element) -> Iterator[_Element]:
    yield from _nested(row, "tc")


def _nested(parent: _Element, name: str) -> Iterator[_Element]:
    """Children of that name, also those wrapped in content controls or tracked insertions."""
    for child in parent:
        found = local(child)
        if found == name:
            yield child
        elif found in _CONTAINERS:
            yield from _nested(child, name)
        elif found == "AlternateContent":
            yield from _nested(branch(child), name)


def _property(element: _Element, group: str, name: str) -> _Element | None:
    for properties in children(element, group):
        for found in children(properties, name):
            return found
    return None


def _value(element: _Element | None) -> str:
    return str(element.get(w("val"), "")) if element is not None else ""


def _number(element: _Element | None, default: int) -> int:
    try:
        return min(int(_value(element)), MAX_COLUMNS)
    except ValueError:
        return default
