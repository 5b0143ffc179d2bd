"""C01: a column without which a ledger cannot be used."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding, Place


class ColumnMissing(Check):
    """No head of the sheet is known as this column."""

    code = "C01"
    title = "缺少必需的列"
    severity = "error"
    description = (
        "台账里找不到必需的列：编号、任务内容、完成时限、截止日期、状态，以及牵头单位、责任单位中的"
        "至少一列。列可以换位置，改了列名的请在“设置”里登记。用得着这一列的命令不会把它当作空白。"
    )
    example = "把“完成时限”一列删了，或改名为“啥时候完成”。"
    message = "找不到“{value}”这一列{likely}"
    fix = "补上这一列，或在“设置”里登记它现在的列名"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every needed column that a ledger lacks."""
        for head, likely in subject.missing:
            place = Place(file=subject.notice.file, sheet=subject.sheet, row=subject.head_row)
            yield cls.finding(place, head, likely=f"，是不是“{likely}”？" if likely else "")
