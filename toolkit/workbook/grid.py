"""Workbooks as rows of plain values, read fast; heads found by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from toolkit.errors import FileProblem
from toolkit.workbook.cell_values import Raw

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


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
