"""Findings in the sheet 校验, with links to the cells; the colours follow by themselves.

No cell of 台账 is touched: a conditional format there looks each row's 编号 and each column's head
up in 校验.  So marks survive sorting and moved columns, a second run replaces the first, and a row
deleted from 校验, or one that the office accepts as it is, takes its colour with it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from toolkit.checks.base import SEVERITY_WORDS
from toolkit.ledger.columns import FINDING_COLUMNS, HANDLED, TASKS
from toolkit.model import Finding, Key, Place, Severity
from toolkit.workbook.cell_values import text_of
from toolkit.workbook.cells import Link, Value
from toolkit.workbook.grid import Sheet
from toolkit.workbook.heads import locate_heads
from toolkit.workbook.sheet_names import quoted

READER, CHECK = "读入", "校验"
ACCEPTED: Final = HANDLED[1]
_SEVERITIES: Mapping[str, Severity] = {word: level for level, word in SEVERITY_WORDS.items()}


def finding_row(
    finding: Finding,
    origin: str,
    ids: Mapping[int, str],
    letters: Mapping[str, str],
    moved: int = 0,
    sheet: str = TASKS,
) -> tuple[Value, ...]:
    """One row of 校验; ``ids`` has the task ids by row, ``moved`` is added to the row."""
    place = finding.place
    here = place.sheet == sheet
    row = place.row + moved if here and place.row else place.row
    where: Value = str(Place(place.file, place.sheet, place.table, row, place.column, place.line,
                             place.page))  # fmt: skip
    if here and row:
        column = letters.get(place.column) or _letter(place.column) or "A"
        # The file's name is no news inside the file, and a link is not broken into lines.
        text = f"{sheet} 第{row}行" + (f"“{place.column}”" if place.column else "")
        where = Link(text, f"{quoted(sheet)}!{column}{row}")
    task = finding.task or (ids.get(place.row, "") if here else "")
    return (
        SEVERITY_WORDS[finding.severity], finding.code, task, where, finding.value, finding.message,
        finding.fix, "", place.column, origin,
        place.file, place.sheet, place.page or None, place.table or None, place.line or None,
        row or None,
    )  # fmt: skip


def _letter(column: str) -> str:
    """The column itself where a finding names it by its letter."""
    return column if re.fullmatch(r"[A-Z]{1,3}", column) else ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A row of 校验 as it stands: where, its texts by field, the finding that they say."""

    row: int
    texts: Mapping[str, str]
    finding: Finding

    @property
    def key(self) -> Key:
        """What names the finding: code, task, column, value."""
        return mark_key(self.finding)

    @property
    def accepted(self) -> bool:
        """Whether the office said that it stays as it is."""
        return self.texts.get("handled", "").strip() == ACCEPTED

    @property
    def from_reader(self) -> bool:
        """Whether the reader of the notice made it; no check finds it again."""
        return self.texts.get("origin") == READER


def mark_key(finding: Finding) -> Key:
    """What names a finding in 校验, wherever its row and its task stand."""
    value = finding.value.strip()
    return finding.code, finding.task, finding.place.column.strip(), value


def read_marks(grid: Sheet | None) -> tuple[Mark, ...]:
    """The rows of 校验 that hold a finding, in the order of the sheet."""
    found = locate_heads(grid, FINDING_COLUMNS) if grid else None
    if grid is None or found is None:
        return ()
    marks = []
    for number, row in enumerate(grid.rows[found.row + 1 :], found.row + 2):
        texts = {f: text_of(row[at[0]]) for f, at in found.places.items() if at[0] < len(row)}
        if texts.get("code", "").strip():
            marks.append(Mark(number, texts, _finding(texts)))
    return tuple(marks)


def _finding(row: Mapping[str, str]) -> Finding:
    place = Place(
        row.get("file", ""), row.get("sheet", ""), _number(row.get("table")),
        _number(row.get("row")), row.get("column", ""), _number(row.get("line")),
        _number(row.get("page")),
    )  # fmt: skip
    return Finding(
        row["code"].strip(), _SEVERITIES.get(row.get("severity", ""), "warning"), place,
        row.get("value", ""), row.get("message", ""), row.get("fix", ""),
        row.get("id", "").strip(),
    )  # fmt: skip


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def unaccepted(marks: Iterable[Mark], findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that nobody said stay as they are; a changed cell makes it another finding."""
    quiet = Counter(mark.key for mark in marks if mark.accepted)
    if not quiet:
        return tuple(findings)
    told = []
    for finding in findings:
        if quiet[mark_key(finding)]:
            quiet[mark_key(finding)] -= 1
        else:
            told.append(finding)
    return tuple(told)
