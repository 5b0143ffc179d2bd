"""Files written safely: a temporary file beside them, one rename, a backup of what is replaced."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from toolkit.errors import FileProblem
from toolkit.files.writes import Kind, Watch, watch_of

_CHUNK = 1 << 20


@contextmanager
def replacing(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """A temporary file in the folder of ``path`` that takes its place when all went well.

    Raises:
        FileProblem: the folder is absent, or the file exists and ``overwrite`` is false, or it is
            open in another program.
    """
    check_writable(path, overwrite=overwrite)
    watch = watch_of(path)
    if watch and watch.rehearsal:
        _need_rights(path.parent)
        with tempfile.TemporaryFile(prefix="taizhang-") as spare:
            yield spare
            spare.seek(0)
            watch.note(path, _prepared(watch, path, spare))
        return
    try:
        handle, name = tempfile.mkstemp(prefix=".taizhang-", suffix=".tmp", dir=path.parent)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileProblem(f"文件夹“{path.parent}”里不能新建文件：{reason}") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        kind: Kind = "new"
        if watch:
            with temporary.open("rb") as made:
                kind = _prepared(watch, path, made)
        if kind == "same":
            temporary.unlink()
        else:
            temporary.chmod(_mode(path))
            _rename(temporary, path)
        if watch:
            watch.note(path, kind)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


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
        reason = error.strerror or str(error)
        raise FileProblem(f"不能新建文件夹“{path}”：{reason}") from error


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
    for lock in (f"~${path.name}", f".~lock.{path.name}#"):
        if path.exists() and (path.parent / lock).exists():
            raise FileProblem(in_use(path) + f"（若确已关闭，请删除残留的“{lock}”）")


def in_use(path: Path) -> str:
    """The message for a file that another program holds."""
    return f"“{path.name}”正被占用，可能在 Excel、WPS 或 LibreOffice 中打开着，请保存并关闭后再试。"


def _rename(temporary: Path, path: Path) -> None:
    try:
        os.replace(temporary, path)
    except PermissionError as error:
        raise FileProblem(in_use(path)) from error


def _mode(path: Path) -> int:
    """The rights of the file that is replaced, or those that a new file would get."""
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def make_backup(path: Path) -> Path:
    """A copy beside the file, ``台账.备份-20260301-093000.xlsx``; never over another one.

    Raises:
        FileProblem: the folder cannot be written.
    """
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    count = 1
    while True:
        more = "" if count == 1 else f"-{count}"
        copy = path.with_name(f"{path.stem}.备份-{stamp}{more}{path.suffix}")
        if not copy.exists():
            break
        count += 1
    watch = watch_of(path)
    if watch:
        watch.note(copy, "backup", path)
        if watch.rehearsal:
            return copy
    try:
        shutil.copy2(path, copy)
    except OSError as error:
        raise FileProblem(f"不能备份为“{copy.name}”：{error.strerror or error}") from error
    return copy


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Keep other commands from changing the same file until this one is done.

    Raises:
        FileProblem: another command is at work on it, or the folder cannot be written.
    """
    watch = watch_of(path)
    if watch and watch.rehearsal:
        yield
        return
    guard = path.with_name(f".taizhang-{path.name}.lock")
    try:
        file = guard.open("a+b")
    except OSError as error:
        reason = error.strerror or str(error)
        raise FileProblem(f"文件夹“{path.parent}”里不能新建文件：{reason}") from error
    with file:
        if not _take(file):
            raise FileProblem(f"“{path.name}”正由另一个命令处理，请等它结束后再试。")
        try:
            yield
        finally:
            _give_back(file)
            with suppress(OSError):
                guard.unlink()


def _take(file: BinaryIO) -> bool:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _give_back(file: BinaryIO) -> None:
    try:
        import fcntl
    except ImportError:
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined]
        return
    fcntl.flock(file, fcntl.LOCK_UN)


def fingerprint(path: Path) -> str:
    """What tells whether a file's content is still the same; empty if there is no file.

    Raises:
        FileProblem: the file cannot be read.
    """
    from hashlib import file_digest

    try:
        with open(path, "rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise FileProblem(f"“{path.name}”打不开：{error.strerror or error}") from error
