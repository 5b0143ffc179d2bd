"""The time limit of a row: the words as written, and the computed columns beside them.

The words count; the computed columns say what they meant when they were last normalised (规范依据).
Where the words were edited since, they are understood anew and the columns are to follow.  Where
only the date was edited, the date of the person stands, and a contradiction is told unless the
office has marked it as decided (时限确认).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Final

from toolkit.checks.cells import remarks
from toolkit.checks.deadlines.differs import DeadlineDiffers
from toolkit.ledger import codec, said
from toolkit.ledger.columns import DECIDED, KIND_WORDS
from toolkit.ledger.settings import Head
from toolkit.ledger.typed import TypedCells
from toolkit.lights.light import waits_for
from toolkit.lights.rounds import is_rule, rounds_of
from toolkit.model import Change, Deadline, Note
from toolkit.text import fold, squeeze
from toolkit.workbook.cell_values import Raw, as_day, text_of

_NOTHING: Final = Deadline("")
_DATES: Final = frozenset(("due", "start", "last"))
_ASKS: Final = "D03"


class RowDeadlines:
    """Reads the deadlines of a sheet's rows; ``pending`` are the changes that they call for."""

    def __init__(
        self, typed: TypedCells, places: Mapping[str, Sequence[int]], info: Head, sheet: str
    ) -> None:
        self._typed = typed
        self._places = places
        self._year, self._issued = info.notice.year, info.notice.issued
        self._sheet = sheet
        self.pending: list[Change] = []

    def read(self, row: Sequence[Raw], number: int, task: str) -> Deadline:
        """The deadline of one row."""
        basis = self._text(row, "basis")
        raw, asked = self._words(row, number, task, basis)
        recorded = self._recorded(row, number, task, raw)
        if raw == basis or (not basis and (self._text(row, "kind") or recorded.due)):
            # As it was, or typed by hand, words and date alike.
            self._contradicts(row, number, task, recorded)
            return recorded
        now = asked or (self._normalise(raw) if raw.strip() else _NOTHING)
        self._propose(row, number, now)
        return now

    def _words(
        self, row: Sequence[Raw], number: int, task: str, basis: str
    ) -> tuple[str, Deadline | None]:
        """The words, and the deadline itself where a number or a date stands in their place."""
        if "deadline" not in self._places:
            return basis, None
        value = self._raw(row, "deadline")
        if value == "" or (type(value) is str and "#" in value):
            instead = "，“截止日期”照旧，没有改动"
            if not self._typed.has_result(value, number, "deadline", task, instead):
                return basis, None
        if type(value) is str:
            return value, None
        shown = self._typed.shown(number, "deadline")
        if isinstance(value, date) and not said.shows_month(shown):
            return text_of(value), None
        found = said.said_date(value, shown, year=self._year, epoch_1904=self._typed.epoch_1904)
        text = shown or text_of(value)
        if found.value is None:
            note = Note(_ASKS, found.problem or f"“{text}”不是时限")
            return text, Deadline(text, notes=(note,))
        note = Note(_ASKS, found.note or f"按{found.value}理解")
        return text, Deadline(
            text, "date", due=found.value, milestones=(found.value,), notes=(note,)
        )

    def _recorded(self, row: Sequence[Raw], number: int, task: str, raw: str) -> Deadline:
        """What the computed columns say, each of them read as a person may have left it."""
        typed, text = self._typed, self._text
        kind, rule = text(row, "kind").strip(), text(row, "rule").strip()
        if kind and kind not in codec.KINDS_BY_WORD:
            typed.find(
                remarks.HelperBroken, number, "kind", kind, task,
                column=typed.place(number, "kind").column, why="不是时限类型，按完成时限重新换算",
            )  # fmt: skip
            kind = KIND_WORDS[self._normalise(raw).kind]
        if rule and not is_rule(rule):
            typed.find(
                remarks.HelperBroken, number, "rule", rule, task,
                column=typed.place(number, "rule").column, why="不是周期规则，没有采用",
            )  # fmt: skip
            rule = ""
        start = self._day(row, number, "start", task)
        due = self._day(row, number, "due", task)
        if due is None and self._has_no_result(row, number, task):
            due = self._normalise(raw).due
        found = codec.deadline_of(raw, kind, start, due, rule, text(row, "explain"))
        self._rounds(row, number, task, found)
        return found

    def _day(self, row: Sequence[Raw], number: int, field: str, task: str) -> date | None:
        value = self._raw(row, field)
        if value == "" or _is_error(value):
            return None
        return self._typed.day(value, number, field, task)

    def _has_no_result(self, row: Sequence[Raw], number: int, task: str) -> bool:
        value = self._raw(row, "due")
        if value != "" and not _is_error(value):
            return False
        instead = "，暂按完成时限推算截止日期"
        return not self._typed.has_result(value, number, "due", task, instead)

    def _rounds(self, row: Sequence[Raw], number: int, task: str, deadline: Deadline) -> None:
        """周期日 follows from the rule; a text that somebody typed there lights another day."""
        written = self._text(row, "rounds").strip()
        if written and written != rounds_of(deadline).text:
            self._typed.find(
                remarks.HelperBroken, number, "rounds", written, task,
                column=self._typed.place(number, "rounds").column, why="与周期规则不一致",
            )  # fmt: skip
            self._propose(row, number, deadline, only=("rounds",))

    def _contradicts(self, row: Sequence[Raw], number: int, task: str, recorded: Deadline) -> None:
        if not recorded.raw or self._text(row, "decided").strip() == DECIDED:
            return
        due = self._normalise(recorded.raw).due
        if due is None or due == recorded.due or "due" not in self._places:
            return
        written = self._raw(row, "due")
        if written != "" and recorded.due is None:
            return  # said already: the cell is no date
        if written == "" and self._typed.is_uncached(number, "due"):
            return
        what = f"是{recorded.due}" if recorded.due else "是空的"
        self._typed.find(
            DeadlineDiffers, number, "due", text_of(written), task,
            words=recorded.raw, due=due, what=what,
        )  # fmt: skip

    def _propose(
        self, row: Sequence[Raw], number: int, now: Deadline, only: Sequence[str] = ()
    ) -> None:
        rounds = rounds_of(now)
        wanted: tuple[tuple[str, str | date | None], ...] = (
            ("kind", KIND_WORDS[now.kind] if now.raw else ""),
            ("due", now.due), ("start", now.start), ("rule", now.recurrence),
            ("explain", codec.explain(now)), ("basis", now.raw), ("rounds", rounds.text),
            ("last", rounds.last), ("wait", waits_for(now)),
        )  # fmt: skip
        head = self._typed.place(number, "deadline").column
        for field, after in wanted:
            if field not in self._places or (only and field not in only):
                continue
            if self._typed.is_uncached(number, field):
                continue  # a formula, and nobody knows what it gives
            raw = self._raw(row, field)
            before: object = as_day(raw) if field in _DATES else text_of(raw)
            if before is None and raw != "":
                before = text_of(raw)
            if (before or None) != (after or None):
                why = "与周期规则一致" if only else f"“{head}”已改为“{now.raw}”"
                key = (text_of(self._raw(row, "id")).strip(),)
                self.pending.append(
                    Change(self._sheet, key, field, before or None, after or None, why, number)
                )

    def _normalise(self, raw: str) -> Deadline:
        return _normalise(raw, self._year, self._issued)

    def _raw(self, row: Sequence[Raw], field: str) -> Raw:
        found = self._places.get(field)
        return row[found[0]] if found else ""

    def _text(self, row: Sequence[Raw], field: str) -> str:
        value = self._raw(row, field)
        return value if type(value) is str else text_of(value)


def _is_error(value: Raw) -> bool:
    return isinstance(value, str) and said.ERROR.fullmatch(squeeze(fold(value))) is not None


@lru_cache(maxsize=8192)
def _normalise(raw: str, year: int | None, issued: date | None) -> Deadline:
    from toolkit.deadlines import normalise

    return replace(normalise(raw, year=year, issued=issued), raw=raw)
