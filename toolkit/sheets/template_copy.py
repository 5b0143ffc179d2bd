"""The program's own templates, copied out for an office to restyle."""

from __future__ import annotations

from pathlib import Path

from toolkit.files.saving import make_folder, replacing
from toolkit.resources import folder


def copy_templates(target: Path) -> tuple[list[Path], list[Path]]:
    """Copy all templates into ``target``; returns what was copied and what was there already.

    Raises:
        FileProblem: ``target`` is a file, or nothing can be written there.
    """
    make_folder(target)
    made, kept = [], []
    for source in sorted(folder("templates").iterdir()):
        if source.suffix not in (".xlsx", ".docx"):
            continue
        path = target / source.name
        if path.exists():
            kept.append(path)
            continue
        with replacing(path, overwrite=False) as file:
            file.write(source.read_bytes())
        made.append(path)
    return made, kept
