"""The numbered prose of a notice -> drafts of tasks.

An item says who answers for it in a bracket at its end (…。（县发改局牵头，各镇配合）) or on label
lines below it (牵头单位：…).  A bracket at a heading speaks for all items below.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from toolkit.checks.reader import HeadingWithoutTasks, LeadFromRule, TextLeftOut
from toolkit.model import NOWHERE, Finding, Place
from toolkit.notice.columns import unit_score
from toolkit.notice.document import Paragraph
from toolkit.notice.draft import Draft, Reading
from toolkit.notice.joining import Joining
from toolkit.notice.numbering import heading_text, join_lines, split_number
from toolkit.notice.outline import Node, fold_lists, outline
from toolkit.notice.roles import STOPS, Roles, Segment, cut_clause, cut_paragraph, role_line
from toolkit.notice.timed import is_timed, read_timed
from toolkit.units import label_spans, parse_units, unit_brackets

_SHORT_HEADING = 40
_NEXT_ITEM = re.compile(
    r"[；;。，,\s]*(?=(?:\d{1,2}[.．、]|[（(]\d{1,2}[）)]|[①-⑳]|（[一二三四五六七八九十]{1,3}）)\S)"
)
# The letter's last paragraph: 各乡镇要……，于5月25日前将自查报告报送县政府办。
_CLOSING = re.compile(
    r"(?:请|望)?各(?!项)[^，。]{1,40}(?:要|应|需|请|须|于)[^。]{0,60}"
    r"(?:报送|上报|报告|反馈|报至|报[县市区局州盟旗省镇]|抓好落实|贯彻执行|贯彻落实)"
)
_LEADS_BELOW = re.compile(
    r"(?:由)?(.{2,40}?)(?:牵头|主办|主责)(?:负责|落实|推进)?(?:的)?(?:重点)?(?:工作|任务|事项|项目|实事)?"
    r"(?:[（(]共?\d{1,3}[项件个条][）)])?"
)
Cut = Callable[[str, Place], list[Segment]]

_ANSWERS = re.compile(r"负责|落实|承担|实施|推进")
# 以下各项均由县财政局牵头，县税务局配合。
_STATEMENT = re.compile(
    r"(?:以下|下列|上述|本(?:部分|节|章|方面|项)|该(?:部分|方面))[^。由]{0,14}(由[^。]{2,60}(?:牵头|负责|落实|配合)[^。]{0,20})。?"
)


@dataclass(slots=True)
class Item:
    """A node of the outline with its text cut into segments."""

    node: Node
    heading: str = ""
    heading_roles: Roles = field(default_factory=Roles)
    segments: list[Segment] = field(default_factory=list)

    @property
    def has_roles(self) -> bool:
        """Whether the node itself names units or a date."""
        return bool(self.heading_roles) or any(s.roles for s in self.segments)


def read_prose(paragraphs: Sequence[Paragraph]) -> Reading:
    """The drafts of numbered items that name units; nothing when the prose names none.

    Items without bracket and label may name units in their last clause (…，由县民政局牵头，
    县财政局配合。); that is read where it finds units for more items.
    """
    root = outline(_split_runs(_join_wrapped(paragraphs)))
    fold_lists(root, lambda node: any(_states_roles(line.text) for line in node.lines))
    reading = _read_tree(root, cut_paragraph)
    by_clause = _read_tree(root, _cut_with_clause)
    return by_clause if _named(by_clause) > _named(reading) else reading


def _cut_with_clause(text: str, place: Place) -> list[Segment]:
    segments = cut_paragraph(text, place)
    if any(segment.roles for segment in segments):
        return segments
    return cut_clause(text, place) or segments


def _named(reading: Reading) -> int:
    """How many drafts name units of their own."""
    return sum(1 for d in reading.drafts if d.lead or d.others or d.single)


def _read_tree(root: Node, cut: Cut) -> Reading:
    reading = Reading()
    items = {id(node): _item(node, cut, reading) for node in root.walk()}
    _read_root(items[id(root)], reading)
    slips = _items_without_roles(root, items)
    without: list[Finding] = []
    for section in root.children:
        if section.rank in slips or any(items[id(node)].has_roles for node in section.walk()):
            _read_node(section, items, [], Roles(), reading)
            continue
        if is_timed(section) and not any(item.has_roles for item in items.values()):
            read_timed(section, reading)
            continue
        for node in section.walk():
            reading.leave(node.mark + node.text, "没有责任单位的正文", node.place)
        if section.children and section.mark:
            without.append(
                HeadingWithoutTasks.finding(section.place, heading_text(section.heading))
            )
    if reading.drafts:
        reading.findings += without
    return reading


def _items_without_roles(root: Node, items: dict[int, Item]) -> set[int]:
    """The ranks at which items stand right under the root, most of them with units.

    One without units among them is a task whose bracket was forgotten, not a section of the letter.
    """
    ranks: set[int] = set()
    for rank in {child.rank for child in root.children}:
        leaves = [c for c in root.children if c.rank == rank and not c.children and c.mark]
        named = sum(items[id(leaf)].has_roles for leaf in leaves)
        alike = len(leaves) == sum(c.rank == rank for c in root.children)
        if alike and named and named * 2 >= len(leaves):
            ranks.add(rank)
    return ranks


def _states_roles(text: str) -> bool:
    return role_line(text) is not None or any(s.roles for s in cut_paragraph(text, NOWHERE))


def _join_wrapped(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Put sentences together that a page end has cut: ……，及 + 时公开……"""
    joined = Joining()
    for paragraph in paragraphs:
        text = paragraph.text.strip()
        if not text:
            continue
        if joined and _is_cut(joined, text):
            joined.add(text)
        else:
            joined.begin(text, paragraph.place)
    return joined.paragraphs()


def _is_cut(before: Joining, text: str) -> bool:
    if split_number(text).rank >= 0:
        return False
    if before.opened > 0 and before.since_opening < 200:
        return True
    last = before.last_character
    # A line that stops in mid-sentence goes on; a heading has no full stop inside.
    stops = last not in STOPS + "：:”）)》" and (
        before.length > 60 or (before.has_stop and last not in "】〕")
    )
    if not (stops or last in "，,、") or label_spans(text) or before.labelled:
        return False
    if last in "，,、" and before.units < 0.5:
        return True
    return stops and unit_score(text) < 0.5


def _split_runs(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """Items that run on in one paragraph set apart: 一、就业。1.甲事（甲局）；2.乙事（乙局）。"""
    split: list[Paragraph] = []
    for paragraph in paragraphs:
        text = paragraph.text
        brackets = unit_brackets(text)
        cuts = [m.end() for b in brackets[:-1] if (m := _NEXT_ITEM.match(text, b.end))]
        if cuts and brackets:
            first = re.search(
                r"(?<=[。：:])\s*(?=(?:\d{1,2}[.．、]|[①（(])\S)", text[: brackets[0].start]
            )
            if first:
                cuts.insert(0, first.end())
        bounds = [0, *cuts, len(text)]
        for start, end in pairwise(bounds):
            piece = text[start:end].strip()
            split.append(Paragraph(piece.rstrip("；;") if cuts else piece, paragraph.place))
    return split


def _item(node: Node, cut: Cut, reading: Reading) -> Item:
    """Cut the paragraphs of a node into a heading and segments of text with roles."""
    item = Item(node)
    lines = list(node.lines)
    if node.rank < 0:
        lines = lines[1:]
    pieces: list[Segment] = []
    for line in lines:
        text = join_lines(line.text)
        # Before the first number a bracket of units alone is a signature or a note, no role.
        roles = role_line(text) if node.rank >= 0 else None
        if roles is None:
            if node.rank >= 0 and line is not lines[0] and _CLOSING.match(text):
                # The letter's last paragraph speaks to all units; it belongs to no item.
                _leave_after_task(text, line.place, reading)
                continue
            segments = cut(text, line.place)
            if node.rank < 0 and not any(segment.text for segment in segments):
                segments = [Segment(text, Roles(), line.place)]
            if pieces and pieces[-1].roles and not any(s.roles for s in segments):
                # Nothing of a task: its roles have closed it.
                _leave_after_task(text, line.place, reading)
                continue
            pieces.extend(segments)
        elif pieces:
            pieces[-1].apart = pieces[-1].apart or not pieces[-1].roles
            pieces[-1].roles.merge(roles)
        else:
            pieces.append(Segment("", roles, line.place, apart=True))
    if node.rank >= 0 and pieces:
        first = pieces[0]
        short = len(first.text) <= _SHORT_HEADING and not any(c in first.text for c in STOPS)
        if node.children or (short and len(pieces) > 1 and not first.roles and node.rank <= 2):
            item.heading = first.text
            item.heading_roles = first.roles if node.children else Roles()
            leading = _LEADS_BELOW.fullmatch(heading_text(item.heading))
            if leading and not item.heading_roles and unit_score(leading[1]) > 0.5:
                # 一、县农业农村局牵头工作（2项）: it leads all that stands below.
                item.heading_roles = Roles(lead=leading[1])
            elif not item.heading_roles and unit_score(heading_text(item.heading)) > 0.5:
                # A list by units: 一、县城管局 stands over that unit's tasks.
                item.heading_roles = Roles(others=heading_text(item.heading))
            pieces = pieces[1:]
            if node.children and len(first.text) > _SHORT_HEADING:
                head, _, rest = first.text.partition("。")
                item.heading = head
                if rest.strip():
                    pieces.insert(0, Segment(rest.strip(), Roles(), first.place))
    item.segments = pieces
    return item


def _leave_after_task(text: str, place: Place, reading: Reading) -> None:
    reading.leave(text, "任务之后的文字", place)
    if len(text) > 20:
        reading.findings.append(TextLeftOut.finding(place, text[:60]))


def _read_root(item: Item, reading: Reading) -> None:
    """Text before the first number: a task only where a bracket in its paragraph names units."""
    for segment in item.segments:
        if segment.roles.has_units and segment.text and not segment.apart:
            reading.drafts.append(_draft(segment, "", [], Roles(), reading))
        else:
            reading.leave(segment.text, "正文", segment.place)


def _read_node(
    node: Node,
    items: dict[int, Item],
    path: list[str],
    inherited: Roles,
    reading: Reading,
) -> None:
    item = items[id(node)]
    if not node.children:
        _read_leaf(item, path, inherited, reading)
        return
    below = item.heading_roles or inherited
    if _is_task_itself(item, [items[id(child)] for child in node.children]):
        segment = Segment(item.heading, item.heading_roles, node.place)
        reading.drafts.append(_draft(segment, node.number, path, Roles(), reading))
        item.heading, below = "", inherited
    for segment in item.segments:
        statement = _STATEMENT.fullmatch(segment.text) if not segment.roles else None
        if statement:
            below = Roles(single=statement[1])
            continue
        if segment.roles.has_units and not segment.text:
            below = segment.roles
        elif segment.roles.has_units:
            reading.drafts.append(_draft(segment, node.number, path, inherited, reading))
        else:
            reading.leave(segment.text, "标题下的说明文字", segment.place)
    _share_roles([items[id(child)] for child in node.children])
    reading.leave(node.mark or node.lines[0].text, "标题序号", node.place)
    # An attachment's name (附件2) is no heading of the tasks in it.
    levels = [*path, heading_text(item.heading)] if node.mark and item.heading else path
    for child in node.children:
        _read_node(child, items, levels, below, reading)


def _is_task_itself(item: Item, children: Sequence[Item]) -> bool:
    """Whether a heading with units is a task beside those below it, and lends them nothing.

    So it is where the items below say themselves who leads or who is responsible.  A heading that
    names only the lead, over items that name only who takes part, speaks for them.
    """
    sentence = item.heading.endswith("。") or "，" in item.heading
    if not item.heading_roles.has_units or not sentence:
        return False
    own = [s.roles for child in children for s in child.segments if s.roles.has_units]
    named = [child for child in children if any(s.roles.has_units for s in child.segments)]
    if len(named) * 2 < len(children) or len(children) < 1 or not own:
        return False
    said = parse_units(item.heading_roles.single or item.heading_roles.lead)
    whole = bool(item.heading_roles.others or said.others) or not said.lead
    return whole and all(
        roles.lead or parse_units(roles.single).lead or _ANSWERS.search(roles.single)
        for roles in own
    )


def _share_roles(siblings: Sequence[Item]) -> None:
    """Roles on lines of their own after a group of items speak for the whole group."""
    waiting: list[Item] = []
    # In prose only a single statement after several items can be meant for all of them.
    single = sum(1 for item in siblings if item.has_roles) == 1
    for item in siblings:
        if item.node.children:
            waiting = []
            continue
        roles = next((s.roles for s in item.segments if s.roles), None)
        if roles is None:
            waiting.append(item)
            continue
        apart = any(s.apart for s in item.segments)
        if apart and single:
            for earlier in waiting:
                if earlier.segments:
                    earlier.segments[-1].roles.merge(roles)
        waiting = []


def _read_leaf(item: Item, path: list[str], inherited: Roles, reading: Reading) -> None:
    node = item.node
    if node.mark:
        reading.leave(node.mark, "任务序号", node.place)
    segments = _gather(item.segments)
    if not segments and item.heading:
        segments = [Segment(item.heading, Roles(), node.place)]
    levels = (
        [*path, heading_text(item.heading)]
        if item.heading and segments and item.heading != segments[0].text
        else path
    )
    for segment in segments:
        reading.drafts.append(_draft(segment, node.number, levels, inherited, reading))


def _gather(segments: Sequence[Segment]) -> list[Segment]:
    """Put paragraphs of one item together until roles close them."""
    gathered: list[Segment] = []
    for segment in segments:
        if gathered and not gathered[-1].roles:
            last = gathered[-1]
            gathered[-1] = Segment(
                last.text + segment.text, segment.roles, last.place, segment.apart
            )
        elif gathered and not segment.roles:
            gathered[-1].text += segment.text
        else:
            gathered.append(segment)
    return gathered


def _draft(
    segment: Segment, number: str, path: Sequence[str], inherited: Roles, reading: Reading
) -> Draft:
    roles = Roles()
    roles.merge(segment.roles)
    path = [*path, heading_text(segment.text)] if roles.content and segment.text else path
    draft = Draft(
        content=roles.content.replace("\n", "") or segment.text,
        place=segment.place,
        no=number,
        l1=path[0] if path else "",
        l2=path[1] if len(path) > 1 else "",
        lead=roles.lead,
        others=roles.others,
        single=roles.single,
        deadline=roles.deadline.replace("\n", "；") or inherited.deadline.replace("\n", "；"),
        extra=dict(roles.extra),
    )
    if len(path) > 2:
        draft.extra["三级任务"] = path[2]
    if not roles.has_units:
        draft.lead, draft.others, draft.single = inherited.lead, inherited.others, inherited.single
    elif not roles.lead and (inherited.lead or inherited.single):
        draft.inherited = inherited.lead or inherited.single
    if inherited.has_units and (draft.inherited or not roles.has_units):
        reading.findings.append(
            LeadFromRule.finding(segment.place, (inherited.lead or inherited.single)[:40])
        )
    return draft
