"""The XML of a sheet around its rows, after they were repeated: made once for many sheets."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Final

from toolkit.workbook.cells import Value, markup
from toolkit.workbook.fill import areas
from toolkit.workbook.fill.filling import shown
from toolkit.workbook.fill.template import PLACEHOLDER, SheetTemplate, head_and_tail
from toolkit.workbook.ranges import RowMap
from toolkit.workbook.xml import M, insert_in_order

PAGE: Final = "页码"
"""The placeholder whose value holds codes of headers and footers, such as that of the page."""

# A longer name would run into the page number beside it.
_LONGEST: Final = 24
_SIZE: Final = re.compile(r"&amp;\d+$")
_NO_LINKS: Final = "<hyperlinks/>"
_HEADER, _HEADER_END = "<headerFooter", "</headerFooter>"


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands before and after ``sheetData``; placeholders of headers are still in it."""

    head: str
    tail: str

    @classmethod
    def around(
        cls,
        template: SheetTemplate,
        maps: Mapping[str, RowMap],
        repeats: Iterable[tuple[int, int, Sequence[tuple[int, int]]]],
        widths: Iterable[tuple[int, float]],
        *,
        active: bool,
    ) -> Frame:
        """The frame of a sheet whose sample rows were repeated.

        ``repeats`` are (first row, count, merged columns) of the sample rows, ``widths`` the
        columns that have to be wider.
        """
        root = deepcopy(template.root)
        areas.move_areas(root, template.name, maps)
        areas.activate(root, active)
        for row, count, merges in repeats:
            areas.repeat_merges(root, row, count, list(merges))
        for column, width in widths:
            areas.widen(root, column, width)
        if root.find(f"{M}hyperlinks") is None:
            insert_in_order(root, root.makeelement(f"{M}hyperlinks", {}))
        return cls(*head_and_tail(root))

    def filled(self, values: Mapping[str, Value]) -> tuple[str, str]:
        """Head and tail with values in the placeholders of the printed header and footer."""
        before, start, rest = self.tail.partition(_HEADER)
        inside, end, after = rest.partition(_HEADER_END)
        if "{{" not in inside or not end:
            return self.head, self.tail

        def word(match: re.Match[str]) -> str:
            if match[1] not in values:
                return match[0]
            text = shown(values[match[1]])
            if match[1] != PAGE:
                text = " ".join(text.split())
                text = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
                text = text.replace("&", "&&")
            # "&9" is a type size; "2026年" right behind it would make it 92026.
            sized = text[:1].isdigit() and _SIZE.search(inside, 0, match.start())
            return (" " if sized else "") + markup(text)

        inside = PLACEHOLDER.sub(word, inside)
        return self.head, before + start + inside + end + after

    @staticmethod
    def with_links(tail: str, links: Sequence[str]) -> str:
        """The tail with the links that the rows turned out to have, after the template's own."""
        found = "".join(links)
        if _NO_LINKS in tail:
            return tail.replace(_NO_LINKS, f"<hyperlinks>{found}</hyperlinks>" if found else "")
        return tail.replace("</hyperlinks>", f"{found}</hyperlinks>", 1)
