"""Where a paper may be written: under the right ending, never over its own input or a ledger."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from toolkit.errors import FileProblem, UsageProblem
from toolkit.files.saving import check_writable
from toolkit.ledger.columns import SETTINGS, TASKS


def check_target(
    path: Path,
    endings: Sequence[str],
    what: str,
    *,
    overwrite: bool,
    inputs: Iterable[str | os.PathLike[str]] = (),
) -> None:
    """See that ``what`` may be written to ``path`` before any work is done.

    Raises:
        UsageProblem: the ending says another kind of file.
        FileProblem: it is one of ``inputs``, it holds a ledger, or it cannot be written.
    """
    check_ending(path, endings, what)
    for source in inputs:
        if same_file(path, source):
            raise FileProblem(
                f"“{path.name}”就是要读的文件“{Path(source).name}”，不能存到它自己上面，"
                "请换一个文件名。",
                parameter="output", how="fix",
            )  # fmt: skip
    if is_ledger(path):
        raise FileProblem(
            f"“{path.name}”是一本台账，不能用{what}覆盖它，请换一个文件名。",
            parameter="output", how="fix",
        )  # fmt: skip
    check_writable(path, overwrite=overwrite)


def check_ending(path: Path, endings: Sequence[str], what: str) -> None:
    """See that a file's ending says what it holds.

    >>> check_ending(Path("a.ics"), (".ics",), "日历")

    Raises:
        UsageProblem: it says something else, or nothing.
    """
    if path.suffix.lower() not in endings:
        wanted = " 或 ".join(endings)
        raise UsageProblem(
            f"“{path.name}”的扩展名不对，{what}存为 {wanted}，请改文件名。",
            parameter="output", how="fix",
        )  # fmt: skip


def same_file(one: str | os.PathLike[str], other: str | os.PathLike[str]) -> bool:
    """Whether two paths lead to one file, also over links of either kind."""
    try:
        return os.path.samefile(one, other)
    except OSError:
        return False


def is_ledger(path: Path) -> bool:
    """Whether a ledger workbook of ours stands there, whatever its ending says."""
    try:
        with zipfile.ZipFile(path) as archive:
            workbook = archive.read("xl/workbook.xml").decode("utf-8", "replace")
    except (OSError, KeyError, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return False
    return all(f'name="{name}"' in workbook for name in (TASKS, SETTINGS))
