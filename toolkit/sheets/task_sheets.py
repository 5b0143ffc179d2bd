"""A task sheet for every unit: what it leads, what it takes part in, by when."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toolkit.errors import LedgerProblem, UsageProblem
from toolkit.resources import resource
from toolkit.sheets.book import Book
from toolkit.sheets.cells import Link, Value
from toolkit.sheets.names import quoted, sheet_name
from toolkit.sheets.render import Filling, Rows

if TYPE_CHECKING:
    from toolkit.ledger import Assignment, Ledger
    from toolkit.model import Deadline, Task

FILE_NAME: Final = "任务单.xlsx"
INDEX: Final = "目录"
PATTERN: Final = "任务单"

Progress = Callable[[int, int], None]

_TASK_FIELDS = (
    "序号", "编号", "职责", "一级任务", "二级任务", "工作任务", "任务内容", "完成时限", "时限类型",
    "截止日期", "牵头单位", "责任单位", "协同单位", "状态", "进展情况", "备注",
)  # fmt: skip
_INDEX_FIELDS = ("序号", "单位", "牵头", "责任", "合计", "最近截止日期", "签收")
# 2026年政务公开重点工作责任分工表（县财政局）任务清单 says the same thing twice.
_OLD_ENDINGS = re.compile(r"(责任分工表?|任务分解表?|分工方案|(工作|任务)?台账|任务清单|分工表)$")
_NO_DATE_ORDER = {"date": 0, "range": 0, "relative": 1, "recurring": 2, "prompt": 3, "ongoing": 4}


@dataclass(frozen=True, slots=True)
class UnitTasks:
    """One unit with its tasks in the order in which they are printed."""

    unit: str
    assignments: tuple[Assignment, ...]

    def count(self, role: str) -> int:
        """How many of the tasks the unit has in a role."""
        return sum(assignment.role == role for assignment in self.assignments)


def make_task_sheets(
    ledger: Ledger,
    out_dir: str | PathLike[str],
    *,
    units: Iterable[str] | None = None,
    as_of: date | None = None,
    overwrite: bool = False,
    template: str | PathLike[str] | None = None,
    progress: Progress | None = None,
) -> list[Path]:
    """Write 任务单.xlsx into ``out_dir``: an index with links and one sheet a unit.

    ``units`` names the units that are wanted (names or aliases), all of the ledger if absent.
    ``as_of`` is the date printed on the sheets: the ledger's pinned date, else today.  With a
    date given, the same ledger gives the same bytes.  ``progress(done, total)`` is called per unit.

    Returns the paths of the files written.

    Raises:
        FileProblem: the file exists and ``overwrite`` is false, or it is open elsewhere.
        LedgerProblem: the ledger names no unit at all.
        UsageProblem: a unit that was asked for has no task.
        TemplateProblem: the template lacks a sheet or a placeholder is unknown.
    """
    folder = Path(out_dir)
    folder.mkdir(parents=True, exist_ok=True)
    day = as_of or ledger.settings.as_of or date.today()
    listed = by_unit(ledger, units)
    book = Book.open(Path(template) if template else resource("templates", "task_sheet.xlsx"))
    head = _head(ledger, day, len(listed))
    names: list[str] = [INDEX]
    for done, unit in enumerate(listed, 1):
        names.append(sheet_name(unit.unit, names))
        values = {**head, "单位": unit.unit, "清单.件数": _summary(unit)}
        rows = [_row(n, a) for n, a in enumerate(unit.assignments, 1)]
        book.clone(PATTERN, names[-1], Filling(values, {"任务": Rows(_TASK_FIELDS, rows)}))
        if progress:
            progress(done, len(listed))
    book.drop(PATTERN)
    index = [
        _index_row(n, u, name) for n, (u, name) in enumerate(zip(listed, names[1:], strict=True), 1)
    ]
    book.fill(INDEX, Filling(head, {INDEX: Rows(_INDEX_FIELDS, index)}))
    path = folder / FILE_NAME
    book.write(path, overwrite=overwrite)
    return [path]


def by_unit(ledger: Ledger, wanted: Iterable[str] | None = None) -> list[UnitTasks]:
    """The units of a ledger in the order of their first task, each with its tasks by due date.

    Raises:
        LedgerProblem: no task names a unit.
        UsageProblem: one of ``wanted`` has no task.
    """
    found: dict[str, list[Assignment]] = {}
    for assignment in ledger.assignments():
        found.setdefault(assignment.unit, []).append(assignment)
    if not found:
        raise LedgerProblem("台账里没有一项任务写明单位，无法按单位生成任务单。")
    if wanted is not None:
        found = {name: found[name] for name in _known(ledger, wanted, found)}
    return [UnitTasks(unit, tuple(sorted(tasks, key=_order))) for unit, tasks in found.items()]


def _known(ledger: Ledger, wanted: Iterable[str], found: dict[str, list[Assignment]]) -> list[str]:
    aliases = {alias: member.name for member in ledger.roster for alias in member.aliases}
    names = []
    for name in wanted:
        unit = name if name in found else aliases.get(name, name)
        if unit not in found:
            raise UsageProblem(f"台账里没有“{name}”的任务，请核对单位名称（见工作表“单位名录”）。")
        names.append(unit)
    return list(dict.fromkeys(names))


def _order(assignment: Assignment) -> tuple[int, date, int]:
    deadline = assignment.task.deadline
    if deadline.due:
        return 0, deadline.due, 0
    return 1, date.max, _NO_DATE_ORDER.get(deadline.kind, 5)


def _head(ledger: Ledger, day: date, count: int) -> dict[str, Value]:
    notice = ledger.notice
    title = notice.title or "重点工作"
    return {
        "清单.名称": _OLD_ENDINGS.sub("", title) or title,
        "清单.制表日期": day,
        "清单.单位数": count,
        "清单.文号": f"（{notice.number}）" if notice.number else "",
        "来文.标题": title,
        "来文.文号": notice.number,
        "来文.印发单位": notice.issuer,
        "来文.印发日期": notice.issued,
        "来文.年度": notice.year,
    }


def _summary(unit: UnitTasks) -> str:
    lead, other = unit.count("lead"), unit.count("other")
    parts = [f"牵头 {lead} 项"] if lead else []
    parts += [f"责任 {other} 项"] if other else []
    return f"共 {lead + other} 项任务：{'，'.join(parts)}"


def _row(index: int, assignment: Assignment) -> tuple[Value, ...]:
    from toolkit.ledger.columns import KIND_WORDS, ROLE_WORDS

    task = assignment.task
    heading = "\n".join(dict.fromkeys(text for text in (task.l1, task.l2) if text))
    lead, others = "、".join(task.lead), "、".join(task.others)
    return (
        index, task.id, ROLE_WORDS[assignment.role], task.l1, task.l2, heading, task.content,
        task.deadline.raw, KIND_WORDS[task.deadline.kind], _due(task.deadline), lead, others,
        _partners(task, assignment.unit), "", "", "",
    )  # fmt: skip


def _due(deadline: Deadline) -> Value:
    """The normalised date, or the word that stands for it where there is none."""
    from toolkit.ledger.columns import KIND_WORDS

    if deadline.due or deadline.kind == "none":
        return deadline.due
    return KIND_WORDS[deadline.kind]


def _partners(task: Task, unit: str) -> str:
    """Who leads and who else takes part."""
    lines = []
    for word, names in (("牵头", task.lead), ("责任", task.others)):
        rest = [name for name in names if name != unit]
        if rest:
            lines.append(f"{word}：{'、'.join(rest)}")
    return "\n".join(lines)


def _index_row(index: int, unit: UnitTasks, name: str) -> Sequence[Value]:
    dates = [a.task.deadline.due for a in unit.assignments if a.task.deadline.due]
    return (
        index, Link(unit.unit, f"{quoted(name)}!A1"), unit.count("lead"), unit.count("other"),
        len(unit.assignments), min(dates, default=None), "",
    )  # fmt: skip
