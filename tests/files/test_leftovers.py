"""What killed commands left is cleared: ours and old, nothing else."""

from __future__ import annotations

import os
import tempfile
import time
from pathlib import Path

import pytest

from toolkit.files import leftovers
from toolkit.files.saving import replacing

OLD = time.time() - 2 * leftovers.AGE


@pytest.fixture(autouse=True)
def never_swept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leftovers, "_swept", set())


def make(path: Path, old: bool) -> None:
    path.write_bytes(b"rest")
    if old:
        os.utime(path, (OLD, OLD))


@pytest.mark.parametrize(
    ("name", "old", "stays"),
    [
        (".taizhang-ab12cd34.tmp", True, False),
        (".taizhang-0123456789abcdef.lock", True, False),
        (".taizhang-ab12cd34.tmp", False, True),
        (".taizhang-笔记.txt", True, True),
        ("taizhang-ab12cd34.tmp", True, True),
        ("台账.备份-20260301-093000.xlsx", True, True),
    ],
)
def test_beside_a_ledger(tmp_path: Path, name: str, old: bool, stays: bool) -> None:
    make(tmp_path / name, old)
    with replacing(tmp_path / "台账.xlsx", overwrite=False) as file:
        file.write(b"new")
    assert (tmp_path / name).exists() is stays


def test_temporary_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    for name in ("taizhang-ab12cd34", "taizhang-zy98xw76", "别人的"):
        (tmp_path / name / "user").mkdir(parents=True)
    for name in ("taizhang-ab12cd34", "别人的"):
        os.utime(tmp_path / name, (OLD, OLD))
    leftovers.sweep_temporary()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["taizhang-zy98xw76", "别人的"]


def test_a_folder_that_cannot_be_read_is_no_error(tmp_path: Path) -> None:
    leftovers.sweep(tmp_path / "没有")
