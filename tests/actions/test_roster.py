"""``roster`` proposes; a person decides."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.actions.conftest import Tree
from toolkit.actions.registry import action
from toolkit.errors import UsageProblem
from toolkit.ledger import read_ledger

LEDGER = {"ledger": "台账.xlsx"}
ROSTER = action("roster")


def aliases(folder: Path) -> dict[str, tuple[str, ...]]:
    return {m.name: m.aliases for m in read_ledger(folder / "台账.xlsx").roster if m.aliases}


def test_a_proposal_changes_nothing(folder: Path, tree: Tree) -> None:
    before = tree()
    outcome = ROSTER.start(LEDGER)
    assert tree() == before
    assert not outcome.writes and not outcome.steps
    named = {step["key"][0]: step for step in outcome.data["proposed"]}
    assert named["县发展和改革局"]["after"] == "县发改局"
    assert "另一种写法" in named["县发展和改革局"]["why"]


def test_only_what_was_accepted_is_written_and_can_be_taken_back(folder: Path) -> None:
    outcome = ROSTER.start({**LEDGER, "apply": True, "name": "县发展和改革局"})
    assert [step.key for step in outcome.steps] == [("县发展和改革局",)]
    assert aliases(folder) == {"县发展和改革局": ("县发改局",)}
    action("undo").start(LEDGER)
    assert aliases(folder) == {}


def test_all_is_written_and_then_nothing_is_left(folder: Path) -> None:
    ROSTER.start({**LEDGER, "apply": True})
    assert {"县发展和改革局", "县市场监督管理局"} <= aliases(folder).keys()
    assert ROSTER.start(LEDGER).data["proposed"] == []


def test_a_name_without_a_proposal_or_without_apply_is_told(folder: Path) -> None:
    with pytest.raises(UsageProblem, match="没有对“县水务局”的建议"):
        ROSTER.start({**LEDGER, "apply": True, "name": "县水务局"})
    with pytest.raises(UsageProblem) as caught:
        ROSTER.start({**LEDGER, "name": "县发展和改革局"})
    assert caught.value.parameter == "apply"
