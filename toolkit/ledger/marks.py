"""Findings in the sheet 校验, with links to the cells; the colours follow by themselves.

No cell of 台账 is touched: a conditional format there looks each row's 编号 and each column's head
up in 校验.  So marks survive sorting and moved columns, a second run replaces the first, and a row
deleted from 校验 takes its colour with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from toolkit.checks.base import SEVERITY_WORDS
from toolkit.ledger.columns import FINDING_COLUMNS, FIRST_ROW, TASKS
from toolkit.ledger.ledger import Ledger
from toolkit.model import Finding, Place, Severity
from toolkit.workbook.cells import Link, Value
from toolkit.workbook.fill.render import Rows
from toolkit.workbook.sheet_names import quoted

READER, CHECK = "读入", "校验"
_SEVERITIES: Mapping[str, Severity] = {word: level for level, word in SEVERITY_WORDS.items()}


def finding_rows(ledger: Ledger, layout: tuple[int, Mapping[str, str]]) -> Rows:
    """The rows of 校验; ``layout`` is the first row of the tasks and the letters of each head."""
    first, letters = layout
    ids = {FIRST_ROW + index: entry.task.id for index, entry in enumerate(ledger.entries)}
    rows = [
        finding_row(finding, origin, ids, letters, first - FIRST_ROW)
        for origin, findings in ((READER, ledger.notice.findings), (CHECK, ledger.findings))
        for finding in findings
    ]
    return Rows(tuple(c.head for c in FINDING_COLUMNS), rows)


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


def findings_of(rows: Iterable[Mapping[str, str]]) -> tuple[list[Finding], list[Finding]]:
    """The findings of the reader and those of the checks, out of the rows of 校验 by field."""
    made: tuple[list[Finding], list[Finding]] = ([], [])
    for row in rows:
        if not row.get("code"):
            continue
        place = Place(
            row.get("file", ""), row.get("sheet", ""), _number(row.get("table")),
            _number(row.get("row")), row.get("column", ""), _number(row.get("line")),
            _number(row.get("page")),
        )  # fmt: skip
        finding = Finding(
            row["code"], _SEVERITIES.get(row.get("severity", ""), "warning"), place,
            row.get("value", ""), row.get("message", ""), row.get("fix", ""), row.get("id", ""),
        )  # fmt: skip
        made[row.get("origin") != READER].append(finding)
    return made


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0
