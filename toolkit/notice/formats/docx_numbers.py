"""Automatic paragraph numbers of Word: they stand in no text, yet tasks are quoted by them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.notice.formats.word_xml import children, w
from toolkit.numerals import write

if TYPE_CHECKING:
    from lxml.etree import _Element

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_MAX_STYLES = 20
_LONGEST_TEXT = 200


@dataclass(slots=True)
class _Level:
    start: int = 1
    numbering: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str = ""


@dataclass(slots=True)
class _List:
    """The counters of one abstract list; several lists of a document may share them."""

    levels: dict[int, _Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


class Numbering:
    """Counts through a document from its first paragraph to its last."""

    def __init__(self, numbering: _Element | None, styles: _Element | None) -> None:
        self._abstract: dict[str, _List] = {}
        self._lists: dict[str, tuple[_List, dict[int, _Level], dict[int, int]]] = {}
        self._started: set[tuple[str, int]] = set()
        self._styles: dict[str, tuple[str, str, str]] = {}
        self._level_of_style: dict[tuple[str, str], str] = {}
        self._default_style = ""
        if styles is not None:
            self._read_styles(styles)
        if numbering is not None:
            self._read_lists(numbering)

    def prefix(self, properties: _Element | None) -> str:
        """The number before a paragraph with these properties, counted on by the call."""
        if not self._lists:
            return ""
        number_id, level = self._list_of(properties)
        if number_id not in self._lists or not 0 <= level < _LEVELS:
            return ""
        shared, own, starts = self._lists[number_id]
        levels = {**shared.levels, **own}
        settings = levels.get(level)
        if settings is None:
            return ""
        self._count(number_id, shared, level, settings, starts)
        if settings.numbering == "bullet" or not settings.text:
            return ""
        return _render(settings, levels, shared.counts, level)

    def _count(
        self,
        number_id: str,
        shared: _List,
        level: int,
        settings: _Level,
        starts: dict[int, int],
    ) -> None:
        counts = shared.counts
        first = (number_id, level) not in self._started
        self._started.add((number_id, level))
        current = counts[level]
        if first and level in starts:
            counts[level] = starts[level]
        elif current is None:
            counts[level] = starts.get(level, settings.start)
        else:
            counts[level] = current + 1
        for deeper in range(level + 1, _LEVELS):
            restart = shared.levels.get(deeper, _Level()).restart
            # lvlRestart 0 means that the level never starts again.
            if restart != 0 and (restart is None or level < restart):
                counts[deeper] = None
        for upper in range(level):
            if counts[upper] is None:
                counts[upper] = shared.levels.get(upper, _Level()).start

    def _list_of(self, properties: _Element | None) -> tuple[str, int]:
        number_id, level = _own_number(properties)
        style = _value(properties, "pStyle") or self._default_style
        for _ in range(_MAX_STYLES):
            if (number_id and level) or style not in self._styles:
                break
            style_number, style_level, based_on = self._styles[style]
            number_id = number_id or style_number
            # A style names only its list; the level that names the style is meant.
            level = level or style_level or self._level_of_style.get((number_id, style), "")
            style = based_on
        return number_id, _int(level, 0)

    def _read_styles(self, styles: _Element) -> None:
        for style in children(styles, "style"):
            name = str(style.get(w("styleId"), ""))
            properties = next(children(style, "pPr"), None)
            number_id, level = _own_number(properties)
            self._styles[name] = (number_id, level, _value(style, "basedOn"))
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true"):
                self._default_style = name

    def _read_lists(self, root: _Element) -> None:
        links: dict[str, str] = {}
        by_style: dict[str, str] = {}
        for item in children(root, "abstractNum"):
            key = str(item.get(w("abstractNumId")))
            self._abstract[key] = _List(_levels(item))
            if link := _value(item, "numStyleLink"):
                links[key] = link
            if link := _value(item, "styleLink"):
                by_style[link] = key
        for key, style in links.items():
            if style in by_style:
                self._abstract[key] = self._abstract[by_style[style]]
        for item in children(root, "num"):
            abstract = self._abstract.get(_value(item, "abstractNumId"))
            if abstract is None:
                continue
            own: dict[int, _Level] = {}
            starts: dict[int, int] = {}
            for override in children(item, "lvlOverride"):
                level = _int(str(override.get(w("ilvl"), "")), 0)
                own.update(_levels(override))
                if start := _value(override, "startOverride"):
                    starts[level] = _int(start, 1)
            number_id = str(item.get(w("numId")))
            self._lists[number_id] = (abstract, own, starts)
            for level, settings in {**abstract.levels, **own}.items():
                if settings.style:
                    self._level_of_style[number_id, settings.style] = str(level)


def _render(
    settings: _Level, levels: dict[int, _Level], counts: list[int | None], level: int
) -> str:
    def number(match: re.Match[str]) -> str:
        at = int(match[1]) - 1
        of = levels.get(at, _Level())
        numbering = "decimal" if settings.legal and at != level else of.numbering
        count = counts[at]
        return write(of.start if count is None else count, numbering)

    text = _PLACEHOLDER.sub(number, settings.text)
    if not text.strip() or settings.suffix == "nothing" or text[-1] in "、）)】，：:　 ":
        return text
    # Without a gap "1." before "5G" would read as one number.
    return text + " "


def _levels(parent: _Element) -> dict[int, _Level]:
    levels: dict[int, _Level] = {}
    for item in parent.iter(w("lvl")):
        at = _int(str(item.get(w("ilvl"), "")), 0)
        if not 0 <= at < _LEVELS:
            continue
        restart = _value(item, "lvlRestart")
        legal = next(children(item, "isLgl"), None)
        levels[at] = _Level(
            start=_int(_value(item, "start"), 1),
            numbering=_format(item),
            text=_value(item, "lvlText")[:_LONGEST_TEXT],
            suffix=_value(item, "suff") or "tab",
            restart=_int(restart, 0) if restart else None,
            style=_value(item, "pStyle"),
            legal=legal is not None and legal.get(w("val"), "1") not in ("0", "false", "off"),
        )
    return levels


def _format(level: _Element) -> str:
    # Formats newer than the standard stand in a choice of alternatives; the last one is plain.
    found = [str(item.get(w("val"), "decimal")) for item in level.iter(w("numFmt"))]
    known = [name for name in found if name != "custom"]
    return known[-1] if known else "decimal"


def _own_number(properties: _Element | None) -> tuple[str, str]:
    if properties is None:
        return "", ""
    for item in children(properties, "numPr"):
        # Only tracked changes and the like stand here; numId 0 switches numbering off.
        return _value(item, "numId"), _value(item, "ilvl")
    return "", ""


def _value(element: _Element | None, name: str) -> str:
    if element is None:
        return ""
    child = next(children(element, name), None)
    return str(child.get(w("val"), "")) if child is not None else ""


def _int(text: str, default: int) -> int:
    try:
        return max(-1, min(int(text), 1_000_000))
    except ValueError:
        return default
