"""Whatever a command did, undo gives it back: values, formats, rows where they stood."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from shutil import copy
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hosts.conftest import differences, everything
from tests.ooxml_rules import broken_rules
from toolkit.errors import LedgerProblem
from toolkit.hosts import FileHost
from toolkit.hosts.session import Session
from toolkit.ledger import Ledger, write_ledger
from toolkit.ledger.columns import ASSIGNMENTS, COLUMNS, FINDINGS, KEYS, REPORTS, ROSTER, TASKS
from toolkit.model import Change, GoneRow, NewRow, Step
from toolkit.workbook.cells import Link
from toolkit.workbook.package import Package

texts = st.text("县财政局、12月底前=+'\"<&>\n_x0041_", max_size=12).filter(lambda t: t.strip() == t)
days = st.dates(date(1990, 1, 1), date(2099, 12, 31))
KINDS = {
    "date": st.none() | days | texts,
    "percent": st.none() | st.floats(0, 1).map(lambda x: round(x, 4)) | texts,
    "number": st.none() | st.integers(-5, 99999) | st.booleans(),
}


def values(sheet: str, field: str) -> st.SearchStrategy[Any]:
    """What people put into a column, and what they put there by mistake."""
    kind = next(c.kind for c in COLUMNS[sheet] if c.field == field)
    return KINDS.get(kind, st.none() | texts | st.integers(-5, 99999))


FIELDS = {
    TASKS: ("content", "lead", "deadline", "due", "status", "percent", "progress", "remark",
            "decided", "done_on", "start", "explain"),
    ASSIGNMENTS: ("role", "content", "due", "status", "percent", "progress", "month"),
    ROSTER: ("aliases", "kind", "members"),
    FINDINGS: ("message", "fix", "handled", "row"),
    REPORTS: ("percent", "progress", "person"),
}  # fmt: skip


class Draw:
    """Steps that fit a ledger as it stands."""

    def __init__(self, path: Path, data: st.DataObject) -> None:
        self._session = Session(Package.open(path), path)
        self._data = data
        self.used: set[tuple[str, int]] = set()

    def step(self) -> Step | None:
        draw = self._data.draw
        sheet = draw(st.sampled_from(list(FIELDS)))
        rows = self._session.patch.rows(sheet)
        kind = draw(st.sampled_from(["change", "change", "new", "gone"]))
        if kind == "new":
            return self._new(sheet)
        rows = [row for row in rows if (sheet, row.number) not in self.used]
        if kind == "gone" and sheet == TASKS:
            # Links to a task's row cannot come back; no command takes a task away but undo.
            rows = [row for row in rows if str(row.values.get("id")).startswith("新")]
        if not rows:
            return None
        row = draw(st.sampled_from(rows))
        key = tuple(str(row.values.get(name) or "") for name in KEYS[sheet])
        self.used.add((sheet, row.number))
        if kind == "gone":
            held = tuple((n, v) for n, v in row.values.items() if not self._computed(sheet, n))
            return GoneRow(sheet, key, held, row=row.number)
        field = draw(st.sampled_from(FIELDS[sheet]))
        return Change(
            sheet, key, field, row.values.get(field), draw(values(sheet, field)), row=row.number
        )

    @staticmethod
    def _computed(sheet: str, name: str) -> bool:
        return (sheet, name) in {(ROSTER, "led"), (ROSTER, "joined")} or name in (
            "light", "note", "gap", "days", "next",
        )  # fmt: skip

    def _new(self, sheet: str) -> NewRow:
        draw = self._data.draw
        key = tuple(f"新{draw(st.integers(0, 10**9))}" for _ in KEYS[sheet])
        cells = tuple((name, draw(values(sheet, name))) for name in FIELDS[sheet])
        if sheet == FINDINGS:
            cells = (*cells, ("where", Link("台账 第5行", "'台账'!H5")))
        rows = [row.number for row in self._session.patch.rows(sheet)]
        return NewRow(sheet, key, cells, row=draw(st.sampled_from([0, 0, *rows])))


@pytest.fixture(scope="module")
def model(ledger: Ledger, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of which the tests take copies."""
    return write_ledger(ledger, tmp_path_factory.mktemp("台账") / "台账.xlsx")


def there_and_back(path: Path, data: st.DataObject) -> None:
    """Some commands, then undo: everything is as it was."""
    before = everything(path)
    host = FileHost(path)
    commands = data.draw(st.integers(1, 3))
    done = 0
    for _ in range(commands):
        draw = Draw(path, data)
        steps = [s for _ in range(data.draw(st.integers(1, 6))) if (s := draw.step())]
        applied = host.apply(steps, "测试")
        assert applied.refused == ()
        done += bool(applied.steps)
        assert broken_rules(path) == []
    if not done:
        return
    undone = host.undo(done)
    assert undone.refused == ()
    assert broken_rules(path) == []
    found = differences(before, everything(path))
    assert not found, "\n".join(found)
    with pytest.raises(LedgerProblem, match="没有可以撤销的操作"):
        host.undo()


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_undo_gives_everything_back(
    model: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    there_and_back(Path(copy(model, tmp_path_factory.mktemp("台账") / "a.xlsx")), data)


@pytest.mark.slow
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_undo_gives_everything_back_whatever_was_done(
    model: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    there_and_back(Path(copy(model, tmp_path_factory.mktemp("台账") / "a.xlsx")), data)
