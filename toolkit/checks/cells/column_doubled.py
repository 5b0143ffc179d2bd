"""C02: one column twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding, Place


class ColumnDoubled(Check):
    """Two heads are equal or are known as the same column."""

    code = "C02"
    title = "列重复"
    severity = "error"
    description = "有两列用了同样的列名，或两个列名是同一个意思，程序不知道该读哪一列。"
    example = "复制“完成时限”列后，两列都叫“完成时限”。"
    message = "列“{value}”出现了不止一次"
    fix = "删去多余的一列，或改成别的列名"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every head that occurs twice and every field that two heads claim."""
        heads = Counter(head.strip() for head in subject.heads if head.strip())
        doubled = [head for head, count in heads.items() if count > 1]
        by_field: dict[str, list[str]] = {}
        for field, head in subject.columns:
            by_field.setdefault(field, []).append(head)
        for names in by_field.values():
            if len(names) > 1 and not set(names) & set(doubled):
                doubled.append("、".join(names))
        for value in doubled:
            place = Place(
                file=subject.notice.file, sheet=subject.sheet, row=subject.head_row, column=value
            )
            yield cls.finding(place, value)
