"""Label lines: 牵头单位：…　责任单位：…　完成时限：…."""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.text import squeeze
from toolkit.units.names import kind_of, matching
from toolkit.units.phrases import phrases
from toolkit.units.scan import mask, outermost, pairs

# The labels of the tables with the fields that a reader knows.
_FIELDS = {"units": "others"}
_LONGEST_NAME = 60


def parse_labelled(text: str) -> dict[str, str]:
    """The fields of one or several label lines, as written; {} where there is no label.

    Fields are ``lead``, ``others`` (配合单位 and 责任单位 alike), ``deadline``, ``person``,
    ``content`` and ``remark``.  A value ends where the next label begins.  A field that is
    named twice holds both values, with a line break between.  Text before the first label is
    not returned; :func:`label_spans` tells where everything stands.

    >>> parse_labelled("牵头单位：县发改局；责任单位：各镇街；完成时限：2022年10月底前")
    {'lead': '县发改局', 'others': '各镇街', 'deadline': '2022年10月底前'}
    """
    found: dict[str, str] = {}
    for field, _, start, end in label_spans(text):
        value = text[start:end].strip(" \t\r\n\u3000;；,，")
        value = value if field == "content" else value.rstrip("。")
        found[field] = f"{found[field]}\n{value}" if found.get(field) else value
    return found


def label_spans(text: str) -> list[tuple[str, str, int, int]]:
    """``(field, label, start, end)`` of every labelled value in ``text``, in order.

    >>> label_spans("责任单位：县教育局")
    [('others', '责任单位', 5, 9)]
    """
    return list(_spans(text))


@lru_cache(maxsize=1024)  # a paragraph is asked for its labels several times
def _spans(text: str) -> tuple[tuple[str, str, int, int], ...]:
    plain = matching(text)
    p = phrases()
    if not any(
        pattern.search(plain) for pattern in (p.label_pattern, p.bare_label_pattern, _BRACKETED)
    ):
        return ()
    offset, end = 0, len(plain)
    outer = outermost(pairs(plain))
    stripped = plain.strip()
    wrapped = stripped.startswith("(") and len(outer) == 1 and stripped.endswith((")", ")。"))
    if wrapped and plain[outer[0][0] + 1 :].lstrip().startswith(tuple(phrases().labels)):
        offset, end = outer[0][0] + 1, outer[0][1]
    inner = plain[offset:end]
    hidden = mask(inner, outermost(pairs(inner)))
    marks: list[tuple[int, int, str]] = []
    for found in phrases().label_pattern.finditer(hidden):
        before = _before(hidden, found.start())
        numbered = before == "." and found.group().endswith(":")
        apart = not before or before in "\r\n、,;。)" or hidden[found.start() - 1].isspace()
        if not apart and marks and found.group().endswith(":"):
            # 牵头单位:县发改局配合单位:…: the blank between them was lost.
            apart = kind_of(_word_before(hidden, found.start())) in ("body", "group")
        if apart or numbered:
            marks.append((found.start(), found.end(), squeeze(found.group(1))))
    for found in _BRACKETED.finditer(inner):
        word = squeeze(found.group(1))
        loose = text[offset + found.start()] not in "(（"
        before = inner[found.start() - 1 : found.start()]
        if word in phrases().labels and (loose or not _CHINESE.match(before)):
            marks.append((found.start(), found.end(), word))
    if not marks:
        bare = phrases().bare_label_pattern.match(inner.lstrip())
        lead_in = len(inner) - len(inner.lstrip())
        if bare and inner[lead_in + bare.end() :][:1].isspace():
            marks.append((lead_in, lead_in + bare.end(), bare.group(1)))
    if not marks:
        return ()
    marks.sort()
    stops = [start for start, _, _ in marks[1:]] + [len(inner)]
    return tuple(
        (_field(word), word, offset + start, offset + stop)
        for (_, start, word), stop in zip(marks, stops, strict=True)
    )


_BRACKETED = re.compile(r"\(([\u4e00-\u9fff\s]{2,10}):?\)\s*:?")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def _before(text: str, at: int) -> str:
    """The last character before ``at`` that is no blank, "" for none."""
    while at > 0 and text[at - 1] in " \t":
        at -= 1
    return text[at - 1 : at] if at else ""


def _word_before(text: str, at: int) -> str:
    """What stands between the last mark and ``at``, as far back as a name reaches."""
    return squeeze(re.split("[、,;:]", text[max(0, at - _LONGEST_NAME) : at])[-1])


def _field(word: str) -> str:
    field = phrases().label_field(word)
    return _FIELDS.get(field, field)
