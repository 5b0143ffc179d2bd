"""What came of a command as data for a program: the machine contract's form."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.actions.steps import head_of, plain_value

if TYPE_CHECKING:
    from toolkit.actions.outcome import Outcome
    from toolkit.files.writes import Write
    from toolkit.model import Finding, Step


def finding_json(finding: Finding) -> dict[str, Any]:
    """A finding as the machine contract prints it, with the stable name beside its code."""
    from toolkit.checks import problem

    made = finding.to_json()
    try:
        name = problem(finding.code).name
    except KeyError:  # a code out of a newer ledger's sheet 校验
        name = ""
    return {"code": made.pop("code"), "name": name, **made}


def write_json(write: Write) -> dict[str, Any]:
    """A file with what became of it."""
    made: dict[str, Any] = {"path": str(write.path), "kind": write.kind}
    return {**made, "of": str(write.of)} if write.of else made


def written_json(outcome: Outcome) -> dict[str, Any]:
    """What a command that writes did or would do, in one shape for all of them."""
    return {
        "dry_run": outcome.rehearsed,
        "message": outcome.message,
        "files": [write_json(write) for write in outcome.writes],
        "steps": [step_json(step) for step in outcome.steps],
        "refused": [finding_json(finding) for finding in outcome.refused],
        "findings": [finding_json(finding) for finding in outcome.findings or ()],
        **(outcome.data if isinstance(outcome.data, dict) else {}),
    }


def step_json(step: Step) -> dict[str, Any]:
    """A step as data; dates are ISO, ``column`` is the head under which the cell stands."""
    from toolkit.model import Change, GoneRow

    made: dict[str, Any] = {"sheet": step.sheet, "key": list(step.key)}
    if isinstance(step, Change):
        return {
            "step": "change",
            **made,
            "column": head_of(step.sheet, step.field),
            "before": plain_value(step.before),
            "after": plain_value(step.after),
            "why": step.why,
        }
    values = {head_of(step.sheet, field): plain_value(value) for field, value in step.values}
    word = "remove" if isinstance(step, GoneRow) else "add"
    return {"step": word, **made, "values": values, "why": step.why}
