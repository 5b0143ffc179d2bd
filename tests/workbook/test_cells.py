"""Cells as XML: text stays text, illegal characters show, dates are Excel's numbers."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from lxml import etree

from toolkit.errors import LedgerProblem
from toolkit.workbook.cells import FORMULA_STARTS, Formula, Link, cell, clean, escape, serial


@pytest.mark.parametrize(
    ("value", "xml"),
    [
        (None, '<c r="B2"/>'),
        ("", '<c r="B2"/>'),
        (True, '<c r="B2" t="b"><v>1</v></c>'),
        (3, '<c r="B2"><v>3</v></c>'),
        (0.35, '<c r="B2"><v>0.35</v></c>'),
        (date(2026, 10, 16), '<c r="B2"><v>46311</v></c>'),
        (datetime(2026, 10, 16, 12), '<c r="B2"><v>46311.5</v></c>'),
        (Formula("A{row}*2"), '<c r="B2"><f>A2*2</f></c>'),
        (Formula("1<2", True), '<c r="B2" t="b"><f>1&lt;2</f><v>1</v></c>'),
        (Formula('"a"', "a&b"), '<c r="B2" t="str"><f>&quot;a&quot;</f><v>a&amp;b</v></c>'),
    ],
)
def test_values(value: object, xml: str) -> None:
    assert cell("B2", "", value) == xml


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "a<b>&c", "  两端  ", "一\n二", "007"])
def test_texts_are_inline(text: str) -> None:
    element = etree.fromstring(cell("A1", ' s="3"', text))
    assert (element.get("t"), element.get("s"), "".join(element.itertext())) == (
        "inlineStr", "3", text,
    )  # fmt: skip


def test_link_is_its_text() -> None:
    assert "县财政局" in cell("A1", "", Link("县财政局", "'县财政局'!A1"))


def test_days_before_march_1900_stay_text() -> None:
    """Excel has a 29 February 1900, so its numbers of earlier days are off by one."""
    assert serial(date(1900, 2, 28)) is None
    assert serial(date(1900, 3, 1)) == 61
    assert "1899-12-31" in cell("A1", "", date(1899, 12, 31))


def test_clean_and_escape() -> None:
    assert clean("a\r\nb\rc\x00\ud800") == "a\nb\nc\ufffd\ufffd"
    assert escape("_x0041_ _x00_") == "_x005F_x0041_ _x00_"


def test_length_counts_as_excel_does() -> None:
    escape("𠮷" * 16_383)
    with pytest.raises(LedgerProblem, match="上限"):
        escape("𠮷" * 16_384)


def test_signs_that_spreadsheets_take_for_formulas() -> None:
    assert set("=+-@\t") <= FORMULA_STARTS
