"""Running text whose lines were cut at a fixed width (PDF pages, old web pages) put together again.

A line is full when it is as wide as the page; what follows a full line without an indent and
without a number of its own goes on with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from toolkit.model import LeftOut
from toolkit.notice.document import Paragraph
from toolkit.notice.joining import Joining
from toolkit.notice.numbering import split_number
from toolkit.text import width

_NARROWEST, _WIDEST = 36, 110
_FEWEST = 5
_CLOSERS = "，。；：、）)】〕”》！？,;:"
Measure = Callable[[str], int]
_RUNNING_HEAD = re.compile(
    r".{2,30}(?:公报|简报|文件汇编)\s*(?:\d{4}年)?\s*第?\s*\d+\s*期|.{2,40}\d{4}年第\d+期"
)


def unwrap(lines: Sequence[Paragraph], left: list[LeftOut]) -> list[Paragraph]:
    """The paragraphs of a text cut at a fixed width; ``lines`` as they are where it is not."""
    measure, page = page_width(lines)
    if not page:
        return list(lines)
    kept = _without_running_heads(lines, left)
    indented = _indents(kept)
    joined = Joining()
    full = False
    for line in kept:
        text = line.text.strip("\f\r\n")
        if not text.strip():
            # A page break leaves blank lines inside a paragraph; after a short line they part two.
            if not full:
                joined.begin("", line.place)
            continue
        if full and joined and _goes_on(joined, text, indented):
            joined.add(text.strip())
        else:
            joined.begin(text, line.place)
        full = measure(text) >= page
    return joined.paragraphs()


def page_width(lines: Sequence[Paragraph]) -> tuple[Measure, int]:
    """How the text was cut, by display width or by characters, and from where a line is full.

    The second is 0 where the text was not cut.

    A third of the longer lines must end at the edge and hardly any may be longer.
    """
    texts = [line.text.rstrip() for line in lines if line.text.strip()]
    found: list[tuple[int, int, Measure]] = []
    ways: tuple[tuple[Measure, int, int], ...] = (
        (_columns, 1, 3),
        (_letters, 2, 1),
        (_characters, 2, 1),
    )
    for measure, halves, slack in ways:
        sizes = [measure(text) for text in texts]
        at_edge, edge = _edge(sizes, _NARROWEST // halves, _WIDEST // halves)
        found.append((at_edge, max(0, edge - slack), measure))
    _, page, best = max(found, key=lambda item: item[0])
    return best, page


def _characters(text: str) -> int:
    """The characters of a line with its indent."""
    return len(text.rstrip())


def _letters(text: str) -> int:
    """The characters of a line without its indent: some tools cut after so many of them."""
    return len(text.strip())


def _columns(text: str) -> int:
    return width(text.rstrip())


def _edge(sizes: Sequence[int], least: int, most: int) -> tuple[int, int]:
    """The number of lines that end at the commonest edge, and the edge; zeros without one."""
    long = [size for size in sizes if size >= least]
    if len(long) < _FEWEST:
        return 0, 0
    counts = Counter(long)
    best = max(counts, key=lambda w: sum(counts[w - k] for k in range(4)))
    at_edge = sum(counts[best - k] for k in range(4))
    wider = sum(n for size, n in counts.items() if size > best + 2)
    if best > most or at_edge < max(_FEWEST, 0.3 * len(long)) or wider > 0.05 * len(long):
        return 0, 0
    return at_edge, best


def _without_running_heads(lines: Sequence[Paragraph], left: list[LeftOut]) -> list[Paragraph]:
    tops = Counter(line.text.strip("\f ").strip() for line in lines if line.text.startswith("\f"))
    kept: list[Paragraph] = []
    for line in lines:
        text = line.text.strip("\f ").strip()
        top = line.text.startswith("\f") and text
        if top and (tops[text] > 1 or _RUNNING_HEAD.fullmatch(text)):
            left.append(LeftOut(text, "页眉", line.place))
        else:
            kept.append(line)
    return kept


def _indents(lines: Sequence[Paragraph]) -> bool:
    """Whether paragraphs begin with an indent, as official documents have it."""
    filled = [line.text.strip("\f\r\n") for line in lines if line.text.strip()]
    return sum(text.startswith(("  ", "　")) for text in filled) >= 0.1 * len(filled)


def _goes_on(before: Joining, text: str, indented: bool) -> bool:
    last = before.last_character
    if text.lstrip()[:1] in _CLOSERS:
        return True
    if last in "。！？；）)" and split_number(text).rank >= 0:
        return False
    if indented:
        return not text.startswith(("  ", "　"))
    return before.opened > 0 or (last not in "。！？；" and split_number(text).rank < 0)
