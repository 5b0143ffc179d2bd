"""The heads of a table: where they stand, on one level or two, and what they mean."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.checks.reader import HeadsUnknown
from toolkit.notice.columns import (
    ASIDE,
    TEXT_FIELDS,
    guess_fields,
    head_field,
    head_fields,
    is_head_row,
    unit_score,
)
from toolkit.notice.document import Cell, Table
from toolkit.notice.draft import Reading
from toolkit.notice.numbering import join_lines
from toolkit.units import column_fields

_TELLING = 400


@dataclass(slots=True)
class Heads:
    """The column heads in force: as written, and the fields that they mean."""

    texts: list[str] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, texts: Sequence[str]) -> Heads:
        """Heads from one row of texts."""
        joined = [join_lines(text) for text in texts]
        return cls(joined, head_fields(joined))

    def settled(self, rows: Sequence[Sequence[Cell]]) -> Heads:
        """These heads with the content column that the rows below them show.

        A head alone may mislead: 具体目标 holds the tasks where 重点任务 is merged over them, and
        an unheard head (兑现标准) may name the tasks while 领衔代表 names people.  A head known to
        be the content's stays; else the column with the longest cells that differ from row to
        row is the content.
        """
        even = [row for row in rows if len(row) == len(self.fields)]
        # Some hundred rows from all over the table tell as much as all of them.
        even = even[:: len(even) // _TELLING + 1]
        if "content" not in self.fields or len(even) < 2:
            return self
        content = self.fields.index("content")
        ends = [i for i, f in enumerate(self.fields) if f in ("lead", "others", "deadline")]
        end = ends[0] if ends and ends[0] else len(self.fields)
        texts = [i for i in range(end) if self.fields[i] in (*TEXT_FIELDS, "other")]
        if content not in texts:
            return self
        weights = {i: _weight([row[i] for row in even]) for i in texts}
        best = max(texts, key=lambda i: weights[i])
        if best == content or weights[best] < 1.3 * weights[content]:
            return self
        sure = column_fields(self.texts[content]) == ("content",)
        filled = sum(1 for row in even if row[content].text.strip() and not row[content].covered)
        if sure and filled >= 0.7 * len(even):
            return self
        return self._with_content(best)

    def _with_content(self, at: int) -> Heads:
        fields = list(self.fields)
        levels = iter(("l1", "l2", "l3"))
        for i, f in enumerate(fields):
            if i == at:
                fields[i] = "content"
            elif i < at and f in (*TEXT_FIELDS, "other"):
                fields[i] = next(levels, "other") if self._is_level(i) else "other"
            elif f in TEXT_FIELDS:
                fields[i] = "other"
        return Heads(self.texts, fields)

    def _is_level(self, at: int) -> bool:
        """Whether a column before the content sorts the tasks: its head says so or is unheard."""
        return head_field(self.texts[at]) in TEXT_FIELDS or not ASIDE.search(self.texts[at])

    def refined(self, lower: Sequence[str]) -> Heads:
        """These heads with a second head row below them that splits 责任分工 into its parts."""
        texts = [join_lines(text) for text in lower]
        if len(texts) == len(self.texts) and any(not t for t in texts):
            return Heads.of([low or up for up, low in zip(self.texts, texts, strict=True)])
        at = next(
            (i for i, f in enumerate(self.fields) if f in ("lead", "others")), len(self.texts)
        )
        below = [t for t in texts if t]
        return Heads.of([*self.texts[:at], *below, *self.texts[at + 1 :]])


def looks_like_tasks(table: Table, before: Heads | None = None) -> bool:
    """Whether a table holds tasks: it has heads for content and units or dates, or such columns."""
    rows = [texts_of(row) for row in table.rows]
    named = [set(head_fields(row)) for row in rows[:12] if is_head_row(row)]
    if any("content" in fields and fields & {"lead", "others", "deadline"} for fields in named):
        return True
    if _two_level_heads(table):
        return True
    if named:
        return False
    fields_seen = guess_fields(_long_rows(rows))
    if before and before.texts and max(len(row) for row in rows) == len(before.texts):
        return (len(rows) > 0 and bool(fields_seen)) or len(rows) < 3
    return bool(fields_seen)


def first_heads(table: Table, before: Heads | None, reading: Reading) -> Heads:
    """Heads for a table that has none: those of the table above, else what the columns show."""
    rows = [texts_of(row) for row in table.rows]
    if any(is_head_row(row) for row in rows) or _two_level_heads(table):
        return Heads()
    if before and before.texts and max(len(row) for row in rows) == len(before.texts):
        return before
    fields = guess_fields(_long_rows(rows))
    first = next((" | ".join(t for t in row if t.strip()) for row in _long_rows(rows)), "")
    reading.findings.append(HeadsUnknown.finding(table.place, first[:60]))
    return Heads([""] * len(fields), fields)


def texts_of(row: Sequence[Cell]) -> list[str]:
    """The texts of a row's cells."""
    return [cell.text for cell in row]


def _long_rows(rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    """The rows that have more than one filled cell: those that can show what columns hold."""
    return [row for row in rows if sum(1 for c in row if c.strip()) > 1]


def second_head_row(rows: Sequence[Sequence[Cell]], at: int) -> list[str]:
    """The heads of a two-level head that begins at row ``at``; [] when it has one level only.

    The lower row is more exact where it says something else than the cell above it.
    """
    if at + 1 >= len(rows) or len(rows[at]) != len(rows[at + 1]):
        return []
    upper, lower = rows[at], rows[at + 1]
    covers = any(c.covered == "left" for c in upper) and any(
        c.covered == "up" and c.text.strip() for c in lower
    )
    if not covers:
        return []
    below = [c.text for c in lower if not c.covered]
    if not below or any(len(join_lines(t)) > 20 for t in below):
        return []
    merged = [
        low.text if not low.covered and low.text.strip() else up.text
        for up, low in zip(upper, lower, strict=True)
    ]
    return merged if is_head_row(merged) else []


def _two_level_heads(table: Table) -> bool:
    return any(second_head_row(table.rows, at) for at in range(min(8, len(table.rows))))


def _weight(cells: Sequence[Cell]) -> float:
    """How much a column looks like the content: the mean length of its different texts.

    Blank and repeated cells count as nothing, and so do persons, figures and addresses.
    """
    texts = {join_lines(cell.text) for cell in cells if cell.text.strip() and not cell.covered}
    long = [t for t in texts if len(t) > 4 and not t.isascii() and unit_score(t) < 0.5]
    return sum(map(len, long)) / max(1, len(cells))
