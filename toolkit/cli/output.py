"""What a command writes: results on standard output, messages and progress on standard error."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
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
    console_on(sys.stdout).print(grid)


def console_on(stream: Any) -> Console:
    """A console of rich on a stream, as wide as the terminal or as COLUMNS says."""
    from rich.console import Console as RichConsole

    class Console(RichConsole):
        def on_broken_pipe(self) -> None:
            # rich would end the process itself, with an error; the group knows what to do.
            raise BrokenPipeError

    width = None if stream.isatty() else int(os.environ.get("COLUMNS", "100"))
    return Console(file=stream, width=width, highlight=False, soft_wrap=False)
