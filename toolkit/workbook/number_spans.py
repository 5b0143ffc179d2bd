"""Sets of row or column numbers kept as ranges: a million hidden rows cost as much as one."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator


class Spans:
    """A set of whole numbers from ranges that include both ends.

    >>> spans = Spans([(3, 5), (5, 9), (20, 20)])
    >>> 7 in spans, 10 in spans, len(spans), spans.ranges
    (True, False, 8, ((3, 9), (20, 20)))
    """

    __slots__ = ("_starts", "ranges")

    def __init__(self, ranges: Iterable[tuple[int, int]] = ()) -> None:
        merged: list[tuple[int, int]] = []
        for first, last in sorted(ranges):
            if last < first:
                continue
            if merged and first <= merged[-1][1] + 1:
                if last > merged[-1][1]:
                    merged[-1] = merged[-1][0], last
            else:
                merged.append((first, last))
        self.ranges = tuple(merged)
        self._starts = [first for first, _ in merged]

    def __contains__(self, number: object) -> bool:
        if not isinstance(number, int) or not self.ranges:
            return False
        at = bisect_right(self._starts, number) - 1
        return at >= 0 and number <= self.ranges[at][1]

    def __iter__(self) -> Iterator[int]:
        for first, last in self.ranges:
            yield from range(first, last + 1)

    def __len__(self) -> int:
        return sum(last - first + 1 for first, last in self.ranges)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Spans) and self.ranges == other.ranges

    def __hash__(self) -> int:
        return hash(self.ranges)

    def __repr__(self) -> str:
        return f"Spans({list(self.ranges)})"
