"""Several numbered tasks in one cell: 1.… 2.… with one set of units."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.notice.document import Cell
from toolkit.notice.numbering import THIRD, join_lines, number_value, split_number


def several_tasks(content: str) -> list[str]:
    """The numbered tasks of one cell (1.… 2.…), each with the lines that follow its number."""
    parts: list[str] = []
    for line in re.split(r"[\r\n\v]+", content):
        numbered = split_number(line)
        if (numbered.rank >= THIRD and number_value(numbered.number)) or not parts:
            parts.append(line)
        else:
            parts[-1] = join_lines(parts[-1] + "\n" + line)
    values = [number_value(split_number(part).number) for part in parts]
    steady = (
        len(parts) > 1 and values[0] and values == list(range(values[0], values[0] + len(values)))
    )
    return parts if steady else []


def counts_on(rows: Sequence[Sequence[Cell]], fields: Sequence[str]) -> bool:
    """Whether the numbers in the content column go on from cell to cell: each numbers a task.

    A list inside a task begins with 1 in every cell.
    """
    if "content" not in fields:
        return False
    at = fields.index("content")
    cells = [row[at].text for row in rows if at < len(row) and not row[at].covered]
    several = [parts for cell in cells if (parts := several_tasks(cell))]
    ones = [cell for cell in cells if number_value(split_number(cell.strip()).number) == 1]
    return bool(several) and len(ones) <= 1
