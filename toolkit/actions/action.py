"""The frame of all commands: an action is data with a function; a face is made from the data.

A command is one file in this folder with an ``ACTION`` in it: its name, its words in Chinese, its
parameters with their kinds, and the function that does it.  Nothing in it knows whether a terminal,
a button or a test asks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, Protocol

from toolkit.actions.outcome import Outcome
from toolkit.actions.parameter import Parameter
from toolkit.errors import FileProblem, UsageProblem

Group = Literal["建账", "分办", "月报", "通报", "帮助", "工具"]
"""Where a command stands in the ribbon; 工具 is for those that are no buttons."""


@dataclass(frozen=True, slots=True)
class Example:
    """One call with its purpose in Chinese; ``json`` asks for data instead of words."""

    what: str
    values: Mapping[str, Any] = field(default_factory=dict)
    json: bool = False
    dry_run: bool = False


class Progress(Protocol):
    """Whom a long command tells how far it is; a face may raise KeyboardInterrupt to stop it."""

    def begin(self, what: str) -> None:
        """A step begins, of a length that nobody knows."""

    def at(self, done: int, total: int) -> None:
        """So much of the step is done."""

    def tell(self, text: str) -> None:
        """Something that the clerk should know beside the result."""


class Silent:
    """Nobody watches."""

    def begin(self, what: str) -> None:
        """Say nothing."""

    def at(self, done: int, total: int) -> None:
        """Say nothing."""

    def tell(self, text: str) -> None:
        """Say nothing."""


@dataclass(frozen=True, slots=True)
class Job:
    """One run of a command: who watches it, and whether it may write."""

    progress: Progress = field(default_factory=Silent)
    dry_run: bool = False

    @property
    def has(self) -> str:
        """The word before a verb: 已 when it was done, 将 in a dry run."""
        return "将" if self.dry_run else "已"


@dataclass(frozen=True, slots=True)
class Action:
    """One command.

    ``name`` is the word of the command line (two words in a family: ``templates copy``), ``label``
    the button's word, ``summary`` one line, ``help`` a paragraph more.  ``run`` is called with a
    :class:`Job` and one keyword for each parameter.  A command that ``writes`` has a
    dry run; one that ``edits`` may alter the very file that it is about.  ``rank`` orders the
    commands of a group.
    """

    name: str
    label: str
    group: Group
    rank: int
    summary: str
    run: Callable[..., Outcome]
    help: str = ""
    parameters: tuple[Parameter, ...] = ()
    examples: tuple[Example, ...] = ()
    writes: bool = False
    edits: bool = False
    ribbon: bool = True

    def start(
        self,
        values: Mapping[str, Any],
        *,
        dry_run: bool = False,
        progress: Progress | None = None,
    ) -> Outcome:
        """Run the command with ``values``; in a ``dry_run`` nothing reaches the disk.

        A text is taken as a face hands it over (``"2026-03-05"`` for a date).  What is written is
        noted in the outcome.  A file that is read is never written over, and a ledger that is
        replaced by another file is backed up first.

        Raises:
            TaizhangError: the call or a file is no good; the message is for the clerk.
        """
        from toolkit.actions.keeping import keep_ledger
        from toolkit.files.writes import watching

        given = self.complete(values)
        self._refuse_own_input(given)
        sources = [path for p in self.parameters if self._is_kept(p) for path in _paths(p, given)]
        job = Job(progress or Silent(), dry_run)
        # A command that writes nothing is watched as a rehearsal: it cannot even by mistake.
        rehearsal = dry_run or not self.writes
        if rehearsal:
            given = {name: _on_paper(value) for name, value in given.items()}
        with watching(rehearsal=rehearsal, sources=sources, before_replacing=keep_ledger) as writes:
            outcome = self.run(job, **given)
        return replace(outcome, writes=tuple(writes), rehearsed=dry_run)

    def complete(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters with their values, converted, the absent ones with what they stand for.

        Raises:
            UsageProblem: something is missing or is not of its kind.
        """
        from toolkit.actions.values import convert

        unknown = values.keys() - {parameter.name for parameter in self.parameters}
        if unknown:
            raise TypeError(f"{self.name} has no parameter {', '.join(sorted(unknown))}")
        given = {}
        for parameter in self.parameters:
            value = values.get(parameter.name)
            blank = value == "" and parameter.kind != "text"  # a text may be empty
            empty = value is None or blank or (parameter.many and not value)
            if empty and parameter.required:
                raise UsageProblem(f"没有给出“{parameter.label}”", parameter=parameter.name)
            given[parameter.name] = parameter.absent if empty else convert(parameter, value)
        return given

    def parameter(self, name: str) -> Parameter | None:
        """The parameter of a name."""
        return next((p for p in self.parameters if p.name == name), None)

    def _is_kept(self, parameter: Parameter) -> bool:
        """Whether the files of a parameter must stay as they are."""
        edited = self.edits and parameter.subject
        return parameter.kind in ("ledger", "file") and not edited

    def _refuse_own_input(self, given: Mapping[str, Any]) -> None:
        from toolkit.files.writes import same_file

        read = [path for p in self.parameters if p.kind != "save" for path in _paths(p, given)]
        for parameter in self.parameters:
            targets = _paths(parameter, given) if parameter.kind == "save" else []
            for target in targets:
                if any(same_file(target, source) for source in read):
                    raise FileProblem(
                        f"“{target.name}”正是要读取的文件，结果不能写在它上面，没有改动。",
                        parameter=parameter.name, how="fix",
                    )  # fmt: skip


def _on_paper(value: Any) -> Any:
    """A host that is no file, as one that cannot be changed; anything else as it is."""
    from toolkit.actions.rehearsed import RehearsedHost

    if isinstance(value, tuple):
        return tuple(_on_paper(one) for one in value)
    return RehearsedHost(value) if hasattr(value, "apply") and not hasattr(value, "path") else value


def _paths(parameter: Parameter, given: Mapping[str, Any]) -> list[Path]:
    """The files of a parameter; a ledger that is open somewhere is none."""
    value = given.get(parameter.name)
    if value is None or parameter.kind not in ("ledger", "file", "save"):
        return []
    several = list(value) if parameter.many else [value]
    paths = [getattr(one, "path", None) if parameter.kind == "ledger" else one for one in several]
    return [path for path in paths if path is not None]


@dataclass(frozen=True, slots=True)
class Family:
    """Several commands under one word (模板: 复制, 检查, 列出)."""

    name: str
    label: str
    group: Group
    rank: int
    summary: str
    help: str = ""
    examples: tuple[Example, ...] = ()
    actions: tuple[Action, ...] = ()
