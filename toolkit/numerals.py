"""Numbers as list and cell formats write them: 三十二, 叁拾贰, ③, iv, AB."""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_FORMAL = "零壹贰叁肆伍陆柒捌玖"


def counting(n: int) -> str:
    """A number as it is counted in Chinese.

    >>> [counting(n) for n in (0, 9, 10, 12, 20, 105, 110, 1010, 12345)]
    ['〇', '九', '十', '十二', '二十', '一百〇五', '一百一十', '一千〇一十', '一万二千三百四十五']
    """
    text = counting_in_full(n)
    return text[1:] if text.startswith("一十") else text


def counting_in_full(n: int) -> str:
    """A number as cell formats count it: 一十二 where speech has 十二.

    >>> counting_in_full(12)
    '一十二'
    """
    return _grouped(n, _DIGITS, "十百千", "〇")


def formal(n: int) -> str:
    """A number in the capital forms that cannot be altered: 壹拾贰.

    >>> formal(12)
    '壹拾贰'
    """
    return _grouped(n, _FORMAL, "拾佰仟", "零")


def digits(n: int) -> str:
    """A number digit by digit: 二〇二二.

    >>> digits(2022)
    '二〇二二'
    """
    return "".join(_DIGITS[int(d)] for d in str(abs(n)))


def _grouped(n: int, names: str, units: str, zero: str) -> str:
    if n <= 0:
        return names[0] if n == 0 else str(n)
    if n >= 10**8:
        return str(n)
    high, low = divmod(n, 10_000)
    if high:
        gap = zero if 0 < low < 1000 else ""
        return (
            _grouped(high, names, units, zero)
            + "万"
            + gap
            + (_grouped(low, names, units, zero) if low else "")
        )
    text, pending = "", False
    for power in (3, 2, 1, 0):
        digit = n // 10**power % 10
        if digit:
            text += (zero if pending and text else "") + names[digit]
            text += units[power - 1] if power else ""
            pending = False
        else:
            pending = True
    return text


def roman(n: int) -> str:
    """A number in lower-case Roman numerals; as digits outside 1 to 3999."""
    if not 0 < n < 4000:
        return str(n)
    text = ""
    for value, letters in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        count, n = divmod(n, value)
        text += letters * count
    return text


def letters(n: int) -> str:
    """A letter for 1 to 26, doubled after that, as Word does: z, aa, bb."""
    return "abcdefghijklmnopqrstuvwxyz"[(n - 1) % 26] * min((n - 1) // 26 + 1, 50) if n > 0 else ""


def _circled(n: int) -> str:
    if 1 <= n <= 20:
        return chr(0x2460 + n - 1)
    if 21 <= n <= 35:
        return chr(0x3251 + n - 21)
    return str(n)


def _from(table: str) -> Callable[[int], str]:
    return lambda n: table[n - 1] if 1 <= n <= len(table) else str(n)


# The names of ST_NumberFormat (ECMA-376 part 1, 17.18.59) that East Asian documents use.
FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "decimalFullWidth": lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "decimalFullWidth2": lambda n: str(n).translate({48 + d: 0xFF10 + d for d in range(10)}),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": lambda n: chr(0x2488 + n - 1) if 1 <= n <= 20 else f"{n}.",
    "decimalEnclosedParen": lambda n: chr(0x2474 + n - 1) if 1 <= n <= 20 else f"({n})",
    "chineseCounting": counting,
    "chineseCountingThousand": counting,
    "chineseLegalSimplified": formal,
    "taiwaneseCounting": counting,
    "taiwaneseCountingThousand": counting,
    "japaneseCounting": counting,
    "koreanCounting": counting,
    "ideographDigital": digits,
    "japaneseDigitalTenThousand": digits,
    "taiwaneseDigital": digits,
    "ideographTraditional": _from("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _from("子丑寅卯辰巳午未申酉戌亥"),
    "ideographEnclosedCircle": lambda n: chr(0x3280 + n - 1) if 1 <= n <= 10 else str(n),
    "lowerLetter": letters,
    "upperLetter": lambda n: letters(n).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "none": lambda n: "",
}


def write(n: int, numbering: str) -> str:
    """``n`` in the format that OOXML calls ``numbering``; as digits when it is unknown.

    >>> write(3, "chineseCounting"), write(3, "decimalEnclosedCircle"), write(28, "upperLetter")
    ('三', '③', 'BB')
    """
    return FORMATS.get(numbering, str)(n)
