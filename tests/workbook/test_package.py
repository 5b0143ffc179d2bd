"""The zip of a workbook: parts copied as they are, readable by others, no clock."""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

import pytest

from toolkit.errors import FileProblem, TemplateProblem
from toolkit.files.saving import replacing
from toolkit.resources import resource
from toolkit.workbook.package import Package, PackageWriter, buffered


def test_copied_parts_keep_their_bytes() -> None:
    package = Package.open(resource("templates", "ledger.xlsx"))
    file = io.BytesIO()
    writer = PackageWriter(file)
    for name in package.parts:
        writer.take(package, name)
    writer.add("新/部件.xml", "文字".encode())
    writer.close()
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert archive.read("新/部件.xml").decode() == "文字"
        for name in package.parts:
            assert archive.read(name) == package.read(name)


@pytest.mark.parametrize("with_isal", [True, False])
def test_both_compressors_are_readable(with_isal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    if not with_isal:
        monkeypatch.setitem(sys.modules, "isal", None)
    file = io.BytesIO()
    writer = PackageWriter(file)
    writer.add_stream("a.xml", buffered("公开" * 10 for _ in range(50_000)))
    writer.close()
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        assert archive.read("a.xml").decode() == "公开" * 500_000


def test_damaged_part_is_named(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "x" * 1000)
    data = bytearray(path.read_bytes())
    at = data.index(b"xl/workbook.xml") + len("xl/workbook.xml")
    data[at : at + 6] = b"\xff" * 6
    path.write_bytes(bytes(data))
    with pytest.raises(TemplateProblem, match=r"xl/workbook\.xml"):
        Package.open(path).read("xl/workbook.xml")


def test_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("旧")
    with pytest.raises(RuntimeError), replacing(path, overwrite=True) as file:
        file.write(b"new")
        raise RuntimeError
    assert path.read_text() == "旧" and len(list(tmp_path.iterdir())) == 1


def test_rights_of_the_file_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_text("旧")
    path.chmod(0o640)
    with replacing(path, overwrite=True) as file:
        file.write(b"new")
    assert path.stat().st_mode & 0o777 == 0o640


def test_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match=r"a\.xlsx"):
        Package.open(tmp_path / "a.xlsx")
