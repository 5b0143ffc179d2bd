"""How 台账 is printed: what stands in 设置 under 打印版式, and how it comes into the workbook."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from toolkit.errors import LedgerProblem, UsageProblem
from toolkit.files.saving import make_backup
from toolkit.ledger.ledger import Settings
from toolkit.workbook.fill.book import Book
from toolkit.workbook.package import save
from toolkit.workbook.page_setup import PAPERS, TWO_PAGES, paper_of, set_paper
from toolkit.workbook.patch import open_for_change
from toolkit.workbook.styles import Styles

if TYPE_CHECKING:
    from toolkit.ledger.ledger import Ledger

AUTOMATIC: Final = Settings().paper
CHOICES: Final = (AUTOMATIC, *PAPERS)
"""What may stand under 打印版式: as the contents need it, or one of the papers."""


def checked_paper(text: str) -> str:
    """One of :data:`CHOICES`, in spite of spaces and small letters.

    >>> checked_paper("a3"), checked_paper("")
    ('A3', '自动')

    Raises:
        UsageProblem: it is none of them.
    """
    plain = "".join(text.split()).upper()
    if not plain:
        return AUTOMATIC
    if plain in CHOICES:
        return plain
    raise UsageProblem(f"打印版式“{text}”不认识，可选：{'、'.join(CHOICES)}。")


def lay_out(book: Book, sheet: str, paper: str) -> None:
    """Set a template's sheet up before it is filled."""
    if (chosen := checked_paper(paper)) != AUTOMATIC:
        set_paper(book.package, book.styles, sheet, chosen)


def widen_if_needed(book: Book, sheet: str, paper: str) -> bool:
    """Over two pages in width, if a text is too long for one; whether it was."""
    if checked_paper(paper) != AUTOMATIC or book.holds(sheet):
        return False
    set_paper(book.package, book.styles, sheet, TWO_PAGES)
    book.plan_again(sheet)
    return True


def follow_setting(ledger: Ledger, path: Path, *, backup: bool = True) -> str:
    """Bring an existing ledger's print set-up in step with its setting; the paper, if it changed.

    Raises:
        UsageProblem: the setting is not one of :data:`CHOICES`.
        FileProblem: the file is open elsewhere or damaged.
    """
    wanted = checked_paper(ledger.settings.paper)
    if wanted == AUTOMATIC:
        return ""
    package = open_for_change(path)
    try:
        if paper_of(package, ledger.sheet) == wanted:
            return ""
        styles = Styles(package.read(Styles.part))
        set_paper(package, styles, ledger.sheet, wanted)
        package.replace(Styles.part, styles.to_bytes())
    except KeyError as error:
        raise LedgerProblem(f"“{path.name}”没有工作表“{ledger.sheet}”。") from error
    if backup:
        make_backup(path)
    save(package, path)
    return wanted
