"""The defined names of a workbook whose sheets were filled, copied or dropped."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from toolkit.workbook.ranges import RowMap, move_formula
from toolkit.workbook.sheet_names import quoted
from toolkit.workbook.xml import M, local

if TYPE_CHECKING:
    from lxml import etree

# CT_Workbook of ECMA-376: the names stand after these.
_BEFORE_NAMES: Final = ("sheets", "functionGroups", "externalReferences")

Sheets = Sequence[tuple[str, str]]


def define_names(
    workbook: etree._Element, before: Sheets, after: Sheets, maps: Mapping[str, RowMap]
) -> None:
    """Move all names with the rows; those of a pattern sheet are made anew for each copy.

    ``before`` and ``after`` are the sheets in order as (name, part of the pattern).  A name for
    the whole workbook that points into a sheet which is gone goes, too.
    """
    names = workbook.find(f"{M}definedNames")
    if names is None:
        return
    old = [(dict(n.attrib), n.text or "") for n in names]
    gone = {name for name, _ in before} - {name for name, _ in after}
    for element in list(names):
        names.remove(element)

    def add(attributes: dict[str, str], text: str) -> None:
        element = names.makeelement(f"{M}definedName", attributes)
        element.text = move_formula(text, maps, "")
        names.append(element)

    for found, text in old:
        attributes = {str(key): str(value) for key, value in found.items()}
        index = attributes.get("localSheetId")
        if index is None:
            if not any(_mentions(text, name) for name in gone):
                add(attributes, text)
            continue
        pattern, source = before[int(index)]
        for position, (name, part) in enumerate(after):
            if part == source:
                local = {**attributes, "localSheetId": str(position)}
                add(local, _renamed(text, pattern, name))
    if not len(names):
        workbook.remove(names)


def own_names(workbook: etree._Element, index: int) -> dict[str, str]:
    """The names that belong to the ``index``-th sheet alone, such as its print area."""
    return {
        name.get("name", ""): name.text or ""
        for name in workbook.iterfind(f"{M}definedNames/{M}definedName")
        if name.get("localSheetId") == str(index)
    }


def set_names(workbook: etree._Element, wanted: Mapping[str, str]) -> None:
    """Let names of the whole workbook stand for formulas; absent ones are added."""
    if not wanted:
        return
    names = workbook.find(f"{M}definedNames")
    if names is None:
        names = workbook.makeelement(f"{M}definedNames", {})
        before = [e for e in workbook if local(e) in _BEFORE_NAMES]
        workbook.insert(workbook.index(before[-1]) + 1, names)
    known = {n.get("name"): n for n in names if n.get("localSheetId") is None}
    for name, text in wanted.items():
        element = known.get(name)
        if element is None:
            element = names.makeelement(f"{M}definedName", {"name": name})
            names.append(element)
        element.text = text


def _mentions(formula: str, sheet: str) -> bool:
    """Whether a formula refers to a sheet by name."""
    plain = rf"(?<![\w.']){re.escape(sheet)}!"
    return quoted(sheet) + "!" in formula or re.search(plain, formula) is not None


def _renamed(formula: str, old: str, new: str) -> str:
    """A defined name's formula with one sheet's name replaced by another's."""
    if old == new:
        return formula
    return formula.replace(quoted(old) + "!", quoted(new) + "!").replace(
        f"{old}!", quoted(new) + "!"
    )
