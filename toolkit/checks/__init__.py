"""Checks over the tasks of a notice or a ledger: findings as data.

A problem is a class with a code, a title and templates (:class:`Problem`); a check is a problem
that knows how to look (:class:`Check`).  Both are found by listing the modules of this package,
so a new check is one new file and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

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
]


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
    wanted = code.strip().casefold().replace("_", "-")
    for cls in all_problems():
        if wanted in (cls.code.casefold(), cls.name):
            return cls
    raise KeyError(code)


def run_checks(subject: Subject) -> tuple[Finding, ...]:
    """All findings of all checks with those that the reader already made, sorted by place."""
    findings = list(subject.notice.findings)
    for check in all_checks():
        findings.extend(check.run(subject))
    return sort_findings(findings, subject.notice.file)


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
