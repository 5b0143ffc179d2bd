"""``kill -9`` at any moment leaves the ledger as it was or as it was to be, and whole.

A few kills here; ``TAIZHANG_KILLS=200 pytest tests/files/test_killed.py`` for a long run.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from toolkit.files.saving import make_backup
from toolkit.ledger import read_ledger

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="processes are killed as POSIX kills them"),
]
KILLS = int(os.environ.get("TAIZHANG_KILLS", "12"))


def command(*words: str, folder: Path) -> subprocess.Popen[bytes]:
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    return subprocess.Popen(
        [sys.executable, "-m", "toolkit", *words],
        cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True,
    )  # fmt: skip


def whole(path: Path) -> bool:
    """Whether every part can be unpacked and the ledger be read."""
    with zipfile.ZipFile(path) as archive:
        if archive.testzip() is not None:
            return False
    return bool(read_ledger(path).tasks)


@pytest.mark.parametrize(
    "words",
    [
        ("import", "来文.docx", "-o", "台账.xlsx", "--force", "--as-of", "2026-03-05"),
        ("check", "台账.xlsx", "--mark"),
    ],
    ids=["import", "check"],
)
def test_killed_while_writing(words: tuple[str, ...], example: Path, tmp_path: Path) -> None:
    shutil.copy(example, tmp_path / "来文.docx")
    ledger = tmp_path / "台账.xlsx"
    assert command("import", "来文.docx", "-o", "台账.xlsx", folder=tmp_path).wait() == 0
    # As a clerk leaves it, so that marking it changes something.
    book = openpyxl.load_workbook(ledger)
    if words[0] == "check":
        book["台账"].cell(5, 5).value = None
    book.save(ledger)
    before = ledger.read_bytes()
    start = time.monotonic()
    command(*words, folder=tmp_path).wait()
    usual = time.monotonic() - start
    after = ledger.read_bytes()
    assert after != before
    chance = random.Random(2026)
    told: Counter[str] = Counter()
    for _ in range(KILLS):
        ledger.write_bytes(before)
        process = command(*words, folder=tmp_path)
        # The time in which something is written is what matters; most kills go there.
        time.sleep(usual * chance.uniform(0.4, 1.1))
        told["killed" if process.poll() is None else "done"] += 1
        process.kill()
        process.wait()
        found = ledger.read_bytes()
        # The journal bears the time of each run, so a new ledger is known by being whole.
        assert found in (before, after) or whole(ledger)
        told["old" if found == before else "new"] += 1
    assert whole(ledger)
    for backup in tmp_path.glob("*备份*"):
        assert whole(backup)
    assert told["killed"] >= KILLS // 4, told
    print(dict(told))


def test_killed_while_a_backup_is_made(tmp_path: Path) -> None:
    """The copy is there whole, or not at all."""
    ledger = tmp_path / "台账.xlsx"
    ledger.write_bytes(os.urandom(30_000_000))
    code = "import sys; from pathlib import Path; from toolkit.files.saving import make_backup; make_backup(Path(sys.argv[1]))"
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    chance = random.Random(2026)
    for _ in range(KILLS):
        process = subprocess.Popen([sys.executable, "-c", code, str(ledger)], env=env)
        time.sleep(chance.uniform(0.05, 0.4))
        process.kill()
        process.wait()
    assert all(p.stat().st_size == 30_000_000 for p in tmp_path.glob("*备份*"))
    assert make_backup(ledger).read_bytes() == ledger.read_bytes()
