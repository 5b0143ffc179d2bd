"""What is printed or handed out, and the writer that fills templates.

>>> from toolkit.sheets import make_task_sheets, render_views
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toolkit.sheets.tasks.task_sheets import make_task_sheets as make_task_sheets
    from toolkit.sheets.views import render_views as render_views

_HOMES = {
    "make_task_sheets": "toolkit.sheets.tasks.task_sheets",
    "render_views": "toolkit.sheets.views",
}

__all__ = ["make_task_sheets", "render_views"]


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: a ribbon click starts a Python."""
    if name not in _HOMES:
        raise AttributeError(f"module 'toolkit.sheets' has no attribute {name!r}")
    import importlib

    return getattr(importlib.import_module(_HOMES[name]), name)
