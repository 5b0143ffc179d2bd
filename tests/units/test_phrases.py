"""The phrase tables hold no line that does nothing."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

import pytest

import toolkit.units
from toolkit.text import simplify
from toolkit.units.names import matching
from toolkit.units.phrases import phrases

FOLDER = Path(toolkit.units.__file__).parent
PHRASES = tomllib.loads((FOLDER / "phrases.toml").read_text(encoding="utf-8"))
HEADS = tomllib.loads((FOLDER / "heads.toml").read_text(encoding="utf-8"))
LISTS = [(table, name) for table, lists in PHRASES.items() for name in lists]


@pytest.mark.parametrize(("table", "name"), LISTS)
def test_words_are_unique_and_in_matching_form(table: str, name: str) -> None:
    words = PHRASES[table][name]
    assert [word for word, times in Counter(words).items() if times > 1] == []
    if name not in ("empty", "ditto", "marks"):
        assert [word for word in words if matching(word) != word] == []


@pytest.mark.parametrize(
    ("exceptions", "rule", "where"),
    [
        ("not_suffixes", "suffixes", str.endswith),
        ("not_places", "places", str.endswith),
        ("not_levels", "levels", str.startswith),
        ("not_starters", "starters", str.startswith),
        ("never_named", "starters", str.startswith),
    ],
)
def test_every_exception_is_one(exceptions: str, rule: str, where: object) -> None:
    table = next(lists for lists in PHRASES.values() if exceptions in lists)
    rules = tuple(table[rule])
    assert [w for w in table[exceptions] if not where(w, rules)] == []  # type: ignore[operator]


def test_no_suffix_hides_another() -> None:
    suffixes = PHRASES["names"]["suffixes"]
    assert [a for a in suffixes if any(a != b and a.endswith(b) for b in suffixes)] == []


def test_every_label_belongs_to_one_field() -> None:
    words = [word for labels in PHRASES["labels"].values() for word in labels]
    assert [word for word, times in Counter(words).items() if times > 1] == []
    assert set(words) <= set(phrases().labels)


def test_labels_of_two_parts_are_time_limits() -> None:
    words = {word for labels in PHRASES["labels"].values() for word in labels}
    made = set(phrases().labels) - words
    assert {"销号时限", "兑现时间", "整改完成期限"} <= made
    assert {phrases().labels[word] for word in made} == {"deadline"}
    # What dates the paper or tells opening hours is no time limit.
    assert not {"公开日期", "印发日期", "发布时间", "办理时间", "工作时间"} & set(phrases().labels)


def test_every_head_belongs_to_one_list() -> None:
    words = [word for entry in HEADS["head"] for word in entry["words"]]
    assert [word for word, times in Counter(words).items() if times > 1] == []
    assert [word for word in words if simplify(word) != word] == []
