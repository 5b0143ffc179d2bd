"""``check``: what is wrong with ledgers and notices."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.actions.action import Action, Example, Job
from toolkit.actions.common import FORCE, TEMPLATE, summary, upgrade_notes
from toolkit.actions.outcome import End, Outcome
from toolkit.actions.parameter import Parameter
from toolkit.errors import UsageProblem

if TYPE_CHECKING:
    from toolkit.hosts import Applied, Host
    from toolkit.model import Finding, Step

MOST = 200
"""Nobody reads more kinds of findings at once; the sheet 校验 and the data have them all."""


def run(
    job: Job,
    *,
    files: tuple[Host, ...],
    mark: bool,
    output: Path | None,
    strict: bool,
    template: Path | None,
    force: bool,
) -> Outcome:
    """Check every file; one that cannot be read does not keep the others from it."""
    from toolkit.actions.as_json import finding_json
    from toolkit.files.saving import check_writable

    if output:
        check_writable(output, overwrite=force)
    findings: list[Finding] = []
    failures: list[Exception] = []
    titles: list[str] = []
    lines: list[str] = []
    steps: list[Step] = []
    refused: list[Finding] = []
    job.progress.begin("正在检查……")
    for at, host in enumerate(files):
        job.progress.at(at, len(files))
        try:
            title, found, applied = _check(host, mark)
        except Exception as error:  # a fault of our own in one file is no reason to stop either
            failures.append(error)
            continue
        titles.append(title)
        findings += found
        if applied:
            steps += applied.steps
            refused += applied.refused
            lines += [_marked(job, host, applied), *upgrade_notes(applied)]
    if output and titles:
        from toolkit.sheets.findings_list import write_findings

        write_findings(
            findings, output, title=titles[0] if len(titles) == 1 else "", overwrite=force,
            template=template,
        )  # fmt: skip
        lines.append(f"{job.has}生成问题清单：{output}")
    return Outcome(
        message=summary(tuple(findings)) if titles else "",
        parts=tuple(lines),
        findings=tuple(findings),
        brief=MOST,
        several=len(files) > 1,
        steps=tuple(steps),
        refused=tuple(refused),
        data=[finding_json(finding) for finding in findings],
        failures=tuple(failures),
        end=_end(findings, [*failures, *refused], strict),
    )


def _end(findings: list[Finding], trouble: Sequence[object], strict: bool) -> End:
    if trouble:
        return "failed"
    grave = {"error", "warning"} if strict else {"error"}
    return "findings" if any(f.severity in grave for f in findings) else "done"


def _check(host: Host, mark: bool) -> tuple[str, list[Finding], Applied | None]:
    """The title of a file, what is found in it, and what became of the marks."""
    from toolkit.review import review

    path: Path | None = getattr(host, "path", None)
    subject, findings = review(path or host.read())
    applied = _mark(host, subject.is_ledger) if mark else None
    return subject.notice.title, [_in_file(finding, host.name) for finding in findings], applied


def _mark(host: Host, is_ledger: bool) -> Applied:
    from toolkit.ledger import finding_steps
    from toolkit.review import everything

    if not is_ledger:
        raise UsageProblem(
            f"“{host.name}”是来文，不是台账，不能加标记；请先用它建立台账。", action="import"
        )
    ledger = host.read()
    # What the office accepted is not told any more, but keeps its row and its note.
    return host.apply(finding_steps(ledger, everything(ledger)), ACTION.label)


def _marked(job: Job, host: Host, applied: Applied) -> str:
    if not applied.steps:
        return f"“{host.name}”的“校验”工作表已经是这样，没有改动"
    return f"{job.has}写入“{host.name}”的“校验”工作表（{len(applied.steps)} 处）"


def _in_file(finding: Finding, file: str) -> Finding:
    """The finding with its file: what stands in a ledger's own sheet 校验 does not name it."""
    if finding.place.file:
        return finding
    return replace(finding, place=replace(finding.place, file=file))


ACTION = Action(
    name="check",
    label="校验",
    group="建账",
    rank=30,
    summary="检查台账或来文，列出问题和建议",
    help="一个文件打不开不影响其他文件。",
    parameters=(
        Parameter("files", "ledger", "台账或来文", placeholder="台账或来文", required=True,
                  many=True, subject=True),
        Parameter("mark", "flag", "写入校验表",
                  "写入台账的“校验”工作表，并标出格子"),
        Parameter("output", "save", "问题清单", "另存一份可打印的问题清单",
                  placeholder="问题清单.xlsx"),
        Parameter("strict", "flag", "警告也算", "“警告”级问题也算没有通过"),
        TEMPLATE,
        FORCE,
    ),
    examples=(
        Example("检查台账", {"files": ("台账.xlsx",)}),
        Example("检查，写入“校验”工作表，并给有问题的格子上色",
                {"files": ("台账.xlsx",), "mark": True}),
        Example("检查几份来文，输出 JSON", {"files": ("通知.docx", "通知.txt")}, json=True),
        Example("打印一份问题清单", {"files": ("台账.xlsx",), "output": "问题清单.xlsx"}),
    ),
    run=run,
    writes=True,
    edits=True,
)  # fmt: skip
