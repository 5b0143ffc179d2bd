"""Binary workbooks that our own readers cannot make out, read by python-calamine in a child.

That library reads some damaged files that others give up on, but it may also panic, write a
trace to standard error, or take all memory.  In a process of its own, with limits, that harms
nobody; what it says on the way is not shown.
"""

from __future__ import annotations

import contextlib
import pickle
import subprocess
import sys
from typing import Any, Final

from toolkit.files.source import Source, damaged
from toolkit.limits import MAX_COLUMNS
from toolkit.model import LeftOut
from toolkit.workbook.read.collect import Collector
from toolkit.workbook.sheet import Sheet

_MEMORY: Final = 400 * 1024 * 1024
_SECONDS: Final = 4


class RescuedBook:
    """What could be read of a damaged workbook: values only, and every sheet says so.

    Raises:
        FileProblem: nothing could be read.
    """

    epoch_1904 = False

    def __init__(self, source: Source, kind: str) -> None:
        self.file = source.name
        self._sheets: dict[str, Sheet] = {}
        for name, hidden, rows, merged in _from_child(source, kind):
            sheet = Collector(source.name, name)
            for number, row in enumerate(rows):
                for column, value in enumerate(row[:MAX_COLUMNS]):
                    if value != "":
                        sheet.put(number, column, float(value) if type(value) is int else value)
            for (top, left), (bottom, right) in merged:
                sheet.merge(top, left, bottom, right)
            why = "文件有损坏，只读到了单元格的值；数字格式、公式、删除线、隐藏的行列没有读到"
            sheet.remarks.append(LeftOut("", why, sheet.place))
            self._sheets.setdefault(name, sheet.sheet(hidden=hidden))
        self.names = tuple(self._sheets)

    def sheet(self, name: str) -> Sheet:
        """One sheet."""
        return self._sheets[name]


def _from_child(source: Source, kind: str) -> list[Any]:
    """The sheets as the child read them."""
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=source.data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            creationflags=flags,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as exc:
        raise damaged(source.name, kind) from exc
    if done.returncode or not done.stdout:
        raise damaged(source.name, kind)
    found: list[Any] = pickle.loads(done.stdout)
    if not any(rows for _, _, rows, _ in found):
        raise damaged(source.name, kind)
    return found


def _read(data: bytes) -> list[tuple[str, bool, list[list[Any]], list[Any]]]:
    """What the child does: name, hidden or not, rows and merged areas of every sheet."""
    import io

    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    found = []
    for at, info in enumerate(book.sheets_metadata):
        sheet = book.get_sheet_by_index(at)
        hidden = info.visible != SheetVisibleEnum.Visible
        rows = sheet.to_python(skip_empty_area=False)
        found.append((info.name, hidden, rows, list(sheet.merged_cell_ranges or ())))
    return found


def _limit() -> None:
    """Bound the memory of this process, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


if __name__ == "__main__":
    _limit()
    sys.stdout.buffer.write(pickle.dumps(_read(sys.stdin.buffer.read())))
