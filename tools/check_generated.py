"""Say which generated pages are behind the code, and make them anew; for the commit hook."""

from __future__ import annotations

import sys
from pathlib import Path

from make_catalogue import PAGE as CATALOGUE
from make_catalogue import catalogue
from make_cli_reference import PAGE as REFERENCE
from make_cli_reference import reference


def behind(pages: dict[Path, str]) -> list[Path]:
    """The pages that differ from what the code says; they are written anew."""
    found = []
    for path, text in pages.items():
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            found.append(path)
    return found


if __name__ == "__main__":
    old = behind({CATALOGUE: catalogue(), REFERENCE: reference()})
    for page in old:
        print(f"{page.name} was behind the code and is made anew: add it to the commit")
    sys.exit(bool(old))
