"""A click command made from an action: options, help page, completion, and the running of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from toolkit.actions.action import Action, Example, Family
from toolkit.actions.parameter import Parameter
from toolkit.actions.values import one
from toolkit.cli.terminal import ALWAYS_JSON, BATCH, EXAMPLES, NOTES, SHORT, option
from toolkit.cli.zh import ZhCommand
from toolkit.errors import TaizhangError, UsageProblem

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_FILES = frozenset({"ledger", "file", "save"})


class Group(ZhCommand, click.Group):
    """A command of several parts, which its help page lists first, in the order of their use."""

    def help_sections(self, ctx: click.Context) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """The parts before the options."""
        yield "命令", [(name, first_line(part)) for name, part in self.commands.items()]
        yield from super().help_sections(ctx)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they are used."""
        return list(self.commands)


class Value(click.ParamType[Any]):
    """A value of a parameter: converted and completed as its kind wants."""

    def __init__(self, parameter: Parameter) -> None:
        self.name = parameter.label
        self._parameter = parameter

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The value in its own type."""
        try:
            return one(self._parameter, value)
        except UsageProblem as error:
            self.fail(str(error), param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Files, folders, choices or suggestions that begin like what is typed."""
        from click.shell_completion import CompletionItem

        parameter = self._parameter
        if parameter.kind in _FILES or parameter.kind == "folder":
            return [CompletionItem(incomplete, type="file" if parameter.kind in _FILES else "dir")]
        likely = [(choice, "") for choice in parameter.choices]
        likely += parameter.suggest() if parameter.suggest else ()
        typed = incomplete.casefold()
        return [
            CompletionItem(value, help=meaning or None)
            for value, meaning in likely
            if value.casefold().startswith(typed)
        ]


def command_of(made: Action | Family) -> click.Command:
    """The click command of an action, or the group of a family."""
    if isinstance(made, Action):
        return _command(made)
    group = Group(
        made.name,
        help=_help(made),
        examples=EXAMPLES.get(made.name, ()),
        subcommand_metavar="命令 [参数]…",
        no_args_is_help=True,
    )
    for part in made.actions:
        group.add_command(_command(part))
    return group


def _command(action: Action) -> click.Command:
    def run(**given: Any) -> int:
        return _run(action, given)

    return ZhCommand(
        action.name.rpartition(" ")[2],
        params=list(_params(action)),
        callback=run,
        help=_help(action),
        examples=(
            *((shell_line(action, example), example.what) for example in action.examples),
            *EXAMPLES.get(action.name, ()),
        ),
    )


def _help(made: Action | Family) -> str:
    note = NOTES.get(made.name, "")
    return "\n\n".join(filter(None, (made.summary, "\n".join(filter(None, (made.help, note))))))


def first_line(command: click.Command | None) -> str:
    """The short help of a command."""
    return (command.help or "").strip().partition("\n")[0] if command else ""


# --- parameters ---------------------------------------------------------------------------------


def _params(action: Action) -> Iterator[click.Parameter]:
    batch = BATCH.get(action.name)
    for parameter in action.parameters:
        if parameter.subject:
            yield _argument(parameter, optional=parameter.name == batch)
        else:
            yield _option(parameter)
    if batch:
        from toolkit.cli.batch import HELP

        yield click.Option(["--batch"], metavar="文件", help=HELP)
    if action.writes:
        yield click.Option(
            ["--dry-run", "dry_run"], is_flag=True, help="只说会做什么，不写入任何文件"
        )
    yield click.Option(
        ["--json", "as_json"],
        is_flag=True,
        help="输出 JSON",
        hidden=action.name in ALWAYS_JSON,
    )


def _argument(parameter: Parameter, *, optional: bool) -> click.Argument:
    name = parameter.placeholder or parameter.label
    if parameter.many:
        name += "…"
    return click.Argument(
        [parameter.name],
        metavar=name if parameter.required else f"[{name}]",
        type=Value(parameter),
        required=parameter.required and not optional,
        nargs=-1 if parameter.many else 1,
    )


def _option(parameter: Parameter) -> click.Option:
    names = [option(parameter.name), parameter.name]
    if parameter.name in SHORT:
        names.insert(0, SHORT[parameter.name])
    if parameter.kind == "flag":
        return click.Option(names, is_flag=True, help=parameter.help)
    return click.Option(
        names,
        metavar="|".join(parameter.choices) or parameter.placeholder or parameter.label,
        type=Value(parameter),
        required=parameter.required,
        multiple=parameter.many,
        help=parameter.help,
    )


# --- running ------------------------------------------------------------------------------------


def _run(action: Action, given: dict[str, Any]) -> int:
    from toolkit.cli.failures import advice
    from toolkit.cli.progress_bar import TerminalProgress
    from toolkit.cli.show import show

    as_json = given.pop("as_json") or action.name in ALWAYS_JSON
    dry_run = given.pop("dry_run", False)
    batch = given.pop("batch", None)
    phrase = BATCH.get(action.name)
    if phrase and (given[phrase] is None) == (batch is None):
        raise UsageProblem("请给出一段文字，或用 --batch 指定成批处理的文件，二者选一")
    try:
        if phrase and batch:
            from toolkit.cli.batch import answer_lines

            return answer_lines(action, phrase, batch, given)
        with TerminalProgress() as progress:
            outcome = action.start(given, dry_run=dry_run, progress=progress)
    except TaizhangError as error:
        error.add_note(advice(error, action))
        raise
    return show(outcome, action, as_json=as_json)


def shell_line(action: Action, example: Example) -> str:
    """An example as a line for the shell.

    >>> from toolkit.actions.registry import action
    >>> shell_line(action("deadline"), action("deadline").examples[0])
    'taizhang deadline --year 2026 10月16日前'
    """
    words = ["taizhang", action.name]
    for name, value in example.values.items():
        parameter = action.parameter(name)
        assert parameter is not None, f"{action.name}: {name}"
        for item in value if isinstance(value, tuple) else (value,):
            words += _words(parameter, item)
    words += ["--json"] if example.json else []
    words += ["--dry-run"] if example.dry_run else []
    return " ".join(words)


def _words(parameter: Parameter, value: Any) -> list[str]:
    text = str(value)
    if " " in text or any(sign in text for sign in "<>|&;()$"):
        text = f'"{text}"'
    if parameter.subject:
        return [text]
    name = SHORT.get(parameter.name, option(parameter.name))
    return [name] if parameter.kind == "flag" else [name, text]
