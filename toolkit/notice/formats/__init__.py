"""One reader a format: a received file becomes a :class:`~toolkit.notice.document.Document`."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from typing import cast

from toolkit.errors import TaizhangError
from toolkit.files.amounts import check_characters, check_lines
from toolkit.files.kind import Kind, kind_of
from toolkit.files.source import Source, damaged, load, no_text
from toolkit.notice.document import Block, Document, Paragraph

# Module and function by kind; imported only when a file of that kind comes along.
_READERS: dict[Kind, tuple[str, str]] = {
    "text": ("text", "read_text"),
    "csv": ("delimited", "read_delimited"),
    "docx": ("docx", "read_docx"),
    "html": ("html", "read_html"),
    "mht": ("html", "read_mht"),
    "xlsx": ("workbooks", "read_workbook"),
    "xls": ("workbooks", "read_workbook"),
    "xlsb": ("workbooks", "read_workbook"),
    "ods": ("workbooks", "read_workbook"),
    "pdf": ("pdf", "read_pdf"),
    "office": ("office", "read_office"),
}


def open_document(path: str | os.PathLike[str]) -> Document:
    """The paragraphs and tables of a file in reading order, whatever its extension says.

    Raises:
        FileProblem: the file is missing, a folder, empty, locked, damaged, encrypted or too large.
        UnsupportedFormat: a kind of file that is not read here; the message says what to do.
        NoTextLayer: pictures only.

    >>> import pathlib, tempfile
    >>> file = pathlib.Path(tempfile.mkdtemp(), "通知.txt")
    >>> _ = file.write_text("云溪县人民政府办公室", encoding="gbk")
    >>> open_document(file).blocks[0].text
    '云溪县人民政府办公室'
    """
    return read_source(load(path))


def read_source(source: Source) -> Document:
    """The document in bytes that are already in memory; see :func:`open_document`."""
    try:
        kind = kind_of(source)
        module, function = _READERS[kind]
        reader = cast(
            Callable[[Source], Document],
            getattr(import_module(f"{__name__}.{module}"), function),
        )
        document = reader(source)
    except TaizhangError:
        raise
    except MemoryError as exc:
        raise damaged(source.name, "可以读取的文档", "展开后的内容太大") from exc
    except Exception as exc:
        # The libraries below raise a hundred kinds of exception for damaged input.
        seen = "嵌套的层数太多" if isinstance(exc, RecursionError) else type(exc).__name__
        raise damaged(source.name, "可以读取的文档", seen) from exc
    _check_amount(document)
    if not any(_has_text(block) for block in document.blocks):
        raise no_text(source.name, pictures=any("图片" in o.why for o in document.left_out))
    return document


def _check_amount(document: Document) -> None:
    """Refuse running text that is longer than any notice's; tables are measured where made."""
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    check_lines(document.file, len(paragraphs))
    check_characters(document.file, sum(len(paragraph.text) for paragraph in paragraphs))


def _has_text(block: Block) -> bool:
    if isinstance(block, Paragraph):
        return bool(block.text.strip())
    return any(cell.text.strip() for row in block.rows for cell in row)


__all__ = ["Source", "open_document", "read_source"]
