"""The frame of all checks: a problem is a class with data, a check also knows how to look.

Adding a check means adding one small file beside this one with one subclass of :class:`Check`;
:func:`toolkit.checks.all_problems` finds it, and the command line, the sheet 校验, ``explain``
and the catalogue page all follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from toolkit.model import Finding, Notice, Place, Severity, Task

if TYPE_CHECKING:
    from toolkit.workbook.sheet import Sheet

SEVERITY_WORDS: dict[Severity, str] = {"error": "错误", "warning": "警告", "info": "提示"}
"""What the clerk reads for each severity, worst first."""

SHOWN = 60
"""A message quotes at most so many characters; ``Finding.value`` keeps them all."""


def _shown(value: str) -> str:
    """The value on one line and short enough to stand inside a sentence."""
    line = " ".join(value.split())
    return line if len(line) <= SHOWN else line[: SHOWN - 1] + "…"


class Problem:
    """A kind of problem.  Subclasses set the data; nothing is instantiated.

    ``message`` and ``fix`` are :meth:`str.format` templates over ``value`` and the words that the
    caller of :meth:`finding` gives.  ``example`` shows the problem and its cure in two lines.
    """

    code: ClassVar[str] = ""
    title: ClassVar[str] = ""
    severity: ClassVar[Severity] = "warning"
    description: ClassVar[str] = ""
    example: ClassVar[str] = ""
    message: ClassVar[str] = ""
    fix: ClassVar[str] = ""

    @classmethod
    def finding(cls, place: Place, value: str = "", **words: object) -> Finding:
        """A finding of this kind at ``place``; ``words`` fill the templates beside ``value``."""
        return Finding(
            code=cls.code,
            severity=cls.severity,
            place=place,
            value=value,
            message=cls.message.format(value=_shown(value), **words),
            fix=cls.fix.format(value=_shown(value), **words),
        )


@dataclass(frozen=True, slots=True)
class Subject:
    """What a check looks at: the tasks of a notice or ledger with their head.

    ``columns`` maps a field (content, lead, others, deadline …) to the head under which it stands
    in the file, ``heads`` lists every head as written, ``merged`` the merged ranges ("B3:B9") that
    cover data rows.  A notice has neither ``heads`` nor ``merged``.  ``grid`` is the sheet of a
    ledger that was read from a file: what its cells look like.
    """

    notice: Notice
    heads: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    merged: tuple[str, ...] = ()
    sheet: str = ""
    is_ledger: bool = False
    grid: Sheet | None = None

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks in file order."""
        return self.notice.tasks

    def place(self, task: Task, field: str) -> Place:
        """The place of one field of a task, named by the head that the file itself uses."""
        head = dict(self.columns).get(field, FIELD_HEADS.get(field, field))
        p = task.place
        return Place(p.file, p.sheet, p.table, p.row, head, p.line, p.page)

    @property
    def head_row(self) -> int:
        """The row of the heads: the one above the first task, since a title may stand over it."""
        rows = [task.place.row for task in self.tasks if task.place.row]
        return max(1, min(rows, default=2) - 1)

    def row(self, index: int) -> int:
        """The row or line of the task at ``index``, else its rank; counted from 1."""
        place = self.tasks[index].place
        return place.row or place.line or index + 1


FIELD_HEADS = {
    "id": "编号",
    "no": "序号",
    "l1": "一级任务",
    "l2": "二级任务",
    "content": "任务内容",
    "lead": "牵头单位",
    "others": "责任单位",
    "deadline": "完成时限",
    "limits": "内容中的时限",
}


class Check(Problem):
    """A problem together with the code that finds it."""

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every place where the problem stands."""
        raise NotImplementedError
