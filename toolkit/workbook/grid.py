"""Workbooks as rows of plain values, read fast; heads found by name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from toolkit.errors import FileProblem
from toolkit.ledger.columns import Column, match_heads

Raw = str | float | bool | date | datetime | time | timedelta
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_HEAD_ROWS = 20  # heads below a title, a number and a line about units; never further down


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: its rows from row 1 on, and the merged areas as 0-based corners."""

    name: str
    rows: Sequence[Sequence[Raw]]
    merged: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


class Workbook:
    """The sheets of a workbook file, read when they are asked for."""

    def __init__(self, path: Path) -> None:
        """Open the file.

        Raises:
            FileProblem: it is missing, a folder, locked, encrypted, damaged or no workbook.
        """
        from python_calamine import CalamineError, CalamineWorkbook

        _look(path)
        try:
            # Not by its path: calamine would believe the extension, which units get wrong.
            with open(path, "rb") as file:
                self._book = CalamineWorkbook.from_filelike(file)
        except PermissionError as error:
            raise FileProblem(f"“{path.name}”打不开，可能正被其他程序占用或没有权限。") from error
        except (CalamineError, OSError, ValueError) as error:
            raise FileProblem(
                f"“{path.name}”不是完好的工作簿，请在 Excel 或 WPS 中打开后另存为 .xlsx 再试。"
            ) from error
        self._path = path
        self.names: tuple[str, ...] = tuple(self._book.sheet_names)

    def grid(self, name: str) -> Grid:
        """The cells of one sheet, with empty rows and columns kept.

        Raises:
            FileProblem: the sheet is damaged.
        """
        from python_calamine import CalamineError

        try:
            sheet = self._book.get_sheet_by_name(name)
            rows: Any = sheet.to_python(skip_empty_area=False)
        except (CalamineError, OSError, ValueError) as error:
            raise FileProblem(f"“{self._path.name}”的工作表“{name}”已损坏，读不出来。") from error
        return Grid(name, rows, tuple(sheet.merged_cell_ranges or ()))


def _look(path: Path) -> None:
    """Say what is wrong with a file before a parser stumbles over it."""
    if path.is_dir():
        raise FileProblem(f"“{path}”是文件夹，不是台账文件。")
    if not path.exists():
        raise FileProblem(f"找不到文件“{path}”。")
    try:
        with open(path, "rb") as file:
            start = file.read(8)
            rest = file.read(65536) if start == _OLE else b""
    except PermissionError as error:
        raise FileProblem(f"“{path.name}”打不开，可能正被其他程序占用或没有权限。") from error
    if not start:
        raise FileProblem(f"“{path.name}”是空文件（0 字节）。")
    if _ENCRYPTED in rest:
        raise FileProblem(f"“{path.name}”设了打开密码，请在 Excel 中取消密码后再试。")


def text_of(value: Raw | None) -> str:
    """A cell as text: whole numbers without a point, dates as they are said.

    >>> text_of(3.0), text_of(date(2026, 10, 16)), text_of("007")
    ('3', '2026年10月16日', '007')
    """
    if type(value) is str:
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime) and (value.hour or value.minute):
        return f"{value.year}年{value.month}月{value.day}日{value.hour}时{value.minute}分"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return str(value)


def find_heads(
    grid: Grid, columns: Sequence[Column], renames: Mapping[str, str] | None = None
) -> tuple[int, dict[str, list[int]]] | None:
    """The 0-based row with the most known heads and where each field stands; None without any."""
    best: tuple[int, int, dict[str, list[int]]] | None = None
    for index, row in enumerate(grid.rows[:_HEAD_ROWS]):
        found = match_heads([text_of(value) for value in row], columns, renames)
        if found and (best is None or len(found) > best[0]):
            best = len(found), index, found
    return (best[1], best[2]) if best else None


def table(grid: Grid, columns: Sequence[Column]) -> list[dict[str, str]]:
    """The rows below the heads as texts by field; empty rows are left out."""
    found = find_heads(grid, columns)
    if found is None:
        return []
    head, places = found
    rows = []
    for row in grid.rows[head + 1 :]:
        texts = {field: text_of(row[at[0]]) for field, at in places.items() if at[0] < len(row)}
        if any(text.strip() for text in texts.values()):
            rows.append(texts)
    return rows
