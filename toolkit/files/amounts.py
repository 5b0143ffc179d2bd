"""How much a notice can be: what is far beyond it is refused with one message, not read for hours.

A county's notice has 300 tasks: some 60,000 characters, 5,000 lines, or a table of 3,000 cells.
The limits stand ten times and more above the largest that anyone has seen.
"""

from __future__ import annotations

from typing import Final, TypeVar

from toolkit.errors import FileProblem

MAX_CHARACTERS: Final = 1_000_000
MAX_LINES: Final = 100_000
MAX_TAGS: Final = 800_000
MAX_CELLS: Final = 400_000

_Block = TypeVar("_Block")


def too_much(name: str, what: str, count: int, limit: int) -> FileProblem:
    """The problem of a document that holds more than any notice does.

    >>> str(too_much("来文.docx", "段落", 250_000, 100_000))[:44]
    '“来文.docx”里的段落太多（250,000，上限 100,000），远远超出一份通知'
    """
    return FileProblem(
        f"“{name}”里的{what}太多（{count:,}，上限 {limit:,}），远远超出一份通知。"
        "请只保留通知正文和任务表，另存为新文件后再试。"
    )


def check_tags(name: str, markup: bytes | str) -> None:
    """Refuse markup before it is parsed: a tree takes a hundred bytes for every tag.

    Raises:
        FileProblem: more than :data:`MAX_TAGS`.
    """
    count = markup.count(b"<") if isinstance(markup, bytes) else markup.count("<")
    if count > MAX_TAGS:
        raise too_much(name, "标记（排版代码）", count, MAX_TAGS)


def check_characters(name: str, count: int) -> None:
    """Refuse text of more than :data:`MAX_CHARACTERS`.

    Raises:
        FileProblem: it is longer.
    """
    if count > MAX_CHARACTERS:
        raise too_much(name, "文字", count, MAX_CHARACTERS)


def check_lines(name: str, count: int) -> None:
    """Refuse more than :data:`MAX_LINES` lines or paragraphs.

    Raises:
        FileProblem: there are more.
    """
    if count > MAX_LINES:
        raise too_much(name, "段落", count, MAX_LINES)


def check_cells(name: str, count: int) -> None:
    """Refuse tables that have more than :data:`MAX_CELLS` positions together.

    Raises:
        FileProblem: there are more.
    """
    if count > MAX_CELLS:
        raise too_much(name, "表格单元格", count, MAX_CELLS)
