"""Files written safely: a temporary file beside them, one rename, a backup of what is replaced.

This is the one door through which files reach the disk.  Who watches a command
(:mod:`toolkit.files.writes`) is told of each; in a rehearsal all the work is done and nothing is
written.
"""

from __future__ import annotations

import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from toolkit.errors import FileProblem
from toolkit.files import locking
from toolkit.files.leftovers import sweep
from toolkit.files.locking import check_unchanged, fingerprint
from toolkit.files.on_disk import (
    DISK_ERRORS,
    copy_whole,
    fitting,
    flush,
    flush_folder,
    reason_of,
    take_rights,
    target_of,
)
from toolkit.files.writes import Kind, Watch, watch_of

__all__ = [
    "check_unchanged",
    "check_writable",
    "fingerprint",
    "in_use",
    "locked",
    "make_backup",
    "make_folder",
    "replacing",
]

_CHUNK = 1 << 20


@contextmanager
def replacing(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """A temporary file in the folder of ``path`` that takes its place when all went well.

    Raises:
        FileProblem: the folder is absent, or the file exists and ``overwrite`` is false, or it is
            open in another program, or the disk is full.
    """
    check_writable(path, overwrite=overwrite)
    watch = watch_of(path)
    if watch and watch.rehearsal:
        target_of(path)
        _need_rights(path.parent)
        with tempfile.TemporaryFile(prefix="taizhang-") as spare:
            yield spare
            spare.seek(0)
            watch.note(path, _prepared(watch, path, spare))
        return
    named, path = path, target_of(path)
    sweep(path.parent)
    try:
        handle, name = tempfile.mkstemp(prefix=".taizhang-", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise FileProblem(f"文件夹“{path.parent}”里不能新建文件：{reason_of(error)}") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            flush(file)
        kind = _kind_of(watch, path, temporary)
        if kind == "same":
            temporary.unlink()
        else:
            take_rights(temporary, path)
            _rename(temporary, path)
            flush_folder(path.parent)
        if watch:
            watch.note(named, kind)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError) and error.errno in DISK_ERRORS:
            raise FileProblem(
                f"“{path.name}”没有写成：{reason_of(error)}，原来的没有动。"
            ) from error
        raise


def _kind_of(watch: Watch | None, path: Path, temporary: Path) -> Kind:
    if watch is None:
        return "new"
    with temporary.open("rb") as made:
        return _prepared(watch, path, made)


def _prepared(watch: Watch, path: Path, made: BinaryIO) -> Kind:
    """What writing these bytes means for a file; one that is replaced is first let be saved."""
    if not path.exists():
        return "new"
    if _holds(path, made):
        return "same"
    if watch.before_replacing:
        watch.before_replacing(path)
    return "replaced"


def _need_rights(folder: Path) -> None:
    """See in a rehearsal that the real run could make a file in a folder."""
    if folder.is_dir() and not os.access(folder, os.W_OK):
        raise FileProblem(f"文件夹“{folder}”里不能新建文件：没有写入权限")


def _holds(path: Path, made: BinaryIO) -> bool:
    """Whether a file holds exactly these bytes."""
    with path.open("rb") as old:
        while True:
            one, other = old.read(_CHUNK), made.read(_CHUNK)
            if one != other:
                return False
            if not one:
                return True


def make_folder(path: Path) -> None:
    """See that a folder is there, with the folders above it.

    Raises:
        FileProblem: there is a file of that name, or the folder cannot be made.
    """
    if path.is_dir():
        return
    if path.exists():
        raise FileProblem(
            f"“{path}”是一个文件，请换一个文件夹的名字。", parameter="output", how="fix"
        )
    watch = watch_of(path)
    if watch:
        for above in reversed(path.parents):
            if not above.exists():
                watch.note(above, "folder")
        watch.note(path, "folder")
        if watch.rehearsal:
            return
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblem(f"不能新建文件夹“{path}”：{reason_of(error)}") from error


def check_writable(path: Path, *, overwrite: bool) -> None:
    """See that ``path`` may be written before any work is done.

    Raises:
        FileProblem: as :func:`replacing` says.
    """
    if path.is_dir():
        raise FileProblem(f"“{path}”是文件夹，请给出工作簿的文件名，例如 台账.xlsx。")
    watch = watch_of(path)
    if not path.parent.is_dir() and not (watch and watch.is_coming(path.parent)):
        raise FileProblem(f"文件夹“{path.parent}”不存在，请先建好再保存“{path.name}”。")
    if watch and watch.is_source(path):
        raise FileProblem(
            f"“{path.name}”正是要读取的文件，结果不能写在它上面，没有改动。请换一个文件名。",
            parameter="output", how="fix",
        )  # fmt: skip
    if path.exists() and not overwrite:
        raise FileProblem(
            f"“{path.name}”已经存在，没有覆盖。请换一个文件名，或者明确要求覆盖。",
            parameter="force",
        )
    if not path.exists():
        return
    for place in dict.fromkeys((path, target_of(path))):
        for lock in (f"~${place.name}", f".~lock.{place.name}#"):
            # os.path: a lock's name may be longer than a name can be, and then there is none.
            if os.path.exists(place.parent / lock):
                raise FileProblem(in_use(path) + f"（若确已关闭，请删除残留的“{lock}”）")


def in_use(path: Path) -> str:
    """The message for a file that another program holds."""
    return f"“{path.name}”正被占用，可能在 Excel、WPS 或 LibreOffice 中打开着，请保存并关闭后再试。"


def _rename(temporary: Path, path: Path) -> None:
    try:
        os.replace(temporary, path)
    except PermissionError as error:
        raise FileProblem(in_use(path)) from error


def make_backup(path: Path) -> Path:
    """A copy beside the file, ``台账.备份-20260301-093000.xlsx``; never over another one.

    Raises:
        FileProblem: the folder cannot be written, or the disk is full.
    """
    watch = watch_of(path)
    rehearsal = watch is not None and watch.rehearsal
    if not rehearsal:
        sweep(path.parent)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    for count in itertools.count(1):
        more = "" if count == 1 else f"-{count}"
        copy = path.with_name(fitting(path.stem, f".备份-{stamp}{more}{path.suffix}"))
        if os.path.lexists(copy):
            continue
        try:
            if not rehearsal:
                copy_whole(path, copy)
        except FileExistsError:
            continue
        except OSError as error:
            raise FileProblem(
                f"不能把“{path.name}”备份为“{copy.name}”：{reason_of(error)}，因此没有改动原文件。"
            ) from error
        if watch:
            watch.note(copy, "backup", path)
        return copy
    raise AssertionError("there are always more numbers")


@contextmanager
def locked(path: Path, patience: float = locking.PATIENCE) -> Iterator[None]:
    """Keep other commands from changing a file until this one is done; a rehearsal needs no lock.

    Raises:
        FileProblem: as :func:`toolkit.files.locking.locked` says.
    """
    watch = watch_of(path)
    if watch and watch.rehearsal:
        yield
        return
    with locking.locked(path, patience):
        yield
