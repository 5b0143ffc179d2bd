"""The program's own templates, copied out for an office to restyle."""

from __future__ import annotations

from pathlib import Path

from toolkit.errors import FileProblem
from toolkit.resources import folder


def copy_templates(target: Path) -> tuple[list[Path], list[Path]]:
    """Copy all templates into ``target``; returns what was copied and what was there already.

    Raises:
        FileProblem: ``target`` is a file, or nothing can be written there.
    """
    if target.exists() and not target.is_dir():
        raise FileProblem(f"“{target}”是一个文件，请换一个文件夹的名字。")
    made, kept = [], []
    try:
        target.mkdir(parents=True, exist_ok=True)
        for source in _all():
            path = target / source.name
            try:
                # "x" refuses a file that is there, also one that came this very moment.
                with open(path, "xb") as file:
                    file.write(source.read_bytes())
            except FileExistsError:
                kept.append(path)
            else:
                made.append(path)
    except OSError as error:
        raise FileProblem(f"文件夹“{target}”里不能新建文件：{error.strerror or error}") from error
    return made, kept


def _all() -> list[Path]:
    """Every template, the workbooks and the Word document."""
    return sorted(p for p in folder("templates").iterdir() if p.suffix in (".xlsx", ".docx"))
