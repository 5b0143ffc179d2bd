"""The ruling lines of a PDF page: tables that are open at a side or at an end are closed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

_TOUCH = 4.0
_SHORTEST = 12.0
_MOST_EDGES = 20_000
# A page of the smallest print has 100 rows and a dozen columns.
_MOST_PAIRS = 300_000
_MOST_CROSSINGS = 2_500

Edge = dict[str, Any]
Box = tuple[float, float, float, float]


def find_tables(page: Any) -> list[list[Box]] | None:
    """The cells of every ruled table of a page, None where there are too many lines.

    A table whose outer rules are not drawn is closed where its lines end.  The library compares
    all lines and all crossings with each other; what it does in one call is done here step by
    step, so that one can stop in time.
    """
    from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells

    if len(page.edges) > _MOST_EDGES:
        return None
    edges, settings = _edges(page)
    if _has_too_many(edges):
        return None
    across, down = closing_rules(edges)
    if across or down:
        edges, settings = _edges(page, across, down)
        if _has_too_many(edges):
            return None
    crossings = edges_to_intersections(
        edges, settings.intersection_x_tolerance, settings.intersection_y_tolerance
    )
    if len(crossings) > _MOST_CROSSINGS:
        return None
    tables = cells_to_tables(intersections_to_cells(crossings))
    return [[(c[0], c[1], c[2], c[3]) for c in cells] for cells in tables]


def _edges(
    page: Any, across: Sequence[Edge] = (), down: Sequence[Edge] = ()
) -> tuple[list[Edge], Any]:
    """The rules of a page joined where they meet, with more of them added."""
    from pdfplumber.table import TableFinder, TableSettings

    finder = TableFinder.__new__(TableFinder)
    more = {"explicit_horizontal_lines": list(across), "explicit_vertical_lines": list(down)}
    finder.page, finder.settings = page, TableSettings.resolve(more)
    return finder.get_edges(), finder.settings


def _has_too_many(edges: Sequence[Edge]) -> bool:
    across = sum(1 for edge in edges if edge["orientation"] == "h")
    return across * (len(edges) - across) > _MOST_PAIRS


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
