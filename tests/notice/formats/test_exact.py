"""No character of a source is lost: it stands in the document or in what was left out."""

from __future__ import annotations

import io
from collections import Counter
from html import escape
from typing import Any

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.notice.document import Document, Paragraph
from toolkit.notice.formats import Source, read_source

calm = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
WORDS = st.text(alphabet="一二县财政局公开、，。（）2022年月 \tab<&>\"'", max_size=8)
FULL = WORDS.filter(str.strip)


def characters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))


def kept(document: Document) -> Counter[str]:
    pieces = [o.text for o in document.left_out]
    for block in document.blocks:
        if isinstance(block, Paragraph):
            pieces.append(block.text)
        else:
            pieces += [c.text for row in block.rows for c in row if not c.covered]
    return characters("".join(pieces))


def check(name: str, data: bytes, texts: list[str]) -> None:
    assert kept(read_source(Source(name, data))) == characters("".join(texts))


class Word:
    """Draws a body of paragraphs and tables, and remembers every text in it."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.texts: list[str] = []

    def run(self) -> str:
        text = self.draw(WORDS)
        self.texts.append(text)
        marks = [
            "<w:r><w:t>{}</w:t></w:r>",
            "<w:ins><w:r><w:t>{}</w:t></w:r></w:ins>",
            "<w:del><w:r><w:delText>{}</w:delText></w:r></w:del>",
            "<w:r><w:rPr><w:vanish/></w:rPr><w:t>{}</w:t></w:r>",
            "<w:hyperlink><w:r><w:t>{}</w:t></w:r></w:hyperlink>",
            "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent><w:p><w:r><w:t>{}</w:t>"
            "</w:r></w:p></w:txbxContent></w:drawing></mc:Choice></mc:AlternateContent></w:r>",
            '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/>'
            '<w:t>{}</w:t><w:fldChar w:fldCharType="end"/></w:r>',
        ]
        return str(self.draw(st.sampled_from(marks))).format(escape(text, quote=False))

    def paragraph(self) -> str:
        mark = self.draw(st.sampled_from(["", "", "", "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"]))
        runs = "".join(self.run() for _ in range(self.draw(st.integers(0, 3))))
        return f"<w:p>{mark}{runs}</w:p>"

    def table(self, depth: int) -> str:
        rows = ""
        for _ in range(self.draw(st.integers(1, 3))):
            cells = ""
            for _ in range(self.draw(st.integers(1, 3))):
                down = self.draw(
                    st.sampled_from(["", "", '<w:vMerge w:val="restart"/>', "<w:vMerge/>"])
                )
                span = f'<w:gridSpan w:val="{self.draw(st.integers(1, 3))}"/>'
                cells += f"<w:tc><w:tcPr>{span}{down}</w:tcPr>{self.body(depth + 1)}</w:tc>"
            gone = self.draw(st.sampled_from(["", "", "", "<w:del/>"]))
            before = f'<w:gridBefore w:val="{self.draw(st.integers(0, 2))}"/>'
            rows += f"<w:tr><w:trPr>{before}{gone}</w:trPr>{cells}</w:tr>"
        return f"<w:tbl>{rows}</w:tbl>"

    def body(self, depth: int = 0) -> str:
        kinds = ["p", "p", "tbl", "sdt"] if depth < 2 else ["p"]
        parts = ""
        for _ in range(self.draw(st.integers(1, 2))):
            kind = self.draw(st.sampled_from(kinds))
            if kind == "tbl":
                parts += self.table(depth)
            elif kind == "sdt":
                inner = self.paragraph()
                parts += f"<w:sdt><w:sdtContent>{inner}</w:sdtContent></w:sdt>"
            else:
                parts += self.paragraph()
        return parts


@calm
@given(st.data())
def test_word(build: Any, data: st.DataObject) -> None:
    word = Word(data.draw)
    body = word.body() + "<w:p><w:r><w:t>见</w:t></w:r></w:p>"
    check("a.docx", build.docx(body), [*word.texts, "见"])


class Page:
    """Draws the body of a web page, and remembers every text in it."""

    def __init__(self, draw: Any) -> None:
        self.draw = draw
        self.texts: list[str] = []

    def text(self) -> str:
        text = self.draw(WORDS)
        self.texts.append(text)
        marks = ["{}", "<b>{}</b>", "<p>{}</p>", "<div>{}</div>", "{}<br>", "<pre>{}</pre>",
                 "<ul><li>{}</ul>", "<div hidden>{}</div>",
                 "<span style='display:none'>{}</span>"]  # fmt: skip
        return str(self.draw(st.sampled_from(marks))).format(escape(text))

    def table(self, depth: int) -> str:
        rows = ""
        for _ in range(self.draw(st.integers(1, 3))):
            cells = ""
            for _ in range(self.draw(st.integers(1, 3))):
                spans = self.draw(
                    st.sampled_from(["", "rowspan=2", "colspan=2", "rowspan=0 colspan=3"])
                )
                cells += f"<td {spans}>{self.body(depth + 1)}</td>"
            stray = self.text() if self.draw(st.integers(0, 5)) == 0 else ""
            hidden = self.draw(st.sampled_from(["", "", "", "style='display:none'"]))
            rows += f"<tr {hidden}>{cells}</tr>{stray}"
        return f"<table>{rows}</table>"

    def body(self, depth: int = 0) -> str:
        parts = ""
        for _ in range(self.draw(st.integers(1, 3))):
            deeper = depth < 2 and self.draw(st.booleans())
            parts += self.table(depth) if deeper else self.text()
        return parts


@calm
@given(st.data())
def test_web_page(data: st.DataObject) -> None:
    page = Page(data.draw)
    body = page.body()
    check("a.html", f"<html><body>{body}<p>见</p></body></html>".encode(), [*page.texts, "见"])


@calm
@given(
    st.dictionaries(st.tuples(st.integers(1, 6), st.integers(1, 5)), FULL, min_size=1, max_size=12),
    st.lists(st.tuples(*[st.integers(1, 6)] * 2, *[st.integers(1, 5)] * 2), max_size=3),
    st.booleans(),
)
def test_workbook(
    cells: dict[tuple[int, int], str], merges: list[tuple[int, int, int, int]], hidden: bool
) -> None:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first["H9"] = "见"
    sheet = book.create_sheet("表")
    for (row, column), text in cells.items():
        sheet.cell(row, column, text).data_type = "s"
    sheet.sheet_state = "hidden" if hidden else "visible"
    out = io.BytesIO()
    book.save(out)
    # openpyxl empties what a merge covers, so the ranges go in afterwards.
    check("a.xlsx", with_merges(out.getvalue(), merges, "sheet2"), [*cells.values(), "见"])


def with_merges(data: bytes, merges: list[tuple[int, int, int, int]], part: str) -> bytes:
    import zipfile

    areas = "".join(
        f'<mergeCell ref="{chr(64 + min(c, d))}{min(a, b)}:{chr(64 + max(c, d))}{max(a, b)}"/>'
        for a, b, c, d in merges
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(f"{part}.xml"):
                end = f"</sheetData><mergeCells>{areas}</mergeCells>".encode()
                content = content.replace(b"</sheetData>", end)
            new.writestr(name, content)
    return out.getvalue()


@calm
@given(st.lists(st.lists(FULL, min_size=1, max_size=4), min_size=1, max_size=5))
def test_comma_separated(rows: list[list[str]]) -> None:
    import csv

    out = io.StringIO()
    csv.writer(out, quoting=csv.QUOTE_ALL).writerows(rows)
    check("a.csv", out.getvalue().encode("utf-8-sig"), [c for row in rows for c in row])


@calm
@given(st.lists(FULL, min_size=1, max_size=8))
def test_text(lines: list[str]) -> None:
    check("a.txt", "\n".join(lines).encode("utf-8-sig"), lines)
