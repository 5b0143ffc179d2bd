"""A workbook file as a zip of parts: parts that stay are copied as already compressed bytes.

The zip module can neither copy a member without inflating it nor leave the clock out, so this is
the small part of the format that a workbook needs.  The same parts give the same bytes.
"""

from __future__ import annotations

import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from toolkit.errors import FileProblem, LedgerProblem, TemplateProblem
from toolkit.files.saving import replacing

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_UTF8_NAME = 0x800
_DEFLATED = 8
_DAY_ONE = 0x21  # 1980-01-01, the zip format's first day: no clock in our files
_LARGEST = 0xFFFFFFFF
_CHUNK = 1 << 18


@dataclass(frozen=True, slots=True)
class RawPart:
    """One member of a zip as it lies in the file."""

    name: str
    method: int
    crc: int
    size: int
    data: bytes


class Package:
    """The parts of a workbook, read once and kept compressed.

    >>> from toolkit.resources import resource
    >>> "xl/workbook.xml" in Package.open(resource("templates", "ledger.xlsx")).parts
    True
    """

    def __init__(self, parts: dict[str, RawPart], name: str = "") -> None:
        self.parts = parts
        self.name = name
        self._plain: dict[str, bytes] = {}
        self.changed: set[str] = set()

    @classmethod
    def open(cls, path: Path) -> Package:
        """Read all parts of ``path``.

        Raises:
            TemplateProblem: the file is not a workbook in the .xlsx format.
        """
        try:
            with open(path, "rb") as file:
                return cls._of(file, path.name)
        except FileNotFoundError as error:
            raise FileProblem(f"找不到“{path}”，请核对文件名。") from error
        except OSError as error:
            if path.is_dir():
                raise FileProblem(f"“{path}”是文件夹，这里要一个工作簿。") from error
            raise FileProblem(f"“{path.name}”打不开：{error.strerror or error}") from error

    @classmethod
    def from_bytes(cls, data: bytes, name: str) -> Package:
        """The same from a file's content; ``name`` is for messages."""
        return cls._of(BytesIO(data), name)

    @classmethod
    def _of(cls, file: BinaryIO, name: str) -> Package:
        try:
            with zipfile.ZipFile(file) as archive:
                return cls({i.filename: _raw(file, i) for i in archive.infolist()}, name)
        except (zipfile.BadZipFile, EOFError, struct.error) as error:
            raise TemplateProblem(
                f"“{name}”不是完好的 .xlsx 工作簿，"
                "请在 Excel 中另存为“Excel 工作簿(*.xlsx)”后再试。"
            ) from error

    def read(self, name: str) -> bytes:
        """The content of a part; the first reading inflates it.

        Raises:
            TemplateProblem: there is no such part, or it is damaged.
        """
        if name not in self._plain:
            self._plain[name] = _inflate(self.part(name), self.name)
        return self._plain[name]

    def part(self, name: str) -> RawPart:
        """A part as it lies in the file.

        Raises:
            TemplateProblem: there is no such part.
        """
        found = self.parts.get(name)
        if found is None:
            raise self.damaged(f"缺少部件“{name}”")
        return found

    def damaged(self, what: str) -> TemplateProblem:
        """The problem of a workbook whose parts do not fit together."""
        return TemplateProblem(
            f"“{self.name or '工作簿'}”已损坏：{what}。"
            "请用 Excel 或 WPS 打开（会提示修复），另存为 .xlsx 后再试。"
        )

    def replace(self, name: str, data: bytes) -> None:
        """Let a part have another content from now on."""
        self._plain[name] = data
        self.changed.add(name)

    def remove(self, name: str) -> None:
        """Leave a part out from now on; whoever mentions it is the caller's business."""
        self.parts.pop(name, None)
        self._plain.pop(name, None)
        self.changed.discard(name)

    def add(self, name: str, data: bytes) -> None:
        """Put a new part at the end."""
        self.parts.setdefault(name, RawPart(name, 0, 0, 0, b""))
        self.replace(name, data)


def _raw(file: BinaryIO, info: zipfile.ZipInfo) -> RawPart:
    file.seek(info.header_offset)
    header = _LOCAL.unpack(file.read(_LOCAL.size))
    file.seek(header[-2] + header[-1], os.SEEK_CUR)
    data = file.read(info.compress_size)
    return RawPart(info.filename, info.compress_type, info.CRC, info.file_size, data)


def _inflate(raw: RawPart, file: str) -> bytes:
    if raw.method == 0:
        return raw.data
    try:
        data = zlib.decompress(raw.data, -15)
    except zlib.error as error:
        raise TemplateProblem(f"“{file or '工作簿'}”的部件“{raw.name}”已损坏。") from error
    return data


class PackageWriter:
    """Writes parts to an open, seekable binary file; :meth:`close` writes the directory."""

    def __init__(self, file: BinaryIO, level: int = 6) -> None:
        self._file = file
        self._level = level
        self._entries: list[tuple[bytes, int, int, int, int, int]] = []

    def take(self, package: Package, name: str) -> None:
        """Take a part over from a package, compressed as it is if nothing replaced it."""
        if name in package.changed:
            self.add(name, package.read(name))
        else:
            self.copy(package.part(name))

    def copy(self, part: RawPart) -> None:
        """Take a part over as it is, still compressed."""
        self._header(part.name, part.method, part.crc, len(part.data), part.size)
        self._file.write(part.data)

    def add(self, name: str, data: bytes) -> None:
        """Write a part from its content."""
        self.add_stream(name, (data,))

    def add_stream(self, name: str, chunks: Iterable[bytes]) -> None:
        """Write a part from pieces of any size, never holding all of it."""
        start = self._file.tell()
        self._header(name, _DEFLATED, 0, 0, 0)
        compressor, crc32 = _compressor(self._level)
        crc = size = packed = 0
        for chunk in chunks:
            crc = crc32(chunk, crc)
            size += len(chunk)
            packed += self._file.write(compressor.compress(chunk))
        packed += self._file.write(compressor.flush())
        end = self._file.tell()
        self._file.seek(start)
        self._entries.pop()
        self._header(name, _DEFLATED, crc, packed, size)
        self._file.seek(end)

    def close(self) -> None:
        """Write the directory of the zip; the file itself stays open."""
        start = self._file.tell()
        for name, method, crc, packed, size, offset in self._entries:
            self._file.write(
                _CENTRAL.pack(
                    b"PK\1\2",
                    20,
                    20,
                    _UTF8_NAME,
                    method,
                    0,
                    _DAY_ONE,
                    crc,
                    packed,
                    size,
                    len(name),
                    0,
                    0,
                    0,
                    0,
                    0,
                    offset,
                )
                + name
            )
        length = self._file.tell() - start
        count = len(self._entries)
        self._file.write(_END.pack(b"PK\5\6", 0, 0, count, count, length, start, 0))

    def _header(self, name: str, method: int, crc: int, packed: int, size: int) -> None:
        encoded = name.encode()
        offset = self._file.tell()
        if max(packed, size, offset) > _LARGEST:
            raise LedgerProblem("工作簿超过 4 GB，Excel 打不开这样大的文件，请按年度或单位拆分。")
        self._entries.append((encoded, method, crc, packed, size, offset))
        self._file.write(
            _LOCAL.pack(
                b"PK\3\4", 20, _UTF8_NAME, method, 0, _DAY_ONE, crc, packed, size, len(encoded), 0
            )
            + encoded
        )


def packed(name: str, chunks: Iterable[bytes], level: int = 6) -> RawPart:
    """A part compressed once, to be copied into many files."""
    compressor, crc32 = _compressor(level)
    crc = size = 0
    data = bytearray()
    for chunk in chunks:
        crc = crc32(chunk, crc)
        size += len(chunk)
        data += compressor.compress(chunk)
    data += compressor.flush()
    return RawPart(name, _DEFLATED, crc, size, bytes(data))


def stored(name: str, data: bytes) -> RawPart:
    """A member that is not compressed, since its content is already."""
    return RawPart(name, 0, zlib.crc32(data), len(data), data)


def _compressor(level: int) -> tuple[Any, Callable[[bytes, int], int]]:
    """Raw deflate: isal where it is installed (0.4 of the time), the standard library elsewhere."""
    try:
        from isal import isal_zlib
    except ImportError:
        return zlib.compressobj(level, zlib.DEFLATED, -15), zlib.crc32
    return isal_zlib.compressobj(2, isal_zlib.DEFLATED, -15), isal_zlib.crc32


def buffered(pieces: Iterable[str]) -> Iterator[bytes]:
    """Join small strings into chunks that are worth compressing, as UTF-8."""
    batch: list[str] = []
    length = 0
    for piece in pieces:
        batch.append(piece)
        length += len(piece)
        if length > _CHUNK:
            yield "".join(batch).encode()
            batch.clear()
            length = 0
    yield "".join(batch).encode()


def save(package: Package, path: Path) -> None:
    """Write a package with its replaced parts to ``path``, in the place of what is there.

    Raises:
        FileProblem: the file is open elsewhere, or the folder cannot be written.
    """
    with replacing(path, overwrite=True) as file:
        writer = PackageWriter(file)
        for name in package.parts:
            writer.take(package, name)
        writer.close()
