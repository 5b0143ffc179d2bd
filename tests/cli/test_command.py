"""Click commands made from actions: options, examples, advice, output of every kind."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.outcome import End, Outcome, Table
from toolkit.actions.parameter import Parameter
from toolkit.actions.registry import actions
from toolkit.checks import problem
from toolkit.cli.app import app
from toolkit.cli.command import command_of, shell_line
from toolkit.cli.failures import failure
from toolkit.errors import FileProblem, TaizhangError, UsageProblem
from toolkit.model import Change, Place

CASES = [
    pytest.param(one, shown, id=f"{one.name}: {shown.what}")
    for one in actions()
    for shown in one.examples
]


def run(*args: object) -> Result:
    return CliRunner().invoke(app, [str(arg) for arg in args])


@pytest.mark.parametrize(("one", "shown"), CASES)
def test_an_example_on_a_help_page_is_understood_as_it_is_meant(
    one: Action, shown: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, Any]] = []

    def start(self: Action, values: dict[str, Any], **words: Any) -> Outcome:
        seen.append({**self.complete(values), "dry_run": words["dry_run"]})
        return Outcome(data={})

    monkeypatch.setattr(Action, "start", start)
    # A host is a new one each time; its path tells.
    monkeypatch.setattr("toolkit.actions.values._host", Path)
    line = shell_line(one, shown)
    result = run(*shlex.split(line)[1:])
    assert result.exit_code == 0, result.stderr
    assert seen == [{**one.complete(shown.values), "dry_run": shown.dry_run}]


@pytest.mark.parametrize("one", [a for a in actions() if a.writes], ids=lambda a: a.name)
def test_every_command_that_writes_has_a_dry_run_and_json(one: Action) -> None:
    names = {opt for param in find(one).params for opt in param.opts}
    assert {"--dry-run", "--json"} <= names


def find(one: Action) -> click.Command:
    command: click.Command = app
    for word in one.name.split():
        assert isinstance(command, click.Group)
        found = command.get_command(click.Context(command), word)
        assert found is not None
        command = found
    return command


# --- what an error advises ----------------------------------------------------------------------

PARAMETERS = (
    Parameter("ledger", "file", "台账", subject=True),
    Parameter("force", "flag", "覆盖", "覆盖"),
    Parameter("month", "month", "月份", "月份", placeholder="年-月"),
)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (FileProblem("已经存在。", parameter="force"), "已经存在。（加 --force）"),
        (FileProblem("不要。", parameter="force", how="drop"), "不要。（去掉 --force）"),
        (UsageProblem("还没有到", parameter="month", how="fix"), "还没有到（选项 --month）"),
        (UsageProblem("请指明月份", parameter="month"), "请指明月份（加 --month 年-月）"),
        (UsageProblem("不是台账", parameter="ledger", how="fix"), "不是台账"),
        (UsageProblem("不是这里的", parameter="separate"), "不是这里的"),
        (UsageProblem("先建台账", action="import"), "先建台账（命令 taizhang import）"),
        (FileProblem("没有别的办法"), "没有别的办法"),
    ],
)
def test_an_error_is_worded_for_a_terminal(error: TaizhangError, line: str) -> None:
    def fail(job: Job, **_: Any) -> Outcome:
        raise error

    action = Action("x", "试", "工具", 1, "试", fail, parameters=PARAMETERS)
    assert failure(error, action) == line
    result = CliRunner().invoke(command_of(action), [])
    assert isinstance(result.exception, TaizhangError)
    assert str(result.exception) + "".join(result.exception.__notes__) == line


# --- outcomes -----------------------------------------------------------------------------------


def show(outcome: Outcome, *args: str, **words: Any) -> Result:
    """What a command with this outcome writes, run through the whole app."""
    action = Action("试", "试", "工具", 1, "试", lambda job: outcome, **words)
    group = click.Group(commands=[command_of(action)])

    @group.result_callback()
    def end(code: int) -> None:
        raise click.exceptions.Exit(code)

    return CliRunner().invoke(group, ["试", *args])


FINDING = problem("T02").finding(Place("台账.xlsx", row=3), "001", row=2)


@pytest.mark.parametrize(("end", "code"), [("done", 0), ("findings", 3), ("failed", 1)])
def test_exit_codes(end: End, code: int) -> None:
    assert show(Outcome("好", end=end)).exit_code == code
    assert show(Outcome(end=end, data={}), "--json").exit_code == code


def test_words_come_in_order_the_message_last() -> None:
    parts = ("先说", Table.of(("甲",), [("乙",)]))
    out = show(Outcome("结论", parts, findings=(FINDING,))).stdout
    assert [out.index(w) for w in ("先说", "乙", "T02", "结论")] == sorted(
        out.index(w) for w in ("先说", "乙", "T02", "结论")
    )


def test_failures_are_lines_on_standard_error_whatever_the_output() -> None:
    failures = (FileProblem("找不到“甲”"), PermissionError(13, "", "乙"), ValueError("丙"))
    for args in ((), ("--json",)):
        result = show(Outcome(data=[], failures=failures, end="failed"), *args)
        lines = result.stderr.splitlines()
        assert [word in line for word, line in zip("甲乙丙", lines, strict=True)] == [True] * 3
        assert "程序内部出错" in lines[2]
    assert json.loads(result.stdout) == []


def test_a_command_that_writes_has_one_shape_of_json() -> None:
    step = Change("台账", ("001",), "due", None, "2026-09-30", "时限改过")
    outcome = Outcome("好", steps=(step,), findings=(FINDING,), data={"tasks": 3})
    value = json.loads(show(outcome, "--json", "--dry-run", writes=True).stdout)
    assert value["dry_run"] is True
    assert value["steps"] == [
        {"step": "change", "sheet": "台账", "key": ["001"], "column": "截止日期",
         "before": None, "after": "2026-09-30", "why": "时限改过"}
    ]  # fmt: skip
    assert value["findings"][0]["name"] == "task-id-doubled"
    assert value["tasks"] == 3


def test_check_prints_a_bare_list_and_a_dry_run_of_it_tells_more() -> None:
    outcome = Outcome(findings=(FINDING,), data=[{"code": "T02"}])
    assert json.loads(show(outcome, "--json", writes=True).stdout) == [{"code": "T02"}]
    planned = json.loads(show(outcome, "--json", "--dry-run", writes=True).stdout)
    assert planned["findings"][0]["code"] == "T02"


def test_a_dry_run_says_that_it_was_one(tmp_path: Path) -> None:
    out = show(Outcome("将生成"), "--dry-run", writes=True).stdout
    assert out.splitlines()[-1] == "以上只是预演，没有写入任何文件。"
