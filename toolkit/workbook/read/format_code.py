"""A number format cut into its sections and these into tokens (ECMA-376 part 1, 18.8.31)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

# Formats without text of their own (ECMA-376 part 1, 18.8.30), those of a Chinese Excel included.
BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "¥#,##0;¥-#,##0", 6: "¥#,##0;[Red]¥-#,##0",
    7: "¥#,##0.00;¥-#,##0.00", 8: "¥#,##0.00;[Red]¥-#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    37: "#,##0;-#,##0", 38: "#,##0;[Red]-#,##0", 39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00", 41: "#,##0;-#,##0", 42: "¥#,##0;¥-#,##0",
    43: "#,##0.00;-#,##0.00", 44: "¥#,##0.00;¥-#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip

TokenKind = Literal["text", "pad", "bracket", "general", "half", "at", "date", "digit", "sign"]
_TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?)|\\(?P<escaped>.?)|(?P<pad>[_*].?)|(?P<bracket>\[[^\]]*\]?)
    |(?P<general>general|G/通用格式)|(?P<half>am/pm|a/p|上午/下午)|(?P<at>@)
    |(?P<exponent>e[+-])
    |(?P<date>y+|m+|d+|h+|s+|e+|b+(?!\w)|aaaa?|g+(?!\w))
    |(?P<digit>[0#?])|(?P<sign>[.,%/])|(?P<text>.)""",
    re.IGNORECASE | re.VERBOSE | re.DOTALL,
)
_CONDITION = re.compile(r"\[\s*(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\s*\]")
_COLOUR = re.compile(r"\[(?:\$[^\]]*|[a-z]+\d*|[颜色黑绿白蓝青紫红黄洋]+色?\d*)\]", re.IGNORECASE)
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a format: ``kind`` says what it does, ``text`` holds its characters."""

    kind: TokenKind
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """One of the up to four parts of a format, with the condition under which it applies."""

    tokens: tuple[Token, ...]
    condition: tuple[str, float] | None = None
    brackets: str = ""

    def has(self, kind: TokenKind) -> bool:
        """Whether a token of that kind occurs."""
        return any(token.kind == kind for token in self.tokens)


@lru_cache(maxsize=4096)
def sections(code: str) -> tuple[Section, ...]:
    """The sections of a format.

    >>> [len(s.tokens) for s in sections('0.00_ ;[Red]-0.00;"无"')]
    [5, 6, 1]
    """
    found: list[Section] = []
    tokens: list[Token] = []
    brackets = ""
    for match in _TOKEN.finditer(code[:1024]):
        kind, text = str(match.lastgroup), match[0]
        if kind == "text" and text == ";":
            found.append(_section(tokens, brackets))
            tokens, brackets = [], ""
        elif kind == "bracket":
            brackets += text
            tokens.append(Token("bracket", text))
        elif kind == "quoted":
            tokens.append(Token("text", text.strip('"')))
        elif kind == "escaped":
            tokens.append(Token("text", match["escaped"]))
        elif kind == "exponent":
            tokens.append(Token("sign", text))
        else:
            tokens.append(Token(kind, text))  # type: ignore[arg-type]
    return (*found, _section(tokens, brackets))[:4]


def _section(tokens: Sequence[Token], brackets: str) -> Section:
    match = _CONDITION.search(brackets)
    condition = (match[1], float(match[2])) if match else None
    return Section(tuple(tokens), condition, brackets)


def section_for(number: float, code: str) -> tuple[Section, bool]:
    """The section that shows ``number``, and whether its minus sign stays to be written.

    >>> section_for(-3, "0;(0)")[1], section_for(-3, "0")[1]
    (False, True)
    """
    parts = sections(code)
    if len(parts) == 4:
        parts = parts[:3]  # the fourth is for text
    if any(part.condition for part in parts):
        for part in parts:
            if part.condition is None or _holds(number, *part.condition):
                # A section that only takes numbers below zero stands for the minus itself.
                below = part.condition is not None and part.condition[0] in ("<", "<=")
                return part, number < 0 and not (below and part.condition[1] <= 0)  # type: ignore[index]
        return Section(()), number < 0
    if number < 0 and len(parts) > 1:
        return parts[1], False
    if number == 0 and len(parts) > 2:
        return parts[2], False
    return parts[0], number < 0


def _holds(number: float, sign: str, limit: float) -> bool:
    return {
        "<": number < limit, "<=": number <= limit, ">": number > limit, ">=": number >= limit,
        "=": number == limit, "<>": number != limit,
    }[sign]  # fmt: skip


def is_date(section: Section) -> bool:
    """Whether a section shows a number as a date or time: it has date letters and no digits.

    >>> [is_date(sections(c)[0]) for c in ("m/d", '0.00"d"', "[Red]0", '"年度"0', "mm:ss.0")]
    [True, False, False, False, True]
    """
    if ELAPSED.search(section.brackets):
        return True
    dated = [token for token in section.tokens if token.kind == "date"]
    if not dated or section.has("general") or section.has("at"):
        return False
    if any(token.text[:1] in "yY" for token in dated):
        return True
    digits = 0
    after_seconds = False
    for token in section.tokens:
        if token.kind == "digit" and not after_seconds:
            digits += 1
        elif token.kind != "digit":
            after_seconds = token.text == "." and section.has("date")
    return digits == 0
