"""A table for a Word document: its head repeats on every page, its rows are never split.

Written as XML at once, since python-docx takes seconds for 300 rows of eleven cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from toolkit.workbook.cells import clean

if TYPE_CHECKING:
    from lxml import etree

_WORD: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
# A line may break after a hyphen, but not inside a date.
_IN_DATE = re.compile(r"(?<=\d)-(?=\d)")
_KEPT_ROWS = 3  # so many last rows go to the next page together


def word_table(
    heads: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[str]],
    head_style: str,
    styles: Sequence[str],
    *,
    noted: bool = False,
) -> etree._Element:
    """A ``w:tbl`` with ``(head, width in millimetres)`` columns and a paragraph style for each.

    ``noted``: a note follows, on the page of the last rows.
    """
    from lxml import etree

    twips = [round(mm * 1440 / 25.4) for _, mm in heads]
    table = etree.Element(f"{{{_WORD}}}tbl", nsmap={"w": _WORD})

    def sub(parent: etree._Element, tag: str, **attributes: object) -> etree._Element:
        element = etree.SubElement(parent, f"{{{_WORD}}}{tag}")
        for key, value in attributes.items():
            element.set(f"{{{_WORD}}}{key}", str(value))
        return element

    look = sub(table, "tblPr")
    sub(look, "tblW", w=sum(twips), type="dxa")
    sub(look, "jc", val="center")
    borders = sub(look, "tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        sub(borders, side, val="single", sz=4, space=0, color="000000")
    sub(look, "tblLayout", type="fixed")
    margins = sub(look, "tblCellMar")
    for side in ("top", "left", "bottom", "right"):
        sub(margins, side, w=40, type="dxa")
    grid = sub(table, "tblGrid")
    for wide in twips:
        sub(grid, "gridCol", w=wide)
    lines = [[name for name, _ in heads], *rows]
    for at, row in enumerate(lines):
        kept = len(lines) - _KEPT_ROWS <= at < len(lines) - (not noted)
        line = sub(table, "tr")
        kind = sub(line, "trPr")
        sub(kind, "cantSplit")
        if at == 0:
            sub(kind, "tblHeader")
        for usual, wide, text in zip(styles, twips, row, strict=True):
            cell = sub(line, "tc")
            shape = sub(cell, "tcPr")
            sub(shape, "tcW", w=wide, type="dxa")
            sub(shape, "vAlign", val="center")
            style = usual if at else head_style
            for part in clean(text).split("\n"):
                paragraph = sub(cell, "p")
                shape = sub(paragraph, "pPr")
                sub(shape, "pStyle", val=style)
                if kept:
                    sub(shape, "keepNext")
                run = sub(paragraph, "r")
                sub(sub(run, "rPr"), "rFonts", hint="eastAsia")
                for piece_at, piece in enumerate(_IN_DATE.split(part)):
                    if piece_at:
                        sub(run, "noBreakHyphen")
                    sub(run, "t").text = piece
    return table
