"""The fictional notices of ``tests/corpus`` against answers made by careful reading."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.corpus import score

DOCUMENTS = sorted(
    path
    for path in score.HERE.iterdir()
    if path.suffix in score.SOURCES and (score.HERE / f"{path.stem}.json").exists()
)
NEEDS_LIBREOFFICE = (".doc", ".rtf")


def case(path: Path) -> object:
    marks = [pytest.mark.libreoffice] if path.suffix in NEEDS_LIBREOFFICE else []
    return pytest.param(path, id=path.name, marks=marks)


@pytest.mark.parametrize("path", [case(path) for path in DOCUMENTS])
def test_every_field_of_every_task(path: Path) -> None:
    *_, faults = score.score_document(path, 20)
    assert faults == []
