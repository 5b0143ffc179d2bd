"""PDF files with a text layer: prose unwrapped, ruled tables joined over page breaks."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.errors import FileProblem, NoTextLayer, UnsupportedFormat
from toolkit.files.progress import tell
from toolkit.files.source import Source, damaged, encrypted, no_text
from toolkit.model import LeftOut, Place
from toolkit.notice.document import Block, Document, Paragraph
from toolkit.notice.formats.joined_tables import without_tabs
from toolkit.notice.formats.pdf_chars import by_direction, without_watermarks
from toolkit.notice.formats.pdf_columns import open_parts, with_rows
from toolkit.notice.formats.pdf_lines import Line, lines_of, paragraphs_of
from toolkit.notice.formats.pdf_tables import Part, append, continues, parts_of, to_table

MAX_PAGES = 500
_PAGE_NUMBER = re.compile(
    r"[-—–―－~·.\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[-—–―－~·.\s]*(?:[/／，,]?\s*共?\s*\d{1,4}\s*页?)?"
)
_EDGE = 0.12
_UNREADABLE = re.compile(r"\(cid:\d+\)")


@dataclass(slots=True)
class _Page:
    number: int
    width: float
    height: float
    lines: list[Line]
    parts: list[Part]
    pictures: int
    left_out: list[LeftOut] = field(default_factory=list)


def read_pdf(source: Source) -> Document:
    """The document of a PDF that has a text layer.

    Lines of a paragraph are joined; a table that goes on over pages becomes one, its repeated
    heads left out; page numbers and running heads are left out too.

    Raises:
        UnsupportedFormat: pdfplumber (the extra ``pdf``) is not installed.
        NoTextLayer: a scan, or text in fonts that cannot be decoded.
        FileProblem: damaged, protected by a password, or more than :data:`MAX_PAGES` pages.
    """
    try:
        import pdfplumber
    except ImportError as exc:
        raise UnsupportedFormat(
            f"读取 PDF 文件“{source.name}”需要安装 pdfplumber，请运行："
            'pip install "taizhang[pdf]"；或用 WPS 把 PDF 转换为 .docx 后再试。'
        ) from exc
    # pdfminer warns of every irregularity of a font on standard error.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(source.data)) as pdf:
            pages = list(_pages(pdf, source.name))
    except FileProblem:
        raise
    except Exception as exc:
        if "Password" in f"{type(exc).__name__} {exc!r} {exc.__context__!r}":
            raise encrypted(source.name) from exc
        raise damaged(source.name, "PDF 文档") from exc
    return _assemble(pages, source.name)


def _pages(pdf: Any, name: str) -> Iterator[_Page]:
    if len(pdf.pages) > MAX_PAGES:
        raise FileProblem(
            f"“{name}”有 {len(pdf.pages)} 页，超过上限 {MAX_PAGES} 页。"
            "请只保留通知正文和任务表所在的页，另存为新文件后再试。"
        )
    last: Part | None = None
    running: set[tuple[str, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        chars = [c for c in page.dedupe_chars(tolerance=1).chars if c["text"]]
        chars, marks = without_watermarks(chars)
        parts, used = parts_of(page, number, chars)
        free = [i for i in range(len(chars)) if i not in used]
        rules = [e["top"] for e in page.horizontal_edges if e["x1"] - e["x0"] > 0.3 * page.width]
        parts = [with_rows(part, chars, rules, last) for part in parts]
        unruled, more = open_parts(chars, free, number, rules, last, running)
        parts += unruled
        used |= more
        last = parts[-1] if parts else None
        upright, *turned = by_direction(c for i, c in enumerate(chars) if i not in used)
        lines = lines_of(upright, number)
        left_out = [LeftOut(mark, "水印", Place(name, page=number)) for mark in marks]
        for line in (line for way in turned for line in lines_of(way, number)):
            # Beside the text: the number of a page that was turned, a running title.
            why = "页码" if _PAGE_NUMBER.fullmatch(line.text) else "表格以外的竖排文字"
            left_out.append(LeftOut(line.text, why, Place(name, page=number)))
        pictures = len(page.images)
        yield _Page(number, page.width, page.height, lines, parts, pictures, left_out)
        tell(number, len(pdf.pages))
        # The layout of a page takes megabytes and is not needed again.
        page.close()


def _assemble(pages: list[_Page], name: str) -> Document:
    _refuse_unreadable(pages, name)
    left_out = [one for page in pages for one in page.left_out]
    left_out += _strip_running(pages, name)
    for page in pages:
        if page.pictures and not page.lines and not page.parts:
            why = "这一页只有图片（扫描件），没有可以读取的文字"
            left_out.append(LeftOut("", why, Place(name, page=page.number)))
    blocks: list[Block] = []
    tables: list[Part] = []
    prose: list[Line] = []
    lefts, rights = _margins(pages)

    def end_prose() -> None:
        if prose:
            key = _format(pages[prose[0].page - 1])
            for text, first in paragraphs_of(prose, lefts[key], rights[key]):
                place = Place(name, line=len(blocks) + 1, page=first.page)
                blocks.append(Paragraph(without_tabs(text), place))
            prose.clear()

    def end_table() -> None:
        if tables:
            part = tables.pop()
            number = sum(1 for b in blocks if not isinstance(b, Paragraph)) + 1
            blocks.append(to_table(part, Place(name, table=number, page=part.page)))
            left_out.extend(part.left_out)

    for page in pages:
        for item in _in_order(page):
            if isinstance(item, Line):
                end_table()
                if prose and _format(pages[prose[-1].page - 1]) != _format(page):
                    end_prose()
                prose.append(item)
                continue
            end_prose()
            if tables and continues(tables[0], item):
                append(tables[0], item, Place(name))
            else:
                end_table()
                tables.append(item)
    end_prose()
    end_table()
    return Document(tuple(blocks), name, tuple(left_out))


def _in_order(page: _Page) -> list[Line | Part]:
    def top(item: Line | Part) -> float:
        return item.top if isinstance(item, Line) else item.box[1]

    return sorted([*page.lines, *page.parts], key=top)


def _format(page: _Page) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _margins(
    pages: Sequence[_Page],
) -> tuple[dict[tuple[int, int], float], dict[tuple[int, int], float]]:
    """The left and right margin of the prose by page format, taken from its longer lines."""
    lefts: dict[tuple[int, int], float] = {}
    rights: dict[tuple[int, int], float] = {}
    for key in {_format(page) for page in pages}:
        lines = [line for page in pages if _format(page) == key for line in page.lines]
        # A line that ends in the middle of the page shows no margin; then nothing is joined.
        long = [line for line in lines if line.x1 > 0.7 * key[0]]
        lefts[key] = min((line.x0 for line in long), default=0.0)
        rights[key] = max((line.x1 for line in long), default=2.0 * key[0])
    return lefts, rights


def _refuse_unreadable(pages: Sequence[_Page], name: str) -> None:
    texts = [line.text for page in pages for line in page.lines]
    texts += [cell.text for page in pages for part in page.parts for cell in part.cells]
    whole = "".join(texts)
    if not whole.strip():
        raise no_text(name, pictures=any(page.pictures for page in pages))
    unreadable = len(_UNREADABLE.findall(whole))
    if unreadable > 0.1 * len(_UNREADABLE.sub("x", whole)):
        raise NoTextLayer(
            f"“{name}”中的字体没有文字编码，读出来是乱码。"
            "请向发文单位索取 .docx 电子版，或用文字识别（OCR）软件转换后再试。"
        )


def _strip_running(pages: Sequence[_Page], name: str) -> Iterator[LeftOut]:
    """Take page numbers and running heads out of the pages' lines."""
    seen: Counter[tuple[str, bool]] = Counter()
    numbers: Counter[int] = Counter()
    outer = [_outermost(page) for page in pages]
    for page, edge in zip(pages, outer, strict=True):
        seen.update({_running_key(line, page) for line in edge})
        numbers.update(_numbers(edge, page))
    for page, edge in zip(pages, outer, strict=True):
        keep = []
        for line in page.lines:
            why = ""
            if line in edge:
                often = seen[_running_key(line, page)]
                counts = max((numbers[n] for n in _numbers([line], page)), default=0)
                if _PAGE_NUMBER.fullmatch(line.text) and (_at_edge(line, page) or counts > 1):
                    why = "页码"
                elif often >= 3 and often >= 0.4 * len(pages):
                    why = "页眉页脚"
            if why:
                yield LeftOut(line.text, why, Place(name, page=page.number))
            else:
                keep.append(line)
        page.lines = keep


def _outermost(page: _Page) -> list[Line]:
    """The lines near the upper and lower edge, and the first and the last thing on the page."""
    items = _in_order(page)
    ends = [item for item in (items[:1] + items[-1:]) if isinstance(item, Line)]
    return [line for line in page.lines if _at_edge(line, page) or line in ends]


def _numbers(lines: Iterable[Line], page: _Page) -> set[int]:
    """How far the numbers printed alone on lines are ahead of the page's own."""
    found = (re.search(r"\d+", x.text) for x in lines if _PAGE_NUMBER.fullmatch(x.text))
    return {int(number[0]) - page.number for number in found if number}


def _at_edge(line: Line, page: _Page) -> bool:
    top, bottom = _EDGE * page.height, (1 - _EDGE) * page.height
    return line.middle < top or line.middle > bottom


def _running_key(line: Line, page: _Page) -> tuple[str, bool]:
    return re.sub(r"\d+", "0", line.text), line.middle < page.height / 2
