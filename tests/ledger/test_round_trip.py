"""A ledger that was written and read again is the same ledger."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.ledger import (
    Entry,
    Ledger,
    Member,
    Settings,
    ledger_from_notice,
    read_ledger,
    write_ledger,
)
from toolkit.ledger.ledger import Standing
from toolkit.ledger.said import said_status
from toolkit.lights.done import STATUSES
from toolkit.model import (
    KINDS,
    SEVERITIES,
    Deadline,
    Duty,
    Finding,
    Limit,
    Note,
    Notice,
    Place,
    Task,
)


def test_a_notice_survives(ledger: Ledger, written: Path) -> None:
    again = read_ledger(written)
    assert again == ledger
    assert again.normalise_changes() == []


def test_what_a_clerk_keeps_survives(ledger: Ledger, tmp_path: Path) -> None:
    kept = replace(
        ledger,
        entries=(
            replace(ledger.entries[0], status="进行中", percent=0.35, progress="已完成初稿\n待审",
                    decided=True, original_due=date(2026, 9, 30)),
            replace(ledger.entries[1], status="已销号", done_on=date(2026, 3, 1),
                    closed_on=date(2026, 3, 9)),
            *ledger.entries[2:],
        ),
        roster=(*ledger.roster, Member("县教育局", ("县教体局", "教育局")),
                Member("各街道", (), True, ("东街道", "西街道"))),
        settings=Settings(date(2026, 5, 1), 0, (("责任单位", "承办科室"),)),
        standings=(Standing("001", ledger.tasks[0].lead[0], "进行中", 0.5, "已印发方案",
                            date(2026, 5, 6), "人手不足", "张三", "2026年5月"),),
        findings=(Finding("D03", "error", Place(sheet="台账", row=4, column="完成时限"), "8月前",
                          "是否含8月不明", "请写明", "001"),),
    )  # fmt: skip
    assert read_ledger(write_ledger(kept, tmp_path / "a.xlsx")) == kept


ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\r\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Whatever XML can carry; what it cannot is replaced visibly, which another test shows.
texts = st.text(max_size=40).map(lambda t: ILLEGAL.sub("", t))
lines = st.text("县乡镇公开10月16日前、，；｜=\\ \n_x0041_&<>\"'（）", max_size=30)
words = texts | lines
# A name that begins or ends with a blank, or holds ； or a line break, is no unit's name.
names = st.text("县乡镇财政教育局办（）、科室AB·－", min_size=1, max_size=12).filter(
    lambda n: n.strip("、 ") == n and n.strip()
)
units = st.lists(names, max_size=4, unique=True).map(tuple)
days = st.dates(date(1900, 3, 1), date(2199, 12, 31))
# A word that is understood as a standard one comes back as that.
statuses = st.sampled_from(STATUSES) | words.filter(lambda w: said_status(w).value in (None, w))


@st.composite
def deadlines(draw: st.DrawFn) -> Deadline:
    return Deadline(
        draw(words), draw(st.sampled_from(KINDS)), draw(st.none() | days), draw(st.none() | days),
        draw(st.sampled_from(["", "FREQ=MONTHLY;BYMONTHDAY=20"])),
        draw(st.none() | st.integers(0, 99)), tuple(draw(st.lists(days, max_size=3))),
        draw(st.none() | st.integers(0, 99)),
        draw(st.sampled_from(["", "workday", "day", "week", "month", "year"])), draw(words),
        tuple(Note(c, t) for c, t in draw(st.lists(st.tuples(st.just("D03"), words), max_size=2))),
    )  # fmt: skip


@st.composite
def tasks(draw: st.DrawFn, index: int) -> Task:
    content = draw(words)
    limits = []
    if content:
        start = draw(st.integers(0, len(content) - 1))
        limit = draw(deadlines())
        limits.append(Limit(replace(limit, raw=content[start:]), start))
    return Task(
        f"{index + 1:03d}", content, draw(words), draw(words), draw(words), draw(units),
        draw(units), draw(units), draw(deadlines()), tuple(limits), draw(words),
        extra=tuple(draw(st.lists(st.tuples(words.filter(bool), words), max_size=2))),
        unit_notes=tuple(Note("U05", t) for t in draw(st.lists(words, max_size=2))),
    )  # fmt: skip


@st.composite
def ledgers(draw: st.DrawFn) -> Ledger:
    made = tuple(draw(tasks(index)) for index in range(draw(st.integers(0, 4))))
    place = Place("通知.docx", page=3, line=9)
    notice = Notice(
        draw(words), draw(words), draw(words), draw(st.none() | days),
        draw(st.none() | st.integers(1949, 2100)), made,
        tuple(Duty(t, d, place) for t, d in draw(
            st.lists(st.tuples(words, deadlines().filter(lambda d: d.raw.strip())), max_size=2))),
        tuple(Finding("R03", draw(st.sampled_from(SEVERITIES)), place, draw(words), draw(words),
                      draw(words)) for _ in range(draw(st.integers(0, 2)))),
    )  # fmt: skip
    ledger = ledger_from_notice(notice)
    entries = tuple(
        Entry(e.task, draw(statuses), draw(st.none() | st.floats(0, 1)), draw(words), draw(words),
              e.source)
        for e in ledger.entries
    )  # fmt: skip
    return replace(ledger, entries=entries)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(ledger=ledgers())
def test_any_ledger_survives(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("台账") / "a.xlsx"
    again = read_ledger(write_ledger(ledger, path))
    assert again.entries == ledger.entries
    assert again == ledger
