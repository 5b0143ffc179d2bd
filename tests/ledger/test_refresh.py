"""What brings a ledger back into step: steps only, keyed, and none the second time."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.county import cell_at
from tests.ledger.test_typed_rows import edit, put
from toolkit.ledger import Ledger, read_ledger
from toolkit.ledger.refresh import new_ids, refresh, refresh_steps
from toolkit.model import Change, GoneRow, NewRow, Step
from toolkit.review import check


def told(steps: list[Step] | tuple[Step, ...]) -> list[str]:
    words = {Change: "改", NewRow: "增", GoneRow: "删"}
    return [
        f"{words[type(s)]} {s.sheet} {' '.join(s.key)}"
        + (f" {s.field} {s.after}" if isinstance(s, Change) else "")
        for s in steps
    ]


def test_a_ledger_in_step_needs_nothing(written: Path) -> None:
    assert refresh_steps(read_ledger(written)) == []


def add(sheet: Any) -> None:
    for head, text in (
        ("任务内容", "补录一项"),
        ("责任单位", "县水务局、县教育局"),
        ("完成时限", "12月底前"),
    ):
        cell_at(sheet, head, 10).value = text


def test_a_row_added_by_hand(written: Path) -> None:
    steps = refresh_steps(read_ledger(edit(written, add)))
    assert told(steps)[0] == "改 台账  id 007"
    assert {"增 单位名录 县水务局", "增 单位名录 县教育局", "增 分办 007 县水务局", "增 分办 007 县教育局",
            "增 统计 县水务局", "增 统计 县教育局"} <= set(told(steps))  # fmt: skip
    due = next(s for s in steps if isinstance(s, Change) and s.field == "due")
    assert (due.before, due.after, due.row) == (None, date(2026, 12, 31), 10)
    new = next(s for s in steps if isinstance(s, NewRow) and s.sheet == "分办")
    assert dict(new.values)["due"] == date(2026, 12, 31)


def test_a_unit_that_is_no_longer_named(written: Path) -> None:
    put(written, "责任单位", "各乡镇人民政府")
    assert told(refresh_steps(read_ledger(written))) == [
        "删 分办 001 县自然资源局", "删 统计 县自然资源局",
    ]  # fmt: skip


def test_what_a_unit_reported_is_never_taken_away(written: Path) -> None:
    put(written, "责任单位", "各乡镇人民政府")
    row = next(
        r[0].row
        for r in openpyxl.load_workbook(written)["分办"].iter_rows()
        if (r[0].value, r[1].value) == ("001", "县自然资源局")
    )
    put(written, "进展情况", "已印发方案", row=row, sheet="分办")
    found = refresh(read_ledger(written))
    assert "删 分办 001 县自然资源局" not in told(found.steps)
    assert [(f.code, f.task, f.value) for f in found.findings] == [("T05", "001", "县自然资源局")]
    assert "T05" in {f.code for f in check(written)}


def test_an_edited_deadline_reaches_the_units_rows(written: Path) -> None:
    put(written, "完成时限", "11月底前")
    steps = told(refresh_steps(read_ledger(written)))
    assert "改 台账 001 due 2026-11-30" in steps
    assert "改 分办 001 县自然资源局 due 2026-11-30" in steps


def test_a_likely_slip_does_not_join_the_roster(written: Path) -> None:
    put(written, "责任单位", "县自然资源居、各乡镇人民政府")
    assert not [s for s in refresh_steps(read_ledger(written)) if s.sheet == "单位名录"]


def test_a_rule_that_was_typed_over_comes_back(written: Path) -> None:
    put(written, "周期日", "月底", row=6)
    assert told(refresh_steps(read_ledger(written))) == ["改 台账 003 rounds 0320 0620 0920 1220"]


@pytest.mark.parametrize(
    ("ids", "new"),
    [
        (("001", "002", ""), "003"),
        (("2026-009", "附1", ""), "2026-010"),
        (("", "99", "98"), "100"),
        (("A", ""), "001"),
        (("001", "003", "002", ""), "004"),
    ],
)
def test_new_ids_go_on(ledger: Ledger, ids: tuple[str, ...], new: str) -> None:
    from dataclasses import replace

    from toolkit.model import Place

    entries = tuple(
        replace(e, task=replace(e.task, id=name, place=Place(sheet="台账", row=4 + at)))
        for at, (e, name) in enumerate(zip(ledger.entries, ids, strict=False))
    )
    assert list(new_ids(replace(ledger, entries=entries)).values()) == [new]
