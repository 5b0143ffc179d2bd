"""Old formats through LibreOffice, and what is said when it is not there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from toolkit.errors import FileProblem, UnsupportedFormat
from toolkit.files import libreoffice as office
from toolkit.notice.formats import open_document

RTF = r"{\rtf1\ansi\ansicpg936 {\b 1. Publish}\par 2. Explain\par}"
GRID = [["序号", "任务", "<任务"], ["1", "公开", "解读"], ["^1", "回应", "平台"]]


@pytest.fixture
def notice(tmp_path: Path) -> Path:
    made = docx.Document()
    made.add_paragraph("云溪县人民政府办公室")
    table = made.add_table(3, 3)
    for row, texts in enumerate(
        (("序号", "任务", ""), ("1", "公开", "解读"), ("", "回应", "平台"))
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 1).merge(table.cell(0, 2)).text = "任务"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "1"
    made.add_paragraph("（此件公开发布）")
    made.save(str(tmp_path / "来文.docx"))
    return tmp_path / "来文.docx"


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["doc", "odt", "rtf"])
def test_texts(notice: Path, build: Any, tmp_path: Path, kind: str) -> None:
    made = office.convert(notice, kind, tmp_path / "out")
    if kind == "doc":
        made = made.rename(made.with_suffix(".wps"))
    document = open_document(made)
    assert build.lines(document)[0] == "云溪县人民政府办公室"
    assert build.tables(document) == [GRID]
    assert document.file == made.name


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_workbooks(tmp_path: Path, build: Any, kind: str) -> None:
    from datetime import date

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (("序号", "任务", "时限"), ("007", 1.0, date(2022, 10, 16)), (None, 0.35, None)):
        sheet.append(row)
    sheet["C3"] = date(2022, 12, 1)
    sheet["C2"].number_format, sheet["C3"].number_format = "yyyy/m/d", 'yyyy"年"m"月"'
    sheet["B3"].number_format = "0%"
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[3].hidden = True
    book.create_sheet("藏").append(["旧"])
    book["藏"].sheet_state = "hidden"
    book.save(tmp_path / "a.xlsx")

    document = open_document(office.convert(tmp_path / "a.xlsx", kind, tmp_path))
    assert build.tables(document) == [
        [["序号", "任务", "时限"], ["007", "1", "2022-10-16"], ["^007", "35%", "2022年12月"]]
    ]
    assert [o.why for o in document.left_out] == ["第3行是隐藏行，已照常读取", "隐藏的工作表"]


@pytest.mark.libreoffice
def test_excel_2003_xml_named_as_a_workbook(put: Any, build: Any) -> None:
    rows = "".join(
        "<Row>" + "".join(f'<Cell><Data ss:Type="String">{t}</Data></Cell>' for t in row) + "</Row>"
        for row in (("序号", "任务"), ("1", "公开"))
    )
    content = (
        '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
        f'<Worksheet ss:Name="任务"><Table>{rows}</Table></Worksheet></Workbook>'
    )
    document = open_document(put("导出.xls", content))
    assert build.tables(document) == [[["序号", "任务"], ["1", "公开"]]]


@pytest.mark.libreoffice
def test_what_libreoffice_cannot_open(put: Any) -> None:
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    with pytest.raises(FileProblem, match=r"坏\.doc"):
        open_document(put("坏.doc", header + b"\0" * 22 + b"\x09\0" + b"\0" * 2000))


@pytest.mark.parametrize("name", ["通知.rtf", "通知.doc", "通知.wps"])
def test_without_libreoffice(put: Any, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setenv(office.VARIABLE, "")
    with pytest.raises(UnsupportedFormat, match=f"{name}.*没有安装 LibreOffice.*另存为.*.docx"):
        open_document(put(name, RTF))


def test_the_variable_names_the_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n")
    monkeypatch.setenv(office.VARIABLE, str(program))
    assert office.find_soffice() == program
    monkeypatch.setenv(office.VARIABLE, str(tmp_path / "none"))
    assert office.find_soffice() is None


def test_convert_without_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(office.VARIABLE, "")
    with pytest.raises(UnsupportedFormat, match=r"a\.docx"):
        office.convert(tmp_path / "a.docx", "pdf", tmp_path)


def script(folder: Path, text: str) -> str:
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{text}\n")
    program.chmod(0o755)
    return str(program)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("sleep 30", "没有转换完"),
        ("echo Error: source file could not be loaded >&2", "could not be loaded"),
        ("exit 1", "无法打开或转换"),
    ],
)
def test_a_program_that_fails(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, words: str
) -> None:
    if office.os.name != "posix":
        pytest.skip("the stand-in for LibreOffice is a shell script")
    monkeypatch.setenv(office.VARIABLE, script(tmp_path, text))
    (tmp_path / "a.docx").write_bytes(b"x")
    with pytest.raises(FileProblem, match=f"a.docx.*{words}|{words}.*a.docx"):
        office.convert(tmp_path / "a.docx", "pdf", tmp_path / "out", timeout=0.5)
