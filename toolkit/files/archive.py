"""A zip container (docx, xlsx, ods) opened with care: bombs, damage, entities, relationships."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

from toolkit.files.source import (
    MEGABYTE,
    Source,
    damaged,
    encrypted,
    unpacks_to,
)

if TYPE_CHECKING:
    from lxml.etree import _Element

PART_LIMIT = 100 * MEGABYTE
STREAM_LIMIT = 300 * MEGABYTE
RATIO_LIMIT = 200
ELEMENT_LIMIT = 500_000
"""Elements that a parser holds in memory at once, at some 500 bytes each."""
_PIECE = MEGABYTE
# Strict documents use other namespaces for the same elements; one dialect is enough to read.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main",
     b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main",
     b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main",
     b"http://schemas.openxmlformats.org/drawingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships",
     b"http://schemas.openxmlformats.org/officeDocument/2006/relationships"),
    (b"http://purl.oclc.org/ooxml/officeDocument/math",
     b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)  # fmt: skip


_ENCODING = re.compile(
    rb"""(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<\?xml[^>]*?encoding\s*=\s*["']([^"'>]*)"""
)
_ENCODINGS = frozenset(
    (b"utf-8", b"utf8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii", b"iso-8859-1",
     b"windows-1252", b"gbk", b"gb2312", b"gb18030")
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part: its id, the last word of its type and the target part."""

    id: str
    type: str
    target: str


class Archive:
    """The parts of one container, by name and without regard to case.

    Raises:
        FileProblem: damaged, protected by a password, or blown up beyond :data:`PART_LIMIT`.
    """

    def __init__(self, source: Source) -> None:
        self.name = source.name
        self._suffix = source.suffix
        try:
            self._data = source.data
            self._zip = zipfile.ZipFile(io.BytesIO(source.data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as exc:
            raise damaged(self.name, "压缩格式的文档（.docx、.xlsx 等）") from exc
        # Some generators write backslashes, or names that differ in case from the references.
        self._infos = {i.filename.replace("\\", "/").lstrip("/").lower(): i for i in infos}
        self.names = [i.filename.replace("\\", "/").lstrip("/") for i in infos]

    def has(self, part: str) -> bool:
        """Whether the part exists."""
        return part.lower() in self._infos

    def read(self, part: str, limit: int = PART_LIMIT, what: str = "") -> bytes:
        """The bytes of a part, empty when there is no such part; see :meth:`chunks`."""
        return b"".join(self.chunks(part, limit, what))

    def chunks(
        self, part: str, limit: int = STREAM_LIMIT, what: str = ""
    ) -> Generator[bytes, None, None]:
        """The bytes of a part, a few megabytes at a time; nothing when there is no such part.

        ``what`` is the part's name for the clerk (工作表“任务”).  The sum of the bytes is checked
        after the last piece, so what was made of the pieces counts only once they all came.

        Raises:
            FileProblem: damaged, protected by a password, or larger than ``limit`` unpacked.
        """
        info = self._infos.get(part.lower())
        if info is None:
            return
        if info.flag_bits & 1:
            raise encrypted(self.name)
        packed = max(info.compress_size, 1)
        bomb = info.file_size > 20 * MEGABYTE and info.file_size / packed > RATIO_LIMIT
        if info.file_size > limit or bomb:
            raise unpacks_to(self.name, what or f"部件“{part}”", info.file_size)
        try:
            yield from self._inflated(info)
        except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError,
                NotImplementedError, MemoryError, struct.error) as exc:  # fmt: skip
            raise damaged(self.name, "压缩格式的文档", f"“{what or part}”无法解压") from exc

    def _inflated(self, info: zipfile.ZipInfo) -> Iterator[bytes]:
        if info.compress_type != zipfile.ZIP_DEFLATED:
            with self._zip.open(info) as handle:
                left = info.file_size
                # A read past the stated size checks the sum of what was read.
                while piece := handle.read(min(_PIECE, left + 1)):
                    left -= len(piece)
                    yield piece
            return
        inflater, crc32 = _inflater()
        at = _start_of(self._data, info)
        end = at + info.compress_size
        crc = size = 0
        piece = b"x"
        while not inflater.eof and (piece or at < end):
            packed = inflater.unconsumed_tail
            if not packed:
                packed = self._data[at : min(at + 65_536, end)]
                at += len(packed)
            piece = inflater.decompress(packed, _PIECE)
            size += len(piece)
            if size > info.file_size:
                break
            crc = crc32(piece, crc)
            if piece:
                yield piece
        if size != info.file_size or crc != info.CRC:
            raise zipfile.BadZipFile(info.filename)

    def xml(self, part: str, elements: int | None = None) -> _Element | None:
        """The root element of a part, None when there is no such part.

        Entities are never resolved, and a document type, which no Office file has, is refused.
        ``elements`` is how many there may be at most.
        """
        if not self.has(part):
            return None
        data = self.read(part)
        if elements is not None and data.count(b"<") > 2 * elements:
            raise unpacks_to(self.name, f"部件“{part}”", len(data))
        return parse_xml(data, self.name, part)

    def elements(
        self, part: str, *tags: str, limit: int = STREAM_LIMIT, what: str = ""
    ) -> Iterator[_Element]:
        """The elements with these local names as they end, each emptied after use.

        For parts that may be large: nothing but the element at hand is kept in memory.
        """
        yield from xml_elements(self.chunks(part, limit, what), tags, self.name, what or part)

    def relations(self, part: str) -> dict[str, Relation]:
        """The relationships of a part by id; ``""`` stands for the whole package."""
        folder, _, base = part.rpartition("/")
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        root = self.xml(rels)
        if root is None:
            return {}
        found: dict[str, Relation] = {}
        for item in root.iter("{*}Relationship"):
            target = str(item.get("Target", "")).replace("\\", "/")
            if item.get("TargetMode") != "External":
                absolute = target.startswith("/")
                joined = target[1:] if absolute else posixpath.join(folder, target)
                target = posixpath.normpath(joined)
            key = str(item.get("Id", ""))
            found[key] = Relation(key, str(item.get("Type", "")).rpartition("/")[2], target)
        return found

    @cached_property
    def main_part(self) -> str:
        """The part that the package declares as its document, else the usual place of one."""
        for relation in self.relations("").values():
            if relation.type == "officeDocument" and self.has(relation.target):
                return relation.target
        usual = ("word/document.xml", "xl/workbook.xml", "xl/workbook.bin")
        return next((part for part in usual if self.has(part)), "")

    def declared_kind(self) -> Literal["docx", "xlsx"] | None:
        """What the main part's root element says, for packages with folders of other names."""
        root = self.xml(self.main_part) if self.main_part.endswith(".xml") else None
        local = str(root.tag).rpartition("}")[2] if root is not None else ""
        return "docx" if local == "document" else "xlsx" if local == "workbook" else None


def parse_xml(data: bytes, name: str, part: str) -> _Element:
    """The root element of XML bytes of an Office file.

    Raises:
        FileProblem: not well formed, or with a document type (entity attacks need one).
    """
    from lxml import etree

    _refuse_doctype(data, name, part)
    for strict, usual in _STRICT:
        data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as exc:
        raise damaged(name, "Office 文档", f"“{part}”不是有效的 XML") from exc
    return root


def xml_elements(
    pieces: Iterable[bytes], tags: Iterable[str], name: str, part: str
) -> Iterator[_Element]:
    """The elements with these local names in XML that comes in pieces, each emptied after use.

    Raises:
        FileProblem: not well formed, or with a document type.
    """
    from lxml import etree

    parser = etree.XMLPullParser(
        ("end",), tag=[f"{{*}}{tag}" for tag in tags], resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=True, remove_comments=True,
    )  # fmt: skip
    before = b""
    held = 0
    try:
        for piece in pieces:
            _refuse_doctype(before + piece, name, part)
            before = piece[-32:]
            parser.feed(piece)
            held += piece.count(b"<")
            for element in _emptied(parser):
                held = 0
                yield element
            if held > 2 * ELEMENT_LIMIT:
                raise unpacks_to(name, f"“{part}”的一个部分", held * 10)
        parser.close()
        yield from _emptied(parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as exc:
        raise damaged(name, "Office 文档", f"“{part}”不是有效的 XML") from exc


def _emptied(parser: Any) -> Iterator[_Element]:
    for _, element in parser.read_events():
        yield element
        element.clear()
        while (before := element.getprevious()) is not None:
            parent = before.getparent()
            if parent is None:
                break
            parent.remove(before)


def _refuse_doctype(data: bytes, name: str, part: str) -> None:
    # Before parsing: entities inside attributes are expanded whatever the parser is told.  Office
    # files are UTF-8 or UTF-16 (ECMA-376 part 2, 8.1.4); others could hide the declaration.
    declared = _ENCODING.match(data[:200].replace(b"\0", b""))
    if declared and declared[1].lower() not in _ENCODINGS:
        seen = declared[1].decode("ascii", "replace")
        raise damaged(name, "Office 文档", f"“{part}”的编码 {seen} 不是 Office 文件的编码")
    if b"<!DOCTYPE" in (data.replace(b"\0", b"") if b"\0" in data else data):
        raise damaged(name, "Office 文档", f"“{part}”含有不允许的文档类型声明")


def _start_of(data: bytes, info: zipfile.ZipInfo) -> int:
    """Where the packed bytes of a part begin: behind a header whose own lengths count."""
    at = info.header_offset
    if data[at : at + 4] != b"PK\3\4":
        raise zipfile.BadZipFile(info.filename)
    name, extra = struct.unpack_from("<2H", data, at + 26)
    return at + 30 + int(name) + int(extra)


def _inflater() -> tuple[Any, Callable[[bytes, int], int]]:
    """Raw inflate: isal where it is installed (a third of the time), else the standard library."""
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib.decompressobj(-15), zlib.crc32
    return isal_zlib.decompressobj(-15), isal_zlib.crc32
