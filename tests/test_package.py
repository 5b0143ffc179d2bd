"""What travels: declared dependencies, cheap import, a wheel that works outside the checkout."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from typing import Any

import pytest

import toolkit

# How a distribution's import name differs from its own.
IMPORT_NAMES = {
    "chinesecalendar": "chinese_calendar",
    "python-calamine": "python_calamine",
    "python-dateutil": "dateutil",
    "pdfminer.six": "pdfminer",
    "python-docx": "docx",
    "XlsxWriter": "xlsxwriter",
}
# Comes with LibreOffice, never from an index.
NOT_DECLARED = {"uno", "com"}


def declared(root: Path) -> set[str]:
    """Import names of what setup.py requires, extras for users included."""
    source = (root / "setup.py").read_text(encoding="utf-8").split('"dev"')[0]
    names = re.findall(r'"([A-Za-z0-9.-]+)>=', source)
    return {IMPORT_NAMES.get(name, name) for name in names}


def imported(root: Path) -> dict[str, set[str]]:
    """Third-party modules and the files of the package that import them."""
    found: dict[str, set[str]] = {}
    for path in (root / "toolkit").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in names:
                top = name.partition(".")[0]
                if top not in sys.stdlib_module_names and top != "toolkit":
                    found.setdefault(top, set()).add(path.name)
    return found


def test_every_imported_library_is_declared(root: Path) -> None:
    missing = {
        name: files
        for name, files in imported(root).items()
        if name not in declared(root) | NOT_DECLARED
    }
    assert missing == {}


def test_public_names_are_there() -> None:
    for name in toolkit.__all__:
        assert getattr(toolkit, name) is not None
        assert name in dir(toolkit)
    with pytest.raises(AttributeError):
        _ = toolkit.nonsense


def test_import_brings_no_library_along(root: Path) -> None:
    script = (
        "import sys; before = set(sys.modules); import toolkit;"
        "print(sorted(m for m in set(sys.modules) - before))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, capture_output=True, text=True, check=True
    )
    loaded = ast.literal_eval(done.stdout)
    foreign = [
        m for m in loaded if m.partition(".")[0] not in {"toolkit", *sys.stdlib_module_names}
    ]
    assert foreign == []


def test_top_level_imports_are_light(root: Path) -> None:
    """Heavy libraries may be imported inside functions only (or for type checkers)."""
    heavy = declared(root) - {"click"}
    for path in (root / "toolkit").rglob("*.py"):
        if path.name == "conftest.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in tree.body:
            names: list[str] = []
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and not node.level:
                names = [node.module or ""]
            for name in names:
                assert name.partition(".")[0] not in heavy, f"{path.name} imports {name} at its top"


# --- the wheel ----------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from a copy so that no build folder is left in the checkout."""
    import shutil

    copy = tmp_path_factory.mktemp("source") / "taizhang"
    ignored = shutil.ignore_patterns(
        ".git", ".venv", "out", "build", "*.egg-info", "__pycache__", "tests"
    )
    shutil.copytree(root, copy, ignore=ignored)
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    done = subprocess.run([*command, "-w", folder, copy], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    (made,) = folder.glob("taizhang-*.whl")
    return made


@pytest.mark.slow
def test_the_wheel_carries_everything(wheel: Path, root: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("templates", "macros", "examples"):
        for path in (root / folder).rglob("*"):
            if path.is_file() and "__pycache__" not in path.parts:
                inside = f"toolkit/_data/{folder}/{path.relative_to(root / folder).as_posix()}"
                assert inside in names
    for path in (root / "toolkit").rglob("*"):
        if path.is_file() and path.suffix != ".pyc":
            assert path.relative_to(root).as_posix() in names
    assert not [n for n in names if n.startswith(("tests/", "tools/", "benchmarks/"))]
    assert any(n.endswith("LICENSE") for n in names)


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bin folder of an empty environment into which the wheel was installed."""
    home = tmp_path_factory.mktemp("env")
    venv.create(home, with_pip=True)
    folder = home / ("Scripts" if os.name == "nt" else "bin")
    command = [folder / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    done = subprocess.run([*command, f"{wheel}[pdf]"], capture_output=True, text=True)
    if done.returncode and re.search("connection|resolve|timed out|index", done.stderr, re.I):
        pytest.skip(
            "pip cannot reach a package index: " + done.stderr.strip().splitlines()[-1][:120]
        )
    assert done.returncode == 0, done.stderr
    return folder


@pytest.mark.slow
def test_the_installed_wheel_does_everything(installed: Path, tmp_path: Path) -> None:
    def run(*args: str, code: int = 0, **kw: Any) -> str:
        env = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VIRTUAL"))}
        done = subprocess.run(
            [installed / args[0], *args[1:]],
            cwd=tmp_path,
            env=env,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            **kw,
        )
        assert done.returncode == code, f"{args}: {done.stderr}"
        return done.stdout

    where = run("python", "-c", "from toolkit.resources import folder; print(folder('examples'))")
    assert "site-packages" in where
    (example,) = Path(where.strip()).glob("*.docx")
    assert "2022-10-16" in run("taizhang", "deadline", "--year", "2022", "10月16日前")
    assert "区财政局" in run("taizhang", "units", "区财政局牵头，区审计局配合")
    assert "云溪府办发" in run("taizhang", "read", str(example), "--json")
    run("taizhang", "import", str(example), "-o", "台账.xlsx")
    run("taizhang", "check", "台账.xlsx", "--mark", code=3)
    run("taizhang", "sheets", "台账.xlsx", "-o", "任务单")
    run("taizhang", "demo", "-o", "out", "--no-views")
    run("python", "-m", "toolkit", "explain", "D03")
    assert {"台账.xlsx", "任务单", "out"} <= {path.name for path in tmp_path.iterdir()}


# --- the checkout -------------------------------------------------------------------------------


def test_make_bat_installs_anew_when_what_make_looks_at_changes(root: Path) -> None:
    (stamp,) = re.findall(r"^\$\(STAMP\): (.*)$", (root / "Makefile").read_text(), re.MULTILINE)
    script = (root / "make.bat").read_bytes().decode("ascii")
    assert script.count("\n") == script.count("\r\n"), "cmd.exe misreads labels otherwise"
    for file in stamp.split():
        copy = f".venv\\.{file}"
        assert f"fc /b {file} {copy} >nul 2>nul || set CURRENT=no\r\n" in script
        install, _, after = script.partition("pip install")
        assert f"copy /y {file} {copy}" in after and copy in install


def test_commit_hooks_run_what_is_there(root: Path) -> None:
    hooks = (root / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    entries = re.findall(r"entry: (.*)", hooks)
    assert len(entries) == hooks.count("- id:") >= 5
    for entry in entries:
        for file in re.findall(r"\S+\.py", entry):
            assert (root / file).is_file(), entry


def test_the_hook_makes_generated_pages_anew_and_says_so(root: Path, tmp_path: Path) -> None:
    old, new = tmp_path / "old.md", tmp_path / "new.md"
    old.write_text("before", encoding="utf-8")
    new.write_text("after", encoding="utf-8")
    script = (
        "import sys, pathlib; sys.path.insert(0, 'tools'); import check_generated as c\n"
        "p = [pathlib.Path(name) for name in sys.argv[1:]]\n"
        "print([f.name for f in c.behind({one: 'after' for one in p})])\n"
    )
    command = [sys.executable, "-c", script, old, new]
    for behind in ("['old.md']", "[]"):
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
        assert done.stdout.strip() == behind
    assert old.read_text(encoding="utf-8") == "after"
