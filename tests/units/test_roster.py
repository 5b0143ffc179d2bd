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


def roster_of(*rows: str) -> Roster:
    """A roster from lines as the sheet 单位名录 has them: name / aliases / members."""
    made = []
    for row in rows:
        name, aliases, members = (*row.split("/"), "", "")[:3]
        made.append((name, "group" if members else "unit", ""))
        made += [(alias, "alias", name) for alias in aliases.split("、") if alias]
        made += [(member, "member", name) for member in members.split("、") if member]
    return Roster.from_rows(made)


@pytest.mark.parametrize(
    ("rows", "name", "canonical"),
    [
        # An alias goes before the row that the same name has of its own.
        (("县财局", "县财政局/县财局"), "县财局", "县财政局"),
        (("县财政局/县财局", "县财局"), "县财局", "县财政局"),
        # Twins in another width or with other brackets are one; the first spelling stays.
        (("有关部门（单位）", "有关部门(单位)"), "有关部门(单位)", "有关部门（单位）"),
        (("有关部门（单位）",), "有关部门〔单位〕", "有关部门（单位）"),
        (("县财政局/县財局",), "县财局", "县财政局"),
        # An alias of an alias.
        (("县财政局/县财局", "县财局/财局"), "财局", "县财政局"),
        # Claimed twice or in a circle: nobody.
        (("甲局/丙", "乙局/丙"), "丙", None),
        (("甲局/乙局", "乙局/甲局"), "甲局", "甲局"),
    ],
)
def test_one_resolution(rows: tuple[str, ...], name: str, canonical: str | None) -> None:
    assert roster_of(*rows).resolve(name) == canonical


@pytest.mark.parametrize(
    ("rows", "idle"),
    [
        (("县财政局/县财局",), ()),
        (("县财政局/县财政局",), ("与规范名称相同",)),
        (("县财政局/县 财政局",), ("与规范名称相同",)),
        (("甲局/丙", "乙局/丙"), ("同时登记为甲局、乙局的别名",) * 2),
        (("甲局/乙局", "乙局/甲局"), ("与“甲局”互为别名", "与“乙局”互为别名")),
    ],
)
def test_an_alias_without_effect_says_why(rows: tuple[str, ...], idle: tuple[str, ...]) -> None:
    assert tuple(a.why for a in roster_of(*rows).idle_aliases) == idle


def test_canonical_bodies() -> None:
    roster = roster_of("县财局", "县财政局/县财局", "县 财政局", "各镇//东河镇")
    assert roster.bodies == ("县财政局", "各镇")
    assert roster.is_group("各镇") and not roster.is_group("县财局")


def test_members_of_twins_are_one_group() -> None:
    roster = roster_of("各镇（街道）//东河镇", "各镇(街道)//西河镇、东河镇")
    assert roster.expand("各镇(街道)") == ("东河镇", "西河镇")


def test_a_member_is_resolved_too() -> None:
    assert roster_of("东河镇/东镇", "各镇//东镇、西镇").expand("各镇") == ("东河镇", "西镇")
