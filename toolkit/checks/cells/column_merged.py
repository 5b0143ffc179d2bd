"""C03: merged cells among the data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding, Place


class ColumnMerged(Check):
    """A merged range covers rows of tasks, so sorting and filtering break."""

    code = "C03"
    title = "数据区有合并单元格"
    severity = "warning"
    description = "台账的数据行里有合并单元格，排序、筛选会出错，合并区只有左上角一格有内容。"
    example = "为了好看，把同一个一级任务的几行合并成一格。"
    message = "数据区有合并单元格 {value}"
    fix = "取消合并，把内容填到每一行；想好看可以改用“重复值不显示”的格式"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every merged range over data rows."""
        for merged in subject.merged:
            start = re.match(r"([A-Z]+)(\d+)", merged)
            column, row = (start[1], int(start[2])) if start else ("", 0)
            place = Place(subject.notice.file, subject.sheet, row=row, column=column)
            yield cls.finding(place, merged)
