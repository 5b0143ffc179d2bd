"""Nothing is lost without a trace: what of the source stands in no field and in no list yet.

Every paragraph and every cell is laid over the texts that the notice took and the pieces that it
left out on purpose.  What neither covers is returned, so that it can be listed and pointed at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolkit.model import LeftOut, Notice, Place
from toolkit.notice.document import Block, Paragraph
from toolkit.notice.haystack import Haystack
from toolkit.text import letters
from toolkit.units.phrases import phrases

# A run of fewer letters than this proves nothing: it could stand anywhere by chance.
_SHORTEST_RUN = 4
_LONG = 100
# A label (牵头单位：) says which field its value goes to; it is in none itself.
_LABELS = re.compile(
    r"(?:总?牵头|主办|主责|责任|配合|协办|协助|协同|参与|参加|落实|实施|负责|承办|牽頭|責任)?"
    r"(?:责任|责任主体)?(?:单位|部门|科室|處室|單位|部門|主体|分工)(?=\s*[:：】为])"
    r"|(?:牵头|主办|主责|责任|配合|协办|参与|时限)(?=\s*[:：】])"
    r"|(?:完成|办结|办理|工作|整改)?(?:时限|时间|期限|時限)(?:要求|节点)?(?=\s*[:：】为])"
    r"|(?:具体|主要|工作|任务|建设)?内容(?=\s*[:：】])|(?:年度|任务)?目标(?=\s*[:：】])"
    r"|(?:此|该|本)项(?:工作|任务)?(?=由)|(?:以下|下列|上述)(?:各?项)?(?:工作|任务)?(?:均|都)?(?=由)"
)

# What joins a label to its value in a sentence: 牵头单位为县发改局.
_JOINTS = frozenset({"为", "是"})


def uncovered(blocks: Iterable[Block], notice: Notice) -> Iterator[LeftOut]:
    """The pieces of ``blocks`` that stand neither in a field of ``notice`` nor in its left_out.

    A piece is the part of one paragraph or cell; its place is where that begins.
    """
    known = Haystack(letters("\n".join(_each_once(_texts(notice)))))
    for raw, place in _pieces(blocks):
        text = letters(_LABELS.sub("", raw))
        for start, end in _gaps(text, known):
            gap = text[start:end]
            if gap not in phrases().labels and gap not in _JOINTS:
                yield LeftOut(gap, "没有归入任何一栏", place)


def _texts(notice: Notice) -> Iterator[str]:
    yield from (notice.title, notice.number, notice.issuer)
    for task in notice.tasks:
        yield from (task.no + task.content, task.l1, task.l2, task.units_raw, task.deadline.raw)
        for head, text in task.extra:
            yield from (head, text)
    for piece in notice.left_out:
        yield piece.text


def _each_once(texts: Iterable[str]) -> Iterator[str]:
    """The texts without what hundreds of tasks repeat: the long list of units of their heading."""
    seen: set[str] = set()
    for text in texts:
        if len(text) < _LONG:
            yield text
        elif text not in seen:
            seen.add(text)
            yield text


def _pieces(blocks: Iterable[Block]) -> Iterator[tuple[str, Place]]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block.text, block.place
            continue
        for row in block.rows:
            for cell in row:
                if not cell.covered:
                    yield (
                        cell.text,
                        cell.place if cell.place.line or cell.place.row else block.place,
                    )


def _gaps(piece: str, known: Haystack) -> Iterator[tuple[int, int]]:
    """The stretches of ``piece`` that no run of ``known`` covers, as (start, end)."""
    if piece in known:
        return
    at = gap = 0
    while at < len(piece):
        end = _longest_run(piece, at, known)
        # A short piece, or the short rest of one, is covered when all of it is found.
        if end - at >= _SHORTEST_RUN or (end == len(piece) and end > at) or (at == 0 and end > 0):
            if gap < at:
                yield gap, at
            at = gap = end
        else:
            at += 1
    if gap < len(piece):
        yield gap, len(piece)


def _longest_run(piece: str, start: int, known: Haystack) -> int:
    """The end of the longest stretch from ``start`` that stands in ``known``."""
    # Longer and longer stretches first: what it costs depends on the run, not on the piece.
    low, step = start, 1 if start == 0 else min(_SHORTEST_RUN, len(piece) - start)
    while low + step <= len(piece) and piece[start : low + step] in known:
        low += step
        step *= 2
    if low == start and start:
        return start
    high = min(low + step - 1, len(piece))
    while low < high:
        middle = (low + high + 1) // 2
        if piece[start:middle] in known:
            low = middle
        else:
            high = middle - 1
    return low
