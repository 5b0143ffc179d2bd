"""The file that is really written: behind links, regular, with the rights that it had."""

from __future__ import annotations

import errno
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from toolkit.errors import FileProblem

_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}
DISK_ERRORS = frozenset({*_FULL, errno.EIO, errno.EROFS, errno.EFBIG})
"""What can befall writing that began well."""
_LONGEST_NAME = 255


def target_of(path: Path) -> Path:
    """The file that a path leads to, which may be replaced by another one.

    A symbolic link stays what it is, and what it points to is written.  A file of two names (hard
    links) is refused: a new file in its place would leave the other name with the old content,
    and writing into it could leave both with half of each if the power fails.

    Raises:
        FileProblem: not a regular file, read-only, or a file of several names.
    """
    try:
        real = Path(os.path.realpath(path))
        status = real.stat()
    except FileNotFoundError:
        return real
    except OSError as error:
        raise FileProblem(f"“{path.name}”打不开：{reason_of(error)}。") from error
    if stat.S_ISDIR(status.st_mode):
        raise FileProblem(f"“{path}”是文件夹，请给出工作簿的文件名，例如 台账.xlsx。")
    if not stat.S_ISREG(status.st_mode):
        raise FileProblem(f"“{path}”不是普通文件（是设备、管道之类），不能写入，请换一个文件名。")
    if not os.access(real, os.W_OK):  # who may write it all the same may replace it
        raise FileProblem(
            f"“{path.name}”是只读文件，没有改动。请在文件属性中取消“只读”，或另存一份后再试。"
        )
    if status.st_nlink > 1:
        raise FileProblem(
            f"“{path.name}”在磁盘上还有别的名字（硬链接），改写会使几个名字的内容不再一致，没有改动。"
            "请把它复制一份，用复制出来的文件再试。"
        )
    return real


def reason_of(error: OSError) -> str:
    """Why the operating system refused, in words for the clerk."""
    if error.errno in _FULL:
        return "磁盘空间不够"
    if isinstance(error, PermissionError):
        return "没有写入权限"
    if error.errno == errno.EROFS:
        return "磁盘是只读的"
    if error.errno == errno.ENAMETOOLONG:
        return "文件名太长"
    return error.strerror or str(error)


def flush(file: BinaryIO) -> None:
    """Have what was written reach the disk before the file takes another one's place."""
    file.flush()
    os.fsync(file.fileno())


def flush_folder(folder: Path) -> None:
    """Have the names in a folder reach the disk, where a system can be asked for it."""
    if os.name != "posix":
        return
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def take_rights(new: Path, target: Path) -> None:
    """Give a new file the owner, group, rights and access lists of the one that it replaces.

    Without one it gets those that any new file gets.

    Raises:
        FileProblem: the group cannot be kept, so that colleagues would be locked out.
    """
    try:
        status = target.stat()
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        new.chmod(0o666 & ~umask)
        return
    if os.name == "posix":
        _take_owner(new, target, status)
        _take_attributes(new, target)
    new.chmod(stat.S_IMODE(status.st_mode))


def _take_owner(new: Path, target: Path, status: os.stat_result) -> None:
    made = new.stat()
    if made.st_uid != status.st_uid:
        # Only the superuser can give a file away; with its group and rights kept, all who could
        # open it still can.
        with suppress(OSError):
            os.chown(new, status.st_uid, -1)
    if made.st_gid != status.st_gid:
        try:
            os.chown(new, -1, status.st_gid)
        except OSError as error:
            raise FileProblem(
                f"“{target.name}”属于另一个用户组，改写后不能保持，同事可能打不开，没有改动。"
                "请由建立这个文件的人来操作，或先复制一份。"
            ) from error


def _take_attributes(new: Path, target: Path) -> None:
    """Access lists and the like, which Linux keeps as extended attributes."""
    if not hasattr(os, "listxattr"):
        return
    with suppress(OSError):
        for name in os.listxattr(target):
            with suppress(OSError):
                os.setxattr(new, name, os.getxattr(target, name))


def fitting(start: str, end: str) -> str:
    """A file name of both parts; ``start`` is cut where the name would be too long for a disk.

    >>> fitting("台账", ".备份.xlsx")
    '台账.备份.xlsx'
    >>> len(fitting("台" * 90, ".备份.xlsx").encode()) <= 255
    True
    """
    room = _LONGEST_NAME - len(os.fsencode(end))
    while len(os.fsencode(start)) > room:
        start = start[:-1]
    return start + end


def copy_whole(source: Path, copy: Path) -> None:
    """A copy under a name that is free; it appears when it is complete, or not at all.

    Raises:
        FileExistsError: the name was taken in the meantime.
        OSError: the disk is full, or the folder cannot be written.
    """
    import shutil
    import tempfile

    handle, name = tempfile.mkstemp(prefix=".taizhang-", suffix=".tmp", dir=copy.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file, source.open("rb") as old:
            shutil.copyfileobj(old, file, 1 << 20)
            flush(file)
        shutil.copystat(source, temporary)
        _rename_to_free(temporary, copy)
        flush_folder(copy.parent)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise


def _rename_to_free(temporary: Path, copy: Path) -> None:
    """Rename without replacing: a link fails where the name is taken, a rename on Windows too."""
    if os.name != "posix":
        os.rename(temporary, copy)
        return
    try:
        os.link(temporary, copy)
    except FileExistsError:
        raise
    except OSError:
        # A disk without links: look, then rename.
        if copy.exists():
            raise FileExistsError(errno.EEXIST, "exists", str(copy)) from None
        os.rename(temporary, copy)
        return
    temporary.unlink()
