"""``taizhang sheets`` and ``taizhang templates`` as a clerk calls them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from toolkit.deadlines import normalise
from toolkit.ledger import ledger_from_notice, write_ledger
from toolkit.model import Notice, Task


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    tasks = (
        Task("1", "公开预算", lead=("县财政局",), deadline=normalise("6月底前", year=2026)),
        Task("2", "公开审计", lead=("县审计局",), others=("县财政局",)),
    )
    return write_ledger(
        ledger_from_notice(Notice("分工", year=2026, tasks=tasks)), tmp_path / "台账.xlsx"
    )


def taizhang(root: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", "-m", "toolkit", *words]
    return subprocess.run(
        command, cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=120,
        env={**os.environ, "PYTHONPATH": str(root)}, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("words", "files"),
    [
        ((), ["任务单.xlsx"]),
        (("--separate",), ["县审计局.xlsx", "县财政局.xlsx"]),
        (("--zip",), ["任务单.zip"]),
        (("--separate", "--lead", "--before", "2026-07-01"), ["县财政局.xlsx"]),
        (("--separate", "--unit", "县审计局", "--portrait"), ["县审计局.xlsx"]),
    ],
)
def test_sheets(
    root: Path, tmp_path: Path, ledger: Path, words: tuple[str, ...], files: list[str]
) -> None:
    first = taizhang(root, tmp_path, "sheets", ledger.name, "-o", "单", *words)
    assert (first.returncode, first.stderr) == (0, "")
    assert sorted(p.name for p in (tmp_path / "单").iterdir()) == sorted(files)
    again = taizhang(root, tmp_path, "sheets", ledger.name, "-o", "单", *words)
    assert again.returncode == 1
    assert "--force" in again.stderr or "已经存在" in again.stderr
    forced = taizhang(root, tmp_path, "sheets", ledger.name, "-o", "单", "--force", *words)
    assert forced.returncode == 0


def test_as_of_gives_the_same_bytes(root: Path, tmp_path: Path, ledger: Path) -> None:
    for folder in "甲乙":
        done = taizhang(
            root, tmp_path, "sheets", ledger.name, "-o", folder, "--as-of", "2026-03-02"
        )
        assert done.returncode == 0
    assert len({(tmp_path / f / "任务单.xlsx").read_bytes() for f in "甲乙"}) == 1


def test_templates_are_copied_restyled_checked_and_used(
    root: Path, tmp_path: Path, ledger: Path
) -> None:
    assert taizhang(root, tmp_path, "templates", "copy", "模板").returncode == 0
    mine = tmp_path / "模板" / "task_sheet.xlsx"
    book = openpyxl.load_workbook(mine)
    book["任务单"]["H6"] = "Partners"
    book["任务单"]["I7"] = "{{任务.备住}}"
    book.save(mine)
    kept = mine.read_bytes()
    again = taizhang(root, tmp_path, "templates", "copy", "模板")
    assert again.returncode == 0 and "没有覆盖" in again.stdout
    assert mine.read_bytes() == kept
    bad = taizhang(root, tmp_path, "templates", "check", str(mine))
    assert bad.returncode == 1
    assert "单元格 I7：占位符 {{任务.备住}} 不认识，是不是 {{任务.备注}}？" in bad.stdout
    refused = taizhang(root, tmp_path, "sheets", ledger.name, "--template", str(mine))
    assert refused.returncode == 1 and "{{任务.备住}}" in refused.stderr
    assert not list(tmp_path.glob("任务单/*"))
    book["任务单"]["I7"] = "{{任务.备注}}"
    book.save(mine)
    good = taizhang(root, tmp_path, "templates", "check", str(mine))
    assert good.returncode == 0 and "可以使用" in good.stdout
    used = taizhang(root, tmp_path, "sheets", ledger.name, "--template", str(mine))
    assert (used.returncode, used.stderr) == (0, "")
    sheet = openpyxl.load_workbook(tmp_path / "任务单" / "任务单.xlsx")["县财政局"]
    assert sheet["H6"].value == "Partners"


def test_templates_list(root: Path, tmp_path: Path) -> None:
    every = taizhang(root, tmp_path, "templates", "list")
    one = taizhang(root, tmp_path, "templates", "list", "task_sheet.xlsx")
    assert "task_sheet_portrait.xlsx" in every.stdout
    assert "{{任务.内容}}" in one.stdout and "{{目录.单位}}" in one.stdout
    none = taizhang(root, tmp_path, "templates", "list", "没有")
    assert none.returncode == 2 and "没有模板" in none.stderr
