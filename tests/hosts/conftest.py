"""What the tests of hosts share: all that a workbook shows, and a ledger in a file."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import MergedCell

from toolkit.hosts import FileHost
from toolkit.ledger.columns import JOURNAL

warnings.filterwarnings("ignore", module="openpyxl")

Seen = dict[str, dict[str, Any]]


def everything(path: Path) -> Seen:
    """Values, formats, links and what stands around the cells, by sheet; the journal left out."""
    book = openpyxl.load_workbook(path)
    found: Seen = {}
    for sheet in book:
        if sheet.title == JOURNAL:
            continue
        cells: dict[str, Any] = {
            cell.coordinate: (
                cell.value, cell.number_format, cell.font.sz, cell.font.b, cell.fill.fgColor.rgb,
                cell.alignment.wrap_text, bool(cell._style and cell._style.quotePrefix),
                cell.border.left.style,
                # A link into a row that came and went again may end up a row off; its sheet stays.
                (cell.hyperlink.location or "").partition("!")[0] if cell.hyperlink else None,
                cell.comment.text if cell.comment else None,
            )
            for row in sheet.iter_rows() for cell in row if not isinstance(cell, MergedCell) and (cell.value is not None or cell.has_style)
        }  # fmt: skip
        found[sheet.title] = {
            "cells": cells,
            "tables": dict(sheet.tables.items()),
            "merged": sorted(map(str, sheet.merged_cells.ranges)),
            "rules": sorted(str(area.sqref) for area in sheet.conditional_formatting),
            "lists": sorted(str(v.sqref) for v in sheet.data_validations.dataValidation),
            "heights": {n: d.height for n, d in sheet.row_dimensions.items() if d.height},
            "print": (sheet.print_area, sheet.print_title_rows),
        }
    found["名称"] = {name: value.attr_text for name, value in book.defined_names.items()}
    return found


def differences(one: Any, two: Any, at: str = "") -> list[str]:
    """Where two of :func:`everything` differ, one line each."""
    if isinstance(one, dict) and isinstance(two, dict):
        keys = sorted(one.keys() | two.keys(), key=str)
        return [d for k in keys for d in differences(one.get(k), two.get(k), f"{at}/{k}")]
    return [] if one == two else [f"{at}: {one!r} -> {two!r}"]


@pytest.fixture(scope="session")
def seen() -> Callable[[Path], Seen]:
    """See :func:`everything`."""
    return everything


@pytest.fixture
def host(written: Path) -> FileHost:
    """The fictional county's ledger in a file."""
    return FileHost(written)
