"""``undo`` and ``history``: what a command changed is told, taken back, and told again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.actions.conftest import Tree
from toolkit.actions.registry import action
from toolkit.errors import LedgerProblem, UsageProblem
from toolkit.ledger import read_ledger
from toolkit.model import Change

LEDGER = {"ledger": "台账.xlsx"}


@pytest.fixture
def edited(folder: Path) -> Path:
    """A ledger in which somebody changed a time limit."""
    set_cell("完成时限", "2026年9月底前")
    return folder / "台账.xlsx"


def set_cell(head: str, value: Any) -> None:
    book = openpyxl.load_workbook("台账.xlsx")
    heads = {cell.value: cell.column for cell in book["台账"][3]}
    book["台账"].cell(4, heads[head]).value = value
    book.save("台账.xlsx")


def test_a_command_is_listed_told_and_taken_back(edited: Path) -> None:
    before = read_ledger(edited)
    done = action("refresh").start(LEDGER)
    assert done.steps
    listed = action("undo").start({**LEDGER, "list_": True})
    assert [b["command"] for b in listed.data["batches"]] == ["规范时限"]
    assert not listed.writes
    story = action("history").start({**LEDGER, "task": "2026-001"}).data
    assert {c["column"] for c in story["changes"]} >= {"截止日期"}

    undone = action("undo").start(LEDGER)
    changed = [s for s in done.steps if isinstance(s, Change)]
    restored = {(s.sheet, s.key, s.field, s.after) for s in undone.steps if isinstance(s, Change)}
    assert restored == {(s.sheet, s.key, s.field, s.before) for s in changed}
    assert [w.kind for w in undone.writes] == ["backup", "replaced"]
    after = read_ledger(edited)
    assert (after.entries, after.pending) == (before.entries, before.pending)
    again = action("undo").start({**LEDGER, "list_": True}).data["batches"]
    assert [b["undone"] for b in again] == [True, False]
    with pytest.raises(LedgerProblem, match="没有可以撤销"):
        action("undo").start(LEDGER)


def test_a_dry_run_of_undo_says_what_the_real_one_does(edited: Path, tree: Tree) -> None:
    action("refresh").start(LEDGER)
    before = tree()
    planned = action("undo").start(LEDGER, dry_run=True)
    assert tree() == before
    done = action("undo").start(LEDGER)
    assert planned.steps == done.steps
    assert [w.kind for w in planned.writes] == [w.kind for w in done.writes]


def test_what_somebody_changed_since_is_named_and_left_alone(edited: Path) -> None:
    from datetime import date

    action("refresh").start(LEDGER)
    set_cell("截止日期", date(2026, 12, 1))
    undone = action("undo").start(LEDGER)
    assert undone.end == "failed"
    assert [f.place.column for f in undone.refused if f.place.sheet == "台账"] == ["截止日期"]
    assert read_ledger(edited).tasks[0].deadline.raw == "2026年9月底前"


@pytest.mark.parametrize(
    ("name", "hint"), [("001", "2026-001"), ("2026-0O1", "2026-0"), ("毫无关系", "请核对编号")]
)
def test_an_unknown_id_is_told_with_the_likely_ones(folder: Path, name: str, hint: str) -> None:
    with pytest.raises(UsageProblem, match="没有编号") as caught:
        action("history").start({**LEDGER, "task": name})
    assert hint in str(caught.value)


def test_ids_are_found_in_full_width_and_with_blanks(folder: Path) -> None:
    assert action("history").start({**LEDGER, "task": " ２０２６-001"}).data["id"] == "2026-001"


def test_a_ledger_without_a_story_has_none(folder: Path) -> None:
    assert action("undo").start({**LEDGER, "list_": True}).data == {"batches": []}
    data = action("history").start({**LEDGER, "task": "2026-001"}).data
    assert (data["changes"], data["reports"]) == ([], [])


def test_merging_a_revised_notice_is_one_command_that_can_be_taken_back(folder: Path) -> None:
    text = (folder / "通知.txt").read_text(encoding="utf-8")
    before = read_ledger(folder / "台账.xlsx")
    set_cell("状态", "已完成")
    worked = read_ledger(folder / "台账.xlsx")
    last = before.tasks[-1]
    assert text.rstrip().splitlines()
    revised = text.replace(before.tasks[4].content, "建设全县统一的政策文件库并与省市联通")
    (folder / "修订.txt").write_text(revised, encoding="utf-8")
    values = {"notice": "修订.txt", "output": "台账.xlsx", "merge": True}
    merged = action("import").start(values)
    assert merged.end == "done", merged
    after = read_ledger(folder / "台账.xlsx")
    (added,) = merged.data["added"]
    assert merged.data["gone"] == [before.tasks[4].id]
    assert merged.data["matched"] == len(before.tasks) - 1
    assert [t.id for t in after.tasks] == [*(t.id for t in before.tasks), added]
    assert after.entries[: len(before.tasks)] == worked.entries
    assert after.entries[-1].status == "未开始"
    assert int(added.rpartition("-")[2]) == int(last.id.rpartition("-")[2]) + 1
    assigned = {row.key for row in after.assigned}
    assert {(added, unit) for unit in (*after.tasks[-1].lead, *after.tasks[-1].others)} <= assigned

    again = action("import").start(values)
    assert (again.data["added"], again.writes) == ([], ())

    action("undo").start(LEDGER)
    back = read_ledger(folder / "台账.xlsx")
    assert back.entries == worked.entries
    assert {row.key for row in back.assigned} == {row.key for row in worked.assigned}
