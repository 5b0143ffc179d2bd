"""C30: text in a ledger that is struck through."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.checks.base import Check, Subject
from toolkit.model import Finding, Place
from toolkit.workbook.cell_values import text_of
from toolkit.workbook.ranges import letters
from toolkit.workbook.sheet import Sheet


class CellStruck(Check):
    """Somebody struck text, a cell or a whole row through, and it is still read as valid."""

    code = "C30"
    title = "带删除线的文字"
    severity = "warning"
    description = (
        "台账里有文字划了删除线。程序看不出划掉的是不是已经作废，照常读取："
        "划掉的旧时限会和新时限一起换算，整行划掉的任务会照样督办。"
    )
    example = "完成时限一格里划掉“2026年6月底前”，后面写“2026年8月底前”，没有删去旧的。"
    message = "{what}带删除线：“{value}”"
    fix = "作废的，删去划掉的文字或整行；仍然有效的，去掉删除线"

    @classmethod
    def run(cls, subject: Subject) -> Iterator[Finding]:
        """Yield a finding for every struck cell of a task, or one for a whole row."""
        sheet = subject.grid
        if sheet is None or not sheet.may_be_struck:
            return
        for task in subject.tasks:
            row = task.place.row - 1
            width = len(sheet.rows[row]) if 0 <= row < len(sheet.rows) else 0
            filled = [c for c in range(width) if sheet.rows[row][c] != ""]
            struck = {c: how for c in filled if (how := sheet.struck(row, c)) != "no"}
            whole = filled and all(struck.get(c) == "all" for c in filled)
            if whole:
                yield cls.finding(subject.place(task, "content"), task.content, what="整行")
                continue
            for column, how in struck.items():
                place = Place(
                    subject.notice.file, subject.sheet, row=row + 1,
                    column=_head(sheet, subject.head_row - 1, column),
                )  # fmt: skip
                gone = "".join(text for text, is_struck in sheet.runs(row, column) if is_struck)
                what = "整格文字" if how == "all" else "一部分文字"
                yield cls.finding(place, gone, what=what)


def _head(sheet: Sheet, row: int, column: int) -> str:
    return text_of(sheet.value(row, column)).strip() or letters(column + 1)
