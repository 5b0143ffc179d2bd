"""The ledger as a value: made from a notice, ids, assignments, roster."""

from __future__ import annotations

import pytest

from toolkit.ledger import Ledger, ledger_from_notice
from toolkit.model import Finding, Notice, Place, Task
from toolkit.units.roster import Roster


def test_places_are_those_in_the_ledger(ledger: Ledger) -> None:
    assert [t.place for t in ledger.tasks] == [Place(sheet="台账", row=row) for row in range(4, 10)]
    assert ledger.entries[0].source == "通知.docx 表1 第3行"


def test_findings_of_the_reader_move_with_their_task(ledger: Ledger) -> None:
    first, second = ledger.notice.findings
    assert first.place == Place(sheet="台账", row=5, column="完成时限")
    assert second.place == Place("通知.docx", line=7)


@pytest.mark.parametrize(
    ("ids", "kept"),
    [
        (("a", "b"), ["a", "b"]),
        (("", ""), ["001", "002"]),
        (("1", "1"), ["1", "001"]),
        (("001", ""), ["001", "002"]),
        (("", "001"), ["002", "001"]),
    ],
)
def test_ids_are_there_and_unique(ids: tuple[str, ...], kept: list[str]) -> None:
    notice = Notice(tasks=tuple(Task(name, "内容") for name in ids))
    assert [t.id for t in ledger_from_notice(notice).tasks] == kept


def test_assignments(ledger: Ledger) -> None:
    listed = [(a.task.id, a.unit, a.role) for a in ledger.assignments()]
    assert listed[:4] == [
        ("001", "县发展和改革局", "lead"),
        ("001", "县自然资源局", "other"),
        ("001", "各乡镇人民政府", "other"),
        ("002", "县行政审批局", "lead"),
    ]
    assert ledger.units()[:2] == ("县发展和改革局", "县自然资源局")


def test_roster_without_one(ledger: Ledger) -> None:
    groups = [member.name for member in ledger.roster if member.group]
    assert groups == ["各乡镇人民政府"]
    assert {member.name for member in ledger.roster} == set(ledger.units())


def test_confirmed_aliases_become_canonical() -> None:
    roster = Roster(("县财政局", "各镇"), (("县财局", "县财政局"),), (("各镇", ("东镇", "西镇")),))
    task = Task("1", "内容", lead=("县财局",), others=("县财政局", "县水务局"), units_raw="县财局")
    ledger = ledger_from_notice(Notice(tasks=(task,)), roster=roster)
    assert (ledger.tasks[0].lead, ledger.tasks[0].units_raw) == (("县财政局",), "县财局")
    assert [m.name for m in ledger.roster] == ["县财政局", "各镇", "县水务局"]
    again = ledger.roster_of_units()
    assert again.resolve("县财局") == "县财政局" and again.expand("各镇") == ("东镇", "西镇")


def test_subject_names_the_files_own_heads(ledger: Ledger) -> None:
    subject = ledger.subject()
    assert subject.is_ledger and subject.sheet == "台账"
    assert str(subject.place(ledger.tasks[0], "others")) == "工作表“台账” 第4行“责任单位”"


def test_with_findings_keeps_the_readers_apart(ledger: Ledger) -> None:
    new = Finding("D02", "warning", Place(sheet="台账", row=4), "", "")
    kept = ledger.with_findings((*ledger.notice.findings, new))
    assert kept.findings == (new,)
