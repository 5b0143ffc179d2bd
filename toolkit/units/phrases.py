"""The phrase tables of the units grammar, read once from ``phrases.toml``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

# A time limit after a name (县教育局10月底前完成) is a phrase too.
_TIME_BEGINS = r"\d{2,4}年|\d{1,2}月|年底|月底|每[年月季]"


@dataclass(frozen=True)
class Phrases:
    """The tables as tuples, longest phrase first, and the patterns made from them."""

    tables: dict[str, dict[str, tuple[str, ...]]]
    labels: dict[str, str]
    label_pattern: re.Pattern[str]
    bare_label_pattern: re.Pattern[str]
    starter_pattern: re.Pattern[str]
    name_end_pattern: re.Pattern[str]
    strong_pattern: re.Pattern[str]
    atom_pattern: re.Pattern[str]
    join_pattern: re.Pattern[str]
    prefix_pattern: re.Pattern[str]
    role_pattern: re.Pattern[str]

    def label_field(self, word: str) -> str:
        """What a label introduces; one that no table has, by the words that it is made of.

        >>> [phrases().label_field(w) for w in ("责任单位", "市级指导单位", "协同责任部门")]
        ['units', 'units', 'others']
        """
        known = self.labels.get(word)
        if known is not None:
            return known
        if word.endswith(self.words("label_forms", "persons")):
            return "person"
        found = self.role_pattern.search(word)
        if found is None:
            return "units"
        return "lead" if found.group() in self.words("roles", "lead") else "others"

    def words(self, table: str, name: str) -> tuple[str, ...]:
        """One list of the tables, longest phrase first."""
        return self.tables[table][name]


def any_of(words: tuple[str, ...]) -> str:
    """A pattern for any of ``words``; longer ones are tried first."""
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


def _spaced(words: tuple[str, ...]) -> str:
    """As :func:`any_of`, where blanks and a line break may stand inside a word (责 任 单 位)."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(r"\s{0,2}".join(map(re.escape, word)) for word in ordered)


def _time_labels(parts: dict[str, tuple[str, ...]]) -> Iterator[str]:
    """The labels of time limits that are made of two parts (销号 + 时限)."""
    for work in parts["works"] + parts["ends"]:
        yield from (work + word for word in parts["time_limits"])
    for end in parts["ends"]:
        yield from (end + word for word in parts["times"])


@lru_cache(maxsize=1)
def phrases() -> Phrases:
    """The phrase tables.

    >>> "牵头" in phrases().words("roles", "lead")
    True
    """
    import tomllib
    from pathlib import Path

    raw: dict[str, dict[str, Any]] = tomllib.loads(
        Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8")
    )
    tables = {
        table: {
            name: tuple(sorted(dict.fromkeys(words), key=len, reverse=True))
            for name, words in lists.items()
        }
        for table, lists in raw.items()
    }
    labels = {word: field for field, words in tables["labels"].items() for word in words}
    labels |= dict.fromkeys(_time_labels(tables["label_parts"]), "deadline")
    roles, manner, joins = tables["roles"], tables["manner"], tables["joins"]
    starters = f"(?!{any_of(manner['not_starters'])})(?:{any_of(manner['starters'])})"
    bare_labels = tuple(
        w for f in ("lead", "others", "units") for w in tables["labels"][f] if len(w) >= 4
    )
    forms = tables["label_forms"]
    made = (
        f"(?:{any_of(forms['levels'])})?(?:{any_of(forms['works'])}){{1,2}}"
        f"(?:{any_of(forms['bodies'])})|(?:{any_of(forms['charges'])}){{1,2}}"
        f"(?:{any_of(forms['offices'])})?(?:{any_of(forms['persons'])})"
    )
    return Phrases(
        tables=tables,
        labels=labels,
        # 牵头单位：… and, inside a sentence or bracket, 牵头单位为…; 责任为先 and
        # 责任单位为牵头单位 are none.
        label_pattern=re.compile(
            rf"({_spaced(tuple(labels))}|(?:{made})(?=:))\s*"
            rf"(?::|(?<!责任)(?<!负责)为(?=\S)(?!{any_of(bare_labels)}))"
        ),
        bare_label_pattern=re.compile(rf"({any_of(bare_labels)})"),
        starter_pattern=re.compile(f"{starters}|{_TIME_BEGINS}"),
        name_end_pattern=re.compile(f"[等各县市区]|{starters}|{_TIME_BEGINS}"),
        strong_pattern=re.compile(any_of(manner["strong"])),
        atom_pattern=re.compile(any_of(manner["atoms"])),
        join_pattern=re.compile(
            rf"(?:\s+|[·•&]|[-—–]+|(?!{any_of(joins['not_words'])})(?:{any_of(joins['words'])}))+"
        ),
        prefix_pattern=re.compile(rf"(?:{any_of(manner['prefixes'])})"),
        role_pattern=re.compile(any_of(roles["lead"] + roles["other"])),
    )
