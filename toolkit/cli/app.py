"""The group of all commands: finds them, and turns every failure into one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib import import_module
from typing import Any, NoReturn

import click

from toolkit import __version__
from toolkit.actions.registry import GROUPS, command, commands
from toolkit.cli.command import command_of, first_line
from toolkit.cli.failures import failure
from toolkit.cli.output import complain, use_utf8
from toolkit.cli.zh import ZhCommand, usage_message
from toolkit.errors import TaizhangError

# What only a terminal has; every other command is an action.
_TERMINAL = {
    "completion": "toolkit.cli.completion:completion",
    "version": "toolkit.cli.about:version",
}


class App(ZhCommand, click.Group):
    """The group: commands in the order of a clerk's work, failures in one line."""

    def __init__(self, *args: Any, **words: Any) -> None:
        super().__init__(*args, **words)
        self._made: dict[str, click.Command] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which a clerk meets them."""
        return [*(made.name for made in commands()), *_TERMINAL]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported and made now."""
        if cmd_name not in self._made:
            found = _terminal_command(cmd_name) or _action_command(cmd_name)
            if found is None:
                return None
            self._made[cmd_name] = found
        return self._made[cmd_name]

    def help_sections(self, ctx: click.Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Commands by their groups before options, since that is what the reader looks for."""
        rows: dict[str, list[tuple[str, str]]] = {}
        for made in commands():
            rows.setdefault(made.group, []).append((made.name, made.summary))
        for name in _TERMINAL:
            rows.setdefault(GROUPS[-1], []).append((name, first_line(_terminal_command(name))))
        for title, listed in rows.items():
            yield f"{title}命令", listed
        yield from super().help_sections(ctx)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; output that nobody reads any more (``| head``) ends it in peace."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            # click would make an error of it, and Python would complain once more at its end.
            _drop_output()
            return 0
        return result

    def main(self, *args: Any, **words: Any) -> NoReturn:
        """Run and end the process; never a traceback unless TAIZHANG_DEBUG is set."""
        use_utf8()
        sys.exit(self._run(*args, **words))

    def _run(
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **words: Any
    ) -> int:
        # One name in every message and in the completion variable, also for `python -m toolkit`.
        name = prog_name or "taizhang"
        try:
            code = click.Group.main(self, args, name, **{**words, "standalone_mode": False})
        except Exception as error:
            return _failed(error, args if args is not None else sys.argv[1:])
        except KeyboardInterrupt:
            complain("已中断")
            return 1
        return code if isinstance(code, int) else 0


def _terminal_command(name: str) -> click.Command | None:
    home = _TERMINAL.get(name)
    if home is None:
        return None
    module, _, attribute = home.partition(":")
    found = getattr(import_module(module), attribute)
    assert isinstance(found, click.Command)
    return found


def _action_command(name: str) -> click.Command | None:
    made = command(name)
    return command_of(made) if made else None


def _failed(error: Exception, args: Sequence[str]) -> int:
    if os.environ.get("TAIZHANG_DEBUG") and not isinstance(error, click.ClickException):
        import traceback

        traceback.print_exc()
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return 2
    if isinstance(error, click.UsageError):
        complain(usage_message(error))
        return 2
    if isinstance(error, click.Abort):
        complain("已中断")
        return 1
    if isinstance(error, click.ClickException):
        complain(usage_message(error))
        return error.exit_code
    if isinstance(error, TaizhangError):
        complain(str(error) + "".join(getattr(error, "__notes__", ())))
        return error.exit_code
    if not isinstance(error, OSError) and (damage := _damage(args)):
        complain(damage)
        return 1
    complain(failure(error))
    return 1


def _damage(args: Sequence[str]) -> str:
    """What is wrong inside a workbook that the command was given, if that is what is wrong."""
    from pathlib import Path

    from toolkit.workbook.damage import damage_of

    with suppress(OSError, ValueError):
        return next(filter(None, (damage_of(Path(word)) for word in args)), "")
    return ""


def _drop_output() -> None:
    """Send what is still buffered for standard output nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show_version(ctx: click.Context, _param: click.Parameter, value: bool) -> None:
    if value:
        click.echo(f"taizhang {__version__}")
        ctx.exit()


app = App(
    name="taizhang",
    help="""任务台账工具箱：读来文、建台账、查问题、打任务单。

    读取通知（Word、网页、表格、PDF、文本），整理成一行一项任务的 Excel 台账，
    原文一字不改，旁边给出换算好的时限和单位；看不准的列为“问题”，不替人决定。
    """,
    examples=(
        ("taizhang demo", "先看一遍演示，结果在 out 文件夹"),
        ("taizhang import 通知.docx -o 台账.xlsx", "把来文变成台账"),
        ("taizhang check 台账.xlsx --mark", "检查台账，并在表中标出问题"),
        ("taizhang sheets 台账.xlsx -o 任务单", "给每个单位生成任务单"),
    ),
    no_args_is_help=True,
    subcommand_metavar="命令 [参数]…",
    params=[
        click.Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            help="显示版本号",
            callback=_show_version,
        )
    ],
)
