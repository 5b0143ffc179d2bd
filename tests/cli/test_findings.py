from __future__ import annotations

import pytest

from toolkit.checks import problem
from toolkit.cli.findings import ALIKE, print_findings
from toolkit.model import Place


def test_what_is_alike_takes_one_row(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings([problem("U01").finding(Place(row=at), what="这项任务") for at in (3, 5, 8)])
    assert "第3行 等 3 处" in capsys.readouterr().out


def test_a_code_with_many_rows_is_counted_not_listed(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings([problem("T02").finding(Place(row=at), f"2026-{at}", row=1) for at in range(20)])
    out = capsys.readouterr().out
    assert out.count("T02") == ALIKE
    assert f"等 {20 - ALIKE + 1} 处" in out
    assert "同类问题" in out


def test_as_many_as_fit_are_all_listed(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings(
        [problem("T02").finding(Place(row=at), f"2026-{at}", row=1) for at in range(ALIKE)]
    )
    out = capsys.readouterr().out
    assert out.count("T02") == ALIKE
    assert "同类问题" not in out


def test_a_limit_keeps_the_worst(capsys: pytest.CaptureFixture[str]) -> None:
    found = [
        problem("R08").finding(Place(line=1), "页眉"),
        problem("T01").finding(Place(row=9), "2026-001"),
    ]
    print_findings(found, limit=1)
    out = capsys.readouterr().out
    assert "T01" in out
    assert "R08" not in out
    assert "最要紧的 1 类" in out


@pytest.mark.parametrize("with_file", [False, True])
def test_the_file_is_named_where_several_were_looked_at(
    capsys: pytest.CaptureFixture[str], with_file: bool
) -> None:
    found = [problem("U01").finding(Place(f, row=3), what="这项") for f in ("甲.xlsx", "")]
    print_findings(found, with_file=with_file)
    assert ("甲.xlsx" in capsys.readouterr().out) is with_file


def test_a_place_that_is_a_whole_file_keeps_its_name(capsys: pytest.CaptureFixture[str]) -> None:
    print_findings([problem("R06").finding(Place("通知.docx"))])
    assert "通知.docx" in capsys.readouterr().out
