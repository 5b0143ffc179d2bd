"""``taizhang check`` and ``taizhang explain``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.checks.base import SEVERITY_WORDS
from toolkit.cli.findings import print_findings
from toolkit.cli.output import complain, print_json, say, table, working
from toolkit.cli.zh import ZhCommand
from toolkit.errors import TaizhangError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from toolkit.model import Finding

MOST_ROWS = 200
"""Nobody reads more on a screen; the sheet 校验 and the JSON have them all."""


@click.command(
    cls=ZhCommand,
    examples=(
        ("taizhang check 台账.xlsx", "检查台账"),
        ("taizhang check 台账.xlsx --mark", "检查，写入“校验”工作表，并给有问题的格子上色"),
        ("taizhang check 通知一.docx 通知二.txt --json", "检查几份来文，输出 JSON"),
    ),
)
@click.argument("files", metavar="台账或来文…", type=click.Path(), nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON")
@click.option("--mark", is_flag=True, help="写入台账的“校验”工作表，并标出格子（先关闭 Excel）")
@click.option("--strict", is_flag=True, help="有“错误”级问题时退出码为 1，供脚本判断")
def check(files: tuple[str, ...], as_json: bool, mark: bool, strict: bool) -> None:
    """检查台账或来文，列出问题和建议

    一个文件打不开不影响其他文件。某个代码是什么意思，用 taizhang explain 代码 查看。
    """
    findings: list[Finding] = []
    failed = False
    for number, path in enumerate(files, 1):
        which = f"（{number}/{len(files)}）" if len(files) > 1 else ""
        try:
            with working(f"正在检查“{Path(path).name}”{which}……"):
                findings.extend(_check_one(path, mark))
            if mark:
                complain(f"已写入“{path}”的“校验”工作表，原文件备份在旁边")
        except (TaizhangError, OSError) as error:
            complain(_message(error))
            failed = True
    if as_json:
        print_json([finding.to_json() for finding in findings])
    elif findings or not failed:
        print_findings(findings, limit=MOST_ROWS, with_file=len(files) > 1)
    if failed or (strict and any(finding.severity == "error" for finding in findings)):
        raise click.exceptions.Exit(1)


def _message(error: TaizhangError | OSError) -> str:
    from toolkit.cli.app import file_message

    return file_message(error) if isinstance(error, OSError) else str(error)


def _check_one(path: str, mark: bool) -> tuple[Finding, ...]:
    from toolkit.errors import UsageProblem
    from toolkit.review import review

    subject, findings = review(path)
    if mark:
        if not subject.is_ledger:
            raise UsageProblem(
                f"“{path}”是来文，不是台账，不能加标记；请先用 taizhang import 建立台账"
            )
        from toolkit.ledger import mark_findings

        mark_findings(path, findings)
    return tuple(_in_file(finding, path) for finding in findings)


def _in_file(finding: Finding, path: str) -> Finding:
    """The finding with its file: what stands in a ledger's own sheet 校验 does not name it."""
    from dataclasses import replace

    if finding.place.file:
        return finding
    return replace(finding, place=replace(finding.place, file=Path(path).name))


def _codes(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """The codes that begin like what is typed, for the shell."""
    from click.shell_completion import CompletionItem

    from toolkit.checks import all_problems

    typed = incomplete.upper()
    return [
        CompletionItem(p.code, help=p.title) for p in all_problems() if p.code.startswith(typed)
    ]


@click.command(
    cls=ZhCommand,
    examples=(
        ("taizhang explain D03", "这个问题是什么意思，怎么改"),
        ("taizhang explain", "列出全部代码"),
    ),
)
@click.argument("code", metavar="[代码]", required=False, shell_complete=_codes)
def explain(code: str | None) -> None:
    """说明一个问题代码的意思、例子和改法"""
    from toolkit.checks import all_problems, problem
    from toolkit.errors import UsageProblem

    if code is None:
        rows = ((p.code, SEVERITY_WORDS[p.severity], p.title) for p in all_problems())
        table(("代码", "级别", "问题"), rows)
        return
    try:
        found = problem(code)
    except KeyError:
        raise UsageProblem(f"没有问题代码“{code}”，用 taizhang explain 查看全部代码") from None
    say(f"{found.code} {found.title}（{SEVERITY_WORDS[found.severity]}）")
    say(found.description)
    say(f"例：{found.example}")
    say(f"建议：{found.fix}")
