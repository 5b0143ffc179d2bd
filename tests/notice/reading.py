"""Helpers of the notice tests: a text or a grid -> a notice, and tasks as rows of a table."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.model import Notice, Place
from toolkit.notice.assemble import assemble
from toolkit.notice.document import Cell, Document, Paragraph, Table

UP, LEFT = object(), object()
"""Marks of a grid cell that a merged cell above or to the left covers."""


def from_text(text: str, year: int | None = None) -> Notice:
    """The notice in a plain text."""
    lines = tuple(Paragraph(line, Place(line=i)) for i, line in enumerate(text.split("\n"), 1))
    return assemble(Document(lines, "来文.txt"), year)


def from_grid(*rows: Sequence[object], before: str = "", year: int | None = 2026) -> Notice:
    """The notice in an exact table; ``UP`` and ``LEFT`` stand for covered positions."""
    grid: list[tuple[Cell, ...]] = []
    for at, row in enumerate(rows, 1):
        cells: list[Cell] = []
        for column, value in enumerate(row):
            place = Place(table=1, row=at)
            if value is UP:
                cells.append(Cell(grid[-1][column].text, "up", place=place))
            elif value is LEFT:
                cells.append(Cell(cells[-1].text, "left", place=place))
            else:
                cells.append(Cell(str(value), place=place))
        grid.append(tuple(cells))
    paragraphs = [Paragraph(line, Place(line=i)) for i, line in enumerate(before.split("\n"), 1)]
    return assemble(Document((*paragraphs, Table(tuple(grid))), "来文.docx"), year)


def rows(notice: Notice, *fields: str) -> list[tuple[str, ...]]:
    """The named fields of every task; units are joined by 、, roles by | (牵头|责任)."""
    return [tuple(_field(task, name) for name in fields) for task in notice.tasks]


def _field(task: object, name: str) -> str:
    if name == "units":
        return "、".join(task.lead) + "|" + "、".join(task.others)  # type: ignore[attr-defined]
    if name == "deadline":
        return str(task.deadline.raw)  # type: ignore[attr-defined]
    if name == "due":
        return str(task.deadline.due or "")  # type: ignore[attr-defined]
    return str(getattr(task, name))


def codes(notice: Notice) -> list[str]:
    """The codes of the findings in order."""
    return [finding.code for finding in notice.findings]
