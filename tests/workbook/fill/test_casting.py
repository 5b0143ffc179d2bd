"""Templates with macros, and templates saved as templates: the result is what its ending says."""

from __future__ import annotations

import zipfile
from pathlib import Path

import openpyxl
import pytest

from toolkit.errors import TemplateProblem
from toolkit.ledger import Ledger, write_ledger
from toolkit.resources import resource

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
TEMPLATE = "application/vnd.openxmlformats-officedocument.spreadsheetml.template.main+xml"
PROJECT = (
    b'<Relationship Id="rId99" Type="http://schemas.microsoft.com/office/2006/relationships/'
    b'vbaProject" Target="vbaProject.bin"/></Relationships>'
)


def office(tmp_path: Path, kind: str, *, macros: bool) -> Path:
    path = tmp_path / f"模板{'.xlsm' if macros else '.xltx'}"
    with (
        zipfile.ZipFile(resource("templates", "ledger.xlsx")) as old,
        zipfile.ZipFile(path, "w") as new,
    ):
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(WORKBOOK.encode(), kind.encode())
                bin_type = (
                    b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/>'
                )
                data = data.replace(b"</Types>", (bin_type if macros else b"") + b"</Types>")
            if name == "xl/_rels/workbook.xml.rels" and macros:
                data = data.replace(b"</Relationships>", PROJECT)
            new.writestr(name, data)
        if macros:
            new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
    return path


def content(path: Path) -> tuple[str, list[str]]:
    with zipfile.ZipFile(path) as archive:
        return archive.read("[Content_Types].xml").decode(), archive.namelist()


def test_an_xlsx_has_no_macros_and_the_clerk_is_told(ledger: Ledger, tmp_path: Path) -> None:
    told: list[str] = []
    template = office(tmp_path, MACRO, macros=True)
    path = write_ledger(ledger, tmp_path / "a.xlsx", template=template, tell=told.append)
    types, names = content(path)
    assert WORKBOOK in types and "vba" not in types.lower() and "macro" not in types.lower()
    assert not [name for name in names if "vba" in name]
    assert any("宏没有带过来" in text for text in told)
    assert openpyxl.load_workbook(path).sheetnames and Ledger.read(path) == ledger


def test_an_xlsm_keeps_them(ledger: Ledger, tmp_path: Path) -> None:
    path = write_ledger(ledger, tmp_path / "a.xlsm", template=office(tmp_path, MACRO, macros=True))
    types, names = content(path)
    assert MACRO in types and "xl/vbaProject.bin" in names
    with pytest.raises(TemplateProblem, match="没有宏"):
        write_ledger(ledger, tmp_path / "b.xlsm")


def test_a_template_file_becomes_a_workbook(ledger: Ledger, tmp_path: Path) -> None:
    path = write_ledger(
        ledger, tmp_path / "a.xlsx", template=office(tmp_path, TEMPLATE, macros=False)
    )
    types, _ = content(path)
    assert WORKBOOK in types and "template" not in types
