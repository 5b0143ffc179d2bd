"""``taizhang deadline`` and ``taizhang units``: the two grammars, on one phrase or a stream."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import click

from toolkit.cli.output import json_lines, print_json, print_json_line
from toolkit.cli.zh import IntYear, IsoDate, ZhCommand
from toolkit.errors import UsageProblem

BATCH_HELP = '逐行读取 JSON（- 表示标准输入），逐行输出结果；坏行输出 {"error": …}'


@click.command(
    cls=ZhCommand,
    examples=(
        ('taizhang deadline --year 2026 "10月16日前"', "换算一个时限"),
        ("taizhang deadline --from 2026-03-05 收到通知后5个工作日内", "3月5日收到，算出最后一天"),
        ("taizhang deadline --batch - < 时限.jsonl", '成批换算，每行 {"expr": …, "year": …}'),
    ),
)
@click.argument("expr", metavar="时限", required=False)
@click.option("--year", type=IntYear(), metavar="年份", help="文字里没有年份时按这一年")
@click.option("--issued", type=IsoDate(), metavar="日期", help="来文成文日期，如 2026-03-05")
@click.option("--from", "event", type=IsoDate(), metavar="日期", help="相对时限从哪一天起算")
@click.option("--batch", metavar="文件", help=BATCH_HELP)
def deadline(
    expr: str | None,
    year: int | None,
    issued: date | None,
    event: date | None,
    batch: str | None,
) -> None:
    """把一个完成时限换算成日期

    例如“10月16日前”“每季度末月20日前”“长期坚持”。看不准的给出 none 和说明，不猜日期。
    结果是一个 JSON 对象。
    """
    from toolkit.deadlines import normalise
    from toolkit.deadlines.counted import due_after

    def answer(item: dict[str, Any]) -> dict[str, Any]:
        phrase = _text(item, "expr")
        line_year, line_issued = _year(item, year), _issued(item, issued)
        found = normalise(phrase, year=line_year, issued=line_issued)
        return (due_after(found, event) if event else found).to_json()

    _one_or_many({"expr": expr}, expr, batch, answer)


@click.command(
    cls=ZhCommand,
    examples=(
        ("taizhang units 区财政局牵头，区审计局配合", "分出牵头单位和责任单位"),
        ("taizhang units --column lead 县教育局、县体育局", "这些文字出自“牵头单位”一列"),
        ("taizhang units --batch - < 单位.jsonl", '成批处理，每行 {"text": …}'),
    ),
)
@click.argument("text", metavar="责任分工", required=False)
@click.option(
    "--column",
    type=click.Choice(["lead", "other"]),
    metavar="lead|other",
    help="文字所在的列：lead 牵头单位，other 责任单位（默认看文字本身）",
)
@click.option("--batch", metavar="文件", help=BATCH_HELP)
def units(text: str | None, column: str | None, batch: str | None) -> None:
    """把一格责任分工拆成牵头单位和责任单位

    结果是一个 JSON 对象：lead 牵头，others 责任或配合，groups 其中代表多个单位的统称。
    """
    from toolkit.units import parse_units

    def answer(item: dict[str, Any]) -> dict[str, Any]:
        phrase = _text(item, "text")
        return parse_units(phrase, column=_column(item, column)).to_json()

    _one_or_many({"text": text}, text, batch, answer)


Answer = Callable[[dict[str, Any]], dict[str, Any]]


def _one_or_many(
    item: dict[str, Any], phrase: str | None, batch: str | None, answer: Answer
) -> None:
    if (phrase is None) == (batch is None):
        raise UsageProblem("请给出一段文字，或用 --batch 指定成批处理的文件，二者选一")
    if batch is None:
        print_json(answer(item))
        return
    failed = False
    for line in json_lines(batch):
        result = _try(answer, line)
        failed |= "error" in result
        print_json_line(result)
    if failed:
        raise click.exceptions.Exit(1)


def _try(answer: Answer, line: dict[str, Any] | str) -> dict[str, Any]:
    """The answer to one line, or what is wrong with it: the lines after it must still be done."""
    if isinstance(line, str):
        return {"error": line}
    try:
        return answer(line)
    except ValueError as error:
        return {"error": str(error)}


def _text(item: dict[str, Any], key: str) -> str:
    value = item.get(key)
    if not isinstance(value, str):
        raise ValueError(f"缺少文字 {key}")
    return value


def _year(item: dict[str, Any], default: int | None) -> int | None:
    value = item.get("year")
    if value is None or value == "":
        return default
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 9999:
        return value
    if isinstance(value, str) and value.isascii() and value.isdigit() and 1 <= int(value) <= 9999:
        return int(value)
    raise ValueError(f"year 不是年份：{value}")


def _issued(item: dict[str, Any], default: date | None) -> date | None:
    value = item.get("issued")
    if value is None or value == "":
        return default
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise ValueError(f"issued 不是日期（写法如 2026-03-05）：{value}") from None


def _column(item: dict[str, Any], default: str | None) -> Any:
    value = item.get("column", default)
    if value not in (None, "", "lead", "other"):
        raise ValueError(f"column 只能是 lead 或 other：{value}")
    return value or None
