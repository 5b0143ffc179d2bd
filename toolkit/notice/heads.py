"""The heads of a table: where they stand, on one level or two, and what they mean."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from toolkit.notice.columns import (
    ASIDE,
    TEXT_FIELDS,
    deadline_score,
    guess_fields,
    head_field,
    head_fields,
    is_head_row,
    unit_score,
)
from toolkit.notice.document import Cell, Table
from toolkit.notice.numbering import is_bare_number, join_lines
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

    def refined(self, lower: Sequence[str], rows: Sequence[Sequence[Cell]]) -> Heads:
        """These heads with a second head row below them that splits 责任分工 into its parts.

        Where each part stands under its head the blanks tell; where blanks and merged cells are
        lost, the parts are given to the heads of their kind in order.
        """
        texts = [join_lines(text) for text in lower]
        below = [t for t in texts if t]
        upper = [t for t in self.texts if t]
        usual = Counter(len(row) for row in rows).most_common(1)
        size = usual[0][0] if usual else len(self.texts)
        if len(texts) == len(self.texts) and "" in texts and texts[0] == "":
            return Heads.of([low or up for up, low in zip(self.texts, texts, strict=True)])
        if shared := _shared_out(upper, below, size):
            return Heads.of(shared)
        if len(texts) == len(self.texts) and "" in texts:
            return Heads.of([low or up for up, low in zip(self.texts, texts, strict=True)])
        at = next(
            (i for i, f in enumerate(self.fields) if f in ("lead", "others")), len(self.texts)
        )
        return Heads.of([*self.texts[:at], *below, *self.texts[at + 1 :]])


def _shared_out(upper: Sequence[str], lower: Sequence[str], size: int) -> list[str]:
    """``size`` heads of which each upper one stays or gives way to two or more lower ones in order.

    A lower head stands under an upper one of its kind (牵头 under 责任单位); [] where none fits.
    """
    if not upper:
        return []
    first, rest = upper[0], upper[1:]
    options = [0, *range(2, len(lower) + 1)]
    for count in options:
        parts = list(lower[:count]) or [first]
        if any(_kind(part) != _kind(first) for part in parts):
            continue
        if not rest:
            if count == len(lower) and len(parts) == size:
                return parts
            continue
        if following := _shared_out(rest, lower[count:], size - len(parts)):
            return [*parts, *following]
    return []


def _kind(head: str) -> str:
    name = head_field(head)
    return "units" if name in ("lead", "others") else "text" if name in TEXT_FIELDS else name


@dataclass(frozen=True, slots=True)
class Found:
    """Where the heads of a table stand: their first row (-1 for none) and how many rows they take.

    ``why`` says why there are none; ``guessed`` that only the cells told what the columns are.
    """

    heads: Heads
    row: int = -1
    levels: int = 0
    guessed: bool = False
    why: str = ""


def find_heads(table: Table, before: Heads | None) -> Found:
    """The heads of a table: by their words, else those of the table above, else by the cells."""
    every = [f for at in range(len(table.rows)) if (f := heads_at(table.rows, at)) is not None]
    if every:
        return _agreed(every)
    rows = [texts_of(row) for row in table.rows]
    labels = _labels_row(table.rows)
    if (
        labels < 0
        and before
        and before.texts
        and max(len(row) for row in rows) == len(before.texts)
    ):
        fields_seen = guess_fields(_long_rows(rows))
        if fields_seen or len(rows) < 3:
            return Found(before)
    below = rows[labels + 1 :] if labels >= 0 else rows
    fields = guess_fields(_long_rows(below))
    if not fields:
        return Found(Heads(), why="看不出哪一列是任务、哪一列是单位或时限")
    texts = [join_lines(t) for t in rows[labels]] if labels >= 0 else [""] * len(fields)
    texts = [*texts, *[""] * len(fields)][: len(fields)]
    return Found(Heads(texts, fields), labels, 1 if labels >= 0 else 0, guessed=True)


def _agreed(every: Sequence[Found]) -> Found:
    """The first heads, with the meaning that most of their repeats on other pages have."""
    first = every[0]
    named = [t for t in first.heads.texts if t]
    votes = Counter(
        tuple(f for f, t in zip(found.heads.fields, found.heads.texts, strict=True) if t)
        for found in every
        if [t for t in found.heads.texts if t] == named
    )
    names = iter(votes.most_common(1)[0][0])
    fields = [next(names) if t else "" for t in first.heads.texts]
    return Found(Heads(first.heads.texts, fields), first.row, first.levels)


def heads_at(rows: Sequence[Sequence[Cell]], at: int) -> Found | None:
    """The heads that begin at row ``at``, settled by the rows below them; None for a data row."""
    two = second_head_row(rows, at)
    texts = texts_of(rows[at])
    if two:
        return _settled(Heads.of(two), rows, at, 2)
    if not _is_head_row(rows[at]):
        return None
    heads = Heads.of(texts)
    if at + 1 < len(rows) and _is_lower_head_row(rows[at + 1]):
        lower = Heads.of(texts_of(rows[at + 1]))
        refined = heads.refined(texts_of(rows[at + 1]), rows[at + 2 :])
        if "content" not in lower.fields or refined.texts != lower.texts:
            return _settled(refined, rows, at, 2)
    return _settled(heads, rows, at, 1)


def _settled(heads: Heads, rows: Sequence[Sequence[Cell]], at: int, levels: int) -> Found:
    below: list[Sequence[Cell]] = []
    for row in rows[at + levels :]:
        if _is_head_row(row):
            break
        if sum(1 for cell in row if cell.text.strip() and cell.covered != "left") > 1:
            below.append(row)
    return Found(heads.settled(below), at, levels)


def _is_head_row(row: Sequence[Cell]) -> bool:
    """Whether a row holds heads; one merged over several columns counts once."""
    return is_head_row([c.text for c in row if c.covered != "left"])


def _is_lower_head_row(row: Sequence[Cell]) -> bool:
    texts = [join_lines(c.text) for c in row if c.text.strip() and not c.covered]
    if len(texts) < 2 or any(len(t) > 12 for t in texts):
        return False
    return _is_head_row(row) or all(head_field(t) for t in texts)


def _labels_row(rows: Sequence[Sequence[Cell]]) -> int:
    """The row of labels that nobody knows over a table's columns; -1 where there is none.

    Labels are short, all different, neither units nor times nor numbers.
    """
    for at, row in enumerate(rows[:3]):
        texts = [join_lines(c.text) for c in row if c.covered != "left"]
        filled = [t for t in texts if t]
        if len(filled) < 2:
            continue
        short = all(len(t) <= 8 and t[-1] not in "。；" for t in filled)
        plain = not any(
            unit_score(t) > 0.5 or deadline_score(t) or is_bare_number(t) for t in filled
        )
        return at if short and plain and len(set(filled)) == len(texts) else -1
    return -1


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
