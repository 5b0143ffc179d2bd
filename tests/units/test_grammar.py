"""Responsibility cells and what a careful reader makes of them.

The tables stand beside this file (``cells.tsv``, ``groups.tsv``, ``bodies.txt``); adding a case
means adding a line.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from toolkit.units import explain_units, parse_units

HERE = Path(__file__).parent
ESCAPES = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\"}


def read(text: str, column: str | None = None) -> str:
    """The cell's units in the tables' form."""
    units = parse_units(text, column=column)  # type: ignore[arg-type]
    assert "".join(piece for piece, _ in explain_units(text)) == text
    return " ".join([*units.lead, ">", *units.others])


def codes(text: str) -> list[str]:
    return sorted({note.code for note in parse_units(text).notes})


def rows(file: str) -> list[list[str]]:
    """The lines of a table beside this file, its escapes resolved."""
    lines = (HERE / file).read_text(encoding="utf-8").splitlines()
    kept = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [[unescape(part) for part in row] for row in kept]


def unescape(text: str) -> str:
    def character(found: re.Match[str]) -> str:
        return ESCAPES.get(found[1]) or chr(int(found[1][1:], 16))

    return re.sub(r"\\(u[0-9a-f]{4}|.)", character, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    rows("cells.tsv"),
)
def test_cell(text: str, expected: str) -> None:
    assert read(text).strip() == expected.strip()


@pytest.mark.parametrize(("text", "group"), rows("groups.tsv"))
def test_group_is_one_name(text: str, group: str) -> None:
    units = parse_units(text)
    assert (units.others, units.groups) == ((group,), (group,))


@pytest.mark.parametrize("name", [name for (name,) in rows("bodies.txt")])
def test_body_stays_whole_among_others(name: str) -> None:
    assert parse_units(name).others == (name,)
    units = parse_units(f"县发改局、{name}，各乡镇人民政府按职责分工负责")
    assert units.others == ("县发改局", name, "各乡镇人民政府")
    assert units.groups == ("各乡镇人民政府",)


@pytest.mark.parametrize(
    ("text", "column", "expected"),
    [
        ("县教育局、县财政局", "lead", "县教育局 县财政局 >"),
        ("县教育局、县财政局", "other", "> 县教育局 县财政局"),
        ("县教育局牵头、县财政局配合", "lead", "县教育局 > 县财政局"),
        ("县教育局牵头、县财政局配合", "other", "县教育局 > 县财政局"),
        ("县教育局、县财政局按职责分别落实", "lead", "县教育局 县财政局 >"),
        ("县教育局等部门", "lead", "县教育局 >"),
        ("县级专项规划编制牵头部门", "other", "> 县级专项规划编制牵头部门"),
    ],
)
def test_column_gives_the_role(text: str, column: str, expected: str) -> None:
    assert read(text, column).strip() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("县教育局、县财政局", []),
        ("县财政局县审计局", ["U04"]),
        ("各镇街、县政务中心(A、B区)县档案馆", ["U04"]),
        ("县教育局、云飞扬", ["U05"]),
        ("同上", ["U05"]),
        ("县发改局、财政局、教育局", ["U06"]),
        ("东河镇、西河镇人民政府", ["U07"]),
        ("县教育局（责任人：张三）", ["U08"]),
        ("县教育局，10月底前", ["U09"]),
        ("责任单位：县教育局；完成时限：10月底前", []),
        ("县教育局、县教育局", ["U10"]),
        ("县教育局负责，县财政局协助", ["U05"]),
        ("县教育局督促各学校落实", ["U05"]),
        ("县教育局（县招办、县财政局", ["U11"]),
        ("发改、财政、工信部门", ["U05"]),
        ("县住建、交通、水利等行业主管部门", ["U05"]),
        ("涉及招标、采购、交易等相关单位", []),
        ("承接、下放等有关部门", []),
        ("县财政、审计局", ["U07"]),
    ],
)
def test_what_could_not_be_decided_is_noted(text: str, expected: list[str]) -> None:
    assert codes(text) == expected


def test_missing_level_is_proposed_and_not_invented() -> None:
    units = parse_units("县发改局、财政局、教育局")
    assert units.others == ("县发改局", "财政局", "教育局")
    assert [note.text for note in units.notes] == [
        "“财政局”没有写级别，可能是“县财政局”",
        "“教育局”没有写级别，可能是“县教育局”",
    ]


def test_a_document_is_no_cell() -> None:
    units = parse_units("县教育局、" * 2000)
    assert (units.lead, units.others) == ((), ())
    assert [note.code for note in units.notes] == ["U05"]
