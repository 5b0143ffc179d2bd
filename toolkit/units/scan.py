"""The first look at a responsibility cell: brackets and quotes, and the places to cut at.

A cut is a separator, a label, a number, a mark, or a bracket that is no part of a name.  What
stands between two cuts is a *piece*; inside brackets, quotes and book-title marks nothing is cut.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from toolkit.text import squeeze, to_int
from toolkit.units.heads import lead_rule
from toolkit.units.names import is_person, kind_of
from toolkit.units.phrases import phrases

CutKind = Literal[
    "separator", "label", "number", "mark", "role", "manner", "remark", "person", "time", "rule"
]

# Stands in the mask for every character inside brackets or quotes.
HIDDEN = "\ue000"
_CLOSES = {")": "(", "”": '“"', "’": "‘", "》": "《", '"': '“"'}
_MARKS = frozenset('()“”‘’《》"')
_SEPARATOR = re.compile(r"[、,;。/|+\\:!?、﹨丨∣‖]+")
_NUMBER = re.compile(
    r"(?<![^\s、,;。:])\d{1,2}(?:[.)]|(?=、))(?!\d)"
    r"|[①-⑳⑴-⒇⒈-⒛㈠-㈩]"
    r"|(?<![^\s,;。:])[一二三四五六七八九十]{1,3}(?=[、.])\.?"
)
TIME = re.compile(
    r"\d+\s*[年月日]|[年月](?:底|末|中|初)|\d+个?工作日|长期|常态|全年|每半?[年月季周日]"
    r"|季度|半年|^(?:及时|随时|立即|持续|适时|即时|按时|限时)"
)
_LEVEL = rf"[市县区州旗盟乡镇](?:\({HIDDEN}*\))?"
_ONE_GROUP = re.compile(
    rf"(?:各|(?<![^、,;。\s])){_LEVEL}(?:、{_LEVEL})+(?:人民政府|政府|党委)?"
    r"(?=[、,;。\s)]|$|按|负责|落实|分别|牵头|配合|参与|具体|要)"
    r"|(?:各|(?<![^、,;。\s]))省、自治区(?:、直辖市)?(?:人民政府|政府|党委)?"
    r"|(?:(?:中央|部|省|市|县|区)、)+(?:省|市|县|区|乡|镇)(?=驻|属|直|级|两级|三级|各级|有关)"
    r"|(?<=[各关直属])(?:部|委|办|厅|局)(?:、(?:部|委|办|厅|局|署))+"
    r"|(?:部门、单位|单位、部门)(?=[,;。\s)、]|$|按|负责|落实|分别|牵头|配合|参与|具体|要)"
)
_LONGEST_SEASON = 12
_REMARK = re.compile(r"以下[简统]称|下同|^简称|公开发布|主动公开|不分先后|详见|见附件")


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of the cell that belongs to no name; ``word`` is what it says."""

    kind: CutKind
    start: int
    end: int
    word: str = ""


def pairs(text: str) -> list[tuple[int, int]]:
    """Start and end (both inclusive) of every closed bracket or quotation, by start.

    A bracket that is never closed, or never opened, is an ordinary character.
    """
    stack: list[tuple[str, int]] = []
    # Where the marks of each kind stand in the stack: a mark without partner is told at once.
    open_at: dict[str, list[int]] = {c: [] for c in '("“‘《'}
    found: list[tuple[int, int]] = []
    for i, c in enumerate(text):
        if c not in _MARKS:
            continue
        # A straight mark closes what is open, whichever way that was opened.
        wanted = _CLOSES.get(c, "")
        depth = max((open_at[o][-1] for o in wanted if open_at[o]), default=-1)
        if depth < 0:
            if c in open_at:
                open_at[c].append(len(stack))
                stack.append((c, i))
            continue
        found.append((stack[depth][1], i))
        while len(stack) > depth:
            open_at[stack.pop()[0]].pop()
    return sorted(found)


def unpaired(text: str) -> set[int]:
    """Where round brackets stand that have no partner."""
    partners = {i for pair in pairs(text) for i in pair}
    return {i for i, c in enumerate(text) if c in "()" and i not in partners}


def outermost(found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those pairs that stand in no other pair."""
    outer: list[tuple[int, int]] = []
    for start, end in found:
        if not outer or start > outer[-1][1]:
            outer.append((start, end))
    return outer


def mask(text: str, outer: list[tuple[int, int]]) -> str:
    """``text`` with everything inside brackets and quotes hidden; the marks themselves stay."""
    parts: list[str] = []
    at = 0
    for start, end in outer:
        parts += [text[at : start + 1], HIDDEN * (end - start - 1), text[end : end + 1]]
        at = end + 1
    return "".join(parts) + text[at:]


def role_of(phrase: str) -> Literal["", "lead", "other"]:
    """The role that the first role word of a phrase gives to the names before it."""
    found = phrases().role_pattern.search(phrase)
    if found is None:
        return ""
    return "lead" if found.group() in phrases().words("roles", "lead") else "other"


def is_time(text: str) -> bool:
    """Whether a short stretch speaks about time and about no role."""
    return len(text) < 30 and TIME.search(text) is not None and not role_of(text)


def is_season(text: str) -> bool:
    """Whether a short word that is no name speaks about a time without a date: 汛期前完成."""
    if len(text) > _LONGEST_SEASON:
        return False
    then = next((w for w in phrases().words("times", "then") if text.endswith(w)), "")
    if not text.removesuffix(then).endswith(phrases().words("times", "ends")) or role_of(text):
        return False
    # 县公安局防火期内: the name must not be lost.
    return not any(kind_of(text[:n]) for n in range(2, len(text) + 1))


def bracket_cut(inner: str, start: int, end: int) -> Cut | None:
    """What a bracket says about the name before it, ``None`` where it is part of the name."""
    p = phrases()
    word = squeeze(inner)
    bare = word.rstrip(":")
    if lead_rule(bare) == "first":
        return Cut("rule", start, end, "first")
    if bare.lstrip("标注打有带")[:1] in p.words("roles", "marks") and role_of(bare):
        return Cut("remark", start, end, bare)  # （标★的为牵头单位）
    if not bare or _REMARK.search(bare) or bare in p.words("manner", "remarks"):
        return Cut("remark", start, end, bare)
    if to_int(bare) is not None:
        return Cut("number", start, end, bare)
    if bare in p.labels and role_of(bare):
        return Cut("role", start, end, bare)
    if bare in p.labels and (len(bare) > 2 or p.labels[bare] in ("units", "deadline")):
        # With its brackets, since these may also say how: 县民政局（责任）.
        return Cut("label", start, end, f"({bare})")
    label = p.label_pattern.match(word)
    if label is not None:
        field = p.label_field(label.group(1))
        if field in ("person", "deadline", "remark"):
            return Cut("person" if field == "person" else "time", start, end, bare)
    kind = kind_of(bare)
    if kind == "person" or is_person(bare):
        return Cut("person", start, end, bare)
    if kind:
        return None
    if is_time(bare):
        return Cut("time", start, end, bare)
    whole_phrase = p.starter_pattern.match(bare) is not None
    if whole_phrase or role_of(bare):
        return Cut("role" if role_of(bare) else "manner", start, end, bare)
    return None


def _hide_inner_marks(hidden: str) -> str:
    """Hide the 、 of 各市、县（区）人民政府 and of 部门、单位, which part no names."""
    return _ONE_GROUP.sub(lambda found: found.group().replace("、", HIDDEN), hidden)


def _label_before(hidden: str, at: int, inner: str) -> int | None:
    """Where the label begins that stands right before the bracket at ``at``."""
    if hidden[at] != "(":
        return None
    for size in range(4, 9):
        start = at - size
        if start >= 0 and hidden[start:at] in phrases().labels:
            cut = bracket_cut(inner, start, at)
            if cut is not None and cut.kind == "role":
                # 相关责任单位（牵头）: the bracket says how.
                return None
            before = hidden[start - 1 : start]
            if not before or before.isspace() or before in "、,;。)":
                return start
    return None


def _labelled(text: str, start: int, end: int) -> Cut | None:
    """The opening of a bracket that begins with the label of units, and with no name before it."""
    p = phrases()
    if text[start] != "(" or text[:start].rstrip()[-1:] not in ("", "\n", ")", ";", "。"):
        return None
    label = p.label_pattern.match(text, start + 1, end)
    if label is None or p.label_field(squeeze(label.group(1))) not in ("lead", "others", "units"):
        return None
    return Cut("label", start, label.end(), squeeze(label.group(1)))


def cuts(text: str, lo: int, hi: int) -> list[Cut]:
    """All cuts of ``text[lo:hi]`` in order, none overlapping another."""
    found: list[Cut] = []
    outer = outermost(pairs(text[lo:hi]))
    hidden = _hide_inner_marks(mask(text[lo:hi], outer))
    for start, end in outer:
        begin = _label_before(hidden, start, text[lo + start + 1 : lo + end])
        if begin is not None:
            # 牵头单位（县发改局）: the bracket holds what the label introduces.
            found.append(Cut("label", lo + begin, lo + start + 1, hidden[begin:start]))
            found += cuts(text, lo + start + 1, lo + end)
            found.append(Cut("separator", lo + end, lo + end + 1, ";"))
        elif (opened := _labelled(text, lo + start, lo + end)) is not None:
            # 【牵头单位：县科技局】: so does this one, its label inside.
            found.append(opened)
            found += cuts(text, opened.end, lo + end)
            found.append(Cut("separator", lo + end, lo + end + 1, ";"))
        elif hidden[start] == "(" and hidden[end + 1 : end + 2] not in ("等", "的"):
            cut = bracket_cut(text[lo + start + 1 : lo + end], lo + start, lo + end + 1)
            if cut is not None:
                found.append(cut)
    for label in phrases().label_pattern.finditer(hidden):
        before = hidden[label.start() - 1] if label.start() else " "
        numbered = before == "." and label.group().endswith(":")
        glued = label.group().endswith(":") and ":" in hidden[: label.start()]
        if glued:
            # 牵头单位:县发改局配合单位:…: the blank between them was lost.
            name = squeeze(re.split("[、,;:]", hidden[: label.start()])[-1])
            glued = kind_of(name) in ("body", "group")
        if before.isspace() or before in "、,;。)" or numbered or glued:
            found.append(
                Cut("label", lo + label.start(), lo + label.end(), squeeze(label.group(1)))
            )
    for label in phrases().bare_label_pattern.finditer(hidden):
        before = hidden[label.start() - 1 : label.start()]
        after = hidden[label.end() : label.end() + 1]
        if after.isspace() and (not before or before.isspace() or before in "、,;。)"):
            found.append(Cut("label", lo + label.start(), lo + label.end(), label.group(1)))
    found += (Cut("number", lo + n.start(), lo + n.end()) for n in _NUMBER.finditer(hidden))
    found += (Cut("separator", lo + s.start(), lo + s.end()) for s in _SEPARATOR.finditer(hidden))
    marks = phrases().words("roles", "marks")
    found += (Cut("mark", lo + i, lo + i + 1, c) for i, c in enumerate(hidden) if c in marks)
    found.sort(key=lambda cut: (cut.start, -cut.end))
    kept: list[Cut] = []
    for cut in found:
        end = kept[-1].end if kept else lo
        if cut.start >= end:
            kept.append(cut)
        elif cut.kind == "separator" and cut.end > end:
            # 配合单位：； is a label and a separator after it.
            kept.append(Cut("separator", end, cut.end))
    return kept
