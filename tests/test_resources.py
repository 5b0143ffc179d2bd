"""Templates, macros and examples are found in a checkout and in a wheel."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit import resources
from toolkit.errors import TemplateProblem


@pytest.mark.parametrize("name", ["templates", "macros", "examples"])
def test_a_checkout_has_them_at_its_top(root: Path, name: resources.Folder) -> None:
    assert resources.folder(name) == root / name


def test_the_wheels_own_folder_wins_over_a_strangers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "site-packages" / "toolkit"
    own, strange = package / "_data" / "templates", tmp_path / "site-packages" / "templates"
    for folder in (own, strange):
        folder.mkdir(parents=True)
    monkeypatch.setattr(resources, "__file__", str(package / "resources.py"))
    assert resources.folder("templates") == own


def test_what_is_missing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TemplateProblem, match=r"没有\.xlsx"):
        resources.resource("templates", "没有.xlsx")
    monkeypatch.setattr(resources, "__file__", str(tmp_path / "toolkit" / "resources.py"))
    with pytest.raises(TemplateProblem, match="templates"):
        resources.folder("templates")
