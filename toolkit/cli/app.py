"""The group of all commands: finds them, and turns every failure into one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any, NoReturn

import click

from toolkit import __version__
from toolkit.cli.output import complain, use_utf8
from toolkit.cli.zh import ZhCommand, usage_message
from toolkit.errors import TaizhangError

# A command's module is imported when the command is asked for; `--help` alone imports them all,
# and so none of them may import anything heavy at its top.
COMMANDS = {
    "read": "toolkit.cli.notices:read",
    "import": "toolkit.cli.notices:import_",
    "sheets": "toolkit.cli.paper:sheets",
    "bulletin": "toolkit.cli.bulletin:bulletin",
    "templates": "toolkit.cli.templates:templates",
    "calendar": "toolkit.cli.calendar:calendar",
    "check": "toolkit.cli.checking:check",
    "refresh": "toolkit.cli.refreshing:refresh",
    "explain": "toolkit.cli.checking:explain",
    "deadline": "toolkit.cli.phrases:deadline",
    "units": "toolkit.cli.phrases:units",
    "demo": "toolkit.cli.demo:demo",
    "completion": "toolkit.cli.completion:completion",
    "version": "toolkit.cli.about:version",
}

REPORT = (
    "程序内部出错，不是文件的问题：{what}。设 TAIZHANG_DEBUG=1 再运行一次，把全部输出发给维护人员"
)


class App(ZhCommand, click.Group):
    """The group: commands in the order of a clerk's work, failures in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order in which a clerk meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name, imported now."""
        home = COMMANDS.get(cmd_name)
        if home is None:
            return None
        import importlib

        module, _, attribute = home.partition(":")
        found = getattr(importlib.import_module(module), attribute)
        assert isinstance(found, click.Command)
        return found

    def help_sections(self, ctx: click.Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Commands before options, since that is what the reader looks for."""
        rows = []
        for name in self.list_commands(ctx):
            command = self.get_command(ctx, name)
            rows.append((name, _first_line(command)))
        yield "命令", rows
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


def _first_line(command: click.Command | None) -> str:
    return (command.help or "").strip().partition("\n")[0] if command else ""


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
        complain(str(error))
        return error.exit_code
    if isinstance(error, OSError):
        complain(file_message(error))
        return 1
    if damage := _damage(args):
        complain(damage)
        return 1
    complain(REPORT.format(what=f"{type(error).__name__} {error}".strip()))
    return 1


def _damage(args: Sequence[str]) -> str:
    """What is wrong inside a workbook that the command was given, if that is what is wrong."""
    from pathlib import Path

    from toolkit.workbook.damage import damage_of

    with suppress(OSError, ValueError):
        return next(filter(None, (damage_of(Path(word)) for word in args)), "")
    return ""


def file_message(error: OSError) -> str:
    """What the operating system refused, in words a clerk can act on."""
    name = error.filename or error.filename2 or ""
    what = f"“{name}”" if name else "文件"
    if isinstance(error, PermissionError):
        return f"{what}打不开或写不进去：可能正在 Excel 或 WPS 中打开，或没有权限，请关闭后再试"
    if isinstance(error, FileNotFoundError):
        return f"找不到{what}"
    if isinstance(error, IsADirectoryError):
        return f"{what}是文件夹，这里需要文件"
    return f"{what}读写失败：{error.strerror or error}"


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
