"""Findings as a table for the person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from toolkit.checks.base import SEVERITY_WORDS
from toolkit.cli.output import say, table
from toolkit.model import Finding, Place
from toolkit.sheets.findings_list import summary

MAIN_SHEET = "台账"


def print_findings(findings: Sequence[Finding], *, limit: int = 0, with_file: bool = False) -> None:
    """A table of findings; what is said of several places in the same words takes one row.

    Where there are more rows than ``limit``, only the worst are shown.
    """
    alike: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        alike.setdefault((finding.code, finding.message), []).append(finding)
    groups = list(alike.values())
    if 0 < limit < len(groups):
        rank = list(SEVERITY_WORDS).index
        groups = sorted(groups, key=lambda group: rank(group[0].severity))[:limit]
    if groups:
        table(
            ("代码", "级别", "位置", "问题", "建议"), (_row(group, with_file) for group in groups)
        )
    say(summary(findings) + "。")
    if len(groups) < len(alike):
        say(f"以上只列最要紧的 {len(groups)} 类。")


def _row(group: list[Finding], with_file: bool) -> tuple[str, ...]:
    first = group[0]
    where = _where(first.place, with_file)
    if len(group) > 1:
        where += f" 等 {len(group)} 处"
    return first.code, SEVERITY_WORDS[first.severity], where, first.message, first.fix


def _where(place: Place, with_file: bool) -> str:
    """The place as short as it is still clear; a place that is a whole file keeps its name."""
    short = replace(place, file="", sheet="" if place.sheet == MAIN_SHEET else place.sheet)
    return str(place if with_file else short) or place.file
