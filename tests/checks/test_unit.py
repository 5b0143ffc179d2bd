from __future__ import annotations

from typing import Any

import pytest

from toolkit.checks import run_checks
from toolkit.model import Note
from toolkit.units import Roster

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


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        # A slip in the first character of the core, in the last, in between.
        ("县市场监督管理局", "县帀场监督管理局", True),
        ("县发展和改革局", "县友展和改革局", True),
        ("县市场监督管理局", "县市场监督管珄局", True),
        ("县市场监督管理局", "县市场监瞥管理局", True),
        ("县人力资源和社会保障局", "县入力资源和社会保障局", True),
        ("县税务局", "县商务局", False),
    ],
)
def test_u02_finds_a_slip_wherever_it_stands(
    subject: Any, found: Any, one: str, other: str, told: bool
) -> None:
    hits = found(subject({"others": (one,)}, {"others": (one,)}, {"others": (other,)}))
    assert (("U02", 4, "责任单位", other) in hits) == told


@pytest.mark.parametrize(
    ("name", "likely"),
    [
        ("县发改居", "县发改局"),
        ("县发展和改革局", "县发改局"),
        ("县财政局", ""),  # known
        ("县财局", ""),  # a confirmed alias
        ("县林业局", ""),  # another body: it joins the roster by itself
    ],
)
def test_u13_is_nearly_one_of_the_roster(subject: Any, found: Any, name: str, likely: str) -> None:
    roster = Roster(("县发改局", "县财政局"), (("县财局", "县财政局"),))
    made = subject({"others": (name,)}, roster=roster)
    hits = [f for f in run_checks(made) if f.code == "U13"]
    assert [f.value for f in hits] == ([name] if likely else [])
    assert all(likely in f.message for f in hits)


def test_what_is_told_as_unknown_is_not_told_as_two_names(subject: Any) -> None:
    roster = Roster(("县发展和改革局",))
    made = subject({"others": ("县发展和改革局",)}, {"others": ("县发改局",)}, roster=roster)
    assert [f.code for f in run_checks(made)] == ["U13"]
