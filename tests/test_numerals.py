"""Numbers in the forms that lists and cells use."""

from __future__ import annotations

import pytest

from toolkit import numerals


@pytest.mark.parametrize(
    ("n", "numbering", "text"),
    [
        (1, "decimal", "1"),
        (3, "decimalZero", "03"),
        (12, "decimalFullWidth", "１２"),
        (7, "decimalEnclosedCircle", "⑦"),
        (25, "decimalEnclosedCircle", "㉕"),
        (40, "decimalEnclosedCircle", "40"),
        (2, "decimalEnclosedFullstop", "⒉"),
        (2, "decimalEnclosedParen", "⑵"),
        (10, "chineseCounting", "十"),
        (11, "chineseCountingThousand", "十一"),
        (20, "japaneseCounting", "二十"),
        (101, "chineseCounting", "一百〇一"),
        (110, "taiwaneseCountingThousand", "一百一十"),
        (1001, "chineseCountingThousand", "一千〇一"),
        (10_000, "chineseCounting", "一万"),
        (10_500, "chineseCounting", "一万〇五百"),
        (23, "chineseLegalSimplified", "贰拾叁"),
        (23, "ideographDigital", "二三"),
        (1, "ideographTraditional", "甲"),
        (11, "ideographTraditional", "11"),
        (12, "ideographZodiac", "亥"),
        (3, "ideographEnclosedCircle", "㊂"),
        (27, "lowerLetter", "aa"),
        (26, "upperLetter", "Z"),
        (4, "lowerRoman", "iv"),
        (1994, "upperRoman", "MCMXCIV"),
        (5000, "upperRoman", "5000"),
        (5, "none", ""),
        (5, "somethingNew", "5"),
        (0, "chineseCounting", "〇"),
        (-3, "chineseCounting", "-3"),
    ],
)
def test_write(n: int, numbering: str, text: str) -> None:
    assert numerals.write(n, numbering) == text


@pytest.mark.parametrize("numbering", sorted(numerals.FORMATS))
def test_every_format_writes_every_number(numbering: str) -> None:
    for n in (-1, 0, 1, 9, 10, 26, 27, 99, 1_000_000, 10**9):
        assert isinstance(numerals.write(n, numbering), str)
