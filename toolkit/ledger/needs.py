"""Columns that a command cannot do without: named when they are missing, never read as empty."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

from toolkit.errors import LedgerProblem
from toolkit.ledger.columns import TASK_COLUMNS
from toolkit.workbook.heads import likeliest_head

UNITS: Final = "units"
"""Stands for 牵头单位 or 责任单位, of which one is enough."""

DATES: Final = "dates"
"""Stands for 截止日期; an office's own ledger, never normalised, may have 完成时限 alone."""
CHECKED: Final = ("id", "content", UNITS, "deadline", DATES, "status")
"""Without these a ledger is no ledger for most commands."""


class ReadTable(Protocol):
    """What is known of the sheet with the tasks: of a :class:`toolkit.ledger.Ledger`."""

    @property
    def file(self) -> str:
        """The file's name."""

    @property
    def sheet(self) -> str:
        """The sheet's name."""

    @property
    def heads(self) -> Sequence[str]:
        """All heads as written."""

    @property
    def columns(self) -> Sequence[tuple[str, str]]:
        """The fields that are understood, each with its head."""


_COLUMNS: Final = {column.field: column for column in TASK_COLUMNS}


def missing_columns(
    ledger: ReadTable, fields: tuple[str, ...] = CHECKED
) -> tuple[tuple[str, str], ...]:
    """The fields that the sheet of the tasks lacks, each with the head that may be meant.

    A ledger that was not read from a workbook lacks nothing.
    """
    if not ledger.columns:
        return ()
    there = {field for field, _ in ledger.columns}
    known = {head for _, head in ledger.columns}
    unknown = [head for head in ledger.heads if head not in known]
    found = []
    for field in fields:
        wanted = {UNITS: ("lead", "others"), DATES: ("due",)}.get(field, (field,))
        by_words = field == DATES and "deadline" in there and "basis" not in there
        if not there.intersection(wanted) and not by_words:
            likely = (likeliest_head(_COLUMNS[name], unknown) for name in wanted)
            found.append((field, next(filter(None, likely), "")))
    return tuple(found)


def need_columns(ledger: ReadTable, fields: tuple[str, ...], what: str) -> None:
    """Say which of the columns that ``what`` needs are missing.

    Raises:
        LedgerProblem: at least one is; the message names it and the likeliest head.
    """
    missing = missing_columns(ledger, fields)
    if not missing:
        return
    heads = "、".join(
        f"“{head_of(field)}”" + (f"（是不是“{likely}”？）" if likely else "")
        for field, likely in missing
    )
    raise LedgerProblem(
        f"“{ledger.file}”的工作表“{ledger.sheet}”里找不到{heads}一列，{what}需要它，"
        "不能当作空白处理。请补上这一列，或在“设置”里登记它现在的列名。"
    )


def head_of(field: str) -> str:
    """The standard head of a field.

    >>> head_of("status"), head_of(UNITS)
    ('状态', '牵头单位/责任单位')
    """
    if field == UNITS:
        return f"{_COLUMNS['lead'].head}/{_COLUMNS['others'].head}"
    if field == DATES:
        return _COLUMNS["due"].head
    return _COLUMNS[field].head
