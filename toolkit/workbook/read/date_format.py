"""Numbers shown as dates: the moment that is meant, and the words in which it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from toolkit.workbook.read.format_code import ELAPSED, Section, Token, is_date, sections

MAX_SERIAL = 2_958_466
_SEPARATORS = re.compile(r"[年月日号號時时分秒点點度周星期第\s/.,:：\-—~_TtZz]+")
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell shows, and its date where the format shows year, month and day.

    ``exact`` is false where the format is one that is not understood here, or hides the value:
    then ``text`` is the stored value.
    """

    text: str
    value: date | None = None
    exact: bool = True


@lru_cache(maxsize=4096)
def date_parts(code: str) -> str:
    """Which of ``ymdt`` a format shows; empty when it is no date format.

    >>> date_parts('yyyy"年"m"月"'), date_parts("m/d"), date_parts("h:mm"), date_parts("0.0_ ")
    ('ym', 'md', 't', '')
    """
    return parts_of(sections(code)[0])


@lru_cache(maxsize=4096)
def parts_of(section: Section) -> str:
    """Which of ``ymdwt`` (``w`` a weekday) a section shows; empty when it shows no date."""
    if not is_date(section):
        return ""
    if ELAPSED.search(section.brackets):
        return "t"
    found = {role for _, role in _roles(section)}
    return "".join(part for part in "ymdwt" if part in found)


def moment_of(serial: float, epoch_1904: bool = False) -> datetime:
    """The moment that a serial number stands for, to the second.

    >>> moment_of(46203).date(), moment_of(46203 - 1462, epoch_1904=True).date()
    (datetime.date(2026, 6, 30), datetime.date(2026, 6, 30))
    """
    # Serial 60 is the 29 February 1900 that never was.
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)
    if not epoch_1904 and serial < 60:
        start = datetime(1899, 12, 31)
    try:
        return start + timedelta(seconds=round(serial * 86_400))
    except OverflowError:
        return datetime.max


def serial_of(moment: datetime, epoch_1904: bool = False) -> float:
    """The serial number of a moment: the way back from :func:`moment_of`, for 1900-03-01 on.

    >>> serial_of(datetime(2026, 6, 30, 12)), serial_of(datetime(2026, 6, 30), epoch_1904=True)
    (46203.5, 44741.0)
    """
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)
    return (moment - start) / timedelta(days=1)


def show_span(span: timedelta) -> Shown:
    """A span of time in hours, as ``[h]:mm`` shows it.

    >>> show_span(timedelta(days=1, hours=12)).text
    '36:00'
    """
    minutes, seconds = divmod(round(span.total_seconds()), 60)
    clock = f"{minutes // 60:02}:{minutes % 60:02}"
    return Shown(f"{clock}:{seconds:02}" if seconds else clock)


def show_moment(moment: datetime, section: Section) -> Shown:
    """A moment as the section shows it.

    A date that is shown whole is given in ISO form, and as a date.  One that is shown without its
    day or its year is given in Chinese and is no date: the stored rest is Excel's own guess.
    Where the format says more than a date (2022年12月底前), the text says it too.
    """
    if _says_more(section):
        return Shown(_rendered(moment, section))
    return show_date(moment, parts_of(section))


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
    return Shown(f"星期{_WEEKDAYS[moment.weekday()]}" if parts == "w" else clock)


@lru_cache(maxsize=4096)
def _says_more(section: Section) -> bool:
    """Whether the literal text around a date is more than its separators."""
    words = "".join(token.text for token in section.tokens if token.kind == "text")
    return bool(_SEPARATORS.sub("", words)) and not ELAPSED.search(section.brackets)


def _roles(section: Section) -> list[tuple[Token, str]]:
    """Every token with the part of a moment that it shows; ``m`` is months or minutes."""
    tokens = [t for t in section.tokens if t.kind not in ("pad", "bracket")]
    dated = [i for i, t in enumerate(tokens) if t.kind == "date"]
    found: list[tuple[Token, str]] = []
    for at, token in enumerate(tokens):
        if token.kind == "half":
            found.append((token, "t"))
        elif token.kind != "date":
            found.append((token, ""))
        else:
            rank = dated.index(at)
            before = tokens[dated[rank - 1]].text[0].lower() if rank else ""
            after = tokens[dated[rank + 1]].text[0].lower() if rank + 1 < len(dated) else ""
            found.append((token, _role(token.text.lower(), before, after)))
    return found


def _role(letters: str, before: str, after: str) -> str:
    first = letters[0]
    if first == "m":
        return "t" if before == "h" or after == "s" else "m"
    if first == "a" or (first == "d" and len(letters) > 2):
        return "w"
    return {"y": "y", "e": "y", "b": "y", "d": "d", "h": "t", "s": "t"}.get(first, "")


def _rendered(moment: datetime, section: Section) -> str:
    """The text letter for letter as the format has it, months by number."""
    pieces = []
    half = section.has("half")
    for token, role in _roles(section):
        letters = token.text.lower()
        if token.kind == "half":
            pieces.append("上午" if moment.hour < 12 else "下午")
        elif role == "y":
            short = letters in ("y", "yy")
            pieces.append(f"{moment.year % 100:02}" if short else str(moment.year))
        elif role == "w":
            day = _WEEKDAYS[moment.weekday()]
            pieces.append(f"周{day}" if len(letters) == 3 else f"星期{day}")
        elif role:
            hour = (moment.hour % 12 or 12) if half else moment.hour
            value = {"m": moment.month, "d": moment.day}.get(role)
            if value is None:
                value = {"h": hour, "m": moment.minute, "s": moment.second}[letters[0]]
            pieces.append(f"{value:02}" if len(letters) == 2 else str(value))
        elif token.kind in ("text", "sign"):
            pieces.append(token.text)
    return "".join(pieces).strip()
