"""The nouns of the field: notice, task, deadline, unit roles, finding, change.

Everything here is a frozen value without I/O.  Tuples are used instead of lists so that
values can be hashed, compared and shared between threads.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Kind = Literal["date", "range", "recurring", "ongoing", "prompt", "relative", "none"]
KINDS: tuple[Kind, ...] = ("date", "range", "recurring", "ongoing", "prompt", "relative", "none")

Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")

Role = Literal["lead", "other"]


@dataclass(frozen=True, slots=True)
class Note:
    """A remark of a grammar about what it read.

    ``code`` is the code of a :class:`toolkit.checks.Problem` (``deadline-ambiguous``) so that a
    check can turn the note into a finding; ``text`` is the remark in the clerk's language.
    """

    code: str
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands, in the reader's own terms.

    ``file`` is a name without folders.  A workbook cell has ``sheet``, ``row`` (1-based) and
    ``column`` (the column's head, or its letter); a text line has ``line`` (1-based); a table
    in a document has ``table`` (1-based) and ``row``.
    """

    file: str = ""
    sheet: str = ""
    table: int = 0
    row: int = 0
    column: str = ""
    line: int = 0
    page: int = 0

    def __str__(self) -> str:
        """The place as a clerk would say it, for example ``台账 第3行“完成时限”``."""
        parts = [self.file] if self.file else []
        if self.page:
            parts.append(f"第{self.page}页")
        if self.sheet:
            parts.append(f"工作表“{self.sheet}”")
        if self.table:
            parts.append(f"表{self.table}")
        if self.line:
            parts.append(f"第{self.line}行")
        if self.row:
            parts.append(f"第{self.row}行")
        text = " ".join(parts)
        return f"{text}“{self.column}”" if self.column else text


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit: the words as written and what they mean.

    ``start`` and ``due`` are inclusive.  ``recurrence`` is an RFC 5545 rule that
    ``dateutil.rrule.rrulestr`` accepts, ``times`` how often per period (每年至少1次 -> 1).
    ``milestones`` holds every date of the expression in the order written, ``due`` among them.
    ``amount``, ``unit`` (workday, day, week, month, year) and ``anchor`` describe a relative one.
    """

    raw: str
    kind: Kind = "none"
    start: date | None = None
    due: date | None = None
    recurrence: str = ""
    times: int | None = None
    milestones: tuple[date, ...] = ()
    amount: int | None = None
    unit: str = ""
    anchor: str = ""
    notes: tuple[Note, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The deadline as the machine contract prints it: ISO dates, null for an absent one."""
        return {
            "expr": self.raw,
            "kind": self.kind,
            "start": self.start.isoformat() if self.start else None,
            "due": self.due.isoformat() if self.due else None,
            "recurrence": self.recurrence,
            "times": self.times,
            "milestones": [d.isoformat() for d in self.milestones],
            "amount": self.amount,
            "unit": self.unit,
            "anchor": self.anchor,
            "notes": [n.text for n in self.notes],
        }


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit found inside a longer text; ``offset`` is where ``deadline.raw`` begins."""

    deadline: Deadline
    offset: int

    def to_json(self) -> dict[str, Any]:
        """The limit's deadline as the machine contract prints it."""
        return self.deadline.to_json()


@dataclass(frozen=True, slots=True)
class Units:
    """Who answers for a task and who takes part, in the order written, without repeats.

    ``groups`` names those of ``lead`` and ``others`` that stand for several bodies
    (各乡镇人民政府, 县级有关部门（单位）).
    """

    lead: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """``{"lead", "others", "groups"}`` as lists, with the notes' texts."""
        return {
            "lead": list(self.lead),
            "others": list(self.others),
            "groups": list(self.groups),
            "notes": [n.text for n in self.notes],
        }


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem at one place, as data; ``fix`` proposes what to do.

    ``task`` is the id (编号) of the task that it concerns, so that a finding stays with its task
    when rows are sorted; empty for what concerns no single task.
    """

    code: str
    severity: Severity
    place: Place
    value: str
    message: str
    fix: str = ""
    task: str = ""

    def to_json(self) -> dict[str, Any]:
        """The finding with its place both as words and in parts."""
        place = self.place
        return {
            "code": self.code,
            "severity": self.severity,
            "id": self.task,
            "place": str(place),
            "file": place.file,
            "sheet": place.sheet,
            "row": place.row or place.line or None,
            "column": place.column,
            "value": self.value,
            "message": self.message,
            "fix": self.fix,
        }


Key = tuple[str, ...]
"""What names a row, whatever its place: 台账 (编号), 分办 (编号, 单位), 单位名录 (规范名称)."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that is to be altered: computed first, applied by a host afterwards.

    The row is found by its key, the column by the field's head in the file.  ``row`` is where it
    stood when the change was computed (1-based); it only helps where the key is empty or doubled.
    A cell that no longer holds ``before`` is left alone.  ``format`` is the format that the cell
    is to have again (undo gives it back); empty for the one that it has, if that fits.

    >>> str(Change("台账", ("001",), "status", "进行中", "已完成"))
    '台账 001 status：进行中 → 已完成'
    """

    sheet: str
    key: Key
    field: str
    before: Any
    after: Any
    why: str = ""
    row: int = 0
    format: str = ""

    def __str__(self) -> str:
        """The change on one line, for logs."""
        key = " ".join(self.key)
        return f"{self.sheet} {key} {self.field}：{self.before} → {self.after}"


@dataclass(frozen=True, slots=True)
class NewRow:
    """A row that is to be added; ``values`` are (field, value) of the cells that are not computed.

    It comes below the last row of the sheet's table, or, with ``row``, where one stood that was
    taken away; ``formats`` are (field, format) of that one's cells.
    """

    sheet: str
    key: Key
    values: tuple[tuple[str, Any], ...]
    why: str = ""
    row: int = 0
    formats: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class GoneRow:
    """A row that is to be taken away; refused if it no longer holds ``values``, or holds more."""

    sheet: str
    key: Key
    values: tuple[tuple[str, Any], ...]
    why: str = ""
    row: int = 0


Step = Change | NewRow | GoneRow
"""What alters a ledger: everything that does is a list of these, computed before it is applied."""


@dataclass(frozen=True, slots=True)
class Task:
    """One atomic row of a notice or ledger.

    ``no`` is the number that the source prints before the item, without punctuation; ``id`` is
    ours and stays with the task.  ``units_raw`` keeps the responsibility cells as written;
    ``extra`` holds columns that are none of ours (备注, 责任领导) as (head, text).
    """

    id: str
    content: str
    no: str = ""
    l1: str = ""
    l2: str = ""
    lead: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    deadline: Deadline = field(default_factory=lambda: Deadline(""))
    limits: tuple[Limit, ...] = ()
    units_raw: str = ""
    place: Place = NOWHERE
    extra: tuple[tuple[str, str], ...] = ()
    unit_notes: tuple[Note, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """The task as ``taizhang read --json`` prints it."""
        due = self.deadline
        return {
            "id": self.id,
            "no": self.no,
            "l1": self.l1,
            "l2": self.l2,
            "content": self.content,
            "lead": list(self.lead),
            "others": list(self.others),
            "deadline": due.raw,
            "kind": due.kind,
            "start": due.start.isoformat() if due.start else None,
            "due": due.due.isoformat() if due.due else None,
            "recurrence": due.recurrence,
            "limits": [limit.to_json() for limit in self.limits],
            "extra": dict(self.extra),
            "source": str(self.place),
        }


@dataclass(frozen=True, slots=True)
class Duty:
    """A reporting duty that stands in the covering text and belongs to no single task."""

    text: str
    deadline: Deadline
    place: Place = NOWHERE

    def to_json(self) -> dict[str, Any]:
        """``{"expr","kind","due",…,"text"}``."""
        return {**self.deadline.to_json(), "text": self.text}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A piece of the source that went into no field, and why."""

    text: str
    why: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Notice:
    """A source document as read: its head, its tasks and all that could not be decided."""

    title: str = ""
    number: str = ""
    issuer: str = ""
    issued: date | None = None
    year: int | None = None
    tasks: tuple[Task, ...] = ()
    duties: tuple[Duty, ...] = ()
    findings: tuple[Finding, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    file: str = ""

    def to_json(self) -> dict[str, Any]:
        """The whole notice in the machine contract's form."""
        return {
            "title": self.title,
            "number": self.number,
            "issuer": self.issuer,
            "issued": self.issued.isoformat() if self.issued else None,
            "year": self.year,
            "tasks": [task.to_json() for task in self.tasks],
            "duties": [duty.to_json() for duty in self.duties],
            "findings": [finding.to_json() for finding in self.findings],
        }
