"""A ledger of an earlier form brought to today's: what it lacks is added, nothing is taken away.

The office's formats, its own columns and sheets, what units reported: all stays.  New columns come
at the right end, where they push nothing aside; they may be moved in Excel like any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from toolkit.ledger.columns import ASSIGNMENTS, FINDINGS, HANDLED, JOURNAL, SETTINGS, TASKS
from toolkit.ledger.ledger import SCHEMA_VERSION
from toolkit.lights.done import DONE_WORDS
from toolkit.model import Change, NewRow
from toolkit.resources import resource
from toolkit.workbook.fill.book import sheet_parts
from toolkit.workbook.package import Package
from toolkit.workbook.patch.apply import Patch
from toolkit.workbook.patch.graft_columns import add_columns, add_list
from toolkit.workbook.patch.graft_sheet import Source, add_sheet, rewrite_formulas
from toolkit.workbook.patch.name_beside import copied_name

VERSION: Final = "格式版本"
IDENTITY: Final = "台账编号"
# What each version brought, by sheet.
_COLUMNS: Final = {
    TASKS: ("decided", "done_on", "closed_on", "original_due"),
    ASSIGNMENTS: ("status", "percent", "progress", "done_on", "problems", "contact", "month"),
}
_REFERENCE: Final = r'(?:[^(),"\[\]]|\[(?:[^\[\]]|\[[^\]]*\])*\])+'
_DONE = re.compile(rf'OR\(({_REFERENCE})="已完成",\1="已销号"\)')
_DONE_COUNT = re.compile(r'\(1-\((\w+\[)状态\]<>"已完成"\)\*\(\1状态\]<>"已销号"\)\)')
_MARKED = re.compile(r'(校验_级别,"(?:错误|警告)")\)')


def version_of(patch: Patch) -> int:
    """The form of a ledger, by its 设置; today's where it says nothing."""
    name = _sheet(patch, SETTINGS)
    for row in patch.rows(name) if name else ():
        if str(row.values.get("item") or "").strip() == VERSION:
            value = row.values.get("value")
            text = str(value).strip() if value is not None else ""
            return int(float(text)) if re.fullmatch(r"\d+(\.0*)?", text) else SCHEMA_VERSION
    return SCHEMA_VERSION


def upgrade(patch: Patch, version: int, identity: Callable[[], str]) -> list[str]:
    """Bring the parts of a ledger to today's form; returns what was added, in the clerk's words.

    ``identity`` gives the ledger's own id if it has none yet.
    """
    source = Source.of(Package.open(resource("templates", "ledger.xlsx")))
    added = []
    if version < SCHEMA_VERSION:
        added += _columns(patch, source)
        if (name := _sheet(patch, FINDINGS)) and add_list(patch, source, name, "handled"):
            added.append(f"“{name}”的“处理情况”有了下拉列表")
        if copied_name(patch, _sheet(patch, FINDINGS), "校验_级别", "校验_处理", "handled"):
            rewrite_formulas(patch.package, _quiet)
        rewrite_formulas(patch.package, _done)
        added += _settings(patch, version, identity)
    return [*keep_journal(patch, source), *added]


def has_journal(patch: Patch) -> bool:
    """Whether the ledger has a journal that can take entries."""
    name = _sheet(patch, JOURNAL)
    return bool(name) and patch.has_all(name)


def keep_journal(patch: Patch, source: Source | None = None) -> list[str]:
    """See that the ledger has a journal with all its columns; returns what was added."""
    source = source or Source.of(Package.open(resource("templates", "ledger.xlsx")))
    name = _sheet(patch, JOURNAL)
    if not name:
        add_sheet(patch, source, JOURNAL)
        return [f"工作表“{JOURNAL}”"]
    fields = [column.field for column in patch.layouts[name][0].columns]
    return [f"“{name}”的“{head}”列" for head in add_columns(patch, source, name, fields)]


def _columns(patch: Patch, source: Source) -> list[str]:
    added = []
    for sheet, fields in _COLUMNS.items():
        if name := _sheet(patch, sheet):
            added += [f"“{name}”的“{h}”列" for h in add_columns(patch, source, name, fields)]
    return added


def _settings(patch: Patch, version: int, identity: Callable[[], str]) -> list[str]:
    name = _sheet(patch, SETTINGS)
    if not name:
        return []
    known = {str(row.values.get("item") or "").strip(): row for row in patch.rows(name)}
    steps: list[Change | NewRow] = []
    if IDENTITY not in known:
        values = (("item", IDENTITY), ("value", identity()))
        steps.append(NewRow(name, (IDENTITY,), values))
    steps.append(Change(name, (VERSION,), "value", version, SCHEMA_VERSION))
    patch.apply(steps)
    return [f"“{name}”的“{IDENTITY}”"] if IDENTITY not in known else []


def _sheet(patch: Patch, name: str) -> str:
    return next((s for s in sheet_parts(patch.package) if s.strip() == name), "")


def _done(formula: str) -> str:
    """What counts as done, in the formulas of the first version.

    >>> _done('IF(OR(M4="已完成",M4="已销号"),"已完成","")')[:38]
    'IF(ISNUMBER(MATCH(M4,{"已完成","已销号","完成"'
    """
    words = ",".join(f'"{word}"' for word in DONE_WORDS)
    formula = _DONE.sub(rf"ISNUMBER(MATCH(\1,{{{words}}},0))", formula)
    return _DONE_COUNT.sub(r'(\1提醒]="已完成")', formula)


def _quiet(formula: str) -> str:
    """Findings that the office accepted give no colour."""
    return _MARKED.sub(rf'\1,校验_处理,"<>{HANDLED[1]}")', formula)
