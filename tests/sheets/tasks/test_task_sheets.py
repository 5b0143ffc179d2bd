"""Task sheets: every unit, its tasks by date, names that Excel accepts, nothing cut."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import openpyxl
import pytest

from toolkit.deadlines import normalise
from toolkit.errors import FileProblem, LedgerProblem, UnsupportedFormat, UsageProblem
from toolkit.ledger import Ledger, ledger_from_notice
from toolkit.model import Notice, Task
from toolkit.sheets import make_task_sheets
from toolkit.text import width as width_of

DAY = date(2026, 3, 2)


def task(name: str, deadline: str, lead=(), others=(), content="公开预算") -> Task:
    return Task(name, content, l1="重点工作", l2="分项", lead=lead, others=others,
                deadline=normalise(deadline, year=2026))  # fmt: skip


def ledger_of(*tasks: Task) -> Ledger:
    return ledger_from_notice(
        Notice(
            "云溪县2026年政务公开重点工作责任分工表", "云政办发〔2026〕5号", year=2026, tasks=tasks
        )
    )


LEDGER = ledger_of(
    task("1", "长期坚持", ("县财政局",), ("县审计局",)),
    task("2", "10月底前", ("县审计局",), ("县财政局", "各乡镇人民政府")),
    task("3", "6月底前", ("县财政局",)),
    task("4", "适时", ("县财政局",)),
    task("5", "每季度末月20日前", (), ("县财政局",)),
)


def made(tmp_path: Path, ledger: Ledger = LEDGER, **options: object) -> openpyxl.Workbook:
    (path,) = make_task_sheets(ledger, tmp_path, as_of=DAY, **options)
    return openpyxl.load_workbook(path)


def test_a_sheet_for_every_unit_and_an_index(tmp_path: Path) -> None:
    book = made(tmp_path)
    assert book.sheetnames == ["目录", "县财政局", "县审计局", "各乡镇人民政府"]
    index = [[c.value for c in row] for row in book["目录"].iter_rows(min_row=4, max_row=6)]
    # Unit, lead, other, all, late, near.
    assert [row[1:7] for row in index] == [
        ["县财政局", 3, 2, 5, 0, 0],
        ["县审计局", 1, 1, 2, 0, 0],
        ["各乡镇人民政府", 0, 1, 1, 0, 0],
    ]
    assert index[0][7].date() == date(2026, 3, 20)
    assert book["目录"]["B4"].hyperlink.location == "'县财政局'!A1"


def test_what_stands_on_a_sheet(tmp_path: Path) -> None:
    sheet = made(tmp_path)["县财政局"]
    assert sheet["A1"].value == "云溪县2026年政务公开重点工作（县财政局）任务清单"
    assert sheet["A2"].value == "单位：县财政局"
    assert sheet["F2"].value == "制表日期：2026年3月2日"
    assert sheet["A3"].value == (
        "来文：云溪县2026年政务公开重点工作责任分工表（云政办发〔2026〕5号）"
    )
    assert "签字" in sheet["A4"].value and "接收日期" in sheet["H4"].value
    assert sheet["A5"].value == "共 5 项任务：牵头 3 项，责任 2 项"
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=7, max_row=11)]
    # By date, the next one of a recurring task among them; then what always holds or has no limit.
    assert [(row[0], row[2], row[5]) for row in rows] == [
        (1, "责任", "每季度末月20日前"),
        (2, "牵头", "6月底前"),
        (3, "责任", "10月底前"),
        (4, "牵头", "长期坚持"),
        (5, "牵头", "适时"),
    ]
    # The number in the ledger, by which paper that comes back is matched.
    assert sheet["B6"].value == "编号"
    known = {task.id: task.deadline.raw for task in LEDGER.tasks}
    assert [known[row[1]] for row in rows] == [row[5] for row in rows]
    assert [row[6].date() for row in rows[:3]] == [
        date(2026, 3, 20), date(2026, 6, 30), date(2026, 10, 31),
    ]  # fmt: skip
    assert [row[6:8] for row in rows[3:]] == [["长期", "长期"], [None, "待定"]]
    assert rows[2][8] == "牵头：县审计局\n责任：各乡镇人民政府"
    assert rows[1][3] == "重点工作\n分项"
    assert sheet.max_row == 11


def test_print_set_up(tmp_path: Path) -> None:
    sheet = made(tmp_path)["县审计局"]
    assert sheet.print_title_rows == "$6:$6"
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert sheet.page_setup.useFirstPageNumber and sheet.page_setup.firstPageNumber in (None, 1)
    # All sheets print as one job, in which the number of all pages would be that of all units.
    assert sheet.oddFooter.center.text == "第 &P 页"
    assert sheet.oddFooter.left.text == "县审计局"
    active = [s.title for s in sheet.parent if s.sheet_view.tabSelected]
    assert active == ["目录"]


def test_portrait(tmp_path: Path) -> None:
    sheet = made(tmp_path, portrait=True)["县审计局"]
    assert sheet.page_setup.orientation == "portrait"
    assert (sheet["B6"].value, sheet["B7"].value) == ("编号", "2")
    assert sheet["D7"].value == "【重点工作 · 分项】公开预算"


def test_rules_and_bytes(tmp_path: Path, broken_rules) -> None:
    one, two = (make_task_sheets(LEDGER, tmp_path / n, as_of=DAY)[0] for n in "12")
    assert broken_rules(one) == []
    assert one.read_bytes() == two.read_bytes()


def test_only_some_units(tmp_path: Path) -> None:
    assert made(tmp_path, units=["县审计局"]).sheetnames == ["目录", "县审计局"]
    with pytest.raises(UsageProblem, match="县水务局"):
        make_task_sheets(LEDGER, tmp_path, units=["县水务局"])


def test_names_that_excel_forbids(tmp_path: Path, broken_rules) -> None:
    names = ("县教育局/体育局", "县教育局／体育局", "县" * 60, "县" * 60 + "二", "目录", "'引号'")
    (path,) = make_task_sheets(ledger_of(*(task(str(i), "6月底前", (n,)) for i, n in enumerate(names))),
                               tmp_path, as_of=DAY)  # fmt: skip
    assert broken_rules(path) == []
    book = openpyxl.load_workbook(path)
    assert [s["A2"].value for s in book.worksheets[1:]] == [
        f"单位：{name}" for name in (names[0], *names[2:])
    ], "names that differ in width alone are one unit"
    assert book.sheetnames[1] == "县教育局／体育局"


def test_three_hundred_units(tmp_path: Path, broken_rules) -> None:
    units = tuple(f"第{n}镇人民政府" for n in range(300))
    (path,) = make_task_sheets(ledger_of(task("1", "6月底前", (), units)), tmp_path, as_of=DAY)
    assert broken_rules(path) == []
    assert len(openpyxl.load_workbook(path, read_only=True).sheetnames) == 301


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("length", [10, 300, 1200, 5000])
def test_long_contents_go_on_in_the_next_row(tmp_path: Path, length: int, portrait: bool) -> None:
    text = "".join(f"第{n}项，" for n in range(length))[:length]
    book = made(tmp_path, ledger_of(task("007", "6月底前", ("甲局",), content=text)),
                portrait=portrait)  # fmt: skip
    sheet = book["甲局"]
    column = next(c.column for c in sheet[6] if c.value == "任务内容")
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=7)]
    pieces = [row[column - 1].removeprefix("（接上）") for row in rows]
    assert "".join(pieces).replace("【重点工作 · 分项】", "") == text
    assert [row[1] for row in rows] == ["007"] * len(rows)
    assert [row[0] for row in rows] == [1, *[None] * (len(rows) - 1)]
    assert (len(rows) > 1) == (length > 300)
    wide = sheet.column_dimensions[sheet.cell(6, column).column_letter].width
    for number, row in enumerate(rows, 7):
        size = sheet.cell(number, column).font.sz
        per_line = int((wide * 8 - 5) / (size * 96 / 72))
        lines = -(-width_of(row[column - 1]) // (2 * per_line))
        # Never smaller, never cut, never higher than what is left of the first page.
        assert size == 10
        assert size * 1.3 * lines < sheet.row_dimensions[number].height < 600


def test_formulas_of_units_stay_text(tmp_path: Path) -> None:
    book = made(tmp_path, ledger_of(task("1", "=TODAY()", ("=甲局",), content="+1")))
    sheet = book.worksheets[1]
    assert [sheet[c].data_type for c in ("E7", "F7")] == ["s", "s"]
    assert book["目录"]["B4"].data_type == "s"


def test_existing_file_is_not_overwritten(tmp_path: Path) -> None:
    made(tmp_path)
    with pytest.raises(FileProblem, match="已经存在"):
        made(tmp_path)
    made(tmp_path, overwrite=True)


def test_ledger_without_units(tmp_path: Path) -> None:
    with pytest.raises(LedgerProblem, match="没有一项任务写明单位"):
        make_task_sheets(ledger_of(task("1", "6月底前")), tmp_path)


def test_progress_is_told(tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    made(tmp_path, progress=lambda done, total: steps.append((done, total)))
    assert steps == [(1, 3), (2, 3), (3, 3)]


# --- files for every unit -------------------------------------------------------------------------


def test_a_file_for_every_unit(tmp_path: Path, broken_rules) -> None:
    paths = make_task_sheets(LEDGER, tmp_path, as_of=DAY, separate=True)
    assert [p.name for p in paths] == ["县财政局.xlsx", "县审计局.xlsx", "各乡镇人民政府.xlsx"]
    together = made(tmp_path)
    for path in paths:
        assert broken_rules(path) == []
        book = openpyxl.load_workbook(path)
        assert book.sheetnames == ["任务单"]
        assert list(book["任务单"].values) == list(together[path.stem].values)
        assert book["任务单"].oddFooter.center.text == "第 &P 页 共 &N 页"
        assert book["任务单"].sheet_view.tabSelected


def test_a_units_file_does_not_depend_on_the_others(tmp_path: Path) -> None:
    every = make_task_sheets(LEDGER, tmp_path / "1", as_of=DAY, separate=True)
    (alone,) = make_task_sheets(
        LEDGER, tmp_path / "2", as_of=DAY, separate=True, units=["县审计局"]
    )
    assert alone.read_bytes() == every[1].read_bytes()


def test_one_zip_named_by_unit(tmp_path: Path) -> None:
    import zipfile

    (path,) = make_task_sheets(LEDGER, tmp_path, as_of=DAY, zipped=True)
    (again,) = make_task_sheets(LEDGER, tmp_path / "2", as_of=DAY, zipped=True)
    files = make_task_sheets(LEDGER, tmp_path, as_of=DAY, separate=True)
    assert path.name == "任务单.zip" and path.read_bytes() == again.read_bytes()
    with zipfile.ZipFile(path) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [f.name for f in files]
        assert all(info.flag_bits & 0x800 for info in archive.infolist()), "names are UTF-8"
        assert [archive.read(f.name) for f in files] == [f.read_bytes() for f in files]


@pytest.mark.parametrize("options", [{"separate": True}, {"zipped": True}, {}])
def test_a_second_click_overwrites_nothing(tmp_path: Path, options: dict[str, bool]) -> None:
    before = {p: p.read_bytes() for p in make_task_sheets(LEDGER, tmp_path, as_of=DAY, **options)}
    later = date(2026, 4, 1)
    if "separate" in options:
        # Even those that are missing are not written: half a set would be taken for a whole one.
        (tmp_path / "县财政局.xlsx").unlink()
        del before[tmp_path / "县财政局.xlsx"]
    with pytest.raises(FileProblem, match=r"已经存在|已有同名文件 2 个"):
        make_task_sheets(LEDGER, tmp_path, as_of=later, **options)
    assert {p: p.read_bytes() for p in tmp_path.iterdir()} == before
    make_task_sheets(LEDGER, tmp_path, as_of=later, overwrite=True, **options)
    assert all(p.read_bytes() != old for p, old in before.items())


def test_names_that_file_systems_forbid(tmp_path: Path) -> None:
    names = ("县教育局/体育局", "县教育局／体育局", "CON", "局" * 100, "a.", "A")
    ledger = ledger_of(*(task(str(i), "6月底前", (n,)) for i, n in enumerate(names)))
    paths = make_task_sheets(ledger, tmp_path, as_of=DAY, separate=True)
    assert [p.stem for p in paths[:2]] == ["县教育局／体育局", "CON_"]
    assert len({p.name.casefold() for p in paths}) == len(names) - 1, "twins in width are one"
    assert max(len(p.name.encode()) for p in paths) <= 255


@pytest.mark.parametrize("options", [{}, {"separate": True}, {"zipped": True}])
def test_pdf_needs_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: dict[str, bool]
) -> None:
    monkeypatch.setenv("TAIZHANG_SOFFICE", "")
    with pytest.raises(UnsupportedFormat, match=r"LibreOffice.*另存为 PDF"):
        make_task_sheets(LEDGER, tmp_path / "x", pdf=True, **options)
    assert not (tmp_path / "x").exists()


def test_a_template_and_portrait_exclude_each_other(tmp_path: Path) -> None:
    with pytest.raises(UsageProblem, match="只能用一个") as caught:
        make_task_sheets(LEDGER, tmp_path, portrait=True, template="模板.xlsx")
    assert (caught.value.parameter, caught.value.how) == ("portrait", "drop")


def test_groups_that_cannot_be_expanded_are_told(tmp_path: Path) -> None:
    from dataclasses import replace

    told: list[str] = []
    tasks = (replace(LEDGER.tasks[1], groups=("各乡镇人民政府",)),)
    make_task_sheets(ledger_of(*tasks), tmp_path, expand=True, tell=told.append)
    assert len(told) == 1 and "各乡镇人民政府" in told[0]
