"""What holds for every cell, however odd."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.text import squeeze
from toolkit.units import explain_units, looks_like_units, parse_labelled, parse_units

BODIES = [
    "县发改局",
    "县财政局",
    "县卫生健康局",
    "县人力资源和社会保障局",
    "县委网信办",
    "县文旅局（县图书馆）",
]
GROUPS = [
    "各乡镇人民政府",
    "县级有关部门（单位）",
    "各镇（街道）",
    "各县〔市、区〕人民政府",
    "有关单位",
]
PIECES = [
    *BODIES,
    *GROUPS,
    "、",
    "，",
    "；",
    "。",
    "\n",
    " ",
    "等",
    "等部门",
    "牵头",
    "配合",
    "按职责分工负责",
    "（",
    "）",
    "(",
    "“",
    "”",
    "牵头单位：",
    "责任单位：",
    "和",
    "及",
    "由",
    "会同",
    "*",
    "★",
    "1.",
    "①",
    "10月底前",
    "涉及供水、供电的部门",
    "教育",
    "公安",
    "人民政府",
    "东河镇",
    "张三",
    "县长",
    "做好审核",
    "谁",
    "各",
    "县",
    "局",
]

cells = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
PHRASES = [
    "",
    "",
    "牵头",
    "配合",
    "按职责分工负责",
    "等",
    "等部门",
    "等有关单位分别落实",
    "（牵头）",
    "负责",
]
MARKS = ["、", "，", "；", "\n", " ", "和"]
plausible = st.lists(
    st.tuples(st.sampled_from(BODIES + GROUPS), st.sampled_from(PHRASES), st.sampled_from(MARKS)),
    max_size=6,
).map(lambda parts: "".join(name + phrase + mark for name, phrase, mark in parts))
names = st.lists(st.sampled_from(BODIES + GROUPS), unique=True, min_size=1)


@given(st.one_of(cells, st.text()))
def test_any_cell_is_read_and_nothing_vanishes(text: str) -> None:
    units = parse_units(text)
    told = explain_units(text)
    assert "".join(piece for piece, _ in told) == text
    assert set(units.groups) <= {*units.lead, *units.others}
    assert all(name and squeeze(name) == name for name in (*units.lead, *units.others))
    if any(what == "unread" for _, what in told):
        assert units.notes
    looks_like_units(text)
    parse_labelled(text)


@given(names, st.sampled_from(["、", "，", "；", "\n", " ", "、\n", ","]))
def test_names_in_a_row_come_back_in_order(wanted: list[str], mark: str) -> None:
    assert parse_units(mark.join(wanted)).others == tuple(wanted)


@given(names, names, st.sampled_from(["，", "；", "、", "\n", " "]))
def test_leads_and_others_come_back(leads: list[str], others: list[str], mark: str) -> None:
    units = parse_units("、".join(leads) + "牵头" + mark + "、".join(others) + "配合")
    assert (units.lead, units.others) == (tuple(leads), tuple(others))


@given(names, names)
def test_labels_give_the_same_as_phrases(leads: list[str], others: list[str]) -> None:
    units = parse_units(f"牵头单位：{'、'.join(leads)}；配合单位：{'、'.join(others)}")
    assert (units.lead, units.others) == (tuple(leads), tuple(others))


@given(st.lists(st.sampled_from(BODIES), unique=True, min_size=2))
def test_lost_separators_are_put_back_and_told(wanted: list[str]) -> None:
    units = parse_units("".join(wanted))
    assert units.others == tuple(wanted)
    assert [note.code for note in units.notes] == ["U04"] * (len(wanted) - 1)


@given(plausible)
def test_reading_what_was_read_changes_nothing(text: str) -> None:
    first = parse_units(text)
    again = parse_units("、".join((*first.lead, *first.others)))
    assert again.others == tuple(dict.fromkeys((*first.lead, *first.others)))


@given(cells)
def test_a_lead_column_loses_no_name(text: str) -> None:
    plain, lead = parse_units(text), parse_units(text, column="lead")
    assert {*plain.lead, *plain.others} == {*lead.lead, *lead.others}
    assert set(plain.lead) <= {*lead.lead, *lead.others}
