"""A template's kind becomes that of the workbook made of it: with macros, without, no template.

The first part of a workbook says in the list of content types what kind of file it is, and Excel
refuses one whose ending says something else.  Macros are kept only in an .xlsm; in an .xlsx they
are left out and the clerk is told.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from toolkit.errors import TemplateProblem
from toolkit.workbook.fill.companions import relations_of, resolve
from toolkit.workbook.xml import parse, serialise

if TYPE_CHECKING:
    from toolkit.workbook.package import Package

_TYPES: Final = "[Content_Types].xml"
_WORKBOOK: Final = "xl/workbook.xml"
_ROOT: Final = ""
_PLAIN: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_MACROS: Final = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
# What carries macros or calls them: the project, its signature, and a ribbon of the office's own.
_RUN: Final = ("/vbaProject", "/ui/extensibility", "/ui/userCustomization")
_PROJECT_TYPE: Final = "application/vnd.ms-office.vbaProject"


def cast_as(package: Package, suffix: str, name: str) -> str:
    """Make a package fit for a file with that ending; returns words for the clerk, if any.

    Raises:
        TemplateProblem: an .xlsm is wanted and the template has no macros.
    """
    has_macros = any(part.endswith("vbaProject.bin") for part in package.parts)
    if suffix.lower() == ".xlsm":
        if not has_macros:
            raise TemplateProblem(
                f"模板“{name}”里没有宏，不能存为 .xlsm，请把扩展名改为 .xlsx；"
                "要带宏，请给出带宏的模板（.xlsm）。"
            )
        _say(package, _MACROS)
        return ""
    _say(package, _PLAIN)
    if not has_macros:
        return ""
    for part in (_ROOT, _WORKBOOK):
        _without_macros(package, part)
    return f"模板“{name}”里的宏没有带过来：生成的是 .xlsx，格式不变。"


def _say(package: Package, kind: str) -> None:
    """Let the list of content types call the workbook a file of this kind."""
    root = parse(package.read(_TYPES), _TYPES)
    for element in root:
        if element.get("PartName") == f"/{_WORKBOOK}" and element.get("ContentType") != kind:
            element.set("ContentType", kind)
            package.replace(_TYPES, serialise(root))


def _without_macros(package: Package, part: str) -> None:
    """Take what ``part`` relates to as macros out of the package, with what belongs to that."""
    relations = relations_of(part) if part else "_rels/.rels"
    if relations not in package.parts:
        return
    root = parse(package.read(relations), relations)
    gone: set[str] = set()
    for relation in list(root):
        if relation.get("Type", "").endswith(_RUN):
            gone.add(posixpath.normpath(resolve(part, relation.get("Target", ""))))
            root.remove(relation)
    if not gone:
        return
    package.replace(relations, serialise(root))
    for name in list(gone):
        if relations_of(name) in package.parts:
            own = parse(package.read(relations_of(name)), name)
            gone |= {resolve(name, r.get("Target", "")) for r in own}
            gone.add(relations_of(name))
    for name in gone:
        package.parts.pop(name, None)
    types = parse(package.read(_TYPES), _TYPES)
    for element in list(types):
        unused = element.get("ContentType") == _PROJECT_TYPE and element.get("Extension")
        if unused or element.get("PartName", "")[1:] in gone:
            types.remove(element)
    package.replace(_TYPES, serialise(types))
