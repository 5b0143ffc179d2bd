"""Any file gives a document or one clear message that names it."""

from __future__ import annotations

import os
import struct
import zipfile
from pathlib import Path
from typing import Any

import pytest

from toolkit.errors import FileProblem, NoTextLayer, TaizhangError, UnsupportedFormat
from toolkit.files import source as source_module
from toolkit.notice.formats import Source, open_document, read_source

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TABLE_PAGE = "<html><body><table><tr><td>序号<td>任务<tr><td>1<td>公开</table></body></html>"


def compound(*streams: str) -> bytes:
    """A compound file of one sector each for FAT and directory, with these stream names."""
    header = bytearray(512)
    header[:8] = OLE
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<I", header, 44, 1)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    fat = struct.pack("<128I", 0xFFFFFFFD, 0xFFFFFFFE, *[0xFFFFFFFF] * 126)

    def entry(name: str, right: int, child: int) -> bytes:
        raw = name.encode("utf-16-le")
        data = bytearray(128)
        data[: len(raw)] = raw
        struct.pack_into("<HBB3I", data, 64, len(raw) + 2, 1, 1, 0xFFFFFFFF, right, child)
        return bytes(data)

    entries = entry("Root Entry", 0xFFFFFFFF, 1 if streams else 0xFFFFFFFF)
    for number, name in enumerate(streams, 1):
        right = number + 1 if number < len(streams) else 0xFFFFFFFF
        entries += entry(name, right, 0xFFFFFFFF)
    return bytes(header) + fat + entries.ljust(512, b"\0")


@pytest.mark.parametrize(
    ("name", "content", "error", "words"),
    [
        ("空.docx", b"", FileProblem, "空文件"),
        ("零.docx", b"\0" * 4000, FileProblem, "没有内容"),
        ("截断.docx", b"PK\x03\x04\x14\0\x06\0garbage", FileProblem, "损坏"),
        ("密码.docx", compound("EncryptionInfo", "EncryptedPackage"), FileProblem, "密码"),
        ("坏.doc", OLE + b"\xff" * 20, FileProblem, "损坏"),
        ("幻灯.ppt", compound("PowerPoint Document"), UnsupportedFormat, "演示文稿"),
        ("消息.msg", compound("__properties_version1.0"), UnsupportedFormat, "复合文件"),
        ("照片.docx", b"\xff\xd8\xff\xe0\0\x10JFIF", NoTextLayer, "JPEG"),
        ("扫描.pdf", b"\x89PNG\r\n\x1a\n\0\0", NoTextLayer, "PNG"),
        ("资料.docx", b"Rar!\x1a\x07\0....", UnsupportedFormat, "解压"),
        ("资料.7z", b"7z\xbc\xaf\x27\x1c....", UnsupportedFormat, "解压"),
        ("乱码.txt", bytes(range(256)) * 50, UnsupportedFormat, "不是文字"),
        ("坏.pdf", b"%PDF-1.7\nnothing", FileProblem, "损坏"),
        ("~$通知.docx", b"\x04zhang" + b" " * 150, FileProblem, "临时文件"),
        ("空白.txt", " \n\t\r\n　\n", FileProblem, "没有任何文字"),
        ("空白.html", "<html><body><p>&nbsp;</p></body></html>", FileProblem, "没有任何文字"),
        ("图.html", "<html><body><img src=a.png></body></html>", NoTextLayer, "图片"),
        ("归档.mht", "MIME-Version: 1.0\nContent-Type: multipart/related\n\n", FileProblem, "损坏"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(
    put: Any, name: str, content: bytes | str, error: type[TaizhangError], words: str
) -> None:
    with pytest.raises(error) as caught:
        open_document(put(name, content))
    message = str(caught.value)
    assert name in message
    assert words in message
    assert "\n" not in message


@pytest.mark.parametrize(
    ("parts", "error", "words"),
    [
        ({"OFD.xml": "<OFD/>", "Doc_0/Document.xml": "<a/>"}, UnsupportedFormat, "OFD"),
        ({"通知.docx": "x"}, UnsupportedFormat, "解压"),
        ({"ppt/presentation.xml": "<a/>"}, UnsupportedFormat, "演示文稿"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.presentation", "content.xml": "x"},
            UnsupportedFormat,
            "演示文稿",
        ),
        ({"Index/Document.iwa": "x"}, UnsupportedFormat, "iWork"),
        ({"word/document.xml": "<document"}, FileProblem, "不是有效的 XML"),
        ({"word/document.xml": "<document/>"}, FileProblem, "找不到正文"),
        (
            {
                "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
                "content.xml": "x",
                "META-INF/manifest.xml": "<a><manifest:encryption-data/></a>",
            },
            FileProblem,
            "密码",
        ),
    ],
)
def test_containers(
    put: Any, build: Any, parts: dict[str, str], error: type[TaizhangError], words: str
) -> None:
    with pytest.raises(error, match=words):
        open_document(put("来文.docx", build.zip(parts)))


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"找不到文件.*没有这个\.docx"):
        open_document(tmp_path / "没有这个.docx")


def test_folder(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="是文件夹"):
        open_document(tmp_path)


def test_name_with_a_zero_byte() -> None:
    with pytest.raises(FileProblem, match="无法读取"):
        open_document("通\0知.docx")


def test_no_permission(put: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put("锁.docx", b"x")

    def refuse(*args: object, **kwargs: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FileProblem, match=r"锁\.docx.*占用"):
        open_document(path)


def test_device_is_no_document() -> None:
    if not os.path.exists("/dev/zero"):
        pytest.skip("there is no /dev/zero on this system")
    with pytest.raises(FileProblem, match="不是普通文件"):
        open_document("/dev/zero")


def test_file_beyond_the_limit_is_not_read(put: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "FILE_LIMIT", 10)
    with pytest.raises(FileProblem, match="太大"):
        open_document(put("大.docx", b"x" * 11))


def test_fifty_megabytes_of_text_end_at_once(put: Any) -> None:
    with pytest.raises(FileProblem, match="太大（约 50 MB"):
        open_document(put("大.txt", b"a line of text\n" * (50 * 2**20 // 15)))


def test_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "炸弹.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (60 * 2**20))
    assert path.stat().st_size < 100_000
    with pytest.raises(FileProblem, match="太大"):
        open_document(path)


def test_entities_are_refused(put: Any, build: Any) -> None:
    laughs = "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha" * 10}">' for n in range(12)
    )
    for doctype in (laughs, '<!ENTITY a11 SYSTEM "file:///etc/hostname">'):
        part = f"<!DOCTYPE x [{doctype}]><w:document xmlns:w='x'><w:p>&a11;</w:p></w:document>"
        with pytest.raises(FileProblem, match="文档类型声明"):
            open_document(put("实体.docx", build.zip({"word/document.xml": part})))


@pytest.mark.parametrize("name", ["报表.xls", "报表.xlsx", "报表.doc", "报表.docx", "报表"])
def test_the_extension_is_not_believed(put: Any, build: Any, name: str) -> None:
    grid = [["序号", "任务"], ["1", "公开"]]
    rows = (
        '<sheetData><row><c t="inlineStr"><is><t>序号</t></is></c>'
        '<c t="inlineStr"><is><t>任务</t></is></c></row>'
        '<row><c><v>1</v></c><c t="inlineStr"><is><t>公开</t></is></c></row></sheetData>'
    )
    word = "".join(
        "<w:tr>"
        + "".join(f"<w:tc><w:p><w:r><w:t>{t}</w:t></w:r></w:p></w:tc>" for t in row)
        + "</w:tr>"
        for row in grid
    )
    for content in (
        build.xlsx(rows),
        build.docx(f"<w:tbl>{word}</w:tbl>"),
        TABLE_PAGE,
        TABLE_PAGE.encode("utf-16"),
    ):
        assert build.tables(open_document(put(name, content))) == [grid]


def test_text_named_as_a_workbook_is_a_table(put: Any, build: Any) -> None:
    content = "序号\t任务\n1\t公开\n".encode("gbk")
    assert build.tables(open_document(put("导出.xls", content))) == [
        [["序号", "任务"], ["1", "公开"]]
    ]


def test_text_named_as_a_word_file_is_text(put: Any, build: Any) -> None:
    assert build.lines(open_document(put("通知.doc", "一、公开\n二、解读"))) == [
        "一、公开",
        "二、解读",
    ]


def test_documents_in_memory(build: Any) -> None:
    document = read_source(Source("内存.txt", "云溪县".encode()))
    assert (document.file, build.lines(document)) == ("内存.txt", ["云溪县"])
