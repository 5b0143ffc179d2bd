"""The one answer to "may these be one body?".  Similarity only suggests: a person decides.

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
# 云州市云溪县教育局: the county counts; a zone (市高新区管委会) is no county.
_COUNTY = re.compile(
    r"^[\u4e00-\u9fff]{2,3}?(?<!高新)(?<!经开)(?<!开发)(?<!示范)(?<!景)(?<!城)(?<!新)(?<!园)"
    r"(?P<level>[县区旗])(?P<rest>.{2,})$"
)
_CONNECTIVES = re.compile(r"[和与及、·]|人民")
_BRACKETS = str.maketrans("[]{}【】〔〕", "()()()()")
_EVERY = re.compile(r"^各[省市州县区旗乡镇街道办村社()、,]+")
_NOT_A_BODY = re.compile(r"部门|单位|成员")

_ADDED_AFTER = frozenset({"管理", "监督管理", "工作", "服务", "事务"})
_ADDED_BEFORE = frozenset({"委", "政府", "行政"})
_TELLS_APART = frozenset("东南西北中上下左右新老城")
_LEVELS = frozenset("省市州县区旗镇乡")
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
    county = _COUNTY.match(rest) if level and level in "省市州" else None
    if county is not None:
        level, rest = county["level"], county["rest"]
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
    return likeness(one, other) > 0


def likeness(one: str, other: str) -> float:
    """How likely two different spellings stand for one body, from 0 (not at all) to 1 (surely).

    The figure only ranks proposals: a dropped level or another suffix comes before a short form,
    that before a slip of the hand.

    >>> likeness("县财政局", "财政局") > likeness("县人社局", "县人力资源和社会保障局") > 0
    True
    """
    if one == other:
        return 0.0
    first, second = plain(one), plain(other)
    if first == second:
        return 1.0
    if _EVERY.match(first) and _EVERY.match(second):
        return 0.7 if _same_every(first, second) else 0.0
    if "(" in first + second or _NOT_A_BODY.search(first) or _NOT_A_BODY.search(second):
        return 0.0
    return _alike(parts_of(one), parts_of(other))


def one_slip(one: str, other: str) -> bool:
    """Whether two names differ by one character: wrong, missing or too many.

    This says less than :func:`may_be_one_body` (县税务局 and 县商务局 are two bodies) and serves
    only to guess what was meant by a name that nobody knows.

    >>> one_slip("县发改居", "县发改局"), one_slip("市发改局", "县发改局")
    (True, False)
    """
    short, long = sorted((plain(one), plain(other)), key=len)
    if short == long or len(long) < 3 or len(long) - len(short) > 1:
        return False
    at = next((i for i, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    changed = {long[at]} | ({short[at]} if len(short) == len(long) else set())
    if changed & (_TELLS_APART | _LEVELS) or _NUMBERS.fullmatch(long[at]):
        return False
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _same_every(one: str, other: str) -> bool:
    """各镇人民政府 and 各乡镇人民政府: the same kinds of place, 乡 and 镇 counted as one kind."""
    kinds = [set(re.sub(r"^各|人民政府|政府|办事处|[()、,]", "", name)) for name in (one, other)]
    if not all(kinds):
        return False
    return kinds[0] - {"乡"} == kinds[1] - {"乡"} and all(kind - {"乡"} for kind in kinds)


def _alike(one: Parts, other: Parts) -> float:
    if (one.level and other.level and one.level != other.level) or one.numbers != other.numbers:
        return 0.0
    if not _suffix_fits(one, other):
        return 0.0
    same_level = 0.1 if one.level == other.level else 0.0
    if one.core == other.core:
        known = one.core or one.suffix == "政府"
        return (0.8 if one.suffix == other.suffix else 0.4) + same_level if known else 0.0
    short, long = sorted((one, other), key=lambda p: len(p.core))
    if _is_short_for(short, long):
        return 0.6 + same_level
    return 0.2 + same_level if _is_slip(short.core, long.core) else 0.0


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
