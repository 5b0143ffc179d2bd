"""Where references point after rows were repeated."""

from __future__ import annotations

import pytest

from toolkit.workbook.ranges import Collapse, RowMap, letters, move_formula, number, split

ROWS = RowMap(((4, 3),))
MAPS = {"台账": ROWS, "目 录": RowMap(((2, 5), (6, 2)))}


@pytest.mark.parametrize("column", [1, 26, 27, 52, 702, 703, 16384])
def test_letters_and_back(column: int) -> None:
    assert number(letters(column)) == column


def test_split() -> None:
    assert split("$AB$12") == (28, 12)
    with pytest.raises(ValueError):
        split("12")


@pytest.mark.parametrize(
    ("area", "moved"),
    [
        ("A1:C1", "A1:C1"),
        ("A4:C4", "A4:C6"),
        ("A4", "A4:A6"),
        ("A3:C4", "A3:C6"),
        ("A5:C9", "A7:C11"),
        ("B4 D4:E5", "B4:B6 D4:E7"),
        ("$A$4:$C$4", "$A$4:$C$6"),
        ("A:C", "A:C"),
    ],
)
def test_areas(area: str, moved: str) -> None:
    assert ROWS.area(area) == moved


@pytest.mark.parametrize(
    ("formula", "moved"),
    [
        # The copy's own row, relative and absolute.
        ("B4", "B6"),
        ("$B4*2", "$B6*2"),
        ("B$4", "B$4"),
        ("SUM(D$4:D4)", "SUM(D$4:D6)"),
        ("B3+B5", "B3+B7"),
        # Strings, structured references, functions and names that look like cells stay.
        ('"B4"&B4', '"B4"&B6'),
        ("台账[[#This Row],[B4]]", "台账[[#This Row],[B4]]"),
        ("LOG10(B4)", "LOG10(B6)"),
        ("校验_B4+X1Y4", "校验_B4+X1Y4"),
        # Other sheets.
        ("'目 录'!A2", "'目 录'!A2:A6"),
        ("'目 录'!$A$2:$A$2", "'目 录'!$A$2:$A$6"),
        ("'目 录'!A7", "'目 录'!A12"),
        ("别处!B4", "别处!B4"),
        ("3:3", "3:3"),
        ("$4:$5", "$4:$7"),
    ],
)
def test_formulas(formula: str, moved: str) -> None:
    assert move_formula(formula, MAPS, "台账", sample=4, copy=2) == moved


def test_names_of_the_workbook() -> None:
    assert move_formula("台账!$A$4:$C$4", MAPS, "") == "台账!$A$4:$C$6"
    assert move_formula("台账!$3:$3,台账!$A:$A", MAPS, "") == "台账!$3:$3,台账!$A:$A"
    assert move_formula('IF(设置!$B$4="",TODAY(),设置!$B$4)', MAPS, "") == (
        'IF(设置!$B$4="",TODAY(),设置!$B$4)'
    )


def test_collapse_is_the_way_back() -> None:
    back = Collapse(top=4, bottom=6)
    assert back.area(ROWS.area("A3:C4 A9")) == "A3:C4 A9"
    assert move_formula("校验!$A$4:$A$9", {"校验": Collapse(top=4, bottom=9)}, "") == (
        "校验!$A$4:$A$4"
    )
