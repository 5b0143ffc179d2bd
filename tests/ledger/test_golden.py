"""The ledger, its findings list and its calendar as a person last saw them.

After a change that is meant: ``TAIZHANG_RENEW_GOLDEN=1 python -m pytest tests/ledger/test_golden.py``,
then look at the new files in ``golden/`` and commit them with the change.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from tests.golden_parts import differences
from toolkit.ledger import Ledger, write_ledger
from toolkit.sheets.calendar import make_calendar
from toolkit.sheets.findings_list import write_findings

GOLDEN = Path(__file__).with_name("golden")


def make(name: str, ledger: Ledger, folder: Path) -> Path:
    path = folder / name
    if name == "ledger.xlsx":
        write_ledger(ledger, path)
    elif name == "findings.xlsx":
        write_findings(ledger.notice.findings, path, title=ledger.title)
    else:
        make_calendar(ledger, path, as_of=date(2026, 3, 2))
    return path


@pytest.mark.parametrize("name", ["ledger.xlsx", "findings.xlsx", "calendar.ics"])
def test_what_is_made_is_what_was_seen(name: str, ledger: Ledger, tmp_path: Path) -> None:
    made, kept = make(name, ledger, tmp_path), GOLDEN / name
    if os.environ.get("TAIZHANG_RENEW_GOLDEN"):
        GOLDEN.mkdir(exist_ok=True)
        kept.write_bytes(made.read_bytes())
    if name.endswith(".xlsx"):
        assert differences(made, kept) == []
    else:
        assert made.read_text("utf-8").splitlines() == kept.read_text("utf-8").splitlines()
