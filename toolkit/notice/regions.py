"""Where a table of row lines begins and ends in plain text, and what goes on in its last cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from toolkit.notice.columns import deadline_score, unit_score
from toolkit.notice.document import Paragraph
from toolkit.units.phrases import phrases

_OPEN_END = "、，,（(：:和及与“《"
_CLOSING_START = "、，,。；;：:）)”》"


def regions(lines: Sequence[Paragraph], is_row: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Runs of row lines; a few short lines between two rows belong to the table."""
    regions: list[tuple[int, int]] = []
    start = end = -1
    gap = gap_chars = 0
    for at, line in enumerate(lines):
        if is_row(line.text):
            if start < 0:
                start = at
            end = at + 1
            gap = gap_chars = 0
        elif start >= 0 and line.text.strip():
            gap += 1
            gap_chars += len(line.text.strip())
            if gap > 6 or gap_chars > 400:
                regions.append((start, end))
                start = -1
    if start >= 0:
        regions.append((start, end))
    regions = [(first, _with_rest(lines, last)) for first, last in regions]
    # A single line with a TAB in it is not yet a table.
    return [r for r in regions if sum(is_row(x.text) for x in lines[r[0] : r[1]]) > 1]


def _with_rest(lines: Sequence[Paragraph], end: int) -> int:
    """The end of a region with the short lines right after it that end its last cell."""
    rest = end
    while rest < min(end + 3, len(lines)) and 0 < len(lines[rest].text.strip()) <= 12:
        last = "".join(line.text for line in lines[end - 1 : rest]).rsplit("\t", 1)[-1].strip()
        if not goes_on(last, lines[rest].text.strip()):
            break
        rest += 1
    return rest


def goes_on(last: str, piece: str) -> bool:
    """Whether a line without a TAB after a complete row is the rest of its last cell."""
    if not last:
        return False
    if (
        is_open(last)
        or last.endswith(("；", ";"))
        or piece[0] in "底前末日月年旬、，。；）)"
        or len(piece) == 1
    ):
        return True
    if re.match(r"\d{1,2}\s*[月日]", piece) and last[-1] in "年月、，":
        return True
    if deadline_score(piece) and deadline_score(last + piece):
        return True
    better = deadline_score(last + piece) > deadline_score(last)
    return better or (unit_score(last) < 0.5 < unit_score(last + piece))


def is_open(text: str) -> bool:
    """Whether a text stops in the middle: a separator at its end, or a bracket left open."""
    return text.endswith(tuple(_OPEN_END)) or sum(map(text.count, "（(")) > sum(
        map(text.count, "）)")
    )


def is_rest(text: str) -> bool:
    """Whether a text can only go on with another: it begins with 、 or with the end of a name.

    >>> is_rest("人民政府、县水利局"), is_rest("）和街道"), is_rest("县水利局")
    (True, True, False)
    """
    if text.startswith(tuple(_CLOSING_START)):
        return True
    first = re.split(r"[、，,；;\s]", text, maxsplit=1)[0]
    return first in phrases().words("names", "bare")
