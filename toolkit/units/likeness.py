"""Does a paragraph or cell consist of units?"""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.text import squeeze
from toolkit.units.grammar import read_items
from toolkit.units.heads import column_fields
from toolkit.units.items import Item
from toolkit.units.names import kind_of, matching
from toolkit.units.phrases import phrases
from toolkit.units.roles import label_word
from toolkit.units.scan import role_of

# A list of all offices of a county has some 800 characters; beyond that it is prose.
_LONGEST_LIST = 1500
_LONG_PHRASE = 16
_LONG_NAME = 16
_PROSE = re.compile("要|须|应当|进一步|加强|推进|推动|开展|做好|建立|完善|以|把|向|并|等")


@lru_cache(maxsize=4096)  # the same units answer for many tasks
def looks_like_units(text: str) -> float:
    """How much ``text`` consists of units only, from 0 (prose, dates) to 1 (names of units).

    A salutation (各乡镇人民政府：) and a sentence about a unit score low.

    >>> looks_like_units("县发改局、县财政局，各乡镇人民政府按职责分工负责")
    1.0
    >>> looks_like_units("县政府办公室要加强统筹，更好发挥政策集中公开成果的积极作用") < 0.5
    True
    """
    if not 2 <= len(text.strip()) <= _LONGEST_LIST:
        return 0.0
    plain = squeeze(matching(text))
    if column_fields(text) or plain.startswith(phrases().words("manner", "addresses")):
        return 0.0
    good = bad = 0
    units = 0
    for item in read_items(text):
        size = len(item.text)
        if item.what == "name":
            if _is_unit(item):
                units += 1
                good += size
            else:
                bad += size
        elif item.what == "manner":
            if item.open or size > _LONG_PHRASE:
                bad += size
            elif role_of(item.text):
                good += size
        elif item.what == "label":
            field = phrases().labels.get(label_word(item), "")
            good += size if field in ("lead", "others", "units") else 0
        elif item.what in ("time", "person", "remark"):
            bad += size // 2
        elif item.what == "unread":
            bad += size
    if not units:
        return 0.0
    score = good / (good + bad)
    if bad and plain.endswith(("。", ";")) and units < 3:
        score *= 0.6
    if plain.endswith(":"):
        score *= 0.25
    return round(score, 3)


def _is_unit(item: Item) -> bool:
    """Whether a name is more than a stretch of prose that happens to end like one."""
    name = item.full
    if not kind_of(name):
        return False
    p = phrases()
    if name.startswith(p.words("groups", "openers")):
        return kind_of(name) == "group"
    if p.starter_pattern.match(name):
        return False
    return len(name) <= _LONG_NAME or not _PROSE.search(name)
