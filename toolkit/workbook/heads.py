"""Heads found by name: columns as data, and the row in which they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from toolkit.workbook.cell_values import text_of
from toolkit.workbook.grid import Sheet

ColumnKind = Literal[
    "text", "long", "date", "moment", "number", "percent", "choice", "formula", "words", "day"
]
"""``formula``, ``words`` and ``day`` are computed: a short word or number, a text, a date.

A ``moment`` is a date with the time of day."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: ``field`` is its name in code, ``head`` what the clerk reads.

    ``width`` is in characters as Excel counts them.  ``helper`` columns are outlined and folded
    away on the right: they carry what the round trip needs and what a careful reader may want.
    ``printed`` columns stand first and are what an A4 sheet shows; where none of a sheet's columns
    is marked, all that can be seen are printed.
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
    printed: bool = False


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
_LONGEST_HEAD = 14
_LIKE = 0.5


@dataclass(frozen=True, slots=True)
class Heads:
    """Where the heads of a table stand and what they say.

    ``row`` is the 0-based row right above the data, ``top`` the first row of the heads (one above
    where they stand on two), ``names`` every head as written, "" where there is none; ``places``
    has the columns of each field, the best first.
    """

    row: int
    top: int
    names: tuple[str, ...]
    places: dict[str, list[int]]

    def name(self, field: str) -> str:
        """The head under which a field stands in this sheet, "" where it has none."""
        found = self.places.get(field)
        return self.names[found[0]] if found else ""

    @property
    def unknown(self) -> tuple[int, ...]:
        """The columns with a head that is none of the fields'."""
        used = {at for found in self.places.values() for at in found}
        return tuple(i for i, name in enumerate(self.names) if name.strip() and i not in used)


def locate_heads(
    grid: Sheet, columns: Sequence[Column], renames: Mapping[str, str] | None = None
) -> Heads | None:
    """The row with the most known heads, or two rows that only together have them; None without.

    Needed columns that do not show under the sheet's own names are looked for among the names that
    notices use.

    >>> named = (("id", "编号"), ("lead", "牵头单位"), ("others", "责任单位"))
    >>> columns = [Column(field, head, 9) for field, head in named]
    >>> rows = [["编号", "责任分工", ""], ["", "牵头单位", "责任单位"], ["1", "甲", "乙"]]
    >>> found = locate_heads(Sheet("台账", rows), columns)
    >>> (found.top, found.row, found.names) if found else None
    (0, 1, ('编号', '牵头单位', '责任单位'))
    """
    best: Heads | None = None
    above: Heads | None = None
    for index, row in enumerate(grid.rows[:_HEAD_ROWS]):
        names = tuple(text_of(value) for value in row)
        here = Heads(index, index, names, match_heads(names, columns, renames))
        both = _together(above, here, columns, renames) if above is not None else None
        for found in (here, both):
            if found and found.places and (best is None or _beats(found, best)):
                best = found
        above = here
    return best and _with_guesses(best, columns)


def _beats(found: Heads, best: Heads) -> bool:
    return len(found.places) > len(best.places)


def _together(
    above: Heads, here: Heads, columns: Sequence[Column], renames: Mapping[str, str] | None
) -> Heads | None:
    """Heads on two rows, if together they say more than either; the lower is more exact."""
    if not above.places or not here.places or any(len(n) > _LONGEST_HEAD for n in here.names):
        return None
    known = {at for found in here.places.values() for at in found}
    upper = (*above.names, *[""] * (len(here.names) - len(above.names)))
    names = tuple(
        low if low.strip() and (at in known or not up.strip()) else up
        for at, (up, low) in enumerate(zip(upper, here.names, strict=False))
    )
    places = match_heads(names, columns, renames)
    if len(places) <= max(len(above.places), len(here.places)):
        return None
    return Heads(here.row, above.row, names, places)


def _with_guesses(heads: Heads, columns: Sequence[Column]) -> Heads:
    """Needed columns that the sheet's own names do not show, by the names that notices use."""
    missing = [c.field for c in columns if c.required and c.field not in heads.places]
    if not missing:
        return heads
    from toolkit.units.heads import column_field

    guessed = dict(heads.places)
    for at in heads.unknown:
        field = column_field(heads.names[at])
        if field in missing and field not in guessed:
            guessed[field] = [at]
    return replace(heads, places=guessed)


def likeliest_head(column: Column, heads: Sequence[str]) -> str:
    """The head among those that nobody knows that most looks like a column's; "" for none.

    >>> likeliest_head(Column("due", "截止日期", 9), ["承办科室", "截止日期（新）", "备用"])
    '截止日期（新）'
    """
    from difflib import SequenceMatcher

    wanted = [head_key(name) for name in (column.head, *column.aliases)]
    scored = [
        (max(SequenceMatcher(None, head_key(head), name).ratio() for name in wanted), head)
        for head in heads
    ]
    score, best = max(scored, default=(0.0, ""), key=lambda pair: pair[0])
    return best if score >= _LIKE else ""


def find_heads(
    grid: Sheet, columns: Sequence[Column], renames: Mapping[str, str] | None = None
) -> tuple[int, dict[str, list[int]]] | None:
    """The 0-based row above the data and where each field stands; see :func:`locate_heads`."""
    found = locate_heads(grid, columns, renames)
    return (found.row, found.places) if found else None


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
