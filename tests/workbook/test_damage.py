"""Damage inside a workbook that can be unzipped is told by file and part."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from tests.builders import zipped
from toolkit.errors import TemplateProblem
from toolkit.workbook.damage import blamed_on, damage_of
from toolkit.workbook.fill.book import Book, sheet_parts
from toolkit.workbook.fill.render import Filling
from toolkit.workbook.package import Package

SHEET = "xl/worksheets/sheet1.xml"
# part, pattern, what takes its place (None: the part is gone), words of the message
DAMAGES = [
    ("xl/_rels/workbook.xml.rels", None, None, "workbook.xml.rels"),
    (SHEET, None, None, "没有对应的部件"),
    ("xl/_rels/workbook.xml.rels", r'Id="rId1"', 'Id="rId99"', "没有对应的部件"),
    ("xl/styles.xml", r"<cellXfs.*</cellXfs>", "", "没有单元格格式"),
    ("xl/styles.xml", r'(<cellXfs.*?fontId=)"\d+"', r'\1"999"', "字体“999”"),
    (SHEET, r'<row r="1"', '<row r="1E400"', "1E400"),
    (SHEET, r'<row r="1"', '<row r=""', r"row r="),
    (SHEET, r'<c r="B1"', '<c r="B0"', "B0"),
    (SHEET, r'<c r="B1"', '<c r="XFE1"', "XFE1"),
    (SHEET, r'(<c r="\w+" )s="\d+"', r'\1s="9999"', "9999"),
    (SHEET, r'<col min="\d+"', '<col min="x"', "min"),
    (SHEET, r"<worksheet xmlns=", "<worksheet xmlnz=", "不是"),
    (SHEET, r"</worksheet>", "", "已损坏"),
    ("xl/workbook.xml", r'localSheetId="\d+"', 'localSheetId="77"', "不存在的工作表"),
]


def parts_of(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {i.filename: archive.read(i) for i in archive.infolist()}


@pytest.mark.parametrize(("part", "pattern", "new", "words"), DAMAGES)
def test_damage_is_told(
    written: Path, part: str, pattern: str | None, new: str | None, words: str
) -> None:
    parts = parts_of(written)
    if pattern is None or new is None:
        del parts[part]
    else:
        text, count = re.subn(pattern, new, parts[part].decode(), count=1, flags=re.DOTALL)
        assert count == 1
        parts[part] = text.encode()
    written.write_bytes(zipped(dict(parts)))
    message = damage_of(written)
    assert written.name in message and words in message


def test_a_sound_ledger_has_none(written: Path) -> None:
    assert damage_of(written) == ""


def test_other_files_are_not_looked_into(tmp_path: Path) -> None:
    (tmp_path / "来文.txt").write_text("甲")
    assert damage_of(tmp_path / "来文.txt") == damage_of(tmp_path / "没有.xlsx") == ""


def test_an_error_of_our_own_stays_one(written: Path) -> None:
    with pytest.raises(KeyError), blamed_on(Package.open(written)):
        raise KeyError("ours")


def test_an_error_that_damage_made_names_it(written: Path) -> None:
    parts = parts_of(written)
    parts[SHEET] = parts[SHEET].replace(b'<row r="1"', b'<row r="1E400"', 1)
    written.write_bytes(zipped(dict(parts)))
    package = Package.open(written)
    told = pytest.raises(TemplateProblem, match=r"台账\.xlsx.*sheet1\.xml.*1E400")
    with told, blamed_on(package):
        Book(package).fill("台账", Filling())


def test_a_missing_relationship_or_part(written: Path) -> None:
    parts = parts_of(written)
    del parts[SHEET]
    written.write_bytes(zipped(dict(parts)))
    package = Package.open(written)
    with pytest.raises(TemplateProblem, match=r"台账\.xlsx.*没有对应的部件"):
        sheet_parts(package)
    with pytest.raises(TemplateProblem, match=r"台账\.xlsx.*sheet1\.xml"):
        package.part(SHEET)
