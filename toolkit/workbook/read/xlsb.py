"""Binary Excel workbooks (.xlsb): the same parts as .xlsx, each a row of records ([MS-XLSB])."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from functools import cached_property
from typing import Final

from toolkit.files.archive import Archive
from toolkit.files.source import MEGABYTE, Source, damaged
from toolkit.limits import MAX_COLUMNS
from toolkit.workbook.cell_values import Raw
from toolkit.workbook.read.cellformat import stored
from toolkit.workbook.read.collect import Collector, Looks
from toolkit.workbook.read.format_code import BUILTIN
from toolkit.workbook.read.xls import ERRORS
from toolkit.workbook.sheet import Look, Runs, Sheet

# Record types ([MS-XLSB] 2.3.2) that carry what is needed here.
_ROW, _SHARED_STRING, _FONT, _FORMAT, _CELL_STYLE, _COLUMNS = 0, 19, 43, 44, 47, 60
_SHEET, _BOOK, _MERGE, _BEGIN_STYLES, _END_STYLES = 156, 153, 176, 617, 618
_RICH_CELL: Final = 62
_FORMULAS: Final = frozenset((8, 9, 10, 11))
_PART_LIMIT: Final = 150 * MEGABYTE


class XlsbBook:
    """One workbook; ``names`` are its worksheets in the order of the tabs.

    Raises:
        FileProblem: damaged or encrypted.
    """

    def __init__(self, source: Source) -> None:
        self.archive = Archive(source)
        self.file = source.name
        self._relations = self.archive.relations(self.archive.main_part)
        self.epoch_1904 = False
        self._tabs: dict[str, tuple[str, bool]] = {}
        try:
            self._read_tabs()
        except (struct.error, IndexError) as exc:
            raise damaged(source.name, "Excel 工作簿（.xlsb）") from exc
        self.names = tuple(self._tabs)

    def sheet(self, name: str) -> Sheet:
        """One sheet with all its facts.

        Raises:
            FileProblem: damaged or too large.
        """
        part, hidden = self._tabs[name]
        what = f"工作表“{name}”"
        if not self.archive.has(part):
            raise damaged(self.file, "Excel 工作簿（.xlsb）", f"缺少{what}的部件“{part}”")
        try:
            reader = _SheetReader(
                Collector(self.file, name, self._looks), self._strings, self._struck,
                self.epoch_1904,
            )  # fmt: skip
            reader.read(self.archive.read(part, _PART_LIMIT, what))
        except (struct.error, IndexError) as exc:
            raise damaged(self.file, "Excel 工作簿（.xlsb）", what) from exc
        return reader.sheet.sheet(
            hidden=hidden,
            hidden_rows=reader.hidden_rows,
            hidden_columns=reader.hidden_columns,
            epoch_1904=self.epoch_1904,
        )

    def _read_tabs(self) -> None:
        for kind, data in records(self.archive.read(self.archive.main_part, _PART_LIMIT)):
            if kind == _BOOK:
                self.epoch_1904 = bool(data[0] & 1)
            elif kind == _SHEET:
                key, at = _string(data, 8)
                relation = self._relations.get(key)
                if relation is not None and relation.type == "worksheet":
                    hidden = struct.unpack_from("<I", data)[0] != 0
                    self._tabs.setdefault(_string(data, at)[0], (relation.target, hidden))

    def _part(self, kind: str, what: str) -> Iterator[tuple[int, bytes]]:
        part = next((r.target for r in self._relations.values() if r.type == kind), "")
        return records(self.archive.read(part, _PART_LIMIT, what))

    @cached_property
    def _strings(self) -> list[tuple[str, Runs]]:
        found = self._part("sharedStrings", "文字表（sharedStrings）")
        return [_rich(data, 0, self._struck) for kind, data in found if kind == _SHARED_STRING]

    @cached_property
    def _fonts_and_looks(self) -> tuple[list[bool], Looks]:
        own: dict[int, str] = {}
        struck: list[bool] = []
        looks: list[Look] = []
        in_styles = False
        for kind, data in self._part("styles", "格式表（styles）"):
            if kind == _FORMAT:
                own[struct.unpack_from("<H", data)[0]] = _string(data, 2)[0]
            elif kind == _FONT:
                struck.append(bool(struct.unpack_from("<H", data, 2)[0] & 8))
            elif kind in (_BEGIN_STYLES, _END_STYLES):
                in_styles = kind == _BEGIN_STYLES
            elif kind == _CELL_STYLE and in_styles:
                code, font = struct.unpack_from("<2H", data, 2)
                shown = own.get(code) or BUILTIN.get(code, "General")
                looks.append(Look(shown, font < len(struck) and struck[font]))
        return struck, Looks(looks)

    @property
    def _struck(self) -> list[bool]:
        return self._fonts_and_looks[0]

    @property
    def _looks(self) -> Looks:
        return self._fonts_and_looks[1]


class _SheetReader:
    """The records of one sheet's part."""

    def __init__(
        self,
        sheet: Collector,
        strings: list[tuple[str, Runs]],
        struck: list[bool],
        epoch_1904: bool,
    ) -> None:
        self.sheet = sheet
        self.hidden_rows: list[tuple[int, int]] = []
        self.hidden_columns: list[tuple[int, int]] = []
        self._strings = strings
        self._struck = struck
        self._epoch_1904 = epoch_1904

    def read(self, part: bytes) -> None:
        """Take in all records."""
        row = 0
        for kind, data in records(part):
            if kind == _ROW:
                row = struct.unpack_from("<I", data)[0]
                if data[11] & 0x10:
                    self.hidden_rows.append((row, row))
            elif 2 <= kind <= 11 or kind == _RICH_CELL:
                column, style = struct.unpack_from("<2I", data)
                self._cell(kind, data, row, column, self.sheet.looks[style & 0xFFFFFF])
            elif kind == _MERGE:
                top, bottom, left, right = struct.unpack_from("<4I", data)
                self.sheet.merge(top, left, bottom, right)
            elif kind == _COLUMNS and data[16] & 1:
                first, last = struct.unpack_from("<2I", data)
                self.hidden_columns.append((first, min(last, MAX_COLUMNS - 1)))

    def _cell(self, kind: int, data: bytes, row: int, column: int, look: int) -> None:
        sheet = self.sheet
        if kind in _FORMULAS:
            sheet.formula(row, column, cached=True)
        if kind in (3, 11):
            sheet.put(row, column, ERRORS.get(data[8], "#VALUE!"), look, error=True)
            return
        value: Raw
        runs: Runs = ()
        if kind in (4, 10):
            value = bool(data[8])
        elif kind in (6, 8):
            value = _string(data, 8)[0]
        elif kind == 7:
            at = struct.unpack_from("<I", data, 8)[0]
            value, runs = self._strings[at] if at < len(self._strings) else ("", ())
        elif kind == _RICH_CELL:
            value, runs = _rich(data, 8, self._struck)
        else:
            number = _rk(data) if kind == 2 else struct.unpack_from("<d", data, 8)[0]
            value = stored(number, sheet.looks.all[look].number_format, self._epoch_1904)
        if value != "":
            sheet.put(row, column, value, look, runs=runs or None)


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
    return _lines(data[at + 4 : end].decode("utf-16-le", "replace")), end


def _rich(data: bytes, at: int, struck: list[bool]) -> tuple[str, Runs]:
    """A string with a byte of flags before it, and its pieces if one is struck through."""
    count = struct.unpack_from("<I", data, at + 1)[0]
    end = at + 5 + 2 * count
    wide = data[at + 5 : end]
    text = _lines(wide.decode("utf-16-le", "replace"))
    if not data[at] & 1 or not any(struck):
        return text, ()
    runs = struct.unpack_from("<I", data, end)[0]
    starts = [(0, False)]
    for number in range(min(runs, (len(data) - end - 4) // 4)):
        offset, font = struct.unpack_from("<2H", data, end + 4 + 4 * number)
        starts.append((offset, font < len(struck) and struck[font]))
    if not any(is_struck for _, is_struck in starts):
        return text, ()
    ends = [offset for offset, _ in starts[1:]] + [count]
    pieces = [
        (_lines(wide[2 * a : 2 * b].decode("utf-16-le", "replace")), is_struck)
        for (a, is_struck), b in zip(starts, ends, strict=True)
    ]
    return text, tuple(piece for piece in pieces if piece[0])


def _rk(data: bytes) -> float:
    """A number packed into 30 bits ([MS-XLSB] 2.5.122): an integer or the head of a double."""
    packed: int = struct.unpack_from("<I", data, 8)[0]
    if packed & 2:
        number = float(struct.unpack_from("<i", data, 8)[0] >> 2)
    else:
        number = struct.unpack("<d", struct.pack("<Q", (packed & 0xFFFFFFFC) << 32))[0]
    return number / 100 if packed & 1 else number


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
