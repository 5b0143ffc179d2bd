"""All parts of a document put together into a notice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.checks.reader import (
    NotUnderstood,
    ReportingDuty,
    RowUndecided,
    TableNotRead,
    TextLeftOut,
    YearDoubtful,
    YearUnknown,
)
from toolkit.errors import NoTasks
from toolkit.model import Duty, Finding, LeftOut, Notice, Place
from toolkit.notice.build import build_tasks
from toolkit.notice.carried import maybe_merged
from toolkit.notice.document import STRUCK, Block, Document, Paragraph, Table
from toolkit.notice.doubts import READ_ELSEWHERE, doubts, tells_of_work
from toolkit.notice.draft import Draft, Reading
from toolkit.notice.duties import read_duties
from toolkit.notice.front import Front, front_left_out, read_front, title_years
from toolkit.notice.furniture import without_furniture
from toolkit.notice.haystack import Haystack
from toolkit.notice.layout import lay_out
from toolkit.notice.outline import HeadingIndex, outline
from toolkit.notice.plan import Plan, plan_of_blocks
from toolkit.notice.prose import read_prose
from toolkit.notice.table import read_table
from toolkit.notice.trace import uncovered
from toolkit.notice.worth import INFORMATION
from toolkit.text import letters

_BEGINNING = 16


def read_with(document: Document, plan: Plan | None = None, *, year: int | None = None) -> Notice:
    """The notice read as a plan says: one that a person changed, or by default the reader's own.

    ``year`` is used where the notice states none.

    Raises:
        NoTasks: nothing was read; the message names the tables that were seen and why not.
    """
    laid_out = lay_out(document)
    plan = plan or plan_of_blocks(laid_out.blocks)
    notice = _assemble(laid_out, year, plan)
    if notice.tasks:
        return notice
    seen = plan.listed()
    raise NoTasks(
        f"{document.file or '来文'}：没有读到任务。"
        + (f"看到的表：{seen}。" if seen else "文件里没有带表头的任务表。")
        + "也没有注明责任单位的条目。请确认是否选错了文件；如果任务在附件里，请改为读取附件；"
        "如果表看到了却没有读，可用读取方案指定。",
        parameter="plan",
    )


def assemble(document: Document, year: int | None, plan: Plan | None = None) -> Notice:
    """The notice as the plan says, without tasks where that finds none."""
    laid_out = lay_out(document)
    return _assemble(laid_out, year, plan or plan_of_blocks(laid_out.blocks))


def _assemble(document: Document, year: int | None, plan: Plan) -> Notice:
    """The notice in a document that is laid out already."""
    blocks = document.blocks
    front = read_front(blocks)
    front.year = front.year or year
    paragraphs = [
        b for i, b in enumerate(blocks) if isinstance(b, Paragraph) and i not in front.used
    ]
    reading = Reading(left_out=[*document.left_out, *front_left_out(blocks, front)])
    paragraphs = without_furniture(paragraphs, reading)
    reading.extend(_read_tables(blocks, HeadingIndex(outline(paragraphs)), plan))
    prose = read_prose(paragraphs) if plan.prose else _unread(paragraphs)
    reading.extend(_beside_tables(prose, reading) if reading.drafts else prose)
    tasks, findings = build_tasks(
        reading.drafts, year=front.year, issued=front.issued, first_leads=plan.lead == "first"
    )
    duties = _duties(paragraphs, reading.drafts, front)
    found = [
        *reading.findings,
        *findings,
        *_head_findings(front, reading.drafts, duties),
        *_struck_findings(document),
    ]
    notice = Notice(
        title=front.title,
        number=front.number,
        issuer=front.issuer,
        issued=front.issued,
        year=front.year,
        tasks=tuple(replace(t, place=_in_file(t.place, document.file)) for t in tasks),
        duties=duties,
        findings=tuple(replace(f, place=_in_file(f.place, document.file)) for f in found),
        left_out=tuple(reading.left_out),
        file=document.file,
    )
    return _with_lost(replace(notice, findings=notice.findings + tuple(doubts(notice))), blocks)


def _with_lost(notice: Notice, blocks: Sequence[Block]) -> Notice:
    """The notice with whatever stands in no field listed as left out and pointed at."""
    lost = tuple(uncovered(blocks, notice))
    missed = [
        NotUnderstood.finding(_in_file(piece.place, notice.file), piece.text[:80])
        for piece in notice.left_out
        if piece.why not in READ_ELSEWHERE and tells_of_work(piece.text, notice)
    ]
    found = tuple(
        TextLeftOut.finding(_in_file(piece.place, notice.file), piece.text[:60])
        for piece in lost
        if len(piece.text) > 3
    )
    told = {finding.value for finding in notice.findings if finding.code == TextLeftOut.code}
    found += tuple(f for f in missed if f.value[:60] not in told)
    return replace(
        notice,
        left_out=notice.left_out + lost,
        findings=notice.findings + found if notice.tasks else notice.findings,
    )


def _read_tables(blocks: Sequence[Block], headings: HeadingIndex, plan: Plan) -> Reading:
    reading = Reading()
    planned = {table.number: table for table in plan.tables}
    tables = [block for block in blocks if isinstance(block, Table) and block.rows]
    for number, table in enumerate(tables, start=1):
        how = planned.get(number)
        if how is None or not how.take:
            why = how.why if how and how.why else "读取方案：不读"
            for row in table.rows:
                text = " ".join(c.text.strip() for c in row if c.text.strip() and not c.covered)
                reading.leave(text, f"不是任务表（{why}）", row[0].place if row else table.place)
            if how is not None and how.rows > 0 and how.why != INFORMATION:
                found = TableNotRead.finding(table.place, how.sketch, number=number, why=why)
                reading.findings.append(found)
            continue
        one = read_table(table, headings, how)
        maybe_merged(one, table.exact)
        reading.extend(one)
    return reading


def _unread(paragraphs: Sequence[Paragraph]) -> Reading:
    reading = Reading()
    for paragraph in paragraphs:
        reading.leave(paragraph.text, "读取方案：不读正文", paragraph.place)
    return reading


def _beside_tables(prose: Reading, tables: Reading) -> Reading:
    """Prose beside a task table: its items are tasks only where the table has not got them."""
    listed = _Contents(letters(draft.content) for draft in tables.drafts)
    fresh = []
    for draft in prose.drafts:
        if listed.repeat(letters(draft.content)):
            prose.leave(draft.content, "与任务表重复的正文", draft.place)
        elif any((draft.lead, draft.others, draft.single)):
            fresh.append(draft)
        else:
            prose.leave(draft.content, "没有责任单位的正文", draft.place)
    prose.drafts = fresh
    return prose


class _Contents:
    """The contents of a table's tasks, to tell what of the prose says the same."""

    def __init__(self, contents: Iterable[str]) -> None:
        filled = [content for content in contents if content]
        self._filled = bool(filled)
        self._all = Haystack("\n".join(filled))
        self._beginnings: dict[int, set[str]] = {}
        for content in filled:
            start = content[:_BEGINNING]
            self._beginnings.setdefault(len(start), set()).add(start)

    def repeat(self, text: str) -> bool:
        """Whether one of them holds the beginning of ``text``, or ``text`` the beginning of one."""
        if self._filled and text[:_BEGINNING] in self._all:
            return True
        return any(
            text[at : at + size] in starts
            for size, starts in self._beginnings.items()
            for at in range(len(text) - size + 1)
        )


def _duties(
    paragraphs: Sequence[Paragraph], drafts: Sequence[Draft], front: Front
) -> tuple[Duty, ...]:
    """Duties of the covering text: what is part of a task is not one.

    Where prose holds the tasks, all from the first to the last of them is no covering text.
    """
    contents = Haystack(letters("\n".join(draft.content for draft in drafts)))
    lines = [draft.place.line for draft in drafts if draft.place.line and not draft.place.table]
    span = range(min(lines), max(lines) + 1) if lines else range(0)
    covering = [
        p
        for p in paragraphs
        if p.place.line not in span
        and (not p.text.strip() or letters(p.text)[4:24] not in contents)
    ]
    return read_duties(covering, front.year, front.issued)


def _head_findings(front: Front, drafts: Sequence[Draft], duties: Sequence[Duty]) -> list[Finding]:
    found = [ReportingDuty.finding(duty.place, duty.text) for duty in duties]
    if front.year is None and drafts:
        found.append(YearUnknown.finding(Place()))
    years = list(dict.fromkeys(title_years(front.title)))
    if len(years) > 1 and drafts:
        named = "、".join(f"{year}年" for year in years)
        found.append(YearDoubtful.finding(Place(), str(front.year), years=named))
    return found


def _struck_findings(document: Document) -> list[Finding]:
    """What is struck through was left out: each piece is told, and a whole row is asked about."""
    by_row: dict[Place, list[LeftOut]] = {}
    for piece in document.left_out:
        if piece.why == STRUCK:
            by_row.setdefault(replace(piece.place, column=""), []).append(piece)
    if not by_row:
        return []
    rows = {
        replace(row[0].place, column=""): any(c.text.strip() for c in row if not c.covered)
        for block in document.blocks
        if isinstance(block, Table)
        for row in block.rows
        if row
    }
    found: list[Finding] = []
    for place, pieces in by_row.items():
        if place.row and not rows.get(place, False):
            text = " ".join(piece.text.strip() for piece in pieces)
            found.append(RowUndecided.finding(place, f"（整行带删除线）{text}"))
        else:
            found += [TextLeftOut.finding(p.place, f"（带删除线）{p.text}") for p in pieces]
    return found


def _in_file(place: Place, file: str) -> Place:
    return place if place.file or not file else replace(place, file=file)
