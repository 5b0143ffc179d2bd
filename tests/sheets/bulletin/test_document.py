"""The bulletin as a Word document: the layout of GB/T 9704, its text, its signature."""

from __future__ import annotations

import os
import shutil
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from lxml import etree

from toolkit.errors import FileProblem, TemplateProblem, UsageProblem
from toolkit.files.libreoffice import convert
from toolkit.ledger import ledger_from_notice
from toolkit.model import Notice
from toolkit.sheets.bulletin.document import make_bulletin_docx

MONTH, DAY = (2026, 9), date(2026, 10, 8)


@pytest.fixture
def made(county, reports, tmp_path: Path) -> Path:
    return make_bulletin_docx(
        county(), tmp_path / "通报.docx", month=MONTH, reports=reports, as_of=DAY
    )


def lines(path: Path) -> list[tuple[str, str]]:
    return [(p.style.name, p.text) for p in Document(str(path)).paragraphs]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {
            name: etree.tostring(etree.fromstring(archive.read(name)), method="c14n")
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }


def test_golden(made: Path, golden: Path) -> None:
    kept = golden / "bulletin.docx"
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.copyfile(made, kept)
    new, old = parts(made), parts(kept)
    assert sorted(new) == sorted(old)
    assert [name for name in new if new[name] != old[name]] == []


def test_the_text(made: Path) -> None:
    assert lines(made) == [
        ("通报标题", "关于云溪县2026年政务公开重点工作\n9月份落实情况的通报"),
        ("通报主送", "各有关单位："),
        ("通报正文", "现将云溪县2026年政务公开重点工作截至2026年9月30日的任务落实情况通报如下。"),
        ("通报一级标题", "一、总体情况"),
        ("通报正文", "《云溪县人民政府办公室关于印发云溪县2026年政务公开重点工作任务分工的通知》（云溪府办发〔2026〕12号）共有任务8项，涉及6个单位和1个群体。截至2026年9月30日，已完成1项，占12.5%；未完成7项，其中逾期2项，15日内到期1项，没有固定日期（长期坚持、及时办理或时限待定）2项。按时限应完成3项，应完成率为33.3%。截至2026年8月已完成0项，此后新完成1项。"),
        ("通报一级标题", "二、各单位落实情况"),
        ("通报正文", "有应完成任务的5个单位中，县发展和改革局、县自然资源局应完成的任务全部完成；应完成率较低的是县行政审批局（0%，逾期1项）、县司法局（0%，逾期1项）、县财政局（0%，逾期1项）。"),
        ("通报正文", "1个单位尚无应完成的任务，各乡镇人民政府按群体列出，未参加排名。各单位具体情况见下表。"),
        ("通报表注", "注：应完成率＝已完成÷应完成（已完成＋逾期），相同的并列；落后点数为按天数应达到的进度与填报进度之差（百分点），与是否逾期分开计算。"),
        ("通报一级标题", "三、需要关注的问题"),
        ("通报二级标题", "（一）部分任务逾期未完成。"),
        ("通报正文", "共有2项任务超过时限仍未完成，涉及3个单位。具体是：“更新权责清单，压缩办理时限至5个工作日以内”（县行政审批局，逾期46天）；“=HYPERLINK(\"http://a.b\",\"点我\")”（县财政局，逾期10天）。"),
        ("通报二级标题", "（二）部分单位进度滞后。"),
        ("通报正文", "从填报的进度看，有3个单位落后序时进度20个百分点以上，是县行政审批局（平均落后40个百分点）、县司法局（平均落后40个百分点）、县财政局（平均落后38个百分点）。"),
        ("通报二级标题", "（三）一批任务即将到期。"),
        ("通报正文", "15日内将有1项任务到期，涉及1个责任单位，需抓紧推进。"),
        ("通报一级标题", "四、下一步要求"),
        ("通报正文", "逾期任务的责任单位要查明原因，逐项明确完成时间，尽快办结；即将到期任务的责任单位要倒排进度，确保按时完成；各单位要按月如实报送进展，已完成的任务及时提请确认销号。"),
        ("通报正文", "附件：逾期任务清单"),
        ("通报署名", "云溪县人民政府办公室"),
        ("通报署名", "2026年10月8日"),
        ("通报附件", "附件"),
        ("通报标题", "逾期任务清单"),
    ]  # fmt: skip


def test_the_layout_of_the_standard(made: Path) -> None:
    document = Document(str(made))
    (section,) = document.sections
    near = pytest.approx
    assert section.page_width == near(Mm(210), abs=700)
    assert section.page_height == near(Mm(297), abs=700)
    assert section.top_margin == near(Mm(37), abs=700)
    assert section.left_margin == near(Mm(28), abs=700)
    assert section.page_width - section.left_margin - section.right_margin == near(
        Mm(156), abs=1500
    )
    assert section.page_height - section.top_margin - section.bottom_margin == near(
        Mm(225), abs=1500
    )
    looks = {s.name: s for s in document.styles if s.name.startswith("通报")}
    fonts = {
        name: (s.element.rPr.rFonts.get(qn("w:eastAsia")), s.font.size.pt)
        for name, s in looks.items()
    }
    assert fonts["通报标题"] == ("方正小标宋简体", 22)
    assert fonts["通报正文"] == ("仿宋_GB2312", 16)
    assert fonts["通报一级标题"] == ("黑体", 16)
    assert fonts["通报二级标题"] == ("楷体_GB2312", 16)
    assert fonts["通报页码"] == ("宋体", 14)
    body = looks["通报正文"]
    assert body.paragraph_format.line_spacing == Pt(28.95)
    assert body.element.pPr.ind.get(qn("w:firstLineChars")) == "200"
    assert document.settings.odd_and_even_pages_header_footer
    for footer in (section.footer, section.even_page_footer):
        assert footer.paragraphs[0].text == "— 1 —"


def test_the_table(made: Path) -> None:
    table, late = Document(str(made)).tables
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0][:2] == ["排名", "单位"]
    assert rows[1] == ["1", "县发展和改革局", "1", "1", "0", "1", "0", "0", "100.0%", "1", "—"]
    assert len(rows) == 8
    assert [[c.text for c in row.cells][0:5:4] for row in late.rows][1:] == [
        ["1", "46"],
        ["2", "10"],
    ]
    for each in (table, late):
        first, *others = each._tbl.tr_lst
        assert first.trPr.find(qn("w:tblHeader")) is not None
        assert all(tr.trPr.find(qn("w:cantSplit")) is not None for tr in (first, *others))


def test_many_units_go_to_an_attachment(county, tmp_path: Path) -> None:
    path = make_bulletin_docx(county(300), tmp_path / "a.docx", month=MONTH, as_of=DAY)
    tables = Document(str(path)).tables
    assert [len(t.rows) for t in tables] == [1 + 21, 1 + 307, 1 + 302]
    texts = [text for _, text in lines(path)]
    assert "附件：1.各单位任务落实情况表" in texts and "　　　2.逾期任务清单" in texts
    assert [t for t in texts if t.startswith("附件") and len(t) < 4] == ["附件1", "附件2"]


@pytest.mark.parametrize(
    ("issuer", "wanted", "first", "second"),
    [
        ("", "云溪县人民政府办公室", 48, 64),  # 10 characters over a date of 7
        ("云溪县督查室", "云溪县督查室", 72, 64),
        (
            "中共云溪县委办公室云溪县人民政府办公室",
            "中共云溪县委办公室云溪县人民政府办公室",
            32,
            128,
        ),
    ],
)
def test_the_signature(county, tmp_path: Path, issuer, wanted, first, second) -> None:
    path = make_bulletin_docx(
        county(), tmp_path / "a.docx", month=MONTH, as_of=date(2026, 10, 18), issuer=issuer
    )
    signed = [p for p in Document(str(path)).paragraphs if p.style.name == "通报署名"]
    assert [p.text for p in signed] == [wanted, "2026年10月18日"]
    assert [p.paragraph_format.right_indent.pt for p in signed] == [
        pytest.approx(first, abs=8),
        pytest.approx(second, abs=8),
    ]
    centres = [p.paragraph_format.right_indent.pt + len_of(p.text) * 4 for p in signed]
    assert centres[0] == pytest.approx(centres[1], abs=1)


def len_of(text: str) -> float:
    return sum(1 if c.isascii() else 2 for c in text)


def test_nobody_to_sign(county, tmp_path: Path) -> None:
    ledger = county()
    ledger = replace(ledger, notice=replace(ledger.notice, issuer=""))
    path = make_bulletin_docx(ledger, tmp_path / "a.docx", month=MONTH, as_of=DAY)
    assert ("通报署名", "（署名）") in lines(path)


def test_an_empty_ledger(tmp_path: Path) -> None:
    path = make_bulletin_docx(
        ledger_from_notice(Notice()), tmp_path / "a.docx", month=MONTH, as_of=DAY
    )
    assert [text for _, text in lines(path)] == [
        "关于重点工作2026年9月份落实情况的通报", "各有关单位：",
        "现将重点工作截至2026年9月30日的任务落实情况通报如下。",
        "台账中没有任务，本月无可通报的情况。", "（署名）", "2026年10月8日",
    ]  # fmt: skip
    assert Document(str(path)).tables == []


def test_the_same_bytes_and_no_clock(county, reports, made: Path, tmp_path: Path) -> None:
    again = make_bulletin_docx(
        county(), tmp_path / "b.docx", month=MONTH, reports=reports, as_of=DAY
    )
    assert again.read_bytes() == made.read_bytes()
    with zipfile.ZipFile(made) as archive:
        assert {info.date_time[:3] for info in archive.infolist()} == {(1980, 1, 1)}
    about = Document(str(made)).core_properties
    assert (about.author, about.last_modified_by, about.comments) == ("", "", "")
    assert about.created.date() == about.modified.date() == DAY


def test_what_cannot_be(county, made: Path, tmp_path: Path) -> None:
    with pytest.raises(FileProblem, match="已经存在"):
        make_bulletin_docx(county(), made, month=MONTH, as_of=DAY)
    with pytest.raises(UsageProblem, match="还没有到"):
        make_bulletin_docx(county(), tmp_path / "b.docx", month=(2026, 11), as_of=DAY)
    for content, message in ((b"no zip", "打不开"), (None, "缺少样式：通报主送")):
        template = tmp_path / "模板.docx"
        if content is None:
            Document().save(str(template))
        else:
            template.write_bytes(content)
        with pytest.raises(TemplateProblem, match=message):
            make_bulletin_docx(
                county(), tmp_path / "b.docx", month=MONTH, as_of=DAY, template=template
            )
    assert not (tmp_path / "b.docx").exists()


def test_the_offices_own_head_stays(county, tmp_path: Path) -> None:
    from toolkit.resources import resource

    template = Document(str(resource("templates", "bulletin.docx")))
    template.add_paragraph("云溪县人民政府督查室文件")
    template.styles["通报正文"].font.size = Pt(15)
    template.save(str(tmp_path / "模板.docx"))
    path = make_bulletin_docx(
        county(), tmp_path / "a.docx", month=MONTH, as_of=DAY, template=tmp_path / "模板.docx"
    )
    assert lines(path)[0] == ("Normal", "云溪县人民政府督查室文件")
    assert Document(str(path)).styles["通报正文"].font.size == Pt(15)


@pytest.mark.libreoffice
@pytest.mark.slow
def test_printed(county, reports, tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    path = make_bulletin_docx(
        county(60), tmp_path / "a.docx", month=MONTH, reports=reports, as_of=DAY
    )
    pages = PdfDocument(str(convert(path, "pdf", tmp_path)))
    texts = [page.get_textpage().get_text_bounded() for page in pages]
    for number, text in enumerate(texts, 1):
        assert f"— {number} —" in text
        assert len(text.strip()) > 20
    assert sum("排名" in text and "应完成率" in text for text in texts) >= 3  # the head repeats
    again = Document(str(convert(path, "docx", tmp_path / "另存")))
    assert [p.text for p in again.paragraphs] == [text for _, text in lines(path)]
    assert [len(t.rows) for t in again.tables] == [len(t.rows) for t in Document(str(path)).tables]
    signed = next(t for t in texts if "2026 年 10 月 8 日" in t or "2026年10月8日" in t)
    assert "云溪县人民政府办公室" in signed and len(signed) > 40
