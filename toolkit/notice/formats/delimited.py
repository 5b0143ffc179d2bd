"""Comma or tab separated text, as other systems export it (often named .xls)."""

from __future__ import annotations

import csv
import io
import re

from toolkit.files.source import Source, check_grid_size, check_text_size
from toolkit.model import Place
from toolkit.notice.document import Cell, Document, Table
from toolkit.notice.formats.text import decode_text

_DELIMITERS = ",\t;|，"
_SAMPLE = 50
_QUOTED = re.compile(r'"(?:[^"]|"")*+"')


def read_delimited(source: Source) -> Document:
    """One table with all rows equally long; empty rows and columns at the edges are trimmed.

    The delimiter is the one that cuts the first rows into equally many cells, most of them.
    """
    check_text_size(source)
    text, remarks = decode_text(source)
    text = text.replace("\0", "")
    delimiter = ""
    if text.lower().startswith("sep="):
        # Excel's own way of stating the delimiter in the first line.
        head, _, rest = text.partition("\n")
        delimiter, text = head[4:5], rest
    rows = _parse(text, delimiter or sniff(text))
    table = _table(rows, source.name)
    return Document((table,) if table.rows else (), source.name, remarks)


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


def _parse(text: str, delimiter: str) -> list[list[str]]:
    # A cell longer than this would be an error to the csv module.
    old = csv.field_size_limit(len(text) + 1)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    finally:
        csv.field_size_limit(old)


def _table(rows: list[list[str]], name: str) -> Table:
    filled = [[c for c, text in enumerate(row) if text.strip()] for row in rows]
    first = next((r for r, cells in enumerate(filled) if cells), 0)
    last = max((r for r, cells in enumerate(filled) if cells), default=-1)
    width = max((cells[-1] + 1 for cells in filled if cells), default=0)
    check_grid_size(name, last + 1 - first, width)
    place = Place(name, table=1)
    return Table(
        tuple(
            tuple(
                Cell(_clean(row[c]) if c < len(row) else "", place=Place(name, row=number))
                for c in range(width)
            )
            for number, row in enumerate(rows[first : last + 1], first + 1)
        ),
        True,
        place,
    )


def _clean(text: str) -> str:
    """The text without the ``="007"`` by which exports keep Excel from touching a number."""
    if text.startswith('="') and text.endswith('"') and len(text) > 2:
        text = text[2:-1]
    return text.replace("\r\n", "\n")
