"""Who leads: what phrases, labels, marks and the column say about the names around them."""

from __future__ import annotations

from dataclasses import replace

from toolkit.model import Note, Role, Units
from toolkit.units.items import Item, What
from toolkit.units.names import kind_of
from toolkit.units.phrases import phrases
from toolkit.units.scan import role_of

# Labels that introduce no units, and what stands after them.
_SKIPPED: dict[str, What] = {
    "person": "person",
    "deadline": "time",
    "remark": "remark",
    "content": "remark",
}
_ALL = ("共同", "联合", "分别", "均", "都")


def assign_roles(items: list[Item], column: Role | None) -> list[Note]:
    """Give every name a role; returns what could not be decided."""
    return _Roles(items, column).run()


def with_first_as_lead(units: Units) -> Units:
    """``units`` as read under a head that says that the first named unit leads.

    Where the cell itself names a lead, nothing changes.

    >>> with_first_as_lead(Units(others=("县教育局", "县财政局"))).lead
    ('县教育局',)
    """
    if units.lead or not units.others:
        return units
    return replace(units, lead=units.others[:1], others=units.others[1:])


def label_word(item: Item) -> str:
    """The word of a label without colon or brackets."""
    return item.text.strip(":()")


class _Roles:
    """Reads the items in order.  ``pending`` are the names that still wait for a phrase."""

    def __init__(self, items: list[Item], column: Role | None) -> None:
        self.items = items
        self.column = column
        self.pending: list[Item] = []
        self.answering: list[Item] = []
        self.forward: Role | None = None
        self.label: Role | None = None
        self.skipping = ""
        self.plain_label: list[Item] = []
        self.under_plain = False
        self.first_leads = False
        self.brackets_first = False
        self.notes: list[Note] = []

    def run(self) -> list[Note]:
        for i, item in enumerate(self.items):
            if item.what == "label":
                self._label(i, item)
            elif self.skipping and item.what not in ("separator", "wrap"):
                item.what = _SKIPPED[self.skipping]
                item.note = "" if item.what == "person" else "labelled"
            elif item.what == "name":
                self._name(i, item)
            elif item.what == "manner":
                self._phrase(i, item)
            elif item.what == "role":
                self._bracket(i, item)
            elif item.what == "mark":
                self._mark(i, item)
            elif item.what == "rule":
                self.first_leads = True
            elif item.what == "separator" and set(item.text) & set(";。"):
                self._close()
        return self._settle()

    def _close(self) -> None:
        self.pending.clear()
        self.forward = None

    def _label(self, i: int, item: Item) -> None:
        field = phrases().label_field(label_word(item))
        if item.text.startswith("("):
            after_name = i > 0 and self.items[i - 1].what == "name"
            if after_name and field == "units" and not self.brackets_first:
                # 县民政局（责任）、县财政局（配合）: it says how and introduces nothing.
                item.what = "manner"
                self.answering += self.pending
                self.pending.clear()
                return
            self.brackets_first = True
        self._close()
        self.skipping = field if field in _SKIPPED else ""
        self.label = "lead" if field == "lead" else "other" if field == "others" else None
        self.under_plain = label_word(item) in phrases().words("labels", "units")

    def _name(self, i: int, item: Item) -> None:
        marked = item.role
        role = self.forward or self.label
        if role and not marked:
            item.role = role
        if not self.forward and not marked:
            self.pending.append(item)
        if self.under_plain:
            self.plain_label.append(item)

    def _phrase(self, i: int, item: Item) -> None:
        p = phrases()
        text = item.text
        role = role_of(text)
        after = self.items[i + 1] if i + 1 < len(self.items) else None
        # A line that ends with 配合 is done; the next name begins a line of its own.
        follows = after is not None and after.what == "name" and after.start == item.end
        self.forward = None
        if not role and not text.endswith(p.words("roles", "with_others")):
            if any(word in text for word in p.words("roles", "answers")):
                self.answering += self.pending
            if text not in p.words("manner", "prefixes"):
                self.pending.clear()
            return
        if follows and text.endswith(p.words("roles", "with_others")):
            self._give(self.pending, "lead")
            self.forward = "other"
        elif follows and text.endswith(p.words("roles", "serving")) and role == "other":
            serving = bool(self.pending)
            self._give(self.pending, "other")
            self.forward = "lead" if serving else "other"
        elif self.pending:
            self._give(self.pending, role)
        elif follows:
            self.forward = role or None
        self.pending.clear()

    def _give(self, names: list[Item], role: Role | str) -> None:
        for name in names:
            name.role = "lead" if role == "lead" else "other"
        kinds = {kind_of(name.text) == "group" for name in names}
        if role == "lead" and len(kinds) == 2 and kind_of(names[0].text) == "group":
            text = "、".join(name.text for name in names)
            self.notes.append(Note("U05", f"“{text}”是否都牵头，请核对"))

    def _bracket(self, i: int, item: Item) -> None:
        role = role_of(item.text) or "other"
        before = self.items[i - 1] if i else None
        if before is None or before.what not in ("name", "rest", "mark") or self.brackets_first:
            self.brackets_first = True
            # 【牵头】县财政局: holds until the next of its kind, as a label does.
            self._close()
            self.skipping, self.label = "", "lead" if role == "lead" else "other"
            self.under_plain = False
            return
        if any(word in item.text for word in _ALL):
            self._give(self.pending, role)
            self.pending.clear()
        elif self.pending:
            self._give(self.pending[-1:], role)
            self.pending.pop()

    def _mark(self, i: int, item: Item) -> None:
        after = self.items[i + 1] if i + 1 < len(self.items) else None
        before = self.items[i - 1] if i else None
        name = after if after is not None and after.what == "name" else before
        if name is not None and name.what == "name":
            name.role = "lead"
            # Only the name right before a mark can be waiting.
            if self.pending and self.pending[-1] is name:
                self.pending.pop()

    def _settle(self) -> list[Note]:
        names = [item for item in self.items if item.what == "name"]
        leads = [item for item in names if item.role == "lead"]
        takes_part = [item for item in names if item.role == "other"]
        if self.first_leads and not leads and names:
            names[0].role = "lead"
            leads = names[:1]
        if takes_part and not leads and self.column != "lead":
            answering = [n for n in self.answering + self.plain_label if not n.role]
            for item in answering:
                item.role = "lead"
            if answering:
                text = "、".join(item.text for item in answering)
                self.notes.append(Note("U05", f"没有写牵头，按“{text}”负责、其余配合理解"))
        for item in names:
            if not item.role:
                item.role = "lead" if self.column == "lead" else "other"
        return self.notes
