"""Every responsibility cell of the real notices beside the answers that a person gave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from toolkit.units import looks_like_units, parse_units

SHARED = Path(__file__).resolve().parents[3] / "shared"


def seed(number: str) -> str:
    found = sorted(SHARED.glob(f"seeds/{number}_*.txt"))
    if not found:
        pytest.skip("real notices are not at hand (../shared/seeds)")
    return found[0].read_text(encoding="utf-8")


def gold(number: str) -> list[tuple[list[str], list[str]]]:
    file = SHARED / "gold" / f"{number}.json"
    if not file.is_file():
        pytest.skip("answers are not at hand (../shared/gold)")
    tasks = json.loads(file.read_text(encoding="utf-8"))["tasks"]
    return [(task["lead"], task["others"]) for task in tasks]


def test_every_cell_of_a_single_column() -> None:
    cells = [cell for cell in seed("001").split("\n\t") if looks_like_units(cell) > 0.8]
    assert [both(parse_units(cell)) for cell in cells] == gold("001")


def test_every_row_of_two_columns() -> None:
    found = []
    for line in seed("004").splitlines():
        cells = [cell for cell in line.split("\t") if looks_like_units(cell) > 0.8]
        if "\t" in line and cells:
            lead, *others = cells
            assert len(others) < 2
            found.append(
                (
                    list(parse_units(lead, column="lead").lead),
                    list(parse_units(others[0], column="other").others) if others else [],
                )
            )
    assert found == gold("004")


def both(units: object) -> tuple[list[str], list[str]]:
    return list(units.lead), list(units.others)  # type: ignore[attr-defined]
