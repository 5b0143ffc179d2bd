"""Names of units in one cell, written so that they can be told apart again.

Names are joined with 、.  Where a name itself holds one (涉及政府采购、工程建设等相关单位) they
are joined with ； instead, and a single such name ends with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

_OPEN, _CLOSE = "（(“‘《〔【[「『", "）)”’》〕】]」』"
_SEPARATORS = frozenset("、，,；;\n")


def join_units(names: Iterable[str]) -> str:
    """The names in one cell.

    >>> join_units(["县财政局", "县审计局"])
    '县财政局、县审计局'
    >>> join_units(["涉及采购、交易等相关单位"])
    '涉及采购、交易等相关单位；'
    """
    listed = tuple(names)
    plain = "、".join(listed)
    if split_units(plain) == listed:
        return plain
    return "；".join(listed) + ("；" if len(listed) == 1 else "")


@lru_cache(maxsize=8192)
def split_units(text: str) -> tuple[str, ...]:
    """The names of a cell, without repeats, in the order written.

    >>> split_units("县财政局、县教育局（督导室、体育科）")
    ('县财政局', '县教育局（督导室、体育科）')
    """
    parts = re.split("[；\n]", text) if "；" in text else _outside_brackets(text)
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _outside_brackets(text: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for index, character in enumerate(text):
        if character in _OPEN:
            depth += 1
        elif character in _CLOSE:
            depth = max(0, depth - 1)
        elif character in _SEPARATORS and not depth:
            parts.append(text[start:index])
            start = index + 1
    parts.append(text[start:])
    return parts
