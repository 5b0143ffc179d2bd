"""A stream of JSON lines through a command, answered line by line, bad lines among them."""

from __future__ import annotations

from typing import Any

from toolkit.actions.action import Action, Job
from toolkit.cli.output import json_lines, print_json_line
from toolkit.errors import UsageProblem

HELP = '逐行读取 JSON（- 表示标准输入），逐行输出结果；坏行输出 {"error": …}'


def answer_lines(action: Action, phrase: str, source: str, given: dict[str, Any]) -> int:
    """Answer every line; what a line does not say is taken from ``given``.

    Returns the exit code: 1 where a line could not be answered.

    Raises:
        FileProblem: the file of lines cannot be opened.
    """
    failed = False
    for line in json_lines(source):
        answer = _answer(action, phrase, line, given)
        failed |= "error" in answer
        print_json_line(answer)
    return int(failed)


def _answer(
    action: Action, phrase: str, line: dict[str, Any] | str, given: dict[str, Any]
) -> dict[str, Any]:
    """The answer to one line, or what is wrong with it: the lines after it must still be done."""
    if isinstance(line, str):
        return {"error": line}
    text = line.get(phrase)
    if not isinstance(text, str):
        return {"error": f"缺少文字 {phrase}"}
    values = {**given, phrase: text}
    for parameter in action.parameters:
        said = line.get(parameter.name.strip("_"))
        if parameter.name == phrase or said is None or said == "":
            continue
        if isinstance(said, bool | float | list | dict):
            return {"error": f"{parameter.name} 不对：{said}"}
        values[parameter.name] = said
    try:
        found: dict[str, Any] = action.run(Job(), **action.complete(values)).data
    except UsageProblem as error:
        return {"error": f"{error.parameter} 不对：{error}"}
    return found
