"""``check``: several files, marks, the list to print, what a script may rely on."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from tests.actions.conftest import Tree
from toolkit.actions.registry import action
from toolkit.errors import FileProblem, UsageProblem

CHECK = action("check")


@pytest.mark.parametrize("bad", ["没有.docx", "坏.xlsx", "空.txt", "办公室"])
@pytest.mark.parametrize("at", [0, 1, 2])
def test_a_bad_file_does_not_keep_the_others_from_it(folder: Path, bad: str, at: int) -> None:
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04")
    (folder / "空.txt").write_bytes(b"")
    (folder / "办公室").mkdir()
    files = ["台账.xlsx", "通知.txt"]
    files.insert(at, bad)
    outcome = CHECK.start({"files": files})
    assert {finding["file"] for finding in outcome.data} >= {"台账.xlsx", "通知.txt"}
    (failure,) = outcome.failures
    assert bad in str(failure)
    assert outcome.end == "failed"


def test_a_fault_of_our_own_in_one_file_does_not_stop_the_others_either(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from toolkit import review

    true = review.review

    def broken(path: Path) -> object:
        if path.name == "通知.txt":
            raise IndexError("list index out of range")
        return true(path)

    monkeypatch.setattr(review, "review", broken)
    outcome = CHECK.start({"files": ["通知.txt", "台账.xlsx"]})
    assert outcome.data
    assert [type(failure) for failure in outcome.failures] == [IndexError]


def test_a_notice_is_not_marked_and_the_ledger_beside_it_is(folder: Path) -> None:
    outcome = CHECK.start({"files": ["通知.docx", "台账.xlsx"], "mark": True})
    (failure,) = outcome.failures
    assert isinstance(failure, UsageProblem)
    assert failure.action == "import"
    assert [write.kind for write in outcome.writes] == ["backup", "replaced"]


@pytest.mark.parametrize(
    ("files", "strict", "end"),
    [
        (("台账.xlsx",), False, "findings"),
        (("干净.txt",), False, "done"),
        (("干净.txt",), True, "done"),
        (("提醒.txt",), False, "done"),
        (("提醒.txt",), True, "findings"),
        (("没有.txt", "台账.xlsx"), False, "failed"),
    ],
)
def test_how_it_ends(folder: Path, files: tuple[str, ...], strict: bool, end: str) -> None:
    clean = "云溪县2026年任务分工表\n任务\t牵头单位\t责任单位\t完成时限\n"
    (folder / "干净.txt").write_text(
        clean + "公开预算\t县财政局\t县审计局\t10月底前\n编制目录\t县审计局\t县财政局\t9月底前\n"
    )
    # 8月前 is said in two ways: a warning.
    (folder / "提醒.txt").write_text(
        clean + "公开预算\t县财政局\t县审计局\t8月前\n编制目录\t县审计局\t县财政局\t9月底前\n"
    )
    assert CHECK.start({"files": files, "strict": strict}).end == end


def test_the_list_to_print_holds_what_was_found_in_all_files(folder: Path) -> None:
    values = {"files": ["台账.xlsx", "通知.txt"], "output": "问题清单.xlsx"}
    outcome = CHECK.start(values)
    cells = [
        str(c)
        for row in openpyxl.load_workbook(folder / "问题清单.xlsx").active.values
        for c in row
    ]
    text = "\n".join(cells)
    assert {f["code"] for f in outcome.data} <= set(cells)
    assert "台账.xlsx" in text and "通知.txt" in text
    with pytest.raises(FileProblem, match="已经存在") as caught:
        CHECK.start(values)
    assert caught.value.parameter == "force"


def test_each_finding_has_its_codes_and_its_task(folder: Path) -> None:
    data = CHECK.start({"files": ["台账.xlsx"]}).data
    (doubled,) = [f for f in data if f["code"] == "T03"]
    assert doubled["name"] == "task-content-doubled"
    assert doubled["id"]
    assert {"code", "name", "severity", "id", "place", "file", "sheet", "row", "column", "value",
            "message", "fix"} == set(doubled)  # fmt: skip


def test_marking_twice_changes_nothing_the_second_time(folder: Path, tree: Tree) -> None:
    CHECK.start({"files": ["台账.xlsx"], "mark": True})
    first = (folder / "台账.xlsx").read_bytes()
    CHECK.start({"files": ["台账.xlsx"], "mark": True})
    assert (folder / "台账.xlsx").read_bytes() == first
