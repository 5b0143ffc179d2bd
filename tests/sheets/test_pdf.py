"""PDF through LibreOffice: one for all or one a unit, the same bytes for the same day."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from toolkit.files.libreoffice import find_soffice
from toolkit.ledger import ledger_from_notice
from toolkit.model import Notice, Task
from toolkit.sheets import make_task_sheets
from toolkit.sheets.pdf import without_clock

DAY = date(2026, 9, 20)
TASKS = tuple(Task(str(n), "公开预算" * 9, lead=("甲局", "乙局")) for n in range(40))
LEDGER = ledger_from_notice(Notice("分工", year=2026, tasks=TASKS))

needs_libreoffice = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(find_soffice() is None, reason="LibreOffice is not installed"),
]


def pages(data: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", data))


@pytest.mark.parametrize(
    ("data", "clean"),
    [
        (b"/CreationDate(D:20261121190501+08'00')>>", b"/CreationDate(D:20260920000000+08'00')>>"),
        (b"/ID [ <0A1B2C3D4E5F60718293A4B5C6D7E8F9>\n<0A1B2C3D4E5F60718293A4B5C6D7E8F9> ]",
         b"/ID [ <00000000000000000000000000000000>\n<00000000000000000000000000000000> ]"),
        (b"stream (D:2026) /IDS endstream", b"stream (D:2026) /IDS endstream"),
    ],
)  # fmt: skip
def test_no_clock(data: bytes, clean: bytes) -> None:
    assert without_clock(data, DAY) == clean


class TestWithLibreOffice:
    """These start LibreOffice."""

    pytestmark = needs_libreoffice

    def test_a_pdf_for_every_unit(self, tmp_path: Path) -> None:
        one, two = (
            make_task_sheets(LEDGER, tmp_path / n, as_of=DAY, pdf=True, separate=True) for n in "12"
        )
        assert [p.name for p in one] == ["甲局.pdf", "乙局.pdf"]
        assert [p.read_bytes() for p in one] == [p.read_bytes() for p in two]
        assert all(p.read_bytes().startswith(b"%PDF") for p in one)

    def test_one_pdf_for_all(self, tmp_path: Path) -> None:
        (path,) = make_task_sheets(LEDGER, tmp_path / "1", as_of=DAY, pdf=True)
        assert [p.name for p in (tmp_path / "1").iterdir()] == ["任务单.pdf"]
        each = make_task_sheets(LEDGER, tmp_path / "2", as_of=DAY, pdf=True, separate=True)
        # The index, and for every unit as many pages as it has alone: none is empty.
        counts = [pages(p.read_bytes()) for p in each]
        assert min(counts) > 1
        assert pages(path.read_bytes()) == 1 + sum(counts)
