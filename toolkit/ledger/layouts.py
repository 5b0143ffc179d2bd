"""What names the rows of the ledger's sheets, so that a step finds its row wherever it stands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from toolkit.ledger.columns import (
    COLUMNS,
    FINDINGS,
    JOURNAL,
    KEYS,
    REPORTS,
    SETTINGS,
    STATISTIC_COLUMNS,
    STATISTICS,
    TASKS,
)
from toolkit.ledger.said import said_id
from toolkit.workbook.cell_values import Raw, text_of
from toolkit.workbook.heads import Column
from toolkit.workbook.layout import Layout

# The same finding, or report, may stand there more than once.
_REPEATED: Final = frozenset({FINDINGS, REPORTS, JOURNAL})
_SECTIONS: Final = (
    (Column("item", "项目", 18), Column("value", "值", 60, "long")),
    (Column("standard", "标准列名", 18), Column("own", "本单位用名", 60, "long")),
    (Column("limit", "报送要求", 18), Column("duty", "内容", 60, "long")),
)
RENAMES: Final = 1
"""The section of 设置 that has the office's own names for columns."""


def layouts(renames: Mapping[str, str] | None = None) -> dict[str, tuple[Layout, ...]]:
    """The layouts of the ledger's sheets; ``renames`` are those of 设置, which concern 台账.

    >>> layouts()["分办"][0].key
    ('id', 'unit')
    """
    found: dict[str, tuple[Layout, ...]] = {
        sheet: (
            Layout(
                COLUMNS[sheet], key, renames or {} if sheet == TASKS else {}, key_text=_key_text,
                # A finding may concern no single task.
                needed=1 if sheet == FINDINGS else 0, unique=sheet not in _REPEATED,
            ),
        )
        for sheet, key in KEYS.items()
    }  # fmt: skip
    found[STATISTICS] = (Layout(STATISTIC_COLUMNS, ("unit",), section=True),)
    found[SETTINGS] = tuple(
        Layout(columns, (columns[0].field,), section=True) for columns in _SECTIONS
    )
    return found


def _key_text(field: str, value: Raw | None) -> str:
    """What a cell of a key names; the id of a task is one however it is spelt."""
    if field == "id" and (name := said_id(value).value):
        return name
    return text_of(value).strip()
