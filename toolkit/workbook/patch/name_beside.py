"""Names of a workbook for a column of a table, beside one that is there for another column."""

from __future__ import annotations

import re

from toolkit.workbook.fill.book import sheet_parts
from toolkit.workbook.patch.apply import Patch
from toolkit.workbook.patch.region import find_region
from toolkit.workbook.patch.sheet_xml import SheetXml
from toolkit.workbook.patch.surroundings import WORKBOOK
from toolkit.workbook.ranges import letters
from toolkit.workbook.xml import M, parse, serialise


def copied_name(patch: Patch, sheet: str, model: str, name: str, field: str) -> bool:
    """Let ``name`` stand for the cells of ``field`` in the rows of another name, ``model``.

    False if there is no such model, or the name is there.
    """
    root = parse(patch.package.read(WORKBOOK), WORKBOOK)
    names = root.find(f"{M}definedNames")
    known = {e.get("name"): e for e in (names if names is not None else ())}
    if not sheet or names is None or model not in known or name in known:
        return False
    xml = SheetXml(patch.package.read(sheet_parts(patch.package)[sheet]), sheet)
    region = find_region(xml, patch.codec, patch.layouts[sheet][0])
    if region is None or field not in region.places:
        return False
    column = letters(region.places[field][0])
    made = names.makeelement(f"{M}definedName", {"name": name})
    made.text = re.sub(r"\$[A-Z]{1,3}(?=\$\d)", f"${column}", known[model].text or "")
    names.insert(names.index(known[model]) + 1, made)
    patch.package.replace(WORKBOOK, serialise(root))
    return True
