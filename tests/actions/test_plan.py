"""The reading plan on the way through the commands: shown, corrected, given back."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.actions.registry import action
from toolkit.errors import BadPlan, FileProblem, NoTasks
from toolkit.hosts import FileHost

READ, IMPORT = action("read"), action("import")
TABLES = (
    (
        ("序号", "任务", "责任单位", "完成时限"),
        ("1", "修路", "县交通局", "6月底前"),
        ("2", "架桥", "县水利局", "7月底前"),
    ),
    (
        ("事情", "谁来办", "啥时候"),
        ("把灯装好", "电力上", "8月底前"),
        ("把井挖好", "水务上", "9月底前"),
    ),
)


@pytest.fixture
def notice(folder: Path) -> Path:
    rows = [["".join(f"<td>{c}</td>" for c in row) for row in table] for table in TABLES]
    tables = [
        "<table>" + "".join(f"<tr>{row}</tr>" for row in table) + "</table>" for table in rows
    ]
    path = folder / "来文.html"
    title = "<p>云溪县2026年重点工作任务清单</p>"
    path.write_text(title + "<p>附件2</p>".join(tables), encoding="utf-8")
    return path


def plan_text(notice: Path) -> str:
    (text,) = READ.start({"notice": notice, "plan": True}).parts
    assert isinstance(text, str)
    return text


def imported(notice: Path, **values: object) -> list[tuple[str, str]]:
    IMPORT.start({"notice": notice, "output": "新台账.xlsx", **values})
    tasks = [entry.task for entry in FileHost(Path("新台账.xlsx")).read().entries]
    return [(task.content, "、".join((*task.lead, *task.others))) for task in tasks]


def test_the_plan_is_a_file_that_reads_the_same(notice: Path) -> None:
    Path("方案.toml").write_text(plan_text(notice), encoding="utf-8")
    assert imported(notice, plan="方案.toml") == [("修路", "县交通局"), ("架桥", "县水利局")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_corrected_plan_decides(notice: Path, encoding: str) -> None:
    """Whatever the editor or the terminal made of the file."""
    text = (
        plan_text(notice).partition('[["表"]]')[0]
        + """
[["表"]]
"表号" = 1
"读取" = false

[["表"]]
"表号" = 2
"读取" = true
"表头行" = 1
"列" = [
  { "列名" = "事情", "读作" = "任务" },
  { "列名" = "谁来办", "读作" = "责任单位" },
  { "列名" = "啥时候", "读作" = "完成时限" },
]
"""
    )
    Path("方案.toml").write_text(text, encoding=encoding)
    assert imported(notice, plan="方案.toml") == [("把灯装好", "电力上"), ("把井挖好", "水务上")]


def test_only_the_tables_that_are_named(notice: Path) -> None:
    assert imported(notice, table=(1,)) == [("修路", "县交通局"), ("架桥", "县水利局")]
    with pytest.raises(BadPlan, match=r"没有第9张表.*表1（序号、任务") as caught:
        IMPORT.start({"notice": notice, "output": "别的.xlsx", "table": (9,)})
    assert (caught.value.parameter, caught.value.how) == ("table", "fix")
    assert not Path("别的.xlsx").exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("= 3", "“方案.toml”：读取方案不是合法的 TOML"),
        ('"读正文" = "否"', "读正文应写 true 或 false，写的是“否”"),
        ('[["表"]]\n"表号" = 1\n"读取" = "否"', "表1的“读取”应写 true 或 false"),
        ('[["表"]]\n"表号" = 1\n"表头行数" = "两行"', "表1的行号应是.*“两行”"),
        ('[["表"]]\n"表号" = 8', "写了表8，这份来文里读到的表有：表1"),
        ('[["表"]]\n"表号" = 1\n"不读的行" = [2, 40]', "表1写了第40行，这张表只有3行"),
        ('"表" = [3]', "没有写“表号”"),
    ],
)
def test_what_does_not_fit_is_said(notice: Path, text: str, says: str) -> None:
    Path("方案.toml").write_text(text, encoding="utf-8")
    with pytest.raises(BadPlan, match=says) as caught:
        imported(notice, plan="方案.toml")
    assert (caught.value.parameter, caught.value.how) == ("plan", "fix")
    assert not Path("新台账.xlsx").exists()


def test_a_plan_that_is_not_there(notice: Path) -> None:
    with pytest.raises(FileProblem, match=r"没有\.toml"):
        imported(notice, plan="没有.toml")


def test_nothing_read_points_to_the_plan(folder: Path) -> None:
    path = folder / "名单.txt"
    path.write_text("单位\t联络员\t电话\n县教育局\t张某\t1\n县水利局\t李某\t2\n", encoding="utf-8")
    with pytest.raises(NoTasks, match="看到的表：表1（单位、联络员") as caught:
        READ.start({"notice": path})
    assert caught.value.parameter == "plan"
    assert '"表号" = 1' in plan_text(path)
