"""Make the pictures of the manual from the example notice; needs LibreOffice and pdftoppm.

``python tools/make_pictures.py`` makes them anew where what they show has changed; beside them it
notes what they were made of, and a test fails where that is no longer what the program makes.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

FOLDER = ROOT / "docs" / "pictures"
RECORD = FOLDER / "made_of.json"
DAY = date(2026, 9, 20)
WIDTH = 1200

# (workbook, page, picture)
PICTURES = (
    ("台账.xlsx", 1, "ledger.png"),
    ("任务单.xlsx", 3, "task-sheet.png"),
    ("问题清单.xlsx", 1, "findings.png"),
    ("通报.xlsx", 1, "bulletin.png"),
)


def make_papers(out: Path) -> None:
    """The workbooks that are pictured, as on a fixed day: the same bytes every time."""
    from toolkit.checks import run_checks
    from toolkit.ledger import ledger_from_notice, write_ledger
    from toolkit.notice import read_notice
    from toolkit.sheets import make_task_sheets
    from toolkit.sheets.bulletin.workbook import make_bulletin
    from toolkit.sheets.findings_list import write_findings

    (source,) = (ROOT / "examples").glob("*.docx")
    ledger = ledger_from_notice(read_notice(str(source)))
    ledger = replace(ledger, settings=replace(ledger.settings, as_of=DAY))
    findings = run_checks(ledger.subject())
    ledger = ledger.with_findings(findings)
    write_ledger(ledger, out / "台账.xlsx")
    write_findings(findings, out / "问题清单.xlsx", title=ledger.title)
    make_task_sheets(ledger, out, as_of=DAY)
    make_bulletin(ledger, out / "通报.xlsx", month=(DAY.year, DAY.month), as_of=DAY)


def made_of(out: Path) -> dict[str, str]:
    """Picture -> what it is made of: the digest of the parts of its workbook, and the page."""
    import zipfile

    found = {}
    for book, page, picture in PICTURES:
        digest = hashlib.sha256(f"{page} {WIDTH}".encode())
        with zipfile.ZipFile(out / book) as parts:
            # The parts themselves: their compression differs from machine to machine.
            for name in sorted(parts.namelist()):
                digest.update(name.encode() + parts.read(name))
        found[picture] = digest.hexdigest()
    return found


def main() -> None:
    """Make the workbooks in a temporary folder and picture the pages named above."""
    from toolkit.files.libreoffice import convert

    FOLDER.mkdir(parents=True, exist_ok=True)
    known = json.loads(RECORD.read_text("utf-8")) if RECORD.exists() else {}
    with tempfile.TemporaryDirectory() as name:
        out = Path(name)
        make_papers(out)
        now = made_of(out)
        for book, page, picture in PICTURES:
            target = FOLDER / picture
            if known.get(picture) == now[picture] and target.exists():
                continue
            pdf = convert(out / book, "pdf", out)
            command = ["pdftoppm", "-png", "-singlefile", "-f", str(page), "-l", str(page)]
            command += ["-scale-to-x", str(WIDTH), "-scale-to-y", "-1", str(pdf)]
            subprocess.run([*command, str(target.with_suffix(""))], check=True)
            print(target)
    RECORD.write_text(json.dumps(now, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
