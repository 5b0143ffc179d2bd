"""Does a table give out work?  Task tables do; project lists, rosters and empty forms do not.

Evidence is what stands in the rows, not the words of the heads alone: a row gives work when it
says something to do and names a public body or a time for it.  Rows of figures, companies, places,
persons and telephone numbers do not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.notice.columns import UNIT_FIELDS, deadline_score, unit_score
from toolkit.notice.document import Cell, Table
from toolkit.notice.front import is_label
from toolkit.notice.numbering import is_bare_number, join_lines

INFORMATION = "网页的信息栏"
_COMPANY = re.compile(r"(?:公司|集团|厂|合作社|合伙|企业|酒店|商场|药店)(?:[（(].*[）)])?$")
_PLACE = re.compile(r"[^、，,各]{1,5}(?:镇|乡|街道|区|县|市|村|社区|园区)")
_PROJECT_HEAD = re.compile(r"投资|建设地点|建设地址|建设规模|开工|竣工|建设性质|建设周期|用地|业主")
_REGISTER_HEAD = re.compile(
    r"电话|手机|联系方式|联络员|地址|邮箱|职务|职称|网址|邮编|资质|法定代表人|信用代码"
)
_INDICATOR_HEAD = re.compile(r"目标值|指标值|基期|基准值|预期值|计量单位|约束性|预期性|年均")
_FORM_HEAD = re.compile(r"进展|完成情况|落实情况|存在问题|下一?步|整改情况|填报|报送")
_FIGURE = re.compile(r"[\d\s,.，%％≥≤＞＜><±~～—\-－/万亿元个项家人亩吨平方米公里户]+")
_PERSON_OR_PHONE = re.compile(r"[\u4e00-\u9fff某]{2,4}|[\d\-—（）() ]{5,20}")


def why_not(
    table: Table, heads: Sequence[str], fields: Sequence[str], first: int, *, guessed: bool = False
) -> str:
    """Why a table whose columns are ``fields`` gives out no work; "" when it does.

    ``first`` is its first row below the heads; ``guessed`` says that no head named the columns,
    so that the rows alone must show it.  The words are shown to the clerk.
    """
    rows = [row for row in table.rows[first:] if _filled(row) > 1]
    if _is_information(table):
        return INFORMATION
    if "content" not in fields:
        return "没有说做什么的一列"
    if not set(fields) & {*UNIT_FIELDS, "deadline"}:
        return "没有责任单位、时限的列"
    if not any(_says(row, fields, "content") for row in rows):
        return "没有填写任务的空表" if not rows or _all_blank(rows) else "没有写任务内容"
    if guessed and not (_led_by_bodies(rows, fields) or _work_rows(rows, fields)):
        return "没有认识的表头，内容也不像任务"
    said = [text for text in heads if text]
    if _share(said, _PROJECT_HEAD) > 1 and not _led_by_bodies(rows, fields):
        return "像项目清单：责任一列是企业或没有，另有投资、地点、开竣工等列"
    if _share(said, _REGISTER_HEAD) and not _work_rows(rows, fields):
        return "像名单、联系表"
    if _share(said, _INDICATOR_HEAD) and not _work_rows(rows, fields, dated_only=True):
        return "像指标表"
    if _share(said, _FORM_HEAD) > 1 and not _work_rows(rows, fields):
        return "像填报用的表"
    return ""


def _share(heads: Sequence[str], words: re.Pattern[str]) -> int:
    return sum(1 for head in heads if words.search(head))


def _filled(row: Sequence[Cell]) -> int:
    return sum(1 for cell in row if cell.text.strip() and cell.covered != "left")


def _all_blank(rows: Sequence[Sequence[Cell]]) -> bool:
    return all(
        is_bare_number(cell.text.strip())
        for row in rows
        for cell in row
        if cell.text.strip() and not cell.covered
    )


def _is_information(table: Table) -> bool:
    """Whether a table is a page's own: 索引号 | … | 发文字号 | …"""
    cells = [join_lines(c.text) for row in table.rows[:8] for c in row if not c.covered]
    return sum(1 for text in cells if is_label(text)) > 2


def _texts(row: Sequence[Cell], fields: Sequence[str], *names: str) -> list[str]:
    return [
        join_lines(cell.text)
        for cell, name in zip(row, fields, strict=False)
        if name in names and cell.text.strip()
    ]


def _says(row: Sequence[Cell], fields: Sequence[str], name: str) -> bool:
    return any(not is_bare_number(t) and len(t) > 1 for t in _texts(row, fields, name))


def _led_by_bodies(rows: Sequence[Sequence[Cell]], fields: Sequence[str]) -> bool:
    """Whether the units are mostly public bodies, not companies."""
    units = [t for row in rows for t in _texts(row, fields, *UNIT_FIELDS)]
    return bool(units) and sum(map(_is_body, units)) * 2 > len(units)


def _is_body(text: str) -> bool:
    """Whether a text names public bodies, not a company and not a place (城关镇)."""
    return unit_score(text) > 0.5 and not _COMPANY.search(text) and not _PLACE.fullmatch(text)


def _work_rows(
    rows: Sequence[Sequence[Cell]], fields: Sequence[str], *, dated_only: bool = False
) -> bool:
    """Whether most rows say something to do and who or by when."""
    working = 0
    for row in rows:
        content = [
            t
            for t in _texts(row, fields, "content")
            if not _FIGURE.fullmatch(t)
            and not _PERSON_OR_PHONE.fullmatch(t)
            and unit_score(t) < 0.8
        ]
        named = any(_is_body(t) for t in _texts(row, fields, *UNIT_FIELDS))
        dated = any(deadline_score(t) > 0 for t in _texts(row, fields, "deadline"))
        working += bool(content) and (dated or (named and not dated_only))
    return working * 2 > len(rows)
