r"""Small structured values as one line of text, for a clerk to read and a program to read back.

``原文｜类型=日期｜截止=2026-10-16``: fields between ``｜``; a ``｜`` or line break inside a
field is written ``\｜`` or ``\n``, a backslash ``\\``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from toolkit.ledger.columns import KIND_WORDS
from toolkit.model import Deadline, Kind, Limit, Note, Place

KINDS_BY_WORD: Final[dict[str, Kind]] = {word: kind for kind, word in KIND_WORDS.items()}
UNIT_WORDS: Final = {
    "workday": "工作日",
    "day": "日",
    "week": "周",
    "month": "个月",
    "year": "年",
}
_UNITS_BY_WORD: Final = {word: unit for unit, word in UNIT_WORDS.items()}
_PLACE_WORDS: Final = (
    ("file", "文件"), ("page", "页"), ("sheet", "工作表"), ("table", "表"), ("line", "文本行"),
    ("row", "行"), ("column", "列"),
)  # fmt: skip
_SPECIAL = re.compile(r"[\\｜\n]")
_FIELD = re.compile(r"(?:[^\\｜]|\\.)*", re.DOTALL)
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def join(fields: Iterable[str]) -> str:
    """Fields as one line.

    >>> join(["5月底前", "类型=日期"])
    '5月底前｜类型=日期'
    """
    return "｜".join(_SPECIAL.sub(_escape, field) for field in fields)


def split(line: str) -> list[str]:
    """The fields of a line that :func:`join` made."""
    fields = []
    position = 0
    while True:
        match = _FIELD.match(line, position)
        text = match[0] if match else ""
        fields.append(re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], text))
        position += len(text) + 1
        if position > len(line):
            return fields


def _escape(match: re.Match[str]) -> str:
    return "\\n" if match[0] == "\n" else "\\" + match[0]


def day(text: str) -> date | None:
    """The date of an ISO text, None if it is not one.

    >>> day("2026-10-16"), day("待定")
    (datetime.date(2026, 10, 16), None)
    """
    match = _ISO.fullmatch(text.strip())
    if match is None:
        return None
    try:
        return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None


def explain(deadline: Deadline) -> str:
    """What of a deadline has no column of its own: milestones, counts, the event, remarks.

    >>> explain(Deadline("收到后5个工作日内", "relative", amount=5, unit="workday", anchor="收到"))
    '数量=5｜单位=工作日｜起算=收到'
    """
    fields = []
    if deadline.milestones:
        fields.append("节点=" + "、".join(d.isoformat() for d in deadline.milestones))
    if deadline.times is not None:
        fields.append(f"次数={deadline.times}")
    if deadline.amount is not None:
        fields.append(f"数量={deadline.amount}")
    if deadline.unit:
        fields.append("单位=" + UNIT_WORDS.get(deadline.unit, deadline.unit))
    if deadline.anchor:
        fields.append("起算=" + deadline.anchor)
    fields += [f"提示{note.code}={note.text}" for note in deadline.notes]
    return join(fields)


def deadline_of(
    raw: str, kind: str, start: date | None, due: date | None, rule: str, explained: str
) -> Deadline:
    """A deadline from its columns; an unknown word for the kind counts as none."""
    known = KINDS_BY_WORD.get(kind, "none")
    if not explained:
        return Deadline(raw, known, start, due, rule)
    return _with_details(raw, known, start, due, rule, split(explained))


def _with_details(
    raw: str, kind: Kind, start: date | None, due: date | None, rule: str, fields: list[str]
) -> Deadline:
    words: dict[str, str] = {}
    notes = []
    for field in fields:
        name, mark, value = field.partition("=")
        if name.startswith("提示") and mark:
            notes.append(Note(name[2:], value))
        else:
            words[name] = value
    milestones = tuple(d for d in map(day, words.get("节点", "").split("、")) if d)
    unit = words.get("单位", "")
    return Deadline(
        raw, kind, start, due, rule, _number(words.get("次数")), milestones,
        _number(words.get("数量")), _UNITS_BY_WORD.get(unit, unit), words.get("起算", ""),
        tuple(notes),
    )  # fmt: skip


def whole(deadline: Deadline) -> list[str]:
    """All of a deadline as fields, the words as written first."""
    fields = [deadline.raw, "类型=" + KIND_WORDS[deadline.kind]]
    if deadline.start:
        fields.append("起始=" + deadline.start.isoformat())
    if deadline.due:
        fields.append("截止=" + deadline.due.isoformat())
    if deadline.recurrence:
        fields.append("规则=" + deadline.recurrence)
    details = explain(deadline)
    return fields + (split(details) if details else [])


def from_fields(fields: list[str]) -> Deadline:
    """The deadline that :func:`whole` wrote."""
    words = dict(field.partition("=")[::2] for field in fields[1:])
    kind = KINDS_BY_WORD.get(words.get("类型", ""), "none")
    return _with_details(
        fields[0], kind, day(words.get("起始", "")), day(words.get("截止", "")),
        words.get("规则", ""), fields[1:],
    )  # fmt: skip


def write_limits(limits: Iterable[Limit]) -> str:
    """Time limits inside a content, one a line.

    >>> write_limits([Limit(Deadline("5月底前", "date", due=date(2026, 5, 31)), 12)])
    '5月底前｜类型=日期｜截止=2026-05-31｜第13字'
    """
    return "\n".join(join([*whole(x.deadline), f"第{x.offset + 1}字"]) for x in limits)


def read_limits(text: str) -> tuple[Limit, ...]:
    """The limits that :func:`write_limits` wrote; a line that is none of ours is left out."""
    limits = []
    for line in text.split("\n"):
        *fields, place = split(line)
        match = re.fullmatch(r"第(\d+)字", place)
        if match and fields:
            limits.append(Limit(from_fields(fields), int(match[1]) - 1))
    return tuple(limits)


def write_pairs(pairs: Iterable[tuple[str, str]]) -> str:
    """Heads with their texts in turn.

    >>> write_pairs([("责任领导", "张三"), ("考核分值", "5")])
    '责任领导｜张三｜考核分值｜5'
    """
    return join(part for pair in pairs for part in pair)


def read_pairs(text: str) -> tuple[tuple[str, str], ...]:
    """The pairs that :func:`write_pairs` wrote; a head without a text has an empty one."""
    if not text:
        return ()
    parts = [*split(text), ""]
    return tuple(zip(parts[:-1:2], parts[1::2], strict=False))


def write_place(place: Place) -> str:
    """A place with every part named."""
    values = ((word, getattr(place, name)) for name, word in _PLACE_WORDS)
    return join(f"{word}={value}" for word, value in values if value)


def read_place(text: str) -> Place:
    """The place that :func:`write_place` wrote."""
    words = dict(field.partition("=")[::2] for field in split(text))
    return Place(
        words.get("文件", ""), words.get("工作表", ""), _number(words.get("表")) or 0,
        _number(words.get("行")) or 0, words.get("列", ""), _number(words.get("文本行")) or 0,
        _number(words.get("页")) or 0,
    )  # fmt: skip


def _number(text: str | None) -> int | None:
    return int(text) if text and re.fullmatch(r"-?\d+", text) else None
