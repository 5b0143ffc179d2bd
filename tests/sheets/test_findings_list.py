"""The printed list of findings."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from toolkit.checks import problem
from toolkit.errors import FileProblem
from toolkit.model import Finding, Place
from toolkit.sheets.findings_list import summary, write_findings

FINDINGS = (
    problem("R08").finding(Place(line=3), "备注：=1+1"),
    problem("T01").finding(Place(sheet="台账", row=5, column="任务内容"), "2026-001"),
    problem("D01").finding(Place(sheet="台账", row=7, column="完成时限"), what="这项任务"),
)


def rows(path: Path) -> list[tuple[object, ...]]:
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("findings", "words"),
    [
        ((), "没有发现问题"),
        (FINDINGS[:1], "共 1 个问题：提示 1"),
        (FINDINGS, "共 3 个问题：错误 1，警告 1，提示 1"),
    ],
)
def test_summary(findings: tuple[Finding, ...], words: str) -> None:
    assert summary(findings) == words


def test_the_worst_come_first(tmp_path: Path) -> None:
    table = rows(write_findings(FINDINGS, tmp_path / "问题清单.xlsx", title="云溪县"))
    assert table[0][0] == "云溪县问题清单"
    assert table[1][0] == summary(FINDINGS)
    assert [row[:5] for row in table[3:]] == [
        (1, "错误", "T01", "工作表“台账” 第5行“任务内容”", "2026-001"),
        (2, "警告", "D01", "工作表“台账” 第7行“完成时限”", None),
        (3, "提示", "R08", "第3行", "备注：=1+1"),
    ]


def test_no_findings_make_an_empty_list(tmp_path: Path) -> None:
    table = rows(write_findings((), tmp_path / "问题清单.xlsx"))
    assert table[1][0] == "没有发现问题"
    assert not any(cell for row in table[3:] for cell in row)


def test_a_value_never_becomes_a_formula(tmp_path: Path) -> None:
    finding = problem("R04").finding(Place(), '=HYPERLINK("http://x","点我")')
    path = write_findings((finding,), tmp_path / "问题清单.xlsx")
    sheet = openpyxl.load_workbook(path).active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows(min_row=4) for cell in row} <= {"n", "s"}


def test_the_same_findings_give_the_same_bytes_and_nothing_is_overwritten(tmp_path: Path) -> None:
    one = write_findings(FINDINGS, tmp_path / "a.xlsx").read_bytes()
    assert one == write_findings(FINDINGS, tmp_path / "b.xlsx").read_bytes()
    with pytest.raises(FileProblem, match=r"a\.xlsx"):
        write_findings((), tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == one
