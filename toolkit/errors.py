"""What can go wrong with a file or a call, each with one clear message for the clerk.

A message says what was seen, in which file, and what to do, and it has no face: it names no option
and no command.  What would help is said beside it as data (``parameter``, ``how``, ``action``), and
each face words that itself: the command line as ``加 --force``, the ribbon as a box to tick.  The
command line prints one line on standard error and ends with ``exit_code``; a library caller catches
:class:`TaizhangError`.
"""

from __future__ import annotations

from typing import Literal

How = Literal["set", "drop", "fix"]
"""What to do with a parameter: give it, leave it out, or give another value."""


class TaizhangError(Exception):
    """Base of all errors that this package raises on purpose; the text is for the clerk.

    ``parameter`` names what the caller can change, ``how`` says in which way, and ``action`` names
    the command that would help.

    >>> error = FileProblem("“台账.xlsx”已经存在，没有覆盖。", parameter="force")
    >>> str(error), error.parameter, error.how
    ('“台账.xlsx”已经存在，没有覆盖。', 'force', 'set')
    """

    exit_code = 1

    def __init__(
        self, message: str = "", *, parameter: str = "", how: How = "set", action: str = ""
    ) -> None:
        super().__init__(message)
        self.parameter = parameter
        self.how: How = how
        self.action = action


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
