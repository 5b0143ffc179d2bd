"""An outcome on a terminal: words and tables for the person, or JSON."""

from __future__ import annotations

from typing import Any

from toolkit.actions.action import Action
from toolkit.actions.as_json import written_json
from toolkit.actions.outcome import Outcome, Table
from toolkit.cli.failures import failure
from toolkit.cli.output import complain, print_json, say, table

EXIT_CODES = {"done": 0, "failed": 1, "findings": 3}
_KINDS = {
    "new": "新建",
    "replaced": "覆盖",
    "same": "内容相同，不用改",
    "backup": "备份",
    "folder": "新建文件夹",
}


def show(outcome: Outcome, action: Action, *, as_json: bool) -> int:
    """Write what came of a command; returns the exit code."""
    for error in outcome.failures:
        complain(failure(error, action))
    if as_json:
        print_json(data_of(outcome, action))
    else:
        _show_words(outcome)
    return EXIT_CODES[outcome.end]


def data_of(outcome: Outcome, action: Action) -> Any:
    """What a program gets.

    A command that writes tells what it wrote, around its own data.  The findings of ``check`` are
    a bare list, as they always were; only its dry run has more to tell.
    """
    bare = isinstance(outcome.data, list) and not outcome.rehearsed
    return written_json(outcome) if action.writes and not bare else outcome.data


def _show_words(outcome: Outcome) -> None:
    for part in outcome.parts:
        if isinstance(part, Table):
            table(part.heads, part.rows, title=part.title)
        else:
            say(part)
    for findings, limit in ((outcome.refused, 0), (outcome.findings, outcome.brief)):
        if findings:
            from toolkit.cli.findings import print_findings

            print_findings(findings, limit=limit, with_file=outcome.several)
    if outcome.message:
        say(outcome.message)
    if outcome.rehearsed:
        for write in outcome.writes:
            say(f"  {_KINDS[write.kind]}：{write.path}")
        say("以上只是预演，没有写入任何文件。")
        return
    for write in outcome.writes:
        if write.kind == "backup":
            say(f"备份：{write.path}")
