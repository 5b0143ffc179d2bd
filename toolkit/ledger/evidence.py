"""Is a workbook a ledger?  One answer, by what stands in it.

A ledger of ours has the sheets 台账 and 设置.  An office's own workbook is one too if its rows have
ids, tasks and units, and something by which they are followed up (状态, 完成进度, 截止日期).
Without that it hands out work but keeps no ledger: it is a notice, and is read as one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from toolkit.ledger.columns import HEADS, SETTINGS, SHEETS, TASK_COLUMNS, TASKS
from toolkit.text import squeeze
from toolkit.workbook.cell_values import text_of
from toolkit.workbook.grid import Sheet, Workbook
from toolkit.workbook.heads import Heads, likeliest_head, locate_heads

_ENOUGH: Final = 3  # so many known heads; title pages and covering letters have fewer
_FOLLOWED: Final = ("status", "percent", "due", "done_on", "progress", "light")
_LOOKED_AT: Final = 200
_FOR_UNIT: Final = re.compile(r"\s*(?:单位|责任单位|承办单位)\s*[:：]\s*\S")
_WITH_IDS: Final = 0.6


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sheet with the tasks and its heads, or why there is none.

    ``ours`` says that the workbook has the sheets of a ledger of ours, ``like`` that it looks like
    an office's own ledger without being one.
    """

    grid: Sheet | None = None
    heads: Heads | None = None
    ours: bool = False
    like: bool = False
    why: str = ""


def find_ledger(book: Workbook, renames: Mapping[str, str] | None = None) -> Evidence:
    """Where the tasks of a ledger stand in a workbook."""
    known = {name.strip(): name for name in book.names}
    ours = is_ours(book)
    first = [known[TASKS]] if TASKS in known else []
    others = [name for name in book.names if name.strip() not in SHEETS]
    reasons: list[str] = []
    like = False
    for name in (*first, *(() if ours and first else others)):
        grid = book.sheet(name)
        heads = locate_heads(grid, TASK_COLUMNS, renames)
        if ours and heads and len(heads.places) >= _ENOUGH:
            return Evidence(grid, heads, ours)
        if not ours and heads and len(heads.places) >= _ENOUGH:
            why = _lacks(grid, heads)
            if not why:
                return Evidence(grid, heads)
            like = like or name in first or "id" in heads.places
            reasons.append(why)
        if ours:
            reasons.append(_no_heads(grid))
    return Evidence(ours=ours, like=like, why=reasons[0] if reasons else "")


def is_ours(book: Workbook) -> bool:
    """Whether a workbook has the sheets of a ledger of ours."""
    return {TASKS, SETTINGS} <= {name.strip() for name in book.names}


def _lacks(grid: Sheet, heads: Heads) -> str:
    """What keeps a sheet with tasks from being a ledger; "" for nothing."""
    places = heads.places
    if "content" not in places or not places.keys() & {"lead", "others"}:
        return "没有任务内容或责任单位"
    if _is_for_one_unit(grid, heads):
        return "是发给一个单位的任务单"
    if "id" not in places:
        return f"没有“{HEADS['id']}”列"
    if not places.keys() & set(_FOLLOWED):
        return "没有状态、完成进度、截止日期一类的列"
    return "" if _have_ids(grid, heads) else f"“{HEADS['id']}”一列大多是空的或重复的"


def _is_for_one_unit(grid: Sheet, heads: Heads) -> bool:
    """Whether a line above the heads addresses one unit, as our own task sheets do."""
    above = (text_of(value) for row in grid.rows[: heads.row] for value in row)
    return any(_FOR_UNIT.match(text) for text in above)


def _have_ids(grid: Sheet, heads: Heads) -> bool:
    """Whether most of the first rows have an id of their own."""
    at, content = heads.places["id"][0], heads.places["content"][0]
    ids = [
        squeeze(text_of(row[at])) if at < len(row) else ""
        for row in grid.rows[heads.row + 1 : heads.row + 1 + _LOOKED_AT]
        if content < len(row) and row[content] != ""
    ]
    counts = Counter(filter(None, ids))
    single = sum(1 for count in counts.values() if count == 1)
    return not ids or single >= _WITH_IDS * len(ids)


def _no_heads(grid: Sheet) -> str:
    """What of the needed heads is missing in 台账, and which heads may be meant."""
    best: Sequence[str] = max(
        ([text_of(v) for v in row if isinstance(v, str) and v.strip()] for row in grid.rows[:20]),
        key=len,
        default=[],
    )
    needed = [column for column in TASK_COLUMNS if column.required or column.field == "id"]
    words = []
    for column in needed:
        likely = likeliest_head(column, best)
        words.append(f"{column.head}（是不是“{likely}”？）" if likely else column.head)
    return "、".join(words)
