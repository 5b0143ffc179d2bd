"""Every example of every command runs; a dry run of it changes nothing; its data are JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tests.actions.conftest import Tree
from toolkit.actions.action import Action, Example
from toolkit.actions.as_json import written_json
from toolkit.actions.registry import actions
from toolkit.files.libreoffice import find_soffice
from toolkit.hosts import FileHost
from toolkit.model import Change

CASES = [
    pytest.param(one, example, id=f"{one.name}: {example.what}")
    for one in actions()
    for example in one.examples
]
WRITING = [case for case in CASES if case.values[0].writes]  # type: ignore[attr-defined]


def values_of(one: Action, shown: Example) -> dict[str, Any]:
    """The example's values; what stands already may be overwritten, since it is the example's."""
    if shown.values.get("pdf") and find_soffice() is None:
        pytest.skip("LibreOffice is not installed")
    if one.name == "undo":
        _work_in(Path("台账.xlsx"))
    forced = one.parameter("force") is not None
    return {**shown.values, **({"force": True} if forced else {})}


def _work_in(ledger: Path) -> None:
    """Two commands that changed a ledger, so that there is something to take back."""
    host = FileHost(ledger)
    for before, after in (("未开始", "进行中"), ("进行中", "已完成")):
        step = Change("台账", ("2026-001",), "status", before, after, "试")
        assert len(host.apply([step], "试").steps) == 1


@pytest.mark.parametrize(("one", "shown"), CASES)
def test_an_example_runs_and_its_data_are_json(folder: Path, one: Action, shown: Example) -> None:
    outcome = one.start(values_of(one, shown), dry_run=shown.dry_run)
    assert outcome.end in ("done", "findings"), outcome
    assert outcome.message or outcome.parts or outcome.data
    data = written_json(outcome) if one.writes else outcome.data
    assert json.loads(json.dumps(data, ensure_ascii=False)) == data


@pytest.mark.parametrize(("one", "shown"), WRITING)
def test_a_dry_run_changes_nothing_and_says_what_the_real_run_writes(
    folder: Path, tree: Tree, one: Action, shown: Example
) -> None:
    values = values_of(one, shown)
    before = tree()
    planned = one.start(values, dry_run=True)
    assert tree() == before, "no file, no folder, no backup, no lock"
    assert planned.rehearsed
    done = one.start(values)

    def facts(outcome: Any) -> list[tuple[str, str]]:
        # A backup is named after the second in which it is made.
        return [(w.kind, re.sub(r"\d{8}-\d{6}(-\d+)?", "…", str(w.path))) for w in outcome.writes]

    assert facts(planned) == facts(done)
    assert planned.steps == done.steps
    assert planned.findings == done.findings
    after = tree()
    for write in done.writes:
        assert (str(write.path) in after) is True
    made = {path for path in after.keys() | before.keys() if after.get(path) != before.get(path)}
    assert made == {str(w.path) for w in done.writes if w.kind != "same"}, "all of it is told"


@pytest.mark.parametrize(("one", "shown"), WRITING)
def test_the_shape_of_the_data_is_stable(folder: Path, one: Action, shown: Example) -> None:
    data = written_json(one.start(values_of(one, shown), dry_run=True))
    keys = ["dry_run", "message", "files", "steps", "refused", "findings"]
    assert list(data)[: len(keys)] == keys
    assert data["dry_run"] is True
    assert all(set(file) in ({"path", "kind"}, {"path", "kind", "of"}) for file in data["files"])


def test_every_parameter_that_writes_is_tried_by_an_example() -> None:
    """So that the dry run of what an example does not do (``mark``) is not left untried."""
    for one in actions():
        tried = {name for example in one.examples for name in example.values}
        wanted = {p.name for p in one.parameters if p.kind in ("save", "folder")}
        assert wanted - tried <= {"output"} and (not wanted or wanted & tried), one.name
