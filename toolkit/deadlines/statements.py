"""What an expression states: spans of time, cycles, lengths of time, and words without a date."""

from __future__ import annotations

from toolkit.deadlines.points import Point


class Span:
    """One point or a range of two, with what the words around it make of it.

    ``role`` is "" for a limit; "state" (截至…), "start" (…起), "effective" (…起施行), "after" (…后)
    and "exclusive" (不早于…) are none.  ``chained`` marks a member of a list that follows another.
    """

    __slots__ = ("about", "chained", "end", "first", "last", "qualifier", "role", "start")

    def __init__(self, last: Point) -> None:
        self.first: Point | None = None
        self.last = last
        self.qualifier = ""
        self.role = ""
        self.about = self.chained = False
        self.start = last.start
        self.end = last.end


class Cycle:
    """A recurring limit: its frequency and the points inside the period.

    ``after`` is a length counted from the end of the period; ``nth`` a day by its place in the
    period, (-1, "workday") or (3, 4) for the third Friday; ``weak`` marks a word that is a cycle
    only where nothing else is said (季度).
    """

    __slots__ = ("after", "end", "frequency", "interval", "nth", "spans", "start", "weak")

    def __init__(self, frequency: str, interval: int, start: int, end: int) -> None:
        self.frequency = frequency
        self.interval = interval
        self.spans: list[Span] = []
        self.after: tuple[int, str] | None = None
        self.nth: tuple[int, int | str] | None = None
        self.weak = False
        self.start = start
        self.end = end

    def takes(self, point: Point) -> bool:
        """Whether a point behind 每… lies inside the period; a point with a year never does."""
        if point.year is not None or point.plan is not None or point.base == "notice":
            return False
        if self.frequency == "YEARLY":
            return point.week is None and point.weekday is None
        if self.frequency == "WEEKLY":
            return point.weekday is not None
        if self.frequency not in ("MONTHLY", "EVENMONTHS", "ODDMONTHS"):
            return False
        if self.interval == 1:
            whole_month = point.part != "" and point.quarter_month == -1
            return point.month is None and (point.day is not None or whole_month)
        if point.month is not None:
            return not self.spans or any(span.last.month is not None for span in self.spans)
        if point.part and point.day is None and not point.is_inside_year:
            return False  # 每季度末月25日前上报，年底前汇总
        return point.day is not None or bool(point.part)


class Amount:
    """A length of time, with the event it is counted from; ``inexact`` for hours.

    It is negative where it is counted back from the event; ``since`` is the date that the event
    itself names (6月30日后10个工作日内).
    """

    __slots__ = ("amount", "anchor", "inexact", "since", "unit")

    def __init__(self, amount: int, unit: str, anchor: str, since: Span | None = None) -> None:
        self.since = since
        self.amount = amount
        self.unit = unit
        self.anchor = anchor
        self.inexact = False


class Statements:
    """All statements of an expression, and what stands in the way of trusting them.

    ``doubt``: something that looks like time was not understood.  ``vague``: understood, but it
    fixes no day.  ``unsure``: a reading was chosen that a person should see.  The first reason of
    each sort is kept.
    """

    __slots__ = (
        "amounts", "anchor", "attributes", "cycles", "doubt", "now", "spans", "times", "unsure",
        "vague", "words",
    )  # fmt: skip

    def __init__(self) -> None:
        self.spans: list[Span] = []
        self.cycles: list[Cycle] = []
        self.amounts: list[Amount] = []
        self.words: set[str] = set()
        self.attributes: list[Point] = []
        self.times: int | None = None
        self.anchor = ""
        self.now = False
        self.doubt = self.vague = self.unsure = ""

    def is_doubtful(self, why: str) -> None:
        """Note that something was not understood."""
        self.doubt = self.doubt or why

    def is_vague(self, why: str) -> None:
        """Note that the words fix no day."""
        self.vague = self.vague or why

    def is_unsure(self, why: str) -> None:
        """Note that there is another reading."""
        self.unsure = self.unsure or why
