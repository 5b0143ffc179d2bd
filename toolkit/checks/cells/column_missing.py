"""C01: a column without which a ledger cannot be used."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import FIELD_HEADS, Check, Subject
from toolkit.model import Finding, Place

NEEDED = ("id", "content", "deadline")


class ColumnMissing(Check):
    """No head of the sheet is known as this column."""

    code = "C01"
    title = "缺少必需的列"
    severity = "error"
    description = (
        "台账里找不到必需的列：编号、任务内容、完成时限，以及牵头单位、责任单位中的至少一列。"
        "列可以换位置，改了列名的请在“设置”里登记。"
    )
    example = "把“完成时限”一列删了，或改名为“啥时候完成”。"
    message = "找不到“{value}”这一列"
    fix = "补上这一列，或在“设置”里登记它现在的列名"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every needed column that a ledger lacks."""
        if not subject.is_ledger:
            return
        fields = {field for field, _ in subject.columns}
        missing = [FIELD_HEADS[field] for field in NEEDED if field not in fields]
        if not fields & {"lead", "others"}:
            missing.append(f"{FIELD_HEADS['lead']}/{FIELD_HEADS['others']}")
        for head in missing:
            yield cls.finding(
                Place(file=subject.notice.file, sheet=subject.sheet, row=subject.head_row), head
            )
