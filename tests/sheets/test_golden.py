"""Every kind of task sheet beside the workbook that a person has looked at."""

from __future__ import annotations

import os
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from tests.golden_parts import differences
from toolkit.deadlines import find_limits, normalise
from toolkit.ledger import Ledger, Member, ledger_from_notice
from toolkit.model import Notice, Task
from toolkit.sheets import make_task_sheets

GOLDEN = Path(__file__).parent / "golden"
DAY = date(2026, 9, 20)
LONG = "云州市云溪县推进政府职能转变和“放管服”改革协调小组办公室（县行政审批局政务服务科）"

KINDS = {
    "together": {},
    "portrait": {"portrait": True},
    "expanded": {"expand": True, "open_only": True, "before": date(2026, 12, 31)},
    "separate": {"separate": True, "units": ["县财政局"]},
}


def task(number: int, content: str, deadline: str, lead: tuple, others: tuple = (), **more) -> Task:
    limits = find_limits(content, year=2026)
    return Task(
        f"{number:03d}", content, str(number), "加强重点领域信息公开", more.pop("l2", "财政信息"),
        lead, others, tuple(u for u in others if u.startswith("各")),
        normalise(deadline, year=2026), limits, **more,
    )  # fmt: skip


def ledger() -> Ledger:
    towns = "各乡镇人民政府"
    tasks = (
        task(1, "公开2026年预算，5月底前公开绩效目标。", "8月底前", ("县财政局",), (towns,)),
        task(2, "规范公开<权责清单>、A&B两类事项。", "10月1日前", ("县财政局", LONG)),
        task(3, "及时更新机构职能。", "长期坚持", (), ("县财政局", "县审计局")),
        task(4, "=汇总(1)报送进展", "每季度末月25日前", ("县审计局",), ("县财政局",)),
        task(5, "制定实施方案", "省出台文件后2个月完成", ("县财政局",), (),
             extra=(("工作要求", "印发方案，报县政府办备案"), ("责任领导", "张三"))),
        task(6, "主动公开重大项目进展，" * 110, "12月底前", ("县财政局",), (towns,)),
        task(7, "公开审计结果", "适时", ("县审计局",)),
    )  # fmt: skip
    notice = Notice(
        "云溪县人民政府办公室关于印发云溪县2026年政务公开重点工作任务分解表的通知",
        "云政办发〔2026〕5号", "云溪县人民政府办公室", date(2026, 3, 2), 2026, tasks,
    )  # fmt: skip
    made = ledger_from_notice(notice)
    entries = tuple(replace(e, status="已完成") if e.task.id == "002" else e for e in made.entries)
    roster = tuple(
        Member(m.name, (), True, ("东河镇人民政府", "西河镇人民政府")) if m.group else m
        for m in made.roster
    )
    return replace(made, entries=entries, roster=roster)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """One workbook of each kind."""
    found = {}
    for kind, options in KINDS.items():
        folder = tmp_path_factory.mktemp(kind)
        (found[kind],) = make_task_sheets(ledger(), folder, as_of=DAY, **options)
        if os.environ.get("TAIZHANG_RENEW_GOLDEN"):
            shutil.copy(found[kind], GOLDEN / f"{kind}.xlsx")
    return found


@pytest.mark.parametrize("kind", KINDS)
def test_as_looked_at(made: dict[str, Path], kind: str) -> None:
    """See golden/README.md if the change is meant."""
    assert differences(made[kind], GOLDEN / f"{kind}.xlsx") == []


@pytest.mark.parametrize("kind", KINDS)
def test_rules_of_the_format(made: dict[str, Path], kind: str, broken_rules) -> None:
    assert broken_rules(made[kind]) == []


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", KINDS)
def test_libreoffice_keeps_everything(made: dict[str, Path], kind: str, tmp_path: Path) -> None:
    from toolkit.files.libreoffice import convert, find_soffice

    if find_soffice() is None:
        pytest.skip("LibreOffice is not installed")
    back = openpyxl.load_workbook(convert(made[kind], "xlsx", tmp_path), data_only=True)
    ours = openpyxl.load_workbook(made[kind], data_only=True)
    assert back.sheetnames == ours.sheetnames
    for sheet in ours:
        other = back[sheet.title]
        for row in sheet.iter_rows():
            for cell in row:
                assert other[cell.coordinate].value == cell.value, (sheet.title, cell.coordinate)
        assert other.print_title_rows == sheet.print_title_rows
        assert other.page_setup.orientation == sheet.page_setup.orientation
        assert len(other.conditional_formatting) == len(sheet.conditional_formatting)
        assert {str(m) for m in other.merged_cells.ranges} == {
            str(m) for m in sheet.merged_cells.ranges
        }


def test_a_difference_is_named_by_part_and_cell(made: dict[str, Path], tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    with zipfile.ZipFile(made["separate"]) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                data = data.replace("印发方案".encode(), "印发办法".encode())
            new.writestr(name, data)
    (line,) = differences(path, made["separate"])
    assert line.startswith("xl/worksheets/sheet2.xml: cell E")
    assert "印发办法" in line and "印发方案" in line
