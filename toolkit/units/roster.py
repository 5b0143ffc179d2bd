"""The roster: which names are canonical, which mean the same body, who belongs to a group.

Nothing here merges names by likeness: :meth:`Roster.resolve` knows exact names and confirmed
aliases only, :meth:`Roster.suggest` proposes and a person confirms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit.model import Units
from toolkit.text import fold, squeeze
from toolkit.units.names import begins_with_level, kind_of, matching
from toolkit.units.phrases import phrases

Row = tuple[str, str, str]


def key(name: str) -> str:
    """What makes two spellings one name: width of characters and blanks do not count.

    >>> key("县级有关部门 （单位）") == key("县级有关部门(单位)")
    True
    """
    return squeeze(fold(name))


@dataclass(frozen=True, slots=True)
class Roster:
    """Canonical names with their confirmed aliases, and groups with their members.

    ``aliases`` are (alias, canonical name), ``groups`` (name, members).  A group's name is
    canonical too.  Names keep their order.
    """

    names: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()

    @classmethod
    def from_units(cls, units: Iterable[Units | str]) -> Roster:
        """A roster of every name that occurs, groups without members yet.

        >>> Roster.from_units([Units(lead=("县财政局",), others=("县财政局", "县审计局"))]).names
        ('县财政局', '县审计局')
        """
        names: dict[str, str] = {}
        groups: dict[str, None] = {}
        for item in units:
            found = (item,) if isinstance(item, str) else (*item.lead, *item.others)
            for name in found:
                names.setdefault(key(name), name)
                if kind_of(squeeze(matching(name))) == "group":
                    groups.setdefault(names[key(name)], None)
        return cls(tuple(names.values()), (), tuple((name, ()) for name in groups))

    @classmethod
    def from_rows(cls, rows: Iterable[Row]) -> Roster:
        """A roster from ``(name, kind, of)`` rows, as :meth:`to_rows` gives them.

        ``kind`` is ``unit``, ``group``, ``alias`` (``of`` is the canonical name) or ``member``
        (``of`` is the group).  Rows without a name are skipped.

        >>> rows = [("县财政局", "unit", ""), ("县财局", "alias", "县财政局")]
        >>> Roster.from_rows(rows).resolve("县财局")
        '县财政局'
        """
        names: dict[str, None] = {}
        aliases: dict[str, str] = {}
        groups: dict[str, list[str]] = {}
        for name, kind, of in rows:
            if not name:
                continue
            if kind == "alias":
                aliases[name] = of
            elif kind == "member":
                groups.setdefault(of, []).append(name)
            else:
                names.setdefault(name, None)
                if kind == "group":
                    groups.setdefault(name, [])
        members = tuple((name, tuple(dict.fromkeys(of))) for name, of in groups.items())
        return cls(tuple(names), tuple(aliases.items()), members)

    def to_rows(self) -> tuple[Row, ...]:
        """The roster as ``(name, kind, of)`` rows; :meth:`from_rows` is the way back."""
        grouped = {name for name, _ in self.groups}
        rows: list[Row] = [(n, "group" if n in grouped else "unit", "") for n in self.names]
        rows += [(alias, "alias", name) for alias, name in self.aliases]
        rows += [(member, "member", name) for name, members in self.groups for member in members]
        return tuple(rows)

    def with_alias(self, alias: str, name: str) -> Roster:
        """This roster after a person has confirmed that ``alias`` means ``name``.

        Raises:
            ValueError: ``name`` is not canonical, or ``alias`` already means another body.
        """
        canonical = self.resolve(name)
        if canonical is None:
            raise ValueError(f"名录里没有“{name}”")
        if key(alias) == key(canonical):
            return self
        known = dict((key(a), n) for a, n in self.aliases).get(key(alias))
        if known is not None and known != canonical:
            raise ValueError(f"“{alias}”已经是“{known}”的别名")
        kept = tuple(n for n in self.names if key(n) != key(alias))
        aliases = (*((a, n) for a, n in self.aliases if key(a) != key(alias)), (alias, canonical))
        return replace(self, names=kept, aliases=aliases)

    def resolve(self, name: str) -> str | None:
        """The canonical name that ``name`` stands for, ``None`` where nobody has said so."""
        return _index(self).get(key(name))

    def is_group(self, name: str) -> bool:
        """Whether ``name`` is a group of this roster."""
        canonical = self.resolve(name) or name
        return any(key(group) == key(canonical) for group, _ in self.groups)

    def expand(self, group: str) -> tuple[str, ...]:
        """The bodies of a group, groups within it expanded too; () for what is no group.

        >>> Roster(("各镇", "东河镇"), groups=(("各镇", ("东河镇", "西河镇")),)).expand("各镇")
        ('东河镇', '西河镇')
        """
        members = {key(name): of for name, of in self.groups}
        found: dict[str, None] = {}
        seen: set[str] = set()
        todo = [self.resolve(group) or group]
        while todo:
            name = todo.pop(0)
            if key(name) in seen:
                continue
            seen.add(key(name))
            for member in members.get(key(name), ()):
                canonical = self.resolve(member) or member
                if key(canonical) in members and members[key(canonical)]:
                    todo.append(canonical)
                else:
                    found.setdefault(canonical, None)
        return tuple(found)

    def suggest(self, name: str) -> tuple[str, ...]:
        """Canonical names that ``name`` may mean, the likeliest first; nothing is merged.

        A dropped level (财政局), a short form (县人社局), 局 for 委, 人民政府 for 政府 are likely;
        names that merely look alike (县税务局, 县商务局) are not.

        >>> Roster(("县人力资源和社会保障局", "县商务局")).suggest("县人社局")
        ('县人力资源和社会保障局',)
        """
        if self.resolve(name) is not None:
            return ()
        wanted = _plain(name)
        scored = [(_likeness(wanted, _plain(known)), known) for known in self.names]
        scored += [(_likeness(wanted, _plain(alias)), known) for alias, known in self.aliases]
        likely = sorted((s for s in scored if s[0] > 0), key=lambda s: -s[0])
        return tuple(dict.fromkeys(known for _, known in likely))


@lru_cache(maxsize=64)
def _index(roster: Roster) -> dict[str, str]:
    index = {key(alias): name for alias, name in roster.aliases}
    index.update((key(name), name) for name, _ in roster.groups)
    index.update((key(name), name) for name in roster.names)
    return index


@dataclass(frozen=True, slots=True)
class _Plain:
    """A name taken apart for comparison: its level or place, its core, its kind of body."""

    level: str
    core: str
    suffix: str


_PLACE = re.compile(
    r"^(?:[^()]{1,7}?[省市州盟])??(?:[^()]{1,6}?)??(?P<level>[市县区旗省州镇乡])(?=..)"
)
_COUNTY = re.compile(r"^[^()]{2,4}?(?P<level>[县区旗])(?=...)")
_LINKS = re.compile('和|与|及|、|人民|工作|[“”"]')
# Kinds of body from the end of a name, and which of them offices use for one another.
_SUFFIXES = (
    "管理委员会", "委员会", "办公室", "管委会", "中心", "分局", "局", "委", "办", "厅", "部",
    "政府", "办事处",
)  # fmt: skip
_SAME_SUFFIX = {
    "管理委员会": "管委会",
    "委员会": "局",
    "委": "局",
    "分局": "局",
    "办公室": "办",
}


@lru_cache(maxsize=4096)
def _plain(name: str) -> _Plain:
    text = _LINKS.sub("", squeeze(matching(name)))
    text = re.sub(r"\([^()]*\)$", "", text)
    place = _PLACE.match(text) if not text.startswith("各") else None
    level = ""
    if place is not None and begins_with_level(text[place.end() - 1 :]):
        level, text = place["level"], text[place.end() :]
        county = _COUNTY.match(text)
        if level in "市州省" and county is not None:
            level, text = county["level"], text[county.end() :]
        # 县委宣传部 and 县宣传部; the party's office and the government's remain two.
        if text.startswith("委") and text.endswith("部"):
            text = text[1:]
    suffix = next((s for s in _SUFFIXES if text.endswith(s) and len(text) > len(s)), "")
    core = text[: len(text) - len(suffix)] if suffix else text
    suffix = _SAME_SUFFIX.get(suffix, suffix)
    return _Plain(level, core, suffix)


def _likeness(a: _Plain, b: _Plain) -> float:
    """How likely two names mean one body, 0 for not at all."""
    if a.level and b.level and a.level != b.level:
        return 0.0
    same_level = 0.1 if a.level == b.level else 0.0
    if a.core == b.core:
        return (0.9 if a.suffix == b.suffix else 0.4) + same_level
    if a.suffix != b.suffix:
        return 0.0
    if _opens(a.core) == _opens(b.core) and _opens(a.core):
        return 0.6 + same_level
    short, long = sorted((a.core, b.core), key=len)
    if len(short) >= 2 and len(long) > len(short) and _is_short_for(short, long):
        return 0.7 + same_level
    return 0.0


def _is_short_for(short: str, long: str) -> bool:
    """Whether ``short`` is made of the beginnings of the words of ``long``: 人社, 人力资源社会保障.

    Its characters stand in ``long`` in order, the first of them first, and are at least a fifth
    of it.
    """
    if short[0] != long[0]:
        return False
    at = 0
    for c in short:
        at = long.find(c, at) + 1
        if not at:
            return False
    return len(long) <= 5 * len(short)


def _opens(core: str) -> str:
    """The group words of a name that says the same in several ways: 各镇, 各乡镇."""
    if not core.startswith(phrases().words("groups", "starts")):
        return ""
    return re.sub("乡镇|镇乡|镇|乡", "镇", core)
