"""The vocabulary of time limits: characters, numerals and the words of ``phrases.toml``."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Any

#: Traditional and variant characters that occur in time limits, and their usual form.
VARIANTS = dict(
    zip(
        "長時個後內間續進開動態實隨將號兩週髙○◯零總結從與當發題這來歲終過無計劃關辦隔達經處報"
        "請確爭遲會議門學標為臺鐘點領導農曆節慶勞黨馬盡現運營應級導責執單項產業調貫徹壓縮減"
        "約規定視況見終於類聯網頁務積極階東區鄉鎮縣齊裡裏幾歷堅擬訂審設儘協調嚴備",
        "长时个后内间续进开动态实随将号两周高〇〇〇总结从与当发题这来岁终过无计划关办隔达经处报"
        "请确争迟会议门学标为台钟点领导农历节庆劳党马尽现运营应级导责执单项产业调贯彻压缩减"
        "约规定视况见终于类联网页务积极阶东区乡镇县齐里里几历坚拟订审设尽协调严备",
        strict=True,
    )
)

#: Characters that are looked through: blanks, invisible ones and quotation marks.
BLANKS = (
    " \t\r\n\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u00ad\u1680\u180e"
    "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
    + "".join(map(chr, range(0x2000, 0x2010)))
    + "".join(map(chr, range(0x202A, 0x202F)))
)
QUOTES = "\"'“”‘’「」『』`´\u301d\u301e"

#: Sections whose words do not count alone, but behind a number, a 每, a 前.
_NOT_ALONE = frozenset(
    ["units", "periods", "amounts", "measures", "acts", "deeds", "bans", "events", "goals"]
)
_DASHES = "-‐‑‒–—―−﹣－─━"
_OTHER = {
    "，": ",",
    "～": "~",
    "〜": "~",
    "∼": "~",
    "：": ":",
    "；": ";",
    "．": ".",
    "｡": "。",
    "∶": ":",
    "曰": "日",  # a slip of the hand or of character recognition
    "﹕": ":",
    "﹐": ",",
}
_CHINESE_DIGITS = {c: i for i, c in enumerate("〇一二三四五六七八九")}


def _folding() -> dict[int, str]:
    table = {c: chr(c - 0xFEE0) for c in range(0xFF01, 0xFF5F)}
    # Word processors and PDF writers put radicals for the characters that look like them.
    table |= {c: unicodedata.normalize("NFKC", chr(c)) for c in range(0x2F00, 0x2FD6)}
    table |= {ord(a): b for a, b in VARIANTS.items()}
    table |= {ord(a): "-" for a in _DASHES}
    table |= {ord(a): b for a, b in _OTHER.items()}
    table |= {c: " " for c in map(ord, BLANKS)}
    return table


#: One character to one character, so that offsets stay what they are.
FOLD = _folding()
#: The same, with blanks and quotation marks taken out.
FOLD_AND_CLOSE_UP: dict[int, str | None] = {**FOLD, **dict.fromkeys(map(ord, BLANKS + QUOTES))}


def _numerals() -> dict[str, int]:
    digits = "〇一二三四五六七八九"
    numbers: dict[str, int] = {"两": 2, "〇": 0, "十": 10, "百": 100, "一百": 100}
    for n in range(1, 100):
        tens, ones = divmod(n, 10)
        tail = digits[ones] if ones else ""
        if not tens:
            numbers[tail] = n
            numbers["〇" + tail] = n
            continue
        heads = [digits[tens] + "十"]
        heads += {1: ["十"], 2: ["廿", "卄"], 3: ["卅"]}.get(tens, [])
        for head in heads:
            numbers[head + tail] = n
        if not tail:
            numbers[digits[tens] + "〇"] = n
    for hundred in range(1, 4):
        for n in range(10, 100, 10):
            numbers[f"{digits[hundred]}百{digits[n // 10]}十"] = hundred * 100 + n
        numbers[f"{digits[hundred]}百"] = hundred * 100
    return numbers


_NUMERALS = _numerals()


def number(text: str) -> int | None:
    """The value of a numeral in Arabic or Chinese writing, ``None`` if it is not one.

    >>> number("16"), number("十六"), number("廿五"), number("二〇二二"), number("三〇")
    (16, 16, 25, 2022, 30)
    >>> number("三五") is None  # three to five
    True
    """
    if text.isdecimal():
        return int(text) if len(text) < 10 else None
    value = _NUMERALS.get(text)
    if value is None and len(text) == 4:
        value = 0
        for char in text:
            digit = _CHINESE_DIGITS.get(char)
            if digit is None:
                return None
            value = value * 10 + digit
    return value


@lru_cache(maxsize=1)
def _sections() -> dict[str, dict[str, Any]]:
    """``phrases.toml`` as section -> word -> value (``None`` in a plain list)."""
    import tomllib
    from importlib.resources import files

    source = files("toolkit.deadlines").joinpath("phrases.toml").read_text(encoding="utf-8")
    sections: dict[str, dict[str, Any]] = {}
    for name, entries in tomllib.loads(source).items():
        words = dict.fromkeys(entries["words"]) if "words" in entries else entries
        sections[name] = {
            word.translate(FOLD): tuple(value) if isinstance(value, list) else value
            for word, value in words.items()
        }
    return sections


def section(name: str) -> dict[str, Any]:
    """The words of one section with their values.

    >>> section("halves")
    {'上半年': 1, '下半年': 2}
    """
    return _sections()[name]


@lru_cache(maxsize=1)
def vocabulary() -> dict[str, tuple[str, Any]]:
    """Every word that stands for itself, with its section and its value there."""
    return {
        word: (name, value)
        for name, words in _sections().items()
        if name not in _NOT_ALONE
        for word, value in words.items()
    }


@lru_cache(maxsize=1)
def _deeds() -> re.Pattern[str]:
    words = words_pattern([*section("deeds"), *section("verbs")])
    return re.compile(
        f"(?:已(?!知)|未(?!来)|尚未)|(?:(?:新|全部)?(?:{words})(?:[并和、或]?(?:{words}))?)?的"
    )


def was_done(text: str, at: int) -> re.Match[str] | None:
    """The words behind …前 that make it an attribute of a thing (2000年以前建成的小区).

    >>> was_done("2000年以前建成的小区", 7) is not None
    True
    >>> was_done("年底前建成新的小区", 3) is None
    True
    """
    return _deeds().match(text, at)


@lru_cache(maxsize=1)
def _bans() -> re.Pattern[str]:
    words = words_pattern([*section("bans")])
    return re.compile(f"(?:一律|原则上|均|绝对|坚决)*(?:{words})(?!少于|低于|超过|晚于|迟于|早于)")


def is_banned(text: str, at: int) -> bool:
    """Whether what stands behind a time forbids something until then.

    >>> is_banned("10月1日前不得开工", 6), is_banned("6月底前完成", 5)
    (True, False)
    """
    return _bans().match(text, at) is not None


@lru_cache(maxsize=1)
def _events() -> tuple[str, ...]:
    return tuple(section("events"))


def ends_in_event(text: str) -> bool:
    """Whether words name something that happens on a day: 合同到期, 会议召开.

    >>> ends_in_event("许可证有效期届满"), ends_in_event("务必于")
    (True, False)
    """
    return text.endswith(_events())


@lru_cache(maxsize=1)
def _inclusive() -> re.Pattern[str]:
    return re.compile(words_pattern([*section("inclusive")]))


def counts_first_day(expr: str) -> bool:
    """Whether the day of the event is itself the first of a length: 3日内（含当日）.

    >>> counts_first_day("收到后3日内（含当日）"), counts_first_day("收到后3日内")
    (True, False)
    """
    return _inclusive().search(expr.translate(FOLD_AND_CLOSE_UP)) is not None


def words_pattern(words: list[str]) -> str:
    """A pattern for any of ``words``, the longest first, branching on the first character.

    >>> words_pattern(["年底", "年", "月底"])
    '年(?:底)?|月底'
    """
    tails: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        tails.setdefault(word[0], []).append(word[1:])
    branches = []
    for head, rest in tails.items():
        longer = [re.escape(tail) for tail in rest if tail]
        branch = re.escape(head)
        if len(longer) == 1 and len(rest) == 1:
            branch += longer[0]
        elif longer:
            branch += f"(?:{'|'.join(longer)})" + ("?" if "" in rest else "")
        branches.append(branch)
    return "|".join(branches)
