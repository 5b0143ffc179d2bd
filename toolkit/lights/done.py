"""The statuses of a task, and the one answer to what counts as done.

Lights, figures, selections and the calendar ask :func:`is_done`; the formulas of a workbook know
the same words (:data:`DONE_WORDS`).  What else a clerk may have typed for a status is read by
:func:`toolkit.ledger.said.said_status`, which gives one of :data:`STATUSES`.
"""

from __future__ import annotations

from typing import Final

from toolkit.text import fold, squeeze

STATUSES: Final = ("未开始", "进行中", "已完成", "已销号")
DONE: Final = ("已完成", "已销号")
"""The statuses in which a task is no longer watched."""

DONE_WORDS: Final = (*DONE, "完成", "办结", "已办结", "销号", "√", "是")
"""What is taken for done word by word, by a formula too, until the standard word stands there."""

REPORTED_DONE: Final = 1.0
"""The progress that a unit reports for what it has completed."""

_WORDS: Final = frozenset(DONE_WORDS)


def is_done(status: str) -> bool:
    """Whether a status says that a task is done; width and blanks do not count.

    >>> [is_done(word) for word in ("已完成", " 已 销 号", "办结", "基本完成", "")]
    [True, True, True, False, False]
    """
    return status in _WORDS or squeeze(fold(status)) in _WORDS
