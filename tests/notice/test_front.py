"""Title, number, issuer, date of issue and year; duties of the covering text."""

from __future__ import annotations

import pytest

from tests.notice.reading import from_text

ITEM = "\n一、任务\n1.公开清单。（县发改局）\n"


@pytest.mark.parametrize(
    ("text", "title", "number", "issuer", "issued", "year"),
    [
        (
            "云溪县人民政府办公室\n关于印发 2026 年全县政务公开\n工作要点的通知\n云溪政办发〔2026〕 12 号\n各乡镇人民政府：\n"
            + ITEM + "云溪县人民政府办公室\n2026 年 3 月 5 日\n",
            "云溪县人民政府办公室关于印发2026年全县政务公开工作要点的通知",
            "云溪政办发〔2026〕12号", "云溪县人民政府办公室", "2026-03-05", 2026,
        ),
        (
            "索引号：0001/2026-00012 发文字号：云溪政办函（2026）3号\n成文日期：2026-04-01 发布日期：2026-04-09\n"
            "标题：云溪县人民政府关于做好防汛工作的通知\n" + ITEM,
            "云溪县人民政府关于做好防汛工作的通知", "云溪政办函（2026）3号", "云溪县人民政府", "2026-04-01", 2026,
        ),
        ("首页 > 通知公告\n云溪县2025年重点任务分解表\n" + ITEM, "云溪县2025年重点任务分解表", "", "", "None", 2025),
        ("重点任务台账\n" + ITEM + "云溪县人民政府\n二〇二六年三月五日", "重点任务台账", "", "云溪县人民政府", "2026-03-05", 2026),
        ("重点任务台账\n" + ITEM, "重点任务台账", "", "", "None", None),
        ("重点任务台账\n" + ITEM + "2026年3335日", "重点任务台账", "", "", "None", None),
    ],
)  # fmt: skip
def test_head(
    text: str, title: str, number: str, issuer: str, issued: str, year: int | None
) -> None:
    notice = from_text(text)
    assert (notice.title, notice.number, notice.issuer, str(notice.issued), notice.year) == (
        title, number, issuer, issued, year,
    )  # fmt: skip


def test_a_year_given_by_the_caller_serves_where_the_notice_has_none() -> None:
    assert (
        from_text("重点任务台账\n1.公开清单。（县发改局；6月底前）", year=2026)
        .tasks[0]
        .deadline.due
    )
    assert from_text("2025年任务台账" + ITEM, year=2026).year == 2025


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("各单位于10月31日前向县政府办公室书面报告落实情况。", [("10月31日前", "2026-10-31")]),
        ("请于6月20日前将总结报送县政府办。", [("6月20日前", "2026-06-20")]),
        ("严格执行20个工作日内公开的规定。", []),
        ("要认真报告情况。", []),
    ],
)
def test_duties(sentence: str, expected: list[tuple[str, str]]) -> None:
    notice = from_text("云溪县2026年工作要点\n各乡镇：\n" + sentence + ITEM)
    assert [(d.deadline.raw, str(d.deadline.due)) for d in notice.duties] == expected
    assert [f.code for f in notice.findings] == ["R02"] * len(expected)


def test_the_information_table_of_a_web_page() -> None:
    notice = from_text(
        "文 号 | 云溪政办〔2026〕2 号 | 发文日期 | 2026-04-19 00:00 |\n---|---|---|---|\n"
        "发布机构： | 县政府办 | 有 效 性 | 有效 |\n"
        "云溪县人民政府办公室关于印发2026年重点任务分工的通知\n各乡镇：\n" + ITEM
    )
    assert (notice.number, str(notice.issued)) == ("云溪政办〔2026〕2号", "2026-04-19")
    assert notice.title == "云溪县人民政府办公室关于印发2026年重点任务分工的通知"


def test_figures_of_full_width() -> None:
    notice = from_text(
        "白石省人民政府关于促进发展的意见\n白政发〔２０２６〕１０号\n（一）推广节水灌溉。（省水利厅负责）\n"
        "白石省人民政府\n２０２６年４月１７日"
    )
    assert (notice.number, notice.year) == ("白政发〔２０２６〕１０号", 2026)
    assert str(notice.issued) == "2026-04-17"


def test_a_year_in_brackets_below_the_title() -> None:
    notice = from_text(
        "云溪县整改任务清单\n（2024 年 5 月）\n序号\t整改任务\t责任单位\t整改时限\n"
        "1\t清淤疏浚河道\t县水利局\t9月底前\n2\t补建污水支管\t县住建局\t10月底前"
    )
    assert notice.year == 2024
