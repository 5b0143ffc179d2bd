"""Which column of a table is what: by its head, and by what stands in it.

A table that states its grid (docx, html, workbooks) is read by the heads alone.  In a table that
was flattened to text the heads shift from page to page and merged cells have left blanks, so every
row is aligned to the heads by what its cells look like.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from toolkit.deadlines import normalise
from toolkit.notice.numbering import is_bare_number, join_lines
from toolkit.units import column_fields, looks_like_units

# The fields that hold running text: which of them is the content is decided by the rows.
TEXT_FIELDS = frozenset({"l1", "l2", "l3", "content"})
UNIT_FIELDS = frozenset({"lead", "others"})
# The fields by the names that a clerk reads and writes in a reading plan.
FIELD_NAMES = {
    "no": "序号", "l1": "一级任务", "l2": "二级任务", "l3": "三级任务", "content": "任务内容",
    "lead": "牵头单位", "others": "责任单位", "deadline": "完成时限", "other": "其他",
}  # fmt: skip
NAMED_FIELDS = {name: code for code, name in FIELD_NAMES.items()} | {"配合单位": "others"}
_LONGEST_HEAD = 30
# In a column of units these mean the office that issued the notice; elsewhere they are words.
_BARE_BODIES = frozenset({"办公室", "综合科", "党政办", "各科室", "辦公室"})
_SUPPLEMENT = re.compile(r"(?:目标|目标要求|标准|成果|指标|效果|目標|標準)$")
_PERSON = re.compile(
    r"[\u4e00-\u9fff] {1,3}[\u4e00-\u9fff]|[\d\- ]{7,20}"
    r"|[\u4e00-\u9fff]{2,4}(?:[、，,\s][\u4e00-\u9fff]{2,4}){0,4}"
)
_CONTENT_HEAD = re.compile(
    r"[^\d.、。]{0,6}(?:内容|措施|举措|任务|事项|內容|任務)(?:[及和与、][^\d。]{1,4})?"
)
# Columns that never sort tasks, whatever stands in them.
ASIDE = re.compile(r"领导|代表|人$|长$|科室|号$|分值|网址|来源|资金|投资|电话|提案|股室|专员|地点")
# Heads that are in no list, by their form.  Those who judge, ask or report do not do the work.
_LONGEST_NEW_HEAD = 10
_BY_FORM = (
    ("person", re.compile(r"领导$|[院校市县区镇乡]长$")),
    (
        "other",
        re.compile(
            r"(?:督办|督查|督导|责办).*(?:科室|处室|股室)$|(?:验收|考核|评价|评估|审核|审批|批准|填报|报送|制表|交办|来文|提案|建议).*(?:单位|部门|机构)$"
        ),
    ),
    (
        "others",
        re.compile(r"(?:单位|部门|科室|处室|股室|站所|所站|主体|乡镇|镇街|镇乡|街道|机构)$"),
    ),
)
# 各镇街, 相关单位, 县直单位 and the like are bodies in a cell, no heads.
_NAMES_BODIES = re.compile(r"各|有关|相关|其他|^[省市区县镇乡州旗][^级]")
_BEGINS = re.compile(r"开始|启动|起始|開始|啟動")

# What it costs to leave a head without a cell, and to give a head a second cell.  Responsibility
# and deadline columns hardly ever vanish from a row; heading columns do so all the time.
_SKIP = {
    "no": 0.35,
    "l1": 0.25,
    "l2": 0.25,
    "l3": 0.25,
    "content": 2.0,
    "lead": 1.0,
    "others": 1.0,
    "deadline": 1.0,
}
_SKIP_OTHER = 0.4
_SECOND_TEXT = 0.05
_SECOND_EMPTY = 0.3
_SECOND_OTHER = 1.2


def head_field(head: str) -> str:
    """The field that a column head names, "" for one that is not known.

    >>> head_field("牵头 单位")
    'lead'
    """
    text = join_lines(head)
    fields = column_fields(text)
    if _CONTENT_HEAD.fullmatch(text) and (not fields or fields[0] == "deadline"):
        return "content"
    if not fields and len(text) <= _LONGEST_NEW_HEAD and not _NAMES_BODIES.search(text):
        return next((name for name, form in _BY_FORM if form.search(text)), "")
    return fields[0] if fields else ""


def is_head_row(cells: Sequence[str]) -> bool:
    """Whether a row holds column heads: known words, all of them short, one of them telling."""
    filled = [join_lines(cell) for cell in cells if cell.strip()]
    if len(filled) < 2 or any(len(cell) > _LONGEST_HEAD for cell in filled):
        return False
    known = [head_field(cell) for cell in filled]
    telling = {"lead", "others", "deadline", "content"} & set(known)
    return (
        bool(telling)
        and sum(1 for f in known if f) * 2 >= len(filled)
        and len(set(known) - {""}) > 1
    )


def head_fields(heads: Sequence[str]) -> list[str]:
    """The field of each head of one head row, unknown ones as ``other``, blanks as "".

    Two heads may claim one field.  Of two text columns the later is the content (工作任务 |
    重点工作任务); a 责任单位 beside a 配合单位 takes the lead.
    """
    fields = [head_field(head) or ("other" if head.strip() else "") for head in heads]
    if fields.count("deadline") > 1:
        begins = [bool(_BEGINS.search(head)) for head in heads]
        fields = [
            "other" if f == "deadline" and b else f for f, b in zip(fields, begins, strict=True)
        ]
    fields = _settle_texts(fields, heads)
    return _settle_units(fields, heads)


def _settle_texts(fields: list[str], heads: Sequence[str]) -> list[str]:
    """Make one column the content, those before it headings, 工作目标 after it the office's own."""
    ends = [i for i, f in enumerate(fields) if f in UNIT_FIELDS or f in ("deadline", "person")]
    end = ends[0] if ends and ends[0] else len(fields)
    texts = [i for i, f in enumerate(fields) if f in TEXT_FIELDS]
    if "content" not in fields:
        # A head that nobody knows may name the tasks (改革事项); it stands before the units.
        texts = [i for i, f in enumerate(fields[:end]) if f in TEXT_FIELDS or f == "other"] or texts
    if not texts:
        return fields
    named = [i for i in texts if fields[i] == "content"] or texts
    plain = [i for i in texts if not _SUPPLEMENT.search(join_lines(heads[i]))] or texts
    content = next((i for i in reversed(named) if i in plain), plain[-1])
    settled = list(fields)
    levels = iter(("l1", "l2", "l3"))
    for i, f in enumerate(fields):
        if i == content:
            settled[i] = "content"
        elif i < content and (f in TEXT_FIELDS or (f == "other" and not ASIDE.search(heads[i]))):
            settled[i] = next(levels, "other")
        elif f in TEXT_FIELDS:
            settled[i] = "other"
    return settled


def _settle_units(fields: list[str], heads: Sequence[str]) -> list[str]:
    unit_columns = [i for i, f in enumerate(fields) if f in UNIT_FIELDS]
    if len(unit_columns) < 2 or any(fields[i] == "lead" for i in unit_columns):
        return fields
    settled = list(fields)
    first, second = unit_columns[0], unit_columns[1]
    takes_part = re.compile(r"配合|协办|协助|参与|协同|參與")
    if takes_part.search(join_lines(heads[second])) and not takes_part.search(heads[first]):
        settled[first] = "lead"
    return settled


@lru_cache(maxsize=4096)
def unit_score(text: str) -> float:
    """How much a cell looks like units, 0 to 1."""
    return 0.8 if text in _BARE_BODIES else looks_like_units(text)


@lru_cache(maxsize=4096)
def deadline_score(text: str) -> float:
    """How much a cell looks like a time limit and nothing else, 0 to 1."""
    body = join_lines(text)
    if not body or len(body) > 40:
        return 0.0
    if normalise(body, year=2000).kind == "none":
        return 0.0
    return 1.0 if len(body) <= 20 else 0.6


@lru_cache(maxsize=16384)
def fit(field: str, text: str) -> float:
    """How well a filled cell fits a field, about -2 to 2."""
    body = join_lines(text)
    if field == "no":
        return 1.5 if is_bare_number(body) else -2.0
    units, when = unit_score(body), deadline_score(body)
    if field in UNIT_FIELDS:
        return 2.0 * units - (1.5 if when else 0.0) - (0.5 if is_bare_number(body) else 0.0) - 0.6
    if field == "deadline":
        return 1.5 if when else -1.0 if len(body) > 25 else -0.3 - units
    if field in TEXT_FIELDS:
        return (
            (0.9 if len(body) > 25 else 0.7 if len(body) > 4 else 0.2)
            - 1.2 * units
            - 0.8 * when
            - (1.5 if is_bare_number(body) else 0.0)
        )
    if field == "person":
        return 0.9 if _PERSON.fullmatch(body) else -0.5
    return 0.1


def clashes(field: str, text: str) -> bool:
    """Whether a cell can hardly stand under a head of this field."""
    body = join_lines(text)
    if not body:
        return False
    units, when = unit_score(body), deadline_score(body)
    if field in UNIT_FIELDS:
        return when > 0 or (units < 0.35 and (len(body) > 12 or is_bare_number(body)))
    if field == "deadline":
        return units > 0.6 or len(body) > 60
    if field == "content":
        return when == 1.0 or is_bare_number(body)
    if field == "no":
        return not is_bare_number(body) and len(body) > 6
    return field == ""


def align(fields: Sequence[str], cells: Sequence[str]) -> list[int]:
    """For every cell of a row the index of the head that it stands under, in order.

    The best monotonic assignment by :func:`fit`; a blank cell costs nothing under a head of its
    own, so blanks that a merged cell has left keep the others in place.
    """
    heads, width = len(fields), len(cells)
    lowest = float("-inf")
    # best[h]: the best score with the last placed cell under head h
    best = [lowest] * heads
    trail: list[list[int]] = []
    skipped = [0.0]
    for f in fields:
        skipped.append(skipped[-1] + _SKIP.get(f, _SKIP_OTHER))
    for at, cell in enumerate(cells):
        filled = bool(cell.strip())
        now = [lowest] * heads
        came = [-1] * heads
        for h, f in enumerate(fields):
            gain = fit(f, cell) if filled else 0.0
            if at == 0:
                options = [(-skipped[h], -1)]
            else:
                second = (
                    _SECOND_EMPTY
                    if not filled
                    else _SECOND_TEXT
                    if f in TEXT_FIELDS
                    else _SECOND_OTHER
                )
                options = [(best[h] - second, h)]
                options += [
                    (best[g] - (skipped[h] - skipped[g + 1]), g)
                    for g in range(h)
                    if best[g] > lowest
                ]
            score, source = max(options)
            now[h], came[h] = score + gain, source
        best = now
        trail.append(came)
    end = max(range(heads), key=lambda h: best[h] - (skipped[heads] - skipped[h + 1]))
    placed = [end] * width
    for at in range(width - 1, 0, -1):
        placed[at - 1] = trail[at][placed[at]]
    return placed


def guess_fields(rows: Sequence[Sequence[str]]) -> list[str]:
    """Fields for a table without heads, by what its columns hold; [] when nothing is telling."""
    width = max((len(row) for row in rows), default=0)
    fields: list[str] = []
    for column in range(width):
        filled = [row[column] for row in rows if column < len(row) and row[column].strip()]
        fields.append(_guess_field(filled))
    if "content" not in fields or not set(fields) & {"others", "deadline"}:
        return []
    units = [i for i, f in enumerate(fields) if f == "others"]
    if len(units) > 1:
        fields[units[0]] = "lead"
    return _settle_texts(fields, [""] * len(fields))


def _guess_field(filled: Sequence[str]) -> str:
    if not filled:
        return "other"
    share = 1.0 / len(filled)
    if sum(share for c in filled if is_bare_number(c)) > 0.7:
        return "no"
    if sum(share for c in filled if deadline_score(c) > 0) > 0.6:
        return "deadline"
    if sum(share for c in filled if unit_score(c) > 0.5) > 0.6:
        return "others"
    length = sum(len(c) for c in filled) * share
    return "content" if length > 6 else "other"
