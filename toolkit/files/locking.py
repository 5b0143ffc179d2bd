"""One command at a time on a ledger: a lock beside the file, held from reading it to writing it.

The operating system keeps the lock and gives it back when a process dies, however it dies, so no
lock is ever stale.  The file that carries it is removed afterwards; one that is left behind by a
killed process means nothing.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import IO, Final

from toolkit.errors import FileProblem
from toolkit.files.on_disk import reason_of

PATIENCE: Final = 10.0
"""Seconds to wait for another command; most take less."""

_PAUSE = 0.05
_held: dict[Path, int] = {}
_guard = threading.Lock()


@contextmanager
def locked(path: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other commands from working on a file until this one is done.

    The same process may ask for it again inside.  Both names of a linked file are one lock.

    Raises:
        FileProblem: another command is still at work after ``patience`` seconds, or the folder
            cannot be written.
    """
    real = Path(os.path.realpath(path))
    with _guard:
        inside = real in _held
        if inside:
            _held[real] += 1
    lock = None if inside else _acquire(real, path.name, patience)
    if lock is not None:
        with _guard:
            _held[real] = _held.get(real, 0) + 1
    try:
        yield
    finally:
        with _guard:
            _held[real] -= 1
            last = not _held[real]
            if last:
                del _held[real]
        if lock is not None:
            _release(lock, lock_file(real))


def lock_file(path: Path) -> Path:
    """The file that carries the lock of another one, in the same folder."""
    digest = blake2b(os.fsencode(path.name), digest_size=8).hexdigest()
    return path.with_name(f".taizhang-{digest}.lock")


def _acquire(real: Path, name: str, patience: float) -> IO[bytes]:
    end = time.monotonic() + patience
    while True:
        carrier = lock_file(real)
        try:
            file = open(carrier, "a+b")  # noqa: SIM115 - it stays open as long as the lock is held
        except OSError as error:
            raise FileProblem(
                f"文件夹“{real.parent}”里不能新建文件（{reason_of(error)}），无法改动“{name}”。"
            ) from error
        if _take(file):
            # Whoever held it before has removed the file; then this lock is on nothing.
            if _is_at(file, carrier):
                return file
            _give_back(file)
        file.close()
        if time.monotonic() > end:
            raise FileProblem(f"“{name}”正由另一个命令处理，请等它结束后再试。")
        time.sleep(_PAUSE)


def _is_at(file: IO[bytes], carrier: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), os.stat(carrier))
    except OSError:
        return False


def _release(file: IO[bytes], carrier: Path) -> None:
    if os.name == "posix":
        # Removed while it is still locked, so that nobody can lock it in between.
        with suppress(OSError):
            carrier.unlink()
        _give_back(file)
        file.close()
        return
    _give_back(file)
    file.close()
    with suppress(OSError):
        carrier.unlink()


def _take(file: IO[bytes]) -> bool:
    """Whether the lock is now held; true also on a disk that knows no locks.

    There what was read is still compared before it is replaced, see :func:`check_unchanged`.
    """
    try:
        import fcntl
    except ImportError:
        import msvcrt

        try:
            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True


def _give_back(file: IO[bytes]) -> None:
    with suppress(OSError):
        try:
            import fcntl
        except ImportError:
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)  # type: ignore[attr-defined,unused-ignore]
            return
        fcntl.flock(file, fcntl.LOCK_UN)


def fingerprint(path: Path) -> str:
    """What tells whether a file's content is still the same; "" where there is no file.

    Raises:
        FileProblem: the file cannot be read.
    """
    try:
        with open(path, "rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return ""
    except OSError as error:
        raise FileProblem(f"“{path.name}”打不开：{reason_of(error)}。") from error


def check_unchanged(path: Path, before: str) -> None:
    """See that a file still holds what it held when its :func:`fingerprint` was ``before``.

    Raises:
        FileProblem: another program, or another command, has changed it since.
    """
    if fingerprint(path) != before:
        raise FileProblem(
            f"“{path.name}”在读取之后又被改动过，为免覆盖，这次没有写入。请重新运行一次。"
        )
