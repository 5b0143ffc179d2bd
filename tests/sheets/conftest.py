"""The rules that a workbook must keep, from tests/ledger."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def broken_rules(root: Path) -> Callable[[Path], list[str]]:
    """The checker of ooxml_rules.py; tests are no package, so it is loaded by its path."""
    path = root / "tests" / "ledger" / "ooxml_rules.py"
    spec = importlib.util.spec_from_file_location("ooxml_rules", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    check: Callable[[Path], list[str]] = module.broken_rules
    return check
