"""Comma or tab separated text, as other systems export it (often named .xls), as rows of texts."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from typing import Final

from toolkit.errors import FileProblem
from toolkit.files.encoding import decode_text
from toolkit.files.source import Source, check_text_size
from toolkit.model import LeftOut
from toolkit.workbook.read.collect import Collector
from toolkit.workbook.sheet import Sheet

_DELIMITERS = ",\t;|，"
_SAMPLE = 50
_QUOTED = re.compile(r'"(?:[^"]|"")*+"')
_CELLS: Final = 1_000_000
_ROWS: Final = 200_000


class CsvBook:
    """A text file as a workbook of one sheet, which bears the file's name.

    Raises:
        UnsupportedFormat: the bytes are not text.
        FileProblem: the text or the table is too large.
    """

    epoch_1904 = False

    def __init__(self, source: Source) -> None:
        name = source.name.rpartition(".")[0] or source.name
        self.names = (name,)
        rows, remarks = read_rows(source)
        sheet = Collector(source.name, name)
        sheet.remarks += remarks
        for number, row in enumerate(rows):
            for column, text in enumerate(row):
                if text:
                    sheet.put(number, column, text)
        self._sheet = sheet.sheet()

    def sheet(self, name: str) -> Sheet:
        """The one sheet."""
        return self._sheet


def read_rows(source: Source) -> tuple[list[list[str]], tuple[LeftOut, ...]]:
    """The rows of a file as they stand, and a remark on what could not be decoded.

    The delimiter is the one that cuts the first rows into equally many cells, most of them.

    Raises:
        UnsupportedFormat: the bytes are not text.
        FileProblem: the text or the table is too large.
    """
    check_text_size(source)
    text, remarks = decode_text(source)
    text = text.replace("\0", "")
    delimiter = ""
    if text.lower().startswith("sep="):
        # Excel's own way of stating the delimiter in the first line.
        head, _, rest = text.partition("\n")
        delimiter, text = head[4:5], rest
    return list(_parse(text, delimiter or sniff(text), source.name)), remarks


def sniff(text: str) -> str:
    r"""The delimiter of ``text``.

    >>> sniff("序号\t任务,内容\n1\t公开")
    '\t'
    """
    # What stands in quotes may contain any of the candidates.
    bare = _QUOTED.sub("", text[:100_000])
    lines = [line for line in bare.splitlines()[:_SAMPLE] if line.strip()]
    best, best_score = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = [line.count(delimiter) for line in lines]
        usual = max(set(counts), key=lambda n: (counts.count(n), n), default=0)
        score = usual * counts.count(usual) / max(len(counts), 1)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _parse(text: str, delimiter: str, name: str) -> Iterator[list[str]]:
    """The rows; a file that has more cells than a ledger is refused before they fill the memory."""
    # A cell longer than this would be an error to the csv module.
    old = csv.field_size_limit(len(text) + 1)
    cells = 0
    try:
        for number, row in enumerate(
            csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        ):
            filled = sum(map(bool, row))
            cells += len(row)
            if cells > _CELLS or number >= _ROWS:
                raise FileProblem(
                    f"“{name}”到第 {number + 1} 行为止已有 {cells} 格，"
                    "远远超出正常的通知或台账，没有读取。请只保留需要的行和列，另存为新文件后再试。"
                )
            yield [_clean(cell) for cell in row] if filled else []
    finally:
        csv.field_size_limit(old)


def _clean(text: str) -> str:
    """The text without the ``="007"`` by which exports keep Excel from touching a number."""
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        text = text[2:-1]
    return text.replace("\r\n", "\n")
