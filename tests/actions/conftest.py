"""A folder in which every example of every command runs."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.actions.registry import action
from toolkit.resources import resource

Tree = Callable[[], dict[str, str]]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    """The files that the examples name; ``台账.xlsx`` is the ledger of the example notice."""
    folder = tmp_path_factory.mktemp("例子")
    shutil.copy(example, folder / "通知.docx")
    shutil.copy(example.with_suffix(".txt"), folder / "通知.txt")
    shutil.copy(resource("templates", "task_sheet.xlsx"), folder / "我的任务单.xlsx")
    # The year is in the notice; the example that gives one is for notices without.
    action("import").start({"notice": folder / "通知.docx", "output": folder / "台账.xlsx"})
    return folder


@pytest.fixture
def folder(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the prepared files, as the folder in which one works."""
    place = tmp_path / "办公"
    shutil.copytree(prepared, place)
    monkeypatch.chdir(place)
    return place


@pytest.fixture
def tree(folder: Path) -> Tree:
    """What the folder holds: every path, a file with its bytes' hash, hidden ones too."""

    def look() -> dict[str, str]:
        return {
            str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            if path.is_file()
            else "folder"
            for path in sorted(folder.rglob("*"))
        }

    return look
