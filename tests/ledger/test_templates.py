"""The templates in the checkout are those that the script makes, part by part."""

from __future__ import annotations

import importlib.util
import zipfile
from pathlib import Path

import pytest

NAMES = ("ledger.xlsx", "findings.xlsx")


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    spec = importlib.util.spec_from_file_location("make", root / "tools" / "make_templates.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main([str(folder)])
    return folder


@pytest.mark.parametrize("name", NAMES)
def test_template_is_up_to_date(made: Path, root: Path, name: str) -> None:
    """If this fails: python tools/make_templates.py, and look at what it made."""
    with zipfile.ZipFile(made / name) as new, zipfile.ZipFile(root / "templates" / name) as old:
        assert new.namelist() == old.namelist()
        different = [part for part in new.namelist() if new.read(part) != old.read(part)]
    assert different == []


@pytest.mark.parametrize("name", NAMES)
def test_template_keeps_the_rules(root: Path, name: str, broken_rules) -> None:
    assert broken_rules(root / "templates" / name) == []
