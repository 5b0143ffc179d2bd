"""The ruling lines of a PDF page: tables that are open at a side or at an end are closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_TOUCH = 4.0
_SHORTEST = 12.0

Edge = dict[str, Any]


def find_tables(page: Any) -> list[Any]:
    """The tables of a page; one whose outer rules are not drawn is closed where its lines end."""
    from pdfplumber.table import TableFinder

    finder = TableFinder(page, {})
    across, down = closing_rules(finder.edges)
    if not across and not down:
        return list(finder.tables)
    settings = {"explicit_horizontal_lines": across, "explicit_vertical_lines": down}
    return list(TableFinder(page, settings).tables)


def closing_rules(edges: Sequence[Edge]) -> tuple[list[Edge], list[Edge]]:
    """The rules that are missing around each group of rules that touch: across, and down."""
    across: list[Edge] = []
    down: list[Edge] = []
    for group in _touching(edges):
        rows = [e for e in group if e["orientation"] == "h"]
        columns = [e for e in group if e["orientation"] == "v"]
        if not columns or not rows or len(rows) + len(columns) < 4:
            continue
        x0, x1 = min(e["x0"] for e in group), max(e["x1"] for e in group)
        top, bottom = min(e["top"] for e in group), max(e["bottom"] for e in group)
        if x1 - x0 < 3 * _SHORTEST or bottom - top < _SHORTEST:
            continue
        for x in (x0, x1):
            if not any(abs(e["x0"] - x) <= _TOUCH for e in columns):
                down.append(_rule("v", x, x, top, bottom))
        for y in (top, bottom):
            if not any(abs(e["top"] - y) <= _TOUCH for e in rows) and len(columns) > 1:
                across.append(_rule("h", x0, x1, y, y))
    return across, down


def _rule(orientation: str, x0: float, x1: float, top: float, bottom: float) -> Edge:
    return {
        "object_type": "line",
        "orientation": orientation,
        "x0": x0,
        "x1": x1,
        "top": top,
        "bottom": bottom,
        "width": x1 - x0,
        "height": bottom - top,
    }


def _touching(edges: Sequence[Edge]) -> list[list[Edge]]:
    """The edges in groups that hang together."""
    columns = sorted((e for e in edges if e["orientation"] == "v"), key=lambda e: e["x0"])
    rows = [e for e in edges if e["orientation"] == "h"]
    parent = {id(e): id(e) for e in (*columns, *rows)}

    def root(key: int) -> int:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for row in rows:
        for column in columns:
            if column["x0"] > row["x1"] + _TOUCH:
                break
            if (
                column["x0"] >= row["x0"] - _TOUCH
                and column["top"] - _TOUCH <= row["top"] <= column["bottom"] + _TOUCH
            ):
                parent[root(id(column))] = root(id(row))
    groups: dict[int, list[Edge]] = {}
    for edge in (*columns, *rows):
        groups.setdefault(root(id(edge)), []).append(edge)
    return list(groups.values())
