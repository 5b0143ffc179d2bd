"""What is replaced keeps its place, its rights and its links, or is left alone with a reason."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.errors import FileProblem
from toolkit.files import on_disk as targets
from toolkit.files.saving import check_writable, make_backup, replacing

posix = pytest.mark.skipif(os.name != "posix", reason="the rights and links of POSIX systems")
superuser = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only the superuser gives files away"
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(b"old")
    return path


def write(path: Path, content: bytes = b"new") -> None:
    with replacing(path, overwrite=True) as file:
        file.write(content)


def names(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


@posix
def test_a_symbolic_link_stays_one_and_its_file_is_written(ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "桌面").mkdir()
    link = tmp_path / "桌面" / "快捷.xlsx"
    link.symlink_to(ledger)
    write(link)
    assert link.is_symlink() and ledger.read_bytes() == b"new"
    assert names(link.parent) == ["快捷.xlsx"]


@posix
def test_a_file_of_two_names_is_refused_before_any_work(ledger: Path, tmp_path: Path) -> None:
    other = tmp_path / "另一个名字.xlsx"
    os.link(ledger, other)
    for attempt in (write, lambda path: check_writable(path, overwrite=True)):
        with pytest.raises(FileProblem, match=r"台账\.xlsx.*硬链接.*复制"):
            attempt(ledger)
    assert ledger.read_bytes() == other.read_bytes() == b"old"
    assert os.path.samefile(ledger, other)


@pytest.mark.skipif(
    hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere"
)
def test_a_read_only_file_is_refused(ledger: Path) -> None:
    ledger.chmod(0o444)
    with pytest.raises(FileProblem, match=r"台账\.xlsx.*只读"):
        write(ledger)
    assert ledger.read_bytes() == b"old" and names(ledger.parent) == ["台账.xlsx"]
    ledger.chmod(0o644)


@posix
@pytest.mark.parametrize("kind", ["fifo", "device", "folder"])
def test_what_is_no_regular_file_is_refused(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "台账.xlsx"
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        path = Path(os.devnull)
    with pytest.raises(FileProblem, match=r"不是普通文件|文件夹"):
        write(path)
    assert path.exists() and not path.is_file()


@posix
def test_the_mode_stays_with_its_set_group_bit(ledger: Path) -> None:
    ledger.chmod(0o2660)
    write(ledger)
    assert stat.S_IMODE(ledger.stat().st_mode) == 0o2660


@posix
@superuser
def test_owner_and_group_stay(ledger: Path) -> None:
    os.chown(ledger, 1234, 2345)
    ledger.chmod(0o2664)
    write(ledger)
    found = ledger.stat()
    assert (found.st_uid, found.st_gid, stat.S_IMODE(found.st_mode)) == (1234, 2345, 0o2664)


@posix
def test_a_group_that_cannot_be_kept_is_told(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        os.chown(ledger, -1, 2345)
    else:
        pytest.skip("a file of another group cannot be made here")

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, "not permitted")

    monkeypatch.setattr(os, "chown", refuse)
    with pytest.raises(FileProblem, match="用户组"):
        write(ledger)
    assert ledger.read_bytes() == b"old" and names(ledger.parent) == ["台账.xlsx"]


def test_a_new_file_gets_ordinary_rights(tmp_path: Path) -> None:
    umask = os.umask(0o027)
    try:
        write(tmp_path / "新.xlsx")
    finally:
        os.umask(umask)
    if os.name == "posix":
        assert stat.S_IMODE((tmp_path / "新.xlsx").stat().st_mode) == 0o640


class Full:
    """A disk that is full from some call on."""

    def __init__(self, real: Callable[..., object]) -> None:
        self.real = real

    def __call__(self, *_: object) -> object:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_full_disk_leaves_the_old_file(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", Full(os.fsync))
    with pytest.raises(FileProblem, match=r"台账\.xlsx.*磁盘空间不够"):
        write(ledger)
    assert ledger.read_bytes() == b"old" and names(ledger.parent) == ["台账.xlsx"]


def test_a_full_disk_leaves_no_cut_backup(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", Full(os.fsync))
    with pytest.raises(FileProblem, match=r"备份.*磁盘空间不够.*没有改动"):
        make_backup(ledger)
    assert names(ledger.parent) == ["台账.xlsx"]


@pytest.mark.skipif(sys.platform != "linux", reason="a small disk is mounted on Linux")
def test_a_really_full_disk(tmp_path: Path) -> None:
    """A file system of its own, if this machine lets us have one."""
    import subprocess

    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no file system can be mounted here")
    try:
        ledger = disk / "台账.xlsx"
        ledger.write_bytes(b"x" * 40_000)
        with pytest.raises(FileProblem, match="磁盘空间不够"):
            make_backup(ledger)
        with pytest.raises(FileProblem, match="磁盘空间不够"):
            write(ledger, b"y" * 50_000)
        assert names(disk) == ["台账.xlsx"] and ledger.read_bytes() == b"x" * 40_000
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_backups_of_one_second_have_numbers(ledger: Path) -> None:
    made = [make_backup(ledger) for _ in range(3)]
    assert len({path.name for path in made}) == 3
    assert all(path.read_bytes() == b"old" for path in made)
    assert all(path.name.startswith("台账.备份-") for path in made)
    assert len(names(ledger.parent)) == 4


@pytest.mark.parametrize("length", [60, 80, 83])
def test_a_name_near_the_longest_is_cut_in_the_backup(tmp_path: Path, length: int) -> None:
    ledger = tmp_path / ("账" * length + ".xlsx")
    try:
        ledger.write_bytes(b"old")
    except OSError:
        pytest.skip("names of this length are not allowed here")
    copy = make_backup(ledger)
    assert copy.suffix == ".xlsx" and ".备份-" in copy.name and len(copy.name.encode()) <= 255
    check_writable(ledger, overwrite=True)
    write(ledger)
    assert (ledger.read_bytes(), copy.read_bytes()) == (b"new", b"old")


def test_a_backup_keeps_the_time_of_its_file(ledger: Path) -> None:
    os.utime(ledger, (1_700_000_000, 1_700_000_000))
    assert make_backup(ledger).stat().st_mtime == 1_700_000_000


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space"), "磁盘空间不够"),
        (OSError(errno.EROFS, "Read-only"), "磁盘是只读的"),
        (OSError(errno.ENAMETOOLONG, "long"), "文件名太长"),
        (PermissionError(errno.EACCES, "denied"), "没有写入权限"),
    ],
)
def test_reasons_are_chinese(error: OSError, words: str) -> None:
    assert targets.reason_of(error) == words
