"""A document -> :class:`~toolkit.model.Notice`.

The way: a format reader gives paragraphs and tables; text that holds a table is laid out; the head
gives title and year; tables or prose give drafts of tasks; units and deadlines are read last.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

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
    from toolkit.notice.assemble import read_with

    return read_with(document, year=year)
