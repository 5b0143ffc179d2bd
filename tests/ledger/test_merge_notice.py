"""A notice that comes again joins a ledger: what is the same, what is new, what is gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.deadlines import normalise
from toolkit.ledger import Entry, Ledger, ledger_from_notice, read_ledger, write_ledger
from toolkit.ledger.merge_notice import merge_notice, merge_steps
from toolkit.model import NewRow, Notice, Task


def task(name: str, content: str, no: str = "", lead: str = "县财政局", other: str = "",
         deadline: str = "年底前") -> Task:  # fmt: skip
    others = tuple(other.split("、")) if other else ()
    limit = normalise(deadline, year=2026)
    return Task(name, content, no=no, lead=(lead,), others=others, deadline=limit)


def ledger_of(*tasks: Task) -> Ledger:
    return ledger_from_notice(Notice("分工", year=2026, tasks=tasks))


OLD = (
    task("001", "公开2026年财政预算", "1"),
    task("002", "推进政务服务事项标准化，编制办事指南", "2", "县行政审批局"),
    task("003", "开展政府信息公开培训", "3", "县政府办公室"),
)


# (what came, pairs as (ledger's id, rank in the notice), new ids, ids gone)
CASES: dict[str, tuple[tuple[Task, ...], list[tuple[str, int]], list[str], list[str]]] = {
    "the same again": (OLD, [("001", 0), ("002", 1), ("003", 2)], [], []),
    "in another order, with other ids and numbers": (
        (task("001", OLD[2].content, "1"), task("002", OLD[0].content, "2"),
         task("003", OLD[1].content, "3")),
        [("003", 0), ("001", 1), ("002", 2)], [], [],
    ),
    "punctuation, blanks and width do not count": (
        (task("9", "公开２０２６年 财政预算。"),), [("001", 0)], [], ["002", "003"],
    ),
    "one more in the middle": (
        (OLD[0], task("002", "建设政务新媒体矩阵", "2"), *OLD[1:]),
        [("001", 0), ("002", 2), ("003", 3)], ["004"], [],
    ),
    "reworded under the same number": (
        (OLD[0], task("002", "推进政务服务事项标准化，更新办事指南", "2"), OLD[2]),
        [("001", 0), ("002", 1), ("003", 2)], [], [],
    ),
    "another task under the same number": (
        (OLD[0], task("002", "清理规范性文件", "2"), OLD[2]),
        [("001", 0), ("003", 2)], ["004"], ["002"],
    ),
    "one word corrected, another number": (
        (task("001", "推进政务服务事项标准化，编制办事指引", "7"),), [("002", 0)], [],
        ["001", "003"],
    ),
    "alike under another number is not the same": (
        (task("001", "推进政务服务事项规范化，编制服务指南手册", "7"),), [], ["004"],
        ["001", "002", "003"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_the_same_task(name: str) -> None:
    came, pairs, added, gone = CASES[name]
    merge = merge_notice(ledger_of(*OLD), Notice("分工", year=2026, tasks=came))
    assert [(pair.kept.id, came.index(pair.came)) for pair in merge.pairs] == pairs
    assert [entry.task.id for entry in merge.added] == added
    assert [one.id for one in merge.gone] == gone


def test_twins_are_told_apart_by_their_units_whatever_the_order() -> None:
    twins = (task("001", "报送总结", lead="县财政局"), task("002", "报送总结", lead="县审计局"))
    merge = merge_notice(ledger_of(*twins), Notice(tasks=twins[::-1]))
    assert {(p.kept.id, p.came.lead[0]) for p in merge.pairs} == {
        ("001", "县财政局"), ("002", "县审计局"),
    }  # fmt: skip


def test_more_twins_than_before_are_new() -> None:
    one = task("001", "报送总结")
    merge = merge_notice(ledger_of(one), Notice(tasks=(one, replace(one, id="002"))))
    assert len(merge.pairs) == len(merge.added) == 1


def test_what_differs_is_told_and_what_people_entered_is_not_touched() -> None:
    came = (
        task("001", OLD[0].content, "1", deadline="10月底前"),
        task("002", OLD[1].content, "2", "县行政审批局", other="县司法局"),
        OLD[2],
    )
    merge = merge_notice(ledger_of(*OLD), Notice(tasks=came))
    assert [(p.kept.id, list(p.differences())) for p in merge.differing] == [
        ("001", [("deadline", "年底前", "10月底前")]),
        ("002", [("others", "", "县司法局")]),
    ]
    assert merge_steps(ledger_of(*OLD), merge) == []


@pytest.mark.parametrize(
    ("ids", "taken", "new"),
    [
        (("001", "002"), (), "003"),
        (("2026-009",), (), "2026-010"),
        (("099",), (), "100"),
        (("A", "B"), (), "001"),
        (("001", "002"), ("003", "007"), "008"),
        ((), (), "001"),
    ],
)
def test_a_new_id_is_written_like_the_others_and_was_nobodys(
    ids: tuple[str, ...], taken: tuple[str, ...], new: str
) -> None:
    tasks = tuple(task(name, f"任务甲乙丙{name}") for name in ids)
    ledger = Ledger(Notice(tasks=tasks), tuple(Entry(one) for one in tasks))
    merge = merge_notice(ledger, Notice(tasks=(task("1", "毫不相干的事情"),)), taken=taken)
    assert [entry.task.id for entry in merge.added] == [new]


def test_a_new_task_comes_with_its_rows_in_the_other_sheets(tmp_path: Path) -> None:
    ledger = read_ledger(write_ledger(ledger_of(*OLD), tmp_path / "台账.xlsx"))
    new = task("x", "建设政务新媒体矩阵", lead="县融媒体中心", other="县财政局")
    new = replace(new, place=replace(new.place, file="修订.docx", row=9))
    steps = merge_steps(ledger, merge_notice(ledger, Notice(tasks=(*OLD, new))))
    assert [(step.sheet, step.key) for step in steps if isinstance(step, NewRow)] == [
        ("台账", ("004",)),
        ("单位名录", ("县融媒体中心",)),
        ("分办", ("004", "县融媒体中心")),
        ("分办", ("004", "县财政局")),
        ("统计", ("县融媒体中心",)),
    ]
    row = dict(steps[0].values)  # type: ignore[union-attr]
    assert row["content"] == "建设政务新媒体矩阵"
    assert str(row["due"]) == "2026-12-31"
    assert row["status"] == "未开始"
    assert row["source"] == "修订.docx 第9行"


WORDS = st.text("公开预算决算推进培训标准服务指南矩阵", min_size=4, max_size=12)


@given(st.lists(WORDS, min_size=1, max_size=8), st.lists(WORDS, max_size=8), st.randoms())
def test_every_task_of_the_notice_is_matched_or_added_and_none_twice(
    old: list[str], new: list[str], shuffle: object
) -> None:
    kept = tuple(task(f"{at:03d}", words, str(at)) for at, words in enumerate(old, 1))
    came = [task(f"{at:03d}", words, str(at)) for at, words in enumerate([*new, *old[::2]], 1)]
    shuffle.shuffle(came)  # type: ignore[attr-defined]
    ledger = ledger_of(*kept)
    merge = merge_notice(ledger, Notice(tasks=tuple(came)))
    assert len(merge.pairs) + len(merge.added) == len(came)
    assert len(merge.pairs) + len(merge.gone) == len(kept)
    assert len({pair.kept.id for pair in merge.pairs}) == len(merge.pairs)
    ids = {one.id for one in ledger.tasks} | {entry.task.id for entry in merge.added}
    assert len(ids) == len(kept) + len(merge.added)
    # Words that stand in both are matched, never added.
    assert {e.task.content for e in merge.added}.isdisjoint(
        {p.id: p.content for p in merge.gone}.values()
    )


def test_merging_once_more_adds_nothing() -> None:
    ledger = ledger_of(*OLD)
    came = Notice(tasks=(*OLD, task("x", "建设政务新媒体矩阵")))
    merge = merge_notice(ledger, came)
    after = replace(
        ledger,
        notice=replace(ledger.notice, tasks=(*ledger.tasks, *(e.task for e in merge.added))),
        entries=(*ledger.entries, *merge.added),
    )
    again = merge_notice(after, came)
    assert (again.added, again.gone, again.differing) == ((), (), ())
