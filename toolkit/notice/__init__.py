"""A document -> :class:`~toolkit.model.Notice`.

The way: a format reader gives paragraphs and tables; text that holds a table is laid out; the head
gives title and year; tables or prose give drafts of tasks; units and deadlines are read last.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from toolkit.errors import NoTasks
from toolkit.model import Notice

if TYPE_CHECKING:
    from toolkit.notice.document import Document

__all__ = ["notice_from_document", "read_notice"]


def read_notice(path: str | os.PathLike[str], *, year: int | None = None) -> Notice:
    """Read a notice file of any supported format.

    ``year`` is used where the notice states none; a year in the notice wins over it.
    Raises :class:`~toolkit.errors.FileProblem` and its kin when the file cannot be read and
    :class:`~toolkit.errors.NoTasks` when it holds neither tasks nor duties.
    """
    from toolkit.notice.formats import open_document

    return notice_from_document(open_document(path), year=year)


def notice_from_document(document: Document, *, year: int | None = None) -> Notice:
    """The notice that a document's paragraphs and tables hold; see :func:`read_notice`."""
    from toolkit.notice.assemble import assemble

    notice = assemble(document, year)
    if not notice.tasks and not notice.duties:
        raise NoTasks(
            f"{document.file or '来文'}：没有读到任务。"
            "文件里没有带表头的任务表，也没有注明责任单位的条目。请确认是否选错了文件；如果任务在附件里，请改为读取附件。"
        )
    return notice
