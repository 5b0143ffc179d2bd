"""How far a command is, on standard error of a terminal; nothing where nobody watches."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Self

from toolkit.cli.output import complain, console_on

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class TerminalProgress:
    """A moving sign, and a bar once the command says how much there is."""

    def __init__(self) -> None:
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop()

    def begin(self, what: str) -> None:
        """Show the name of the step."""
        self._stop()
        if not sys.stderr.isatty():
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

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
        self._bar = self._task = None
