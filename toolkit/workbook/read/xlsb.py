"""Binary Excel workbooks (.xlsb): the same parts as .xlsx, each a row of records ([MS-XLSB])."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from toolkit.files.archive import STREAM_LIMIT, Archive
from toolkit.files.source import Source, damaged
from toolkit.workbook.read.cellformat import BUILTIN, Shown, show
from toolkit.workbook.read.sheet import SheetCells, Sheets
from toolkit.workbook.read.xls import ERRORS

# Record types ([MS-XLSB] 2.3.2) that carry what is needed here.
_ROW, _SHARED_STRING, _FORMAT, _CELL_STYLE, _COLUMNS = 0, 19, 44, 47, 60
_SHEET, _BOOK, _MERGE, _BEGIN_STYLES, _END_STYLES = 156, 153, 176, 617, 618


def read_xlsb(source: Source) -> Sheets:
    """The sheets of a .xlsb, as from an .xlsx.

    Raises:
        FileProblem: damaged or encrypted.
    """
    reader = _BookReader(Archive(source))
    try:
        return Sheets(list(reader.sheets()))
    except (struct.error, IndexError) as exc:
        raise damaged(source.name, "Excel 工作簿（.xlsb）") from exc


class _BookReader:
    """One workbook: shared strings and formats, then the sheets."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.relations = archive.relations(archive.main_part)
        strings = self._part("sharedStrings")
        self.strings = [_string(data, 1)[0] for kind, data in strings if kind == _SHARED_STRING]
        self.formats = list(self._formats())

    def _part(self, kind: str) -> Iterator[tuple[int, bytes]]:
        part = next((r.target for r in self.relations.values() if r.type == kind), "")
        return records(self.archive.read(part))

    def _formats(self) -> Iterator[str]:
        own: dict[int, str] = {}
        in_styles = False
        for kind, data in self._part("styles"):
            if kind == _FORMAT:
                own[struct.unpack_from("<H", data)[0]] = _string(data, 2)[0]
            elif kind in (_BEGIN_STYLES, _END_STYLES):
                in_styles = kind == _BEGIN_STYLES
            elif kind == _CELL_STYLE and in_styles:
                code = struct.unpack_from("<H", data, 2)[0]
                yield own.get(code) or BUILTIN.get(code, "General")

    def sheets(self) -> Iterator[SheetCells]:
        """Every worksheet in the order of the tabs."""
        epoch_1904 = False
        for kind, data in records(self.archive.read(self.archive.main_part)):
            if kind == _BOOK:
                epoch_1904 = bool(data[0] & 1)
            elif kind == _SHEET:
                key, at = _string(data, 8)
                relation = self.relations.get(key)
                if relation is not None and relation.type == "worksheet":
                    state = struct.unpack_from("<I", data)[0]
                    sheet = SheetCells(_string(data, at)[0], hidden=state != 0)
                    self._fill(sheet, self.archive.read(relation.target, STREAM_LIMIT), epoch_1904)
                    yield sheet

    def _fill(self, sheet: SheetCells, part: bytes, epoch_1904: bool) -> None:
        row = 0
        for kind, data in records(part):
            if kind == _ROW:
                row = struct.unpack_from("<I", data)[0]
                if data[11] & 0x10:
                    sheet.hidden_rows.add(row)
            elif 2 <= kind <= 11:
                column, style = struct.unpack_from("<2I", data)
                sheet.put(row, column, self._shown(kind, data, style & 0xFFFFFF, epoch_1904))
            elif kind == _MERGE:
                top, bottom, left, right = struct.unpack_from("<4I", data)
                sheet.merged.append((top, left, bottom, right))
            elif kind == _COLUMNS and data[16] & 1:
                first, last = struct.unpack_from("<2I", data)
                sheet.hidden_columns.update(range(first, min(last, 16_383) + 1))

    def _shown(self, kind: int, data: bytes, style: int, epoch_1904: bool) -> Shown:
        if kind in (3, 11):
            return Shown(ERRORS.get(data[8], "#VALUE!"))
        if kind in (4, 10):
            return Shown("TRUE" if data[8] else "FALSE")
        if kind in (6, 8):
            return Shown(_string(data, 8)[0])
        if kind == 7:
            at = struct.unpack_from("<I", data, 8)[0]
            return Shown(self.strings[at] if at < len(self.strings) else "")
        number = _rk(data) if kind == 2 else struct.unpack_from("<d", data, 8)[0]
        code = self.formats[style] if style < len(self.formats) else "General"
        return show(number, code, epoch_1904)


def records(data: bytes) -> Iterator[tuple[int, bytes]]:
    r"""The records of a part: type and content.

    >>> list(records(bytes([0x93, 0x01, 0x02, 0xAA, 0xBB])))
    [(147, b'\xaa\xbb')]
    """
    at = 0
    while at < len(data):
        kind, at = _varint(data, at, 2)
        size, at = _varint(data, at, 4)
        yield kind, data[at : at + size]
        at += size


def _varint(data: bytes, at: int, most: int) -> tuple[int, int]:
    value = 0
    for shift in range(most):
        if at >= len(data):
            break
        byte = data[at]
        at += 1
        value |= (byte & 0x7F) << (7 * shift)
        if byte < 0x80:
            break
    return value, at


def _string(data: bytes, at: int) -> tuple[str, int]:
    """A counted UTF-16 string, and where it ends."""
    count = struct.unpack_from("<I", data, at)[0]
    if count == 0xFFFFFFFF:
        return "", at + 4
    end = at + 4 + 2 * count
    text = data[at + 4 : end].decode("utf-16-le", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n"), end


def _rk(data: bytes) -> float:
    """A number packed into 30 bits ([MS-XLSB] 2.5.122): an integer or the head of a double."""
    packed: int = struct.unpack_from("<I", data, 8)[0]
    if packed & 2:
        number = float(struct.unpack_from("<i", data, 8)[0] >> 2)
    else:
        number = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return number / 100 if packed & 1 else number
