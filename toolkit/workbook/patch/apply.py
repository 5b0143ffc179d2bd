"""Steps applied to the parts of a workbook file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Final

from toolkit.errors import FileProblem
from toolkit.files.saving import check_writable
from toolkit.model import Change, NewRow, Place, Step
from toolkit.workbook.fill.book import sheet_parts
from toolkit.workbook.layout import Layout
from toolkit.workbook.package import Package
from toolkit.workbook.patch.cell_xml import CellCodec, strings_of
from toolkit.workbook.patch.outcome import Done, Refusal
from toolkit.workbook.patch.region import find_region
from toolkit.workbook.patch.restructure import carry_out
from toolkit.workbook.patch.row_heights import RowHeights
from toolkit.workbook.patch.sheet_patch import SheetPatch
from toolkit.workbook.patch.sheet_xml import SheetXml
from toolkit.workbook.patch.surroundings import WORKBOOK, follow, recalculate
from toolkit.workbook.patch.table_rows import TableRow, table_rows
from toolkit.workbook.styles import Styles
from toolkit.workbook.xml import M, parse

STRINGS: Final = "xl/sharedStrings.xml"


def open_for_change(path: Path) -> Package:
    """The parts of a workbook that is to be replaced by a changed one.

    Raises:
        FileProblem: the file is open elsewhere, damaged, or not of this format.
    """
    check_writable(path, overwrite=True)
    if path.suffix.lower() not in (".xlsx", ".xlsm"):
        raise FileProblem(
            f"“{path.name}”不是 .xlsx 格式，不能直接修改，请在 Excel 中另存为 .xlsx。"
        )
    return Package.open(path)


@dataclass(slots=True)
class _Group:
    """Steps for one table of one sheet, in their order."""

    sheet: str
    layout: Layout
    steps: list[Step] = field(default_factory=list)


class Patch:
    """The parts of a workbook under change; nothing is written before :meth:`finish`.

    ``layouts`` are those of the tables of each sheet; a sheet with several is a list of sections.
    """

    def __init__(
        self, package: Package, file: str, layouts: Mapping[str, Sequence[Layout]]
    ) -> None:
        self.package, self.file, self.layouts = package, file, layouts
        self.styles = Styles(package.read(Styles.part))
        self.done: list[Done] = []
        self.refused: list[Refusal] = []

    @cached_property
    def codec(self) -> CellCodec:
        """What the cells of the workbook mean."""
        strings = STRINGS in self.package.parts
        root = parse(self.package.read(WORKBOOK), WORKBOOK)
        properties = root.find(f"{M}workbookPr")
        return CellCodec(
            strings_of(self.package.read(STRINGS)) if strings else [],
            self.styles,
            properties is not None and properties.get("date1904") in ("1", "true"),
        )

    def apply(self, steps: Sequence[Step]) -> None:
        """Do all steps that can be done; ``done`` and ``refused`` grow."""
        names = {name.strip(): name for name in sheet_parts(self.package)}
        groups: dict[tuple[str, int], _Group] = {}
        for step in steps:
            name = names.get(step.sheet.strip())
            if name is None:
                place = Place(self.file, step.sheet)
                self.refused.append(Refusal(step, "sheet-missing", place, step.sheet))
                continue
            index, layout = self._layout(name, step)
            groups.setdefault((name, index), _Group(name, layout)).steps.append(step)
        for group in groups.values():
            self._run(group)

    def has_all(self, sheet: str) -> bool:
        """Whether the table of a sheet has all its columns."""
        xml = SheetXml(self.package.read(sheet_parts(self.package)[sheet]), sheet)
        layout = self.layouts[sheet][0]
        region = find_region(xml, self.codec, layout)
        return region is not None and all(c.field in region.places for c in layout.columns)

    def rows(self, sheet: str, section: int = 0) -> list[TableRow]:
        """The rows of a sheet's table as they now stand; none if it is not there."""
        part = sheet_parts(self.package).get(sheet)
        if part is None:
            return []
        xml = SheetXml(self.package.read(part), sheet)
        return list(table_rows(xml, self.codec, self.layouts[sheet][section]))

    def _layout(self, sheet: str, step: Step) -> tuple[int, Layout]:
        """The layout of the table that a step is about: the first that knows its fields."""
        layouts = self.layouts[sheet]
        wanted = [step.field] if isinstance(step, Change) else [name for name, _ in step.values]
        for index, layout in enumerate(layouts):
            if any(layout.knows(name) for name in wanted):
                return index, layout
        return 0, layouts[0]

    def _run(self, group: _Group) -> None:
        part = sheet_parts(self.package)[group.sheet]
        xml = SheetXml(self.package.read(part), group.sheet)
        region = find_region(xml, self.codec, group.layout)
        if region is None:
            heads = "、".join(group.layout.head(name) for name in group.layout.key)
            place = Place(self.file, group.sheet)
            self.refused += [Refusal(s, "column-missing", place, heads) for s in group.steps]
            return
        heights = RowHeights(xml, self.codec)
        patch = SheetPatch(group.sheet, self.file, xml, self.codec, group.layout, region, heights)
        done = []
        for step in group.steps:
            outcome = patch.apply(step)
            if isinstance(outcome, Done):
                done.append(outcome)
            elif outcome is not None:
                self.refused.append(outcome)
        if not done:
            return
        done += patch.settle()
        moved = carry_out(patch)
        landed = iter([came.number for came in patch.came])
        self.done += [
            replace(d, step=replace(d.step, row=next(landed))) if isinstance(d.step, NewRow) else d
            for d in done
        ]
        if moved is not None and moved.filled[0] != moved.filled[1]:
            self.done.append(Done(patch.height_step((), region.first, *moved.filled)))
        data = xml.to_bytes() if moved is None else follow(self.package, group.sheet, xml, moved)
        self.package.replace(part, data)

    def finish(self) -> None:
        """Put the formats back, and let formulas be computed when the file is opened."""
        if self.styles.changed:
            self.package.replace(Styles.part, self.styles.to_bytes())
        recalculate(self.package)
