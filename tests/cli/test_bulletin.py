"""``taizhang bulletin`` as a caller meets it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from toolkit.cli.app import app
from toolkit.deadlines import normalise
from toolkit.ledger import ledger_from_notice, write_ledger
from toolkit.model import Notice, Task


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    tasks = (Task("1", "公开预算", lead=("县财政局",), deadline=normalise("8月底前", year=2026)),)
    notice = Notice("云溪县2026年重点工作台账", "", "云溪县督查室", date(2026, 3, 2), 2026, tasks)
    write_ledger(ledger_from_notice(notice), tmp_path / "台账.xlsx")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(app, ["bulletin", *args])


@pytest.mark.parametrize(
    ("args", "files"),
    [
        (("-o", "a.xlsx"), ["a.xlsx"]),
        (("-o", "a.docx"), ["a.docx"]),
        (("-o", "a.xlsx", "--docx"), ["a.xlsx", "a.docx"]),
        (("-o", "a.docx", "--docx"), ["a.docx"]),
        (("-o", "A.XLSX", "--month", "2026年9月"), ["A.XLSX"]),
        ((), ["通报-2026-10.xlsx"]),
        (("--month", "2026-09", "--docx"), ["通报-2026-09.xlsx", "通报-2026-09.docx"]),
    ],
)
def test_files(folder: Path, args: tuple[str, ...], files: list[str]) -> None:
    result = run("台账.xlsx", "--as-of", "2026-10-08", *args)
    assert result.exit_code == 0, result.stderr
    assert sorted(p.name for p in folder.iterdir()) == sorted(["台账.xlsx", *files])
    assert result.stdout.splitlines() == [f"已生成：{name}" for name in files]


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("--month", "2026-13"), 2, "“2026-13”不是月份，写法如 2026-09"),
        (("--month", "9月"), 2, "“9月”不是月份"),
        (("--month", "2026-11"), 2, "2026年11月还没有到"),
        (("--as-of", "10月8日"), 2, "不是日期"),
        (("-o", "a.pdf"), 2, "扩展名不对"),
        (("-o", "a"), 2, "扩展名不对"),
        (("-o", "没有/a.xlsx"), 1, "不存在"),
        (("-o", "台账.xlsx"), 1, "正是要读取的文件"),
        (("-o", "a.xlsx", "--template", "b.docx"), 2, "不是一类文件"),
        (("-o", "a.xlsx", "--template", "b.xlsx"), 1, "b.xlsx"),
    ],
)
def test_one_clear_message(folder: Path, args: tuple[str, ...], code: int, message: str) -> None:
    result = run("台账.xlsx", "--as-of", "2026-10-08", *args)
    assert (result.exit_code, result.stdout) == (code, "")
    (line,) = result.stderr.splitlines()
    assert message in line
    assert [p.name for p in folder.iterdir()] == ["台账.xlsx"]


def test_reports_are_read_and_the_file_is_replaced_on_demand(folder: Path) -> None:
    book = openpyxl.load_workbook("台账.xlsx")
    sheet = book["报送记录"]
    heads = {cell.value: cell.column for cell in sheet[3]}
    for head, value in (
        ("月份", "2026-08"),
        ("编号", "1"),
        ("单位", "县财政局"),
        ("完成进度", 0.5),
    ):
        sheet.cell(4, heads[head], value)
    book.save("台账.xlsx")
    args = ("台账.xlsx", "-o", "a.xlsx", "--month", "2026-09", "--as-of", "2026-10-08")
    assert run(*args).exit_code == 0
    first = Path("a.xlsx").read_bytes()
    assert run(*args).exit_code == 1
    assert run(*args, "--force").exit_code == 0
    assert Path("a.xlsx").read_bytes() == first
    rows = list(openpyxl.load_workbook("a.xlsx")["图表数据"].values)
    assert ("2026.8", 0, 0.5, None) in rows
    assert not any(
        "没有2026年8月的数据" in str(v)
        for row in openpyxl.load_workbook("a.xlsx")["通报"].values
        for v in row
    )
