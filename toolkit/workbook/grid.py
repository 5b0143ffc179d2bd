"""The one door to a workbook: whatever its format, sheets with values and what they look like."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from os import PathLike
from typing import Protocol, TypeVar, cast

from toolkit.errors import DamagedFile, FileProblem, TaizhangError, UnsupportedFormat
from toolkit.files.foreign import is_foreign_workbook, modern
from toolkit.files.kind import Kind, kind_of
from toolkit.files.source import Source, damaged, load
from toolkit.workbook.sheet import Sheet

__all__ = ["Sheet", "Workbook", "is_workbook"]

_T = TypeVar("_T")

# Module and class by kind; imported only when a file of that kind comes along.
_BOOKS: dict[Kind, tuple[str, str]] = {
    "xlsx": ("xlsx", "XlsxBook"),
    "xls": ("xls", "XlsBook"),
    "xlsb": ("xlsb", "XlsbBook"),
    "ods": ("ods", "OdsBook"),
    "csv": ("csv_text", "CsvBook"),
}
_RESCUED: frozenset[Kind] = frozenset(("xls", "xlsb"))
_SEEN: dict[Kind, str] = {
    "docx": "是 Word 文档",
    "pdf": "是 PDF 文件",
    "html": "其实是网页",
    "mht": "其实是网页",
    "text": "是文本文件",
    "office": "是旧版文档",
}


class _Book(Protocol):
    """What a reader of one format offers."""

    @property
    def names(self) -> tuple[str, ...]:
        """The worksheets in the order of their tabs."""

    @property
    def epoch_1904(self) -> bool:
        """Whether days are counted from 1904."""

    def sheet(self, name: str) -> Sheet:
        """One of the worksheets."""


class Workbook:
    r"""The sheets of a file, read when they are asked for.

    ``names`` are the worksheets in the order of their tabs, ``kind`` is what the file's first
    bytes say that it is, ``epoch_1904`` tells that its days are counted from 1904.

    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp(), "任务.csv")
    >>> _ = file.write_text("编号,完成时限\n007,2026.10\n", encoding="utf-8")
    >>> Workbook(file).sheet("任务").shown(1, 1)
    '2026.10'
    """

    def __init__(self, source: str | PathLike[str] | Source) -> None:
        """Open a file, or what was already loaded.

        Raises:
            FileProblem: missing, a folder, locked, encrypted, damaged, too large or no workbook.
        """
        source = source if isinstance(source, Source) else load(source)
        self.file = source.name
        self.kind = kind_of(source)
        self._book = self._guarded("", lambda: _opened(source, self.kind))
        self.names = self._book.names
        self.epoch_1904 = self._book.epoch_1904

    def sheet(self, name: str) -> Sheet:
        """The sheet of that name.

        Raises:
            FileProblem: the sheet is damaged or larger than a ledger can be.
            KeyError: there is no such sheet.
        """
        if name not in self.names:
            raise KeyError(name)
        return self._guarded(name, lambda: self._book.sheet(name))

    def _guarded(self, name: str, act: Callable[[], _T]) -> _T:
        """What ``act`` gives; whatever a library raises becomes one message."""
        try:
            return act()
        except TaizhangError:
            raise
        except (Exception, RecursionError, MemoryError) as exc:
            # The libraries below raise a hundred kinds of exception for damaged input.
            sheet = f"工作表“{name}”，" if name else ""
            raise damaged(self.file, "电子表格", f"{sheet}{type(exc).__name__}") from exc


def is_workbook(kind: Kind, source: Source) -> bool:
    """Whether a file of that kind can be opened as a workbook."""
    return kind in _BOOKS or (kind == "office" and is_foreign_workbook(source))


def _opened(source: Source, kind: Kind) -> _Book:
    """The reader of the file's format; a damaged binary file gets a second and a third opinion."""
    if kind == "office" and is_foreign_workbook(source):
        inner = modern(source)
        return _opened(inner, kind_of(inner))
    if kind not in _BOOKS:
        raise _no_workbook(source, kind)
    module, name = _BOOKS[kind]
    book = cast(
        Callable[[Source], _Book], getattr(import_module(f"toolkit.workbook.read.{module}"), name)
    )
    if kind not in _RESCUED:
        return book(source)
    return _Careful(source, kind, book)


def _no_workbook(source: Source, kind: Kind) -> FileProblem:
    seen = _SEEN.get(kind, "不是电子表格")
    return UnsupportedFormat(
        f"“{source.name}”{seen}，不能当作台账或报表打开。"
        "请用 Excel 或 WPS 表格打开，另存为 .xlsx 后再试。"
    )


class _Careful:
    """A binary workbook: what our reader cannot make out is read by others, as well as they can."""

    def __init__(self, source: Source, kind: Kind, book: Callable[[Source], _Book]) -> None:
        self._source = source
        self._kind = kind
        self._rescued = False
        try:
            self._book = book(source)
        except DamagedFile as exc:
            self._book = self._rescue(exc)

    @property
    def names(self) -> tuple[str, ...]:
        return self._book.names

    @property
    def epoch_1904(self) -> bool:
        return self._book.epoch_1904

    def sheet(self, name: str) -> Sheet:
        try:
            return self._book.sheet(name)
        except DamagedFile as exc:
            if self._rescued:
                raise
            rescued = self._rescue(exc)
            if name not in rescued.names:
                raise
            self._book = rescued
            return rescued.sheet(name)

    def _rescue(self, first: DamagedFile) -> _Book:
        from toolkit.files.libreoffice import find_soffice
        from toolkit.workbook.read.rescue import RescuedBook

        self._rescued = True
        try:
            return RescuedBook(self._source, f"Excel 工作簿（.{self._kind}）")
        except DamagedFile:
            if find_soffice() is None or self._source.depth:
                raise first from None
        try:
            inner = modern(replace(self._source, name=f"{self._source.name}.{self._kind}"))
            return _opened(replace(inner, name=self._source.name), kind_of(inner))
        except FileProblem:
            raise first from None
