"""What a terminal adds to the commands: short names, streams of lines, words on exit codes."""

from __future__ import annotations

from typing import Final

SHORT: Final = {"output": "-o"}
"""Options that have a letter, by the parameter's name."""

BATCH: Final = {"deadline": "expr", "units": "text"}
"""Commands that answer a stream of JSON lines, with the parameter that each line gives."""

ALWAYS_JSON: Final = frozenset(BATCH)
"""Commands that have nothing but data to say."""

NOTES: Final = {
    "check": (
        "退出码：0 没有“错误”级问题，3 有（加 --strict 时“警告”也算），1 有文件读不了。"
        "某个代码是什么意思，用 taizhang explain 代码 查看。"
    ),
}
"""A paragraph more on a help page."""

EXAMPLES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "read": (("taizhang read 通知.docx --json > 通知.json", "交给别的程序"),),
    "deadline": (
        ("taizhang deadline --batch - < 时限.jsonl", '成批换算，每行 {"expr": …, "year": …}'),
    ),
    "units": (("taizhang units --batch - < 单位.jsonl", '成批处理，每行 {"text": …}'),),
    "templates": (
        ("taizhang templates copy 我的模板", "把自带的模板复制出来改"),
        ("taizhang templates check 我的模板/task_sheet.xlsx", "改完检查一遍"),
        ("taizhang sheets 台账.xlsx --template 我的模板/task_sheet.xlsx", "用改好的模板出单"),
    ),
}
"""Examples that need a shell, or several commands."""


def option(name: str) -> str:
    """The option of a parameter.

    >>> option("as_of"), option("open_")
    ('--as-of', '--open')
    """
    return "--" + name.strip("_").replace("_", "-")
