"""LibreOffice as a converter: found where it is usually installed, run with a profile of its own.

A profile in a temporary folder keeps the clerk's own settings untouched and lets a conversion run
while LibreOffice is open on the screen.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from toolkit.errors import FileProblem, UnsupportedFormat
from toolkit.files.leftovers import sweep_temporary
from toolkit.files.libreoffice_profile import PROXIES, write_profile

TIMEOUT = 120.0
"""Seconds for one conversion; the first start on a slow machine takes most of them."""

EACH = 20.0
"""Seconds for every further file of one start."""

VARIABLE = "TAIZHANG_SOFFICE"
_NAMES = ("soffice", "libreoffice", "soffice.exe", "soffice.com")
_USUAL = {
    "win32": (
        r"%ProgramFiles%\LibreOffice\program\soffice.exe",
        r"%ProgramFiles(x86)%\LibreOffice\program\soffice.exe",
        r"%LocalAppData%\Programs\LibreOffice\program\soffice.exe",
    ),
    "darwin": (
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "~/Applications/LibreOffice.app/Contents/MacOS/soffice",
    ),
    "linux": (
        "/usr/bin/soffice",
        "/usr/lib/libreoffice/program/soffice",
        "/opt/libreoffice/program/soffice",
        "/snap/bin/libreoffice",
    ),
}


def find_soffice() -> Path | None:
    """The LibreOffice program, or None.

    Looked for in the variable ``TAIZHANG_SOFFICE``, on the path, then where installers put it.  A
    variable that names no file switches LibreOffice off.
    """
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named and Path(named).is_file() else None
    return _search()


@cache
def _search() -> Path | None:
    for name in _NAMES:
        if found := shutil.which(name):
            return Path(found)
    platform = "linux" if sys.platform.startswith("linux") else sys.platform
    for usual in _USUAL.get(platform, ()):
        path = Path(os.path.expandvars(usual)).expanduser()
        if path.is_file():
            return path
    versions = sorted(Path("/opt").glob("libreoffice*/program/soffice"), reverse=True)
    return versions[0] if versions else None


def convert(
    path: str | os.PathLike[str],
    to: str,
    out_dir: str | os.PathLike[str],
    timeout: float = TIMEOUT,
) -> Path:
    """Convert one file with LibreOffice; returns the path of the new file in ``out_dir``.

    ``to`` is what ``--convert-to`` takes: ``docx``, ``pdf``, ``xlsx:Calc MS Excel 2007 XML``.

    Raises:
        UnsupportedFormat: LibreOffice is not installed.
        FileProblem: it cannot open the file, or does not finish within ``timeout`` seconds.
    """
    return convert_all([path], to, out_dir, timeout)[0]


def convert_all(
    paths: Sequence[str | os.PathLike[str]],
    to: str,
    out_dir: str | os.PathLike[str],
    timeout: float = TIMEOUT,
) -> list[Path]:
    """Convert several files in one start of LibreOffice, which takes longer than most files do.

    ``timeout`` is for the start and the first file; every further one may take :data:`EACH`.

    Raises:
        UnsupportedFormat: LibreOffice is not installed.
        FileProblem: it cannot open one of the files, or does not finish in time.
    """
    program = find_soffice()
    files, target = [Path(path).resolve() for path in paths], Path(out_dir).resolve()
    if not files:
        return []
    if program is None:
        raise UnsupportedFormat(
            f"没有找到 LibreOffice，无法转换“{files[0].name}”。请安装 LibreOffice，"
            f"或用环境变量 {VARIABLE} 指明 soffice 程序的位置。"
        )
    target.mkdir(parents=True, exist_ok=True)
    made = [target / f"{file.stem}.{to.partition(':')[0]}" for file in files]
    for old in made:
        old.unlink(missing_ok=True)
    sweep_temporary()
    with tempfile.TemporaryDirectory(prefix="taizhang-", ignore_cleanup_errors=True) as profile:
        write_profile(Path(profile))
        command = [
            str(program), f"-env:UserInstallation={Path(profile).as_uri()}", "--headless",
            "--norestore", "--nolockcheck", "--nodefault", "--nologo",
            "--convert-to", to, "--outdir", str(target), *map(str, files),
        ]  # fmt: skip
        said = _run(command, files[0].name, timeout + EACH * (len(files) - 1))
    for file, new in zip(files, made, strict=True):
        if not new.is_file() or not new.stat().st_size:
            raise FileProblem(
                f"LibreOffice 无法打开或转换“{file.name}”，文件可能已损坏或设有密码"
                f"{f'（{said}）' if said else ''}。请用 WPS 或 Office 打开后另存一份再试。"
            )
    return made


def _run(command: list[str], name: str, timeout: float) -> str:
    """Run LibreOffice; returns the last line it wrote about an error."""
    # The started process is a script or launcher; its children must end with it.
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            start_new_session=os.name == "posix", env={**os.environ, **PROXIES},
        )  # fmt: skip
    except OSError as exc:
        raise UnsupportedFormat(
            f"无法启动 LibreOffice（{command[0]}：{exc.strerror}），因此不能转换“{name}”。"
        ) from exc
    try:
        _, errors = process.communicate(timeout=timeout)
    except subprocess.TimeoutExpired as exc:
        _end(process)
        raise FileProblem(
            f"LibreOffice 在 {timeout:.0f} 秒内没有转换完“{name}”。"
            "请用 WPS 或 Word 打开它，另存为 .docx 后再试。"
        ) from exc
    except BaseException:
        _end(process)
        raise
    lines = [s for s in errors.decode("utf-8", "replace").splitlines() if "rror" in s]
    return lines[-1].strip() if lines else ""


def _end(process: subprocess.Popen[bytes]) -> None:
    if os.name == "posix":
        import signal

        # The group is the one that was created for this process alone.
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()
