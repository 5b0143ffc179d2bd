"""Is this a complete name, and of what: one body, a place, several bodies, a person?

Everything here takes *matching text*: folded by :func:`matching`, without blanks.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from toolkit.text import simplify
from toolkit.units.phrases import any_of, phrases

NameKind = Literal["", "body", "place", "group", "person"]

_BRACKETS = str.maketrans("〔【『「{〈［〕】』」}〉］[]", "(((((((" + ")))))))" + "()")
# A name of sixty characters exists; a longer text is a sentence, and looking at it costs time.
LONGEST_NAME = 160


def matching(text: str) -> str:
    """``text`` in the form that the phrase tables use, of the same length.

    >>> matching("各縣〔市、區〕人民政府：")
    '各县(市、区)人民政府:'
    """
    return simplify(text).translate(_BRACKETS)


def without_brackets(name: str) -> str:
    """``name`` without the brackets at its end: 有关部门(单位) -> 有关部门."""
    while name.endswith(")"):
        depth = 0
        for i in range(len(name) - 1, -1, -1):
            depth += (name[i] == ")") - (name[i] == "(")
            if depth == 0:
                name = name[:i]
                break
        else:
            return name
    return name


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], ...]:
    p = phrases()

    def ends(*words: str) -> re.Pattern[str]:
        return re.compile(f"(?:{any_of(words)})$")

    names, groups = p.tables["names"], p.tables["groups"]
    return (
        ends(*names["suffixes"]),
        ends(*names["not_suffixes"]),
        ends(*names["places"]),
        ends(*names["not_places"]),
        ends(*groups["heads"]),
        re.compile(any_of(groups["starts"])),
        ends(*groups["after_each"]),
        ends(*p.tables["people"]["titles"]),
        re.compile(
            f"(?:{any_of(p.tables['people']['titles'])})"
            f"(?!{any_of(p.tables['people']['no_persons'])})[\\u4e00-\\u9fff]{{2,3}}$"
        ),
        re.compile(f"(?!{any_of(names['not_levels'])})(?:{any_of(names['levels'])})"),
    )


# 各市、县（区）人民政府: one group, whatever stands between its levels.
_LEVELS = re.compile(
    r"各?[市县区州旗盟乡镇](?:\([^()]*\))?、[市县区州旗盟乡镇]"
    r"|.*(?:各|有关|直|属)[部委办厅局]、[部委办厅局]"
    r"|.{0,6}\d{1,2}个?[市县区州旗乡镇](?:人民政府|政府)?$"
)


_WHICHEVER = re.compile("各|有关|相关")


def kind_of(name: str) -> NameKind:
    """What a whole name stands for, "" where it is not complete.

    >>> [kind_of(n) for n in ("县财政局", "各镇(街道)", "云溪县", "县发展", "张三县长")]
    ['body', 'group', 'place', '', 'person']
    """
    return _kind_of(name) if len(name) <= LONGEST_NAME else ""


@lru_cache(maxsize=8192)
def _kind_of(name: str) -> NameKind:
    tables = phrases().tables
    names, groups = tables["names"], tables["groups"]
    (suffix, not_suffix, place, not_place, head, start, each, title, titled, _) = _patterns()
    if name in groups["generic"]:
        return "group"
    core = without_brackets(name)
    if len(core) < 2 or core in names["bare"]:
        return ""
    if len(core) == 2 and core[0] in names["levels"] and core[1] not in "委局院":
        return ""
    begins = start.match(core) is not None
    ends_as_body = suffix.search(core) is not None and not_suffix.search(core) is None
    ends_as_place = place.search(core) is not None and not_place.search(core) is None
    if core in groups["generic"] or head.search(core):
        return "group"
    if (ends_as_body or ends_as_place) and _LEVELS.match(core):
        return "group"
    if begins and (ends_as_body or ends_as_place or (_WHICHEVER.match(core) and each.search(core))):
        return "group"
    if ends_as_body:
        return "body"
    if ends_as_place and len(core) <= 12:
        return "place"
    if title.search(core) or (len(core) <= 20 and titled.search(core)):
        return "person"
    return ""


def is_person(text: str) -> bool:
    """Whether a short word is a person's name by its surname, or a name with a telephone.

    Only where a person is likely (in brackets or after a blank): a surname begins many words.
    """
    if _TELEPHONE.fullmatch(text):
        return True
    return len(text) in (2, 3) and text[0] in phrases().words("people", "surnames")


_TELEPHONE = re.compile(r"[\u4e00-\u9fff]{0,4}:?[\d-]{7,20}")


def begins_with_level(text: str) -> bool:
    """Whether a name starts with a level of government: 县财政局, not 县城管理所."""
    return _patterns()[9].match(text) is not None


def begins_name(text: str) -> bool:
    """Whether something at the start of ``text`` shows that a new name begins there."""
    return begins_with_level(text) or _patterns()[5].match(text) is not None
