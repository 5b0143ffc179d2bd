"""The ledger for those who live in pandas."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import pandas as pd

    from toolkit.ledger.ledger import Ledger

DTYPES: Final = {
    "id": "string", "no": "string", "l1": "string", "l2": "string", "content": "string",
    "lead": "object", "others": "object", "deadline": "string", "kind": "category",
    "start": "datetime64[s]", "due": "datetime64[s]", "recurrence": "string",
    "status": "string", "percent": "float64", "progress": "string", "remark": "string",
    "source": "string",
}  # fmt: skip
"""Column -> dtype.  ``lead`` and ``others`` hold tuples of names; an absent date is NaT, an absent
percentage NaN; ``kind`` has the seven kinds as its categories."""


def to_frame(ledger: Ledger) -> pd.DataFrame:
    """One row a task in the order of the ledger, with the columns and types of :data:`DTYPES`."""
    import pandas as pd

    from toolkit.model import KINDS

    tasks = [entry.task for entry in ledger.entries]
    data = {
        "id": [t.id for t in tasks], "no": [t.no for t in tasks], "l1": [t.l1 for t in tasks],
        "l2": [t.l2 for t in tasks], "content": [t.content for t in tasks],
        "deadline": [t.deadline.raw for t in tasks],
        "recurrence": [t.deadline.recurrence for t in tasks],
        "status": [e.status for e in ledger.entries],
        "progress": [e.progress for e in ledger.entries],
        "remark": [e.remark for e in ledger.entries],
        "source": [e.source for e in ledger.entries],
    }  # fmt: skip
    made: dict[str, pd.Series] = {k: pd.Series(v, dtype="string") for k, v in data.items()}
    made["lead"] = pd.Series([t.lead for t in tasks], dtype="object")
    made["others"] = pd.Series([t.others for t in tasks], dtype="object")
    kinds = pd.Categorical([t.deadline.kind for t in tasks], categories=list(KINDS))
    made["kind"] = pd.Series(kinds)
    for name, dates in (
        ("start", [t.deadline.start for t in tasks]),
        ("due", [t.deadline.due for t in tasks]),
    ):
        made[name] = pd.to_datetime(pd.Series(dates, dtype="object")).astype("datetime64[s]")
    made["percent"] = pd.Series([e.percent for e in ledger.entries], dtype="float64")
    return pd.DataFrame({name: made[name] for name in DTYPES})
