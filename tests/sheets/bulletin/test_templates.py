"""The bulletin's templates in the checkout are those that the script makes, part by part."""

from __future__ import annotations

import importlib.util
import zipfile
from datetime import date
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def made(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("templates")
    path = root / "tools" / "make_bulletin_template.py"
    spec = importlib.util.spec_from_file_location("make_bulletin", path)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.main([str(folder)])
    return folder


@pytest.mark.parametrize("name", ["bulletin.xlsx", "bulletin.docx"])
def test_template_is_up_to_date(made: Path, root: Path, name: str) -> None:
    """If this fails: python tools/make_bulletin_template.py, and look at what it made."""
    with zipfile.ZipFile(made / name) as new, zipfile.ZipFile(root / "templates" / name) as old:
        assert new.namelist() == old.namelist()
        assert [part for part in new.namelist() if new.read(part) != old.read(part)] == []


@pytest.mark.parametrize("front", [False, True])
def test_every_placeholder_is_known_and_filled(county, front: bool) -> None:
    from toolkit.figures import month_figures
    from toolkit.sheets.bulletin.fields import known_placeholders
    from toolkit.sheets.bulletin.workbook import filling

    ledger = county()
    figures = month_figures(ledger, (2026, 9), as_of=date(2026, 10, 8))
    made = filling(ledger, figures, front=front)
    fields = (f"{name}.{field}" for name, rows in made.lists.items() for field in rows.fields)
    assert {*made.values, *fields} == set(known_placeholders())
    for rows in made.lists.values():
        assert all(len(row) == len(rows.fields) for row in rows.rows)


def test_the_workbook_keeps_the_rules(root: Path, broken_rules) -> None:
    assert broken_rules(root / "templates" / "bulletin.xlsx") == []
