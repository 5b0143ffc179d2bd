"""``explain``: what a problem code means."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.outcome import Outcome, Table
from toolkit.actions.parameter import Parameter
from toolkit.errors import UsageProblem

if TYPE_CHECKING:
    from toolkit.checks import Problem


def run(job: Job, *, code: str | None) -> Outcome:
    """Say what a code means, or list all of them."""
    from toolkit.checks import all_problems, problem
    from toolkit.checks.base import SEVERITY_WORDS

    if code is None:
        rows = ((p.code, SEVERITY_WORDS[p.severity], p.title) for p in all_problems())
        return Outcome(
            parts=(Table.of(("代码", "级别", "问题"), rows),),
            data=[_json(p) for p in all_problems()],
        )
    try:
        found = problem(code)
    except KeyError:
        raise UsageProblem(
            f"没有问题代码“{code}”，不指明代码就列出全部。", parameter="code", how="fix"
        ) from None
    return Outcome(
        parts=(
            f"{found.code} {found.title}（{SEVERITY_WORDS[found.severity]}，{found.name}）",
            found.description,
            f"例：{found.example}",
            f"建议：{found.fix}",
        ),
        data=_json(found),
    )


def _json(found: type[Problem]) -> dict[str, Any]:
    return {
        "code": found.code,
        "name": found.name,
        "severity": found.severity,
        "title": found.title,
        "description": found.description,
        "example": found.example,
        "fix": found.fix,
    }


def codes() -> Iterator[tuple[str, str]]:
    """All codes and names with their titles."""
    from toolkit.checks import all_problems

    for found in all_problems():
        yield found.code, found.title
    for found in all_problems():
        yield found.name, found.title


ACTION = Action(
    name="explain",
    label="问题说明",
    group="帮助",
    rank=30,
    summary="说明一个问题代码的意思、例子和改法",
    parameters=(
        Parameter(
            "code", "text", "代码", "问题的代码或英文名", placeholder="代码", subject=True,
            suggest=codes,
        ),
    ),
    examples=(
        Example("这个问题是什么意思，怎么改", {"code": "D03"}),
        Example("列出全部代码"),
    ),
    run=run,
)  # fmt: skip
