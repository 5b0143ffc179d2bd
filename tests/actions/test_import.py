"""``import`` onto a file that is there: what people entered is never lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.actions.conftest import Tree
from toolkit.actions.registry import action
from toolkit.errors import FileProblem, UsageProblem

IMPORT = action("import")
ONTO = {"notice": "通知.docx", "output": "台账.xlsx"}


def put(sheet: str, head: str, value: Any, row: int = 0) -> Callable[[Any], None]:
    """Type a value under a head; below the heads unless a row is given."""

    def edit(book: Any) -> None:
        page = book[sheet]
        for cells in page.iter_rows(max_row=20):
            for cell in cells:
                if cell.value == head:
                    page.cell(row or cell.row + 1, cell.column).value = value
                    return
        raise AssertionError(f"no {head} in {sheet}")

    return edit


def add(sheet: str, values: dict[str, Any]) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        for head, value in values.items():
            put(sheet, head, value)(book)

    return edit


WORK: dict[str, tuple[Callable[[Any], None], str]] = {
    "status": (put("台账", "状态", "已完成"), "状态 1 处"),
    "percent": (put("台账", "完成进度", 0.5), "完成进度 1 处"),
    "progress": (put("台账", "进展情况", "已印发"), "进展情况 1 处"),
    "remark": (put("台账", "备注", "催过"), "备注 1 处"),
    "done on": (put("台账", "完成日期", date(2026, 5, 1)), "完成、销号或延期的日期 1 处"),
    "decided": (put("台账", "时限确认", "是"), "完成、销号或延期的日期 1 处"),
    "units": (put("台账", "责任单位", "县水利局"), "改过的单位 1 处"),
    "alias": (put("单位名录", "别名", "发改局"), "登记的别名 1 处"),
    "unit's own": (put("分办", "进展情况", "已开会"), "单位填报的情况 1 处"),
    "setting": (put("设置", "临期天数", 30), ""),
    "report": (
        add("报送记录", {"月份": "2026-08", "编号": "001", "单位": "县财政局"}),
        "“报送记录” 1 行",
    ),
}  # fmt: skip


def work(folder: Path, edit: Callable[[Any], None]) -> None:
    book = openpyxl.load_workbook(folder / "台账.xlsx")
    edit(book)
    book.save(folder / "台账.xlsx")


@pytest.mark.parametrize("kind", [kind for kind in WORK if kind != "setting"])
def test_a_ledger_that_people_worked_in_is_not_made_anew(
    folder: Path, tree: Tree, kind: str
) -> None:
    edit, lost = WORK[kind]
    work(folder, edit)
    before = tree()
    for dry_run in (True, False):
        with pytest.raises(FileProblem, match="填写过") as caught:
            IMPORT.start({**ONTO, "force": True}, dry_run=dry_run)
        assert lost in str(caught.value)
        assert caught.value.parameter == "merge"
    assert tree() == before


def test_own_columns_and_settings_are_work_too(folder: Path) -> None:
    def edit(book: Any) -> None:
        page = book["台账"]
        page.cell(3, page.max_column + 1).value = "承办科室"
        page.cell(4, page.max_column).value = "综合科"
        for row in book["设置"].iter_rows():
            for cell in row:
                if cell.value == "临期天数":
                    book["设置"].cell(cell.row, cell.column + 1).value = 30

    work(folder, edit)
    with pytest.raises(FileProblem) as caught:
        IMPORT.start({**ONTO, "force": True})
    assert "自设的列“承办科室”" in str(caught.value)
    assert "“设置”里改过的内容" in str(caught.value)


def test_a_ledger_as_it_was_made_may_be_made_anew(folder: Path) -> None:
    """What a program saved, or an upper house of blanks, is not work."""
    assert [w.kind for w in IMPORT.start({**ONTO, "force": True}).writes] == ["same"]
    openpyxl.load_workbook(folder / "台账.xlsx").save(folder / "台账.xlsx")
    kinds = [w.kind for w in IMPORT.start({**ONTO, "force": True}).writes]
    assert kinds == ["backup", "replaced"]


def test_without_force_a_ledger_offers_the_merge_and_another_file_the_force(folder: Path) -> None:
    for name, parameter in (("台账.xlsx", "merge"), ("我的任务单.xlsx", "force")):
        with pytest.raises(FileProblem, match="已经存在") as caught:
            IMPORT.start({**ONTO, "output": name})
        assert caught.value.parameter == parameter


@pytest.mark.parametrize("content", [b"PK\x03\x04 damaged", b"text", b""])
def test_what_is_no_ledger_is_replaced_on_demand_and_kept(folder: Path, content: bytes) -> None:
    (folder / "旧.xlsx").write_bytes(content)
    outcome = IMPORT.start({**ONTO, "output": "旧.xlsx", "force": True})
    backup, replaced = outcome.writes
    assert (backup.kind, replaced.kind) == ("backup", "replaced")
    assert backup.path.read_bytes() == content


def test_a_merge_takes_no_template_and_no_day(folder: Path) -> None:
    for more in ({"as_of": "2026-09-01"}, {"template": "我的任务单.xlsx"}):
        with pytest.raises(UsageProblem, match="并入") as caught:
            IMPORT.start({**ONTO, "merge": True, **more})
        assert caught.value.parameter in more
        assert caught.value.how == "drop"


def test_merging_into_what_is_not_there_makes_it(folder: Path) -> None:
    outcome = IMPORT.start({**ONTO, "output": "新.xlsx", "merge": True})
    assert [w.kind for w in outcome.writes] == ["new"]
    assert "已建立台账" in outcome.message
