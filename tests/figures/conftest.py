"""A small ledger from a table of (deadline, status, lead, others, progress)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

import pytest

from toolkit.deadlines import normalise
from toolkit.ledger import Ledger, Member, Settings, ledger_from_notice
from toolkit.model import Notice, Task

Row = tuple[str, str, str, str, float | None]


def make_ledger(
    rows: Sequence[Row], *, roster: Sequence[Member] = (), settings: Settings | None = None
) -> Ledger:
    tasks = tuple(
        Task(
            str(n), f"任务{n}", lead=tuple(lead.split()), others=tuple(others.split()),
            groups=tuple(u for u in f"{lead} {others}".split() if u.startswith("各")),
            deadline=normalise(deadline, year=2026, issued=date(2026, 1, 1)),
        )
        for n, (deadline, _, lead, others, _) in enumerate(rows, 1)
    )  # fmt: skip
    ledger = ledger_from_notice(
        Notice("云溪县工作台账", issued=date(2026, 1, 1), year=2026, tasks=tasks)
    )
    entries = tuple(
        replace(e, status=row[1], percent=row[4])
        for e, row in zip(ledger.entries, rows, strict=True)
    )
    return replace(
        ledger, entries=entries, roster=tuple(roster) or ledger.roster,
        settings=settings or Settings(),
    )  # fmt: skip


@pytest.fixture(scope="session")
def ledger_of() -> Callable[..., Ledger]:
    return make_ledger
