"""The templates of task sheets in the checkout are those that the script makes, part by part."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from tests.golden_parts import differences

NAMES = ("task_sheet.xlsx", "task_sheet_portrait.xlsx")


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    script = root / "tools" / "make_task_sheet_templates.py"
    spec = importlib.util.spec_from_file_location("make_task_sheet_templates", script)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    module.main([str(folder)])
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_template_is_up_to_date(made: Path, root: Path, name: str) -> None:
    """If this fails: python tools/make_task_sheet_templates.py, and look at what it made."""
    assert differences(made / name, root / "templates" / name) == []


@pytest.mark.parametrize("name", NAMES)
def test_template_keeps_the_rules(root: Path, name: str, broken_rules) -> None:
    assert broken_rules(root / "templates" / name) == []
