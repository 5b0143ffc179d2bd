"""The shared strings of a .xlsx: texts, and which parts of them are struck through."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from typing import TYPE_CHECKING, Final

from toolkit.errors import FileProblem
from toolkit.files.archive import ELEMENT_LIMIT, Archive, parse_xml, xml_elements
from toolkit.files.source import MEGABYTE, unpacks_to
from toolkit.limits import MAX_CELL_CHARACTERS
from toolkit.workbook.read.collect import LONG_TEXT
from toolkit.workbook.sheet import Runs

if TYPE_CHECKING:
    from lxml.etree import _Element

SIZE_LIMIT: Final = 200 * MEGABYTE
COUNT_LIMIT: Final = 2_000_000
_WHAT: Final = "文字表（sharedStrings）"
_ITEM = re.compile(rb"<si>(?:<t(?: [^>]*)?>([^<]*)</t>|<t ?/>)?</si>|<si ?/>")
_ROOT = re.compile(rb"<sst(?:\s[^>]*)?>")
_REFERENCE = re.compile("&(?:(lt|gt|amp|quot|apos)|#(\\d{1,7})|#x([0-9A-Fa-f]{1,6}));")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Strings:
    """``texts`` in the order of the part; ``runs`` has the pieces of those that are partly struck.

    ``long`` has the true lengths of long texts, which are cut where no cell can hold them; ``odd``
    has both sorts.

    Raises:
        FileProblem: damaged, or far larger than a ledger's texts can be.
    """

    def __init__(self, archive: Archive, part: str) -> None:
        self.texts: list[str] = []
        self.runs: dict[int, Runs] = {}
        self.long: dict[int, int] = {}
        self._file = archive.name
        self.odd: set[int] = set()
        if not archive.has(part):
            return
        try:
            self._quickly(archive.chunks(part, SIZE_LIMIT, _WHAT))
        except NotPlain:
            self.texts, self.runs, self.long = [], {}, {}
            pieces = archive.chunks(part, SIZE_LIMIT, _WHAT)
            for item in xml_elements(pieces, ("si",), self._file, _WHAT):
                self._add(*rich_text(item))
                self._check()
        self.odd = self.runs.keys() | self.long.keys()

    def _quickly(self, chunks: Iterable[bytes]) -> None:
        """Most items are one text without any format; only blocks with others go to the parser."""
        buffer, root = b"", b""
        for chunk in chain(chunks, (b"",)):
            buffer += chunk
            if not root:
                start = plain_start(buffer, _ROOT)
                if start is None:
                    if len(buffer) > MEGABYTE or not chunk:
                        raise NotPlain
                    continue
                root, buffer = start
            if b"<!" in buffer or b"<?" in buffer:
                raise NotPlain
            cut = buffer.rfind(b"<si") if chunk else len(buffer)
            if cut > 0:
                self._block(buffer[:cut], root)
                buffer = buffer[cut:]
            if len(buffer) > SIZE_LIMIT // 4:
                raise NotPlain
        self._check()

    def _block(self, block: bytes, root: bytes) -> None:
        texts = self.texts
        begun = block.count(b"<si")
        found = [match[1] for match in _ITEM.finditer(block)]
        if len(found) == begun:
            for text in found:
                if text and len(text) > LONG_TEXT:
                    self._add(decoded(text, self._file))
                else:
                    texts.append(decoded(text, self._file) if text else "")
        else:
            if begun and block.count(b"<") > 2 * ELEMENT_LIMIT:
                raise unpacks_to(self._file, _WHAT, len(block))
            end = block.rfind(b"</si>") + 5
            tree = parse_xml(root + block[:end] + b"</sst>", self._file, _WHAT)
            for item in tree.iterchildren("{*}si"):
                self._add(*rich_text(item))
        self._check()

    def _add(self, text: str, runs: Runs = ()) -> None:
        if runs:
            self.runs[len(self.texts)] = runs
        if len(text) > LONG_TEXT:
            self.long[len(self.texts)] = len(text)
            text = text[:MAX_CELL_CHARACTERS]
        self.texts.append(text)

    def _check(self) -> None:
        if len(self.texts) > COUNT_LIMIT:
            raise FileProblem(
                f"“{self._file}”的{_WHAT}超过 {COUNT_LIMIT // 10_000} 万条，"
                "远远超出正常的通知或台账，没有读取。请只保留需要的表格，另存为新文件后再试。"
            )


class NotPlain(Exception):
    """XML that is right but not as office programs write it: the parser must read it."""


def plain_start(data: bytes, root: re.Pattern[bytes]) -> tuple[bytes, bytes] | None:
    """The root's start tag and what follows it; None while that has not come yet.

    Raises:
        NotPlain: another encoding than UTF-8, another namespace prefix, comments or declarations.
    """
    head = data[:1024].removeprefix(b"\xef\xbb\xbf").lstrip()
    declaration, _, rest = head.partition(b"?>")
    if declaration.startswith(b"<?xml") and rest:
        encoding = re.search(rb"encoding\s*=\s*[\"']([\w-]+)", declaration)
        if encoding and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
            raise NotPlain
    elif not head.startswith(b"<?xml"[: len(head)]) and not head.startswith(b"<"):
        raise NotPlain
    match = root.search(data)
    if match is None:
        return None
    # Without a declaration of the default namespace the element names mean something else.
    if b"<!" in data[: match.end()] or not re.search(rb"""\sxmlns=["'](?:http)""", match[0]):
        raise NotPlain
    return match[0], data[match.end() :]


def decoded(data: bytes, file: str) -> str:
    r"""The text of character data as an XML parser gives it, with Excel's own escapes undone.

    >>> decoded(b"a&lt;b_x000D_&#10;c", "")
    'a<b\nc'

    Raises:
        NotPlain: not UTF-8, or an entity that XML does not know.
    """
    text = text_of(data)
    if "&" in text:
        text = _REFERENCE.sub(_character, text)
    if "_x" in text or "\r" in text:
        text = unescaped(text)
    return text


def text_of(data: bytes) -> str:
    """Character data without references.

    Raises:
        NotPlain: not UTF-8.
    """
    try:
        return data.decode()
    except UnicodeDecodeError as exc:
        raise NotPlain from exc


def _character(match: re.Match[str]) -> str:
    if match[1]:
        return _NAMED[match[1]]
    code = int(match[2] or match[3], 10 if match[2] else 16)
    if code > 0x10FFFF or code == 0 or 0xD800 <= code < 0xE000:
        raise NotPlain
    return chr(code)


def unescaped(text: str) -> str:
    r"""A stored text as it is meant: ``_x000D_`` undone, every line end a ``\n``."""
    if "_x" in text:
        text = _ESCAPED.sub(_escaped, text)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text


def _escaped(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code < 0xE000 or code == 0 else chr(code)


def rich_text(item: _Element) -> tuple[str, Runs]:
    """The text of a string item, and its runs if one of them is struck through.

    The reading aids (rPh) that some input methods store are not part of it.
    """
    pieces: list[tuple[str, bool]] = []
    for child in item:
        name = str(child.tag).rpartition("}")[2]
        if name == "t":
            pieces.append((child.text or "", False))
        elif name == "r":
            text = "".join(t.text or "" for t in child.iterchildren("{*}t"))
            struck = any(is_on(s.get("val")) for s in child.iterfind("{*}rPr/{*}strike"))
            pieces.append((text, struck))
    if not any(struck for _, struck in pieces):
        return unescaped("".join(text for text, _ in pieces)), ()
    runs = tuple((unescaped(text), struck) for text, struck in pieces if text)
    return "".join(text for text, _ in runs), runs


def is_on(value: object) -> bool:
    """Whether a switch such as ``<strike/>`` is on; without a value it is."""
    return value is None or str(value) not in ("0", "false", "off")
