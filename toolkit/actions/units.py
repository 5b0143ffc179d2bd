"""``units``: one responsibility cell as units with their roles."""

from __future__ import annotations

from typing import Literal, cast

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.outcome import Outcome
from toolkit.actions.parameter import Parameter


def run(job: Job, *, text: str, column: str | None) -> Outcome:
    """Split one responsibility cell."""
    from toolkit.units import parse_units

    role = cast(Literal["lead", "other"] | None, column)
    return Outcome(data=parse_units(text, column=role).to_json())


ACTION = Action(
    name="units",
    label="拆分责任单位",
    group="工具",
    rank=20,
    summary="把一格责任分工拆成牵头单位和责任单位",
    help="结果是一个 JSON 对象：lead 牵头，others 责任或配合，groups 其中代表多个单位的统称。",
    parameters=(
        Parameter("text", "text", "责任分工", placeholder="责任分工", required=True, subject=True),
        Parameter(
            "column", "choice", "所在的列",
            "文字所在的列：lead 牵头单位，other 责任单位（默认看文字本身）",
            choices=("lead", "other"),
        ),
    ),
    examples=(
        Example("分出牵头单位和责任单位", {"text": "区财政局牵头，区审计局配合"}),
        Example(
            "这些文字出自“牵头单位”一列", {"column": "lead", "text": "县教育局、县体育局"}
        ),
    ),
    run=run,
    ribbon=False,
)  # fmt: skip
