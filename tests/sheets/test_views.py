"""Pictures of what prints, through LibreOffice; nothing where it is absent."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from toolkit.deadlines import normalise
from toolkit.files.libreoffice import VARIABLE, convert
from toolkit.ledger import ledger_from_notice
from toolkit.model import Notice, Task
from toolkit.sheets import make_task_sheets, render_views


@pytest.fixture
def sheets(tmp_path: Path) -> Path:
    tasks = tuple(
        Task(str(n), "公开预算决算" * n, lead=("县财政局",), others=("县审计局",),
             deadline=normalise("10月底前", year=2026))
        for n in range(1, 30)
    )  # fmt: skip
    ledger = ledger_from_notice(Notice("云溪县任务分工表", year=2026, tasks=tasks))
    return make_task_sheets(ledger, tmp_path, as_of=date(2026, 3, 2))[0]


def test_nothing_without_libreoffice(
    sheets: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "")
    assert render_views(sheets, tmp_path / "图") == []


@pytest.mark.libreoffice
@pytest.mark.slow
def test_pdf_and_pictures(sheets: Path, tmp_path: Path) -> None:
    pdf, *pictures = render_views(sheets, tmp_path / "图", pages=2)
    assert pdf.read_bytes().startswith(b"%PDF")
    assert len(pictures) == 2
    assert all(p.read_bytes().startswith(b"\x89PNG") for p in pictures)


@pytest.mark.libreoffice
@pytest.mark.slow
def test_saved_by_libreoffice_without_loss(sheets: Path, tmp_path: Path) -> None:
    again = convert(sheets, "xlsx", tmp_path / "另存")
    first, second = openpyxl.load_workbook(sheets), openpyxl.load_workbook(again)
    assert first.sheetnames == second.sheetnames
    for name in first.sheetnames:
        assert list(first[name].values) == [
            row[: first[name].max_column] for row in second[name].values
        ]
