"""Write docs/checks.md, the catalogue of all problems, from the classes themselves."""

from __future__ import annotations

from pathlib import Path

from toolkit.checks import Check, Problem, all_problems
from toolkit.checks.base import SEVERITY_WORDS

PAGE = Path(__file__).resolve().parent.parent / "docs" / "checks.md"

GROUPS = {
    "C": "列",
    "D": "完成时限",
    "R": "读取来文",
    "T": "任务",
    "U": "单位",
}

HEAD = """\
# 问题代码

`taizhang check`、台账的“校验”工作表和 `taizhang explain 代码` 用的都是这些代码。
本页由程序生成（`python tools/make_catalogue.py`），请不要手改。

级别分三等：**错误**必须改，否则台账不可靠；**警告**要人看一眼；**提示**只是告知。

每个代码另有一个固定的英文名，凡写代码的地方都可以写英文名，给程序用。

| 代码 | 级别 | 问题 | 英文名 |
| --- | --- | --- | --- |
"""


def catalogue() -> str:
    """The whole page."""
    problems = all_problems()
    lines = [HEAD.rstrip("\n")]
    lines += [
        f"| [{p.code}](#{p.code.lower()}) | {SEVERITY_WORDS[p.severity]} | {p.title} | `{p.name}` |"
        for p in problems
    ]
    group = ""
    for problem in problems:
        if problem.code[0] != group:
            group = problem.code[0]
            lines += ["", f"## {GROUPS[group]}"]
        lines += ["", *entry(problem)]
    return "\n".join(lines) + "\n"


def entry(problem: type[Problem]) -> list[str]:
    """One problem's paragraphs."""
    when = "检查时" if issubclass(problem, Check) else "读取来文时"
    return [
        f'### <a id="{problem.code.lower()}"></a>{problem.code} {problem.title}',
        "",
        problem.description,
        "",
        f"- 级别：{SEVERITY_WORDS[problem.severity]}；{when}发现",
        f"- 例：{problem.example}",
        f"- 建议：{problem.fix}",
    ]


if __name__ == "__main__":
    PAGE.write_text(catalogue(), encoding="utf-8", newline="\n")
    print(PAGE)
