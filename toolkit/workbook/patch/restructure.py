"""Rows come and go in a sheet: the rows below move, and new ones look like those above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from toolkit.workbook.cells import Link, Value, markup
from toolkit.workbook.patch.cell_xml import formula_of, style_of, unescape
from toolkit.workbook.patch.pattern import Masters, Pattern, shared_formulas, whole
from toolkit.workbook.patch.row_heights import height_of
from toolkit.workbook.patch.sheet_patch import Came, SheetPatch
from toolkit.workbook.patch.sheet_xml import RowXml
from toolkit.workbook.ranges import letters
from toolkit.workbook.row_edit import RowEdit, edited

_REFERENCE = re.compile(rb'(<(?:row|c)(?=\s)[^>]*?\sr=")([A-Z]*)\d+"')
_FORMULA = re.compile(rb"(<f(?=[\s>])[^>]*>)([^<]*)(</f\s*>)")
_AREA = re.compile(rb'(\sref=")([^"]*)"')


@dataclass(slots=True)
class Moved:
    """A sheet whose rows moved: how, its rows' XML, the links of new rows, rows without links.

    ``repeated`` are the new rows, ``filled`` the height of the one row that was there and empty,
    before and after it was filled, ``led`` cells that lead elsewhere (by where they were before).
    """

    edit: RowEdit
    rows: bytes
    links: list[tuple[str, str]] = field(default_factory=list)
    emptied: list[int] = field(default_factory=list)
    repeated: list[int] = field(default_factory=list)
    filled: tuple[float, float] = (0.0, 0.0)
    led: dict[str, str] = field(default_factory=dict)


def carry_out(patch: SheetPatch) -> Moved | None:
    """The rows that came and went in a sheet, carried out; None if there are none."""
    if not patch.gone and not patch.came and not patch.led:
        return None
    return _Restructure(patch, Pattern.of(patch.xml, patch.region, patch.codec.styles)).run()


class _Restructure:
    def __init__(self, patch: SheetPatch, pattern: Pattern) -> None:
        self.patch, self.xml, self.region = patch, patch.xml, patch.region
        self.pattern = pattern
        self.links: list[tuple[str, str]] = []
        self.emptied: list[int] = []
        self.filled = 0.0, 0.0
        self._known: tuple[dict[bytes, bytes], dict[bytes, bytes]] = ({}, {})

    def run(self) -> Moved:
        region = self.region
        came = sorted(self.patch.came, key=lambda row: row.before)
        gone = sorted(self.patch.gone)
        if region.blank and came:
            self._fill(came.pop(0))
        elif not came and len(gone) == region.last - region.first + 1:
            # A table needs a row; the first one is kept for what may come.
            self._empty(gone.pop(0))
        counts: dict[int, int] = {}
        for row in came:
            counts[row.before] = counts.get(row.before, 0) + 1
        edit = RowEdit(region.first, region.last, tuple(gone), tuple(sorted(counts.items())))
        rows = (
            b"".join(self._rows(edit, came)) if edit else b"".join(x for _, x in self.xml.pieces())
        )
        new = [n for row, count in counts.items() for n in _numbers(edit, row, count)]
        return Moved(edit, rows, self.links, self.emptied, new, self.filled, self.patch.led)

    # --- one row kept --------------------------------------------------------------------------

    def _fill(self, row: Came) -> None:
        """Put the first row that comes into the one that was kept."""
        row.number = at = self.region.first
        codec, target = self.patch.codec, self.xml.edit(at)
        for column, value in row.cells.items():
            old = target.cells.get(column, b"")
            if formula_of(old) is None:
                style = style_of(old) if old else self.pattern.styles.get(column, 0)
                if column in row.formats:
                    style = codec.styles.marked(row.formats[column], style)
                target.cells[column] = codec.write(
                    at, column, style, self._linked(value, column, at)
                )
        if height := height_of(target.attributes):
            needed = max(height, self.patch.heights.of(target.cells))
            target.attributes["ht"] = f"{row.height or needed:g}"
            self.filled = height, height_of(target.attributes)

    def _empty(self, row: int) -> None:
        """Leave the last row that goes where it is, with its formats and formulas."""
        codec, target = self.patch.codec, self.xml.edit(row)
        for column, old in target.cells.items():
            if formula_of(old) is None:
                style = style_of(old)
                if codec.styles.is_quoted(style):
                    style = codec.styles.variant(style, quote=False)
                target.cells[column] = codec.write(row, column, style, None)
        self.emptied.append(row)

    # --- all rows ------------------------------------------------------------------------------

    def _rows(self, edit: RowEdit, came: list[Came]) -> Iterator[bytes]:
        masters = {} if edit.appends else shared_formulas(self.xml)
        waiting = list(came)
        self.pattern.follow(edit, self.patch.sheet)
        for row, piece in self.xml.pieces():
            yield from self._new(edit, waiting, row)
            number = edit.at(row)
            if number:
                yield self._moved(piece, row, number, edit, masters)
        yield from self._new(edit, waiting, None)

    def _new(self, edit: RowEdit, waiting: list[Came], row: int | None) -> Iterator[bytes]:
        """The rows that come before ``row``, or all that are left."""
        while waiting and (row is None or waiting[0].before <= row):
            before = waiting[0].before
            group = [came for came in waiting if came.before == before]
            del waiting[: len(group)]
            for came, number in zip(group, _numbers(edit, before, len(group)), strict=True):
                came.number = number
                values = {c: self._linked(v, c, number) for c, v in came.cells.items()}
                made = self.pattern.row(
                    number, values, self.patch.codec, self.patch.heights, came.formats, came.height
                )
                yield made.to_bytes(number)

    def _linked(self, value: Value, column: int, row: int) -> Value:
        if isinstance(value, Link):
            self.links.append((f"{letters(column)}{row}", value.location))
            return value.text
        return value

    def _moved(self, piece: bytes, row: int, number: int, edit: RowEdit, masters: Masters) -> bytes:
        if masters and b"shared" in piece:
            piece = _with_own_formulas(piece, row, masters)
        if row != number:
            piece = _renumbered(piece, number)
        if b"<f" not in piece:
            return piece
        inside = self.region.first <= row <= self.region.last
        return self._formulas(piece, edit, inside)

    def _formulas(self, piece: bytes, edit: RowEdit, inside: bool) -> bytes:
        """The formulas of a row as they read after the edit; most are alike in all rows."""
        known = self._known[inside]
        sheet = self.patch.sheet

        def replace(match: re.Match[bytes]) -> bytes:
            text = match[2]
            if text not in known:
                plain = unescape(text.decode("utf-8"))
                new = edited(plain, {sheet: edit}, sheet, inside=inside)
                known[text] = text if new == plain else markup(new).encode()
            tag = match[1]
            if b" ref=" in tag:
                tag = _AREA.sub(
                    lambda m: m[1] + edit.area(m[2].decode(), grows=False).encode() + b'"', tag
                )
            return tag + known[text] + match[3]

        return _FORMULA.sub(replace, piece)


def _numbers(edit: RowEdit, before: int, count: int) -> range:
    """The numbers of the rows that come before what was ``before``."""
    after = before + sum(n for row, n in edit.added if row <= before)
    after -= sum(row < before for row in edit.gone)
    return range(after - count, after)


def _renumbered(piece: bytes, number: int) -> bytes:
    opened = piece[: piece.find(b">")]
    if b' r="' not in opened or b"<c>" in piece:
        return RowXml.parse(piece).to_bytes(number)
    new = str(number).encode()
    return _REFERENCE.sub(lambda match: match[1] + match[2] + new + b'"', piece)


def _with_own_formulas(piece: bytes, row: int, masters: Masters) -> bytes:
    """A row in which every cell has its own formula, and none that others share."""
    parsed = RowXml.parse(piece)
    for column, cell in parsed.cells.items():
        formula = formula_of(cell)
        if formula is not None and formula.shared:
            text = markup(whole(formula, row, column, masters).text).encode()
            start = cell.find(b"<f")
            end = cell.find(b"</f", start)
            stop = cell.find(b">", end if end > 0 else start) + 1
            parsed.cells[column] = cell[:start] + b"<f>" + text + b"</f>" + cell[stop:]
    return parsed.to_bytes(row)
