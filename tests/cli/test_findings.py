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


@pytest.mark.parametrize(
    ("files", "shown"), [(("甲.xlsx", "甲.xlsx"), False), (("甲.xlsx", "乙.xlsx"), True)]
)
def test_the_file_is_named_where_there_are_several(
    capsys: pytest.CaptureFixture[str], files: tuple[str, ...], shown: bool
) -> None:
    print_findings(
        [problem("U01").finding(Place(f, row=at), what="这项任务") for at, f in enumerate(files, 3)]
    )
    assert ("甲.xlsx" in capsys.readouterr().out) is shown
