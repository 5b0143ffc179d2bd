"""What is proposed for 单位名录."""

from __future__ import annotations

from toolkit.ledger import Ledger, Member
from toolkit.ledger.roster_steps import roster_steps
from toolkit.model import Change, NewRow, Notice, Task


def ledger_of(*units: str, roster: tuple[Member, ...] = ()) -> Ledger:
    tasks = tuple(Task(str(at), "公开", others=(name,)) for at, name in enumerate(units))
    return Ledger(Notice(tasks=tasks), roster=roster)


def test_a_new_body_and_a_new_group() -> None:
    found = roster_steps(ledger_of("县林业局", "各有关部门", roster=(Member("县财政局"),)))
    assert [(s.key, dict(s.values)["kind"]) for s in found.steps if isinstance(s, NewRow)] == [
        (("县林业局",), "单位"), (("各有关部门",), "群体"),
    ]  # fmt: skip


def test_another_spelling_becomes_an_alias_with_its_reason() -> None:
    roster = (Member("县发展和改革局", ("发改局",), row=5),)
    (step,) = roster_steps(ledger_of("县发改局", roster=roster)).steps
    assert step == Change(
        "单位名录", ("县发展和改革局",), "aliases", "发改局", "发改局、县发改局",
        "“县发改局”像是“县发展和改革局”的另一种写法", 5,
    )  # fmt: skip


def test_of_two_rows_the_rarer_name_is_the_alias() -> None:
    roster = (Member("县发改局"), Member("县发展和改革局"), Member("县税务局"), Member("县商务局"))
    units = ("县发改局", "县发改局", "县发展和改革局", "县税务局", "县商务局")
    (step,) = roster_steps(ledger_of(*units, roster=roster)).steps
    assert isinstance(step, Change)
    assert (step.key, step.after) == (("县发改局",), "县发展和改革局")


def test_a_slip_is_doubtful_and_no_alias() -> None:
    found = roster_steps(ledger_of("县发改居", roster=(Member("县发改局"),)))
    assert found.steps == () and found.doubtful == (("县发改居", "县发改局"),)


def test_the_towns_of_the_roster_are_the_members_of_their_group() -> None:
    roster = (
        Member("各乡镇人民政府", group=True), Member("东河镇人民政府"), Member("西河乡人民政府"),
        Member("各街道", group=True), Member("城关街道办事处"), Member("县财政局"),
    )  # fmt: skip
    steps = roster_steps(ledger_of("县财政局", roster=roster)).steps
    assert [(s.key, s.after) for s in steps if isinstance(s, Change)] == [
        (("各乡镇人民政府",), "东河镇人民政府、西河乡人民政府")
    ]


def test_what_stands_in_the_roster_needs_nothing() -> None:
    roster = (Member("县财政局", ("县财局",)), Member("各镇", (), True, ("东镇", "西镇")))
    assert roster_steps(ledger_of("县财政局", "县财局", "各镇", roster=roster)).steps == ()
