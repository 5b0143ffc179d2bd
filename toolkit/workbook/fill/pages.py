"""The paper of a sheet: how far Excel reduces it, what stays readable, where its pages end.

Nothing is printed here.  What is known of a sheet before anybody prints it: paper, margins, the
columns that are printed and their widths, the heights that the rows were given.  From these follow
the reduction of “one page wide” and the row with which each page begins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from toolkit.workbook.ranges import number
from toolkit.workbook.xml import M

if TYPE_CHECKING:
    from lxml import etree

READABLE: Final = 9.0
"""Points on paper below which nobody reads a table."""

UNITS: Final = (6.0, 7.0)
"""Points of a column's unit: with 宋体 itself, and with the wide digits that stand in for it."""

# A program may reduce somewhat more than it had to: LibreOffice rounds every column up.
_SLACK, _SLACK_EACH = 0.005, 0.0015
_LEAST = 3  # rows on a last page, or it looks forgotten
_THIN = 0.18  # of a page; what is less may go on the page before
_SQUEEZED: Final = (-1.0, -2.0, -3.0, -4.0, -5.0)
_SPREAD: Final = tuple(n / 2 for n in range(1, 31))
_LONGEST = 3000  # nobody looks at the last page of more rows
_INCH = 72.0
_MM = _INCH / 25.4
_SIZES: Final[Mapping[str, tuple[float, float]]] = {
    "1": (215.9, 279.4), "5": (215.9, 355.6), "8": (297, 420), "9": (210, 297), "11": (148, 210),
    "12": (257, 364), "13": (182, 257),
}  # fmt: skip
_MARGINS: Final = {"left": 0.7, "right": 0.7, "top": 0.75, "bottom": 0.75}
_AREA = re.compile(r"\$?([A-Z]{1,3})(?:\$?\d+)?(?::\$?([A-Z]{1,3})(?:\$?\d+)?)?")
_ROWS = re.compile(r"\$?(\d+):\$?(\d+)")
_COLUMNS = re.compile(r"\$?([A-Z]{1,3}):\$?([A-Z]{1,3})")
DEFAULT_WIDTH: Final = 8.43
"""Units of a column for which none is set."""


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet's paper, in points: the room between the margins, and what is printed on it.

    ``fits`` is over how many pages the width is spread (0: the sheet is not reduced to fit);
    ``columns`` are the printed columns, ``titles`` the rows and ``repeated`` the columns that
    every page shows again.  ``whole`` is true where the height is reduced, too: such a sheet has
    as many pages as it is told.
    """

    width: float
    height: float
    fits: int
    scale: float
    columns: tuple[int, ...]
    titles: frozenset[int] = frozenset()
    repeated: frozenset[int] = frozenset()
    whole: bool = False

    def reduced(self, widths: Mapping[int, float], unit: float = UNITS[-1]) -> float:
        """The scale at which columns of these widths are printed; 1 is their own size."""
        if not self.fits:
            return self.scale
        printed = [widths.get(column, DEFAULT_WIDTH) * unit for column in self.columns]
        if self.fits == 1:
            total = sum(printed)
            return min(1.0, self.width / total) if total else 1.0
        again = sum(w for c, w in zip(self.columns, printed, strict=True) if c in self.repeated)
        for percent in range(100, 10, -1):
            if _pages_wide(printed, self.width * 100 / percent, again) <= self.fits:
                return percent / 100
        return 0.1

    def surely(self, widths: Mapping[int, float]) -> float:
        """The scale that every program reaches."""
        scale = self.reduced(widths)
        return scale - self._slack() if scale < 1 and self.fits else scale

    def capacities(self, widths: Mapping[int, float]) -> list[float]:
        """The rows that a page holds, in points of the sheet, as one or another program counts."""
        found = set()
        for unit in UNITS:
            scale = self.reduced(widths, unit)
            slack = self._slack() if scale < 1 and self.fits else 0.0
            found |= {self.height / (scale - less) for less in (0.0, slack / 2, slack)}
        return sorted(found)

    def _slack(self) -> float:
        return _SLACK + _SLACK_EACH * len(self.columns)


def _pages_wide(widths: Sequence[float], room: float, again: float) -> int:
    """Over how many pages columns are spread; a column is never parted."""
    pages, used = 1, 0.0
    for width in widths:
        if used and used + width > room:
            pages, used = pages + 1, again
        used += width
        if used > room and used == width:
            return len(widths) + 1
    return pages


def page_of(
    root: etree._Element,
    area: str = "",
    titles: str = "",
    used: Collection[int] = (),
    hidden: Collection[int] = (),
) -> Page | None:
    """The paper of a sheet, None where none is set up.

    ``area`` and ``titles`` are the names Print_Area and Print_Titles, ``used`` the columns that
    hold something, which are printed where no area is named; ``hidden`` ones never are.
    """
    setup = root.find(f"{M}pageSetup")
    if setup is None:
        return None
    width, height = _SIZES.get(setup.get("paperSize", "9"), _SIZES["9"])
    if setup.get("orientation") == "landscape":
        width, height = height, width
    margins = dict(_MARGINS)
    found = root.find(f"{M}pageMargins")
    if found is not None:
        margins |= {side: float(found.get(side, usual)) for side, usual in _MARGINS.items()}
    fit = root.find(f"{M}sheetPr/{M}pageSetUpPr")
    fitted = fit is not None and fit.get("fitToPage") in ("1", "true")
    return Page(
        width * _MM - (margins["left"] + margins["right"]) * _INCH,
        height * _MM - (margins["top"] + margins["bottom"]) * _INCH,
        int(setup.get("fitToWidth", "1")) if fitted else 0,
        float(setup.get("scale", "100")) / 100,
        tuple(column for column in sorted(_printed(area, used)) if column not in hidden),
        frozenset(_titles(titles, _ROWS, int)),
        frozenset(_titles(titles, _COLUMNS, number)),
        fitted and setup.get("fitToHeight", "1") != "0",
    )


def _printed(area: str, used: Collection[int]) -> Iterator[int]:
    if not area:
        yield from used
        return
    for part in area.split(","):
        match = _AREA.fullmatch(part.rpartition("!")[2])
        if match:
            first = number(match[1])
            yield from range(first, number(match[2] or match[1]) + 1)


def _titles(titles: str, kind: re.Pattern[str], count: Callable[[str], int]) -> Iterator[int]:
    """The rows, or the columns, of Print_Titles."""
    for part in titles.split(","):
        if match := kind.fullmatch(part.rpartition("!")[2]):
            yield from range(count(match[1]), count(match[2]) + 1)


@dataclass(frozen=True, slots=True)
class LastPage:
    """How many pages some rows take, how many rows stand on the last, and what part of it is full.

    >>> LastPage.of([20] * 10, 100, 20), LastPage.of([20] * 9, 100, 20).rows
    (LastPage(pages=3, rows=1, full=0.25), 4)
    """

    pages: int
    rows: int
    full: float

    @classmethod
    def of(cls, heights: Iterable[float], capacity: float, repeated: float) -> LastPage:
        """Lay rows of these heights out; every further page begins with ``repeated``."""
        pages, used, count, room = 1, 0.0, 0, capacity
        for height in heights:
            if count and used + height > room + 0.01:
                pages, used, count, room = pages + 1, 0.0, 0, capacity - repeated
            used += height
            count += 1
        return cls(pages, count, used / room)

    def has_company(self, rows: int, full: float = 0.0) -> bool:
        """Whether nobody would take the last page for a mistake."""
        return self.pages == 1 or (self.rows >= rows and self.full >= full)


def air(
    rows: Sequence[tuple[float, bool]], capacities: Sequence[float], repeated: float, most: float
) -> float:
    """What every row of a list is to be higher or lower by, so that no last page is nearly empty.

    ``rows`` are the heights from the top down, each with whether it is a row of a list; ``most``
    is the greatest height of a row.  A sheet that is a few rows too long gives up some of the air
    in its rows and ends on the page before; else it takes some more, and the last page gets
    company.

    >>> air([(20.0, True)] * 51, [1000.0], 20.0, 400.0)
    -1.0
    >>> air([(20.0, True)] * 50, [1000.0], 20.0, 400.0)
    0.0
    """
    if len(rows) > _LONGEST:
        return 0.0

    def stands(more: float, least: int, full: float = 0.0) -> bool:
        heights = [min(most, h + more) if listed and more else h for h, listed in rows]
        return all(
            LastPage.of(heights, capacity, repeated).has_company(least, full)
            for capacity in capacities
        )

    if stands(0.0, _LEAST, _THIN):
        return 0.0
    for more in _SQUEEZED:
        if stands(more, _LEAST, _THIN):
            return more
    for least in (_LEAST, _LEAST - 1):
        for more in (0.0, *_SPREAD, *_SQUEEZED):
            if stands(more, least):
                return more
    return 0.0
