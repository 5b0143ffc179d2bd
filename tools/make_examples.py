"""Make the example notice in three formats; the same words give the same bytes.

Run ``python tools/make_examples.py`` after a change in ``example_notice.py``.
"""

from __future__ import annotations

import html
import io
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))
import example_notice as words

FOLDER = Path(__file__).resolve().parent.parent / "examples"
STEM = "云溪县2026年政务公开重点工作通知"
WIDTHS_CM = (2.2, 3.0, 9.0, 3.4, 4.6, 2.9)


def spans(column: int) -> list[int]:
    """How many rows each cell of a heading column covers; 0 where a cell above covers it."""
    counts = [0] * len(words.ROWS)
    start = 0
    for at, row in enumerate(words.ROWS):
        # A new first-level heading also begins a new second-level one.
        if row[column] or (column and row[0]):
            start = at
        counts[start] += 1
    return counts


def make_docx() -> bytes:
    """The notice as Word has it: letter, then a landscape table with merged heading cells."""
    from docx import Document
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    document = Document()
    style = document.styles["Normal"]
    style.font.name = "仿宋_GB2312"
    style.font.size = Pt(16)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    first = document.sections[0]
    first.page_width, first.page_height = Cm(21), Cm(29.7)

    def paragraph(text: str, *, size: float = 16, bold: bool = False, centre: bool = False) -> None:
        line = document.add_paragraph()
        run = line.add_run(text)
        run.font.size = Pt(size)
        run.font.bold = bold
        if centre:
            line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        elif text and not text.endswith("："):
            line.paragraph_format.first_line_indent = Pt(2 * size)

    paragraph(words.NUMBER, centre=True)
    paragraph(words.ISSUER, size=22, bold=True, centre=True)
    paragraph(words.TITLE, size=22, bold=True, centre=True)
    for text in words.LETTER:
        paragraph(text)
    for text in (words.ISSUER, words.DATE):
        document.add_paragraph(text).alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph("（此件公开发布）")

    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(2)
    paragraph("附件")
    paragraph(words.TABLE_TITLE, size=18, bold=True, centre=True)
    table = document.add_table(rows=1 + len(words.ROWS), cols=len(words.HEADS))
    table.style = "Table Grid"
    table.autofit = False
    grid = [row.cells for row in table.rows]
    for column, head in enumerate(words.HEADS):
        _fill(grid[0][column], head, bold=True)
    for at, row in enumerate(words.ROWS, start=1):
        for column, text in enumerate(row):
            if text:
                _fill(grid[at][column], text)
    for column in (0, 1):
        for at, count in enumerate(spans(column), start=1):
            if count > 1:
                grid[at][column].merge(grid[at + count - 1][column])
    for cells in grid:
        for cell, width in zip(cells, WIDTHS_CM, strict=True):
            cell.width = Cm(width)
    _repeat_head(table.rows[0])
    core = document.core_properties
    core.author = core.last_modified_by = words.ISSUER
    core.title = words.TABLE_TITLE
    core.created = core.modified = datetime(2026, 3, 5, tzinfo=UTC)
    made = io.BytesIO()
    document.save(made)
    return _same_bytes(made.getvalue())


def _fill(cell: Any, text: str, *, bold: bool = False) -> None:
    from docx.shared import Pt

    run = cell.paragraphs[0].add_run(text)
    run.font.size = Pt(12)
    run.font.bold = bold


def _repeat_head(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _same_bytes(data: bytes) -> bytes:
    """The package again with fixed times: python-docx stamps the parts with the clock."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, (2026, 3, 5, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 0
            new.writestr(entry, old.read(name))
    return made.getvalue()


def make_html() -> bytes:
    """The notice as a county's web page has it, with rowspan and the page's furniture."""
    merged = [spans(0), spans(1)]
    lines = [
        "<!DOCTYPE html>",
        '<html lang="zh"><head><meta charset="utf-8">',
        f"<title>{words.TABLE_TITLE}</title></head><body>",
        "<div class='nav'>首页 &gt; 政务公开 &gt; 政策文件</div>",
        f"<h1>{words.ISSUER}{words.TITLE}</h1>",
        f"<p style='text-align:center'>{words.NUMBER}</p>",
        *(f"<p>{html.escape(text)}</p>" for text in words.LETTER),
        f"<p style='text-align:right'>{words.ISSUER}</p>",
        f"<p style='text-align:right'>{words.DATE}</p>",
        f"<h2>{words.TABLE_TITLE}</h2>",
        "<table border='1'>",
        "<tr>" + "".join(f"<th>{head}</th>" for head in words.HEADS) + "</tr>",
    ]
    for at, row in enumerate(words.ROWS):
        cells = []
        for column, text in enumerate(row):
            count = merged[column][at] if column < 2 else 1
            if count:
                span = f" rowspan='{count}'" if count > 1 else ""
                cells.append(f"<td{span}>{html.escape(text)}</td>")
        lines.append("<tr>" + "".join(cells) + "</tr>")
    lines += [
        "</table>",
        "<div class='foot'>主办：云溪县人民政府办公室</div>",
        "</body></html>",
        "",
    ]
    return "\n".join(lines).encode()


def make_txt() -> bytes:
    """The notice as it comes out of Word as plain text: one cell a line, rows parted by blanks."""
    lines = [words.NUMBER, "", words.ISSUER, words.TITLE, ""]
    lines += [*words.LETTER, "", words.ISSUER, words.DATE, "", "附件", "", words.TABLE_TITLE, ""]
    for row in (words.HEADS, *words.ROWS):
        lines += [f"\t{text}" for text in row]
        lines.append("")
    return "\n".join(lines).encode()


MAKERS = {".docx": make_docx, ".html": make_html, ".txt": make_txt}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for suffix, make in MAKERS.items():
        path = FOLDER / f"{STEM}{suffix}"
        path.write_bytes(make())
        print(path.relative_to(FOLDER.parent))


if __name__ == "__main__":
    main()
