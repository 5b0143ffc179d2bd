from __future__ import annotations

from typing import Any

import pytest

from toolkit.model import Note

NOBODY: dict[str, Any] = {"lead": (), "others": (), "units_raw": "按职责分工负责"}


def test_u01_nobody(subject: Any, found: Any) -> None:
    assert found(subject({}, NOBODY)) == [("U01", 3, "责任单位", "按职责分工负责")]


def test_u01_once_for_a_notice_that_names_nobody(subject: Any, found: Any) -> None:
    assert found(subject(NOBODY, NOBODY, is_ledger=False)) == [("U01", 0, "", "")]
    assert len(found(subject(NOBODY, NOBODY))) == 2


@pytest.mark.parametrize("units", [{"lead": ()}, {"others": ()}])
def test_u01_one_role_is_enough(subject: Any, found: Any, units: dict[str, Any]) -> None:
    assert found(subject(units)) == []


def test_u02_tells_each_pair_once_at_the_rarer_name(subject: Any, found: Any) -> None:
    hits = found(
        subject(
            {"others": ("各乡镇人民政府",)},
            {"others": ("各镇人民政府", "县审计局")},
            {"others": ("各乡镇人民政府", "县审计局")},
        )
    )
    assert hits == [("U02", 3, "责任单位", "各镇人民政府")]


def test_u02_names_both(subject: Any) -> None:
    from toolkit.checks import run_checks

    rows = ({"lead": ("县发改局",)}, {"lead": ("县发展和改革局",)})
    (finding,) = run_checks(subject(*rows))
    assert "县发改局" in finding.message
    assert "县发展和改革局" in finding.message


def test_u03_both_roles(subject: Any, found: Any) -> None:
    hits = found(subject({"others": ("县审计局", "县财政局")}))
    assert hits == [("U03", 2, "责任单位", "县财政局")]


NOTED = ["U04", "U05", "U06", "U07", "U08", "U09", "U10", "U11"]


@pytest.mark.parametrize("code", NOTED)
def test_a_remark_of_the_grammar_becomes_a_finding(subject: Any, found: Any, code: str) -> None:
    notes = (Note(code, "因为如此"), Note("U99", "别的"))
    hits = found(subject({"unit_notes": notes}))
    assert hits == [(code, 2, "责任单位", "县财政局\n县审计局")]
