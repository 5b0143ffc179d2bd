"""Opens a ledger in LibreOffice, changes its settings, and saves what is then seen as HTML.

Run as a program of its own, since ``import uno`` replaces Python's import function:
``python office_driver.py SOFFICE.BIN PROFILE FILE < steps.json``.  A step is
``{"set": {setting: number, text or null}, "out": file.html}``; null empties the cell.  The HTML of
LibreOffice shows cells as they look, with conditional formats worked out.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

# Appended, never prepended: the system's packages must not hide those of the environment.
sys.path.append("/usr/lib/python3/dist-packages")


NEW_PROFILE = 81
"""The exit code by which a first start asks to be started once more."""


def start(command: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def connect(pipe: str, process: subprocess.Popen[bytes]) -> Any:
    """The running office, waited for; None where it ended."""
    import uno

    local = uno.getComponentContext()
    make = local.ServiceManager.createInstanceWithContext
    resolver = make("com.sun.star.bridge.UnoUrlResolver", local)
    url = f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext"
    for _ in range(240):
        if process.poll() is not None:
            return None
        try:
            return resolver.resolve(url)
        except Exception:  # the pipe is not there yet
            time.sleep(0.25)
    return None


def properties(**values: object) -> tuple[Any, ...]:
    from com.sun.star.beans import PropertyValue

    made = []
    for name, value in values.items():
        one = PropertyValue()
        one.Name, one.Value = name, value
        made.append(one)
    return tuple(made)


def put(book: Any, name: str, value: float | str | None) -> None:
    """Write a setting where its label stands, as a clerk would."""
    sheet = book.Sheets.getByName("设置")
    for row in range(60):
        if sheet.getCellByPosition(0, row).String == name:
            cell = sheet.getCellByPosition(1, row)
            if value is None:
                cell.String = ""
                cell.clearContents(1 | 2 | 4 | 16)
            elif isinstance(value, str):
                cell.String = value
            else:
                cell.Value = value
            return
    raise SystemExit(f"no setting {name}")


def main(program: str, profile: str, file: str) -> None:
    pipe = f"taizhang{os.getpid()}"
    command = [
        program, f"-env:UserInstallation={Path(profile).as_uri()}", "--headless", "--norestore",
        "--nologo", "--nodefault", "--nolockcheck", f"--accept=pipe,name={pipe};urp;",
    ]  # fmt: skip
    process = start(command)
    try:
        context = connect(pipe, process)
        if context is None and process.returncode == NEW_PROFILE:
            process = start(command)
            context = connect(pipe, process)
        if context is None:
            raise SystemExit("LibreOffice does not answer")
        desktop = context.ServiceManager.createInstanceWithContext(
            "com.sun.star.frame.Desktop", context
        )
        book = desktop.loadComponentFromURL(Path(file).as_uri(), "_blank", 0,
                                            properties(Hidden=True))  # fmt: skip
        if book is None:
            raise SystemExit("LibreOffice does not open the file")
        for step in json.load(sys.stdin):
            for name, value in step["set"].items():
                put(book, name, value)
            book.calculateAll()
            as_html = properties(FilterName="HTML (StarCalc)")
            book.storeToURL(Path(step["out"]).as_uri(), as_html)
        book.close(True)
    finally:
        # The group is the one that was created for this process alone.
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


if __name__ == "__main__":
    main(*sys.argv[1:4])
