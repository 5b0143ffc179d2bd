"""A template workbook filled with data: the sheets are rendered, all other parts are copied."""

from __future__ import annotations

import posixpath
from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import TemplateProblem
from toolkit.files.saving import replacing
from toolkit.workbook.fill.areas import move_areas, without
from toolkit.workbook.fill.casting import cast_as
from toolkit.workbook.fill.companions import (
    cannot_be_copied,
    companions,
    copied_names,
    redirected,
    relations_of,
    resolve,
)
from toolkit.workbook.fill.continued import continued
from toolkit.workbook.fill.defined_names import define_names, own_names, set_names
from toolkit.workbook.fill.fallback import carried
from toolkit.workbook.fill.filled_sheet import Content, FilledSheet
from toolkit.workbook.fill.render import Filling, SheetWriter, row_map
from toolkit.workbook.fill.template import (
    SheetTemplate,
    read_sheet,
    shared_strings,
    without_placeholders,
)
from toolkit.workbook.package import Package, PackageWriter, RawPart, buffered
from toolkit.workbook.ranges import RowMap
from toolkit.workbook.styles import Styles
from toolkit.workbook.xml import CONTENT, RELATION, RELATIONS, M, local, parse, serialise

if TYPE_CHECKING:
    from lxml import etree

_WORKBOOK = "xl/workbook.xml"
_WORKBOOK_RELATIONS = "xl/_rels/workbook.xml.rels"
_TYPES = "[Content_Types].xml"
_STRINGS = "xl/sharedStrings.xml"
_CALCULATION = "xl/calcChain.xml"
_ABOUT = "docProps/app.xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SHEET_RELATION = RELATION + "/worksheet"


class Book:
    """A template workbook on its way to a finished one.

    :meth:`fill` gives a sheet its data, :meth:`clone` makes a further sheet after the same
    pattern, :meth:`drop` removes a pattern, :meth:`write` renders everything to a file.  ``cut``
    then names the cells with more text than the highest row shows.

    >>> from toolkit.resources import resource
    >>> "台账" in Book.open(resource("templates", "ledger.xlsx")).sheet_names
    True
    """

    def __init__(self, package: Package, note: str = "") -> None:
        self.note = note
        self.cut: list[str] = []
        self.package = package
        self.styles = Styles(package.read(Styles.part), counts_from_1904(package))
        self._patterns = [
            FilledSheet(name, part, part) for name, part in sheet_parts(package).items()
        ]
        self._sheets = list(self._patterns)
        self._plans: dict[tuple[str, frozenset[str]], SheetTemplate] = {}
        self._names: dict[str, str] = {}
        has_strings = _STRINGS in package.parts
        self._texts = shared_strings(package.read(_STRINGS)) if has_strings else []

    @classmethod
    def open(cls, path: Path, suffix: str = ".xlsx") -> Book:
        """Take a template from a file; ``note`` says what had to be changed for that, if anything.

        ``suffix`` is the ending of the workbook to be made: only an .xlsm has macros.

        Raises:
            TemplateProblem: the file is not a workbook in the .xlsx format, or it has no macros
                and an .xlsm is to be made of it.
        """
        package, note = carried(Package.open(path), path)
        return cls(package, note + cast_as(package, suffix, path.name))

    @property
    def _recast(self) -> bool:
        """Whether sheets were added or dropped, so that the workbook must list them anew."""
        return self._sheets != self._patterns

    @property
    def sheet_names(self) -> tuple[str, ...]:
        """The sheets in the order of their tabs."""
        return tuple(sheet.name for sheet in self._sheets)

    def placeholders(self, name: str) -> set[str]:
        """The placeholders in the cells of a sheet.

        Raises:
            TemplateProblem: the template has no such sheet.
        """
        plan = self._copy_of(self.find(name).source, name, Filling())
        return {key for row in plan.rows for cell in row.cells for key in cell.keys}

    def fill(self, name: str, filling: Filling) -> SheetTemplate:
        """Give the sheet ``name`` its data; returns the plan, which knows where the rows begin.

        Raises:
            TemplateProblem: the template has no such sheet, or no sample row for a list.
        """
        sheet = self.find(name)
        sheet.template = self._copy_of(sheet.source, name, filling)
        _need_samples(sheet.template, filling)
        sheet.filling = continued(sheet.template, filling)
        return sheet.template

    def clone(self, pattern: str, name: str, filling: Filling) -> None:
        """Add a sheet like ``pattern`` under the name ``name`` at the end.

        Raises:
            TemplateProblem: the pattern holds a table or chart, which cannot be there twice.
        """
        source = self.find(pattern).source
        part = f"xl/worksheets/sheet{len(self._patterns) + len(self._sheets) + 1}.xml"
        sheet = FilledSheet(name, part, source)
        sheet.template = self._copy_of(source, name, filling)
        _need_samples(sheet.template, filling)
        sheet.filling = continued(sheet.template, filling)
        if held := cannot_be_copied(self.package, source):
            raise TemplateProblem(
                f"模板工作表“{pattern}”含有“{held}”，不能在一个工作簿里按单位复制；"
                f"请改为一个单位一个文件，或者从模板里去掉这个{held}。",
                parameter="separate",
            )
        self._sheets.append(sheet)

    def drop(self, name: str) -> None:
        """Leave the sheet ``name`` out of the result."""
        self._sheets.remove(self.find(name))

    def define(self, names: Mapping[str, str]) -> None:
        """Let names of the whole workbook stand for formulas, those of the template or new ones."""
        self._names.update(names)

    def write(self, path: Path, *, overwrite: bool = False) -> None:
        """Render everything and put the file in its place.

        Raises:
            FileProblem: the file exists, is open elsewhere, or the folder cannot be written.
            TemplateProblem: a placeholder is unknown.
        """
        with replacing(path, overwrite=overwrite) as file:
            writer = PackageWriter(file)
            for name, content in self.parts():
                if content is None:
                    writer.take(self.package, name)
                elif isinstance(content, RawPart):
                    writer.copy(content)
                else:
                    writer.add_stream(name, content)
            writer.close()

    # --- parts ---------------------------------------------------------------------------------

    def parts(self) -> Iterator[tuple[str, Content]]:
        """Every part of the result by its name; sheets are rendered when they are read."""
        maps = {
            s.name: row_map(s.template, s.filling) if s.template else RowMap() for s in self._sheets
        }
        shared: dict[Hashable, Any] = {}
        yield _TYPES, iter([self._content_types()])
        # Formats last: only after all rows is it known which variants they need.
        late = {_TYPES, _CALCULATION, Styles.part, _STRINGS, _WORKBOOK, _WORKBOOK_RELATIONS}
        late |= {s.source for s in self._patterns} | {
            relations_of(s.source) for s in self._patterns
        }
        late |= self._orphans()
        tables = self._tables()
        for name in self.package.parts:
            if name in tables:
                yield name, iter([self._table(name, tables[name], maps)])
            elif name == _ABOUT:
                yield name, iter([self._about()])
            elif name not in late:
                yield name, None
        yield _WORKBOOK, iter([self._workbook_part(maps)])
        yield _WORKBOOK_RELATIONS, iter([self._workbook_relations()])
        for sheet in self._sheets:
            yield from self._sheet_parts(sheet, maps, shared)
        yield Styles.part, iter([self.styles.to_bytes()])
        if not self._texts:
            return
        # Where sheets are copied as they are, a clerk's own {{text}} may still be shown.
        if any(sheet.template is None for sheet in self._sheets):
            yield _STRINGS, None
        else:
            yield _STRINGS, iter([without_placeholders(self.package.read(_STRINGS))])

    def _sheet_parts(
        self, sheet: FilledSheet, maps: Mapping[str, RowMap], shared: dict[Hashable, Any]
    ) -> Iterator[tuple[str, Content]]:
        template = sheet.template
        if template is None:
            yield sheet.part, None
            if relations_of(sheet.part) in self.package.parts:
                yield relations_of(sheet.part), None
            return
        active = sheet is self._sheets[0]
        writer = SheetWriter(
            template, sheet.filling, maps, self.styles, active=active, shared=shared
        )
        yield sheet.part, self._rendered(writer, sheet.name)
        if relations_of(sheet.source) not in self.package.parts:
            return
        names = self._copied(sheet)
        relations = redirected(self.package, sheet.source, names, sheet.part)
        yield relations_of(sheet.part), iter([relations])
        for old, new in names.items():
            yield new, replace(self.package.parts[old], name=new)

    def _rendered(self, writer: SheetWriter, name: str) -> Iterator[bytes]:
        yield from buffered(writer)
        self.cut += [f"工作表“{name}”{cell}" for cell in writer.cut]

    def _copied(self, sheet: FilledSheet) -> dict[str, str]:
        """What a copied sheet needs for itself, as (old name, new name); nothing for the first."""
        if sheet.part == sheet.source:
            return {}
        return copied_names(self.package, sheet.source, self._sheets.index(sheet))

    def _orphans(self) -> set[str]:
        """The companions of patterns that are not in the result themselves."""
        gone = [s for s in self._patterns if s not in self._sheets]
        return {name for s in gone for name in companions(self.package, s.source)}

    def holds(self, name: str) -> bool:
        """Whether the rows of a filled sheet can show all of their texts."""
        sheet = self.find(name)
        if sheet.template is None:
            return True
        maps = {name: row_map(sheet.template, sheet.filling)}
        return SheetWriter(sheet.template, sheet.filling, maps, self.styles).holds()

    def plan_again(self, name: str) -> None:
        """Read a filled sheet's pattern anew, since its print set-up was changed."""
        sheet = self.find(name)
        self._plans = {key: plan for key, plan in self._plans.items() if key[0] != sheet.source}
        self.fill(name, sheet.filling)

    def _plan(self, source: str, name: str, filling: Filling) -> SheetTemplate:
        data = self.package.read(source)
        index = [sheet.source for sheet in self._patterns].index(source)
        printing = own_names(parse(self.package.read(_WORKBOOK), _WORKBOOK), index)
        return read_sheet(
            name, source, data, self._texts, self.styles, filling.lists.keys(), printing
        )

    def _copy_of(self, source: str, name: str, filling: Filling) -> SheetTemplate:
        """The plan of a pattern under another name; the pattern is read once for all its copies."""
        key = source, frozenset(filling.lists)
        if key not in self._plans:
            self._plans[key] = self._plan(source, name, filling)
        return replace(self._plans[key], name=name)

    def find(self, name: str) -> FilledSheet:
        """The sheet of that name.

        Raises:
            TemplateProblem: there is none.
        """
        for sheet in self._sheets:
            if sheet.name == name:
                return sheet
        raise TemplateProblem(f"模板缺少工作表“{name}”，现有：{'、'.join(self.sheet_names)}。")

    def _tables(self) -> dict[str, str]:
        """Table parts with the sheet on which each stands."""
        found = {}
        for sheet in self._sheets:
            relations = relations_of(sheet.source)
            if relations in self.package.parts:
                for relation in parse(self.package.read(relations), relations):
                    if relation.get("Type", "").endswith("/table"):
                        found[resolve(sheet.source, relation.get("Target", ""))] = sheet.name
        return found

    def _table(self, name: str, sheet: str, maps: Mapping[str, RowMap]) -> bytes:
        root = parse(self.package.read(name), name)
        move_areas(root, sheet, maps)
        return serialise(root)

    def _about(self) -> bytes:
        """The properties without the list of sheets, which is no longer true."""
        root = parse(self.package.read(_ABOUT), _ABOUT)
        for element in list(root):
            if local(element) in ("HeadingPairs", "TitlesOfParts"):
                root.remove(element)
        return serialise(root)

    # --- the workbook's own parts --------------------------------------------------------------

    def _content_types(self) -> bytes:
        root = parse(self.package.read(_TYPES), _TYPES)
        gone = {f"/{_CALCULATION}"}
        types = {e.get("PartName"): e.get("ContentType") for e in root}
        if self._recast:
            gone |= {f"/{s.source}" for s in self._patterns}
            gone |= {f"/{name}" for name in self._orphans()}
        for element in list(root):
            if element.get("PartName") in gone:
                root.remove(element)
        for sheet in self._sheets if self._recast else ():
            new = {f"/{sheet.part}": _SHEET_TYPE}
            for old, name in self._copied(sheet).items():
                if kind := types.get(f"/{old}"):
                    new[f"/{name}"] = kind
            for name, kind in new.items():
                attributes = {"PartName": name, "ContentType": kind}
                root.append(root.makeelement(f"{{{CONTENT}}}Override", attributes))
        return serialise(root)

    def _workbook_relations(self) -> bytes:
        root = parse(self.package.read(_WORKBOOK_RELATIONS), _WORKBOOK_RELATIONS)
        gone = ("/worksheet", "/calcChain") if self._recast else ("/calcChain",)
        for element in list(root):
            if element.get("Type", "").endswith(gone):
                root.remove(element)
        for index, sheet in enumerate(self._sheets if self._recast else (), 1):
            target = posixpath.relpath(sheet.part, "xl")
            attributes = {"Id": f"sheet{index}", "Type": _SHEET_RELATION, "Target": target}
            root.append(root.makeelement(f"{{{RELATIONS}}}Relationship", attributes))
        return serialise(root)

    def _workbook_part(self, maps: Mapping[str, RowMap]) -> bytes:
        root = parse(self.package.read(_WORKBOOK), _WORKBOOK)
        if self._recast:
            self._list_sheets(root)
        before = [(s.name, s.source) for s in self._patterns]
        define_names(root, before, [(s.name, s.source) for s in self._sheets], maps)
        set_names(root, self._names)
        for view in root.iterfind(f"{M}bookViews/{M}workbookView"):
            without(view, "activeTab", "firstSheet")
        calculation = root.find(f"{M}calcPr")
        if calculation is not None:
            calculation.set("fullCalcOnLoad", "1")
        return serialise(root)

    def _list_sheets(self, root: etree._Element) -> None:
        sheets = root.find(f"{M}sheets")
        assert sheets is not None  # sheet_parts() has read it
        states = {s.get("name"): s.get("state") for s in sheets}
        for element in list(sheets):
            sheets.remove(element)
        for index, sheet in enumerate(self._sheets, 1):
            attributes = {
                "name": sheet.name,
                "sheetId": str(index),
                f"{{{RELATION}}}id": f"sheet{index}",
            }
            if state := states.get(sheet.name):
                attributes["state"] = state
            sheets.append(sheets.makeelement(f"{M}sheet", attributes))


def _need_samples(template: SheetTemplate, filling: Filling) -> None:
    """See that no list is left out because its sample row was deleted."""
    for name in filling.lists:
        template.sample(name)


def counts_from_1904(package: Package) -> bool:
    """Whether days are counted from 1904, as in workbooks from an old Mac."""
    root = parse(package.read(_WORKBOOK), _WORKBOOK)
    properties = root.find(f"{M}workbookPr")
    return properties is not None and properties.get("date1904") in ("1", "true")


def sheet_parts(package: Package) -> dict[str, str]:
    """The part of every sheet by its name, in the order of the tabs."""
    workbook = parse(package.read(_WORKBOOK), _WORKBOOK)
    relations = parse(package.read(_WORKBOOK_RELATIONS), _WORKBOOK_RELATIONS)
    targets = {r.get("Id"): resolve(_WORKBOOK, r.get("Target", "")) for r in relations}
    parts: dict[str, str] = {}
    for sheet in workbook.iterfind(f"{M}sheets/{M}sheet"):
        name, relation = sheet.get("name", ""), sheet.get(f"{{{RELATION}}}id")
        if targets.get(relation) not in package.parts:
            raise package.damaged(f"工作表“{name}”没有对应的部件（关系“{relation or ''}”）")
        parts[name] = targets[relation]
    return parts
