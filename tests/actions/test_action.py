"""The frame: values are converted, sources are safe, a ledger is never lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.actions.conftest import Tree
from toolkit.actions.action import Action, Job
from toolkit.actions.outcome import Outcome
from toolkit.actions.parameter import Kind, Parameter
from toolkit.actions.registry import action
from toolkit.errors import FileProblem, UsageProblem
from toolkit.files.saving import make_folder, replacing
from toolkit.hosts import Applied, FileHost


def made(*parameters: Parameter, run: Any = None, **words: Any) -> Action:
    def echo(job: Job, **given: Any) -> Outcome:
        return Outcome(data=given)

    return Action("echo", "回声", "工具", 1, "回声", run or echo, parameters=parameters, **words)


VALUES: list[tuple[Kind, object, object]] = [
    ("text", "", ""),
    ("text", 7, "7"),
    ("number", "７", 7),
    ("number", -1, -1),
    ("year", "2026年", 2026),
    ("date", "2026-03-05", date(2026, 3, 5)),
    ("date", date(2026, 3, 5), date(2026, 3, 5)),
    ("month", "2026年9月", (2026, 9)),
    ("month", (2026, 9), (2026, 9)),
    ("flag", True, True),
    ("choice", "lead", "lead"),
    ("file", "通知.docx", Path("通知.docx")),
]


@pytest.mark.parametrize(("kind", "given", "taken"), VALUES)
def test_a_value_gets_the_type_of_its_kind(kind: Kind, given: object, taken: object) -> None:
    echo = made(Parameter("x", kind, "值", choices=("lead", "other")))
    assert echo.start({"x": given}).data == {"x": taken}


BAD: list[tuple[Kind, object, str]] = [
    ("number", "七", "不是 0 到 366 之间的整数"),
    ("number", 367, "不是 0 到 366 之间的整数"),
    ("number", 1.5, "不是 0 到 366 之间的整数"),
    ("year", "26", "不是四位年份"),
    ("year", True, "不是四位年份"),
    ("date", "3月5日", "不是日期"),
    ("month", "2026-13", "不是月份"),
    ("choice", "boss", "不在可选的"),
]


@pytest.mark.parametrize(("kind", "given", "message"), BAD)
def test_a_bad_value_names_its_parameter(kind: Kind, given: object, message: str) -> None:
    echo = made(Parameter("x", kind, "值", choices=("lead",), least=0, most=366))
    with pytest.raises(UsageProblem, match=message) as caught:
        echo.start({"x": given})
    assert (caught.value.parameter, caught.value.how) == ("x", "fix")


@pytest.mark.parametrize(
    ("parameter", "absent"),
    [
        (Parameter("x", "text", "值"), None),
        (Parameter("x", "text", "值", many=True), ()),
        (Parameter("x", "flag", "值"), False),
        (Parameter("x", "number", "值", default=3), 3),
    ],
)
def test_what_is_not_given_has_its_default(parameter: Parameter, absent: object) -> None:
    assert made(parameter).start({}).data == {"x": absent}
    assert made(parameter).start({"x": None}).data == {"x": absent}


def test_what_is_missing_or_unknown_is_told() -> None:
    echo = made(Parameter("x", "file", "来文", required=True))
    with pytest.raises(UsageProblem, match="没有给出“来文”"):
        echo.start({"x": ""})
    with pytest.raises(TypeError, match="no parameter y"):
        echo.start({"x": "a", "y": 1})


class OpenWorkbook:
    """A host that is no file, as an open Excel is one."""

    name = "打开的台账.xlsx"

    def __init__(self, path: Path) -> None:
        self._file = FileHost(path)
        self.applied: list[object] = []

    def read(self) -> object:
        return self._file.read()

    def workbook(self) -> object:
        return self._file.workbook()

    def apply(self, steps: Sequence[object], command: str, *, summary: str = "") -> Applied:
        self.applied += steps
        return Applied(tuple(steps))  # type: ignore[arg-type]

    def undo(self, steps: int = 1, *, dry_run: bool = False) -> object:
        assert dry_run
        return self._file.undo(steps, dry_run=True)

    def batches(self) -> object:
        return self._file.batches()


@pytest.mark.parametrize("dry_run", [False, True])
def test_an_open_workbook_is_a_ledger_too_and_a_dry_run_leaves_it_alone(
    folder: Path, dry_run: bool
) -> None:
    import openpyxl

    book = openpyxl.load_workbook("台账.xlsx")
    heads = {cell.value: cell.column for cell in book["台账"][3]}
    book["台账"].cell(4, heads["完成时限"]).value = "2026年9月底前"
    book.save("台账.xlsx")
    host = OpenWorkbook(folder / "台账.xlsx")
    outcome = action("refresh").start({"ledger": host}, dry_run=dry_run)
    assert outcome.steps
    assert list(outcome.steps) == (host.applied or list(outcome.steps))
    assert bool(host.applied) is not dry_run
    assert action("check").start({"files": host}).data
    made = action("calendar").start({"ledger": host}, dry_run=dry_run).writes
    assert [str(write.path) for write in made] == ["打开的台账.ics"]


def test_a_command_that_writes_nothing_cannot_write_by_mistake(folder: Path, tree: Tree) -> None:
    def run(job: Job) -> Outcome:
        with replacing(Path("多余.txt"), overwrite=True) as file:
            file.write(b"x")
        return Outcome()

    before = tree()
    made(run=run).start({})
    assert tree() == before
    made(run=run, writes=True).start({})
    assert tree() != before


# --- output that is its own input ---------------------------------------------------------------

OVER_ITSELF = [
    ("import", {"notice": "通知.docx", "output": "通知.docx", "force": True}, "通知.docx"),
    ("bulletin", {"ledger": "台账.xlsx", "output": "台账.xlsx", "force": True}, "台账.xlsx"),
    ("calendar", {"ledger": "台账.xlsx", "output": "台账.xlsx", "force": True}, "台账.xlsx"),
    ("check", {"files": ("台账.xlsx",), "output": "台账.xlsx", "force": True}, "台账.xlsx"),
    ("check", {"files": ("台账.xlsx",), "output": "链接.xlsx", "force": True}, "链接.xlsx"),
    ("sheets", {"ledger": "任务单/任务单.xlsx", "force": True}, "任务单.xlsx"),
    ("import", {"notice": "通知.docx", "output": "我的任务单.xlsx", "template": "我的任务单.xlsx",
                "force": True}, "我的任务单.xlsx"),
]  # fmt: skip


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize(("name", "values", "file"), OVER_ITSELF)
def test_a_result_is_never_written_over_what_is_read(
    folder: Path, tree: Tree, name: str, values: dict[str, object], file: str, dry_run: bool
) -> None:
    (folder / "任务单").mkdir()
    (folder / "任务单" / "任务单.xlsx").write_bytes((folder / "台账.xlsx").read_bytes())
    (folder / "链接.xlsx").symlink_to("台账.xlsx")
    before = tree()
    with pytest.raises(FileProblem, match=r"正是要读取的文件|是一本台账") as caught:
        action(name).start(values, dry_run=dry_run)
    assert file in str(caught.value)
    assert caught.value.parameter == "output"
    assert tree() == before


# --- a ledger is kept ---------------------------------------------------------------------------


def edit(path: Path) -> bytes:
    """Somebody typed into the ledger."""
    import openpyxl

    book = openpyxl.load_workbook(path)
    book["台账"]["A1"] = "改过的标题"
    book.save(path)
    return path.read_bytes()


def backups(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*备份*"))


@pytest.mark.parametrize(
    ("name", "values", "target"),
    [
        ("bulletin", {"ledger": "台账.xlsx", "output": "旧台账.xlsx", "force": True}, "旧台账.xlsx"),
        ("check", {"files": ("通知.docx",), "output": "旧台账.xlsx", "force": True}, "旧台账.xlsx"),
        ("sheets", {"ledger": "台账.xlsx", "output": "单", "force": True}, "单/任务单.xlsx"),
    ],
)  # fmt: skip
def test_a_paper_never_takes_the_place_of_a_ledger(
    folder: Path, name: str, values: dict[str, object], target: str
) -> None:
    (folder / "单").mkdir()
    (folder / target).write_bytes((folder / "台账.xlsx").read_bytes())
    edited = edit(folder / target)
    with pytest.raises(FileProblem, match="是一本台账"):
        action(name).start(values)
    assert (folder / target).read_bytes() == edited


def test_a_ledger_that_is_replaced_is_backed_up(folder: Path) -> None:
    target = folder / "单" / "台账.xlsx"
    target.parent.mkdir()
    target.write_bytes((folder / "台账.xlsx").read_bytes())
    edited = edit(target)
    outcome = action("demo").start({"output": "单", "no_views": True})
    (copy,) = backups(folder)
    assert copy.read_bytes() == edited
    assert [folder / w.path for w in outcome.writes if w.kind == "backup"] == [copy]
    assert target.read_bytes() != edited


def test_what_cannot_be_opened_may_be_a_ledger_and_is_kept(folder: Path) -> None:
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 damaged")
    action("bulletin").start({"ledger": "台账.xlsx", "output": "坏.xlsx", "force": True})
    assert [copy.read_bytes() for copy in backups(folder)] == [b"PK\x03\x04 damaged"]


def test_a_paper_is_replaced_without_a_backup(folder: Path) -> None:
    for day in ("2026-09-01", "2026-09-02"):
        action("sheets").start({"ledger": "台账.xlsx", "as_of": day, "force": True})
    assert backups(folder) == []


def test_the_same_bytes_are_not_written_twice(folder: Path, tree: Tree) -> None:
    values = {"ledger": "台账.xlsx", "as_of": "2026-09-01", "force": True}
    kinds = []
    for _ in range(2):
        outcome = action("sheets").start(values)
        kinds.append([write.kind for write in outcome.writes])
    assert kinds == [["folder", "new"], ["same"]]


def test_interruption_leaves_nothing_half_made(
    folder: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Stop:
        def begin(self, what: str) -> None: ...

        def at(self, done: int, total: int) -> None:
            if done > 1:
                raise KeyboardInterrupt

        def tell(self, text: str) -> None: ...

    make_folder(folder / "任务单")
    before = tree()
    with pytest.raises(KeyboardInterrupt):
        action("sheets").start({"ledger": "台账.xlsx"}, progress=Stop())
    assert tree() == before
