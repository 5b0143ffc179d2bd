"""Help pages and usage errors in the clerk's language, aligned for characters two columns wide."""

from __future__ import annotations

import inspect
import unicodedata
from collections.abc import Iterator
from typing import Any

import click

from toolkit.text import width

WIDTH = 96
_INDENT = "  "


def columns(text: str) -> int:
    """How many terminal columns a text takes."""
    return width(text, ambiguous=1)


def wrap(text: str, limit: int) -> list[str]:
    """Break a text into lines of at most ``limit`` columns; Latin words and options stay whole.

    >>> wrap("覆盖已有的台账文件", 10)
    ['覆盖已有的', '台账文件']
    """
    lines, line = [], ""
    for word in _words(text):
        if line and columns(line + word.rstrip()) > limit:
            lines.append(line.rstrip())
            line = word.lstrip()
        else:
            line += word
    return [*lines, line.rstrip()] if line.strip() else lines


def _words(text: str) -> Iterator[str]:
    """Wide characters one by one, a closing mark with the one before; others whole."""
    word = ""
    for char in text:
        sticks = char in "，。；：、）”" or not (_is_wide(char) or _is_wide(word[-1:]))
        if word and (not sticks or word[-1] == " "):
            yield word
            word = ""
        word += char
    if word:
        yield word


def _is_wide(char: str) -> bool:
    return char != "" and unicodedata.east_asian_width(char) in "WF"


class ZhCommand(click.Command):
    """A command whose help page is Chinese and ends with examples.

    The docstring's first line is the short help; ``examples`` are (command line, what it does).
    """

    def __init__(self, *args: Any, examples: tuple[tuple[str, str], ...] = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.examples = examples

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, text, arguments, options, commands and examples."""
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write(f"用法：{ctx.command_path} {pieces}".rstrip() + "\n")
        for line in inspect.cleandoc(self.help or "").splitlines():
            for part in wrap(line, WIDTH - len(_INDENT)) or [""]:
                formatter.write((_INDENT + part).rstrip() + "\n")
        for title, rows in self.help_sections(ctx):
            _write_section(formatter, title, rows)
        if self.examples:
            formatter.write("\n例子：\n")
            for line, what in self.examples:
                formatter.write(f"{_INDENT}# {what}\n{_INDENT}{line}\n")

    def help_sections(self, ctx: click.Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Titles with their (name, explanation) rows; a group adds its commands."""
        arguments, options = [], []
        for param in self.get_params(ctx):
            if isinstance(param, click.Option):
                if not param.hidden:
                    options.append((_option_names(param, ctx), param.help or ""))
            elif getattr(param, "help", None):
                arguments.append((param.make_metavar(ctx), getattr(param, "help", "")))
        yield "参数", arguments
        yield "选项", options

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The option ``--help`` with a Chinese explanation."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本帮助"
        return option

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """The words after the command in the usage line."""
        self.options_metavar = "[选项]"
        return super().collect_usage_pieces(ctx)


def _option_names(option: click.Option, ctx: click.Context) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    return names if option.is_flag else f"{names} {option.make_metavar(ctx)}"


def _write_section(formatter: click.HelpFormatter, title: str, rows: list[tuple[str, str]]) -> None:
    if not rows:
        return
    formatter.write(f"\n{title}：\n")
    column = max(columns(name) for name, _ in rows) + 2
    for name, text in rows:
        lines = wrap(text, WIDTH - column - len(_INDENT)) or [""]
        formatter.write(f"{_INDENT}{name}{' ' * (column - columns(name))}{lines[0]}\n")
        for line in lines[1:]:
            formatter.write(f"{_INDENT}{' ' * column}{line}\n")


def usage_message(error: click.ClickException) -> str:
    """One Chinese line for what click found wrong with a call."""
    ctx = getattr(error, "ctx", None)
    path = ctx.command_path if ctx else "taizhang"
    return f"{_what(error)}（用法见 {path} --help）"


def _what(error: click.ClickException) -> str:
    if isinstance(error, click.NoSuchOption):
        return f"没有选项 {error.option_name}{_perhaps(error.possibilities)}"
    if isinstance(error, click.NoSuchCommand):
        return f"没有命令 {error.command_name}{_perhaps(_commands_like(error))}"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_name_of(error)}"
    if isinstance(error, click.BadOptionUsage):
        return f"选项 {error.option_name} 后面缺少内容，或内容不对"
    if isinstance(error, click.BadParameter):
        return f"{_name_of(error)}不对：{error.message}"
    if isinstance(error, click.FileError):
        return f"打不开文件“{error.ui_filename}”：{error.message}"
    if "extra argument" in error.message:
        words = error.message[error.message.find("(") + 1 : error.message.rfind(")")]
        return f"多出的内容：{words}（带空格的文件名要加引号）"
    if "Missing command" in error.message:
        return "缺少命令"
    return error.message


def _name_of(error: click.BadParameter) -> str:
    param = error.param
    if param is None:
        return "参数"
    if isinstance(param, click.Option):
        return f"选项 {max(param.opts, key=len)}"
    return f"参数“{param.metavar or param.name}”"


def _commands_like(error: click.NoSuchCommand) -> list[str]:
    """Names close to a mistyped one; click itself does not know commands that load late."""
    from difflib import get_close_matches

    if error.ctx is None or not isinstance(error.ctx.command, click.Group):
        return []
    return get_close_matches(error.command_name, error.ctx.command.list_commands(error.ctx))


def _perhaps(names: Any) -> str:
    return f"，是不是 {'、'.join(names)}？" if names else ""
