"""What a new row looks like: the formats and formulas of the rows above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from toolkit.workbook.cells import Link, Value, markup
from toolkit.workbook.patch.cell_xml import CellCodec, FormulaXml, formula_of, style_of
from toolkit.workbook.patch.region import Region
from toolkit.workbook.patch.row_heights import RowHeights, height_of
from toolkit.workbook.patch.sheet_xml import RowXml, SheetXml
from toolkit.workbook.ranges import letters
from toolkit.workbook.row_edit import RowEdit, edited, shifted
from toolkit.workbook.styles import Styles

# So many rows are looked at: one that a clerk coloured by hand is no pattern.
_ROWS = 20
_NOT_INHERITED = frozenset({"r", "ht", "hidden", "collapsed", "spans"})


@dataclass(slots=True)
class Pattern:
    """The last rows of a table as the model of those that come.

    ``styles`` has the commonest format of each column, ``formulas`` the formula of each computed
    one with the row in which it stands.
    """

    attributes: dict[str, str] = field(default_factory=dict)
    styles: dict[int, int] = field(default_factory=dict)
    formulas: dict[int, tuple[int, FormulaXml]] = field(default_factory=dict)
    least: float = 0.0

    @classmethod
    def of(cls, xml: SheetXml, region: Region, styles: Styles) -> Pattern:
        """The pattern of a table's last rows; an empty one where there are none."""
        rows = last_rows(xml, region)
        if not rows:
            return cls()
        seen: dict[int, Counter[int]] = {}
        formulas: dict[int, tuple[int, FormulaXml]] = {}
        for row in reversed(rows):
            for column, cell in xml.look(row).cells.items():
                seen.setdefault(column, Counter())[style_of(cell)] += 1
                formula = formula_of(cell)
                if formula is not None and column not in formulas:
                    formulas[column] = row, formula
        masters = shared_formulas(xml) if any(f.shared for _, f in formulas.values()) else {}
        for column, (row, formula) in formulas.items():
            formulas[column] = row, whole(formula, row, column, masters)
        attributes = xml.look(rows[-1]).attributes
        return cls(
            {k: v for k, v in attributes.items() if k not in _NOT_INHERITED},
            {column: _common(counted, styles) for column, counted in seen.items()},
            formulas,
            least_height(xml, rows),
        )

    def follow(self, edit: RowEdit, sheet: str) -> None:
        """Let the formulas be those of the rows where they are after the edit."""
        for column, (row, formula) in self.formulas.items():
            if at := edit.at(row):
                text = edited(formula.text, {sheet: edit}, sheet, inside=True)
                self.formulas[column] = at, FormulaXml(formula.attributes, text)

    def row(
        self,
        number: int,
        values: Mapping[int, Value],
        codec: CellCodec,
        heights: RowHeights,
        formats: Mapping[int, str],
        high: float = 0.0,
    ) -> RowXml:
        """A new row with the values of its cells; computed ones have their formula instead.

        ``formats`` and ``high`` are those that it is known to have had.
        """
        cells: dict[int, bytes] = {}
        for column in sorted(self.styles.keys() | values.keys() | self.formulas.keys()):
            style = self.styles.get(column, 0)
            if column in self.formulas:
                cells[column] = self._formula(number, column, style)
            else:
                value = values.get(column)
                if column in formats:
                    style = codec.styles.marked(formats[column], style)
                text = value.text if isinstance(value, Link) else value
                cells[column] = codec.write(number, column, style, text)
        attributes = dict(self.attributes)
        height = high or (max(self.least, heights.of(cells)) if self.least else 0.0)
        if height:
            attributes |= {"ht": f"{height:g}", "customHeight": "1"}
        return RowXml(attributes, cells)

    def _formula(self, number: int, column: int, style: int) -> bytes:
        row, formula = self.formulas[column]
        text = markup(shifted(formula.text, number - row))
        reference = f"{letters(column)}{number}"
        array = f' t="array" ref="{reference}"' if formula.attributes.get("t") == "array" else ""
        return f'<c r="{reference}" s="{style}"><f{array}>{text}</f></c>'.encode()


def _common(counted: Counter[int], styles: Styles) -> int:
    """The commonest format, without the mark of text that single cells may have."""
    style = counted.most_common(1)[0][0]
    return styles.variant(style, quote=False) if styles.is_quoted(style) else style


def last_rows(xml: SheetXml, region: Region) -> list[int]:
    """The rows that new ones are made after."""
    return [r for r in xml.numbers if region.first <= r <= region.last][-_ROWS:]


def least_height(xml: SheetXml, rows: Sequence[int]) -> float:
    """The lowest of rows that all have a height of their own; 0 if one of them has none."""
    high = [h for row in rows if (h := height_of(xml.look(row).attributes))]
    return min(high) if high and len(high) == len(rows) else 0.0


Masters = Mapping[str, tuple[int, int, str]]
"""The formulas that cells share, by their number: row, column and text of the first cell."""


def shared_formulas(xml: SheetXml) -> Masters:
    """All formulas of a sheet that are written once for several cells."""
    found: dict[str, tuple[int, int, str]] = {}
    for row, piece in xml.pieces():
        if b"shared" not in piece:
            continue
        for column, cell in RowXml.parse(piece).cells.items():
            formula = formula_of(cell)
            if formula is not None and formula.shared and formula.text:
                found.setdefault(formula.shared, (row, column, formula.text))
    return found


def whole(formula: FormulaXml, row: int, column: int, masters: Masters) -> FormulaXml:
    """A formula with its own text where it only named one that others share."""
    if not formula.shared:
        return formula
    at_row, at_column, text = masters.get(formula.shared, (row, column, formula.text))
    return FormulaXml({}, shifted(text, row - at_row, column - at_column))
