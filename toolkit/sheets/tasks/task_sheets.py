"""A task sheet for every unit: what it leads, what it takes part in, by when.

One workbook with an index and a sheet a unit, or a file for every unit, as workbooks or as PDF,
in a folder or packed into one zip.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toolkit.errors import FileProblem, UsageProblem
from toolkit.files.saving import check_writable, make_folder, replacing
from toolkit.files.writes import scratch_folder
from toolkit.resources import resource
from toolkit.sheets.tasks.selection import Choice, UnitTasks, by_unit, groups_without_members
from toolkit.sheets.tasks.sheet_lights import Day
from toolkit.sheets.tasks.task_fields import (
    INDEX_FIELDS,
    TASK_FIELDS,
    head_values,
    index_row,
    task_row,
    unit_values,
)
from toolkit.workbook.cells import Value
from toolkit.workbook.fill.book import Book
from toolkit.workbook.fill.press import Press
from toolkit.workbook.fill.render import Filling, Rows
from toolkit.workbook.package import PackageWriter, stored
from toolkit.workbook.sheet_names import file_name, sheet_name

if TYPE_CHECKING:
    from toolkit.ledger import Ledger

STEM: Final = "任务单"
INDEX: Final = "目录"
PATTERN: Final = "任务单"
LIST: Final = "任务"
TEMPLATES: Final = {False: "task_sheet.xlsx", True: "task_sheet_portrait.xlsx"}
"""The project's own templates: landscape, and portrait."""

_FIELDS: Final = tuple(TASK_FIELDS)
_INDEX_FIELDS: Final = tuple(INDEX_FIELDS)
# One workbook prints as one job, and then &N would count the pages of all units together.
_PAGE_OF: Final = "第 &P 页 共 &N 页"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class _Job:
    """What all sheets of one call have in common."""

    units: list[UnitTasks]
    day: Day
    head: Mapping[str, Value]
    book: Book
    progress: Progress | None

    def filling(self, unit: UnitTasks, **more: Value) -> Filling:
        """The data of one unit's sheet."""
        rows = [task_row(n, item, self.day) for n, item in enumerate(unit.items, 1)]
        values = {**self.head, **unit_values(unit), **more}
        return Filling(values, {LIST: Rows(_FIELDS, rows)})

    def told(self, done: int) -> None:
        """Report progress to whoever watches."""
        if self.progress:
            self.progress(done, len(self.units))


def make_task_sheets(
    ledger: Ledger,
    out_dir: str | PathLike[str],
    *,
    units: Iterable[str] | None = None,
    lead: bool = False,
    open_only: bool = False,
    before: date | None = None,
    expand: bool = False,
    separate: bool = False,
    pdf: bool = False,
    zipped: bool = False,
    portrait: bool = False,
    as_of: date | None = None,
    overwrite: bool = False,
    template: str | PathLike[str] | None = None,
    progress: Progress | None = None,
    tell: Callable[[str], None] | None = None,
) -> list[Path]:
    """Write the task sheets of a ledger's units into ``out_dir``; returns the paths written.

    As it stands that is 任务单.xlsx: an index with links and one sheet a unit.  ``separate`` makes
    a file for every unit, named after it; ``zipped`` packs those into 任务单.zip; ``pdf`` makes PDF
    instead of workbooks, through LibreOffice.

    ``units`` names the units that are wanted (names or aliases), ``lead``, ``open_only`` and
    ``before`` choose among their tasks, ``expand`` gives the tasks of a group to its members.
    ``as_of`` is the date of the sheets and of their lights: the ledger's pinned date, else today,
    and then the lights move on with the calendar.  With a date given, the same ledger gives the
    same bytes.  ``template`` is a workbook of the office's own, ``portrait`` the upright one of
    ours.  ``progress(done, total)`` is called per unit, ``tell(text)`` for what a clerk should know
    of the sheets that were made.

    Raises:
        FileProblem: a file exists and ``overwrite`` is false, or it is open elsewhere.
        LedgerProblem: the ledger names no unit at all.
        UsageProblem: a unit that was asked for has no task, or nothing meets the conditions.
        TemplateProblem: the template lacks a sheet or a placeholder is unknown.
        UnsupportedFormat: a PDF is wanted and LibreOffice is absent.
    """
    if template and portrait:
        raise UsageProblem("自己的模板和竖版模板只能用一个。", parameter="portrait", how="drop")
    if pdf:
        _need_libreoffice()
    chosen = Choice(tuple(units) if units is not None else None, lead, open_only, before, expand)
    pinned = as_of or ledger.settings.as_of
    day = Day(pinned or date.today(), ledger.settings.thresholds, pinned=pinned is not None)
    listed = by_unit(ledger, day.day, chosen)
    path = Path(template) if template else resource("templates", TEMPLATES[portrait])
    book = Book.open(path)
    if tell:
        _tell(tell, ledger, book, chosen)
    job = _Job(listed, day, head_values(ledger, day, chosen, len(listed)), book, progress)
    folder = Path(out_dir)
    make_folder(folder)
    suffix = ".pdf" if pdf else ".xlsx"
    if zipped:
        return [_zip(job, folder / f"{STEM}.zip", suffix, overwrite=overwrite)]
    if separate:
        return _separate(job, folder, suffix, overwrite=overwrite)
    return [_together(job, folder / f"{STEM}{suffix}", overwrite=overwrite)]


def _tell(tell: Callable[[str], None], ledger: Ledger, book: Book, choice: Choice) -> None:
    if book.note:
        tell(book.note)
    empty = groups_without_members(ledger) if choice.expand else ()
    if empty:
        tell(
            f"单位名录里没有写明成员，仍按统称出单：{'、'.join(empty[:5])}"
            f"{f'等 {len(empty)} 个' if len(empty) > 5 else ''}。"
        )


# --- all units in one workbook -------------------------------------------------------------------


def _together(job: _Job, path: Path, *, overwrite: bool) -> Path:
    check_writable(path, overwrite=overwrite)
    if path.suffix == ".xlsx":
        _book(job).write(path, overwrite=overwrite)
        return path
    with scratch_folder() as scratch:
        book = scratch / f"{STEM}.xlsx"
        _book(job).write(book)
        made = _pdfs([book], scratch / "pdf", pinned=job.day)
        _put(made[0], path, overwrite=overwrite)
    return path


def _book(job: _Job) -> Book:
    book = job.book
    book.define(job.day.names())
    names: list[str] = [*book.sheet_names]
    targets = []
    for done, unit in enumerate(job.units, 1):
        targets.append(sheet_name(unit.unit, names))
        names.append(targets[-1])
        book.clone(PATTERN, targets[-1], job.filling(unit))
        job.told(done)
    book.drop(PATTERN)
    if INDEX in book.sheet_names:
        index = [
            index_row(n, unit, target)
            for n, (unit, target) in enumerate(zip(job.units, targets, strict=True), 1)
        ]
        book.fill(INDEX, Filling(job.head, {INDEX: Rows(_INDEX_FIELDS, index)}))
    return book


# --- a file for every unit -----------------------------------------------------------------------


def _separate(job: _Job, folder: Path, suffix: str, *, overwrite: bool) -> list[Path]:
    paths = [folder / name for name in _file_names(job, suffix)]
    _all_writable(paths, overwrite=overwrite)
    if suffix == ".pdf":
        with scratch_folder() as scratch:
            for made, path in zip(_unit_pdfs(job, scratch), paths, strict=True):
                _put(made, path, overwrite=overwrite)
        return paths
    for path, content in zip(paths, _unit_books(job), strict=True):
        with replacing(path, overwrite=overwrite) as file:
            file.write(content)
    return paths


def _zip(job: _Job, path: Path, suffix: str, *, overwrite: bool) -> Path:
    check_writable(path, overwrite=overwrite)
    names = _file_names(job, suffix)
    with scratch_folder() as scratch:
        contents = (
            (made.read_bytes() for made in _unit_pdfs(job, scratch))
            if suffix == ".pdf"
            else _unit_books(job)
        )
        with replacing(path, overwrite=overwrite) as file:
            writer = PackageWriter(file)
            for name, content in zip(names, contents, strict=True):
                # A workbook is compressed already.
                writer.copy(stored(name, content))
            writer.close()
    return path


def _unit_books(job: _Job) -> Iterator[bytes]:
    """The workbook of every unit, in their order."""
    book = job.book
    book.define(job.day.names())
    if INDEX in book.sheet_names:
        book.drop(INDEX)
    press = Press(book, PATTERN)
    for done, unit in enumerate(job.units, 1):
        file = BytesIO()
        press.write(file, job.filling(unit, 页码=_PAGE_OF))
        yield file.getvalue()
        job.told(done)


def _file_names(job: _Job, suffix: str) -> list[str]:
    names: list[str] = []
    for unit in job.units:
        names.append(file_name(unit.unit, names))
    return [name + suffix for name in names]


def _all_writable(paths: list[Path], *, overwrite: bool) -> None:
    """See that every file can be written before the first one is."""
    old = [path for path in paths if path.exists()]
    if old and not overwrite:
        some = "、".join(path.name for path in old[:3]) + ("等" if len(old) > 3 else "")
        raise FileProblem(
            f"文件夹“{paths[0].parent}”里已有同名文件 {len(old)} 个（{some}），一个也没有改动。"
            "请换一个文件夹，或者明确要求覆盖。",
            parameter="force",
        )
    for path in old:
        check_writable(path, overwrite=True)


# --- PDF -----------------------------------------------------------------------------------------


def _need_libreoffice() -> None:
    from toolkit.errors import UnsupportedFormat
    from toolkit.files.libreoffice import VARIABLE, find_soffice

    if find_soffice() is None:
        raise UnsupportedFormat(
            "没有找到 LibreOffice，不能直接生成 PDF。可以先生成工作簿，"
            "再在 Excel 或 WPS 里“另存为 PDF”；或者安装 LibreOffice，"
            f"也可用环境变量 {VARIABLE} 指明 soffice 程序的位置。",
            parameter="pdf",
            how="drop",
        )


def _unit_pdfs(job: _Job, scratch: Path) -> list[Path]:
    """The PDF of every unit, in their order; their names say nothing."""
    books = []
    for number, content in enumerate(_unit_books(job), 1):
        books.append(scratch / f"{number:05d}.xlsx")
        books[-1].write_bytes(content)
    return _pdfs(books, scratch / "pdf", pinned=job.day)


def _pdfs(books: list[Path], folder: Path, *, pinned: Day) -> list[Path]:
    from toolkit.sheets.pdf import print_to_pdf

    return print_to_pdf(books, folder, pinned.day if pinned.pinned else None)


def _put(made: Path, path: Path, *, overwrite: bool) -> None:
    with replacing(path, overwrite=overwrite) as file:
        file.write(made.read_bytes())
