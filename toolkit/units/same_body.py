"""Whether two names may mean one body.  Similarity only ever suggests: a person decides.

A name is taken apart into place, level, core and suffix (云溪 | 县 | 发展和改革 | 局).  Names of
different levels never match, nor do cores that merely share a word (税务 and 商务).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from toolkit.text import simplify, squeeze

# Spellings of one suffix; the first of each row stands for all.  Longest first within a row's use.
_SUFFIXES = (
    ("管委", "管理委员会", "管委会"),
    ("政府", "人民政府", "政府"),
    ("委", "委员会", "委"),
    ("办", "办公室", "办"),
    ("联", "联合会", "联"),
    ("公司", "有限责任公司", "有限公司", "公司"),
    ("局", "局"),
    ("部", "部"),
    ("院", "院"),
    ("中心", "中心"),
    ("站", "站"),
    ("队", "支队", "大队", "队"),
)
_SPELLINGS = sorted(
    ((spelling, row[0]) for row in _SUFFIXES for spelling in row[1:]), key=lambda p: -len(p[0])
)
# A body may be called 局 in one place and 委 in another without being two.
_RENAMED = frozenset({"局", "委", "办"})

_LEVEL = re.compile(
    r"^(?:[\u4e00-\u9fff]{1,4}?(?=[省市州县区旗]))??(?P<level>[省市州县区旗])(?!场)级?(?P<rest>.+)$"
)
_CONNECTIVES = re.compile(r"[和与及、·]|人民")
_BRACKETS = str.maketrans("[]{}【】〔〕", "()()()()")
_EVERY = re.compile(r"^各[省市州县区旗乡镇街道办村社()、,]+")
_NOT_A_BODY = re.compile(r"部门|单位|成员")

_ADDED_AFTER = frozenset({"管理", "监督管理", "工作", "服务", "事务"})
_ADDED_BEFORE = frozenset({"委", "政府", "行政"})
_TELLS_APART = frozenset("东南西北中上下左右新老城")
_NUMBERS = re.compile(r"\d+|[一二三四五六七八九十百]+")


@dataclass(frozen=True, slots=True)
class Parts:
    """A name taken apart.

    ``joined`` is what stands before a connective (文化 of 文化和旅游); ``numbers`` tell apart what
    is otherwise alike (第一小学, 第二小学).
    """

    level: str
    core: str
    suffix: str
    joined: str = ""
    numbers: tuple[str, ...] = ()


@lru_cache(maxsize=8192)
def plain(name: str) -> str:
    """The name without blanks, in half width, simplified and with one kind of bracket."""
    return simplify(squeeze(name)).translate(_BRACKETS)


@lru_cache(maxsize=8192)
def parts_of(name: str) -> Parts:
    """Take a name apart.

    >>> parts_of("云溪县发展和改革局")
    Parts(level='县', core='发展改革', suffix='局', joined='发展', numbers=())
    """
    text = plain(name)
    found = _LEVEL.match(text)
    level, rest = (found["level"], found["rest"]) if found else ("", text)
    suffix = ""
    for spelling, kind in _SPELLINGS:
        if rest.endswith(spelling):
            rest, suffix = rest[: -len(spelling)], kind
            break
    head = re.split("[和与及、·]", rest)[0]
    core = _CONNECTIVES.sub("", rest)
    numbers = tuple(_NUMBERS.findall(text))
    return Parts(level, core, suffix, head if head != rest else "", numbers)


def may_be_one_body(one: str, other: str) -> bool:
    """Whether two different spellings may stand for one body.

    >>> may_be_one_body("县发改局", "县发展和改革局")
    True
    >>> may_be_one_body("县税务局", "县商务局")
    False
    """
    if one == other:
        return False
    first, second = plain(one), plain(other)
    if first == second:
        return True
    if _EVERY.match(first) and _EVERY.match(second):
        return _same_every(first, second)
    if "(" in first + second or _NOT_A_BODY.search(first) or _NOT_A_BODY.search(second):
        return False
    return _same_parts(parts_of(one), parts_of(other))


def _same_every(one: str, other: str) -> bool:
    """各镇人民政府 and 各乡镇人民政府: the kinds of place of one are all among the other's."""
    kinds = [set(re.sub(r"^各|人民政府|政府|办事处|[()、,]", "", name)) for name in (one, other)]
    small, large = sorted(kinds, key=len)
    return bool(small) and small <= large and len(large) - len(small) <= 2


def _same_parts(one: Parts, other: Parts) -> bool:
    if (one.level and other.level and one.level != other.level) or one.numbers != other.numbers:
        return False
    if one.core == other.core:
        return bool(one.core or one.suffix == "政府") and _suffix_fits(one, other)
    if not _suffix_fits(one, other):
        return False
    short, long = sorted((one, other), key=lambda p: len(p.core))
    return _is_short_for(short, long) or _is_slip(short.core, long.core)


def _suffix_fits(one: Parts, other: Parts) -> bool:
    return one.suffix == other.suffix or {one.suffix, other.suffix} <= _RENAMED


def _is_short_for(short: Parts, long: Parts) -> bool:
    if not short.core or len(short.core) == len(long.core):
        return False
    if long.core.startswith(short.core):
        added = long.core[len(short.core) :]
        return added in _ADDED_AFTER or short.core == long.joined or short.suffix == "联"
    if long.core.endswith(short.core):
        return long.core[: -len(short.core)] in _ADDED_BEFORE
    if len(short.core) < 2 or short.core[0] != long.core[0]:
        return False
    letters = iter(long.core)
    return all(char in letters for char in short.core)


def _is_slip(short: str, long: str) -> bool:
    """One character wrong, missing or too many in a core long enough for that to be a slip."""
    if len(long) < 4 or len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    changed = {long[at]} | ({short[at]} if at < len(short) else set())
    if changed & _TELLS_APART:
        return False
    if len(short) == len(long):
        return short[at + 1 :] == long[at + 1 :]
    return len(long) >= 5 and short[at:] == long[at + 1 :]
