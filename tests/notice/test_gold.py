"""The real notices against answers made by careful reading; they are not part of the project."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from toolkit.model import Task
from toolkit.notice import read_notice
from toolkit.notice.numbering import heading_text

pytestmark = pytest.mark.shared


def squeezed(text: str) -> str:
    return "".join(text.split())


def faults(gold: dict[str, Any], task: Task) -> list[tuple[str, Any, Any]]:
    """The fields in which a task differs from its answer: (field, expected, got)."""
    got: dict[str, Any] = task.to_json()
    wanted: list[tuple[str, Any, Any]] = [
        (name, squeezed(gold[name]), squeezed(got[name]))
        for name in ("content", "deadline", "kind")
    ]
    wanted += [(name, gold[name], got[name]) for name in ("lead", "others")]
    wanted.append(("due", gold["due"] or None, got["due"]))
    for name in ("l1", "l2"):
        accepted = {heading_text(gold[name]), heading_text(gold.get(name + "_table", gold[name]))}
        wanted.append((name, True, got[name] in accepted))
    limits = {(x["expr"], x.get("due")) for x in gold["dates_in_text"] if not x.get("optional")}
    optional = {x["expr"] for x in gold["dates_in_text"] if x.get("optional")}
    found = {(x["expr"], x["due"]) for x in got["limits"] if x["expr"] not in optional}
    wanted.append(("limits", limits, found))
    return [fault for fault in wanted if fault[1] != fault[2]]


@pytest.mark.parametrize("name", ["001", "004"])
def test_every_field_of_every_task(shared: Path, name: str) -> None:
    gold = json.loads((shared / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    (seed,) = (shared / "seeds").glob(f"{name}_*")
    notice = read_notice(seed)
    assert len(notice.tasks) == len(gold["tasks"])
    pairs = zip(gold["tasks"], notice.tasks, strict=True)
    assert {t.id: found for g, t in pairs if (found := faults(g, t))} == {}


@pytest.mark.parametrize(
    ("name", "tasks", "year", "number", "issuer"),
    [
        ("000", 49, 2021, "", ""),
        ("002", 62, 2022, "永川府办发〔2022〕81号", "重庆市永川区人民政府办公室"),
        ("003", 30, 2021, "九府办函〔2021〕106号", "九江市人民政府办公室"),
    ],
)
def test_heads_and_counts(
    shared: Path, name: str, tasks: int, year: int, number: str, issuer: str
) -> None:
    (seed,) = (shared / "seeds").glob(f"{name}_*")
    notice = read_notice(seed)
    assert (len(notice.tasks), notice.year, notice.number, notice.issuer) == (
        tasks, year, number, issuer,
    )  # fmt: skip
