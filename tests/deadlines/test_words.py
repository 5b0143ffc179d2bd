"""The vocabulary: numerals, folding, and the sections of phrases.toml."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from toolkit.deadlines.tokens import _SECTION_KINDS, Tokens
from toolkit.deadlines.words import (
    _NOT_ALONE,
    FOLD,
    _sections,
    number,
    vocabulary,
    words_pattern,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("7", 7),
        ("07", 7),
        ("2022", 2022),
        ("〇", 0),
        ("一", 1),
        ("两", 2),
        ("十", 10),
        ("十六", 16),
        ("一十六", 16),
        ("二十", 20),
        ("二〇", 20),
        ("廿", 20),
        ("廿五", 25),
        ("卅一", 31),
        ("三十一", 31),
        ("一百八十", 180),
        ("二〇二二", 2022),
        ("三五", None),  # three to five
        ("七八", None),
        ("二十三十", None),
        ("几", None),
        ("", None),
        ("9" * 30, None),
    ],
)
def test_number(text: str, value: int | None) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("１０月１６日", "10月16日"),
        ("長期堅持", "长期坚持"),
        ("二○二二", "二〇二二"),
        ("⽉", "月"),
        ("9—10", "9-10"),
        ("12\n月", "12 月"),
    ],
)
def test_folding_keeps_every_place(written: str, folded: str) -> None:
    assert written.translate(FOLD) == folded
    assert len(written.translate(FOLD)) == len(written)


def test_no_word_stands_in_two_sections() -> None:
    """Two sections would give one word two meanings, and nobody could tell which wins."""
    counts = Counter(
        word for name, words in _sections().items() if name not in _NOT_ALONE for word in words
    )
    assert [word for word, count in counts.items() if count > 1] == []


def test_every_section_has_a_kind() -> None:
    assert set(_SECTION_KINDS) == set(_sections()) - _NOT_ALONE


def test_every_word_is_found_by_its_pattern() -> None:
    words = list(vocabulary())
    pattern = re.compile(words_pattern(words))
    assert [word for word in words if not pattern.fullmatch(word)] == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("2022年10月16日前", "YEAR MONTH DAY BEFORE"),
        ("10.16前", "DOTTED BEFORE"),
        ("3—5月底", "NUMBER TO MONTH PART"),
        ("每季度末月20日前", "CYCLE QMONTH DAY BEFORE"),
        ("收到后5个工作日内", "TEXT AFTER AMOUNT WITHIN"),
        ("十一前", "HOLIDAY BEFORE"),
        ("十一月前", "MONTH BEFORE"),
        ("一月一日", "MONTH DAY"),
        ("每年至少听取1次", "CYCLE TARGET TEXT TIMES"),
        ("2O22年", "NUMBER ODD ODD"),
        ("12345热线", "NUMBER TEXT"),
        ("完成26场", "VERB TIMES"),
    ],
)
def test_tokens(text: str, kinds: str) -> None:
    found = Tokens(text.translate(FOLD)).kinds
    assert found[-1] == ""
    assert " ".join(found[:-1]) == kinds
