"""What a number format of a workbook makes of a stored number: dates, percents, leading zeros."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from toolkit.numerals import counting_in_full, digits, formal

# Formats without text of their own (ECMA-376 part 1, 18.8.30), those of a Chinese Excel included.
BUILTIN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 49: "@",
    50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: 'h"时"mm"分"', 56: 'h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.I)
_AFFIX = r'((?:"[^"]*"|\\.|[^0#?.,%@"\\\w;])*)'
_AFFIXES = re.compile(f"{_AFFIX}(0+|#|General){_AFFIX}")
_CHINESE = {"1": counting_in_full, "2": formal}
_MAX_SERIAL = 2_958_466


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows, and its date where the format shows year, month and day."""

    text: str
    value: date | None = None


@lru_cache(maxsize=4096)
def date_parts(code: str) -> str:
    """Which of ``ymdt`` a format shows; empty when it is no date format.

    >>> date_parts('yyyy"年"m"月"'), date_parts("m/d"), date_parts("h:mm"), date_parts("0.0_ ")
    ('ym', 'md', 't', '')
    """
    first = code.partition(";")[0]
    if _ELAPSED.search(first):
        return "t"
    bare = _LITERAL.sub("", first).lower()
    bare = bare.replace("am/pm", "h").replace("a/p", "h").replace("上午/下午", "h")
    if "general" in bare or (re.search(r"[0#?](?!\.?0*$)", bare) and "y" not in bare):
        return ""
    shown = "".join(
        part for part, letters in (("y", "ye"), ("d", "d"), ("t", "hs")) if set(bare) & set(letters)
    )
    # "m" is minutes beside hours or seconds, and months elsewhere.
    months = re.sub(r"(?<=h)\W*m+|m+(?=\W*s)|(?<=:)m+", "", bare)
    if "m" in months:
        shown += "m"
    return "".join(part for part in "ymdt" if part in shown)


def show(number: float, code: str = "General", epoch_1904: bool = False) -> Shown:
    """The text of a number in the format ``code``.

    A date that is shown whole is given in ISO form, and as a date.  One that is shown without its
    day or its year is given as it is shown and is no date: the stored rest is Excel's own guess.

    >>> show(44850, "yyyy/m/d").text, show(44896, 'yyyy"年"m"月"'), show(3.0).text
    ('2022-10-16', Shown(text='2022年12月', value=None), '3')
    """
    if not math.isfinite(number):
        return Shown(str(number))
    parts = date_parts(code)
    if parts and 0 <= number < _MAX_SERIAL:
        return show_date(_moment(number, epoch_1904), parts)
    return Shown(_number(number, code))


def show_date(moment: datetime, parts: str = "ymdt") -> Shown:
    """The text of a moment of which the format shows ``parts``."""
    clock = f"{moment:%H:%M}" + (f":{moment:%S}" if moment.second else "")
    if {"y", "m", "d"} <= set(parts):
        timed = "t" in parts and (moment.hour or moment.minute or moment.second)
        day = moment.date()
        return Shown(f"{day.isoformat()} {clock}" if timed else day.isoformat(), day)
    if "y" in parts or "m" in parts or "d" in parts:
        text = f"{moment.year}年" if "y" in parts else ""
        text += f"{moment.month}月" if "m" in parts else ""
        text += f"{moment.day}日" if "d" in parts else ""
        return Shown(text)
    return Shown(clock)


def plain(number: float) -> str:
    """A number as a cell without a format shows it, in full.

    >>> plain(3.0), plain(0.1 + 0.2), plain(1e21)
    ('3', '0.3', '1e+21')
    """
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}"


def _moment(serial: float, epoch_1904: bool) -> datetime:
    # Serial 60 is the 29 February 1900 that never was.
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)
    if not epoch_1904 and serial < 60:
        start = datetime(1899, 12, 31)
    try:
        return start + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return datetime.max


def _number(number: float, code: str) -> str:
    section = code.partition(";")[0]
    chinese = re.search(r"\[DBNum([12])\]", section, re.I)
    whole = number == int(number) and 0 <= number < 1e8
    if chinese and whole:
        bare = _LITERAL.sub("", section)
        by_digit = chinese[1] == "1" and re.fullmatch("0+", bare.strip()) and number >= 10
        return digits(int(number)) if by_digit else _CHINESE[chinese[1]](int(number))
    if _LITERAL.sub("", section).strip().endswith("%"):
        percent = number * 100
        return plain(round(percent, 10)) + "%" if math.isfinite(percent) else plain(number)
    section = re.sub(r"\[[^\]]*\]|_.|\*.", "", section)
    match = _AFFIXES.fullmatch(section)
    if match and whole:
        before, zeros, after = match.groups()
        body = str(int(number)).zfill(len(zeros)) if zeros.startswith("0") else str(int(number))
        return _unquoted(before) + body + _unquoted(after)
    return plain(number)


def _unquoted(text: str) -> str:
    return re.sub(r'"([^"]*)"|\\(.)', lambda m: m[1] if m[1] is not None else m[2], text)
