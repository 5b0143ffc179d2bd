"""The number before a heading or item: 一、 （一） 1. （1） ① and what it says of the level.

Chinese official documents number their levels 一、 （一） 1. （1） in this order
(GB/T 9704-2012, 7.3.3); offices add 第一章, ① and their own slips.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from toolkit.text import to_int

_HAN = "一二三四五六七八九十百零〇○"
_YEAR = r"(?:19|20)\d\d\s*年"

CHAPTER, FIRST, SECOND, THIRD, FOURTH, FIFTH = range(6)

# Each pattern captures the bare number.  An arabic number is only a number when what follows is
# no digit: 3.5% is a figure, but "33.2022年底前" is item 33 that begins with a year.
_PATTERNS: tuple[tuple[int, str], ...] = (
    (CHAPTER, rf"第([{_HAN}]{{1,4}}|\d{{1,2}})(?:章|部分|篇|节)[、:：,，]?"),
    (FIRST, rf"([{_HAN}]{{1,4}})\s*(?:、|[．.](?!\d))"),
    (THIRD, r"([ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]-\d{1,2})"),
    (FIRST, r"([ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩⅪⅫ])\s*[、．.]?"),
    (SECOND, rf"[（(〔]\s*([{_HAN}]{{1,4}})\s*[）)〕][、.．]?"),
    (THIRD, rf"(\d{{1,3}})\s*(?:、|[．.，]{{1,2}}(?:(?!\s*[\d.．])|(?=\s*{_YEAR})))"),
    (THIRD, rf"第([{_HAN}]{{1,4}}|\d{{1,3}})条[、:：]?"),
    (THIRD, r"[【\[]任务([一二三四五六七八九十]{1,3}|\d{1,3})[】\]]"),
    (
        THIRD,
        r"(?:任务|项目|事项|工程|实事|问题|建议|举措)([一二三四五六七八九十]{1,3}|\d{1,3})(?:[:：、]|\s+)",
    ),
    (SECOND, r"([㈠-㈩])[、.．]?"),
    (THIRD, r"([⒈-⒛])[、.．]?"),
    (FOURTH, r"([⑴-⒇])[、.．]?"),
    (FOURTH, r"[（(]\s*(\d{1,3})\s*[）)][、.．]?"),
    (FOURTH, r"(\d{1,3})[）)]"),
    (FIFTH, r"([①-⑳㉑-㉟])[、.．]?"),
)
_COMPILED = tuple(
    (rank, re.compile(r"[\s　]*" + pattern + r"[\s　]*")) for rank, pattern in _PATTERNS
)
# What begins with none of these has no number: most lines need not be tried with every pattern.
_FIRST_CHARACTERS = re.compile(
    rf"[\s　]*[\d第任项事工实问建举{_HAN}Ⅰ-Ⅻ（(〔【\[㈠-㈩⒈-⒛⑴-⒇①-⑳㉑-㉟]"
)
_BARE = re.compile(rf"[\s　（(]*([{_HAN}]{{1,4}}|\d{{1,4}}(?:[-.．—]\d{{1,3}})*)[\s　）)、.．]*")


# A line that says which attachment begins.
ANNEX = re.compile(r"附\s*[件表录]\s*[\d一二三四五六七八九十]{0,3}\s*[:：]?")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A text with its number taken off.

    ``rank`` is the level that the number's form means (0 chapter … 5 circled), -1 without a
    number; ``number`` is bare (一, 12); ``mark`` is the number with its punctuation as written.
    """

    rank: int
    number: str
    mark: str
    text: str


@lru_cache(maxsize=4096)
def split_number(text: str) -> Numbered:
    """Take the leading number off ``text``.

    >>> split_number("（二十二）建设专区").number
    '二十二'
    >>> split_number("33.2022年底前设置栏目").text
    '2022年底前设置栏目'
    >>> split_number("2022年底前设置栏目").rank
    -1
    """
    for rank, pattern in _COMPILED if _FIRST_CHARACTERS.match(text) else ():
        match = pattern.match(text)
        if match:
            return Numbered(rank, match[1], match[0].strip(), text[match.end() :])
    return Numbered(-1, "", "", text)


def number_value(number: str) -> int:
    """A bare number as an integer; 0 for one that has no place in a count.

    >>> number_value("二十二"), number_value("⑤"), number_value("7")
    (22, 5, 7)
    """
    if number.isdecimal():
        return int(number)
    if len(number) == 1 and unicodedata.numeric(number, 0) >= 1 and number not in _HAN:
        return int(unicodedata.numeric(number, 0))
    return to_int(number) or 0


def is_bare_number(text: str) -> bool:
    """Whether the whole text is a number as a column 序号 has it: 12, 一, （三）, 1.2, 3-1."""
    return bool(_BARE.fullmatch(text)) or bool(re.fullmatch(r"[\s　]*[①-⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ][\s　]*", text))


def bare_number(text: str) -> str:
    """The number of a 序号 cell without brackets and punctuation; "" when it is none."""
    match = _BARE.fullmatch(text)
    return match[1] if match else text.strip() if is_bare_number(text) else ""


def heading_text(text: str) -> str:
    """A heading without its number, inner line breaks and closing 。 or ：.

    >>> heading_text("(一)加强涉及市场主体的信息公开。")
    '加强涉及市场主体的信息公开'
    """
    body = split_number(join_lines(text).replace("**", "")).text
    return body.strip().rstrip("。：:；; 　")


def join_lines(text: str) -> str:
    """The lines of a cell or paragraph as one line, without the indents.

    Chinese text needs nothing between the lines; between two latin words a blank is put back.
    """
    if len(text.splitlines()) < 2:
        return text.strip()
    lines = [line.strip() for line in re.split(r"[\r\n\v\f\u2028\u2029]+", text)]
    joined = ""
    for line in lines:
        words = joined[-1:] + line[:1]
        if len(words) == 2 and words.isascii() and words.isalpha():
            joined += " "
        joined += line
    return joined
