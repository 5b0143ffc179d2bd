"""PDF files with a text layer: prose unwrapped, ruled tables joined over page breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from toolkit.errors import NoTextLayer, UnsupportedFormat
from toolkit.files.apart import call
from toolkit.files.source import Source, no_text
from toolkit.model import LeftOut, Place
from toolkit.notice.document import Block, Document, Paragraph
from toolkit.notice.formats.joined_tables import without_tabs
from toolkit.notice.formats.pdf_lines import Line, paragraphs_of
from toolkit.notice.formats.pdf_pages import PAGE_NUMBER, Page, pages_of
from toolkit.notice.formats.pdf_tables import Part, append, continues, to_table

_EDGE = 0.12
_UNREADABLE = re.compile(r"\(cid:\d+\)")


def read_pdf(source: Source) -> Document:
    """The document of a PDF that has a text layer.

    Lines of a paragraph are joined; a table that goes on over pages becomes one, its repeated
    heads left out; page numbers and running heads are left out too.

    Raises:
        UnsupportedFormat: pdfplumber (the extra ``pdf``) is not installed.
        NoTextLayer: a scan, or text in fonts that cannot be decoded.
        FileProblem: damaged, protected by a password, or more than :data:`MAX_PAGES` pages.
    """
    if not _has_library():
        raise UnsupportedFormat(
            f"读取 PDF 文件“{source.name}”需要安装 pdfplumber，请运行："
            'pip install "taizhang[pdf]"；或用 WPS 把 PDF 转换为 .docx 后再试。'
        )
    pages: list[Page] = call(f"{pages_of.__module__}:{pages_of.__name__}", source, source.name)
    return _assemble(pages, source.name)


def _has_library() -> bool:
    from importlib.util import find_spec

    try:
        return find_spec("pdfplumber") is not None
    except ValueError:
        return False


def _assemble(pages: list[Page], name: str) -> Document:
    _refuse_unreadable(pages, name)
    left_out = [piece for page in pages for piece in page.left_out]
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


def _in_order(page: Page) -> list[Line | Part]:
    def top(item: Line | Part) -> float:
        return item.top if isinstance(item, Line) else item.box[1]

    return sorted([*page.lines, *page.parts], key=top)


def _format(page: Page) -> tuple[int, int]:
    return round(page.width), round(page.height)


def _margins(
    pages: Sequence[Page],
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


def _refuse_unreadable(pages: Sequence[Page], name: str) -> None:
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


def _strip_running(pages: Sequence[Page], name: str) -> Iterator[LeftOut]:
    """Take page numbers and running heads out of the pages' lines."""
    seen: Counter[tuple[str, bool]] = Counter()
    numbers: Counter[int] = Counter()
    outer = [_outermost(page) for page in pages]
    for page, edge in zip(pages, outer, strict=True):
        seen.update({_running_key(line, page) for line in edge})
        numbers.update(_numbers(edge, page))
    for page, edge in zip(pages, outer, strict=True):
        keep = []
        at_edge = set(map(id, edge))
        for line in page.lines:
            why = ""
            if id(line) in at_edge:
                often = seen[_running_key(line, page)]
                counts = max((numbers[n] for n in _numbers([line], page)), default=0)
                if PAGE_NUMBER.fullmatch(line.text) and (_at_edge(line, page) or counts > 1):
                    why = "页码"
                elif often >= 3 and often >= 0.4 * len(pages):
                    why = "页眉页脚"
            if why:
                yield LeftOut(line.text, why, Place(name, page=page.number))
            else:
                keep.append(line)
        page.lines = keep


def _outermost(page: Page) -> list[Line]:
    """The lines near the upper and lower edge, and the first and the last thing on the page."""
    items = _in_order(page)
    ends = {id(item) for item in (items[:1] + items[-1:])}
    return [line for line in page.lines if _at_edge(line, page) or id(line) in ends]


def _numbers(lines: Iterable[Line], page: Page) -> set[int]:
    """How far the numbers printed alone on lines are ahead of the page's own."""
    found = (re.search(r"\d+", x.text) for x in lines if PAGE_NUMBER.fullmatch(x.text))
    return {int(number[0]) - page.number for number in found if number}


def _at_edge(line: Line, page: Page) -> bool:
    top, bottom = _EDGE * page.height, (1 - _EDGE) * page.height
    return line.middle < top or line.middle > bottom


def _running_key(line: Line, page: Page) -> tuple[str, bool]:
    return re.sub(r"\d+", "0", line.text), line.middle < page.height / 2
