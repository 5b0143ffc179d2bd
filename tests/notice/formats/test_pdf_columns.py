"""Tables of PDF pages without rules between their cells."""

from __future__ import annotations

from typing import Any

import pytest

from toolkit.notice.document import Document
from toolkit.notice.formats import open_document

pytest.importorskip("pdfplumber", reason="the extra pdf is not installed")

XS = (20, 60, 140, 220)
HEAD = ("no", "task", "unit", "by")


@pytest.fixture
def read(put: Any, build: Any) -> Any:
    def read_pages(*pages: str) -> Document:
        return open_document(put("来文.pdf", build.pdf(*pages)))

    return read_pages


def page(build: Any, *lines: tuple[str, ...], top: float = 170, more: str = "") -> str:
    """Lines of words at the columns' places, 12 points apart; "" leaves a column out."""
    made = more
    for at, words in enumerate(lines):
        for x, word in zip(XS, words, strict=False):
            if word:
                made += build.pdf_text(x, top - 12 * at, word)
    return made


def test_rows_begin_with_a_number(read: Any, build: Any) -> None:
    document = read(
        page(build, HEAD, ("1", "publish the", "Finance", "June"), ("", "whole list"),
             ("2", "explain", "Justice and", "July"), ("", "", "Finance"))
    )  # fmt: skip
    assert build.tables(document) == [
        [list(HEAD), ["1", "publish the whole list", "Finance", "June"],
         ["2", "explain", "Justice and Finance", "July"]]
    ]  # fmt: skip


def test_numbers_half_way_down(read: Any, build: Any) -> None:
    document = read(
        page(build, HEAD, ("", "publish the"), ("1", "whole list", "Finance", "June"),
             ("", "each month"), ("2", "explain", "Justice", "July"))
    )  # fmt: skip
    assert build.tables(document) == [
        [list(HEAD), ["1", "publish the whole list each month", "Finance", "June"],
         ["2", "explain", "Justice", "July"]]
    ]  # fmt: skip


def test_without_numbers_rows_begin_where_a_column_begins_again(read: Any, build: Any) -> None:
    heads = ("task", "does", "unit", "by")
    document = read(
        page(build, heads, ("open", "publish", "Finance", "June"), ("", "the list"),
             ("close", "explain", "Justice", "July"), ("", "the rest"))
    )  # fmt: skip
    assert build.tables(document) == [
        [list(heads), ["open", "publish the list", "Finance", "June"],
         ["close", "explain the rest", "Justice", "July"]]
    ]  # fmt: skip


def test_rules_between_rows(read: Any, build: Any) -> None:
    heads = ("task", "does", "unit", "by")
    rules = "".join(f"20 {y} m 280 {y} l S\n" for y in (182, 167, 143, 119))
    document = read(
        page(build, heads, ("", "publish", "Finance"), ("open", "the list", "", "June"),
             ("", "explain", "Justice"), ("close", "the rest", "", "July"), more=rules)
    )  # fmt: skip
    assert build.tables(document) == [
        [list(heads), ["open", "publish the list", "Finance", "June"],
         ["close", "explain the rest", "Justice", "July"]]
    ]  # fmt: skip


@pytest.mark.parametrize("repeated", [True, False])
def test_the_table_goes_on_over_the_page(read: Any, build: Any, repeated: bool) -> None:
    heads = [HEAD] if repeated else []
    document = read(
        page(build, HEAD, ("1", "publish", "Finance", "June"), ("2", "explain", "Justice", "July")),
        page(build, *heads, ("3", "answer", "Finance", "June"), ("4", "close", "Justice", "July")),
    )
    (table,) = build.tables(document)
    assert [row[0] for row in table] == ["no", "1", "2", "3", "4"]


def test_a_heading_across_the_table(read: Any, build: Any) -> None:
    document = read(
        page(build, HEAD, ("1", "publish", "Finance", "June"), ("Part two of the plan",),
             ("2", "explain", "Justice", "July"))
    )  # fmt: skip
    assert build.tables(document) == [
        [list(HEAD), ["1", "publish", "Finance", "June"],
         ["Part two of the plan", *["<Part two of the plan"] * 3],
         ["2", "explain", "Justice", "July"]]
    ]  # fmt: skip


def test_rules_between_columns_only(read: Any, build: Any) -> None:
    rules = "".join(f"{x} 100 m {x} 185 l S\n" for x in (15, 55, 135, 215, 285))
    rules += "15 185 m 285 185 l S\n15 100 m 285 100 l S\n"
    document = read(
        page(build, HEAD, ("1", "publish the", "Finance", "June"), ("", "whole list"),
             ("2", "explain", "Justice", "July"), more=rules)
    )  # fmt: skip
    assert build.tables(document) == [
        [list(HEAD), ["1", "publish the whole list", "Finance", "June"],
         ["2", "explain", "Justice", "July"]]
    ]  # fmt: skip


@pytest.mark.parametrize(
    "lines",
    [
        [("Unit: a", "Person: b", "Date: c"), ("Unit: d", "Person: e", "Date: f")],
        [("one", "two", "three"), ("A line of running text that goes across all the page",)],
        [("1", "2", "3"), ("4", "5", "6"), ("7", "8", "9")],
    ],
    ids=["labels", "text below", "figures"],
)
def test_what_is_no_table(read: Any, build: Any, lines: list[tuple[str, ...]]) -> None:
    assert build.tables(read(page(build, *lines))) == []
