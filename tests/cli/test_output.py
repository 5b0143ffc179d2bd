from __future__ import annotations

import io
import sys

import pytest

from toolkit.checks import problem
from toolkit.cli import findings, output
from toolkit.model import Place


class Terminal(io.StringIO):
    """A stream that says somebody watches."""

    def isatty(self) -> bool:
        return True


def test_progress_shows_on_a_terminal_only(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, watched in ((io.StringIO(), False), (Terminal(), True)):
        monkeypatch.setattr(sys, "stderr", stream)
        assert list(output.stepping([1, 2, 3], "检查")) == [1, 2, 3]
        with output.counting("生成") as progress:
            assert (progress is not None) is watched
            if progress:
                progress(1, 2)
        with output.working("读取"):
            pass
        assert bool(stream.getvalue()) is watched


def test_a_complaint_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    output.complain("第一行\n第二行\n\n")
    assert capsys.readouterr().err == "taizhang：第一行 第二行\n"


def test_json_is_readable_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_json_line({"文": ["台账"]})
    assert capsys.readouterr().out == '{"文": ["台账"]}\n'


def test_what_is_alike_takes_one_row(capsys: pytest.CaptureFixture[str]) -> None:
    found = [problem("U01").finding(Place(row=at), what="这项任务") for at in (3, 5, 8)]
    findings.print_findings(found)
    out = capsys.readouterr().out
    assert "第3行 等 3 处" in out
    assert "共 3 个问题：错误 3。" in out


def test_a_limit_keeps_the_worst(capsys: pytest.CaptureFixture[str]) -> None:
    found = [
        problem("R08").finding(Place(line=1), "页眉"),
        problem("T01").finding(Place(row=9), "2026-001"),
    ]
    findings.print_findings(found, limit=1)
    out = capsys.readouterr().out
    assert "T01" in out
    assert "R08" not in out
    assert "最要紧的 1 类" in out


def test_brackets_in_a_text_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    output.table(("文字",), [("[red]甲[/red] [/]",)])
    assert "[red]甲[/red] [/]" in capsys.readouterr().out
