"""The numbered outline of a notice's prose, and finding a heading in it again.

The same outline serves twice: prose that holds the tasks is read from it, and a table's headings
are looked up in it where the table has lost their level or spells them differently.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate

from toolkit.model import Place
from toolkit.notice.counted import with_counted_numbers
from toolkit.notice.document import Paragraph
from toolkit.notice.haystack import Haystack
from toolkit.notice.numbering import (
    ANNEX,
    SECOND,
    Numbered,
    join_lines,
    number_value,
    split_number,
)
from toolkit.text import letters

_ALIKE = 0.75
_MARGIN = 0.05
_NEAR = _ALIKE - _MARGIN
# A notice has a hundred headings; comparing every row with thousands would take minutes.
_MOST_HEADINGS = 500
_LONGEST_HEADING = 60


@dataclass(slots=True)
class Node:
    """One numbered heading or item with the paragraphs that belong to it.

    ``rank`` orders the levels (see :mod:`toolkit.notice.numbering`); ``lines`` are the
    paragraphs, the first without its number.
    """

    rank: int
    number: str
    mark: str
    lines: list[Paragraph]
    parent: Node | None = None
    children: list[Node] = field(default_factory=list)

    @property
    def place(self) -> Place:
        """Where the node begins."""
        return self.lines[0].place

    @property
    def text(self) -> str:
        """All paragraphs of the node itself as one line."""
        return join_lines("\n".join(line.text for line in self.lines))

    @property
    def heading(self) -> str:
        """The heading: the first sentence of the first paragraph, without its full stop."""
        first = join_lines(self.lines[0].text)
        match = re.match(r"[^。！？：:]*", first)
        return (match[0] if match else first).strip()

    def walk(self) -> Iterator[Node]:
        """The node and all below it in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()


def outline(paragraphs: Sequence[Paragraph]) -> Node:
    """The tree of numbered paragraphs; unnumbered ones belong to the node above them.

    The root has rank -1 and holds what stands before the first number.  A number that goes on
    counting (1、 2． （3） ⑤) stays on its level whatever its form, and a new attachment
    (附件2) begins a tree of its own beside the others.
    """
    root = Node(-1, "", "", [Paragraph("")])
    current = root
    for paragraph in with_counted_numbers(paragraphs):
        text = join_lines(paragraph.text)
        if not text:
            continue
        numbered = split_number(text)
        if ANNEX.fullmatch(text):
            current = Node(0, "", "", [paragraph], root)
            root.children.append(current)
            continue
        if numbered.rank < 0 or not numbered.text.strip():
            current.lines.append(paragraph)
            continue
        rank, parent = _level(current, numbered)
        node = Node(
            rank,
            numbered.number,
            numbered.mark,
            [Paragraph(numbered.text, paragraph.place)],
            parent,
        )
        parent.children.append(node)
        current = node
    return root


def _level(current: Node, numbered: Numbered) -> tuple[int, Node]:
    """The rank and the parent that a new number gets after ``current``."""
    value = number_value(numbered.number)
    node = current
    # The nearest node above that counts one less, unless a node of the number's own rank is nearer.
    while node.parent is not None and value > 1:
        if node.rank == numbered.rank and node.rank <= SECOND:
            break
        counts = number_value(node.number) + 1 == value
        if counts and (node.rank == numbered.rank or min(node.rank, numbered.rank) > SECOND):
            return node.rank, node.parent
        node = node.parent
    parent = current
    while parent.parent is not None and parent.rank >= numbered.rank:
        parent = parent.parent
    return numbered.rank, parent


def fold_lists(node: Node, has_roles: Callable[[Node], bool]) -> None:
    """Put a list that belongs to one item back into it: 建设平台：①…；②…；③…。

    It does where the item announces the list with a colon, or where its points end with
    semicolons, and no point but the last names who answers for it.
    """
    for child in node.children:
        fold_lists(child, has_roles)
    points = node.children
    if not points or node.rank < 0 or any(point.children for point in points):
        return
    announced = join_lines(node.lines[-1].text).endswith(("：", ":"))
    listed = len(points) > 1 and all(p.text.endswith(("；", ";")) for p in points[:-1])
    if not (announced or listed) or any(has_roles(point) for point in points[:-1]):
        return
    for point in points:
        first, *rest = point.lines
        node.lines.append(Paragraph(point.mark + first.text, first.place))
        node.lines.extend(rest)
    node.children = []


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the prose: level 1 or 2, its text, that of the level above, and its body."""

    level: int
    text: str
    above: str
    body: str


class HeadingIndex:
    """The two upper levels of a notice's prose, to look headings and contents up in."""

    def __init__(self, root: Node) -> None:
        """Index the tree under ``root``; empty when the prose has no numbered headings."""
        self.headings: list[Heading] = []
        for first in root.children:
            if len(first.heading) > _LONGEST_HEADING:
                continue
            above = first.heading
            self.headings.append(Heading(1, above, "", ""))
            for second in first.children:
                if len(second.heading) <= _LONGEST_HEADING:
                    body = "".join(node.text for node in second.walk())
                    self.headings.append(Heading(2, second.heading, above, body))
        self._keys = [letters(h.text) for h in self.headings]
        self._exact = dict(zip(reversed(self._keys), reversed(self.headings), strict=True))
        # All bodies in one text: looking one place up costs the same however many they are.
        self._second = [h for h in self.headings if h.level == 2]
        bodies = [letters(h.body) for h in self._second]
        self._ends = list(accumulate(len(body) + 1 for body in bodies))
        self._bodies = "\n".join(bodies)
        self._haystack = Haystack(self._bodies)
        self._matched: dict[str, Heading | None] = {}

    def match(self, text: str) -> Heading | None:
        """The heading that ``text`` is, in the same or nearly the same words; None in doubt."""
        key = letters(text)
        if key not in self._matched:
            self._matched[key] = self._exact.get(key) or self._alike(key)
        return self._matched[key]

    def _alike(self, key: str) -> Heading | None:
        if len(self.headings) > _MOST_HEADINGS:
            return None
        scored: list[tuple[float, int]] = []
        matcher = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(key)
        for at, other in enumerate(self._keys):
            matcher.set_seq1(other)
            # The quick ones are upper bounds; what lies below can be neither best nor second.
            if matcher.real_quick_ratio() >= _NEAR and matcher.quick_ratio() >= _NEAR:
                scored.append((SequenceMatcher(None, key, other, autojunk=False).ratio(), -at))
        scored.sort(reverse=True)
        if not scored or scored[0][0] < _ALIKE:
            return None
        best, at = scored[0]
        second = scored[1][0] if len(scored) > 1 else 0.0
        return self.headings[-at] if best - second > _MARGIN else None

    def locate(self, content: str) -> Heading | None:
        """The second-level heading under whose prose the beginning of ``content`` stands."""
        key = letters(content)[:14]
        if len(key) < 8 or key not in self._haystack:
            return None
        found = bisect_right(self._ends, self._bodies.find(key))
        elsewhere = self._bodies.find(key, self._ends[found])
        return self._second[found] if elsewhere < 0 else None
