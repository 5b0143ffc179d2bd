"""Word documents, cell by cell and paragraph by paragraph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import pytest

from toolkit.errors import NoTextLayer
from toolkit.notice.document import Document, Table
from toolkit.notice.formats import open_document


def p(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def tc(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{p(text)}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


DOWN, MORE = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def span(n: int) -> str:
    return f'<w:gridSpan w:val="{n}"/>'


@pytest.fixture
def read(put: Any, build: Any) -> Any:
    def read_body(body: str, **parts: str) -> Document:
        return open_document(put("来文.docx", build.docx(body, **parts)))

    return read_body


def left_out(document: Document) -> list[tuple[str, str]]:
    return [(o.text, o.why) for o in document.left_out]


def test_what_python_docx_writes(tmp_path: Path, build: Any) -> None:
    made = docx.Document()
    made.add_paragraph("云溪县人民政府办公室")
    made.add_paragraph("关于印发责任分工的通知").add_run("（二）").add_break()
    table = made.add_table(3, 3)
    for row in range(3):
        for column in range(3):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "责任\n单位"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "甲"
    made.add_paragraph("此件公开发布")
    made.save(str(tmp_path / "a.docx"))

    document = open_document(tmp_path / "a.docx")
    assert build.lines(document) == [
        "云溪县人民政府办公室",
        "关于印发责任分工的通知（二）\n",
        "此件公开发布",
    ]
    assert build.tables(document) == [
        [["00", "责任\n单位", "<责任\n单位"], ["甲", "11", "12"], ["^甲", "21", "22"]]
    ]
    assert [type(b).__name__ for b in document.blocks] == [
        "Paragraph", "Paragraph", "Table", "Paragraph",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "grid"),
    [
        pytest.param(
            [tr(tc("一", DOWN), tc("a")), tr(tc("", MORE), tc("b")), tr(tc("二", DOWN), tc("c"))],
            [["一", "a"], ["^一", "b"], ["二", "c"]],
            id="merged down",
        ),
        pytest.param(
            [tr(tc("块", span(2) + DOWN), tc("a")), tr(tc("", span(2) + MORE), tc("b")),
             tr(tc("x"), tc("y"), tc("c"))],
            [["块", "<块", "a"], ["^块", "^块", "b"], ["x", "y", "c"]],
            id="merged both ways",
        ),
        pytest.param(
            [tr(tc("一"), tc("a")), tr(tc("", MORE), tc("b"))],
            [["一", "a"], ["", "b"]],
            id="continued without a start",
        ),
        pytest.param(
            [tr(tc("题", span(9))), tr(tc("a", span(4)), tc("b", span(5)))],
            [["题", "<题"], ["a", "b"]],
            id="seams in which no cell begins",
        ),
        pytest.param(
            [tr(tc("a"), tc("b"), tc("c")),
             tr(tc("d"), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>')],
            [["a", "b", "c"], ["", "d", ""]],
            id="skipped columns",
        ),
        pytest.param(
            [tr(tc("a"), tc("b"), tc("c")), tr(tc("d"))],
            [["a", "b", "c"], ["d", "", ""]],
            id="short row",
        ),
        pytest.param(
            [tr(tc("并", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("c")),
             tr(tc("1"), tc("2"), tc("3"))],
            [["并", "<并", "c"], ["1", "2", "3"]],
            id="old merge across",
        ),
        pytest.param(
            ["<w:sdt><w:sdtContent>" + tr(tc("a"), tc("b")) + "</w:sdtContent></w:sdt>",
             "<w:tr><w:sdt><w:sdtContent>" + tc("c") + "</w:sdtContent></w:sdt>" + tc("d")
             + "</w:tr>"],
            [["a", "b"], ["c", "d"]],
            id="content controls around rows and cells",
        ),
        pytest.param(
            [tr(tc("a"), tc("b")), tr(tc("", span(10**9)))],
            [["a", "b"], ["", "<"]],
            id="absurd span",
        ),
    ],
)  # fmt: skip
def test_grids(read: Any, build: Any, rows: list[str], grid: list[list[str]]) -> None:
    assert build.tables(read(tbl(*rows))) == [grid]


def test_places(read: Any) -> None:
    document = read(p("一") + tbl(tr(tc("a"), tc("b")), tr(tc("c"), tc("d"))) + p("二"))
    first, table, second = document.blocks
    assert (first.place.line, second.place.line) == (1, 2)
    assert isinstance(table, Table)
    assert [(c.place.table, c.place.row) for row in table.rows for c in row] == [
        (1, 1), (1, 1), (1, 2), (1, 2),
    ]  # fmt: skip


def test_text_hidden_below_a_merge_is_reported(read: Any, build: Any) -> None:
    document = read(tbl(tr(tc("一", DOWN), tc("a")), tr(tc("旧", MORE), tc("b"))))
    assert build.tables(document) == [[["一", "a"], ["^一", "b"]]]
    assert left_out(document) == [("旧", "合并单元格中被遮住的文字")]


def test_a_small_table_in_a_cell_is_what_the_cell_says(read: Any, build: Any) -> None:
    inner = tbl(tr(tc("县财政局"), tc("县税务局")), tr(tc("县公安局"), tc("")))
    outer = tbl(
        tr(tc("序号"), tc("任务内容和责任单位")),
        tr(tc("1"), f"<w:tc>{p('公开政府信息，回应社会关切：')}{inner}{p('')}</w:tc>"),
    )
    assert build.tables(read(outer)) == [
        [
            ["序号", "任务内容和责任单位"],
            ["1", "公开政府信息，回应社会关切：\n县财政局\n县税务局\n县公安局"],
        ]
    ]


def test_a_large_table_in_a_cell_follows_its_table(read: Any, build: Any) -> None:
    inner = tbl(*(tr(*(tc(f"{a}{b}") for b in "123")) for a in "xyz"))
    outer = tbl(
        tr(tc("序号"), tc("任务内容和完成情况，逐项说明")),
        tr(tc("1"), f"<w:tc>{p('公开政府信息，回应社会关切，详见：')}{inner}{p('')}</w:tc>"),
    )
    assert build.tables(read(outer)) == [
        [["序号", "任务内容和完成情况，逐项说明"], ["1", "公开政府信息，回应社会关切，详见："]],
        [[f"{a}{b}" for b in "123"] for a in "xyz"],
    ]


def test_a_frame_of_one_column_is_looked_through(read: Any, build: Any) -> None:
    document = read(
        tbl(tr(f"<w:tc>{p('一、总体要求')}{p('1.公开信息。')}</w:tc>"), tr(tc("主办：县府办")))
    )
    assert build.tables(document) == []
    assert build.lines(document) == ["一、总体要求", "1.公开信息。", "主办：县府办"]


def test_a_deleted_cell_is_empty(read: Any, build: Any) -> None:
    deleted = '<w:tcPr><w:cellDel w:id="1" w:author="a"/></w:tcPr>'
    document = read(tbl(tr(tc("a"), tc("b")), tr(tc("c"), f"<w:tc>{deleted}{p('旧')}</w:tc>")))
    assert build.tables(document) == [[["a", "b"], ["c", ""]]]
    assert left_out(document) == [("旧", "修订中已删除的单元格")]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("\t（一）公开信息。", "（一）公开信息。"),
        ("\t牵头单位：教务处\t参与单位：各学院", "牵头单位：教务处\u3000参与单位：各学院"),
        ("1\t公开信息\t县府办", "1\t公开信息\t县府办"),
    ],
)
def test_tabs_that_indent_or_part_labels(read: Any, build: Any, text: str, read_as: str) -> None:
    pieces = "<w:tab/>".join(f"<w:t>{part}</w:t>" if part else "" for part in text.split("\t"))
    assert build.lines(read(f"<w:p><w:r>{pieces}</w:r></w:p>")) == [read_as]


HEADS = ("序号", "任务", "单位")


def halves(build: Any, first: list[str], second: list[str], heads: tuple[str, ...] = HEADS) -> str:
    one = tbl(*(tr(*map(tc, row)) for row in (HEADS, ["1", "甲事", "甲局"], first)))
    two = tbl(*(tr(*map(tc, row)) for row in (heads, second, ["3", "丙事", "丙局"])))
    return str(one + p("") + two)


@pytest.mark.parametrize(
    ("second", "middle"),
    [
        (["", "，并立台账", ""], [["2", "乙事，并立台账", "乙局"]]),
        (["", "并立台账", "、丁局"], [["2", "乙事并立台账", "乙局、丁局"]]),
        (["4", "丁事", ""], [["2", "乙事", "乙局"], ["4", "丁事", ""]]),
    ],
)
def test_a_table_cut_in_two_is_one(
    read: Any, build: Any, second: list[str], middle: list[list[str]]
) -> None:
    document = read(halves(build, ["2", "乙事", "乙局"], second))
    assert build.tables(document) == [
        [list(HEADS), ["1", "甲事", "甲局"], *middle, ["3", "丙事", "丙局"]]
    ]
    assert left_out(document) == [("序号\t任务\t单位", "跨页重复的表头")]


def test_two_tables_with_other_heads_stay_two(read: Any, build: Any) -> None:
    other = halves(build, ["2", "乙事", "乙局"], ["2", "丁事", ""], ("序号", "项目", "单位"))
    assert len(build.tables(read(other))) == 2


def test_layout_tables_are_looked_through(read: Any, build: Any) -> None:
    inner = tbl(tr(tc("序号"), tc("任务")), tr(tc("1"), tc("公开政府信息")))
    framed = tbl(tr(f"<w:tc>{p('任务分工')}{inner}{p('完')}</w:tc>"))
    document = read(framed)
    assert build.lines(document) == ["任务分工", "完"]
    assert build.tables(document) == [[["序号", "任务"], ["1", "公开政府信息"]]]
    beside = tbl(tr(tc("左"), f"<w:tc>{inner}{p('')}</w:tc>"))
    assert build.tables(read(beside)) == [[["序号", "任务"], ["1", "公开政府信息"]]]


RUN = "<w:r>{}</w:r>"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<w:r><w:t>一</w:t><w:tab/><w:t>二</w:t><w:br/><w:t>三</w:t><w:cr/></w:r>",
         "一\t二\n三\n"),
        ("<w:r><w:t>A</w:t><w:noBreakHyphen/><w:t>B</w:t><w:softHyphen/></w:r>", "A-B"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑"),
        ('<w:r><w:sym w:font="Symbol" w:char="F031"/></w:r>', "1"),
        ('<w:r><w:sym w:font="x" w:char="zzz"/></w:r>', ""),
        ("<w:hyperlink><w:r><w:t>链</w:t></w:r></w:hyperlink><w:r><w:t>接</w:t></w:r>", "链接"),
        ("<w:smartTag><w:r><w:t>2022</w:t></w:r></w:smartTag><w:r><w:t>年</w:t></w:r>", "2022年"),
        ("<w:sdt><w:sdtContent><w:r><w:t>控</w:t></w:r></w:sdtContent></w:sdt>", "控"),
        ("<w:ins><w:r><w:t>增</w:t></w:r></w:ins><w:del><w:r><w:delText>删</w:delText></w:r></w:del>",
         "增"),
        ("<w:moveTo><w:r><w:t>新</w:t></w:r></w:moveTo><w:moveFrom><w:r><w:t>旧</w:t></w:r></w:moveFrom>",
         "新"),
        ('<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>', "3"),
        ('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText>'
         '<w:fldChar w:fldCharType="separate"/><w:t>附件1</w:t>'
         '<w:fldChar w:fldCharType="end"/></w:r>',
         "附件1"),
        (r'<w:r><w:fldChar w:fldCharType="begin"/><w:instrText> eq \o\ac(○,3)</w:instrText>'
         '<w:fldChar w:fldCharType="end"/><w:t>公开</w:t></w:r>', "③公开"),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r><w:r><w:t>显</w:t></w:r>", "显"),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r>', "显"),
        ("<w:r><w:ruby><w:rt><w:r><w:t>yún</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>云</w:t></w:r>"
         "</w:rubyBase></w:ruby></w:r>", "云"),
        ('<w:r><w:t>注</w:t><w:footnoteReference w:id="1"/></w:r>', "注"),
        ('<m:oMath xmlns:m="m"><m:r><m:t>x=1</m:t></m:r></m:oMath>', "x=1"),
    ],
)  # fmt: skip
def test_runs(read: Any, build: Any, content: str, text: str) -> None:
    assert build.lines(read(f"<w:p>{content}</w:p>{p('完')}")) == [text, "完"]


def test_an_unfinished_field_swallows_nothing(read: Any, build: Any) -> None:
    body = '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:t>一</w:t></w:r></w:p>' + p("二")
    document = read(body)
    assert build.lines(document) == ["", "二"]
    assert left_out(document) == [("一", "域代码中的文字")]


def test_tracked_changes(read: Any, build: Any) -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    body = (
        f"<w:p>{mark}<w:r><w:t>上半</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>下半</w:t></w:r><w:del><w:r><w:delText>旧词</w:delText></w:r></w:del></w:p>"
        + tbl(tr(tc("a"), tc("b")), tr(tc("c"), tc("d"), properties="<w:del/>"))
    )
    document = read(body)
    assert build.lines(document) == ["上半下半"]
    assert build.tables(document) == [[["a", "b"]]]
    assert left_out(document) == [("旧词", "修订中已删除"), ("c\nd", "修订中已删除的表格行")]


def test_the_table_of_contents_is_left_out(read: Any, build: Any) -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    contents = (
        f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent>{p('一、公开')}{p('二、解读')}"
        "</w:sdtContent></w:sdt>"
    )
    document = read(contents + p("一、公开"))
    assert build.lines(document) == ["一、公开"]
    assert left_out(document) == [("一、公开\n二、解读", "目录")]


def test_text_boxes_are_read_once(read: Any, build: Any) -> None:
    box = f"<w:txbxContent>{p('云溪县人民政府办公室文件')}</w:txbxContent>"
    anchored = (
        "<w:p><w:r><w:t>正文</w:t><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp>'
        "</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r></w:p>"
    )
    assert build.lines(read(anchored)) == ["正文", "云溪县人民政府办公室文件"]
    in_cell = tbl(tr(f"<w:tc>{anchored}</w:tc>", tc("b")), tr(tc("c"), tc("d")))
    assert build.tables(read(in_cell)) == [[["正文\n云溪县人民政府办公室文件", "b"], ["c", "d"]]]


def test_what_stands_beside_the_body(read: Any) -> None:
    document = read(
        p("正文"),
        header=p("内部资料"),
        footer=p("— 1 —"),
        footnotes=f"<w:footnote>{p('脚注一')}</w:footnote>",
        comments=f"<w:comment>{p('请核实')}</w:comment>",
    )
    assert left_out(document) == [
        ("内部资料", "页眉"), ("— 1 —", "页脚"), ("脚注一", "脚注"), ("请核实", "批注"),
    ]  # fmt: skip


def test_only_pictures(read: Any) -> None:
    picture = '<w:p><w:r><w:drawing><a:blip r:embed="r1"/></w:drawing></w:r></w:p>'
    with pytest.raises(NoTextLayer, match=r"来文\.docx.*扫描件"):
        read(picture * 2)
    assert left_out(read(picture + p("正文"))) == [("", "有 1 张图片，图片里的文字无法读取")]


def test_embedded_workbook_is_reported(read: Any) -> None:
    body = (
        p("正文")
        + '<w:p><w:r><w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object></w:r></w:p>'
    )
    assert "Excel.Sheet.12" in left_out(read(body))[0][1]


def test_strict_namespaces_and_other_folders(put: Any, build: Any) -> None:
    strict = "http://purl.oclc.org/ooxml"
    parts = {
        "_rels/.rels": '<Relationships><Relationship Id="a" '
        f'Type="{strict}/officeDocument/relationships/officeDocument" Target="/doc/main.xml"/>'
        "</Relationships>",
        "doc/main.xml": f'<w:document xmlns:w="{strict}/wordprocessingml/main"><w:body>'
        + p("严格")
        + "</w:body></w:document>",
    }
    assert build.lines(open_document(put("a.docx", build.zip(parts)))) == ["严格"]


def test_embedded_html(put: Any, build: Any) -> None:
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="r"'
    parts = {
        "word/document.xml": f'<w:document {w}><w:body>{p("正文")}<w:altChunk r:id="c"/>'
        '<w:altChunk r:id="none"/></w:body></w:document>',
        "word/_rels/document.xml.rels": build.relations(("c", "aFChunk", "chunk.html")),
        "word/chunk.html": "<html><body><table><tr><td>a<td>b<tr><td>c<td>d</table>",
    }
    document = open_document(put("a.docx", build.zip(parts)))
    assert build.lines(document) == ["正文"]
    assert build.tables(document) == [[["a", "b"], ["c", "d"]]]
    assert "altChunk" in document.left_out[-1].why


LEVELS = {
    "第一级": '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/>'
    '<w:lvlText w:val="（%2）"/></w:lvl>'
    '<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="%3."/></w:lvl>'
    '<w:lvl w:ilvl="3"><w:isLgl/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%4"/></w:lvl>'
    '<w:lvl w:ilvl="4"><w:numFmt w:val="bullet"/><w:lvlText w:val="\uf0b7"/></w:lvl>',
}
NUMBERING = (
    f'<w:abstractNum w:abstractNumId="0">{LEVELS["第一级"]}</w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="0"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="99"/></w:num>'
)
STYLES = (
    '<w:style w:type="paragraph" w:styleId="H"><w:pPr><w:numPr><w:ilvl w:val="1"/>'
    '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H"/></w:style>'
    '<w:style w:type="character" w:styleId="gone"><w:rPr><w:vanish/></w:rPr></w:style>'
)


def item(text: str, level: int, number: int = 1) -> str:
    return (
        f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        f"</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
    )


def styled(text: str, style: str) -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (item("甲", 0) + item("乙", 0), ["一、甲", "二、乙"]),
        (item("甲", 0) + item("子", 1) + item("丑", 1) + item("乙", 0) + item("寅", 1),
         ["一、甲", "（一）子", "（二）丑", "二、乙", "（一）寅"]),
        (item("甲", 0) + p("间") + item("乙", 0), ["一、甲", "间", "二、乙"]),
        (item("5G建设", 2) + item("公开", 2), ["1. 5G建设", "2. 公开"]),
        (item("甲", 0) + item("x", 3), ["一、甲", "1.1 x"]),
        (item("点", 4), ["点"]),
        (item("甲", 0) + item("乙", 0, 2), ["一、甲", "五、乙"]),
        (item("甲", 0, 0) + item("乙", 0, 3) + item("丙", 0, 77), ["甲", "乙", "丙"]),
        (styled("甲", "H") + styled("乙", "H2"), ["（一）甲", "（二）乙"]),
        (item("", 0) + item("乙", 0), ["一、", "二、乙"]),
    ],
)  # fmt: skip
def test_automatic_numbers(read: Any, build: Any, body: str, lines: list[str]) -> None:
    assert build.lines(read(body, numbering=NUMBERING, styles=STYLES)) == lines


def test_automatic_numbers_in_a_number_column(read: Any, build: Any) -> None:
    rows = [tr(f"<w:tc>{item('', 2)}</w:tc>", tc(text)) for text in "甲乙"]
    document = read(tbl(*rows), numbering=NUMBERING)
    assert build.tables(document) == [[["1. ", "甲"], ["2. ", "乙"]]]


def test_text_hidden_by_its_style(read: Any, build: Any) -> None:
    run = '<w:p><w:r><w:rPr><w:rStyle w:val="gone"/></w:rPr><w:t>隐</w:t></w:r></w:p>'
    document = read(run + p("显"), styles=STYLES)
    assert build.lines(document) == ["", "显"]
    assert left_out(document) == [("隐", "隐藏文字")]


@pytest.mark.parametrize("mark", ["del", "moveFrom"])
def test_paragraphs_that_were_moved_or_deleted_are_no_content(
    read: Any, build: Any, mark: str
) -> None:
    """A whole paragraph of the revision marks, not only runs of one; it is told as left out."""
    document = read(f"<w:{mark}>{p('旧任务')}</w:{mark}>{p('新任务')}")
    assert build.lines(document) == ["新任务"]
    assert [(left.text, left.why) for left in document.left_out] == [("旧任务", "修订中已删除")]


def test_a_paragraph_that_was_moved_here_is_content(read: Any, build: Any) -> None:
    assert build.lines(read(f"<w:moveTo>{p('新任务')}</w:moveTo>{p('完')}")) == ["新任务", "完"]
