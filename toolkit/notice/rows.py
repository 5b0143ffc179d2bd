"""A data row with its cells sorted into fields, by the heads or by what the cells look like."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from toolkit.checks.reader import ReadingDoubtful, SingleUnitParagraph
from toolkit.model import Place
from toolkit.notice.columns import TEXT_FIELDS, UNIT_FIELDS, align, clashes, fit, unit_score
from toolkit.notice.decode import misfit
from toolkit.notice.document import Cell
from toolkit.notice.draft import Reading
from toolkit.notice.heads import Heads
from toolkit.notice.numbering import bare_number, join_lines
from toolkit.units import parse_units


@dataclass(slots=True)
class Row:
    """A data row with its cells sorted into fields.

    ``headings`` are (level from 0, text); ``values`` the raw texts of lead, others and deadline;
    ``covered`` the fields that a merged cell above covers.
    """

    place: Place
    no: str = ""
    headings: list[tuple[int, str]] = field(default_factory=list)
    content: str = ""
    values: dict[str, str] = field(default_factory=dict)
    extra: dict[str, str] = field(default_factory=dict)
    deadline_value: date | None = None
    covered: frozenset[str] = frozenset()


def sort_row(row: Sequence[Cell], heads: Heads, exact: bool, reading: Reading) -> Row:
    """The row's cells by field.

    A row of a flattened table that still stands under its heads is read like an exact one.
    """
    texts = [cell.text for cell in row]
    if (exact and len(texts) == len(heads.fields)) or _stands_straight(texts, heads.fields):
        return _sort_exact(row, heads.fields, heads.texts, reading)
    return _sort_flat(row, texts, heads.fields, heads.texts)


def _stands_straight(texts: Sequence[str], fields: Sequence[str]) -> bool:
    """Whether a flattened row has kept its columns: no other way to place its cells is better."""
    if _in_place(texts, fields):
        return True
    if len(texts) != len(fields) or not all(fields):
        return False
    named = dict(zip(fields, texts, strict=True))
    if not named.get("content", "").strip() or not named.get("no", "1").strip():
        return False
    straight = sum(fit(f, t) for f, t in zip(fields, texts, strict=True) if t.strip())
    placed = align(fields, texts)
    shifted = sum(fit(fields[h], t) for h, t in zip(placed, texts, strict=True) if t.strip())
    return straight >= shifted - 0.2


def _in_place(texts: Sequence[str], fields: Sequence[str]) -> bool:
    """Whether the cells of a flattened row still stand under their heads."""
    if len(texts) != len(fields):
        return False
    named = dict(zip(fields, texts, strict=True))
    content = named.get("content", "")
    if not content.strip():
        return False
    units = max((unit_score(join_lines(named.get(f, ""))) for f in ("lead", "others")), default=0.0)
    if unit_score(join_lines(content)) > 0.6 and units < 0.5:
        return False
    return not any(clashes(f, text) for f, text in zip(fields, texts, strict=True))


def _sort_exact(row: Sequence[Cell], fields: list[str], heads: list[str], reading: Reading) -> Row:
    """Sort a row whose grid is known: every column is what its head says.

    A cell merged over several columns counts once: as the content where it reaches the content
    column, as the lead (with a finding) where it covers both responsibility columns.
    """
    out = Row(next((c.place for c in row if c.place.row), row[0].place))
    covered: set[str] = set()
    for first, end in _spans(row):
        names = [fields[at] if at < len(fields) else "other" for at in range(first, end)]
        name = "content" if "content" in names else names[0]
        if {"lead", "others"} <= set(names) and row[first].text.strip():
            reading.findings.append(
                SingleUnitParagraph.finding(out.place, join_lines(row[first].text))
            )
        if row[first].covered == "up":
            covered.add(name)
        at = first + names.index(name)
        _put(out, name, heads[at] if at < len(heads) else "", row[first])
    out.covered = frozenset(covered)
    return out


def _spans(row: Sequence[Cell]) -> list[tuple[int, int]]:
    """The cells of a row as (first column, end column), merged ones together."""
    spans: list[tuple[int, int]] = []
    for at, cell in enumerate(row):
        if cell.covered == "left" and spans:
            spans[-1] = (spans[-1][0], at + 1)
        else:
            spans.append((at, at + 1))
    return spans


def _put(out: Row, field_name: str, head: str, cell: Cell) -> None:
    text = cell.text
    if field_name == "no":
        # A number merged over several rows numbers the block, not the tasks in it.
        out.no = out.no or ("" if cell.covered else bare_number(text) or text.strip())
    elif field_name in ("l1", "l2", "l3"):
        if text.strip():
            out.headings.append((int(field_name[1]) - 1, text))
    elif field_name == "content":
        out.content = text if not out.content else out.content + "\n" + text
    elif field_name in ("lead", "others", "deadline"):
        before = out.values.get(field_name, "")
        # Two columns of one meaning: no name runs on from one into the other.
        both = before.strip() and text.strip()
        out.values[field_name] = f"{before}；\n{text}" if both else before or text
        if field_name == "deadline":
            out.deadline_value = cell.value
    elif text.strip():
        key = head or "其他"
        out.extra[key] = out.extra[key] + "\n" + text if key in out.extra else text


def _sort_flat(row: Sequence[Cell], texts: list[str], fields: list[str], heads: list[str]) -> Row:
    """Sort a row of a flattened table by aligning it to the heads."""
    out = Row(row[0].place)
    known = [(f, h) for f, h in zip(fields, heads, strict=True) if f]
    family = [("content" if f in TEXT_FIELDS else f) for f, _ in known]
    names = _one_text_head(family)
    placed = align(names, texts)
    order = [i for i, f in enumerate(family) if f != "content" or i == family.index("content")]
    text_cells: list[tuple[int, Cell]] = []
    for at, cell in enumerate(row):
        field_name = names[placed[at]]
        head = known[order[placed[at]]][1]
        if field_name == "content":
            text_cells.append((at, cell))
        else:
            _put(out, field_name, head, cell)
    filled = [(at, cell) for at, cell in text_cells if cell.text.strip()]
    if not filled:
        return out
    has_values = any(v.strip() for v in out.values.values())
    # The content is the last text of the row; without units or a date a short one is a heading.
    if (
        has_values
        or (len(filled) > 1 and len(filled[-1][1].text) > 12)
        or len(join_lines(filled[-1][1].text)) > 40
        or filled[-1][1].text.strip().endswith(("。", "；"))
    ):
        out.content = filled.pop()[1].text
    # A heading alone has the level of its column, several have theirs by their order.
    if len(filled) == 1:
        at, cell = filled[0]
        out.headings = [(min(at - text_cells[0][0], 1), cell.text)]
    else:
        out.headings = [(min(i, 2), cell.text) for i, (_, cell) in enumerate(filled)]
    return out


def _one_text_head(family: Sequence[str]) -> list[str]:
    """The heads with all text columns folded into one, as :func:`align` needs them."""
    names: list[str] = []
    for f in family:
        if f == "content" and "content" in names:
            continue
        names.append(f)
    return names


def doubt_cells(row: Row, reading: Reading) -> None:
    """A finding for each cell of a decoded row that its column's grammar cannot read."""
    names = {"lead": "牵头单位", "others": "责任单位", "deadline": "完成时限"}
    for name, label in names.items():
        lines = [line for line in row.values.get(name, "").splitlines() if line.strip()]
        whole = join_lines("\n".join(lines))
        torn = name == "deadline" and any(
            misfit(name, line) < 0 and not any(c.isdigit() for c in line) for line in lines
        )
        if whole and (torn or misfit(name, whole) < 0):
            reading.findings.append(
                ReadingDoubtful.finding(row.place, whole[:60], why=f"这一格不像{label}")
            )


def settle_single_units(row: Row, heads: Heads, reading: Reading) -> None:
    """One unit paragraph where the heads have two columns: which of them is lost, nobody can see.

    Groups (各镇街、县直各部门) take part; a body alone stands in the first column, where it is
    more seldom blank.  Both are findings.
    """
    columns = [f for f in heads.fields if f in UNIT_FIELDS]
    given = [f for f in ("lead", "others") if row.values.get(f, "").strip()]
    if len(columns) != 2 or set(columns) != UNIT_FIELDS or len(given) != 1:
        return
    text = row.values.pop(given[0])
    units = parse_units(text)
    named = [*units.lead, *units.others]
    groups_only = bool(named) and set(named) <= set(units.groups)
    row.values["others" if groups_only or units.lead else columns[0]] = text
    reading.findings.append(SingleUnitParagraph.finding(row.place, join_lines(text)))
