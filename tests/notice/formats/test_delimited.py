"""Comma and tab separated text."""

from __future__ import annotations

import pytest

from toolkit.errors import FileProblem
from toolkit.files.source import Source
from toolkit.notice.document import Table
from toolkit.notice.formats.delimited import read_delimited


def grid(content: str, encoding: str = "utf-8") -> list[list[str]]:
    (table,) = read_delimited(Source("表.csv", content.encode(encoding))).blocks
    assert isinstance(table, Table) and table.exact
    return [[c.text for c in row] for row in table.rows]


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("序号,任务\n1,公开", [["序号", "任务"], ["1", "公开"]]),
        ("序号\t任务，内容\r\n1\t公开", [["序号", "任务，内容"], ["1", "公开"]]),
        ("序号;任务\n1;公开,解读", [["序号", "任务"], ["1", "公开,解读"]]),
        ('a,"一\r\n二""三"""\n1,2', [["a", '一\n二"三"'], ["1", "2"]]),
        ("a,b,c\n1\n\n,,\n", [["a", "b", "c"], ["1", "", ""]]),
        ("\n\na,b,,\n", [["a", "b"]]),
        ("sep=;\na;b,c\n", [["a", "b,c"]]),
        ('="007",b', [["007", "b"]]),
        ("只有一列\n第二行", [["只有一列"], ["第二行"]]),
        ('a,"没有结束的引号\nb', [["a", "没有结束的引号\nb"]]),
    ],
)
def test_rows(content: str, rows: list[list[str]]) -> None:
    assert grid(content) == rows


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16", "big5"])
def test_encodings(encoding: str) -> None:
    text = (
        "編號,內容\n1,政務公開重點工作" if encoding == "big5" else "序号,内容\n1,政务公开重点工作"
    )
    assert grid(text, encoding)[1][0] == "1"
    assert grid(text, encoding)[0][1] == text.split("\n")[0].split(",")[1]


def test_places_are_row_numbers() -> None:
    (table,) = read_delimited(Source("表.csv", b"\n\na,b\nc,d")).blocks
    assert isinstance(table, Table)
    assert [row[0].place.row for row in table.rows] == [3, 4]


def test_a_table_that_is_too_wide() -> None:
    content = "," * 100_000 + "x\n" + "a\n" * 1000
    with pytest.raises(FileProblem, match="表格太大"):
        grid(content)
