"""The ledger becomes a workbook, from the template that the office may have restyled."""

from __future__ import annotations

from collections.abc import Callable
from os import PathLike
from pathlib import Path
from typing import Final

from toolkit.errors import LedgerProblem
from toolkit.ledger import codec, columns
from toolkit.ledger.findings_sheet import finding_rows
from toolkit.ledger.ledger import SCHEMA_VERSION, Entry, Ledger, Standing
from toolkit.ledger.names_in_cell import join_units
from toolkit.ledger.paper import lay_out, widen_if_needed
from toolkit.ledger.statistics import roster_rows, statistic_rows
from toolkit.lights.light import waits_for
from toolkit.lights.rounds import rounds_of
from toolkit.model import Deadline, Notice
from toolkit.resources import resource
from toolkit.workbook.cells import Formula, Value
from toolkit.workbook.fill.book import Book
from toolkit.workbook.fill.render import Filling, Rows
from toolkit.workbook.fill.template import SheetTemplate
from toolkit.workbook.heads import Column

_TASK_LIST = "任务"
_NOTHING = Deadline("")
_SILENT = Standing("", "")


def write_ledger(
    ledger: Ledger,
    path: str | PathLike[str],
    *,
    overwrite: bool = False,
    template: str | PathLike[str] | None = None,
    tell: Callable[[str], None] | None = None,
) -> Path:
    """Write a new workbook from the template; the same ledger gives the same bytes.

    ``tell`` is given what a clerk should know of the file.  Returns the path.

    Raises:
        FileProblem: the file exists and ``overwrite`` is false, or it is open elsewhere.
        LedgerProblem: a text is longer than a cell can hold, or the ledger has columns of the
            office's own that the template lacks.
        TemplateProblem: the template lacks a part.
    """
    path = Path(path)
    _refuse_own_columns(ledger)
    book = Book.open(
        Path(template) if template else resource("templates", "ledger.xlsx"), path.suffix
    )
    head = head_values(ledger)
    rows = Rows(_TASK_FIELDS, [task_row(entry) for entry in ledger.entries])
    lay_out(book, columns.TASKS, ledger.settings.paper)
    tasks = book.fill(columns.TASKS, Filling(head, {_TASK_LIST: rows}))
    _refuse_to_lose(rows, tasks)
    wide = widen_if_needed(book, columns.TASKS, ledger.settings.paper)
    lists: dict[str, dict[str, Rows]] = {
        columns.ASSIGNMENTS: {columns.ASSIGNMENTS: _assignments(ledger)},
        columns.ROSTER: {columns.ROSTER: roster_rows(ledger)},
        columns.FINDINGS: {columns.FINDINGS: finding_rows(ledger, layout_of(tasks))},
        columns.STATISTICS: {columns.STATISTICS: statistic_rows(ledger)},
        columns.REPORTS: {columns.REPORTS: Rows(tuple(c.head for c in columns.REPORT_COLUMNS), ())},
        columns.SETTINGS: _settings_lists(ledger),
    }
    if columns.JOURNAL in book.sheet_names:
        lists[columns.JOURNAL] = {columns.JOURNAL: Rows(tuple(_heads(columns.JOURNAL)), ())}
    version = SCHEMA_VERSION if _is_current(book, tasks) else SCHEMA_VERSION - 1
    for name, filling in lists.items():
        values = {**head, **setting_values(ledger)} if name == columns.SETTINGS else head
        values["设置.格式版本"] = version
        book.fill(name, Filling(values, filling))
    widen_if_needed(book, columns.ASSIGNMENTS, ledger.settings.paper)
    book.write(path, overwrite=overwrite)
    if tell:
        _tell(tell, book, wide=wide)
    return path


def _heads(sheet: str) -> list[str]:
    return [column.head for column in columns.COLUMNS[sheet]]


def _is_current(book: Book, tasks: SheetTemplate) -> bool:
    """Whether the template has what this version knows; else the ledger is of an earlier form."""
    return columns.JOURNAL in book.sheet_names and layout_of(tasks)[1].keys() >= _LATER


def _refuse_to_lose(rows: Rows, tasks: SheetTemplate) -> None:
    known = layout_of(tasks)[1]
    for at, head in enumerate(rows.fields):
        if head in _LATER - _DERIVED - known.keys() and any(row[at] for row in rows.rows):
            raise LedgerProblem(
                f"台账模板的“{columns.TASKS}”没有“{head}”一列，这一列的内容会丢失。"
                "请在模板里补上这一列，或用系统自带的模板。"
            )


def _tell(tell: Callable[[str], None], book: Book, *, wide: bool) -> None:
    if book.note:
        tell(book.note)
    if wide:
        tell(
            f"有的内容太长，A4 纸一页宽印不下，“{columns.TASKS}”已设为两页宽打印；"
            "要改，请在“设置”的“打印版式”里选，再做一次“规范时限”。"
        )
    if book.cut:
        some = "、".join(book.cut[:3]) + (f"等 {len(book.cut)} 格" if len(book.cut) > 3 else "")
        tell(
            f"{some}的文字超过 Excel 一行的最大高度（409 磅），格子里和纸上只看得到开头，"
            "全文在编辑栏里；建议把这项任务拆成几条。"
        )


# In the order of the cells of task_row(); the template decides where each of them stands.
_TASK_FIELDS = tuple(
    columns.HEADS[name]
    for name in (
        "id", "no", "l1", "l2", "content", "lead", "others", "deadline", "kind", "due", "status",
        "percent", "done_on", "closed_on", "progress", "remark", "start", "rule", "explain",
        "limits", "groups",
        "units_raw", "unit_notes", "extra", "basis", "source", "rounds", "last", "wait",
        "decided", "original_due",
    )
)  # fmt: skip
# An office's template of an earlier version lacks these; what would be lost is looked at by row.
_DERIVED = frozenset(columns.HEADS[name] for name in ("rounds", "last", "wait"))
_LATER = _DERIVED | {
    columns.HEADS[name] for name in ("decided", "done_on", "closed_on", "original_due")
}


def task_row(entry: Entry) -> tuple[Value, ...]:
    """The cells of one row of 台账 that are not computed."""
    task = entry.task
    deadline = task.deadline
    rounds = rounds_of(deadline)
    return (
        task.id, task.no, task.l1, task.l2, task.content,
        join_units(task.lead), join_units(task.others),
        deadline.raw, columns.KIND_WORDS[deadline.kind] if deadline != _NOTHING else "",
        deadline.due, entry.status, entry.percent, entry.done_on, entry.closed_on,
        entry.progress, entry.remark,
        deadline.start, deadline.recurrence, codec.explain(deadline),
        codec.write_limits(task.limits) if task.limits else "",
        join_units(task.groups), task.units_raw,
        codec.write_pairs((note.code, note.text) for note in task.unit_notes),
        codec.write_pairs(task.extra), deadline.raw, entry.source,
        rounds.text, rounds.last, waits_for(deadline),
        columns.DECIDED if entry.decided else "", entry.original_due,
    )  # fmt: skip


def task_values(entry: Entry) -> tuple[tuple[str, Value], ...]:
    """The cells of :func:`task_row` that are not empty, as (field, value)."""
    fields = {column.head: column.field for column in columns.TASK_COLUMNS}
    cells = zip(_TASK_FIELDS, task_row(entry), strict=True)
    return tuple((fields[head], value) for head, value in cells if value not in (None, ""))


def layout_of(tasks: SheetTemplate) -> tuple[int, dict[str, str]]:
    """The first row of the tasks and the letters of each column by its standard head."""
    sample = tasks.sample(_TASK_LIST)
    prefix = f"{_TASK_LIST}."
    letters = {
        key.removeprefix(prefix): cell.letters
        for cell in sample.cells
        for key in cell.keys
        if key.startswith(prefix)
    }
    missing = [head for head in _TASK_FIELDS if head not in letters and head not in _LATER]
    if missing:
        raise LedgerProblem(
            f"台账模板的“{columns.TASKS}”缺少这些列的占位符：{'、'.join(missing)}。"
            "不想看见的列可以隐藏，但不要删除，否则信息会丢失。"
        )
    return sample.number, letters


def head_values(ledger: Ledger) -> dict[str, Value]:
    """The placeholders that every sheet may use: the notice's head."""
    notice = ledger.notice
    return {
        "来文.标题": notice.title or "重点工作任务台账",
        "来文.文号": notice.number,
        "来文.印发单位": notice.issuer,
        "来文.印发日期": notice.issued,
        "来文.年度": notice.year,
        "来文.摘要": _summary(notice),
    }


def setting_values(ledger: Ledger) -> dict[str, Value]:
    """The cells of the sheet 设置."""
    notice, settings = ledger.notice, ledger.settings
    return {
        "设置.台账标题": notice.title,
        "设置.文号": notice.number,
        "设置.印发单位": notice.issuer,
        "设置.印发日期": notice.issued,
        "设置.年度": notice.year,
        "设置.来文文件": notice.file,
        "设置.基准日期": settings.as_of,
        "设置.临期天数": settings.near_days,
        "设置.周期临期天数": settings.cycle_days,
        "设置.落后百分点": settings.behind,
        "设置.台账编号": settings.identity,
        "设置.打印版式": settings.paper,
        "设置.格式版本": SCHEMA_VERSION,
    }


def _summary(notice: Notice) -> Formula:
    """The line below the title; the number of tasks is counted by the workbook itself."""
    before = "　".join([*_about(notice), "共 "])
    text = "&".join([*_literals(before), 'SUMPRODUCT(--(台账[任务内容]<>""))', '" 项任务"'])
    return Formula(text, f"{before}{len(notice.tasks)} 项任务")


# A formula holds no longer text in one pair of quotes.
_LITERAL: Final = 250


def _literals(text: str) -> list[str]:
    """A text as the literals of a formula."""
    pieces = (text[i : i + _LITERAL] for i in range(0, len(text), _LITERAL))
    return ['"' + piece.replace('"', '""') + '"' for piece in pieces]


def _about(notice: Notice) -> list[str]:
    parts = []
    if notice.number:
        parts.append(f"文号：{notice.number}")
    if notice.issuer:
        parts.append(f"印发单位：{notice.issuer}")
    if notice.issued:
        day = notice.issued
        parts.append(f"印发日期：{day.year}年{day.month}月{day.day}日")
    return parts


def _assignments(ledger: Ledger) -> Rows:
    fields = tuple(c.head for c in columns.ASSIGNMENT_COLUMNS)
    said = {(s.id, s.unit): s for s in ledger.standings}
    rows: list[tuple[Value, ...]] = []
    for a in ledger.assignments():
        s = said.get((a.task.id, a.unit), _SILENT)
        rows.append(
            (
                a.task.id, a.unit, columns.ROLE_WORDS[a.role], a.task.content,
                a.task.deadline.raw, a.task.deadline.due, s.status, s.percent, s.progress,
                s.done_on, s.problems, s.contact, s.month,
            )
        )  # fmt: skip
    return Rows(fields, rows)


def _settings_lists(ledger: Ledger) -> dict[str, Rows]:
    own = dict(ledger.settings.renames)
    renames = [(c.head, own.get(c.head, ""), _also(c)) for c in columns.TASK_COLUMNS]
    duties = [
        (codec.join(codec.whole(duty.deadline)), duty.text, codec.write_place(duty.place))
        for duty in ledger.notice.duties
    ]
    return {
        "列名": Rows(("标准列名", "本单位用名", "说明"), renames),
        "要求": Rows(("时限", "内容", "出处"), duties),
    }


def _also(column: Column) -> str:
    return f"也认得：{'、'.join(column.aliases)}" if column.aliases else ""


def _refuse_own_columns(ledger: Ledger) -> None:
    own = dict.fromkeys(head for entry in ledger.entries for head, _ in entry.own)
    if own:
        raise LedgerProblem(
            f"这本台账有自设的列（{'、'.join(own)}），另存为新台账会丢失这些列。"
            "请直接复制原文件，再在副本上修改。"
        )
