"""The list of findings as a workbook of its own, to print and hand round."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from toolkit.checks.base import SEVERITY_WORDS
from toolkit.model import Finding

FIELDS = ("序号", "级别", "代码", "位置", "原文", "问题", "建议")


def summary(findings: Sequence[Finding]) -> str:
    """How many there are of each severity.

    >>> summary([])
    '没有发现问题'
    """
    if not findings:
        return "没有发现问题"
    counts = (
        (word, sum(finding.severity == severity for finding in findings))
        for severity, word in SEVERITY_WORDS.items()
    )
    words = "，".join(f"{word} {count}" for word, count in counts if count)
    return f"共 {len(findings)} 个问题：{words}"


def write_findings(
    findings: Sequence[Finding],
    path: Path,
    *,
    title: str = "",
    overwrite: bool = False,
    template: Path | None = None,
) -> Path:
    """Write the list, worst first; returns the path.

    ``template`` is the office's own, else ``templates/findings.xlsx``.

    Raises:
        FileProblem: the file exists and ``overwrite`` is false, or it is open elsewhere.
        TemplateProblem: the template lacks its sheet or a placeholder is unknown.
    """
    from toolkit.resources import resource
    from toolkit.workbook.fill.book import Book
    from toolkit.workbook.fill.render import Filling, Rows

    rank = list(SEVERITY_WORDS).index
    ordered = sorted(findings, key=lambda finding: rank(finding.severity))
    rows = [
        (at, SEVERITY_WORDS[f.severity], f.code, str(f.place), f.value, f.message, f.fix)
        for at, f in enumerate(ordered, start=1)
    ]
    book = Book.open(template or resource("templates", "findings.xlsx"))
    values = {"标题": f"{title}问题清单", "摘要": summary(findings)}
    book.fill("问题清单", Filling(values, {"问题": Rows(FIELDS, rows)}))
    book.write(path, overwrite=overwrite)
    return path
