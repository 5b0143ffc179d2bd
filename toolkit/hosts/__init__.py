"""Places where a ledger lives: a file, later the open workbook."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.hosts.file import FileHost
from toolkit.hosts.host import Applied, Host, Undone
from toolkit.model import Finding

__all__ = ["Applied", "FileHost", "Host", "Undone", "mark_findings"]


def mark_findings(host: Host, findings: Sequence[Finding]) -> Applied:
    """Let the sheet 校验 of a ledger list these findings, and no others.

    What was noted beside a finding stays with it; findings that were accepted are listed as long
    as ``findings`` has them.

    Raises:
        FileProblem: the file is open elsewhere or damaged.
        LedgerProblem: the workbook is no ledger.
    """
    from toolkit.ledger import finding_steps

    return host.apply(finding_steps(host.read(), findings), "校验")
