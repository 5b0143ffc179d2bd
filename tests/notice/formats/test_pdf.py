"""PDF files: paragraphs unwrapped, tables joined over pages, scans refused."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from toolkit.errors import FileProblem, NoTextLayer, UnsupportedFormat
from toolkit.model import Place
from toolkit.notice.document import Document, Table
from toolkit.notice.formats import open_document
from toolkit.notice.formats.pdf_lines import Line, join, lines_of, need, paragraphs_of, tidy
from toolkit.notice.formats.pdf_tables import Part, RuledCell, append, continues, to_table
from toolkit.progress import listening

pytest.importorskip("pdfplumber", reason="the extra pdf is not installed")


@pytest.fixture
def read(put: Any, build: Any) -> Any:
    def read_pages(*pages: str, **options: Any) -> Document:
        return open_document(put("来文.pdf", build.pdf(*pages, **options)))

    return read_pages


def test_lines_of_a_page(read: Any, build: Any) -> None:
    page = build.pdf_text(50, 150, "Second") + build.pdf_text(50, 170, "First line")
    page += build.pdf_text(50, 130, "a") + build.pdf_text(150, 130, "b")
    assert build.lines(read(page)) == ["First line", "Second", "a\tb"]


def test_a_ruled_table_between_lines(read: Any, build: Any) -> None:
    page = build.pdf_text(50, 180, "Before") + build.pdf_text(50, 40, "After")
    page += build.pdf_grid([50, 100, 200], [60, 80, 100])
    for x, y, text in ((55, 85, "no"), (105, 85, "task"), (55, 65, "1"), (105, 65, "publish")):
        page += build.pdf_text(x, y, text)
    document = read(page)
    assert [type(b).__name__ for b in document.blocks] == ["Paragraph", "Table", "Paragraph"]
    assert build.tables(document) == [[["no", "task"], ["1", "publish"]]]


def test_merged_cells(read: Any, build: Any) -> None:
    # The first column has no line between its second and third row.
    page = "".join(f"50 {y} m 250 {y} l S\n" for y in (40, 100, 120))
    page += "100 80 m 250 80 l S\n100 60 m 250 60 l S\n"
    page += "".join(f"{x} 40 m {x} 120 l S\n" for x in (50, 100, 250))
    page += build.pdf_text(55, 105, "group") + build.pdf_text(105, 105, "task")
    page += build.pdf_text(55, 65, "G")
    page += "".join(build.pdf_text(105, 85 - 20 * n, f"task {n}") for n in range(3))
    assert build.tables(read(page)) == [
        [["group", "task"], ["G", "task 0"], ["^G", "task 1"], ["^G", "task 2"]]
    ]


def test_a_frame_around_text_is_no_table(read: Any, build: Any) -> None:
    page = build.pdf_grid([40, 200], [100, 150]) + build.pdf_text(50, 120, "framed")
    document = read(page)
    assert (build.lines(document), build.tables(document)) == (["framed"], [])


def test_page_numbers_and_running_heads(read: Any, build: Any) -> None:
    pages = [
        build.pdf_text(100, 190, "Running head")
        + build.pdf_text(50, 100, f"Text of page {n}")
        + build.pdf_text(140, 8, f"- {n} -")
        for n in (1, 2, 3)
    ]
    document = read(*pages)
    assert build.lines(document) == [f"Text of page {n}" for n in (1, 2, 3)]
    assert [(o.why, o.place.page) for o in document.left_out] == [
        (why, n) for n in (1, 2, 3) for why in ("页眉页脚", "页码")
    ]


def test_a_table_goes_on_over_the_page(read: Any, build: Any) -> None:
    def page(first: int, head: bool) -> str:
        rows = [("no", "task")] * head + [(str(n), f"task {n}") for n in (first, first + 1)]
        ys = [100 + 20 * n for n in range(len(rows) + 1)]
        text = build.pdf_grid([50, 100, 200], [float(y) for y in ys])
        for (no, task), y in zip(rows, reversed(ys[:-1]), strict=True):
            text += build.pdf_text(55, y + 5, no) + build.pdf_text(105, y + 5, task)
        return text + build.pdf_text(140, 8, str(first))

    rows = [["no", "task"]] + [[str(n), f"task {n}"] for n in range(1, 7)]
    document = read(page(1, True), page(3, True), page(5, False))
    assert build.tables(document) == [rows]
    assert ("no\ttask", "跨页重复的表头") in [(o.text, o.why) for o in document.left_out]


def test_a_scan_says_so(read: Any, build: Any) -> None:
    image = "q 100 0 0 100 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x80 EI Q\n"
    with pytest.raises(NoTextLayer, match=r"来文\.pdf.*扫描件"):
        read(image, image)
    document = read(build.pdf_text(50, 100, "Cover"), image)
    assert [(o.place.page, "扫描件" in o.why) for o in document.left_out] == [(2, True)]


def test_a_blank_page(read: Any) -> None:
    with pytest.raises(FileProblem, match="没有任何文字"):
        read("")


def test_without_pdfplumber(put: Any, build: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pdfplumber", None)
    with pytest.raises(UnsupportedFormat, match=r"来文\.pdf.*pip install"):
        open_document(put("来文.pdf", build.pdf(build.pdf_text(50, 100, "x"))))


@pytest.mark.parametrize(
    ("following", "characters"),
    [
        ("县", 1.0),
        ("（一", 2.0),
        ("局、县", 2.0),
        ("项）。", 3.0),
        ("2022", 2.2),
        ("“十", 2.0),
        ("过“江西", 3.0),
        ("的”“新县", 4.0),
        ("", 1.0),
    ],
)
def test_need(following: str, characters: float) -> None:
    assert need(following) == pytest.approx(characters)


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [("县财", "政局", "县财政局"), ("open", "data", "open data"), ("2022", "年", "2022年"),
     ("open", "政府", "open政府"), ("20", "22", "2022")],
)  # fmt: skip
def test_join(first: str, second: str, joined: str) -> None:
    assert join(first, second) == joined


def line(text: str, x0: float, x1: float, top: float, page: int = 1) -> Line:
    return Line(text, x0, x1, top, top + 10, 10, page)


@pytest.mark.parametrize(
    ("lines", "paragraphs"),
    [
        ([line("上半", 20, 200, 10), line("下半", 0, 50, 25)], ["上半下半"]),
        ([line("短句。", 20, 150, 10), line("下句", 0, 50, 25)], ["短句。", "下句"]),
        ([line("满行", 0, 200, 10), line("缩进", 20, 50, 25)], ["满行", "缩进"]),
        ([line("满行", 0, 200, 10), line("远行", 0, 50, 90)], ["满行", "远行"]),
        ([line("上页", 0, 200, 700), line("下页", 0, 50, 20, 2)], ["上页下页"]),
        ([line("满行。", 0, 200, 10), line("一、公开", 0, 50, 25)], ["满行。", "一、公开"]),
        ([line("满行，", 0, 200, 10), line("一、公开", 0, 50, 25)], ["满行，一、公开"]),
        ([line("差一字", 0, 191, 10), line("、县", 0, 50, 25)], ["差一字、县"]),
        ([line("甲\t乙", 0, 200, 10), line("丙", 0, 50, 25)], ["甲\t乙", "丙"]),
    ],
)
def test_paragraphs(lines: list[Line], paragraphs: list[str]) -> None:
    assert [text for text, _ in paragraphs_of(lines, 0, 200)] == paragraphs


def chars(text: str, x: float = 0, gap: float = 0) -> list[dict[str, Any]]:
    return [
        {"text": c, "x0": x + n * (10 + gap), "x1": x + n * (10 + gap) + 10, "top": 0.0,
         "bottom": 10.0, "size": 10.0}
        for n, c in enumerate(text)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("glyphs", "text"),
    [
        (chars("县财政局"), "县财政局"),
        (chars("县财", gap=2.5), "县财"),
        (chars("县") + chars("财", x=32), "县\t财"),
        (chars("县") + chars("财", x=18), "县 财"),
        (chars("ab") + chars("cd", x=25), "ab cd"),
        (list(reversed(chars("县财政局"))), "县财政局"),
        (chars("⼈⺠"), "人民"),
    ],
)
def test_characters_to_lines(glyphs: list[dict[str, Any]], text: str) -> None:
    assert [found.text for found in lines_of(glyphs)] == [text]


def test_tidy_leaves_ordinary_text() -> None:
    assert tidy("云溪县戶籍，⼾口") == "云溪县戶籍，户口"


def part(page: int, rows: list[list[str]], merged: int = 0, room: float = 0.0) -> Part:
    """Columns 10 wide; the first column's last cell covers the last ``merged`` rows."""
    cells = []
    for at, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text == "^":
                continue
            rest = rows[at + 1 :]
            tall = 1 + next((n for n, r in enumerate(rest) if r[column] != "^"), len(rest))
            cells.append(RuledCell(column * 100.0, column * 100.0 + 100, at, tall, text, room))
    box = (0.0, 0.0, len(rows[0]) * 100.0, len(rows) * 10.0)
    return Part(page, box, len(rows), cells, page)


HEAD = ["序号", "重点", "内容", "时限"]


@pytest.mark.parametrize(
    ("first", "second", "grid"),
    [
        pytest.param(
            [HEAD, ["1", "甲", "公开", "长期"]],
            [HEAD, ["2", "乙", "解读", "长期"]],
            [HEAD, ["1", "甲", "公开", "长期"], ["2", "乙", "解读", "长期"]],
            id="repeated head",
        ),
        pytest.param(
            [HEAD, ["1", "甲", "公开政府信", "长期"], ["2", "乙", "解读政", "长期"]],
            [["", "", "策文件", ""], ["3", "丙", "回应", "长期"]],
            [HEAD, ["1", "甲", "公开政府信", "长期"], ["2", "乙", "解读政策文件", "长期"],
             ["3", "丙", "回应", "长期"]],
            id="row cut by the page",
        ),
        pytest.param(
            [HEAD, ["1", "甲", "公开", "长期"], ["2", "^", "解读", "长期"]],
            [["3", "", "回应", "长期"], ["4", "^", "平台", "长期"], ["5", "乙", "监督", "长期"]],
            [HEAD, ["1", "甲", "公开", "长期"], ["2", "^甲", "解读", "长期"],
             ["3", "^甲", "回应", "长期"], ["4", "^甲", "平台", "长期"],
             ["5", "乙", "监督", "长期"]],
            id="merged cell cut by the page",
        ),
        pytest.param(
            [HEAD, ["1", "甲", "公开", "长期"], ["2", "^", "解读政", "长期"]],
            [["", "", "策", ""], ["3", "^", "回应", "长期"], ["4", "乙", "平台", "长期"]],
            [HEAD, ["1", "甲", "公开", "长期"], ["2", "^甲", "解读政策", "长期"],
             ["3", "^甲", "回应", "长期"], ["4", "乙", "平台", "长期"]],
            id="both cut",
        ),
        pytest.param(
            [HEAD, ["1", "甲", "公开", ""], ["2", "乙", "解读", "长期"]],
            [["3", "丙", "回应", ""], ["4", "丁", "平台", ""]],
            [HEAD, ["1", "甲", "公开", ""], ["2", "乙", "解读", "长期"], ["3", "丙", "回应", ""],
             ["4", "丁", "平台", ""]],
            id="an empty cell proves nothing",
        ),
        pytest.param(
            [HEAD, ["1", "^", "公开", "长期"], ["2", "甲", "解读政策、", "6月"]],
            [["3", "乙", "，回应关切", "底前"], ["4", "丙", "平台", "长期"]],
            [HEAD, ["1", "^重点", "公开", "长期"], ["2", "甲", "解读政策、", "6月"],
             ["3", "乙", "，回应关切", "底前"], ["4", "丙", "平台", "长期"]],
            id="numbers on both sides are two rows",
        ),
        pytest.param(
            [HEAD[1:], ["甲", "公开政府信", "10月16"], ["乙", "解读政策文件", "6月"]],
            [["丙局", "，回应关切", "底前"], ["丁", "平台", "长期"]],
            [HEAD[1:], ["甲", "公开政府信", "10月16"], ["乙丙局", "解读政策文件，回应关切", "6月底前"],
             ["丁", "平台", "长期"]],
            id="filled on both sides of the page end",
        ),
        pytest.param(
            [["事项", "时限"], ["乙", "长期"]],
            [["丙", "长期"]],
            [["事项", "时限"], ["乙", "长期"], ["丙", "长期"]],
            id="full cells alone prove nothing",
        ),
        pytest.param(
            [HEAD, ["1", "甲", "公开", "长期"], ["2", "^", "解读", "长期"]],
            [["3", "乙", "", "长期"], ["4", "^", "平台", "长期"]],
            [HEAD, ["1", "甲", "公开", "长期"], ["2", "^甲", "解读", "长期"],
             ["3", "乙", "", "长期"], ["4", "^乙", "平台", "长期"]],
            id="an empty cell beside a new heading",
        ),
    ],
)  # fmt: skip
def test_joined_parts(
    build: Any, first: list[list[str]], second: list[list[str]], grid: list[list[str]]
) -> None:
    one, two = part(1, first), part(2, second)
    assert continues(one, two)
    append(one, two, Place("来文.pdf"))
    assert build.show(to_table(one, Place("来文.pdf", table=1))) == grid


@pytest.mark.parametrize(
    ("other", "same"),
    [
        (part(2, [["a", "b", "c", "d"]]), True),
        (part(3, [["a", "b", "c", "d"]]), False),
        (part(2, [["a", "b", "c"]]), False),
    ],
)
def test_what_continues(other: Part, same: bool) -> None:
    assert continues(part(1, [HEAD]), other) is same


def test_pages_are_told_as_they_are_read(read: Any, build: Any) -> None:
    seen: list[tuple[str, int, int]] = []
    with listening(lambda *news: seen.append(news)):
        read(*(build.pdf_text(50, 100, text) for text in ("Open", "Publish", "Close")))
    assert seen[-3:] == [("页", 1, 3), ("页", 2, 3), ("页", 3, 3)]


def ruled(build: Any, xs: list[float], ys: list[float], skip: str) -> str:
    """A page with a table of two columns whose outer rules at the sides in ``skip`` are missing."""
    left, right = "left" not in skip, "right" not in skip
    down = [x for x in xs if (x != xs[0] or left) and (x != xs[-1] or right)]
    across = [y for y in ys if (y != ys[0] or "bottom" not in skip)]
    page = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in across)
    page += "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in down)
    for row, texts in enumerate((("no", "task", "by"), ("1", "publish", "June"))):
        for x, text in zip(xs, texts, strict=False):
            page += build.pdf_text(x + 5, ys[-2 - row] + 5, text)
    return page


@pytest.mark.parametrize("skip", ["", "left", "right", "left right", "left right bottom"])
def test_outer_rules_may_be_missing(read: Any, build: Any, skip: str) -> None:
    page = ruled(build, [50, 100, 180, 250], [60, 80, 100], skip)
    assert build.tables(read(page)) == [[["no", "task", "by"], ["1", "publish", "June"]]]


GREY = "0.85 g "


@pytest.mark.parametrize(
    "mark",
    [
        pytest.param("BT /F 30 Tf 0.7 0.7 -0.7 0.7 60 60 Td (DRAFT) Tj ET\n", id="askew, dark"),
        pytest.param(GREY + "BT /F 9 Tf 0.87 0.5 -0.5 0.87 60 60 Tm (DRAFT) Tj ET 0 g\n",
                     id="askew, small, pale"),
        pytest.param(GREY + "BT /F 24 Tf 60 66 Td (DRAFT) Tj ET 0 g\n", id="large, pale"),
        pytest.param(GREY + "BT /F 24 Tf 0 1 -1 0 120 50 Tm (DRAFT) Tj ET 0 g\n",
                     id="upwards, pale"),
    ],
)  # fmt: skip
def test_watermarks_are_left_out(read: Any, build: Any, mark: str) -> None:
    mark = mark.replace("60 60 Td", "60 60 Tm")
    document = read(mark + ruled(build, [50, 100, 180, 250], [60, 80, 100], ""))
    assert build.tables(document) == [[["no", "task", "by"], ["1", "publish", "June"]]]
    assert [(one.text, one.why) for one in document.left_out] == [("DRAFT", "水印")]


def test_a_pale_text_of_its_own_stays(read: Any, build: Any) -> None:
    page = GREY + build.pdf_text(50, 150, "Note of the office") + "0 g "
    page += build.pdf_text(50, 100, "Publish the list")
    assert build.lines(read(page)) == ["Note of the office", "Publish the list"]


@pytest.mark.parametrize(
    ("matrix", "origin"),
    [("0 1 -1 0", "75 62"), ("0 -1 1 0", "70 98")],
    ids=["upwards", "downwards"],
)
def test_turned_text_reads_in_order(read: Any, build: Any, matrix: str, origin: str) -> None:
    page = build.pdf_grid([50, 100, 200], [60, 100, 120])
    page += build.pdf_text(55, 105, "group") + build.pdf_text(105, 105, "task")
    page += f"BT /F 10 Tf {matrix} {origin} Tm (Reform) Tj ET\n"
    page += build.pdf_text(105, 75, "publish")
    assert build.tables(read(page)) == [[["group", "task"], ["Reform", "publish"]]]


def test_a_page_number_away_from_the_edge_ends_no_table(read: Any, build: Any) -> None:
    def page(number: int, task: str) -> str:
        made = build.pdf_grid([50, 100, 250], [60, 80, 100])
        for y, texts in ((85, ("no", "task")), (65, (str(number), task))):
            made += build.pdf_text(55, y, texts[0]) + build.pdf_text(105, y, texts[1])
        return str(made) + str(build.pdf_text(140, 40, f"- {number} -"))

    document = read(page(1, "publish"), page(2, "explain"))
    assert build.tables(document) == [[["no", "task"], ["1", "publish"], ["2", "explain"]]]


@pytest.mark.libreoffice
def test_a_long_notice_from_a_word_processor(tmp_path: Path, build: Any) -> None:
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    from toolkit.files.libreoffice import convert

    made = docx.Document()
    style = made.styles["Normal"]
    style.font.name, style.font.size = "Noto Serif CJK SC", Pt(14)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "Noto Serif CJK SC")
    prose = (
        "为深入贯彻落实政府信息公开条例精神，按照省、市要求，现将2022年重点工作责任分工印发给你们，"
        "请认真抓好落实，10月31日前书面报告落实情况（联系人：张三，电话1234567）。"
    )
    paragraphs = [f"{n}、{prose}" for n in range(1, 15)]
    for text in paragraphs:
        made.add_paragraph(text).paragraph_format.first_line_indent = Pt(28)
    head = ["序号", "重点工作", "主要内容", "责任单位", "完成时限"]
    rows = [
        [str(n), f"深化基层政务公开第{(n - 1) // 4 + 1}组",
         f"编制发布办事清单、收费目录清单并逐季调整，做到随时可查（第{n}项）。",
         "县发展改革局、县财政局、县司法局按职责分工负责", f"2022年{n % 12 + 1}月底前"]
        for n in range(1, 21)
    ]  # fmt: skip
    table = made.add_table(0, 5, style="Table Grid")
    for texts in (head, *rows):
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for top in range(1, 21, 4):
        text = table.cell(top, 1).text
        table.cell(top, 1).merge(table.cell(top + 3, 1)).text = text
    made.add_paragraph("（此件公开发布）")
    made.save(str(tmp_path / "来文.docx"))

    document = open_document(convert(tmp_path / "来文.docx", "pdf", tmp_path))
    assert build.lines(document) == [*paragraphs, "（此件公开发布）"]
    (found,) = [b for b in document.blocks if isinstance(b, Table)]
    assert [[c.text for c in row] for row in found.rows] == [head, *rows]
    assert [row[1].covered for row in found.rows[1:]] == ["", "up", "up", "up"] * 5
