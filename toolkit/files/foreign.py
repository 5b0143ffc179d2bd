"""Old and foreign formats (.doc, .wps, .rtf, .odt, old .et) turned into today's by LibreOffice."""

from __future__ import annotations

import tempfile
from pathlib import Path

from toolkit.errors import UnsupportedFormat
from toolkit.files.libreoffice import convert, find_soffice
from toolkit.files.source import Source, unsupported

# The extension under which LibreOffice recognises what the first bytes have told.
_WORKBOOKS = {".et", ".xls", ".xml", ".csv", ".fods"}


def modern(source: Source) -> Source:
    """A file that only an office program can read, as a .docx or .xlsx one level deeper.

    Raises:
        UnsupportedFormat: LibreOffice is not installed; the message says how to save as .docx.
        FileProblem: LibreOffice cannot open the file.
    """
    workbook = is_foreign_workbook(source)
    to = "xlsx" if workbook else "docx"
    if find_soffice() is None:
        raise unsupported(
            source.name,
            f"是{_seen(source, workbook)}，本机又没有安装 LibreOffice",
            f"请用 WPS 或 Office 打开它，点“文件—另存为”，类型选“.{to}”，再用新文件重试。",
        )
    if source.depth:
        raise UnsupportedFormat(f"“{source.name}”是嵌入在其他文件里的旧格式文档，请单独另存。")
    with tempfile.TemporaryDirectory(prefix="taizhang-", ignore_cleanup_errors=True) as folder:
        # A plain name: the received one may hold characters that a command line cannot carry.
        received = Path(folder, "in", f"notice{_suffix(source, workbook)}")
        received.parent.mkdir()
        received.write_bytes(source.data)
        try:
            made = convert(received, to, Path(folder, "out"))
        except Exception as exc:
            if hasattr(exc, "exit_code"):
                raise type(exc)(str(exc).replace(received.name, source.name)) from exc
            raise
        return Source(source.name, made.read_bytes(), depth=source.depth + 1)


def is_foreign_workbook(source: Source) -> bool:
    """Whether a file of the kind ``office`` is a spreadsheet rather than a text."""
    if b"urn:schemas-microsoft-com:office:spreadsheet" in source.data[:8192]:
        return True
    return source.suffix in (".et", ".fods") and not source.data.startswith(b"{\\rtf")


def _suffix(source: Source, workbook: bool) -> str:
    if source.data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"{\\rtf"):
        return ".rtf"
    if source.data.startswith(b"PK"):
        return ".odt"
    if b"<?xml" in source.data[:100]:
        return source.suffix if source.suffix in (".fodt", ".fods") else ".xml"
    if workbook:
        return source.suffix if source.suffix in _WORKBOOKS else ".xls"
    # LibreOffice takes every .wps for one of Microsoft Works, though WPS writes Word's own format.
    word = "WordDocument".encode("utf-16-le") in source.data
    return ".wps" if source.suffix == ".wps" and not word else ".doc"


def _seen(source: Source, workbook: bool) -> str:
    if workbook:
        return "旧版电子表格"
    names = {".rtf": "RTF 文档", ".odt": "OpenDocument 文档", ".xml": "XML 格式的 Office 文档"}
    wps = "WPS 文字文档（.wps）" if source.suffix == ".wps" else "旧版 Word 文档（.doc）"
    return names.get(_suffix(source, workbook), wps)
