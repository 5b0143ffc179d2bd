"""What can go wrong with a file or a call, each with one clear message for the clerk.

A message says what was seen, in which file, and what to do.  The command line prints it on
standard error and ends with ``exit_code``; a library caller catches :class:`TaizhangError`.
"""

from __future__ import annotations


class TaizhangError(Exception):
    """Base of all errors that this package raises on purpose; the text is for the clerk."""

    exit_code = 1


class FileProblem(TaizhangError):
    """A file cannot be used: missing, a folder, locked, empty, damaged, encrypted, too large."""


class DamagedFile(FileProblem):
    """The kind of the file is known, but its content cannot be parsed."""


class UnsupportedFormat(FileProblem):
    """The kind of file cannot be read here; the message says how to save it differently."""


class NoTextLayer(FileProblem):
    """The document holds pictures only (a scan), so there is no text to read."""


class NoTasks(TaizhangError):
    """The document was read, but holds no table and no items that look like tasks."""


class BadPlan(TaizhangError):
    """A reading plan that a person wrote or changed cannot be followed; the message says where."""


class LedgerProblem(TaizhangError):
    """A workbook is not a ledger, or a column that is needed is missing or doubled."""


class TemplateProblem(TaizhangError):
    """A template workbook is missing or lacks a part that the writer needs."""


class UsageProblem(TaizhangError):
    """The command was called with values that make no sense together."""

    exit_code = 2
