"""Writing is noted; a rehearsal does all of it but the writing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from toolkit.errors import FileProblem
from toolkit.files.saving import make_backup, make_folder, replacing
from toolkit.files.writes import scratch_folder, watching


def put(path: Path, data: bytes = b"new", *, overwrite: bool = True) -> None:
    with replacing(path, overwrite=overwrite) as file:
        file.write(data)


@pytest.mark.parametrize("rehearsal", [False, True])
def test_what_is_written_is_noted_in_its_order(tmp_path: Path, rehearsal: bool) -> None:
    old, same = tmp_path / "旧.txt", tmp_path / "同.txt"
    old.write_bytes(b"old")
    same.write_bytes(b"new")
    new = tmp_path / "甲" / "乙" / "新.txt"
    with watching(rehearsal=rehearsal) as writes:
        make_folder(new.parent)
        put(new)
        copy = make_backup(old)
        put(old)
        put(same)
    assert [(w.kind, w.path, w.of) for w in writes] == [
        ("folder", tmp_path / "甲", None),
        ("folder", tmp_path / "甲" / "乙", None),
        ("new", new, None),
        ("backup", copy, old),
        ("replaced", old, None),
        ("same", same, None),
    ]
    assert new.exists() is copy.exists() is not rehearsal
    assert old.read_bytes() == (b"old" if rehearsal else b"new")


def test_a_rehearsal_meets_the_refusals_of_the_real_run(tmp_path: Path) -> None:
    (tmp_path / "在.txt").write_bytes(b"old")
    (tmp_path / "占用.xlsx").write_bytes(b"old")
    (tmp_path / "~$占用.xlsx").write_bytes(b"lock")
    cases = {
        "在.txt": ("已经存在", False),
        "没有/a.txt": ("不存在", True),
        "占用.xlsx": ("正被占用", True),
        ".": ("是文件夹", True),
    }
    for name, (message, overwrite) in cases.items():
        for rehearsal in (False, True):
            with watching(rehearsal=rehearsal), pytest.raises(FileProblem, match=message):
                put(tmp_path / name, overwrite=overwrite)
    with watching(rehearsal=True), pytest.raises(FileProblem, match="是一个文件"):
        make_folder(tmp_path / "在.txt")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_rehearsal_sees_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with watching(rehearsal=True), pytest.raises(FileProblem, match="不能新建文件"):
            put(tmp_path / "a.txt")
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.parametrize("link", ["原件.txt", "链接.txt", "硬链接.txt", "./甲/../原件.txt"])
def test_a_source_is_never_replaced_under_any_name(tmp_path: Path, link: str) -> None:
    source = tmp_path / "原件.txt"
    source.write_bytes(b"source")
    (tmp_path / "甲").mkdir()
    (tmp_path / "链接.txt").symlink_to(source)
    (tmp_path / "硬链接.txt").hardlink_to(source)
    with watching(sources=[source]), pytest.raises(FileProblem, match="正是要读取的文件"):
        put(tmp_path / link)
    assert source.read_bytes() == b"source"


def test_who_wants_to_save_what_is_replaced_is_asked_before(tmp_path: Path) -> None:
    path, seen = tmp_path / "a.txt", []
    path.write_bytes(b"old")
    with watching(before_replacing=lambda p: seen.append((p, p.read_bytes()))):
        put(path, b"old")
        put(tmp_path / "b.txt")
        assert seen == []
        put(path, b"new")
    assert seen == [(path, b"old")]


@pytest.mark.parametrize("rehearsal", [False, True])
def test_scratch_files_are_written_and_nobody_is_told(rehearsal: bool) -> None:
    with watching(rehearsal=rehearsal) as writes, scratch_folder() as folder:
        put(folder / "a.txt")
        make_folder(folder / "b")
        assert (folder / "a.txt").read_bytes() == b"new"
        assert (folder / "b").is_dir()
    assert writes == []
    assert not folder.exists()


def test_a_failure_inside_notes_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    with (
        watching() as writes,
        pytest.raises(RuntimeError),
        replacing(tmp_path / "a.txt", overwrite=True) as file,
    ):
        file.write(b"half")
        raise RuntimeError
    assert writes == []
    assert list(tmp_path.iterdir()) == []


def test_nobody_watches_outside(tmp_path: Path) -> None:
    with watching(rehearsal=True):
        pass
    put(tmp_path / "a.txt")
    assert (tmp_path / "a.txt").exists()
