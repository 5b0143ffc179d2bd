"""A document -> :class:`~toolkit.model.Notice`.

The way: a format reader gives paragraphs and tables; text that holds a table is laid out; the head
gives title and year; tables or prose give drafts of tasks; units and deadlines are read last.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolkit.model import Notice

if TYPE_CHECKING:
    from toolkit.notice.document import Document
    from toolkit.notice.plan import Plan

__all__ = ["load_plan", "notice_from_document", "plan_notice", "read_notice"]


def read_notice(
    path: str | os.PathLike[str],
    *,
    year: int | None = None,
    plan: Plan | None = None,
    tables: Sequence[int] = (),
) -> Notice:
    """Read a notice file of any supported format.

    ``year`` is used where the notice states none; a year in the notice wins over it.  ``plan``
    says how its tables are read, by default as :func:`plan_notice` takes them; with ``tables``
    only those are read, counted from 1.

    Raises:
        FileProblem: the file cannot be read (or another of its kin).
        NoTasks: it holds no tasks.
        BadPlan: the plan, or ``tables``, names a table that the file has not got.
    """
    from toolkit.notice.formats import open_document

    return notice_from_document(open_document(path), year=year, plan=plan, tables=tables)


def notice_from_document(
    document: Document,
    *,
    year: int | None = None,
    plan: Plan | None = None,
    tables: Sequence[int] = (),
) -> Notice:
    """The notice that a document's paragraphs and tables hold; see :func:`read_notice`."""
    from toolkit.notice.assemble import read_with
    from toolkit.notice.plan import plan_of

    if plan is not None or tables:
        own = plan_of(document)
        plan = own if plan is None else plan.fitting(own)
        plan = plan.only(*tables) if tables else plan
    return read_with(document, plan, year=year)


def plan_notice(path: str | os.PathLike[str]) -> Plan:
    """How a notice file would be read, without reading it: for a person to correct.

    Raises:
        FileProblem: the file cannot be read (or another of its kin).
    """
    from toolkit.notice.formats import open_document
    from toolkit.notice.plan import plan_of

    return plan_of(open_document(path))


def load_plan(path: str | os.PathLike[str]) -> Plan:
    """A reading plan from the file in which a person corrected it.

    Raises:
        FileProblem: the file cannot be read (or another of its kin).
        BadPlan: it is no plan; the message says what is wrong in it.
    """
    from toolkit.errors import BadPlan
    from toolkit.files.encoding import decode_text
    from toolkit.files.source import load
    from toolkit.notice.plan import plan_from_toml

    source = load(path)
    try:
        return plan_from_toml(decode_text(source)[0].lstrip("\ufeff"))
    except BadPlan as error:
        raise BadPlan(f"“{source.name}”：{error}", parameter="plan", how="fix") from error
