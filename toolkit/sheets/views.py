"""Pictures of a workbook as it prints: PDF through LibreOffice, PNG pages from the PDF."""

from __future__ import annotations

import shutil
import subprocess
from os import PathLike
from pathlib import Path

_DPI = 80
_MOST_PAGES = 40


def render_views(
    path: str | PathLike[str], out_dir: str | PathLike[str], *, pages: int = _MOST_PAGES
) -> list[Path]:
    """The PDF of a workbook and a PNG of each of its first ``pages`` pages, in ``out_dir``.

    Returns nothing where LibreOffice is absent, and only the PDF where nothing can draw it.

    Raises:
        FileProblem: LibreOffice cannot open the workbook.
    """
    from toolkit.files.libreoffice import convert, find_soffice

    if find_soffice() is None:
        return []
    folder = Path(out_dir)
    folder.mkdir(parents=True, exist_ok=True)
    made = Path(convert(Path(path), "pdf", folder))
    return [made, *_pictures(made, pages)]


def _pictures(pdf: Path, pages: int) -> list[Path]:
    if shutil.which("pdftoppm"):
        return _by_poppler(pdf, pages)
    try:
        import pypdfium2
    except ImportError:
        return []
    made = []
    document = pypdfium2.PdfDocument(str(pdf))
    try:
        for index in range(min(pages, len(document))):
            picture = pdf.with_name(f"{pdf.stem}-{index + 1:02d}.png")
            document[index].render(scale=_DPI / 72).to_pil().save(picture)
            made.append(picture)
    finally:
        document.close()
    return made


def _by_poppler(pdf: Path, pages: int) -> list[Path]:
    # pdftoppm numbers the pictures itself, with as many digits as the last page needs.
    prefix = pdf.with_suffix("")
    for old in pdf.parent.glob(f"{_plain(prefix.name)}-*.png"):
        old.unlink()
    command = ["pdftoppm", "-r", str(_DPI), "-png", "-l", str(pages), str(pdf), str(prefix)]
    done = subprocess.run(command, capture_output=True, timeout=300, check=False)
    if done.returncode:
        return []
    return sorted(pdf.parent.glob(f"{_plain(prefix.name)}-*.png"))


def _plain(name: str) -> str:
    """A file name whose brackets mean themselves in a glob."""
    import glob

    return glob.escape(name)
