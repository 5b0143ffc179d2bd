"""Binary workbooks, written here record by record and read by another library as well."""

from __future__ import annotations

import io
import struct
from datetime import date
from typing import Any

import pytest

from toolkit.errors import TaizhangError
from toolkit.notice.document import Table
from toolkit.notice.formats import Source, open_document, read_source


def record(kind: int, data: bytes = b"") -> bytes:
    def varint(n: int) -> bytes:
        out = b""
        while n > 0x7F:
            out += bytes([n & 0x7F | 0x80])
            n >>= 7
        return out + bytes([n])

    return varint(kind) + varint(len(data)) + data


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def cell(kind: int, column: int, content: bytes, style: int = 0) -> bytes:
    return record(kind, struct.pack("<2I", column, style) + content)


def row(number: int, *cells: bytes, hidden: bool = False) -> bytes:
    flags = b"\0" + bytes([0x10 if hidden else 0]) + b"\0"
    head = struct.pack("<IIH", number, 0, 300) + flags + struct.pack("<I", 0)
    return record(0, head) + b"".join(cells)


def rk(number: int) -> bytes:
    return struct.pack("<i", number << 2 | 2)


@pytest.fixture
def book(build: Any) -> bytes:
    sheet = record(129) + record(148, struct.pack("<4I", 0, 2, 0, 3)) + record(145)
    sheet += row(0, cell(7, 0, struct.pack("<I", 0)), cell(7, 1, struct.pack("<I", 1)))
    sheet += row(1, cell(2, 0, rk(7)), cell(5, 1, struct.pack("<d", 44850.0), 1),
                 cell(4, 2, b"\1"), cell(3, 3, b"\x17"))  # fmt: skip
    sheet += row(
        2, cell(6, 0, wide("内联")), cell(9, 1, struct.pack("<d", 44896.0), 2), hidden=True
    )
    sheet += record(146) + record(177, struct.pack("<I", 1))
    sheet += record(176, struct.pack("<4I", 0, 0, 1, 3)) + record(178) + record(130)
    strings = record(159, struct.pack("<2I", 2, 2))
    strings += record(19, b"\0" + wide("序号")) + record(19, b"\0" + wide("完成\r\n时限"))
    styles = record(278) + record(615, struct.pack("<I", 1))
    styles += record(44, struct.pack("<H", 170) + wide("yyyy/m/d")) + record(616)
    styles += record(617, struct.pack("<I", 3))
    for code in (0, 170, 57):
        styles += record(47, struct.pack("<HH", 0, code) + b"\0" * 12)
    styles += record(618) + record(279)
    workbook = record(131) + record(153, b"\0" * 12) + record(143)
    workbook += record(156, struct.pack("<2I", 0, 1) + wide("rId1") + wide("任务"))
    workbook += record(144) + record(132)
    return bytes(
        build.zip(
            {
                "_rels/.rels": build.relations(("r", "officeDocument", "xl/workbook.bin")),
                "xl/workbook.bin": workbook,
                "xl/_rels/workbook.bin.rels": build.relations(
                    ("rId1", "worksheet", "worksheets/sheet1.bin"),
                    ("rId2", "sharedStrings", "sharedStrings.bin"),
                    ("rId3", "styles", "styles.bin"),
                ),
                "xl/worksheets/sheet1.bin": sheet,
                "xl/sharedStrings.bin": strings,
                "xl/styles.bin": styles,
            }
        )
    )


def test_read(put: Any, build: Any, book: bytes) -> None:
    document = open_document(put("表.xlsb", book))
    head = "完成\n时限"
    assert build.tables(document) == [
        [
            ["序号", head, f"<{head}", f"<{head}"],
            ["7", "2022-10-16", "TRUE", "#REF!"],
            ["内联", "2022年12月", "", ""],
        ]
    ]
    (table,) = document.blocks
    assert isinstance(table, Table)
    assert (table.title, table.rows[1][1].value) == ("任务", date(2022, 10, 16))
    assert [o.why for o in document.left_out] == ["第3行是隐藏行，已照常读取"]


def test_another_reader_agrees_on_the_file(book: bytes) -> None:
    calamine = pytest.importorskip("python_calamine", reason="python-calamine is not installed")
    sheet = calamine.load_workbook(io.BytesIO(book)).get_sheet_by_index(0)
    rows = sheet.to_python()
    assert rows[0][0] == "序号"
    assert (rows[1][0], rows[1][2], rows[2][0]) == (7, True, "内联")
    assert str(rows[1][1]).startswith("2022-10-16")


@pytest.mark.parametrize("cut", range(1, 60, 7))
def test_cut_records(build: Any, book: bytes, cut: int) -> None:
    import zipfile

    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        parts = {n: archive.read(n) for n in archive.namelist()}
    for name in ("xl/worksheets/sheet1.bin", "xl/workbook.bin", "xl/styles.bin"):
        data = build.zip({**parts, name: parts[name][:-cut]})
        try:
            read_source(Source("表.xlsb", data))
        except TaizhangError as problem:
            assert "表.xlsb" in str(problem)
