"""The pages of a PDF as lines and ruled tables: all that needs the PDF library.

Runs in a process of its own (:mod:`toolkit.files.apart`), since a page of a few kilobytes may
unpack to gigabytes or draw without end.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from toolkit.errors import FileProblem
from toolkit.files.amounts import check_characters, too_much
from toolkit.files.source import Source, damaged, encrypted
from toolkit.model import LeftOut, Place
from toolkit.notice.formats.pdf_chars import Char, by_direction, without_watermarks
from toolkit.notice.formats.pdf_columns import open_parts, with_rows
from toolkit.notice.formats.pdf_lines import Line, lines_of
from toolkit.notice.formats.pdf_tables import Part, parts_of
from toolkit.progress import tell

PAGE_NUMBER = re.compile(
    r"[-—–―－~·.\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[-—–―－~·.\s]*(?:[/／，,]?\s*共?\s*\d{1,4}\s*页?)?"
)
MAX_PAGES = 500
# A page of the smallest print has 10,000 characters.
MAX_CHARACTERS_A_PAGE = 60_000
# Maps and drawings have tens of thousands of strokes; no table has.
MAX_STROKES_A_PAGE = 20_000
MAX_FIGURES_A_PAGE = 5_000
MAX_STREAM = 30 * 1024 * 1024
_TOLERANCE = 1.0


@dataclass(slots=True)
class Page:
    """What stands on one page; ``pictures`` counts the images."""

    number: int
    width: float
    height: float
    lines: list[Line]
    parts: list[Part]
    pictures: int
    left_out: list[LeftOut] = field(default_factory=list)


def pages_of(source: Source) -> list[Page]:
    """All pages of a PDF.

    Raises:
        FileProblem: damaged, protected by a password, or more than a notice can be.
    """
    import pdfplumber

    # pdfminer warns of every irregularity of a font on standard error.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    try:
        with pdfplumber.open(io.BytesIO(source.data)) as pdf:
            return list(_pages(pdf, source.name))
    except (FileProblem, MemoryError):
        raise
    except Exception as exc:
        if "Password" in f"{type(exc).__name__} {exc!r} {exc.__context__!r}":
            raise encrypted(source.name) from exc
        raise damaged(source.name, "PDF 文档") from exc


def _pages(pdf: Any, name: str) -> Iterator[Page]:
    tell("页", 0, 0)
    if len(pdf.pages) > MAX_PAGES:
        raise too_much(name, "页", len(pdf.pages), MAX_PAGES)
    characters = 0
    last: Part | None = None
    running: set[tuple[str, int]] = set()
    for number, page in enumerate(pdf.pages, 1):
        tell("页", number, len(pdf.pages))
        device = _draw(pdf, page, name, number)
        chars = without_doubles([c for c in page.chars if c["text"]])
        characters += len(chars)
        check_characters(name, characters)
        chars, marks = without_watermarks(chars)
        left_out = [LeftOut(mark, "水印", Place(name, page=number)) for mark in marks]
        parts: list[Part] = []
        used: set[int] = set()
        found = None if device.too_many_strokes else parts_of(page, number, chars)
        if found is None:
            why = "这一页的线条太多，没有按表格读取，只读了文字"
            left_out.append(LeftOut("", why, Place(name, page=number)))
        else:
            parts, used = _tables(page, number, chars, found, last, running)
        last = parts[-1] if parts else None
        upright, *turned = by_direction(c for i, c in enumerate(chars) if i not in used)
        lines = lines_of(upright, number)
        for line in (line for way in turned for line in lines_of(way, number)):
            # Beside the text: the number of a page that was turned, a running title.
            why = "页码" if PAGE_NUMBER.fullmatch(line.text) else "表格以外的竖排文字"
            left_out.append(LeftOut(line.text, why, Place(name, page=number)))
        yield Page(number, page.width, page.height, lines, parts, len(page.images), left_out)
        # The layout of a page takes megabytes and is not needed again.
        page.close()


def _tables(
    page: Any,
    number: int,
    chars: list[Char],
    ruled: tuple[list[Part], set[int]],
    before: Part | None,
    running: set[tuple[str, int]],
) -> tuple[list[Part], set[int]]:
    """The tables of a page with and without rules, and the characters that stand in them."""
    parts, used = ruled
    free = [i for i in range(len(chars)) if i not in used]
    rules = [e["top"] for e in page.horizontal_edges if e["x1"] - e["x0"] > 0.3 * page.width]
    parts = [with_rows(part, chars, rules, before) for part in parts]
    unruled, more = open_parts(chars, free, number, rules, before, running)
    return parts + unruled, used | more


def _draw(pdf: Any, page: Any, name: str, number: int) -> Any:
    """Have the page's operators carried out under limits, before the library asks for them."""
    from pdfminer.pdfinterp import PDFPageInterpreter
    from pdfplumber.page import PDFPageAggregatorWithMarkedContent

    class Device(PDFPageAggregatorWithMarkedContent):  # type: ignore[misc,unused-ignore]
        """Counts what is drawn: text beyond the limit is an error, strokes are left undrawn."""

        characters = strokes = figures = 0
        too_many_strokes = False

        def render_char(self, *args: Any, **words: Any) -> float:
            self.characters += 1
            if self.characters > MAX_CHARACTERS_A_PAGE:
                what = f"第 {number} 页的文字"
                raise too_much(name, what, self.characters, MAX_CHARACTERS_A_PAGE)
            return float(super().render_char(*args, **words))

        def paint_path(self, *args: Any, **words: Any) -> None:
            self.strokes += 1
            self.too_many_strokes = self.strokes > MAX_STROKES_A_PAGE
            if not self.too_many_strokes:
                super().paint_path(*args, **words)

        def begin_figure(self, *args: Any, **words: Any) -> None:
            self.figures += 1
            if self.figures > MAX_FIGURES_A_PAGE:
                what = f"第 {number} 页的图形"
                raise too_much(name, what, self.figures, MAX_FIGURES_A_PAGE)
            super().begin_figure(*args, **words)

    size = sum(len(_content(stream)) for stream in page.page_obj.contents)
    if size > MAX_STREAM:
        raise too_much(name, f"第 {number} 页的绘图指令（字节）", size, MAX_STREAM)
    device = Device(pdf.rsrcmgr, pageno=number, laparams=pdf.laparams)
    PDFPageInterpreter(pdf.rsrcmgr, device).process_page(page.page_obj)
    page._layout = device.get_result()
    return device


def _content(stream: Any) -> bytes:
    from pdfminer.pdftypes import stream_value

    data: bytes = stream_value(stream).get_data()
    return data


def without_doubles(chars: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The characters without those printed twice at one place, which is how some print bold.

    The library's own way of it takes half the time of a page with many characters.
    """
    kinds = [(c["upright"], c["text"], c["fontname"], c["size"]) for c in chars]
    tops, lefts = [c["doctop"] for c in chars], [c["x0"] for c in chars]
    alike: dict[Any, list[int]] = {}
    for at, kind in enumerate(kinds):
        alike.setdefault(kind, []).append(at)
    kept = [
        min(spot, key=lambda at: (tops[at], lefts[at]))
        for same in alike.values()
        for row in _near(same, tops)
        for spot in _near(row, lefts)
    ]
    return [chars[at] for at in sorted(kept)]


def _near(items: list[int], at: Sequence[float]) -> Iterator[list[int]]:
    """The items in groups; inside a group each is within a hair of the next."""
    items = sorted(items, key=at.__getitem__)
    start = 0
    for end in range(1, len(items) + 1):
        if end == len(items) or at[items[end]] - at[items[end - 1]] > _TOLERANCE:
            yield items[start:end]
            start = end
