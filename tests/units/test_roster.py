"""The roster: exact names, confirmed aliases, groups, suggestions."""

from __future__ import annotations

import pytest

from toolkit.model import Units
from toolkit.units import Roster

ROSTER = Roster(
    names=(
        "县人民政府办公室", "县发展和改革局", "县人力资源和社会保障局", "县税务局", "县商务局",
        "县财政局", "县教育局", "县卫生健康局", "县住房和城乡建设局", "县市场监督管理局",
        "县水利局", "县委宣传部", "县委编办", "云溪县司法局", "各乡镇人民政府", "各镇街",
    ),
    aliases=(("县财局", "县财政局"),),
    groups=(
        ("各乡镇人民政府", ("东河镇人民政府", "西河乡人民政府")),
        ("各镇街", ("各乡镇人民政府", "城关街道办事处")),
    ),
)  # fmt: skip


@pytest.mark.parametrize(
    ("name", "canonical"),
    [
        ("县财政局", "县财政局"),
        ("县财局", "县财政局"),
        ("县 财政局", "县财政局"),
        ("财政局", None),
        ("县发改局", None),
        ("各镇街", "各镇街"),
        ("", None),
    ],
)
def test_resolve_knows_exact_names_only(name: str, canonical: str | None) -> None:
    assert ROSTER.resolve(name) == canonical


@pytest.mark.parametrize(
    ("name", "likely"),
    [
        ("财政局", ("县财政局",)),
        ("县发改局", ("县发展和改革局",)),
        ("县人社局", ("县人力资源和社会保障局",)),
        ("县住建局", ("县住房和城乡建设局",)),
        ("县市监局", ("县市场监督管理局",)),
        ("县市场监管局", ("县市场监督管理局",)),
        ("县卫健委", ("县卫生健康局",)),
        ("县政府办", ("县人民政府办公室",)),
        ("县宣传部", ("县委宣传部",)),
        ("云溪县教育局", ("县教育局",)),
        ("云州市云溪县教育局", ("县教育局",)),
        ("县司法局", ("云溪县司法局",)),
        ("各镇人民政府", ("各乡镇人民政府",)),
        ("县税务局", ()),  # known
        ("县林业局", ()),
        ("市财政局", ()),  # another level
        ("县水务局", ()),
        ("县委办", ()),
        ("", ()),
    ],
)
def test_suggest(name: str, likely: tuple[str, ...]) -> None:
    assert ROSTER.suggest(name) == likely


def test_bodies_that_look_alike_are_not_suggested_for_one_another() -> None:
    for name in ROSTER.names:
        others = Roster(tuple(other for other in ROSTER.names if other != name))
        assert others.suggest(name) == ()


def test_expand() -> None:
    assert ROSTER.expand("各乡镇人民政府") == ("东河镇人民政府", "西河乡人民政府")
    assert ROSTER.expand("各镇街") == ("城关街道办事处", "东河镇人民政府", "西河乡人民政府")
    assert ROSTER.expand("县财政局") == ()


def test_expand_survives_groups_within_each_other() -> None:
    roster = Roster(("甲", "乙"), groups=(("甲", ("乙", "县财政局")), ("乙", ("甲",))))
    assert roster.expand("甲") == ("县财政局",)


def test_rows_round_trip() -> None:
    again = Roster.from_rows(ROSTER.to_rows())
    assert again == ROSTER


def test_from_units() -> None:
    units = [
        Units(lead=("县财政局",), others=("各镇街", "县审计局")),
        Units(others=("县财政局", "有关部门(单位)")),
        Units(others=("有关部门（单位）",)),
    ]
    roster = Roster.from_units(units)
    assert roster.names == ("县财政局", "各镇街", "县审计局", "有关部门(单位)")
    assert roster.groups == (("各镇街", ()), ("有关部门(单位)", ()))


def test_an_alias_is_confirmed_once() -> None:
    roster = ROSTER.with_alias("县发改局", "县发展和改革局")
    assert roster.resolve("县发改局") == "县发展和改革局"
    assert ROSTER.resolve("县发改局") is None
    with pytest.raises(ValueError, match="名录里没有"):
        ROSTER.with_alias("县林局", "县林业局")
    with pytest.raises(ValueError, match="已经是"):
        roster.with_alias("县发改局", "县财政局")


def test_a_confirmed_alias_leaves_the_names() -> None:
    roster = Roster(("县发改局", "县发展和改革局")).with_alias("县发改局", "县发展和改革局")
    assert roster.names == ("县发展和改革局",)
    assert roster.resolve("县发改局") == "县发展和改革局"
