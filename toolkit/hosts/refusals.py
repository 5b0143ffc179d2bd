"""A step that was refused becomes a finding, so that the clerk learns where and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from toolkit.checks.cells.cell_changed import CellChanged
from toolkit.checks.cells.column_doubled import ColumnDoubled
from toolkit.checks.cells.column_missing import ColumnMissing
from toolkit.checks.cells.refused import (
    CellMerged,
    RowChanged,
    RowExists,
    RowUnknown,
    SheetMissing,
)
from toolkit.model import Change, Finding, Key
from toolkit.workbook.patch.outcome import Refusal
from toolkit.workbook.patch.same import shown


def findings_of(refusals: Iterable[Refusal]) -> tuple[Finding, ...]:
    """One finding for each refused step; what is missing as a whole is said once, with a count."""
    return tuple(_findings(list(refusals)))


def _findings(refusals: list[Refusal]) -> Iterator[Finding]:
    said = set()
    for refusal in refusals:
        about = refusal.reason, refusal.place.sheet, refusal.seen
        if refusal.reason in ("sheet-missing", "column-missing", "column-doubled"):
            if about in said:
                continue
            said.add(about)
            count = sum((r.reason, r.place.sheet, r.seen) == about for r in refusals)
            yield _whole(refusal, count)
        else:
            yield replace(_one(refusal), task=_task(refusal.step.key))


def _whole(refusal: Refusal, count: int) -> Finding:
    place, seen = refusal.place, refusal.seen
    if refusal.reason == "sheet-missing":
        return SheetMissing.finding(place, seen, count=count)
    problem = ColumnDoubled if refusal.reason == "column-doubled" else ColumnMissing
    words = {} if problem is ColumnDoubled else {"likely": ""}
    return problem.finding(place, seen, **words)


def _one(refusal: Refusal) -> Finding:
    step, place, seen = refusal.step, refusal.place, refusal.seen
    key = " ".join(step.key)
    if refusal.reason == "row-exists":
        return RowExists.finding(place, key)
    if refusal.reason == "row-changed":
        return RowChanged.finding(place, key, column=place.column, seen=seen)
    if not isinstance(step, Change) or refusal.reason in ("row-missing", "row-doubled"):
        many = f"有 {seen} 行，不知道是哪一行"
        words = many if refusal.reason == "row-doubled" else "这一行找不到了"
        return RowUnknown.finding(place, key, seen=words)
    after = shown(step.after)
    if refusal.reason == "cell-merged":
        return CellMerged.finding(place, seen, after=after)
    value = "公式" if refusal.reason == "cell-computed" else seen
    return CellChanged.finding(place, value, before=shown(step.before), after=after)


def _task(key: Key) -> str:
    """The id of the task that a key names: the first of 编号, or of 编号 and 单位."""
    return key[0] if 0 < len(key) < 3 else ""
