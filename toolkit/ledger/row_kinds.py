"""Rows below the heads that are no tasks: totals, headings over the whole width, lines of words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

from toolkit.text import fold, squeeze
from toolkit.workbook.heads import head_key

_TOTAL: Final = re.compile(
    r"(?:本页|本表|全部|任务)?(?:合计|小计|总计|共计|累计|总数)[:：]?(?:共?\d+(?:项|条|件|个)?(?:任务)?)?"
)
_SHORT: Final = 12
_SAYS_WHO: Final = ("lead", "others", "deadline")
_MOST_SAME: Final = 3


def suspicious(content: object) -> bool:
    """Whether a row needs a second look, by its content alone: a task has a sentence there.

    >>> suspicious("主动公开预算决算，按季更新目录"), suspicious(""), suspicious("合 计")
    (False, True, True)
    """
    return not isinstance(content, str) or len(content) <= _SHORT


def no_task(texts: Mapping[str, str], row: Sequence[object], heads: Sequence[str]) -> str:
    """What a row is if it is no task, "" if it is one.

    ``texts`` are the fields that make a task, ``row`` all its cells.

    >>> no_task({"id": "合计", "content": ""}, ["合计", 12.0], ["编号", "任务内容"])
    '合计行'
    >>> no_task({"id": "001", "content": "", "lead": "县财政局"}, [], [])
    ''
    """
    said = {field: squeeze(fold(text)) for field, text in texts.items() if text.strip()}
    if not said:
        return ""
    if _repeats(row, heads):
        return "重复的表头"
    who = [said[field] for field in _SAYS_WHO if field in said]
    same = set(said.values())
    if len(said) >= _MOST_SAME and len(same) == 1:
        return "合计行" if _TOTAL.fullmatch(same.pop()) else "标题行"
    if any(_TOTAL.fullmatch(text) for text in said.values()) and not any(map(_names, who)):
        return "合计行"
    if len(said) == 1 and not {"content", *_SAYS_WHO} & said.keys():
        text = next(iter(said.values()))
        if re.search("[\u4e00-\u9fff].*[:：]", text) or len(text) > _SHORT:
            return "说明"
        if re.match("[一二三四五六七八九十]+、|[(（][一二三四五六七八九十]+[)）]", text):
            return "标题行"
    return ""


def _names(text: str) -> bool:
    """Whether a cell under units or time limits holds words, and not a count or a dash."""
    return re.search("[\u4e00-\u9fff]", text) is not None and not _TOTAL.fullmatch(text)


def _repeats(row: Sequence[object], heads: Sequence[str]) -> bool:
    """Whether a row says the heads once more."""
    pairs = [
        head_key(value) == head_key(head)
        for value, head in zip(row, heads, strict=False)
        if isinstance(value, str) and value.strip() and head.strip()
    ]
    return len(pairs) >= _MOST_SAME and sum(pairs) > 0.7 * len(pairs)


def ranges(numbers: Sequence[int]) -> str:
    """Row numbers in a few words.

    >>> ranges([3, 4, 5, 9])
    '3-5、9'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return "、".join(str(a) if a == b else f"{a}-{b}" for a, b in runs)
