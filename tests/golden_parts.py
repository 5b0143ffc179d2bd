"""Two workbooks compared part by part; sheets cell by cell."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHOWN = 120


def differences(made: Path, kept: Path) -> list[str]:
    """What differs, one line each: the part, the cell where it is a sheet, both contents."""
    with zipfile.ZipFile(made) as new, zipfile.ZipFile(kept) as old:
        names = sorted({*new.namelist(), *old.namelist()})
        return [line for name in names for line in _part(name, new, old)]


def _part(name: str, new: zipfile.ZipFile, old: zipfile.ZipFile) -> Iterator[str]:
    if name not in old.namelist():
        yield f"{name}: is new"
    elif name not in new.namelist():
        yield f"{name}: is gone"
    elif (a := new.read(name)) != (b := old.read(name)):
        if not name.endswith((".xml", ".rels")):
            yield f"{name}: {len(a)} bytes, was {len(b)}"
            return
        found = list(_elements(etree.fromstring(a), etree.fromstring(b)))
        yield from (f"{name}: {line}" for line in found or ["differs in its writing only"])


def _elements(new: etree._Element, old: etree._Element) -> Iterator[str]:
    """The places where two parts differ: cells by their reference, others by their path."""
    for a, b in zip_longest(_places(new).items(), _places(old).items()):
        if a != b:
            key = (a or b)[0]
            now = a[1] if a and (not b or a[0] == b[0]) else a
            was = b[1] if b else None
            yield f"{key}: {_apart(str(now), str(was))}"


def _places(root: etree._Element) -> dict[str, str]:
    tree = root.getroottree()
    found = {}
    for element in root.iter():
        if element.tag == f"{MAIN}c":
            found[f"cell {element.get('r')}"] = _xml(element)
        elif not any(a.tag == f"{MAIN}c" for a in element.iterancestors()):
            path = tree.getelementpath(element).replace(MAIN, "")
            found[path] = f"{dict(element.attrib)} {(element.text or '').strip()}"
    return found


def _xml(element: etree._Element) -> str:
    return etree.tostring(element, encoding="unicode", with_tail=False).replace(
        f' xmlns="{MAIN[1:-1]}"', ""
    )


def _apart(now: str, was: str) -> str:
    """Both texts from a little before the place where they part."""
    same = next((i for i, (a, b) in enumerate(zip(now, was, strict=False)) if a != b), 0)
    start = max(0, same - 20)
    new, old = (text[start : start + _SHOWN] for text in (now, was))
    return f"…{new}…, was …{old}…"
