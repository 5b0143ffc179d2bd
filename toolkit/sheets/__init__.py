"""What is printed or handed out, and the writer that fills templates.

>>> from toolkit.sheets import make_task_sheets, render_views
"""

from __future__ import annotations

from toolkit.sheets.task_sheets import make_task_sheets
from toolkit.sheets.views import render_views

__all__ = ["make_task_sheets", "render_views"]
