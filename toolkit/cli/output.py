"""What a command writes: results on standard output, messages and progress on standard error."""

from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console

PREFIX = "taizhang："


def use_utf8() -> None:
    """Make all three standard streams UTF-8, also where the console's code page is GBK.

    A wrong byte on the way in becomes a visible mark instead of an exception.
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def say(text: str = "") -> None:
    """One line for the person on standard output."""
    sys.stdout.write(text + "\n")


def complain(text: str) -> None:
    """One line on standard error; line breaks inside are folded so that it stays one."""
    sys.stdout.flush()
    sys.stderr.write(PREFIX + " ".join(text.split()) + "\n")
    sys.stderr.flush()


def print_json(value: Any) -> None:
    """A value as indented JSON."""
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def print_json_line(value: Any) -> None:
    """A value as one line of JSON, sent at once, since a program may wait for the answer."""
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def json_lines(source: str) -> Iterator[dict[str, Any] | str]:
    """Objects from a file of JSON lines (``-`` is standard input); a bad line gives its complaint.

    Raises:
        FileProblem: the file cannot be opened.
    """
    from toolkit.errors import FileProblem

    if source == "-":
        yield from map(_json_line, sys.stdin)
        return
    try:
        with open(source, encoding="utf-8-sig", errors="replace") as lines:
            yield from map(_json_line, lines)
    except OSError as error:
        raise FileProblem(f"打不开“{source}”：{error.strerror}") from error


def _json_line(line: str) -> dict[str, Any] | str:
    import json

    try:
        value = json.loads(line.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return "这一行不是 JSON"
    return value if isinstance(value, dict) else "这一行不是 JSON 对象"


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], *, title: str = "") -> None:
    """A table for the person, as wide as the terminal."""
    from rich.table import Table
    from rich.text import Text

    grid = Table(title=title or None, title_justify="left")
    for head in heads:
        grid.add_column(head, overflow="fold")
    for row in rows:
        grid.add_row(*(Text(cell) for cell in row))
    _console(sys.stdout).print(grid)


def _console(stream: Any) -> Console:
    from rich.console import Console as RichConsole

    class Console(RichConsole):
        def on_broken_pipe(self) -> None:
            # rich would end the process itself, with an error; the group knows what to do.
            raise BrokenPipeError

    width = None if stream.isatty() else int(os.environ.get("COLUMNS", "100"))
    return Console(file=stream, width=width, highlight=False, soft_wrap=False)


@contextmanager
def working(what: str) -> Iterator[None]:
    """A sign on standard error while one long step runs, with what the step tells of itself.

    On a terminal it moves.  Where nobody watches there is a line once it takes long, and then
    more and more seldom, so that a script's log shows that something is going on.
    """
    from toolkit.progress import listening

    if not sys.stderr.isatty():
        with _Log(what) as log, listening(log.hear):
            yield
        return
    sign = _console(sys.stderr).status(what)
    with sign, listening(lambda *news: sign.update(f"{what}{_position(*news)}")):
        yield


def _position(what: str, done: int, total: int) -> str:
    """第 3/20 页, with what is not known left out."""
    if not done:
        return ""
    return f"第 {done:,}/{total:,} {what}" if total else f"第 {done:,} {what}"


class _Log:
    """Lines about long work, the first after some seconds and each later than the one before."""

    FIRST = 3.0

    def __init__(self, what: str) -> None:
        self._what = what
        self._position = ""
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def hear(self, what: str, done: int, total: int) -> None:
        self._position = _position(what, done, total)

    def __enter__(self) -> _Log:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        pause = elapsed = self.FIRST
        while not self._ended.wait(pause):
            complain(f"{self._what}{self._position}（已用 {elapsed:.0f} 秒，按 Ctrl+C 可中断）")
            pause *= 2
            elapsed += pause


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None] | None]:
    """A progress bar for work that reports (done, total) itself.

    None where nobody watches; then there are lines as :func:`working` has them.
    """
    if not sys.stderr.isatty():
        with _Log(what):
            yield None
        return
    from rich.progress import Progress

    with Progress(console=_console(sys.stderr), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


def stepping(items: Sequence[Any], what: str) -> Iterator[Any]:
    """The items one by one, with a progress bar on standard error where somebody watches."""
    if not sys.stderr.isatty() or len(items) < 2:
        yield from items
        return
    from rich.progress import track

    yield from track(items, description=what, console=_console(sys.stderr), transient=True)
