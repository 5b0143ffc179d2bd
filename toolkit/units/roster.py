"""The roster: which names are canonical, which mean the same body, who belongs to a group.

Nothing here merges names by likeness: :meth:`Roster.resolve` knows exact names and confirmed
aliases only, :meth:`Roster.suggest` proposes and a person confirms.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from toolkit.model import Units
from toolkit.text import squeeze
from toolkit.units.names import kind_of, matching
from toolkit.units.same_body import likeness, one_slip, plain

Row = tuple[str, str, str]


def key(name: str) -> str:
    """What makes two spellings one name: width, kind of bracket and blanks do not count.

    >>> key("县级有关部门 （单位）") == key("县级有关部门(单位)")
    True
    """
    return plain(name)


@dataclass(frozen=True, slots=True)
class IdleAlias:
    """An alias that stands in the roster and changes nothing, with the reason."""

    alias: str
    name: str
    why: str


@dataclass(frozen=True)
class Roster:
    """Canonical names with their confirmed aliases, and groups with their members.

    ``aliases`` are (alias, canonical name), ``groups`` (name, members).  A group's name is
    canonical too.  Names keep their order.  A confirmed alias goes before a name: where one body
    has a row of its own and is the alias of another, it is that other.  An alias of an alias means
    what that means; one that two names claim, or that comes round to itself, means nobody.
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
        aliases: dict[tuple[str, str], None] = {}
        groups: dict[str, list[str]] = {}
        for name, kind, of in rows:
            if not name:
                continue
            if kind == "alias":
                aliases[name, of] = None
            elif kind == "member":
                groups.setdefault(of, []).append(name)
            else:
                names.setdefault(name, None)
                if kind == "group":
                    groups.setdefault(name, [])
        members = tuple((name, tuple(dict.fromkeys(of))) for name, of in groups.items())
        return cls(tuple(names), tuple(aliases), members)

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
        """The canonical name that ``name`` stands for, ``None`` where nobody has said so.

        >>> roster = Roster(("县财局", "县财政局"), (("县财局", "县财政局"), ("财局", "县财局")))
        >>> roster.resolve("县财局"), roster.resolve("财局")
        ('县财政局', '县财政局')
        """
        return self._index.names.get(key(name))

    @cached_property
    def _index(self) -> _Index:
        return _indexed(self)

    @property
    def idle_aliases(self) -> tuple[IdleAlias, ...]:
        """The aliases that have no effect, each with the reason.

        >>> [a.why for a in Roster(("甲局", "乙局"), (("丙", "甲局"), ("丙", "乙局"))).idle_aliases]
        ['同时登记为甲局、乙局的别名', '同时登记为甲局、乙局的别名']
        """
        return self._index.idle

    @property
    def bodies(self) -> tuple[str, ...]:
        """The canonical names in order: no twins in another width, none that is an alias."""
        found = (self.resolve(name) or name for name in (*self.names, *(n for n, _ in self.groups)))
        return tuple(dict.fromkeys(found))

    def is_group(self, name: str) -> bool:
        """Whether ``name`` is a group of this roster."""
        canonical = self.resolve(name) or name
        return key(canonical) in self._index.groups

    def expand(self, group: str) -> tuple[str, ...]:
        """The bodies of a group, groups within it expanded too; () for what is no group.

        >>> Roster(("各镇", "东河镇"), groups=(("各镇", ("东河镇", "西河镇")),)).expand("各镇")
        ('东河镇', '西河镇')
        """
        members = self._index.groups
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
        if not name or self.resolve(name) is not None:
            return ()
        scored = [(likeness(name, known), known) for known in self.names]
        scored += [(likeness(name, alias), known) for alias, known in self.aliases]
        scored = [(how, self.resolve(known) or known) for how, known in scored]
        likely = sorted((s for s in scored if s[0] > 0), key=lambda s: -s[0])
        return tuple(dict.fromkeys(known for _, known in likely))

    def likely(self, name: str) -> tuple[str, ...]:
        """Canonical names of which ``name`` may be another spelling or a slip; () if it is known.

        >>> Roster(("县发改局", "县税务局")).likely("县发改居")
        ('县发改局',)
        """
        if not name or self.resolve(name) is not None:
            return ()
        slips = tuple(known for known in self.bodies if one_slip(name, known))
        return tuple(dict.fromkeys((*self.suggest(name), *slips)))


@dataclass(frozen=True, slots=True)
class _Index:
    names: dict[str, str]
    groups: dict[str, tuple[str, ...]]
    idle: tuple[IdleAlias, ...]


def _indexed(roster: Roster) -> _Index:
    names: dict[str, str] = {}
    for name in (*roster.names, *(name for name, _ in roster.groups)):
        names.setdefault(key(name), name)
    claims: dict[str, dict[str, str]] = {}
    for alias, name in roster.aliases:
        claims.setdefault(key(alias), {}).setdefault(key(name), name)
    idle: list[IdleAlias] = []
    found = dict(names)
    for alias, name in roster.aliases:
        target, why = _target(key(alias), claims)
        if key(alias) == key(name):
            why = "与规范名称相同"
        elif target:
            spelling = next(n for of in claims.values() for k, n in of.items() if k == target)
            found[key(alias)] = names.get(target, spelling)
        if why:
            idle.append(IdleAlias(alias, name, why))
    groups: dict[str, tuple[str, ...]] = {}
    for name, members in roster.groups:
        at = key(found.get(key(name), name))
        groups[at] = tuple(dict.fromkeys((*groups.get(at, ()), *members)))
    return _Index(found, groups, tuple(idle))


def _target(alias: str, claims: dict[str, dict[str, str]]) -> tuple[str, str]:
    """The key of what an alias means in the end, or "" with the reason why it means nothing."""
    seen = [alias]
    while True:
        claimed = {k: name for k, name in claims.get(seen[-1], {}).items() if k != seen[-1]}
        if len(claimed) > 1:
            return "", f"同时登记为{'、'.join(claimed.values())}的别名"
        if not claimed:
            return seen[-1], ""
        (after,) = claimed
        if after in seen:
            first = next(iter(claims[alias].values()))
            return "", f"与“{first}”互为别名"
        seen.append(after)
