"""Make the pictures of the manual from the demo; needs LibreOffice and pdftoppm.

Run ``python tools/make_pictures.py`` after a change in what the workbooks look like.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from toolkit.files.libreoffice import convert

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
WIDTH = 1200

# (workbook of the demo, page, picture)
PICTURES = (
    ("台账.xlsx", 1, "ledger.png"),
    ("任务单.xlsx", 3, "task-sheet.png"),
    ("问题清单.xlsx", 1, "findings.png"),
)


def main() -> None:
    """Run the demo in a temporary folder and picture the pages named above."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        demo = [sys.executable, "-m", "toolkit", "demo", "-o", str(out), "--no-views"]
        subprocess.run(demo, check=True, stdout=subprocess.DEVNULL)
        for book, page, picture in PICTURES:
            pdf = convert(out / book, "pdf", out)
            target = FOLDER / picture
            command = ["pdftoppm", "-png", "-singlefile", "-f", str(page), "-l", str(page)]
            command += ["-scale-to-x", str(WIDTH), "-scale-to-y", "-1", str(pdf)]
            subprocess.run([*command, str(target.with_suffix(""))], check=True)
            print(target)


if __name__ == "__main__":
    main()
