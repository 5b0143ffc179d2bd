"""The ledger as a pandas table: documented columns and types."""

from __future__ import annotations

from datetime import date

import pandas as pd

from toolkit.ledger import Ledger, ledger_from_notice, to_frame
from toolkit.ledger.frame import DTYPES
from toolkit.model import KINDS, Notice


def test_columns_and_types(ledger: Ledger) -> None:
    frame = to_frame(ledger)
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == dict(DTYPES)
    assert len(frame) == len(ledger.tasks)


def test_values(ledger: Ledger) -> None:
    frame = to_frame(ledger).set_index("id")
    assert frame.loc["001", "due"] == pd.Timestamp(date(2026, 10, 16))
    assert frame.loc["002", "lead"] == ("县行政审批局", "县司法局")
    assert pd.isna(frame.loc["002", "due"]) and pd.isna(frame.loc["001", "percent"])
    assert list(frame["kind"].cat.categories) == list(KINDS)
    assert frame.explode("lead")["lead"].value_counts()["县政府办公室"] == 2


def test_empty_ledger_keeps_its_types() -> None:
    frame = to_frame(ledger_from_notice(Notice()))
    assert {name: str(dtype) for name, dtype in frame.dtypes.items()} == dict(DTYPES)
