"""The reader's doubts about its own work: what looks cut, mixed up or passed over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from toolkit.checks.reader import ReadingDoubtful
from toolkit.deadlines import find_limits
from toolkit.model import Finding, Notice, Task
from toolkit.notice.columns import deadline_score, unit_score
from toolkit.notice.numbering import number_value
from toolkit.units import label_spans, unit_brackets

# Reasons for leaving text out that are reading it: its place in the notice is known.
READ_ELSEWHERE = frozenset(
    {"文头、落款", "版记、网页文字", "表头", "重复的表头", "标题序号", "任务序号", "页码", "页眉",
     "板块序号", "与任务表重复的正文", "合计行", "读取方案：不读", "读取方案：不读正文"}
)  # fmt: skip
_ROLE = re.compile(
    r"由[^，。；]{2,40}(?:牵头|主办|负责|承办|落实)|[^，。；由]{2,20}(?:局|委|办|部|厅|室|中心|政府)牵头"
)
_PHRASE = re.compile(r"牵头|配合|负责|协办|主办|落实$|承办")
_DONE = re.compile(r"完成|办结|落实到位|整改到位|建成|出台|印发|启动|实施")
_FIRM = frozenset({"date", "range", "relative"})
_CUT_START = tuple("、，,。；;）)")
_CUT_END = tuple("、，,（(")
_FEWEST_NUMBERS = 4


def doubts(notice: Notice) -> Iterator[Finding]:
    """What is odd in the tasks of a notice, each as a finding on its task."""
    named = {unit for task in notice.tasks for unit in (*task.lead, *task.others)}
    for task in notice.tasks:
        for why, value in _odd(task, named):
            yield ReadingDoubtful.finding(task.place, value[:60], why=why)
    yield from _numbers(notice.tasks)


def _odd(task: Task, named: Set[str]) -> Iterator[tuple[str, str]]:
    content = task.content.strip()
    if content.startswith(_CUT_START):
        yield "任务内容以标点开头", content
    elif content.endswith(_CUT_END):
        yield "任务内容没有说完", content
    elif _unbalanced(content):
        yield "任务内容的括号不成对", content
    elif content in named or (len(content) < 40 and _is_role_phrase(content)):
        yield "任务内容像是单位或分工用语", content
    elif deadline_score(content) == 1.0 and len(content) < 10:
        yield "任务内容像是时限", content
    for unit in (*task.lead, *task.others):
        if _unbalanced(unit):
            yield "单位名称的括号不成对", unit
        elif unit.startswith(_CUT_START) or len(unit) == 1:
            yield "单位名称不完整", unit


def _is_role_phrase(text: str) -> bool:
    """Whether a text is who answers and nothing else: 县财政局牵头，各乡镇配合."""
    if label_spans(text):
        return True
    return unit_score(text) > 0.8 and bool(_PHRASE.search(text))


def _unbalanced(text: str) -> bool:
    return any(
        sum(map(text.count, opened)) != sum(map(text.count, closed))
        for opened, closed in (("（(", "）)"), ("【", "】"), ("《", "》"))
    ) and not re.match(r"[\d①-⑳一二三四五六七八九十]+[）)]", text)


def _numbers(tasks: Sequence[Task]) -> Iterator[Finding]:
    """Numbers that jump or repeat where the tasks are numbered one by one."""
    values = [number_value(t.no) if t.no.isdecimal() else 0 for t in tasks]
    steps = [b - a for a, b in pairwise(values) if a and b]
    if len(steps) < _FEWEST_NUMBERS or steps.count(1) < 0.8 * len(steps):
        return
    for task, before, value in zip(tasks[1:], values, values[1:], strict=False):
        if before and value and value not in (before + 1, 1):
            why = f"序号从{before}跳到{value}，中间可能漏读" if value > before else "序号重复或倒退"
            yield ReadingDoubtful.finding(task.place, task.content[:40], why=why)


def tells_of_work(text: str, notice: Notice) -> bool:
    """Whether a text that was left out names who answers for something, or by when.

    A sentence that is listed as a reporting duty is told of already.
    """
    rest = text
    for duty in notice.duties:
        rest = rest.replace(duty.text, "")
    if not rest.strip():
        return False
    if any(name in ("lead", "others", "deadline") for name, *_ in label_spans(rest)):
        return True
    if _ROLE.search(rest) or unit_brackets(rest):
        return True
    if not _DONE.search(rest):
        return False
    limits = find_limits(rest, year=notice.year, issued=notice.issued)
    return any(limit.deadline.kind in _FIRM for limit in limits)
