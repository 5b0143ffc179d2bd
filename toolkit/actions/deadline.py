"""``deadline``: one time limit as a date, or as what it is."""

from __future__ import annotations

from datetime import date

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.outcome import Outcome
from toolkit.actions.parameter import Parameter


def run(
    job: Job, *, expr: str, year: int | None, issued: date | None, from_: date | None
) -> Outcome:
    """Normalise one deadline."""
    from toolkit.deadlines import normalise
    from toolkit.deadlines.counted import due_after

    found = normalise(expr, year=year, issued=issued)
    return Outcome(data=(due_after(found, from_) if from_ else found).to_json())


ACTION = Action(
    name="deadline",
    label="换算时限",
    group="工具",
    rank=10,
    summary="把一个完成时限换算成日期",
    help="""\
例如“10月16日前”“每季度末月20日前”“长期坚持”。看不准的给出 none 和说明，不猜日期。
结果是一个 JSON 对象。""",
    parameters=(
        Parameter("expr", "text", "时限", placeholder="时限", required=True, subject=True),
        Parameter("year", "year", "年份", "文字里没有年份时按这一年", placeholder="年份"),
        Parameter("issued", "date", "成文日期", "来文成文日期，如 2026-03-05", placeholder="日期"),
        Parameter("from_", "date", "起算日期", "相对时限从哪一天起算", placeholder="日期"),
    ),
    examples=(
        Example("换算一个时限", {"year": 2026, "expr": "10月16日前"}),
        Example(
            "3月5日收到，算出最后一天",
            {"from_": "2026-03-05", "expr": "收到通知后5个工作日内"},
        ),
    ),
    run=run,
    ribbon=False,
)
