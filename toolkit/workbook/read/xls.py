"""Old Excel workbooks (.xls, and .et as today's WPS writes it)."""

from __future__ import annotations

import io
import struct
from functools import cached_property
from typing import Any, Final

from toolkit.files.source import Source, damaged, encrypted
from toolkit.limits import MAX_COLUMNS
from toolkit.workbook.cell_values import Raw
from toolkit.workbook.read.cellformat import stored
from toolkit.workbook.read.collect import FILLED_LIMIT, Collector, Looks
from toolkit.workbook.sheet import Look, Runs, Sheet

ERRORS: Final = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?",
    0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip
"""What Excel shows for the error codes of its binary formats."""

_FORMULAS: Final = frozenset((0x0006, 0x0206, 0x0406))
_END: Final = 0x000A
_BEGIN: Final = 0x0809
_MANY_BLANKS: Final = 0x00BE
_MANY_NUMBERS: Final = 0x00BD


class XlsBook:
    """One workbook; ``names`` are its worksheets in the order of the tabs.

    Raises:
        FileProblem: damaged, or protected by a password.
    """

    def __init__(self, source: Source) -> None:
        self.file = source.name
        self._book = _opened(source)
        self.epoch_1904 = self._book.datemode == 1
        self.names = tuple(dict.fromkeys(str(name) for name in self._book.sheet_names()))

    def sheet(self, name: str) -> Sheet:
        """One sheet with all its facts.

        Raises:
            FileProblem: damaged or too large.
        """
        at = self._book.sheet_names().index(name)
        sheet = Collector(self.file, name, self._looks)
        try:
            _note_formulas(self._book, at, sheet)
            found = self._book.sheet_by_index(at)
            self._cells(found, sheet)
        except (RecursionError, MemoryError, ValueError, LookupError, TypeError, AttributeError,
                struct.error, AssertionError, ArithmeticError) as exc:  # fmt: skip
            raise damaged(self.file, "Excel 工作簿（.xls）", f"工作表“{name}”") from exc
        except Exception as exc:
            if type(exc).__module__.startswith("xlrd"):
                raise damaged(self.file, "Excel 工作簿（.xls）", f"工作表“{name}”") from exc
            raise
        rows = [(r, r) for r, info in found.rowinfo_map.items() if info.hidden]
        columns = [(c, c) for c, info in found.colinfo_map.items() if info.hidden]
        for top, bottom, left, right in found.merged_cells:
            sheet.merge(top, left, bottom - 1, right - 1)
        hidden = bool(found.visibility)
        self._book.unload_sheet(at)
        return sheet.sheet(
            hidden=hidden,
            hidden_rows=rows,
            hidden_columns=columns,
            epoch_1904=self.epoch_1904,
        )

    @cached_property
    def _looks(self) -> Looks:
        book = self._book
        looks = []
        for style in book.xf_list:
            known = book.format_map.get(style.format_key)
            fonts = book.font_list
            font = fonts[style.font_index] if 0 <= style.font_index < len(fonts) else None
            code = (known.format_str if known is not None else None) or "General"
            looks.append(Look(str(code), bool(font is not None and font.struck_out)))
        return Looks(looks)

    def _cells(self, found: Any, sheet: Collector) -> None:
        looks, codes = self._looks, [look.number_format for look in self._looks.all]
        for row in range(found.nrows):
            kinds, values = found.row_types(row), found.row_values(row)
            styles = found._cell_xf_indexes[row] if found.formatting_info else ()
            for column, (kind, value) in enumerate(zip(kinds, values, strict=False)):
                # xlrd's kinds: 0 empty, 1 text, 2 number, 3 date, 4 boolean, 5 error, 6 blank.
                if kind in (0, 6) or value == "":
                    continue
                look = looks[styles[column]] if column < len(styles) else 0
                self._cell(sheet, found, (row, column), kind, value, look, codes[look])

    def _cell(
        self,
        sheet: Collector,
        found: Any,
        place: tuple[int, int],
        kind: int,
        value: Any,
        look: int,
        code: str,
    ) -> None:
        raw: Raw
        if kind in (2, 3):
            raw = stored(value, code, self.epoch_1904)
        elif kind == 4:
            raw = bool(value)
        elif kind == 5:
            sheet.put(*place, ERRORS.get(value, "#VALUE!"), look, error=True)
            return
        else:
            text = str(value)
            runs = self._runs(text, found.rich_text_runlist_map.get(place))
            sheet.put(*place, _lines(text), look, runs=runs)
            return
        sheet.put(*place, raw, look)

    def _runs(self, text: str, formats: Any) -> Runs | None:
        """The pieces of a text of which some are struck through."""
        if not formats:
            return None
        fonts = self._book.font_list
        starts = [(0, False)]
        for offset, font in formats:
            starts.append((offset, 0 <= font < len(fonts) and bool(fonts[font].struck_out)))
        if not any(struck for _, struck in starts):
            return None
        ends = [offset for offset, _ in starts[1:]] + [len(text)]
        pieces = zip(starts, ends, strict=True)
        return tuple((_lines(text[a:b]), struck) for (a, struck), b in pieces if text[a:b])


def _opened(source: Source) -> Any:
    import xlrd

    failure: Exception | None = None
    # Chinese workbooks of the nineties may not say in which encoding they are.
    for encoding in (None, "gb18030"):
        try:
            return xlrd.open_workbook(
                file_contents=source.data,
                formatting_info=True,
                on_demand=True,
                ragged_rows=True,
                ignore_workbook_corruption=True,
                encoding_override=encoding,
                logfile=io.StringIO(),
            )
        except (UnicodeError, LookupError) as exc:
            failure = failure or exc
        except Exception as exc:
            if "encrypted" in str(exc).lower() or "password" in str(exc).lower():
                raise encrypted(source.name) from exc
            failure = exc
            break
    raise damaged(source.name, "Excel 工作簿（.xls）") from failure


def _note_formulas(book: Any, at: int, sheet: Collector) -> None:
    """Walk the records of a sheet before it is read: where formulas stand, and how much there is.

    The format always stores a result with a formula, so every formula counts as cached.
    """
    data, start = book.mem, book._sh_abs_posn[at] if book.biff_version >= 50 else None
    if start is None or start < 0:
        return
    unpack, end = struct.Struct("<HH").unpack_from, len(data) - 4
    pos, depth, cells = start, 0, 0
    while pos <= end:
        kind, size = unpack(data, pos)
        if kind == _END:
            depth -= 1
            if depth <= 0:
                break
        elif kind == _BEGIN:
            depth += 1
        elif kind in _FORMULAS and size >= 4:
            row, column = unpack(data, pos + 4)
            sheet.formula(row, column % MAX_COLUMNS, cached=True)
        elif kind in (_MANY_BLANKS, _MANY_NUMBERS):
            cells += size // 2 if kind == _MANY_BLANKS else size // 6
        cells += 1
        if cells > FILLED_LIMIT:
            sheet.filled = cells
            sheet.check()
        pos += 4 + size


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
