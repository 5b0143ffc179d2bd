"""Checks over the tasks of a notice or a ledger: findings as data.

A problem is a class with a code, a title and templates (:class:`Problem`); a check is a problem
that knows how to look (:class:`Check`).  Both are found by listing the modules of this package,
so a new check is one new file and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import Final

from toolkit.checks.base import Check, Problem, Subject
from toolkit.model import Finding, Place

__all__ = [
    "Check",
    "Problem",
    "Subject",
    "all_checks",
    "all_problems",
    "problem",
    "run_checks",
    "sort_findings",
    "told_once",
]

FEWEST: Final = 5
SHARE: Final = 0.6
EXAMPLES: Final = 3


@cache
def all_problems() -> tuple[type[Problem], ...]:
    """Every problem class with a code, sorted by code.

    >>> [problem.code for problem in all_problems()][:2]
    ['C01', 'C02']
    """
    import importlib
    import pkgutil

    for module in pkgutil.walk_packages(__path__, prefix=f"{__name__}."):
        importlib.import_module(module.name)
    found = {cls.code: cls for cls in _leaves(Problem) if cls.code and _is_ours(cls)}
    return tuple(found[code] for code in sorted(found))


@cache
def all_checks() -> tuple[type[Check], ...]:
    """Every problem that can be looked for, sorted by code."""
    return tuple(cls for cls in all_problems() if issubclass(cls, Check))


def problem(code: str) -> type[Problem]:
    """The problem class of a code such as ``D02``, or of a name; case does not matter.

    >>> problem("d03") is problem("deadline-ambiguous")
    True

    Raises:
        KeyError: there is no such code.
    """
    return _by_name()[code.strip().casefold().replace("_", "-")]


@cache
def _by_name() -> dict[str, type[Problem]]:
    """Every problem by its code and by its English name."""
    made = {cls.name: cls for cls in all_problems()}
    return made | {cls.code.casefold(): cls for cls in all_problems()}


def run_checks(subject: Subject) -> tuple[Finding, ...]:
    """All findings of all checks with those that the reader already made, sorted by place.

    What a check would say of most rows of a column it says once.
    """
    findings = [*subject.notice.findings, *subject.found]
    for check in all_checks():
        findings.extend(check.run(subject))
    return sort_findings(told_once(findings, len(subject.tasks)), subject.notice.file)


def told_once(findings: Iterable[Finding], rows: int) -> list[Finding]:
    """The findings, those of most rows of one column as a single one.

    That holds for problems with ``once``, from five rows on, where more than 60 % of them have it:
    then the column is at fault and not the row.  The one finding counts the rows and shows three.
    """
    listed = list(findings)
    if rows < FEWEST:
        return listed
    groups: dict[tuple[str, str, str], list[Finding]] = {}
    for finding in listed:
        place = finding.place
        kind = _by_name().get(finding.code.casefold())
        if kind is not None and kind.once and (place.row or place.line):
            groups.setdefault((finding.code, place.sheet, place.column), []).append(finding)
    many = [group for group in groups.values() if _rows(group) > SHARE * rows]
    most = {id(finding): group for group in many for finding in group}
    told: list[Finding] = []
    for finding in listed:
        group = most.get(id(finding))
        if group is None:
            told.append(finding)
        elif finding is group[0]:
            told.append(_of_column(group))
    return told


def _rows(group: Iterable[Finding]) -> int:
    return len({(f.place.table, f.place.row or f.place.line) for f in group})


def _of_column(group: list[Finding]) -> Finding:
    """One finding for a column, with three examples."""
    first = group[0]
    shown = "；".join(f"第{f.place.row or f.place.line}行{f.message}" for f in group[:EXAMPLES])
    place = replace(first.place, row=0, line=0)
    return replace(
        first,
        place=place,
        value="、".join(dict.fromkeys(f.value for f in group[:EXAMPLES])),
        message=f"这一列有{len(group)}行是同样的问题，例如：{shown}",
        fix=f"整列一起改，例如第{first.place.row or first.place.line}行：{first.fix}",
        task="",
    )


def sort_findings(findings: Iterable[Finding], file: str = "") -> tuple[Finding, ...]:
    """The findings without repeats, sorted by place and then by code.

    ``file`` is where those stand that name no file; what was recorded in the file's own sheet 校验
    and is found again there is one finding.
    """
    once: dict[Finding, Finding] = {}
    for finding in findings:
        place = finding.place
        named = finding if place.file else replace(finding, place=replace(place, file=file))
        once.setdefault(named, finding)
    return tuple(sorted(once.values(), key=lambda finding: _order(finding, file)))


def _order(finding: Finding, file: str) -> tuple[str, str, int, int, int, str, str, str]:
    place: Place = finding.place
    return (
        place.file or file,
        place.sheet,
        place.page,
        place.table,
        place.row or place.line,
        finding.code,
        place.column,
        finding.value,
    )


def _leaves(cls: type[Problem]) -> list[type[Problem]]:
    found = []
    for child in cls.__subclasses__():
        found += [child, *_leaves(child)]
    return found


def _is_ours(cls: type[Problem]) -> bool:
    """Classes that a test or a user defines elsewhere do not join the catalogue by accident."""
    return cls.__module__.startswith(f"{__name__}.")
