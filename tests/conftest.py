"""What all tests share: the marks' meaning, their order, and where the samples are."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import ooxml_rules
from tests.builders import Build
from tests.county import county_notice
from toolkit.ledger import Ledger, ledger_from_notice, write_ledger

ROOT = Path(__file__).resolve().parent.parent

# Fast tests tell most and cost least, so they come first.
_LAST = ("shared", "libreoffice", "slow")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Unmarked tests first, then samples, LibreOffice and the slow ones; skip what cannot run."""
    absent = None if has_libreoffice() else pytest.mark.skip(reason="LibreOffice is not installed")
    for item in items:
        if absent and item.get_closest_marker("libreoffice"):
            item.add_marker(absent)
    items.sort(key=_rank)


def _rank(item: pytest.Item) -> int:
    return max((_LAST.index(m.name) + 1 for m in item.iter_markers() if m.name in _LAST), default=0)


def has_libreoffice() -> bool:
    """Whether LibreOffice is there; asks the package, so that tests and program agree."""
    try:
        from toolkit.files.libreoffice import find_soffice
    except ImportError:
        return shutil.which("soffice") is not None
    return find_soffice() is not None


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with real notices beside the checkout; they are not part of the project."""
    folder = ROOT.parent / "shared"
    if not (folder / "seeds").is_dir():
        pytest.skip("the sample notices (../shared/seeds) are not beside this checkout")
    return folder


@pytest.fixture(scope="session")
def example(root: Path) -> Path:
    """The fictional county's notice as a Word file."""
    return root / "examples" / "云溪县2026年政务公开重点工作通知.docx"


@pytest.fixture(scope="session")
def broken_rules() -> Callable[[Path], list[str]]:
    """The checker of what Excel demands of a package."""
    return ooxml_rules.broken_rules


@pytest.fixture(scope="session")
def build() -> type[Build]:
    """Builders of files and printers of documents."""
    return Build


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str, bytes | str], Path]:
    """Write a file and return its path; text goes out as UTF-8."""

    def write(name: str, content: bytes | str) -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture(scope="session")
def ledger() -> Ledger:
    """The fictional county's ledger, as made from its notice."""
    return ledger_from_notice(county_notice())


@pytest.fixture
def written(ledger: Ledger, tmp_path: Path) -> Path:
    """The fictional county's ledger in a file."""
    return write_ledger(ledger, tmp_path / "台账.xlsx")
