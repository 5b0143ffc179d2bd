"""How far a command is, on standard error: a bar on a terminal, now and then a line elsewhere."""

from __future__ import annotations

import sys
import threading
from contextlib import ExitStack
from types import TracebackType
from typing import TYPE_CHECKING, Self

from toolkit.cli.output import complain, console_on
from toolkit.progress import listening

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class TerminalProgress:
    """A moving sign, and a bar once the command, or a reader below it, says how much there is.

    Where nobody watches a terminal there is a line once a step takes long, and then more and more
    seldom, so that a script's log shows that something is going on.
    """

    def __init__(self) -> None:
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._log: _Log | None = None
        self._what = ""
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        self._stack.enter_context(listening(self._hear))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()
        self._stack.close()

    def begin(self, what: str) -> None:
        """Show the name of the step."""
        self._stop()
        self._what = what
        if not sys.stderr.isatty():
            self._log = _Log(what)
            self._log.start()
            return
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

        self._bar = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=console_on(sys.stderr),
            transient=True,
        )
        self._task = self._bar.add_task(what, total=None)
        self._bar.start()

    def at(self, done: int, total: int) -> None:
        """Move the bar."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total)

    def tell(self, text: str) -> None:
        """Say it on a line of its own, above the bar."""
        if self._bar is not None:
            self._bar.stop()
        complain(text)
        if self._bar is not None:
            self._bar.start()

    def _hear(self, what: str, done: int, total: int) -> None:
        """What a reader or writer below the command tells of itself."""
        if self._log is not None:
            self._log.position = _position(what, done, total)
        elif self._bar is not None and self._task is not None:
            said = f"{self._what}{_position(what, done, total)}"
            self._bar.update(self._task, description=said, completed=done, total=total or None)

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
        if self._log is not None:
            self._log.end()
        self._bar = self._task = self._log = None


def _position(what: str, done: int, total: int) -> str:
    """第 3/20 页, with what is not known left out."""
    if not done:
        return ""
    return f"第 {done:,}/{total:,} {what}" if total else f"第 {done:,} {what}"


class _Log:
    """Lines about long work, the first after some seconds and each later than the one before."""

    FIRST = 3.0

    def __init__(self, what: str) -> None:
        self.position = ""
        self._what = what
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        pause = elapsed = self.FIRST
        while not self._ended.wait(pause):
            complain(f"{self._what}{self.position}（已用 {elapsed:.0f} 秒，按 Ctrl+C 可中断）")
            pause *= 2
            elapsed += pause
