"""Who answers for an item and by when, as a paragraph says it: labels, brackets, leading units."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from toolkit.model import Place
from toolkit.notice.columns import deadline_score, head_field, unit_score
from toolkit.units import UnitBracket, label_spans, parse_units, unit_brackets

STOPS = "。！？；;"
# A time that no rule can turn into a date (防火期前, 暑期) is a deadline as written all the same.
_TIMELY = re.compile(r"[^县市区镇乡局委办]{1,8}(?:前|之前|后|期间?|以内|底|假|时)(?:完成)?")
_CLAUSE = re.compile(
    r"(?<=[。；，,])\s*(?:(?:此|该|本)项(?:工作|任务)?)?(?P<units>由[^。]{2,120}?"
    r"(?:牵头|负责|落实|承担|实施|配合|参与|协助)[^。]{0,40})。?$"
)
_TAKES_PART = re.compile(r"配合|协办|协助|参与|协同|參與")
_FORM_LABEL = re.compile(
    r"[（(【\[]?([\u4e00-\u9fff]{1,8}(?:单位|部门|科室|处室|主体|站所|时限|期限))[】\]]?[：:]\s*"
    r"([^：:]{2,}?)[。；;）)]?"
)
_ROLES = ("lead", "others", "single", "deadline", "content")


@dataclass(slots=True)
class Roles:
    """Who and by when, in raw words.

    ``single`` holds units without a stated column, ``content`` what a label 具体内容 says.
    """

    lead: str = ""
    others: str = ""
    single: str = ""
    deadline: str = ""
    content: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is said."""
        return bool(self.lead or self.others or self.single or self.deadline)

    @property
    def has_units(self) -> bool:
        """Whether units are named."""
        return bool(self.lead or self.others or self.single)

    def add(self, name: str, text: str) -> None:
        """Add raw words to one role, after what it already holds."""
        text = text.strip()
        if not text:
            return
        if name in _ROLES:
            before = getattr(self, name)
            setattr(self, name, f"{before}\n{text}" if before else text)
        else:
            self.extra[name] = f"{self.extra[name]}\n{text}" if name in self.extra else text

    def merge(self, other: Roles) -> None:
        """Add all that ``other`` says."""
        for name in _ROLES:
            self.add(name, getattr(other, name))
        for name, text in other.extra.items():
            self.add(name, text)


@dataclass(slots=True)
class Segment:
    """A piece of text with the roles that follow it; ``apart`` when they stand on own lines."""

    text: str
    roles: Roles
    place: Place
    apart: bool = False


def cut_paragraph(text: str, place: Place) -> list[Segment]:
    """A paragraph cut where it names who answers: after brackets, or before inline labels."""
    spans = label_spans(text)
    if spans:
        start = text.rfind(spans[0][1], 0, spans[0][2])
        before = text[:start].rstrip(" \t　")
        framed = (
            before[-1:] in ("【", "〔", "[") and text[start + len(spans[0][1]) :][:1] in "】〕]"
        )
        before = before[:-1].rstrip() if framed else before
        # A label inside a sentence (明确牵头单位：…) is text; one after a full stop is not.
        apart = before[-1:] in (*STOPS, "）", ")") and text[start - 1] not in "（(【〔["
        if before and (framed or apart):
            roles = _labelled_roles(text[start - 1 if framed else start :])
            if roles is not None:
                segments = _cut_at_brackets(before, place)
                segments[-1].roles.merge(roles)
                return segments
    leading = re.match(r"([^：:。；;]{2,80})[：:](?=\S{4})", text)
    if (
        leading
        and _balanced(leading[1])
        and unit_score(leading[1]) > 0.5
        and not label_spans(leading[0] + "甲")
    ):
        # 县教育局：开展进校园活动…
        segments = _cut_at_brackets(text[leading.end() :].strip(), place)
        segments[0].roles.add("single", leading[1])
        return segments
    return _cut_at_brackets(text, place)


def _balanced(text: str) -> bool:
    return sum(text.count(c) for c in "（(【") == sum(text.count(c) for c in "）)】")


def _cut_at_brackets(text: str, place: Place) -> list[Segment]:
    """A paragraph cut after each responsibility bracket: 甲事。（甲局）乙事。（乙局） -> two."""
    segments: list[Segment] = []
    at = 0
    for bracket in unit_brackets(text):
        before = text[at : bracket.start]
        roles = _bracket_roles(text, bracket)
        if not before.strip("。；;. 　") and segments:
            segments[-1].roles.merge(roles)
        else:
            segments.append(Segment(before.strip(), roles, place))
        at = bracket.end
    rest = text[at:].strip()
    closing = re.search(r"[（(【〔]([^（(【〔）)】〕]{2,60})[）)】〕][。；;]?$", rest)
    if closing and not segments:
        # A bracket that holds a date only: …。（完成时限：5月底前） or …。（长期坚持）
        dated = _labelled_roles(closing[1]) or _bare_date(closing[1])
        if dated is not None:
            return [Segment(rest[: closing.start()].rstrip(), dated, place)]
    if segments and rest:
        stop = rest[0] if rest[0] in STOPS + "." else ""
        if stop and segments[-1].text[-1:] not in STOPS:
            segments[-1].text += stop
        rest = rest.lstrip("。；;.，, 　")
        labelled = _labelled_roles(rest.rstrip("。；; 　"))
        if labelled is not None:
            segments[-1].roles.merge(labelled)
            rest = ""
        if rest and deadline_score(rest) and len(rest) < 20:
            segments[-1].roles.add("deadline", rest.rstrip("。；;"))
            rest = ""
    if rest:
        segments.append(Segment(rest, Roles(), place))
    return segments


def _bare_date(text: str) -> Roles | None:
    """Roles of a bracket that says nothing but by when; bare years (2021—2023年) do not."""
    if len(text) > 20 or not deadline_score(text) or re.fullmatch(r"[\d年—–\-~～至到]+", text):
        return None
    return Roles(deadline=text)


def cut_clause(text: str, place: Place) -> list[Segment] | None:
    """An item that names its units in a last clause: …，由县民政局牵头，县财政局配合。

    None where the item has no such clause.
    """
    match = _CLAUSE.search(text)
    if not match:
        return None
    units, when = _split_time(match["units"].rstrip("。；; "))
    parsed = parse_units(units)
    if not (parsed.lead or parsed.others) or unit_score(units) <= 0.5:
        return None
    return [Segment(text[: match.start()].strip(), Roles(single=units, deadline=when), place)]


def role_line(text: str) -> Roles | None:
    """The roles that a line of its own states; None when the line is text."""
    labelled = _labelled_roles(text)
    if labelled is not None:
        return labelled
    formed = _FORM_LABEL.fullmatch(text.strip())
    field_name = head_field(formed[1]) if formed else ""
    if formed and field_name in ("lead", "others", "deadline"):
        # A label that is in no list, known by its form: 协同责任单位：…
        roles = Roles()
        roles.add(field_name, formed[2])
        return roles
    roles = Roles()
    brackets = unit_brackets(text)
    if brackets and not (text[: brackets[0].start] + text[brackets[-1].end :]).strip("。；;. 　"):
        for bracket in brackets:
            roles.merge(_bracket_roles(text, bracket))
        return roles
    return None


def _labelled_roles(text: str) -> Roles | None:
    """Roles of a line that is nothing but labels and their values; None for any other."""
    spans = label_spans(text)
    if not any(name in _ROLES or name == "person" for name, _, _, _ in spans):
        return None
    first = spans[0]
    before = text[: first[2]].replace(first[1], "").strip("（([【〔［*·•—-－: ：）)]】〕］\t　")
    if before:
        return None
    roles = Roles()
    words = [label for _, label, _, _ in spans]
    leads = any(name == "lead" for name, _, _, _ in spans)
    shared = any(_TAKES_PART.search(word) for word in words)
    for name, label, start, end in spans:
        value = text[start:end].strip(
            " \t\r\n　；;，,。】〕）)" if text[:1] in "（(【〔[" else " \t\r\n　；;，,。"
        )
        if text[:1] in "（(【〔[" and value.count("（") + value.count("(") > value.count(
            "）"
        ) + value.count(")"):
            value += "）" if "（" in value else ")"
        if name == "others" and not leads and shared and not _TAKES_PART.search(label):
            name = "lead"
        if name in ("lead", "others"):
            value, when = _split_time(value)
            roles.add("deadline", when)
        roles.add(name if name in _ROLES else label, value)
    return roles


def _bracket_roles(text: str, bracket: UnitBracket) -> Roles:
    """What a responsibility bracket says: labels, or units with perhaps a date among them."""
    inside = text[bracket.start + 1 : bracket.end - 1 if bracket.closed else bracket.end]
    labelled = _labelled_roles(inside)
    if labelled is not None:
        return labelled
    roles = Roles()
    units, when = _split_time(bracket.units_text)
    roles.add("single", units)
    roles.add("deadline", bracket.deadline or when)
    return roles


def _split_time(text: str) -> tuple[str, str]:
    """Units and the time limit that stands last among them: 县数据局；及时公开 -> two."""
    match = re.fullmatch(r"(.+)[；;，,。]([^；;，,。、]{2,25})", text.strip(), re.DOTALL)
    timely = match and (deadline_score(match[2]) or _TIMELY.fullmatch(match[2]))
    if match and timely and unit_score(match[2]) < 0.5:
        return match[1], match[2]
    return text, ""
