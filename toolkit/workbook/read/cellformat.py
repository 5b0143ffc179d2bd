"""What a number format of a workbook makes of a stored value: its text, and its kind of value."""

from __future__ import annotations

import math
import re
from datetime import datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from toolkit.numerals import counting_in_full, digits, formal
from toolkit.workbook.cell_values import Raw
from toolkit.workbook.read.date_format import (
    MAX_SERIAL,
    Shown,
    date_parts,
    moment_of,
    parts_of,
    show_date,
    show_moment,
    show_span,
)
from toolkit.workbook.read.format_code import (
    BUILTIN,
    ELAPSED,
    Section,
    Token,
    section_for,
    sections,
)

__all__ = [
    "BUILTIN",
    "Shown",
    "date_parts",
    "from_iso",
    "plain",
    "show",
    "show_date",
    "show_text",
    "stored",
]

_CHINESE = re.compile(r"\[DBNum([123])\]", re.IGNORECASE)
_MOST_DECIMALS = 30


def show(number: float, code: str = "General", epoch_1904: bool = False) -> Shown:
    """The text of a number in the format ``code``.

    >>> show(44850, "yyyy/m/d").text, show(44896, 'yyyy"年"m"月"').text, show(2026.1, "0.00_ ").text
    ('2022-10-16', '2022年12月', '2026.10')
    >>> show(44896, 'yyyy"年"m"月底前"').text, show(0.5, "# ?/?")
    ('2022年12月底前', Shown(text='0.5', value=None, exact=False))
    """
    if not math.isfinite(number):
        return Shown(str(number))
    section, minus = section_for(number, code)
    if parts_of(section):
        if 0 <= number < MAX_SERIAL:
            if ELAPSED.search(section.brackets):
                return show_span(timedelta(seconds=round(number * 86_400)))
            return show_moment(moment_of(number, epoch_1904), section)
        return Shown(plain(number), exact=False)
    text = _number(abs(number) if not minus else number, section)
    return Shown(plain(number), exact=False) if text is None else Shown(text)


def show_text(text: str, code: str) -> Shown:
    """The text of a text cell in the format ``code``, which may add words to it.

    >>> show_text("6月底", '@"前"').text, show_text("6月底", "0.00").text
    ('6月底前', '6月底')
    """
    if code in ("General", "@"):
        return Shown(text)
    parts = sections(code)
    section = parts[3] if len(parts) == 4 else next((p for p in parts if p.has("at")), None)
    if section is None:
        return Shown(text)
    if not section.has("at"):
        return Shown(text, exact=not text.strip())
    shown = "".join(
        text if t.kind == "at" else t.text for t in section.tokens if t.kind in ("at", "text")
    )
    return Shown(shown)


def from_iso(text: str, code: str) -> Raw:
    """A date that is stored as text (strict documents), as the value that its format shows.

    >>> from_iso("2026-06-30T00:00:00", "yyyy/m/d"), from_iso("待定", "yyyy/m/d")
    (datetime.date(2026, 6, 30), '待定')
    """
    try:
        moment = datetime.fromisoformat(text.strip().rstrip("Z"))
    except ValueError:
        return text
    parts = date_parts(code) if code else ""
    return moment.time() if parts == "t" and moment.year <= 1904 else whole_day(moment)


def stored(number: float, code: str, epoch_1904: bool = False) -> Raw:
    """The value that a cell holds: a date, a time, a span of time where the format says so.

    >>> stored(46203, "yyyy-mm"), stored(0.75, "h:mm"), stored(5, '0.00"d"')
    (datetime.date(2026, 6, 30), datetime.time(18, 0), 5.0)
    """
    section, _ = section_for(number, code)
    parts = parts_of(section)
    if not parts or not 0 <= number < MAX_SERIAL:
        return float(number)
    if ELAPSED.search(section.brackets):
        return timedelta(seconds=round(number * 86_400))
    if number < 1 and not (epoch_1904 and parts != "t"):
        seconds = round(number * 86_400)
        clock = time(seconds // 3600 % 24, seconds // 60 % 60, seconds % 60)
        return clock if "t" in parts else float(number)
    return whole_day(moment_of(number, epoch_1904))


def whole_day(moment: datetime) -> Raw:
    """A moment as a date where it is midnight."""
    return moment if moment.hour or moment.minute or moment.second else moment.date()


def plain(number: float) -> str:
    """A number as a cell without a format shows it, in full.

    >>> plain(3.0), plain(0.1 + 0.2), plain(1e21)
    ('3', '0.3', '1e+21')
    """
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.15g}"


def _number(number: float, section: Section) -> str | None:
    """The text of a number; None where the section hides it or is not understood."""
    tokens = [t for t in section.tokens if t.kind not in ("pad", "bracket")]
    if chinese := _CHINESE.search(section.brackets):
        return _in_chinese(number, chinese[1], tokens)
    if any(t.kind in ("general", "at") for t in tokens):
        return _around(tokens, plain(number))
    places = [i for i, t in enumerate(tokens) if t.kind == "digit"]
    if not places:
        said = "".join(t.text for t in tokens if t.kind in ("text", "sign"))
        return said.strip() or None
    if any(t.kind == "sign" and t.text in "/" for t in tokens[places[0] : places[-1]]):
        return None  # a fraction
    exponent = next((i for i, t in enumerate(tokens) if t.text[:1] in "eE" and t.kind == "sign"), 0)
    if exponent:
        return _scientific(number, tokens, exponent)
    return _decimal(number, tokens, places)


def _around(tokens: list[Token], middle: str) -> str:
    return "".join(
        middle if t.kind in ("general", "at") else t.text if t.kind in ("text", "sign") else ""
        for t in tokens
    ).strip()


def _decimal(number: float, tokens: list[Token], places: list[int]) -> str:
    point = next(
        (i for i, t in enumerate(tokens) if t.kind == "sign" and t.text == "."), len(tokens)
    )
    before = [i for i in places if i < point]
    after = [i for i in places if i > point][:_MOST_DECIMALS]
    commas = [i for i, t in enumerate(tokens) if t.kind == "sign" and t.text == ","]
    last = before[-1] if before else -1
    grouped = any(before and before[0] < i < last for i in commas)
    thousands = sum(1 for i in commas if last < i <= point) if before else 0
    percents = sum(1 for t in tokens if t.kind == "sign" and t.text == "%")
    value = Decimal(repr(abs(float(number)))).scaleb(2 * percents - 3 * thousands)
    value = _rounded(value, len(after))
    whole, _, rest = f"{value:f}".partition(".")
    texts = dict(
        zip(before, _whole_part(whole, [tokens[i].text for i in before], grouped), strict=True)
    )
    texts |= dict(zip(after, _decimals(rest, [tokens[i].text for i in after]), strict=True))
    if point < len(tokens) and (before or after):
        texts[point] = "."
        if not before:
            texts[point] = whole.lstrip("0") + "."
    shown = "".join(
        texts.get(i, t.text if t.kind == "text" or t.text in ("%", "/") else "")
        for i, t in enumerate(tokens)
        if t.kind != "date"
    ).strip()
    return f"-{shown}" if number < 0 and value else shown


def _rounded(value: Decimal, decimals: int) -> Decimal:
    from decimal import localcontext

    with localcontext() as context:
        context.prec = 400
        return value.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def _whole_part(whole: str, marks: list[str], grouped: bool) -> list[str]:
    """The digits for each mark (``0``, ``#``, ``?``) before the point; the first takes the rest."""
    if not marks:
        return []
    left = whole.lstrip("0")
    found: list[str] = []
    written = 0
    for mark in reversed(marks):
        digit, left = (left[-1], left[:-1]) if left else ("0" if mark == "0" else "", "")
        comma = "," if grouped and digit and written and written % 3 == 0 else ""
        written += bool(digit)
        found.append(digit + comma)
    while left:
        comma = "," if grouped and written % 3 == 0 else ""
        found[-1] = left[-1] + comma + found[-1]
        left, written = left[:-1], written + 1
    return found[::-1]


def _decimals(rest: str, marks: list[str]) -> list[str]:
    found = list(rest.ljust(len(marks), "0")[: len(marks)])
    for at in range(len(marks) - 1, -1, -1):
        if marks[at] == "0" or found[at] != "0":
            break
        found[at] = ""
    return found


def _scientific(number: float, tokens: list[Token], at: int) -> str | None:
    point = next((i for i, t in enumerate(tokens) if t.text == "."), at)
    if sum(1 for t in tokens[:point] if t.kind == "digit") != 1:
        return None  # 000.0E+0 counts in steps of three; nobody in an office uses it
    decimals = sum(1 for t in tokens[point:at] if t.kind == "digit")
    wide = sum(1 for t in tokens[at:] if t.kind == "digit")
    mantissa, _, power = f"{number:.{decimals}E}".partition("E")
    sign = "-" if power.startswith("-") else "+" if tokens[at].text.endswith("+") else ""
    return f"{mantissa}E{sign}{int(power.lstrip('+-')):0{wide}d}"


def _in_chinese(number: float, kind: str, tokens: list[Token]) -> str | None:
    if number != int(number) or not 0 <= number < 1e8 or kind == "3":
        return None
    marks = "".join(t.text for t in tokens if t.kind == "digit")
    others = [t for t in tokens if t.kind == "sign"]
    if others:
        return None
    by_digit = kind == "1" and marks and set(marks) == {"0"} and number >= 10
    words = digits if by_digit else formal if kind == "2" else counting_in_full
    said = words(int(number))
    first = next((i for i, t in enumerate(tokens) if t.kind in ("digit", "general")), None)
    return "".join(
        said if i == first else t.text if t.kind == "text" else "" for i, t in enumerate(tokens)
    ).strip()
