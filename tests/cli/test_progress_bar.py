from __future__ import annotations

import io
import sys

import pytest

from toolkit.cli.progress_bar import TerminalProgress


class Terminal(io.StringIO):
    """A stream that says somebody watches."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stream", "watched"), [(io.StringIO(), False), (Terminal(), True)])
def test_progress_shows_on_a_terminal_only(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, watched: bool
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with TerminalProgress() as progress:
        progress.begin("正在检查")
        progress.at(1, 3)
        progress.begin("正在写入")
    assert ("正在检查" in stream.getvalue()) is watched


@pytest.mark.parametrize("stream", [io.StringIO(), Terminal()])
def test_what_is_told_shows_everywhere(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with TerminalProgress() as progress:
        progress.tell("先说的")
        progress.begin("正在检查")
        progress.tell("名录里没有成员")
    assert "taizhang：先说的\n" in stream.getvalue()
    assert "taizhang：名录里没有成员\n" in stream.getvalue()


def test_an_interruption_takes_the_bar_away(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Terminal()
    monkeypatch.setattr(sys, "stderr", stream)
    with pytest.raises(KeyboardInterrupt), TerminalProgress() as progress:
        progress.begin("正在检查")
        raise KeyboardInterrupt
    assert "\x1b[?25h" in stream.getvalue(), "the cursor shows again"
