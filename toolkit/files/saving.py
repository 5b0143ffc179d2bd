"""Files written safely: a temporary file beside them, one rename, a backup of what is replaced.

All that writes a file goes through here; :mod:`locking` keeps two commands apart, :mod:`targets`
knows which file is really written and what its owner wants kept.
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
from toolkit.files.leftovers import sweep
from toolkit.files.locking import check_unchanged, fingerprint, locked
from toolkit.files.targets import (
    DISK_ERRORS,
    copy_whole,
    fitting,
    flush,
    flush_folder,
    reason_of,
    take_rights,
    target_of,
)

__all__ = [
    "check_unchanged",
    "check_writable",
    "fingerprint",
    "in_use",
    "locked",
    "make_backup",
    "replacing",
]


@contextmanager
def replacing(path: Path, *, overwrite: bool) -> Iterator[BinaryIO]:
    """A temporary file in the folder of ``path`` that takes its place when all went well.

    Raises:
        FileProblem: the folder is absent, or the file exists and ``overwrite`` is false, or it is
            open in another program.
    """
    check_writable(path, overwrite=overwrite)
    path = target_of(path)
    sweep(path.parent)
    try:
        handle, name = tempfile.mkstemp(prefix=".taizhang-", suffix=".tmp", dir=path.parent)
    except OSError as error:
        raise FileProblem(f"文件夹“{path.parent}”里不能新建文件：{reason_of(error)}。") from error
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            flush(file)
        take_rights(temporary, path)
        _rename(temporary, path)
        flush_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError) and error.errno in DISK_ERRORS:
            raise FileProblem(
                f"“{path.name}”没有写成：{reason_of(error)}，原来的没有动。"
            ) from error
        raise


def check_writable(path: Path, *, overwrite: bool) -> None:
    """See that ``path`` may be written before any work is done.

    Raises:
        FileProblem: as :func:`replacing` says.
    """
    if path.is_dir():
        raise FileProblem(f"“{path}”是文件夹，请给出工作簿的文件名，例如 台账.xlsx。")
    if not path.parent.is_dir():
        raise FileProblem(f"文件夹“{path.parent}”不存在，请先建好再保存“{path.name}”。")
    if path.exists() and not overwrite:
        raise FileProblem(f"“{path.name}”已经存在，没有覆盖。请换一个文件名，或者明确要求覆盖。")
    if not path.exists():
        return
    for place in dict.fromkeys((path, target_of(path))):
        for lock in (f"~${place.name}", f".~lock.{place.name}#"):
            if os.path.exists(place.parent / lock):
                raise FileProblem(in_use(path) + f"（若确已关闭，请删除残留的“{lock}”）")


def in_use(path: Path) -> str:
    """The message for a file that another program holds."""
    return f"“{path.name}”正被占用，可能在 Excel、WPS 或 LibreOffice 中打开着，请保存并关闭后再试。"


def _rename(temporary: Path, path: Path) -> None:
    try:
        os.replace(temporary, path)
    except PermissionError as error:
        if os.name == "posix":
            # Here an open file can be replaced; the folder or its owner is what forbids it.
            raise FileProblem(
                f"“{path.name}”不能改写：{reason_of(error)}，或正被其他程序占用。"
            ) from error
        raise FileProblem(in_use(path)) from error


def make_backup(path: Path) -> Path:
    """A copy beside the file, ``台账.备份-20260301-093000.xlsx``; never over another one.

    Raises:
        FileProblem: the folder cannot be written.
    """
    sweep(path.parent)
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    for count in itertools.count(1):
        more = "" if count == 1 else f"-{count}"
        copy = path.with_name(fitting(path.stem, f".备份-{stamp}{more}{path.suffix}"))
        if os.path.lexists(copy):
            continue
        try:
            copy_whole(path, copy)
        except FileExistsError:
            continue
        except OSError as error:
            raise FileProblem(
                f"不能把“{path.name}”备份为“{copy.name}”：{reason_of(error)}，因此没有改动原文件。"
            ) from error
        return copy
    raise AssertionError("there are always more numbers")
