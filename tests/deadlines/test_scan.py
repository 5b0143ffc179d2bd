"""Time limits inside running text, in the words of the fictional 云溪县."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.deadlines import find_limits, normalise

ISSUED = date(2022, 6, 22)


def found(text: str, year: int | None = 2022, issued: date = ISSUED) -> list[str]:
    """The limits of a text as ``words -> kind day``."""
    limits = find_limits(text, year=year, issued=issued)
    return [
        " ".join(
            str(part)
            for part in (
                limit.deadline.raw,
                limit.deadline.kind,
                limit.deadline.due,
                limit.deadline.recurrence,
                limit.deadline.anchor,
            )
            if part
        )
        for limit in limits
    ]


def sentences() -> list[tuple[str, list[str]]]:
    """The sentences of the table with their limits."""
    lines = Path(__file__).with_name("sentences.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if "\t" in line]
    return [(text, limits.split(" | ") if limits else []) for text, limits in pairs]


@pytest.mark.parametrize(("text", "limits"), sentences())
def test_sentence(text: str, limits: list[str]) -> None:
    assert found(text, 2024, date(2024, 3, 14)) == limits


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("各镇街要在2022年10月底前完成清理。", ["2022年10月底前 date 2022-10-31"]),
        ("11月20日前将总结报县政府办公室", ["11月20日前 date 2022-11-20"]),
        ("在2022年8月31日前迁入云州市集约化平台", ["2022年8月31日前 date 2022-08-31"]),
        ("10月16前报送", ["10月16前 date 2022-10-16"]),
        ("9月30日（星期五）17:00前报送", ["9月30日（星期五）17:00前 date 2022-09-30"]),
        ("确保2022年底前所有页面均支持第6版", ["2022年底前 date 2022-12-31"]),
        ("年底前以村为单位公开", ["年底前 date 2022-12-31"]),
        ("10月中旬前印发方案", ["10月中旬前 date 2022-10-20"]),
        ("2022.10.16前报送", ["2022.10.16前 date 2022-10-16"]),
        ("6月、9月、12月底前各报一次", ["6月、9月、12月底前 date 2022-12-31"]),
        ("到2025年，覆盖率达到95%", ["2025年 date 2025-12-31"]),
        ("到2023年底，基本建成", ["2023年底 date 2023-12-31"]),
        ("年内至少听取一次汇报", ["年内至少听取一次 date 2022-12-31"]),
        ("年内至少出台1个产品", ["年内至少出台1个 date 2022-12-31"]),
        ("结果于下一年第一季度公布", ["下一年第一季度 range 2023-03-31"]),
        ("第四季度开展评估", ["第四季度 range 2022-12-31"]),
        ("9月15日至25日开展宣传", ["9月15日至25日 range 2022-09-25"]),
        ("2022年7月—12月，全面排查", ["2022年7月—12月 range 2022-12-31"]),
        (
            "2021年6月底前完成方案，12月底前完成建设",
            ["2021年6月底前 date 2021-06-30", "12月底前 date 2021-12-31"],
        ),
        (
            "2021年6月底前完成方案。12月底前完成建设",
            ["2021年6月底前 date 2021-06-30", "12月底前 date 2022-12-31"],
        ),
        ("每年至少听取1次汇报", ["每年至少听取1次 recurring FREQ=YEARLY"]),
        ("每年至少1次", ["每年至少1次 recurring FREQ=YEARLY"]),
        ("每年开展检查", ["每年 recurring FREQ=YEARLY"]),
        ("探索按月公布排行", ["按月 recurring FREQ=MONTHLY"]),
        (
            "每季度末月20日前报送",
            ["每季度末月20日前 recurring FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=20"],
        ),
        (
            "每年6月底前和12月底前报送",
            ["每年6月底前和12月底前 recurring FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=-1"],
        ),
        ("每周五前报送信息", ["每周五前 recurring FREQ=WEEKLY;BYDAY=FR"]),
        ("半年一次通报", ["半年一次 recurring FREQ=MONTHLY;INTERVAL=6"]),
        ("并在5个工作日内主动回复", ["5个工作日内 relative"]),
        (
            "自形成或者变更之日起20个工作日内公开",
            ["形成或者变更之日起20个工作日内 relative 形成或者变更"],
        ),
        ("应当在收到转办单后3日内反馈", ["收到转办单后3日内 relative 收到转办单"]),
        ("33.2022年底前设置“问答库”", ["2022年底前 date 2022-12-31"]),
        ("2022 年 12\n月底前完成", ["2022 年 12\n月底前 date 2022-12-31"]),
        ("11月31日前完成整改", ["11月31日前 none"]),
    ],
)
def test_limits(text: str, limits: list[str]) -> None:
    assert found(text) == limits


@pytest.mark.parametrize(
    "text",
    [
        "云溪府办函〔2020〕21号",
        "《云溪县行政权力清单（2020年本）》",
        "2021年政务公开重点工作",
        "公开2022年度税费政策优惠指南",
        "征求意见的期限一般不少于30日",
        "将办理时限压缩至5个工作日以内",
        "审批时限缩短到3个工作日内",
        "在专栏公开7个工作日，期满后留存",
        "选派1—2名工作人员",
        "12345热线“24小时不打烊”",
        "江南省政府令第247号",
        "“十四五”规划",
        "近三年来",
        "近两年内未发生事故",
        "2021年1月1日施行的条例",
        "自2022年6月1日起施行",
        "2021年第3次会议",
        "完成率达到80%，占三分之二",
        "截至2022年底，累计办理100件",
        "比2020年底增长5%",
        "季度普查和半年检查",
        "第一季度数据、上半年工作总结",
        "目前已完成前期工作，事前审查，日前召开",
        "逐年提高，按年度推进",
        "附件1 2月底前完成",
        "及时公开，长期坚持，立行立改",
        "2022年6月22日",
        "",
    ],
)
def test_traps(text: str) -> None:
    assert found(text) == []


def test_without_a_year_the_limit_is_kept_and_asks() -> None:
    (limit,) = find_limits("10月底前完成")
    assert limit.deadline.kind == "none"
    assert [note.code for note in limit.deadline.notes] == ["D08"]


WORDS = """
2022年 10月 16日 12月 底 前 之前 内 每年 每月 每季度 末月 至少 1次 一次 听取 按月 年内
年底 第一季度 上半年 5个工作日 3日 收到 后 之日起 自 在 至 、 ， 。 ； （ ） 〔2020〕21号
2021年第3次 截至 压缩至 不少于30日 开展 完成 报送 本县 各镇街 政务公开 到2025年 明年 次年
10.16 9月15日至25日
"""
PIECES = st.sampled_from([*WORDS.split(), " ", "\n", "\u3000"])
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=20).map("".join))


@given(TEXTS, st.none() | st.integers(2015, 2030))
@settings(max_examples=1000, deadline=None)
def test_every_limit_stands_in_the_text(text: str, year: int | None) -> None:
    end = 0
    for limit in find_limits(text, year=year, issued=ISSUED):
        raw = limit.deadline.raw
        assert raw == raw.strip() != ""
        assert text[limit.offset : limit.offset + len(raw)] == raw
        assert limit.offset >= end
        end = limit.offset + len(raw)
        if limit.deadline.kind != "none":
            again = normalise(raw, year=2022 if year is None else year, issued=ISSUED)
            assert again.kind == limit.deadline.kind


@pytest.mark.parametrize(
    "text",
    ["每" * 20000, "1" * 20000, "6月、" * 5000, "每年" * 10000, "9月至" * 5000,
     "在" * 20000 + "后5日内", "每年至少" + "听" * 20000],
)  # fmt: skip
def test_long_texts_take_no_time(text: str) -> None:
    begin = time.perf_counter()
    find_limits(text, year=2022)
    assert time.perf_counter() - begin < 2
