"""Web pages as they are found: layout tables, spans, wrong declarations."""

from __future__ import annotations

from typing import Any

import pytest

from toolkit.notice.document import Document
from toolkit.notice.formats import open_document


@pytest.fixture
def read(put: Any) -> Any:
    def read_body(body: str, head: str = "") -> Document:
        page = f"<html><head>{head}</head><body>{body}</body></html>"
        return open_document(put("网页.html", page))

    return read_body


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>一、公开</p><p>二、解读</p>", ["一、公开", "二、解读"]),
        ("一、公开<br>二、解读<br/><br>", ["一、公开", "二、解读"]),
        ("<div>一<div>二</div>三</div>四", ["一", "二", "三", "四"]),
        ("<p>县<b>财政</b>局<span>牵头</span></p>", ["县财政局牵头"]),
        ("<p>&nbsp;&nbsp;&nbsp;&nbsp;一、公开&nbsp;信息</p>", ["一、公开 信息"]),
        ("<p>县财政\n   局，县审计局</p>", ["县财政局，县审计局"]),
        ("<p>open\n government\n 公开</p>", ["open government 公开"]),
        ("<p>&ldquo;放管服&rdquo;&#65288;试行&#xff09;&lt;2&gt;</p>", ["“放管服”（试行）<2>"]),
        ("<pre>一\n  二</pre>", ["一", "二"]),
        ("<p>甲<script>var a='x'</script>乙<style>p{}</style></p>", ["甲乙"]),
        ("<nav>首页</nav><p>正文</p>", ["正文"]),
        ("<ol><li>甲<li>乙</ol><ul><li>丙</ul>", ["1. 甲", "2. 乙", "丙"]),
        ("<ol start=3><li>甲<li value=9>乙<li>丙</ol>", ["3. 甲", "9. 乙", "10. 丙"]),
        ("<ol style='list-style:none'><li>一、甲</ol>", ["一、甲"]),
        ("<p>甲<!-- 注 -->乙<![if !supportEmptyParas]>丙<![endif]></p>", ["甲乙丙"]),
        ("<p>甲<o:p></o:p></p><ucapcontent>乙</ucapcontent>", ["甲", "乙"]),
        ("<p>甲<p>乙<p>丙", ["甲", "乙", "丙"]),
    ],
)
def test_paragraphs(read: Any, build: Any, body: str, lines: list[str]) -> None:
    assert build.lines(read(body)) == lines


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        ("<tr><td>a<td>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
        ("<tr><td rowspan=2>甲<td>b<tr><td>d", [["甲", "b"], ["^甲", "d"]]),
        ("<tr><td colspan=2>题<tr><td>c<td>d", [["题", "<题"], ["c", "d"]]),
        ("<tr><td rowspan=2 colspan=2>块<td>c<tr><td>f<tr><td>1<td>2<td>3",
         [["块", "<块", "c"], ["^块", "^块", "f"], ["1", "2", "3"]]),
        ("<tr><td rowspan=0>甲<td>b<tr><td>d<tr><td>f", [["甲", "b"], ["^甲", "d"], ["^甲", "f"]]),
        ("<tr><td rowspan=99999>甲<td>b<tr><td>d", [["甲", "b"], ["^甲", "d"]]),
        ("<tr><td colspan=999999>题<tr><td>c<td>d", [["题", "<题"], ["c", "d"]]),
        ("<tr><td colspan=x>a<td rowspan=-1>b<tr><td>c<td>d", [["a", "b"], ["c", "d"]]),
        ("<thead><tr><th rowspan=5>头<th>h</thead><tbody><tr><td>c<td>d</tbody>",
         [["头", "h"], ["c", "d"]]),
        ("<tr><td>a<td>b<td>c<tr><td>d", [["a", "b", "c"], ["d", "", ""]]),
        ("<tr><td><p>县财政局</p><p>县审计局</p><td>x<br>y<tr><td>c<td>d",
         [["县财政局\n县审计局", "x\ny"], ["c", "d"]]),
        ("<tr><td>a<td>b<tr style='display:none'><td>藏<td>藏<tr><td>c<td>d",
         [["a", "b"], ["c", "d"]]),
        ("<colgroup><col><col></colgroup><tr><td>a<td>b<tfoot><tr><td>c<td>d</tfoot>",
         [["a", "b"], ["c", "d"]]),
        ("<tr><td>a<td width=10>&nbsp;<tr><td>c<td>d", [["a", ""], ["c", "d"]]),
    ],
)  # fmt: skip
def test_grids(read: Any, build: Any, rows: str, grid: list[list[str]]) -> None:
    assert build.tables(read(f"<table border=1>{rows}</table>")) == [grid]


INNER = "<table border=1><tr><td>序号<td>任务<tr><td>1<td>公开政府信息</table>"
GRID = [["序号", "任务"], ["1", "公开政府信息"]]


@pytest.mark.parametrize(
    "body",
    [
        INNER,
        f"<table><tr><td>{INNER}</table>",
        f"<table><tr><td><table><tr><td>{INNER}</table></table>",
        f"<table><tr><td>左栏<td>{INNER}</table>",
        f"<table><tr><td><p>标题</p><tr><td>{INNER}</table>",
        "<font>" * 500 + INNER,
        "<div>" * 3000 + INNER,
    ],
)
def test_layout_tables_are_looked_through(read: Any, build: Any, body: str) -> None:
    assert build.tables(read(body)) == [GRID]


def test_an_article_between_side_columns(read: Any, build: Any) -> None:
    article = "".join(f"<p>第{n}条：公开政府信息，回应社会关切。</p>" for n in range(10))
    document = read(f"<table><tr><td>栏目<br>导航<td>{article}</table>")
    assert build.tables(document) == []
    assert len(build.lines(document)) == 12


def test_a_real_table_with_a_small_one_inside(read: Any, build: Any) -> None:
    body = (
        "<table><tr><td>序号<td>任务内容和责任单位分工<tr><td>1<td>公开政府信息，回应社会关切"
        "<table><tr><td>x<td>y</table></table>"
    )
    assert build.tables(read(body)) == [
        [["序号", "任务内容和责任单位分工"], ["1", "公开政府信息，回应社会关切\nx\ny"]]
    ]


def test_the_information_table_becomes_lines(read: Any, build: Any) -> None:
    document = read(
        "<table><tr><td>索 引 号：<td>AB12<td>主题分类：<td>商贸、海关、旅游"
        "<tr><td>发布机构:<td>县文旅局<td>文号：无<td></table>"
        "<table><tr><td>工作任务<td>责任单位<tr><td>盘点馆藏<td>县司法局</table>"
    )
    assert build.tables(document) == [[["工作任务", "责任单位"], ["盘点馆藏", "县司法局"]]]
    assert build.lines(document) == [
        "索引号: AB12", "主题分类: 商贸、海关、旅游", "发布机构: 县文旅局", "文号：无",
    ]  # fmt: skip


def test_the_foot_of_the_site_is_left_out(read: Any, build: Any) -> None:
    document = read(
        "<p>公开信息。</p><div class='page-footer'><p>主办：县府办 版权所有</p></div>"
        "<div class='footer'><p>责任单位：县财政局</p></div>"
    )
    assert build.lines(document) == ["公开信息。", "责任单位：县财政局"]
    assert [one.why for one in document.left_out] == ["网站页脚"]


def test_caption_and_stray_text_stay(read: Any, build: Any) -> None:
    document = read("<table><caption>任务表</caption><tr><td>a<td>b<tr><td>c<td>d</table>")
    assert build.lines(document) == ["任务表"]


def test_metadata_of_government_sites(read: Any, build: Any) -> None:
    head = (
        '<meta name="SiteName" content="云溪县人民政府">'
        '<meta name="ArticleTitle" content="关于印发…的通知">'
        '<meta name="PubDate" content="2022-08-01 10:00">'
        '<meta name="ContentSource" content="县政府办">'
        '<meta name="ColumnName" content="县政府文件"><title>关于印发…的通知_云溪县</title>'
    )
    document = read("<p>正文</p>", head)
    assert build.lines(document) == [
        "标题: 关于印发…的通知",
        "发布日期: 2022-08-01 10:00",
        "来源: 县政府办",
        "栏目: 县政府文件",
        "网站: 云溪县人民政府",
        "正文",
    ]
    assert [(o.text, o.why) for o in document.left_out] == [("关于印发…的通知_云溪县", "网页标题")]


def test_what_is_not_shown_is_reported(read: Any) -> None:
    document = read(
        "<div style='DISPLAY : none'>藏<script>x</script>起</div><p hidden>来</p><p>见</p>"
    )
    assert [(o.text, o.why) for o in document.left_out] == [
        ("藏起", "网页上不显示的文字"), ("来", "网页上不显示的文字"),
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize(
    "declared", ["", "<meta charset=gb2312>", "<meta charset='utf-8'>", "<meta charset=iso-8859-1>",
                 '<meta http-equiv="Content-Type" content="text/html; charset=gbk">']
)  # fmt: skip
def test_encodings(put: Any, build: Any, encoding: str, declared: str) -> None:
    text = "云溪县人民政府办公室关于印发2022年政务公开工作要点责任分工的通知"
    page = f"<html><head>{declared}</head><body><p>{text}</p></body></html>"
    assert build.lines(open_document(put("页.htm", page.encode(encoding)))) == [text]


def test_xml_declaration(put: Any, build: Any) -> None:
    page = (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html><body><p>公开</p></body></html>'
    )
    assert build.lines(open_document(put("页.html", page))) == ["公开"]


@pytest.mark.parametrize(
    "before",
    [
        "",
        "From: <Saved by Blink>\r\nSnapshot-Content-Location: http://a/1.html\r\n"
        "Subject: =?utf-8?Q?1?=\r\nDate: Thu, 25 Jun 2026 09:12:41 -0000\r\n",
        "From: x@example.gov.cn\nReceived: from a\n\tby b; Thu\nSubject: 1\n",
    ],
    ids=["Word", "Chrome and Edge", "mail"],
)
def test_web_archive(put: Any, build: Any, before: str) -> None:
    import base64

    page = base64.encodebytes(
        "<html><body><p>云溪县人民政府</p></body></html>".encode("gbk")
    ).decode()
    archive = before + (
        'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="b"\n\n--b\n'
        'Content-Type: text/html; charset="gb2312"\nContent-Transfer-Encoding: base64\n\n'
        f"{page}\n--b--\n"
    )
    assert build.lines(open_document(put("页.mht", archive))) == ["云溪县人民政府"]


def test_places_count(read: Any) -> None:
    document = read("<p>一</p><table><tr><td>a<td>b<tr><td>c<td>d</table><p>二</p>")
    assert [(b.place.line, b.place.table) for b in document.blocks] == [(1, 0), (0, 1), (2, 0)]
