"""All parts of a document put together into a notice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from toolkit.checks.reader import ReportingDuty, TextLeftOut, YearDoubtful, YearUnknown
from toolkit.model import Duty, Finding, Notice, Place
from toolkit.notice.build import build_tasks
from toolkit.notice.document import Block, Document, Paragraph, Table
from toolkit.notice.draft import Draft, Reading
from toolkit.notice.duties import read_duties
from toolkit.notice.flat import find_flat_heads, read_flat
from toolkit.notice.front import Front, front_left_out, read_front, title_years
from toolkit.notice.furniture import without_furniture
from toolkit.notice.haystack import Haystack
from toolkit.notice.heads import Heads, looks_like_tasks
from toolkit.notice.layout import lay_out
from toolkit.notice.outline import HeadingIndex, outline
from toolkit.notice.prose import read_prose
from toolkit.notice.table import maybe_merged, read_table
from toolkit.notice.trace import uncovered
from toolkit.text import letters
from toolkit.units import first_is_lead

_BEGINNING = 16
_OF_UNITS = re.compile(r"(?:单位|部门|單位|部門|的|者)(?:为|是|系|列|排|為|牵头|负责牵头)|下同")


def assemble(document: Document, year: int | None) -> Notice:
    """The notice; without tasks and duties where the document holds none."""
    laid_out = lay_out(document)
    blocks = laid_out.blocks
    front = read_front(blocks)
    front.year = front.year or year
    paragraphs = [
        b for i, b in enumerate(blocks) if isinstance(b, Paragraph) and i not in front.used
    ]
    reading = Reading(left_out=[*laid_out.left_out, *front_left_out(blocks, front)])
    paragraphs = without_furniture(paragraphs, reading)
    reading.extend(_read_tables(blocks, HeadingIndex(outline(paragraphs))))
    prose = _read_paragraphs(paragraphs)
    reading.extend(_beside_tables(prose, reading) if reading.drafts else prose)
    first_leads = any(_says_first_leads(text) for text in _all_texts(blocks))
    tasks, findings = build_tasks(
        reading.drafts, year=front.year, issued=front.issued, first_leads=first_leads
    )
    duties = _duties(paragraphs, reading.drafts, front)
    found = [*reading.findings, *findings, *_head_findings(front, reading.drafts, duties)]
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
    return _with_lost(notice, blocks)


def _with_lost(notice: Notice, blocks: Sequence[Block]) -> Notice:
    """The notice with whatever stands in no field listed as left out and pointed at."""
    lost = tuple(uncovered(blocks, notice))
    found = tuple(
        TextLeftOut.finding(_in_file(piece.place, notice.file), piece.text[:60])
        for piece in lost
        if len(piece.text) > 3
    )
    return replace(
        notice,
        left_out=notice.left_out + lost,
        findings=notice.findings + found if notice.tasks else notice.findings,
    )


def _says_first_leads(text: str) -> bool:
    """Whether a paragraph or head makes it a rule that the first unit leads."""
    return bool(_OF_UNITS.search(text)) and first_is_lead(text)


def _read_tables(blocks: Sequence[Block], headings: HeadingIndex) -> Reading:
    reading = Reading()
    heads: Heads | None = None
    for block in blocks:
        if not isinstance(block, Table) or not block.rows:
            continue
        if not looks_like_tasks(block, heads):
            for row in block.rows:
                text = " ".join(c.text.strip() for c in row if c.text.strip() and not c.covered)
                reading.leave(text, "不是任务表", row[0].place if row else block.place)
            continue
        one, heads = read_table(block, headings, heads)
        maybe_merged(one, block.exact)
        reading.extend(one)
    return reading


def _read_paragraphs(paragraphs: Sequence[Paragraph]) -> Reading:
    """Paragraphs as a flattened table where they hold its heads, else as numbered prose."""
    heads = find_flat_heads(paragraphs)
    if heads is None:
        return read_prose(paragraphs)
    reading = read_flat(paragraphs, heads)
    for paragraph in paragraphs[: heads.start]:
        reading.leave(paragraph.text, "正文", paragraph.place)
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


def _all_texts(blocks: Sequence[Block]) -> list[str]:
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            texts.append(block.text)
        else:
            texts.extend(cell.text for row in block.rows for cell in row if not cell.covered)
    return texts


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


def _in_file(place: Place, file: str) -> Place:
    return place if place.file or not file else replace(place, file=file)
