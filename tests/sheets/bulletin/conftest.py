"""A fictional county's ledger in September, for the tests of bulletins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from toolkit.deadlines import normalise
from toolkit.ledger import Ledger, ledger_from_notice
from toolkit.ledger.reports import Report
from toolkit.model import Notice, Task

MONTH, DAY = (2026, 9), date(2026, 10, 8)
ROWS = (
    # content, lead, others, deadline, status, progress
    ("公开“十五五”规划纲要、国土空间规划（2026年本）", "县发展和改革局", "县自然资源局 各乡镇人民政府", "6月底前", "已完成", 1.0),
    ("更新权责清单，压缩办理时限至5个工作日以内", "县行政审批局", "县司法局", "8月15日前", "进行中", 0.6),
    ("=HYPERLINK(\"http://a.b\",\"点我\")", "县财政局", "", "9月20日前", "进行中", 0.3),
    ("每季度末月20日前通报一次\n并抄送县政府办", "县政府办公室", "", "每季度末月20日前", "进行中", None),
    ("涉企政策解读率达到100%", "县政府办公室", "县财政局", "10月12日前", "进行中", 0.9),
    ("举办培训班", "县政府办公室", "县司法局", "12月底前", "未开始", None),
    ("及时公开预决算", "县财政局", "各乡镇人民政府", "及时公开", "进行中", None),
    ("制定实施细则", "县司法局", "", "省出台文件后2个月内完成", "未开始", None),
)  # fmt: skip
REPORTS = tuple(
    Report((2026, month), task, unit, percent)
    for month, task, unit, percent in (
        (6, "001", "县发展和改革局", 0.5),
        (8, "001", "县发展和改革局", 0.8),
        (8, "002", "县行政审批局", 0.4),
        (9, "001", "县发展和改革局", 1.0),
        (9, "002", "县行政审批局", 0.6),
    )
)


def _county(units: int = 0) -> Ledger:
    rows = [
        *ROWS,
        *((f"事项{n}", f"县第{n}局", "", "8月底前", "未开始", None) for n in range(units)),
    ]
    tasks = tuple(
        Task(
            f"{n:03d}", content, str(n), lead=tuple(lead.split()), others=tuple(others.split()),
            groups=tuple(name for name in others.split() if name.startswith("各")),
            deadline=normalise(deadline, year=2026, issued=date(2026, 3, 2)),
        )
        for n, (content, lead, others, deadline, _, _) in enumerate(rows, 1)
    )  # fmt: skip
    notice = Notice(
        "云溪县人民政府办公室关于印发云溪县2026年政务公开重点工作任务分工的通知", "云溪府办发〔2026〕12号",
        "云溪县人民政府办公室", date(2026, 3, 2), 2026, tasks,
    )  # fmt: skip
    ledger = ledger_from_notice(notice)
    entries = tuple(
        replace(entry, status=row[4], percent=row[5])
        for entry, row in zip(ledger.entries, rows, strict=True)
    )
    return replace(ledger, entries=entries)


@pytest.fixture(scope="session")
def county() -> Callable[..., Ledger]:
    """Makes the county's ledger, with so many further units of one late task each."""
    return _county


@pytest.fixture(scope="session")
def reports() -> tuple[Report, ...]:
    """What was reported in June, August and September."""
    return REPORTS


@pytest.fixture(scope="session")
def golden(root: Path) -> Path:
    """The folder with the papers that are known to be right.

    After a wanted change: look at the new paper, then run with UPDATE_GOLDEN=1.
    """
    return root / "tests" / "sheets" / "bulletin" / "golden"
