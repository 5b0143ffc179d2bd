"""The reading plan: what a document's tables are taken for, as data that a person can change.

Reading is two steps.  :func:`plan_of` answers the questions (which tables give out work, which row
is the head, what each column is, who leads); :func:`~toolkit.notice.assemble.read_with` reads as
the plan says.  Between the two the plan can be written to TOML, corrected and given back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from toolkit.errors import BadPlan
from toolkit.model import NOWHERE, Place
from toolkit.notice.columns import FIELD_NAMES, NAMED_FIELDS, head_field
from toolkit.notice.document import Block, Document, Paragraph, Table
from toolkit.notice.heads import Heads, find_heads
from toolkit.notice.layout import lay_out
from toolkit.notice.worth import why_not
from toolkit.units import first_is_lead

LeadRule = Literal["", "first"]
_OF_UNITS = re.compile(r"(?:单位|部门|單位|部門|的|者)(?:为|是|系|列|排|為|牵头|负责牵头)|下同")


@dataclass(frozen=True, slots=True)
class TablePlan:
    """How one table is read.

    ``head`` is the row of the heads (0-based, -1 for none), ``levels`` how many rows they take;
    ``heads`` and ``fields`` are the columns' heads and meanings; ``sections`` and ``skipped`` are
    rows (0-based) that a person calls headings, or no part of the table.
    """

    number: int
    take: bool = True
    why: str = ""
    head: int = -1
    levels: int = 1
    heads: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    sections: tuple[int, ...] = ()
    skipped: tuple[int, ...] = ()
    rows: int = 0
    sample: str = ""
    place: Place = NOWHERE

    @property
    def sketch(self) -> str:
        """The table in a few words: its heads, or its first row where it has none."""
        return "、".join(text for text in self.heads if text) or self.sample or "没有表头"


@dataclass(frozen=True, slots=True)
class Plan:
    """How a document is read: its tables, its prose, and whether the first unit named leads."""

    tables: tuple[TablePlan, ...] = ()
    prose: bool = True
    lead: LeadRule = ""

    def only(self, *numbers: int) -> Plan:
        """The plan with just these tables taken (``import --table N``), and no prose."""
        known = {table.number for table in self.tables}
        missing = [n for n in numbers if n not in known]
        if missing:
            raise BadPlan(
                f"没有第{missing[0]}张表，这份来文里读到的表有：{self.listed() or '无'}",
                parameter="table", how="fix",
            )  # fmt: skip
        tables = tuple(replace(t, take=t.number in numbers) for t in self.tables)
        return replace(self, tables=tables, prose=False)

    def fitting(self, own: Plan) -> Plan:
        """This plan, with what the reader knows of the tables; ``own`` is the reader's plan.

        Raises:
            BadPlan: it names a table, or a row of the heads, that the document has not got.
        """
        known = {table.number: table for table in own.tables}
        tables = []
        for table in self.tables:
            seen = known.get(table.number)
            if seen is None:
                raise BadPlan(
                    f"读取方案里写了表{table.number}，这份来文里读到的表有：{own.listed() or '无'}",
                    parameter="plan", how="fix",
                )  # fmt: skip
            size = seen.rows + (seen.head + seen.levels if seen.head >= 0 else 0)
            last = max(table.head + table.levels - 1, *table.sections, *table.skipped, -1)
            if last >= size:
                raise BadPlan(
                    f"读取方案里表{table.number}写了第{last + 1}行，这张表只有{size}行",
                    parameter="plan", how="fix",
                )  # fmt: skip
            why = "" if table.take else seen.why or "读取方案：不读"
            tables.append(
                replace(table, why=why, rows=seen.rows, sample=seen.sample, place=seen.place)
            )
        return replace(self, tables=tuple(tables))

    def listed(self) -> str:
        """The tables in a sentence, each with what became of it."""
        return "；".join(
            f"表{t.number}（{t.sketch}，{t.rows}行）{'读作任务表' if t.take else t.why or '不读'}"
            for t in self.tables
        )


def plan_of(document: Document) -> Plan:
    r"""What the reader thinks of a document, before it reads it.

    >>> from toolkit.notice.document import Paragraph
    >>> lines = ("序号\t任务\t责任单位", "1\t修路\t县交通局", "2\t架桥\t县水利局")
    >>> plan = plan_of(Document(tuple(Paragraph(line) for line in lines)))
    >>> plan.tables[0].take, plan.tables[0].fields
    (True, ('no', 'content', 'others'))
    """
    return plan_of_blocks(lay_out(document).blocks)


def plan_of_blocks(blocks: Sequence[Block]) -> Plan:
    """The plan of a document whose tables are laid out already."""
    tables: list[TablePlan] = []
    before: Heads | None = None
    for block in blocks:
        if not isinstance(block, Table) or not block.rows:
            continue
        planned, before = _plan_table(block, len(tables) + 1, before)
        tables.append(planned)
    return Plan(tuple(tables), lead="first" if _first_leads(blocks) else "")


def _plan_table(table: Table, number: int, before: Heads | None) -> tuple[TablePlan, Heads | None]:
    found = find_heads(table, before)
    heads = found.heads
    first = found.row + found.levels if found.row >= 0 else 0
    why = found.why
    if heads.fields:
        why = why_not(table, heads.texts, heads.fields, first, guessed=found.guessed)
    planned = TablePlan(
        number=number,
        take=not why,
        why=why,
        head=found.row,
        levels=found.levels,
        heads=tuple(heads.texts),
        fields=tuple(heads.fields),
        rows=len(table.rows) - first,
        sample="、".join(c.text.strip() for c in table.rows[0] if c.text.strip())[:40],
        place=table.place,
    )
    return planned, heads if not why else before


def _first_leads(blocks: Sequence[Block]) -> bool:
    """Whether a paragraph, a run of them that a line end cuts, or a head says so."""
    paragraphs = [b.text.strip() for b in blocks if isinstance(b, Paragraph) and b.text.strip()]
    texts = [*paragraphs]
    texts += [a + b for a, b in pairwise(paragraphs)]
    texts += [c.text for b in blocks if isinstance(b, Table) for r in b.rows for c in r]
    return any(_says_first_leads(text) for text in texts)


def _says_first_leads(text: str) -> bool:
    """Whether a text makes it a rule that the first unit leads; looked for in stretches."""
    if not _OF_UNITS.search(text):
        return False
    return any(first_is_lead(text[at : at + 300]) for at in range(0, len(text), 200))


# --- TOML -----------------------------------------------------------------------------------


def plan_to_toml(plan: Plan) -> str:
    """The plan as a file that a person can edit, with a legend of the words it knows."""
    lines = [
        "# 读取方案：改好后存成文件，导入来文时把它指定为读取方案。",
        f"# 各列可以写：{'、'.join(FIELD_NAMES.values())}；写别的按本单位自己的列保留。",
        "# 行号从 1 数起；表头行写 0 表示没有表头。",
        "",
        _line("读正文", _bool(plan.prose)),
        _line("列第一位的牵头", _bool(plan.lead == "first")),
    ]
    for table in plan.tables:
        lines += [
            "",
            '[["表"]]',
            _line("表号", str(table.number)),
            _line("读取", _bool(table.take)) + (f"  # {table.why}" if table.why else ""),
            _line("表头行", str(table.head + 1)),
            _line("表头行数", str(table.levels)),
            _line("标题行", str([row + 1 for row in table.sections])),
            _line("不读的行", str([row + 1 for row in table.skipped])),
            '"列" = [',
        ]
        for head, name in zip(table.heads, table.fields, strict=True):
            meaning = FIELD_NAMES.get(name, "其他")
            lines.append(f'  {{ "列名" = {_quoted(head)}, "读作" = {_quoted(meaning)} }},')
        lines.append("]")
    return "\n".join(lines) + "\n"


def plan_from_toml(text: str) -> Plan:
    """The plan that a TOML text says; :class:`~toolkit.errors.BadPlan` tells what is wrong in it.

    >>> plan = Plan((TablePlan(1, heads=("任务", "单位"), fields=("content", "others")),))
    >>> plan_from_toml(plan_to_toml(plan)) == plan
    True
    """
    import tomllib

    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as exc:
        raise BadPlan(f"读取方案不是合法的 TOML：{exc}") from exc
    tables = raw.get("表", [])
    if not isinstance(tables, list):
        raise BadPlan("读取方案里“表”应写成 [[表]]")
    return Plan(
        tables=tuple(_table_from(table) for table in tables),
        prose=_flag(raw.get("读正文", True), "读正文"),
        lead="first" if _flag(raw.get("列第一位的牵头", False), "列第一位的牵头") else "",
    )


def _table_from(raw: object) -> TablePlan:
    if not isinstance(raw, Mapping) or not isinstance(raw.get("表号"), int):
        raise BadPlan("读取方案里有一张表没有写“表号”")
    number = raw["表号"]
    columns = raw.get("列", [])
    if not isinstance(columns, list) or not all(isinstance(c, Mapping) for c in columns):
        raise BadPlan(f'读取方案里表{number}的“列”应写成 [{{ 列名 = "…", 读作 = "…" }}, …]')
    return TablePlan(
        number=number,
        take=_flag(raw.get("读取", True), f"表{number}的“读取”"),
        head=_row(raw.get("表头行", 0), number),
        levels=max(1, _row(raw.get("表头行数", 1), number) + 1),
        heads=tuple(str(c.get("列名", "")) for c in columns),
        fields=tuple(_field(str(c.get("读作", "")).strip()) for c in columns),
        sections=_rows(raw.get("标题行", []), number),
        skipped=_rows(raw.get("不读的行", []), number),
    )


def _field(word: str) -> str:
    """What a column is by the word for it, or by a head that means the same (任务, 主办单位)."""
    return NAMED_FIELDS.get(word) or head_field(word) or "other"


def _flag(value: object, what: str) -> bool:
    if not isinstance(value, bool):
        raise BadPlan(f"读取方案里{what}应写 true 或 false，写的是“{value}”")
    return value


def _row(value: object, number: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadPlan(f"读取方案里表{number}的行号应是从 0 起的整数，写的是“{value}”")
    return value - 1


def _rows(values: object, number: int) -> tuple[int, ...]:
    if not isinstance(values, Iterable) or isinstance(values, str):
        raise BadPlan(f"读取方案里表{number}的行号应写成 [3, 8]，写的是“{values}”")
    return tuple(_row(value, number) for value in values)


def _line(key: str, value: str) -> str:
    return f'"{key}" = {value}'


def _bool(value: bool) -> str:
    return "true" if value else "false"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
