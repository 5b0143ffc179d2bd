"""Task ledgers for government offices: read a notice, keep the ledger, hand out the tasks.

>>> import toolkit
>>> toolkit.normalise("10月16日前", year=2022).due
datetime.date(2022, 10, 16)
>>> toolkit.parse_units("县财政局牵头，县审计局配合").lead
('县财政局',)

Everything is imported on first use, so ``import toolkit`` costs next to nothing.
"""

from __future__ import annotations

# What type checkers take for typing.TYPE_CHECKING, without the price of importing typing.
TYPE_CHECKING = False

if TYPE_CHECKING:
    from toolkit.deadlines import normalise as normalise
    from toolkit.errors import TaizhangError as TaizhangError
    from toolkit.model import Deadline as Deadline
    from toolkit.model import Finding as Finding
    from toolkit.model import Notice as Notice
    from toolkit.model import Task as Task
    from toolkit.notice import read_notice as read_notice
    from toolkit.review import check as check
    from toolkit.scripting import Ledger as Ledger
    from toolkit.sheets import make_task_sheets as make_task_sheets
    from toolkit.units import parse_units as parse_units

__version__ = "0.1.0"

_HOMES = {
    "Deadline": "toolkit.model",
    "Finding": "toolkit.model",
    "Ledger": "toolkit.scripting",
    "Notice": "toolkit.model",
    "TaizhangError": "toolkit.errors",
    "Task": "toolkit.model",
    "check": "toolkit.review",
    "make_task_sheets": "toolkit.sheets",
    "normalise": "toolkit.deadlines",
    "parse_units": "toolkit.units",
    "read_notice": "toolkit.notice",
}

__all__ = [
    "Deadline",
    "Finding",
    "Ledger",
    "Notice",
    "TaizhangError",
    "Task",
    "__version__",
    "check",
    "make_task_sheets",
    "normalise",
    "parse_units",
    "read_notice",
]


if not TYPE_CHECKING:  # a type checker would take every misspelt name for a good one

    def __getattr__(name: str) -> object:
        """Import a public name from its home when it is first asked for (PEP 562)."""
        home = _HOMES.get(name)
        if home is None:
            raise AttributeError(f"module 'toolkit' has no attribute {name!r}")
        import importlib

        value: object = getattr(importlib.import_module(home), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
