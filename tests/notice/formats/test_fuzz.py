"""Whatever the bytes are: a document or one of our own errors, and soon."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from toolkit.errors import TaizhangError
from toolkit.files import foreign
from toolkit.notice.document import Document
from toolkit.notice.formats import Source, read_source

NAMES = st.sampled_from(
    ["a.docx", "a.doc", "a.xlsx", "a.xls", "a.html", "a.pdf", "a.txt", "a.csv", "a.wps", "a"]
)
MARKS = [
    b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"%PDF-1.4\n", b"\xff\xfe",
    b"<html><table><tr><td>", b"{\\rtf1 ", b"\t\x08\x10\0",
    b"MIME-Version: 1.0\nContent-Type: multipart/related\n",
    b"<?xml version='1.0'?>", b"BM", b"II*\0", b"\xef\xbb\xbf", b"sep=", b"PK\x05\x06" + b"\0" * 18,
]  # fmt: skip
calm = settings(
    deadline=None,
    max_examples=100,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.fixture(autouse=True)
def no_conversions(monkeypatch: pytest.MonkeyPatch) -> None:
    """LibreOffice takes a second each time and is not what is tested here."""
    monkeypatch.setenv("TAIZHANG_SOFFICE", "")


def read(data: bytes, name: str = "a.docx") -> Document | None:
    try:
        document = read_source(Source(name, data))
    except TaizhangError as problem:
        assert name in str(problem) and "\n" not in str(problem)
        return None
    assert isinstance(document, Document)
    return document


@calm
@given(st.sampled_from(MARKS), st.binary(max_size=400), NAMES)
def test_any_bytes(mark: bytes, data: bytes, name: str) -> None:
    read(mark + data, name)


@calm
@given(st.sampled_from(MARKS), st.text(max_size=300), NAMES, st.sampled_from(["utf-8", "utf-16"]))
def test_any_text(mark: bytes, text: str, name: str, encoding: str) -> None:
    read(mark + text.encode(encoding, "replace"), name)


TAGS = ["<table>", "</table>", "<tr>", "<td rowspan=3>", "<td colspan=2>", "<td rowspan=0>",
        "</td>", "<p>", "</p>", "<br>", "<div style='display:none'>", "</div>", "<ol>",
        "<li value=7>", "<pre>", "</pre>", "<th>", "<tbody>", "<caption>", "<script>", "<![if x]>",
        "<!--", "-->", "&nbsp;", "&#0;", "&#55296;", "县财政局", "1", " ", "\n"]  # fmt: skip


@calm
@given(st.lists(st.sampled_from(TAGS), max_size=60))
def test_any_markup(tags: list[str]) -> None:
    read(("<html>" + "".join(tags)).encode(), "a.html")


def table(rows: int) -> str:
    merges = ['<w:vMerge w:val="restart"/>', "<w:vMerge/>"]
    return "<w:tbl>" + "".join(
        f"<w:tr><w:tc><w:tcPr>{merges[n % 2]}"
        f"</w:tcPr><w:p><w:r><w:t>组{n}</w:t></w:r></w:p></w:tc>"
        f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr><w:p><w:pPr><w:numPr>'
        '<w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>'
        f"<w:r><w:t>任务{n}</w:t></w:r></w:p></w:tc></w:tr>"
        for n in range(rows)
    ) + "</w:tbl>"  # fmt: skip


@cache
def sample(kind: str, build: Any) -> bytes:
    if kind == "docx":
        return bytes(build.docx(
            "<w:p><w:r><w:t>云溪县</w:t></w:r></w:p>" + table(4),
            numbering='<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
            styles='<w:style w:type="paragraph" w:styleId="H"><w:pPr/></w:style>',
        ))  # fmt: skip
    if kind == "xlsx":
        return bytes(build.xlsx(
            '<cols><col min="1" max="2" hidden="1"/></cols><sheetData><row r="1">'
            '<c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>44850</v></c></row></sheetData>'
            '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>',
            strings=("<si><t>任务</t></si>",),
            styles='<numFmts><numFmt numFmtId="170" formatCode="yyyy/m/d"/></numFmts>'
            '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs>',
        ))  # fmt: skip
    if kind == "html":
        page = "<html><head><meta charset=gbk></head><body><p>云溪县</p><table>"
        return (page + "<tr><td rowspan=2>甲<td>乙<tr><td>丙</table></body></html>").encode("gbk")
    page = build.pdf_grid([50, 100, 200], [60, 80, 100])
    for x, y, text in ((55, 85, "no"), (105, 85, "task"), (55, 65, "1"), (105, 65, "publish")):
        page += build.pdf_text(x, y, text)
    return bytes(build.pdf(page, page))


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "pdf"])
def test_the_samples_are_whole(build: Any, kind: str) -> None:
    assert read(sample(kind, build), f"a.{kind}") is not None


@pytest.mark.parametrize("kind", ["docx", "xlsx", "html", "pdf"])
@calm
@given(st.data())
def test_truncated_or_altered(build: Any, kind: str, data: st.DataObject) -> None:
    whole = sample(kind, build)
    at = data.draw(st.integers(0, len(whole)))
    cut = data.draw(st.integers(0, 40))
    put = data.draw(st.binary(max_size=8))
    rest = b"" if data.draw(st.booleans()) else whole[at + cut :]
    read(whole[:at] + put + rest, f"a.{kind}")


TOKENS = [
    "", "<", ">", "/>", '"', "&", "&x;", "0", "-1", "99999999999999999999", "²", "１", "\x00", "县",
    "<w:tbl>", "</w:tbl>", "<w:tc>", "<w:tr>", "<w:p>", "<w:sdt>", "<w:vMerge/>", "<w:del>",
    "<row>", '<c t="s">', '<c r="XFD1048576"><v>1</v></c>', '<mergeCell ref="A1:XFD1048576"/>',
    "A9999999", '<w:fldChar w:fldCharType="begin"/>', "<w:gridSpan/>", 'w:val="-5"', "]]>",
    "<!DOCTYPE a>",
]  # fmt: skip


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
@calm
@given(st.data())
def test_altered_inside_the_container(build: Any, kind: str, data: st.DataObject) -> None:
    with zipfile.ZipFile(io.BytesIO(sample(kind, build))) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    for _ in range(data.draw(st.integers(1, 4))):
        name = data.draw(st.sampled_from(sorted(parts)))
        if data.draw(st.integers(0, 9)) == 0:
            del parts[name]
            if not parts:
                break
            continue
        text = parts[name]
        at = data.draw(st.integers(0, len(text)))
        cut = data.draw(st.integers(0, 12))
        parts[name] = text[:at] + data.draw(st.sampled_from(TOKENS)) + text[at + cut :]
    read(build.zip({k: v.encode() for k, v in parts.items()}) if parts else b"PK", f"a.{kind}")


def test_the_stand_in_for_libreoffice_is_off() -> None:
    assert foreign.find_soffice() is None
