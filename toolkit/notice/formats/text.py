"""Plain text: one paragraph a line, exactly as it stands."""

from __future__ import annotations

import re

from toolkit.files.amounts import check_characters, check_lines
from toolkit.files.encoding import decode_text
from toolkit.files.source import Source, check_text_size
from toolkit.model import LeftOut, Place
from toolkit.notice.document import Document, Paragraph

_BREAK = re.compile("\r\n|[\n\r\x0b\x85\u2028\u2029]")
_PAGE_BREAK = re.compile("(?<=[^\n\r\x0b\x85\u2028\u2029])\x0c")


def read_text(source: Source) -> Document:
    """Every line as a :class:`Paragraph` with its number; nothing is stripped.

    Lines end at CR, LF, CRLF, VT, NEL and the Unicode separators.  A form feed begins a new line
    and stays as its first character, so that page breaks remain visible; from the first one on
    ``place.page`` counts pages.

    Raises:
        UnsupportedFormat: the bytes are not text.
        FileProblem: the text is too large.
    """
    check_text_size(source)
    return document_of(decode_text(source), source.name)


def lines_of(text: str) -> list[str]:
    r"""``text`` cut at every kind of line break; the break itself is dropped.

    >>> lines_of("一\r\n二\u2028\t三\n\n四\n")
    ['一', '二', '\t三', '', '四']
    """
    lines = _BREAK.split(_PAGE_BREAK.sub("\n\x0c", text))
    if lines and not lines[-1]:
        lines.pop()
    return lines


def document_of(decoded: tuple[str, tuple[LeftOut, ...]], name: str) -> Document:
    """The document of a text that is already decoded."""
    text, remarks = decoded
    check_characters(name, len(text))
    paged = "\x0c" in text
    page = 1
    blocks: list[Paragraph] = []
    lines = lines_of(text)
    check_lines(name, len(lines))
    for number, line in enumerate(lines, 1):
        page += line.startswith("\x0c")
        place = Place(name, line=number, page=page if paged else 0)
        blocks.append(Paragraph(line, place))
    return Document(tuple(blocks), name, remarks)
