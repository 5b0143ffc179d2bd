from __future__ import annotations

import pytest

from toolkit.cli import output


def test_a_complaint_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    output.complain("第一行\n第二行\n\n")
    assert capsys.readouterr().err == "taizhang：第一行 第二行\n"


def test_json_is_readable_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    output.print_json_line({"文": ["台账"]})
    assert capsys.readouterr().out == '{"文": ["台账"]}\n'


def test_brackets_in_a_text_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    output.table(("文字",), [("[red]甲[/red] [/]",)])
    assert "[red]甲[/red] [/]" in capsys.readouterr().out
