"""Heads found by name: columns as data, and the row in which they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from toolkit.workbook.cell_values import text_of
from toolkit.workbook.grid import Sheet

ColumnKind = Literal[
    "text", "long", "date", "number", "percent", "choice", "formula", "words", "day"
]
"""``formula``, ``words`` and ``day`` are computed: a short word or number, a text, a date."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``field`` is its name in code, ``head`` what the clerk reads.

    ``width`` is in characters as Excel counts them.  ``helper`` columns are outlined and folded
    away on the right: they carry what the round trip needs and what a careful reader may want.
    """

    field: str
    head: str
    width: float
    kind: ColumnKind = "text"
    aliases: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    formula: str = ""
    helper: bool = False
    required: bool = False
    hint: str = ""


_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")


def head_key(text: str) -> str:
    r"""A head without what clerks vary: spaces, line breaks, width, trailing colons.

    >>> head_key("完 成\n时 限：")
    '完成时限'
    """
    plain = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+", "", plain).rstrip(":：*").casefold()


def match_heads(
    heads: Sequence[str], columns: Sequence[Column], renames: Mapping[str, str] | None = None
) -> dict[str, list[int]]:
    """The positions in ``heads`` of each field, best match first.

    ``renames`` maps a standard head to the office's own.  The office's own name goes before the
    standard head, that before the aliases; a head is only taken once, and a bracketed remark
    (完成时限（年月日）) is ignored if nothing fits without that.

    >>> columns = (Column("deadline", "完成时限", 11, aliases=("完成期限",)),)
    >>> match_heads(["完成期限", "任务内容", "科室"], columns)["deadline"]
    [0]
    """
    named = [(at, head) for at, head in enumerate(heads) if head]
    keys = [(at, head_key(head)) for at, head in named]
    bare = [(at, head_key(_BRACKETS.sub("", head))) for at, head in named]
    own = {head_key(k): head_key(v) for k, v in (renames or {}).items() if v.strip()}
    taken: set[int] = set()
    found: dict[str, list[int]] = {column.field: [] for column in columns}
    for name_of in (_own, _standard, _aliases):
        for source in (keys, bare):
            for column in columns:
                wanted = name_of(column, own)
                hits = [at for at, key in source if key in wanted and at not in taken]
                # Two columns may share an alias with a better one: 责任单位 beside 配合单位.
                if name_of is _aliases and found[column.field] and column.field not in MERGEABLE:
                    continue
                found[column.field] += hits
                taken.update(hits)
    return {name: places for name, places in found.items() if places}


# Further columns of the same meaning are read together: 责任单位 beside 配合单位.
MERGEABLE: Final = frozenset({"lead", "others"})


def _own(column: Column, own: Mapping[str, str]) -> set[str]:
    name = own.get(head_key(column.head))
    return {name} if name else set()


def _standard(column: Column, own: Mapping[str, str]) -> set[str]:
    return {head_key(column.head)}


def _aliases(column: Column, own: Mapping[str, str]) -> set[str]:
    return {head_key(alias) for alias in column.aliases}


_HEAD_ROWS = 20  # heads below a title, a number and a line about units; never further down


def find_heads(
    grid: Sheet, columns: Sequence[Column], renames: Mapping[str, str] | None = None
) -> tuple[int, dict[str, list[int]]] | None:
    """The 0-based row with the most known heads and where each field stands; None without any."""
    best: tuple[int, int, dict[str, list[int]]] | None = None
    for index, row in enumerate(grid.rows[:_HEAD_ROWS]):
        found = match_heads([text_of(value) for value in row], columns, renames)
        if found and (best is None or len(found) > best[0]):
            best = len(found), index, found
    return (best[1], best[2]) if best else None


def table(grid: Sheet, columns: Sequence[Column]) -> list[dict[str, str]]:
    """The rows below the heads as texts by field; empty rows are left out."""
    found = find_heads(grid, columns)
    if found is None:
        return []
    head, places = found
    rows = []
    for row in grid.rows[head + 1 :]:
        texts = {field: text_of(row[at[0]]) for field, at in places.items() if at[0] < len(row)}
        if any(text.strip() for text in texts.values()):
            rows.append(texts)
    return rows
