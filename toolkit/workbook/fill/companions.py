"""Parts that belong to one sheet alone: a copied sheet needs its own drawing and comments.

Excel refuses a workbook in which two sheets share a drawing; pictures themselves may be shared.
"""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import Final

from toolkit.workbook.package import Package
from toolkit.workbook.xml import parse, serialise

_OWN: Final = ("/drawing", "/vmlDrawing", "/comments", "/threadedComment")


def relations_of(part: str) -> str:
    """The part that holds the relations of another part.

    >>> relations_of("xl/worksheets/sheet1.xml")
    'xl/worksheets/_rels/sheet1.xml.rels'
    """
    folder, name = posixpath.split(part)
    return f"{folder}/_rels/{name}.rels"


def resolve(part: str, target: str) -> str:
    """The part to which a relation of ``part`` leads.

    >>> resolve("xl/worksheets/sheet1.xml", "../drawings/drawing1.xml")
    'xl/drawings/drawing1.xml'
    """
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target))


def companions(package: Package, source: str) -> list[str]:
    """The parts that only the sheet ``source`` may use, with their relations."""
    relations = relations_of(source)
    if relations not in package.parts:
        return []
    found = [
        resolve(source, r.get("Target", ""))
        for r in parse(package.read(relations), relations)
        if r.get("Type", "").endswith(_OWN) and r.get("TargetMode") != "External"
    ]
    return [p for name in found for p in (name, relations_of(name)) if p in package.parts]


def copied_names(package: Package, source: str, copy: int) -> dict[str, str]:
    """New names for the companions of a sheet in its ``copy``-th copy."""
    names = {}
    for name in companions(package, source):
        owner = name.removesuffix(".rels")
        stem, extension = posixpath.splitext(owner)
        names[name] = f"{stem}_{copy}{extension}" + (".rels" if owner != name else "")
    return names


def redirected(package: Package, source: str, names: Mapping[str, str], part: str) -> bytes:
    """The relations of the copy ``part`` of a sheet, leading to its own companions."""
    relations = relations_of(source)
    root = parse(package.read(relations), relations)
    for relation in root:
        target = names.get(resolve(source, relation.get("Target", "")))
        if target and relation.get("TargetMode") != "External":
            relation.set("Target", posixpath.relpath(target, posixpath.dirname(part)))
    return serialise(root)


def cannot_be_copied(package: Package, source: str) -> str:
    """What a sheet holds that cannot stand twice in a workbook: 表格, 图表; empty if nothing."""
    relations = relations_of(source)
    if relations in package.parts and b"/relationships/table" in package.read(relations):
        return "表格"
    owned = (name for name in companions(package, source) if name.endswith(".rels"))
    return "图表" if any(b"/relationships/chart" in package.read(n) for n in owned) else ""
