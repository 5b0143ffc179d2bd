"""Two commands on one ledger: one waits, none loses its work."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from toolkit.errors import FileProblem
from toolkit.files.locking import check_unchanged, fingerprint, lock_file, locked
from toolkit.files.saving import replacing

HOLD = """
import sys, time
from pathlib import Path
from toolkit.files.locking import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_text("0")
    return path


def hold(path: Path) -> subprocess.Popen[str]:
    """A process that holds the lock until it is killed."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE, text=True, env=env
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def test_a_second_command_is_told_to_wait(ledger: Path) -> None:
    process = hold(ledger)
    try:
        start = time.monotonic()
        with pytest.raises(FileProblem, match=r"台账\.xlsx.*另一个命令"), locked(ledger, 0.3):
            pass
        assert time.monotonic() - start >= 0.3
    finally:
        process.kill()
        process.wait()
    # A killed process leaves no lock, only a file without meaning.
    assert lock_file(ledger).exists()
    with locked(ledger, 0.3):
        pass
    assert [p.name for p in ledger.parent.iterdir()] == ["台账.xlsx"]


def test_a_second_command_waits_for_the_first(ledger: Path) -> None:
    process = hold(ledger)
    threading.Timer(0.5, process.kill).start()
    with locked(ledger, 30):
        pass
    process.wait()


def test_the_same_command_may_lock_twice(ledger: Path) -> None:
    with locked(ledger, 0.1), locked(ledger, 0.1):
        assert lock_file(ledger).exists()
    assert not lock_file(ledger).exists()


@pytest.mark.skipif(os.name != "posix", reason="symbolic links")
def test_both_names_of_a_file_are_one_lock(ledger: Path, tmp_path: Path) -> None:
    link = tmp_path / "链接.xlsx"
    link.symlink_to(ledger)
    process = hold(link)
    try:
        with pytest.raises(FileProblem), locked(ledger, 0.1):
            pass
    finally:
        process.kill()
        process.wait()


def test_the_lock_of_a_long_name(tmp_path: Path) -> None:
    path = tmp_path / ("账" * 83 + ".xlsx")
    with locked(path):
        assert lock_file(path).exists()


def test_what_changed_since_it_was_read_is_not_written(ledger: Path) -> None:
    before = fingerprint(ledger)
    check_unchanged(ledger, before)
    ledger.write_text("1")
    with pytest.raises(FileProblem, match=r"台账\.xlsx.*又被改动"):
        check_unchanged(ledger, before)
    assert fingerprint(ledger.with_name("没有.xlsx")) == ""


def _count_up(path: Path, times: int) -> None:
    for _ in range(times):
        with locked(path, 60):
            number = int(path.read_text())
            with replacing(path, overwrite=True) as file:
                file.write(str(number + 1).encode())


def test_no_work_is_lost_between_processes(ledger: Path) -> None:
    """Each reads, adds one and writes: without the lock some additions would be lost."""
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_count_up, args=(ledger, 40)) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0] * 4
    assert ledger.read_text() == "160"
    assert [p.name for p in ledger.parent.iterdir()] == ["台账.xlsx"]
