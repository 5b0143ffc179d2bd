"""A table of a notice -> drafts of tasks, whatever file it came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from toolkit.checks.reader import (
    HeadingDiffers,
    HeadingOnSecondRow,
    HeadsUnknown,
    RowUndecided,
)
from toolkit.notice.carried import fill_down
from toolkit.notice.document import Cell, Table
from toolkit.notice.draft import Draft, Reading
from toolkit.notice.heads import Found, Heads, heads_at, texts_of
from toolkit.notice.numbering import (
    FIRST,
    SECOND,
    bare_number,
    heading_text,
    is_bare_number,
    join_lines,
    split_number,
)
from toolkit.notice.outline import HeadingIndex
from toolkit.notice.plan import TablePlan
from toolkit.notice.rows import Row, doubt_cells, settle_single_units, sort_row
from toolkit.notice.several import counts_on, several_tasks
from toolkit.text import letters

_LONGEST_HEADING = 60


@dataclass(slots=True)
class _State:
    """The headings that are in force while rows are read from top to bottom."""

    l1: str = ""
    l2: str = ""
    l3: str = ""
    spelled: dict[str, str] = field(default_factory=dict)
    sections: int = 0
    shown: list[bool] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    count_on: bool = False
    decoded: bool = False
    numbers: list[str] = field(default_factory=list)
    numbered: list[tuple[Draft, str]] = field(default_factory=list)


def read_table(table: Table, headings: HeadingIndex, plan: TablePlan) -> Reading:
    """The drafts of a task table with its findings, read as the plan says."""
    reading = Reading()
    state = _State(decoded=table.decoded)
    rows = fill_down(table.rows, plan, reading)
    heads = Heads(list(plan.heads), list(plan.fields)) if plan.head < 0 else Heads()
    in_place = table.exact or table.decoded
    if plan.head < 0:
        state.count_on = counts_on(rows, plan.fields)
        first = next((" | ".join(t for t in texts_of(r) if t.strip()) for r in rows), "")
        if not any(plan.heads):
            reading.findings.append(HeadsUnknown.finding(table.place, first[:60]))
    skip = 0
    for at, row in enumerate(rows):
        texts = texts_of(row)
        if skip or not any(text.strip() for text in texts):
            skip = max(0, skip - 1)
            continue
        if at in plan.skipped:
            reading.leave(" ".join(t for t in texts if t.strip()), "读取方案：不读", row[0].place)
            continue
        found = _heads_here(rows, at, plan)
        if found is not None:
            heads = found.heads
            state.count_on = counts_on(rows[at + found.levels :], heads.fields)
            for head_row in rows[at : at + found.levels]:
                own = " ".join(join_lines(c.text) for c in head_row if c.text.strip())
                reading.leave(own, "表头", head_row[0].place)
            skip = found.levels - 1
            continue
        if not heads.fields:
            reading.leave(" ".join(t for t in texts if t.strip()), "表头之前的文字", row[0].place)
            continue
        _read_row(row, texts, heads, in_place, headings, state, reading, at in plan.sections)
    _settle_numbers(state, reading)
    _settle_second_rows(state, table.exact or table.decoded, reading)
    reading.drafts = state.drafts
    return reading


def _heads_here(rows: Sequence[Sequence[Cell]], at: int, plan: TablePlan) -> Found | None:
    """The heads at a row: those of the plan, or others further down; None for a data row."""
    planned = Heads(list(plan.heads), list(plan.fields))
    if at == plan.head:
        return Found(planned, at, plan.levels)
    if 0 <= at < plan.head:
        return None
    found = heads_at(rows, at)
    texts = found.heads.texts if found else []
    if found is not None and [t for t in texts if t] == [t for t in plan.heads if t]:
        # The same heads at the top of another page; blanks may have come or gone between them.
        names = iter([f for f, text in zip(plan.fields, plan.heads, strict=True) if text])
        return Found(Heads(texts, [next(names) if t else "" for t in texts]), at, found.levels)
    return found


def _read_row(
    row: Sequence[Cell],
    texts: list[str],
    heads: Heads,
    exact: bool,
    headings: HeadingIndex,
    state: _State,
    reading: Reading,
    heading: bool = False,
) -> None:
    first = next(text for text in texts if text.strip())
    if _TOTAL.fullmatch(join_lines(first)):
        reading.leave(" ".join(t for t in texts if t.strip()), "合计行", row[0].place)
        return
    own = [cell for cell in row if cell.text.strip() and not cell.covered]
    if len(own) == 1 and not heading and _FOOT_ROW.match(join_lines(own[0].text)):
        reading.leave(join_lines(own[0].text), "表中的说明", own[0].place)
        return
    if heading or _is_section(row):
        _read_section(row, headings, state, reading)
        return
    sorted_row = sort_row(row, heads, exact, reading)
    if state.decoded:
        doubt_cells(sorted_row, reading)
        settle_single_units(sorted_row, heads, reading)
    _take_headings(sorted_row, headings, state, reading)
    state.numbers.append(sorted_row.no)
    _take_task(sorted_row, headings, state, reading)


_FOOT_ROW = re.compile(
    r"(?:填?表?说明|注|备\s*注|编\s*制|制\s*表|填\s*表|审\s*核|批\s*准|联系人)[^，。]{0,8}?[:：]"
)
_TOTAL = re.compile(r"(?:合|总|小)\s*计|总数|總計|合計")


def _is_section(row: Sequence[Cell]) -> bool:
    """A row with one text only, over the whole width, that is no task of its own."""
    own = [cell for cell in row if cell.text.strip() and not cell.covered]
    if _is_numbered_section(row, own):
        return True
    if len(own) != 1:
        return False
    body = join_lines(own[0].text)
    spans = len(row) == 1 or all(cell.covered == "left" or cell is own[0] for cell in row)
    if not spans and any(cell.covered == "up" for cell in row):
        return False
    if spans and len(row) > 1:
        return len(body) <= 120
    ranked = split_number(body).rank in (0, FIRST, SECOND)
    short = len(body) <= _LONGEST_HEADING and not body.endswith("。")
    return ranked and short if len(row) > 1 else ranked or short


def _is_numbered_section(row: Sequence[Cell], own: Sequence[Cell]) -> bool:
    """A heading in two cells: 一 | 提升创新能力, the rest of the row merged or blank."""
    if len(own) != 2 or own[0] is not row[0] or len(row) < 2:
        return False
    number, name = join_lines(own[0].text), join_lines(own[1].text)
    han = is_bare_number(number) and not any(c.isdigit() for c in number)
    return han and len(name) <= _LONGEST_HEADING and not name.endswith("。")


def _read_section(
    row: Sequence[Cell], headings: HeadingIndex, state: _State, reading: Reading
) -> None:
    filled = [cell for cell in row if cell.text.strip() and not cell.covered]
    own = filled[0]
    body = join_lines(own.text)
    if len(filled) > 1:
        mark = "、" if bare_number(body) == body else ""
        body = body + mark + join_lines("\n".join(cell.text for cell in filled[1:]))
    numbered = split_number(body)
    if numbered.rank < 0 and (
        body.startswith(("注", "备注", "说明", "填表", "联系", "附件"))
        or (not state.drafts and not state.l1 and len(body) > 30)
    ):
        reading.leave(body, "表中的说明", own.place)
        return
    found = headings.match(heading_text(body))
    level = 2 if numbered.rank >= SECOND else 1
    if numbered.rank < 0 and found:
        level = found.level
    _set_heading(level, heading_text(body), state)
    state.sections = max(state.sections, level)
    if numbered.mark:
        reading.leave(numbered.mark, "标题序号", own.place)


def _set_heading(level: int, text: str, state: _State, known: str = "") -> str:
    """Put a heading in force, spelled as the table spelled it first; ``known`` is the prose's form.

    ，and , are one heading, and so are two forms that the prose has as one.
    """
    text = state.spelled.setdefault(letters(known or text), text)
    if level == 1:
        if text != state.l1:
            state.l2 = state.l3 = ""
        state.l1 = text
    elif level == 2:
        if text != state.l2:
            state.l3 = ""
        state.l2 = text
    else:
        state.l3 = text
    return text


def _take_headings(row: Row, headings: HeadingIndex, state: _State, reading: Reading) -> None:
    for hint, raw in row.headings:
        text = heading_text(raw)
        numbered = split_number(join_lines(raw))
        if not text:
            continue
        found = headings.match(text)
        # Section rows take the upper levels; the heading columns stand below them.
        below = min(hint + 1 + state.sections, 3)
        level = found.level if found and len(row.headings) == 1 else below
        alone = len(row.headings) == 1 or not state.l1
        if found and found.level == level == 2 and found.above and alone:
            _set_heading(1, found.above, state)
        known = found.text if found and found.level == level else ""
        first = known and letters(known) not in state.spelled
        spelled = _set_heading(level, text, state, known)
        if known and not _same(known, text) and (first or spelled != text):
            reading.findings.append(HeadingDiffers.finding(row.place, text, prose=known))
        if spelled != text:
            reading.leave(text, f"标题的另一种写法（台账用“{spelled}”）", row.place)
        if numbered.mark:
            reading.leave(numbered.mark, "标题序号", row.place)


def _take_task(row: Row, headings: HeadingIndex, state: _State, reading: Reading) -> None:
    content = join_lines(row.content)
    has_units = bool(row.values.get("lead", "").strip() or row.values.get("others", "").strip())
    if not content:
        if row.headings and has_units:
            # A row without a content cell: its last heading is the task.
            content = heading_text(row.headings[-1][1])
        elif has_units or row.values.get("deadline", "").strip():
            _join_to_last(row, state, reading)
            return
        else:
            rest = [row.no, *row.extra.values()]
            reading.leave(" ".join(text for text in rest if text), "没有任务内容的行", row.place)
            return
    if "content" in row.covered and state.drafts and _same_cell(row, state):
        _join_to_last(row, state, reading)
        return
    if _continues_last(row, content, has_units, state):
        state.drafts[-1].content += content
        return
    parts = several_tasks(row.content) if state.count_on else []
    for part in parts[:-1]:
        one = replace(row, content=part, extra=dict(row.extra))
        _add_task(one, part, headings, state, reading)
    if parts:
        row = replace(row, content=parts[-1])
        content = join_lines(parts[-1])
    _add_task(row, content, headings, state, reading)


def _add_task(
    row: Row, content: str, headings: HeadingIndex, state: _State, reading: Reading
) -> None:
    numbered = split_number(join_lines(content))
    no = ""
    if numbered.rank >= 0 and not _has_list_inside(numbered.number, content):
        no = numbered.number
        reading.leave(numbered.mark, "任务序号", row.place)
        content = numbered.text
    else:
        content = join_lines(content)
    draft = Draft(
        content=content.strip(),
        place=row.place,
        no=no,
        l1=state.l1,
        l2=state.l2 or _heading_in_prose(content, headings, state),
        lead=row.values.get("lead", ""),
        others=row.values.get("others", ""),
        deadline=join_lines(row.values.get("deadline", "")),
        deadline_value=row.deadline_value,
        extra=dict(row.extra),
    )
    if state.l3:
        draft.extra["三级任务"] = state.l3
    state.drafts.append(draft)
    state.shown.append(bool(row.headings) or bool(state.sections))
    state.numbered.append((draft, row.no))


def _heading_in_prose(content: str, headings: HeadingIndex, state: _State) -> str:
    """The second-level heading under which the prose has the content; "" when it is not sure."""
    found = headings.locate(content)
    under = not state.l1 or headings.match(state.l1) is None
    return found.text if found and (under or _same(found.above, state.l1)) else ""


def _same(left: str, right: str) -> bool:
    return letters(left) == letters(right)


def _same_cell(row: Row, state: _State) -> bool:
    return join_lines(row.content).endswith(state.drafts[-1].content)


def _continues_last(row: Row, content: str, has_units: bool, state: _State) -> bool:
    """A row with nothing but text right after a content that stops in mid-sentence."""
    if (
        not state.drafts
        or has_units
        or row.no
        or row.headings
        or row.values.get("deadline", "").strip()
    ):
        return False
    before = state.drafts[-1].content
    return (
        not before.endswith(("。", "；", ";", "！", "”", "）", "."))
        and split_number(content).rank < 0
    )


def _join_to_last(row: Row, state: _State, reading: Reading) -> None:
    """Units without a content of their own belong to the task above them."""
    if not state.drafts:
        reading.findings.append(
            RowUndecided.finding(row.place, " ".join(v for v in row.values.values() if v))
        )
        rest = [row.no, *row.values.values(), *row.extra.values()]
        reading.leave(" ".join(text for text in rest if text), "没有任务内容的行", row.place)
        return
    last = state.drafts[-1]
    for name in ("lead", "others"):
        raw = row.values.get(name, "")
        if raw.strip() and raw.strip() not in getattr(last, name):
            before = getattr(last, name)
            setattr(last, name, before + "\n" + raw if before.strip() else raw)
    raw = join_lines(row.values.get("deadline", ""))
    if raw and raw not in last.deadline:
        last.deadline = last.deadline + "\n" + raw if last.deadline else raw
    if "content" not in row.covered:
        reading.findings.append(
            RowUndecided.finding(row.place, " ".join(v for v in row.values.values() if v.strip()))
        )


def _has_list_inside(number: str, content: str) -> bool:
    """Whether a content that begins with number 1 goes on with number 2: a list, kept whole."""
    following = {
        "1": ("2.", "2、", "2．", "（2）", "(2)", "2）", "2)"),
        "①": ("②",),
        "一": ("二、", "（二）", "(二)"),
    }
    return any(mark in content for mark in following.get(number, ()))


def _settle_second_rows(state: _State, exact: bool, reading: Reading) -> None:
    """Give a block's first row the heading that stands on its second.

    A merged heading in the middle of its block is printed there in a flattened table.  That it is
    so is seen on the first block: its first row has no heading at all.
    """
    shown = state.shown
    if exact or len(shown) < 2 or shown[0] or not shown[1]:
        return
    for at, has_heading in enumerate(shown):
        if has_heading and at and not shown[at - 1]:
            draft, source = state.drafts[at - 1], state.drafts[at]
            draft.l1, draft.l2 = source.l1, source.l2
            reading.findings.append(HeadingOnSecondRow.finding(draft.place, source.l2 or source.l1))


def _settle_numbers(state: _State, reading: Reading) -> None:
    """Take the column 序号 for task numbers only where it numbers the tasks one by one.

    Where it numbers blocks (merged over several rows, or 一 二 三 beside a first-level heading)
    a number would belong to several tasks.
    """
    filled = [number for number in state.numbers if number]
    if filled and len(filled) >= 0.8 * len(state.numbers):
        for draft, number in state.numbered:
            draft.no = number or draft.no
        return
    for draft, number in state.numbered:
        reading.leave(number, "板块序号", draft.place)
