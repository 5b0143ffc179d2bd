"""The pages keep step with the code: every command and code is documented, every example runs."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import Any

import click
import pytest
from click.testing import CliRunner

from toolkit.checks import all_problems
from toolkit.cli.app import app

COMMANDS = app.list_commands(click.Context(app))
READMES = ("README.md", "README.zh-CN.md")
PAGES = (
    *READMES,
    "CHANGELOG.md",
    "docs/development.md",
    "docs/manual.zh-CN.md",
    "benchmarks/README.md",
)


def tool(root: Path, name: str) -> ModuleType:
    """A script of tools/ as a module."""
    spec = importlib.util.spec_from_file_location(name, root / "tools" / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def text(root: Path, page: str) -> str:
    return (root / page).read_text(encoding="utf-8")


def test_the_catalogue_is_what_the_classes_say(root: Path) -> None:
    made = tool(root, "make_catalogue").catalogue()
    assert text(root, "docs/checks.md") == made, "run python tools/make_catalogue.py"


def test_every_code_is_in_the_catalogue(root: Path) -> None:
    page = text(root, "docs/checks.md")
    for problem in all_problems():
        assert f"</a>{problem.code} {problem.title}\n" in page


def test_the_cli_reference_is_what_help_says(root: Path) -> None:
    made = tool(root, "make_cli_reference").reference()
    assert text(root, "docs/cli.md") == made, "run python tools/make_cli_reference.py"


@pytest.mark.parametrize("page", [*READMES, "docs/cli.md", "docs/manual.zh-CN.md"])
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(root: Path, page: str, command: str) -> None:
    if page == "docs/manual.zh-CN.md" and command in {"completion", "version"}:
        pytest.skip("not a clerk's command")
    assert f"taizhang {command}" in text(root, page)


@pytest.mark.parametrize("page", READMES)
def test_every_option_of_a_clerks_command_is_in_the_readme(root: Path, page: str) -> None:
    context = click.Context(app)
    for name in ("read", "import", "check", "deadline", "units", "sheets"):
        command = app.get_command(context, name)
        assert command is not None
        for param in command.params:
            if isinstance(param, click.Option) and param.name not in {"year", "column", "as_json"}:
                assert any(opt in text(root, page) for opt in param.opts), f"{name} {param.opts}"


@pytest.mark.parametrize("page", [*READMES, "docs/cli.md", "docs/manual.zh-CN.md"])
def test_no_page_shows_a_command_or_option_that_does_not_exist(root: Path, page: str) -> None:
    context = click.Context(app)
    for line in re.findall(r"taizhang ([a-z]+(?: [^`\n|]*)?)", text(root, page)):
        name, _, rest = line.partition(" ")
        command = app.get_command(context, name)
        assert command is not None, line
        known = {opt for param in command.params for opt in param.opts} | {"--help"}
        for option in re.findall(r"(?<!\S)\[?(--?[a-z][a-z-]*)", rest):
            assert option in known, line


@pytest.mark.parametrize("page", PAGES)
def test_links_lead_somewhere(root: Path, page: str) -> None:
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text(root, page)):
        if "://" not in target:
            assert ((root / page).parent / target).exists(), target


@pytest.mark.parametrize("page", READMES)
def test_python_examples_run(root: Path, page: str) -> None:
    for code in re.findall(r"```python\n(.*?)```", text(root, page), re.DOTALL):
        done = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code], cwd=root, capture_output=True, timeout=120
        )
        assert done.returncode == 0, done.stderr.decode()
        assert done.stdout.strip()


def example_in_the_development_page(root: Path, title: str) -> dict[str, Any]:
    """The names that the code block below a title of the page defines."""
    section = text(root, "docs/development.md").partition(f"\n## {title}\n")[2]
    (code,) = re.findall(r"```python\n(.*?)```", section.partition("\n## ")[0], re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(code, "development.md", "exec"), names)
    return names


def test_the_example_of_a_check_in_the_development_page_works(root: Path) -> None:
    from toolkit.checks import Subject
    from toolkit.model import Notice, Task

    check = example_in_the_development_page(root, "Add a check")["TaskTooLong"]
    subject = Subject(Notice(tasks=(Task("1", "字" * 501), Task("2", "短"))))
    (finding,) = check.run(subject)
    assert finding.message.startswith("任务内容有501字")
    assert check.name == "task-too-long"


def test_the_example_of_a_command_in_the_development_page_works(root: Path, written: Path) -> None:
    from toolkit.cli.command import command_of

    action = example_in_the_development_page(root, "Add a command")["ACTION"]
    run = CliRunner().invoke(command_of(action), [str(written), "--lead", "--json"])
    counts = json.loads(run.stdout)
    assert counts and all(number > 0 for number in counts.values())


@pytest.mark.parametrize("suffix", [".docx", ".html", ".txt"])
def test_the_examples_are_what_their_script_makes(root: Path, suffix: str) -> None:
    sys.path.insert(0, str(root / "tools"))
    try:
        tools = tool(root, "make_examples")
    finally:
        sys.path.remove(str(root / "tools"))
    path = root / "examples" / f"{tools.STEM}{suffix}"
    made, kept = tools.MAKERS[suffix](), path.read_bytes()
    if suffix == ".docx":
        # Another version of python-docx may bring another default template; the words must agree.
        made, kept = (part(data, "word/document.xml") for data in (made, kept))
    assert made == kept, "run python tools/make_examples.py"


def part(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(name)


def test_versions_agree(root: Path) -> None:
    import toolkit

    assert f"## {toolkit.__version__} " in text(root, "CHANGELOG.md")


def test_no_public_function_lacks_a_docstring(root: Path) -> None:
    import toolkit

    for name in toolkit.__all__:
        value = getattr(toolkit, name)
        if callable(value):
            assert value.__doc__, name
