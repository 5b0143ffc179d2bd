"""Titles and sentences of a bulletin as tables."""

from __future__ import annotations

import pytest

from toolkit.figures import UnitFigures
from toolkit.figures.month import ranking
from toolkit.sheets.bulletin.report import _ranks
from toolkit.sheets.bulletin.words import bulletin_title, listed, percent, short, subject


@pytest.mark.parametrize(
    ("title", "about"),
    [
        ("云溪县2026年政务公开重点工作责任分工表", "云溪县2026年政务公开重点工作"),
        ("云溪县2026年政务公开工作任务台账", "云溪县2026年政务公开工作"),
        ("云溪县人民政府办公室关于印发云溪县2026年政务公开工作要点任务分工的通知", "云溪县2026年政务公开工作要点"),
        ("云州市人民政府办公室关于印发《2026年民生实事》的通知", "2026年民生实事"),
        ("云溪县人民政府\n关于做好2026年防汛工作的通知", "做好2026年防汛工作"),
        ("督查台账", "督查"),
        ("台账", "台账"),
        ("", "重点工作"),
    ],
)  # fmt: skip
def test_what_a_notice_is_about(title: str, about: str) -> None:
    assert subject(title) == about


@pytest.mark.parametrize(
    ("title", "month", "made"),
    [
        ("云溪县2026年重点工作台账", (2026, 9), "关于云溪县2026年重点工作9月份落实情况的通报"),
        (
            "云溪县2026年重点工作台账",
            (2027, 1),
            "关于云溪县2026年重点工作2027年1月份落实情况的通报",
        ),
        ("", (2026, 9), "关于重点工作2026年9月份落实情况的通报"),
    ],
)
def test_titles(title, month, made) -> None:
    assert bulletin_title(title, month) == made


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0%"), (0.1, "10%"), (1 / 3, "33.3%"), (0.9996, "100%"), (None, "—")]
)
def test_percent(value, text) -> None:
    assert percent(value) == text


def test_short_and_listed() -> None:
    assert short("一二三\n四五", 5) == "一二三四五"
    assert short("一二三四五六", 5) == "一二三四…"
    assert listed(["甲镇", "乙镇", "丙镇"], 2, "群体") == "甲镇、乙镇等3个群体"


@pytest.mark.parametrize(
    ("units", "sentence"),
    [
        # (done, late) of 甲, 乙, 丙 …
        ([(1, 0), (2, 0)], "乙、甲应完成的任务均已完成。"),
        ([(0, 1), (0, 2)], "有应完成任务的2个单位，应完成率均为0%。"),
        ([(1, 0), (1, 1)], "有应完成任务的2个单位中，甲应完成的任务全部完成；应完成率较低的是乙（50%，逾期1项）。"),
        ([(8, 2), (7, 3), (6, 4), (5, 5), (4, 6), (3, 7), (2, 8)],
         "有应完成任务的7个单位中，应完成率居前的是甲（80%，逾期2项）、乙（70%，逾期3项）、丙（60%，逾期4项）；"
         "应完成率较低的是庚（20%，逾期8项）、己（30%，逾期7项）、戊（40%，逾期6项）。"),
        # all who share the last place are named or counted
        ([(1, 0), (0, 1), (0, 1), (0, 1), (0, 2)],
         "有应完成任务的5个单位中，甲应完成的任务全部完成；应完成率较低的是"
         "戊（0%，逾期2项）、乙（0%，逾期1项）、丙（0%，逾期1项）、丁（0%，逾期1项）。"),
        ([(1, 0), *[(0, 1)] * 7],
         "有应完成任务的8个单位中，甲应完成的任务全部完成；应完成率较低的是"
         "乙（0%，逾期1项）、丙（0%，逾期1项）、丁（0%，逾期1项）等7个单位。"),
    ],
)  # fmt: skip
def test_who_is_named(units, sentence) -> None:
    made = [
        UnitFigures(unit=u, done=d, late=n)
        for u, (d, n) in zip("甲乙丙丁戊己庚辛", units, strict=False)
    ]
    assert _ranks(ranking(made)) == sentence
