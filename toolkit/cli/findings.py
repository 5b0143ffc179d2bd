"""Findings as a table for the person."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from toolkit.checks.base import SEVERITY_WORDS
from toolkit.cli.output import say, table
from toolkit.model import Finding, Place

MAIN_SHEET = "台账"
ALIKE = 5
"""From so many rows of one code on, the rest of them share a row."""


def print_findings(findings: Sequence[Finding], *, limit: int = 0, with_file: bool = False) -> None:
    """A table of findings, without repeating itself.

    What is said of several places in the same words takes one row; of a code with many rows only
    the first are shown, and one that counts the rest.  Where there are more rows than ``limit``,
    only the worst are shown.
    """
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.code, finding.message), []).append(finding)
    groups = list(alike.values())
    rows = [*_rows(groups, with_file)]
    if 0 < limit < len(rows):
        rank = list(SEVERITY_WORDS.values()).index
        rows = sorted(rows, key=lambda row: rank(row[1]))[:limit]
        more = True
    else:
        more = False
    if rows:
        table(("代码", "级别", "位置", "问题", "建议"), rows)
    if more:
        say(f"以上只列最要紧的 {len(rows)} 类。")


def _rows(groups: list[list[Finding]], with_file: bool) -> Iterator[tuple[str, ...]]:
    of_code: dict[str, list[list[Finding]]] = {}
    for group in groups:
        of_code.setdefault(group[0].code, []).append(group)
    folded = {code for code, mine in of_code.items() if len(mine) > ALIKE}
    seen: dict[str, int] = {}
    for group in groups:
        code = group[0].code
        seen[code] = seen.get(code, 0) + 1
        if code not in folded or seen[code] < ALIKE:
            yield _row(group, with_file)
        elif seen[code] == ALIKE:
            rest = of_code[code][ALIKE - 1 :]
            yield _rest(rest, with_file)


def _row(group: list[Finding], with_file: bool) -> tuple[str, ...]:
    first = group[0]
    where = _where(first.place, with_file)
    if len(group) > 1:
        where += f" 等 {len(group)} 处"
    return first.code, SEVERITY_WORDS[first.severity], where, first.message, first.fix


def _rest(groups: list[list[Finding]], with_file: bool) -> tuple[str, ...]:
    """One row for all that is left of a code."""
    code, severity, where, _, _ = _row([one for group in groups for one in group], with_file)
    return code, severity, where, "同类问题，逐条见“校验”工作表或问题清单", ""


def _where(place: Place, with_file: bool) -> str:
    """The place as short as it is still clear; a place that is a whole file keeps its name."""
    short = replace(place, file="", sheet="" if place.sheet == MAIN_SHEET else place.sheet)
    return str(place if with_file else short) or place.file
