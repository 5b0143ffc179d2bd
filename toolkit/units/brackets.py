"""Brackets in prose that hold the responsibility: …公开。（市政府办公室牵头落实）."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from toolkit.model import Units
from toolkit.text import squeeze
from toolkit.units.grammar import parse_units
from toolkit.units.labels import label_spans
from toolkit.units.likeness import looks_like_units
from toolkit.units.names import kind_of, matching
from toolkit.units.phrases import phrases
from toolkit.units.scan import TIME, is_season, outermost, pairs, role_of

_NO_UNITS = re.compile(
    r"以下[简统]称|[简统]称[“\"]|公开发布|主动公开|依申请公开"
    r"|^(?:不?含|不?包括|[指如即注见附])|试行|修订"
)
_SENTENCE_END = "。;!?…)”’"
_ENOUGH = 0.6
_NEAR = 200


@dataclass(frozen=True, slots=True)
class UnitBracket:
    """A bracket of a paragraph that names units; ``text[start:end]`` is it with its brackets.

    ``units_text`` is what names units, as written; ``deadline`` what the bracket says about time,
    as written ("" mostly).  ``closed`` is false where the closing bracket is missing.
    """

    start: int
    end: int
    units_text: str
    units: Units
    deadline: str = ""
    closed: bool = True


@lru_cache(maxsize=1024)  # a paragraph is asked for its brackets several times
def unit_brackets(text: str) -> tuple[UnitBracket, ...]:
    """The brackets of a paragraph that hold its responsibility, in order.

    Brackets that belong to the sentence are not among them: （2020年本）, （以下简称《条例》）,
    市文体旅游局（市图书馆）.

    >>> [b.units.lead for b in unit_brackets("建设专区。（市政府办牵头）设立窗口。（各县负责）")]
    [('市政府办',), ()]
    """
    if not any(c in text for c in "(（[【〔［"):
        return ()
    plain = matching(text)
    closed = pairs(plain)
    spans = [(start, end + 1, True) for start, end in outermost(closed) if plain[start] == "("]
    dangling = _dangling(plain, closed)
    if dangling >= 0:
        spans = [s for s in spans if s[1] <= dangling]
        spans.append((dangling, len(plain), False))
    found = (_unit_bracket(text, plain, *span) for span in spans)
    return tuple(bracket for bracket in found if bracket is not None)


def _dangling(plain: str, closed: Sequence[tuple[int, int]]) -> int:
    """Where the first bracket opens that is never closed, -1 for none."""
    opened = {start for start, _ in closed}
    return next((i for i, c in enumerate(plain) if c == "(" and i not in opened), -1)


def _unit_bracket(text: str, plain: str, start: int, end: int, closed: bool) -> UnitBracket | None:
    lo, hi = start + 1, end - 1 if closed else end
    inner = plain[lo:hi]
    words = squeeze(inner)
    if len(words) < 2 or len(words) > 1500 or _NO_UNITS.search(words):
        return None
    labels = label_spans(text[lo:hi])
    named = [span for span in labels if span[0] in ("lead", "others")]
    if labels and not named:
        # Units without a label, then a labelled date: 甲局牵头，乙局配合；完成时限：6月底前
        front = _before_label(text[lo:hi], labels[0])
        if not front:
            return None
        units_text, _ = _without_time(front, [])
        dated = (text[lo:hi][s:e] for field, _, s, e in labels if field == "deadline")
        deadline = next(dated, "").strip(" \n\t;；,，。")
    else:
        units_text, deadline = _without_time(text[lo:hi], labels)
    units = parse_units(units_text)
    if not units.lead and not units.others:
        return None
    if not named and not _tells(plain, start, end, units_text):
        return None
    return UnitBracket(start, end, units_text, units, deadline, closed)


def _tells(plain: str, start: int, end: int, units_text: str) -> bool:
    """Whether a bracket without labels speaks about responsibility and not about its sentence."""
    if looks_like_units(units_text) < _ENOUGH:
        return False
    # What a bracket belongs to stands near it; looking further would cost more the later it is.
    before, after = plain[max(0, start - _NEAR) : start].rstrip(), plain[end : end + _NEAR].lstrip()
    at_end = not after or after[0] in "。;,\n"
    phrase = squeeze(matching(units_text))
    says_how = bool(role_of(phrase)) or phrase.endswith(_HOW)
    if not before or before[-1] in _SENTENCE_END + ":":
        return True
    if says_how:
        return True
    last = re.split(r"[、,。;\s]", before)[-1]
    return at_end and not kind_of(last[-40:])


_HOW = ("负责", "落实", "实施", "推进", "办理", "负责实施", "完成", "责任单位", "执行")


def _before_label(text: str, span: tuple[str, str, int, int]) -> str:
    """What stands before a label, without the mark that parts them."""
    _, label, start, _ = span
    at = text.rfind(label, 0, start)
    return text[: max(at, 0)].strip(" \n\t;；,，。、")


def _without_time(text: str, labels: list[tuple[str, str, int, int]]) -> tuple[str, str]:
    """The part of a bracket that names units, and its time limit, both as written."""
    if labels:
        times = [text[start:end] for field, _, start, end in labels if field == "deadline"]
        return _cut_labels(text, labels), times[0].strip(" \n\t;；,，。") if times else ""
    plain = matching(text)
    for found in re.finditer(r"[,;。](?=[^,;。]*$)", plain):
        last = squeeze(plain[found.end() :])
        if is_season(last) or (TIME.search(last) and not kind_of(last) and not role_of(last)):
            return text[: found.start()], text[found.end() :].strip()
    first = re.match(r"[^,;。]*(?=[,;。])", plain)
    opening = squeeze(first.group()) if first else ""
    if first and (TIME.search(opening) or is_season(opening)) and not kind_of(opening):
        rest = plain[first.end() + 1 :]
        if not role_of(first.group()) and not phrases().starter_pattern.match(rest):
            return text[first.end() + 1 :].strip(), text[: first.end()].strip()
    return text, ""


def _cut_labels(text: str, labels: list[tuple[str, str, int, int]]) -> str:
    """``text`` without the labelled values that name no unit (time, people, remarks)."""
    kept = text
    for field, word, start, end in reversed(labels):
        if field not in ("lead", "others"):
            begin = matching(text).rfind(word, 0, start)
            kept = kept[:begin] + kept[end:]
    return kept.strip(" \n\t;；,，")
