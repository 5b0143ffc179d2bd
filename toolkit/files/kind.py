"""What kind of file the bytes are, whatever the extension says."""

from __future__ import annotations

import re
import struct
from typing import Literal

from toolkit.errors import NoTextLayer
from toolkit.files.archive import Archive
from toolkit.files.source import Source, damaged, encrypted, unsupported

Kind = Literal["docx", "xlsx", "xlsb", "xls", "ods", "html", "mht", "pdf", "csv", "text", "office"]

_IMAGES = (
    (b"\xff\xd8\xff", "JPEG 图片"),
    (b"\x89PNG\r\n\x1a\n", "PNG 图片"),
    (b"GIF8", "GIF 图片"),
    (b"BM", "BMP 图片"),
    (b"II*\0", "TIFF 图片"),
    (b"MM\0*", "TIFF 图片"),
)
_PACKED = (
    (b"Rar!\x1a\x07", "RAR 压缩包"),
    (b"7z\xbc\xaf\x27\x1c", "7z 压缩包"),
    (b"\x1f\x8b\x08", "gzip 压缩包"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_UNPACK = "请先解压，再指定其中的文档。"
_SAVE_DOCX = "请用能打开它的程序另存为 .docx 后再试。"
_HTML = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|table|meta|title|div|frameset|center|p)[\s>]", re.I
)
_OFFICE_XML = (b"urn:schemas-microsoft-com:office:spreadsheet", b"<?mso-application",
               b"http://schemas.microsoft.com/office/2006/xmlPackage",
               b"http://schemas.microsoft.com/office/word/2003/wordml",
               b"urn:oasis:names:tc:opendocument:xmlns:office:1.0")  # fmt: skip
# Browsers write other header lines (From, Subject, Date) before these.
_MHT = re.compile(
    rb"(?:[a-z][a-z-]*[ \t]*:[^\n]*\n(?:[ \t]+[^\n]*\n)*)*?(?:mime-version|content-type)[ \t]*:",
    re.I,
)
_CSV_SUFFIXES = {".csv", ".tsv", ".xls", ".xlsx", ".et"}


def kind_of(source: Source) -> Kind:
    """The kind of file, told from its first bytes.

    ``office`` is what only LibreOffice can read (doc, wps, rtf, odt, et of old versions).

    Raises:
        FileProblem: damaged, encrypted, or a kind that is not read here; pictures raise
            :class:`NoTextLayer`.
    """
    data = source.data
    if data.startswith(b"PK"):
        return _zip_kind(source)
    if data.startswith(_OLE):
        return _ole_kind(source)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    _refuse_foreign(source)
    # UTF-16 markup is recognised by its ASCII characters once the zero bytes are gone.
    start = data[:8192].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if start.startswith(b"{\\rtf"):
        return "office"
    if data[:2] == b"\t\x08" or (data[:1] == b"\t" and data[1:2] in b"\0\2\4"):
        return "xls"
    if start.startswith((b"<?xml", b"<?mso", b"<office:")) and any(
        mark in start for mark in _OFFICE_XML
    ):
        return "office"
    if _MHT.match(start) and _looks_like_mail(start):
        return "mht"
    if start.startswith(b"<") and _HTML.search(start):
        return "html"
    if _HTML.search(start[:1024]) and source.suffix in {".htm", ".html", ".xls", ".doc", ".shtml"}:
        return "html"
    return "csv" if source.suffix in _CSV_SUFFIXES else "text"


def _looks_like_mail(start: bytes) -> bool:
    lower = start.lower()
    return b"multipart/" in lower or b"content-transfer-encoding" in lower or b"text/html" in lower


def _refuse_foreign(source: Source) -> None:
    data = source.data
    for mark, seen in _IMAGES:
        if data.startswith(mark) and (mark != b"BM" or data[6:10] == b"\0\0\0\0"):
            raise _picture(source.name, seen)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        raise _picture(source.name, "WebP 图片")
    if data[4:12] in (b"ftypheic", b"ftypmif1", b"ftypheix"):
        raise _picture(source.name, "HEIC 图片")
    for mark, seen in _PACKED:
        if data.startswith(mark):
            raise unsupported(source.name, f"是 {seen}", _UNPACK)


def _picture(name: str, seen: str) -> NoTextLayer:
    return NoTextLayer(
        f"“{name}”是 {seen}（扫描件或照片），没有可以读取的文字。"
        "请向发文单位索取电子版，或用文字识别（OCR）软件转成 .docx 后再试。"
    )


def _zip_kind(source: Source) -> Kind:
    archive = Archive(source)
    kind = _open_xml_kind(archive)
    if kind:
        return kind
    if archive.has("OFD.xml"):
        raise unsupported(
            source.name,
            "是 OFD 版式文件",
            "请用 OFD 阅读器或 WPS 打开，另存（导出）为 .docx 或 PDF 后再试。",
        )
    if archive.has("content.xml"):
        if b"encryption-data" in archive.read("META-INF/manifest.xml"):
            raise encrypted(source.name)
        return _open_document_kind(archive)
    if archive.has("Index/Document.iwa") or archive.has("index.apxl"):
        raise unsupported(source.name, "是苹果 iWork 文件", "请导出为 .docx 或 .xlsx 后再试。")
    raise unsupported(source.name, "是压缩包", _UNPACK)


def _open_xml_kind(archive: Archive) -> Kind | None:
    main = archive.main_part.lower()
    # Without a main part, the folders tell what the package was before it was damaged.
    folders = {main.partition("/")[0]} if main else {n.partition("/")[0] for n in archive.names}
    if "word" in folders:
        return "docx"
    if "xl" in folders:
        return "xlsb" if main.endswith(".bin") else "xlsx"
    if "ppt" in folders:
        raise unsupported(archive.name, "是演示文稿", "请把其中的文字和表格复制到 .docx 后再试。")
    return archive.declared_kind()


def _open_document_kind(archive: Archive) -> Kind:
    kind = archive.read("mimetype").partition(b"opendocument.")[2]
    if kind.startswith((b"presentation", b"graphics")):
        raise unsupported(archive.name, "是演示文稿", "请把其中的文字和表格复制到 .docx 后再试。")
    return "ods" if kind.startswith(b"spreadsheet") else "office"


def _ole_kind(source: Source) -> Kind:
    try:
        streams = _ole_streams(source.data)
    except (struct.error, IndexError, ValueError) as exc:
        if _ENCRYPTED in source.data:
            raise encrypted(source.name) from exc
        raise damaged(source.name, "旧版 Office 文件", "目录无法读取") from exc
    if "encryptedpackage" in streams or "encryptioninfo" in streams:
        raise encrypted(source.name)
    if "worddocument" in streams:
        return "office"
    if "workbook" in streams or "book" in streams:
        return "xls"
    if "powerpoint document" in streams:
        raise unsupported(source.name, "是演示文稿", "请把其中的文字和表格复制到 .docx 后再试。")
    if source.suffix in {".wps", ".et", ".doc"}:
        return "office"
    if not streams:
        raise damaged(source.name, "旧版 Office 文件", "目录是空的")
    raise unsupported(source.name, "是旧式复合文件，但不是 Word 或 Excel 文档", _SAVE_DOCX)


def _ole_streams(data: bytes) -> set[str]:
    """Names of the streams directly under the root of a compound file, in lower case."""
    shift = struct.unpack_from("<H", data, 30)[0]
    if shift not in (9, 12):
        raise ValueError("sector size")
    size = 1 << shift
    fat_sectors = [s for s in struct.unpack_from("<109I", data, 76) if s < 0xFFFFFFF0]
    sector: int = struct.unpack_from("<I", data, 48)[0]
    entries: list[bytes] = []
    seen: set[int] = set()
    while sector < 0xFFFFFFF0 and sector not in seen:
        seen.add(sector)
        start = (sector + 1) * size
        block = data[start : start + size]
        if not block:
            break
        entries += [block[i : i + 128] for i in range(0, len(block) - 127, 128)]
        in_fat, at = divmod(sector, size // 4)
        if in_fat >= len(fat_sectors):
            break
        fat = (fat_sectors[in_fat] + 1) * size
        sector = struct.unpack_from("<I", data, fat + at * 4)[0]
    if not entries:
        raise ValueError("no directory")
    return _children_of_root(entries)


def _children_of_root(entries: list[bytes]) -> set[str]:
    names: set[str] = set()
    todo = [struct.unpack_from("<I", entries[0], 76)[0]]
    seen: set[int] = set()
    while todo:
        index = todo.pop()
        if index in seen or index >= len(entries):
            continue
        seen.add(index)
        entry = entries[index]
        length = struct.unpack_from("<H", entry, 64)[0]
        name = entry[: max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
        names.add(name.casefold())  # the format compares names without regard to case
        todo += struct.unpack_from("<2I", entry, 68)
    return names
