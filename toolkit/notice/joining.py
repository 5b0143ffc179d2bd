"""Lines put together to paragraphs, with what one must know of a paragraph to go on with it.

Looking at the whole paragraph for every line that is added would cost more and more; here each
line is looked at once.
"""

from __future__ import annotations

from toolkit.model import NOWHERE, Place
from toolkit.notice.columns import unit_score
from toolkit.notice.document import Paragraph
from toolkit.units import label_spans

OPENING, CLOSING = "（(〔【", "）)〕】"
_LONGEST_LIST = 1500


class Joining:
    """Paragraphs that grow line by line; the properties tell of the last one.

    >>> joined = Joining()
    >>> joined.begin("公开预算（县财政局", NOWHERE)
    >>> joined.opened, joined.since_opening
    (1, 5)
    >>> joined.add("牵头）。")
    >>> joined.opened, [p.text for p in joined.paragraphs()]
    (0, ['公开预算（县财政局牵头）。'])
    """

    def __init__(self) -> None:
        self._done: list[Paragraph] = []
        self._lines: list[str] = []
        self._place = NOWHERE
        self.length = 0
        """Characters of the paragraph."""
        self.opened = 0
        """Brackets that are open at its end, negative where more were closed."""
        self.has_stop = False
        """Whether a sentence ends in it."""
        self._last_opening = -1
        self._unread = self._unscored = 0
        self._labelled = False
        self._units = 0.0

    def __bool__(self) -> bool:
        """Whether there is a paragraph to go on with."""
        return bool(self._lines)

    def begin(self, text: str, place: Place) -> None:
        """End the paragraph and begin another one."""
        self._end()
        self._place = place
        self._lines = []
        self._unread = self._unscored = 0
        self.length = self.opened = 0
        self.has_stop = self._labelled = False
        self._last_opening, self._units = -1, 0.0
        self.add(text)

    def add(self, text: str) -> None:
        """Go on with the paragraph."""
        self._lines.append(text)
        self.opened += sum(text.count(c) for c in OPENING) - sum(text.count(c) for c in CLOSING)
        opening = max(text.rfind(c) for c in OPENING)
        if opening >= 0:
            self._last_opening = self.length + opening
        self.has_stop = self.has_stop or "。" in text
        self.length += len(text)

    def _end(self) -> None:
        if self._lines:
            self._done.append(Paragraph("".join(self._lines), self._place))

    @property
    def last_character(self) -> str:
        """What the paragraph ends with, "" for an empty one."""
        return self._lines[-1][-1:] if self._lines else ""

    @property
    def since_opening(self) -> int:
        """Characters from the last opening bracket on; all of them where there is none."""
        return self.length - self._last_opening

    @property
    def labelled(self) -> bool:
        """Whether a label (牵头单位：) stands in one of the lines."""
        for line in self._lines[self._unread :]:
            self._labelled = self._labelled or bool(label_spans(line))
        self._unread = len(self._lines)
        return self._labelled

    @property
    def units(self) -> float:
        """How much the lines look like units, 0 to 1; what is too long for a list does not."""
        if self.length > _LONGEST_LIST:
            return 0.0
        for line in self._lines[self._unscored :]:
            self._units += unit_score(line) * len(line)
        self._unscored = len(self._lines)
        return self._units / max(self.length, 1)

    def paragraphs(self) -> list[Paragraph]:
        """All paragraphs, the one being made too."""
        self._end()
        self._lines = []
        return self._done
