"""``templates/bulletin.docx``: page, footer and styles of GB/T 9704-2012."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import Any


def make_document(path: Path) -> None:
    """``templates/bulletin.docx``: page, footer and styles of GB/T 9704-2012."""
    import io
    import zipfile

    from docx import Document
    from docx.shared import Mm

    from toolkit.workbook.package import PackageWriter

    document = Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    # 37 above and 28 left are the standard's; 156 x 225 of text leave 26 right and 35 below.
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    # The number stands 7 mm below the text.
    section.footer_distance, section.header_distance = Mm(25), Mm(15)
    _grid(section)
    _styles(document)
    _page_numbers(document, section)
    _other_fonts(document)
    about = document.core_properties
    about.author = about.last_modified_by = about.comments = about.title = ""
    about.created = about.modified = datetime(2026, 1, 1)
    buffer = io.BytesIO()
    document.save(buffer)
    with zipfile.ZipFile(buffer) as parts, open(path, "wb") as file:
        writer = PackageWriter(file)
        for name in parts.namelist():
            data = parts.read(name)
            if name == "docProps/app.xml":
                data = APP
            if name == "docProps/thumbnail.jpeg":
                continue
            if name == "_rels/.rels":
                data = re.sub(rb"<Relationship [^>]*thumbnail[^>]*/>", b"", data)
            writer.add(name, data)
        writer.close()


APP = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n"
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    b'extended-properties"><Application>Microsoft Office Word</Application></Properties>'
)
SONG, FANG, KAI, HEI = "方正小标宋简体", "仿宋_GB2312", "楷体_GB2312", "黑体"
# What Word takes where a font is not installed; Windows has these since Vista.
OTHER_FONTS = {SONG: "方正小标宋_GBK,华文中宋,宋体", FANG: "仿宋,华文仿宋", KAI: "楷体,华文楷体"}
LINE_HEIGHT = 28.95


def _styles(document: Any) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
    from docx.oxml.ns import qn
    from docx.shared import Pt

    defaults = document.styles["Normal"]
    # name, font, points, alignment, first line in characters, line height, character spacing
    rows = (
        ("通报标题", SONG, 22, Align.CENTER, 0, 34, 0),
        ("通报主送", FANG, 16, Align.JUSTIFY, 0, LINE_HEIGHT, -5),
        ("通报正文", FANG, 16, Align.JUSTIFY, 2, LINE_HEIGHT, -5),
        ("通报一级标题", HEI, 16, Align.LEFT, 2, LINE_HEIGHT, -5),
        ("通报二级标题", KAI, 16, Align.LEFT, 2, LINE_HEIGHT, -5),
        ("通报署名", FANG, 16, Align.RIGHT, 0, LINE_HEIGHT, 0),
        ("通报附件", HEI, 16, Align.LEFT, 0, LINE_HEIGHT, 0),
        ("通报表头", HEI, 10.5, Align.CENTER, 0, 16, 0),
        ("通报表格", FANG, 10.5, Align.CENTER, 0, 16, 0),
        ("通报表格文字", FANG, 10.5, Align.LEFT, 0, 16, 0),
        ("通报表注", FANG, 10.5, Align.LEFT, 0, 18, 0),
        ("通报页码", "宋体", 14, Align.LEFT, 0, 0, 0),
    )
    _font(defaults, FANG, 16, 0)
    # Without the language a fallback font shows marks in the Taiwan or Japanese way.
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    for name, font, size, align, first, line, spacing in rows:
        style = document.styles.add_style(name, 1)
        style.base_style = defaults
        style.quick_style = True
        _font(style, font, size, spacing)
        shape = style.paragraph_format
        shape.alignment = align
        shape.space_before = shape.space_after = Pt(0)
        shape.widow_control = False
        if line:
            shape.line_spacing = Pt(line)
        if first:
            indent = style.element.get_or_add_pPr().get_or_add_ind()
            indent.set(qn("w:firstLineChars"), str(first * 100))
            indent.set(qn("w:firstLine"), str(int(first * (size * 20 + spacing))))
        shape.keep_with_next = "级标题" in name or name == "通报表头"
        shape.keep_together = name == "通报表注"
    # The title of an attachment stands on the third line.
    document.styles["通报附件"].paragraph_format.space_after = Pt(LINE_HEIGHT)
    document.styles["通报标题"].paragraph_format.space_after = Pt(LINE_HEIGHT)


def _font(style: Any, name: str, size: float, spacing: int) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.size = Pt(size)
    style.font.bold = False
    look = style.element.get_or_add_rPr()
    fonts = look.get_or_add_rFonts()
    latin = "Times New Roman" if name == FANG else name
    for key, value in (("ascii", latin), ("hAnsi", latin), ("eastAsia", name), ("cs", latin)):
        fonts.set(qn(f"w:{key}"), value)
    if spacing:
        # 28 characters of 16 points are 448 points wide, the text only 442.
        element = OxmlElement("w:spacing")
        element.set(qn("w:val"), str(spacing))
        look.insert_element_before(element, "w:w", "w:kern", "w:position", "w:sz")


def _grid(section: Any) -> None:
    from docx.oxml.ns import qn

    for old in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(old)


def _page_numbers(document: Any, section: Any) -> None:
    """— 1 — at the outer edge: right on odd pages, left on even ones, one character in."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH as Align
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn
    from docx.shared import Pt

    document.settings.odd_and_even_pages_header_footer = True
    for footer, align in ((section.footer, Align.RIGHT), (section.even_page_footer, Align.LEFT)):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = document.styles["通报页码"]
        paragraph.alignment = align
        paragraph.paragraph_format.left_indent = Pt(14)
        paragraph.paragraph_format.right_indent = Pt(14)
        for part in ("— ", "PAGE", " —"):
            run = paragraph.add_run("" if part == "PAGE" else part)
            if part != "PAGE":
                fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
                fonts.set(qn("w:hint"), "eastAsia")
                continue
            for kind in ("begin", "instr", "separate", "text", "end"):
                if kind == "instr":
                    element = OxmlElement("w:instrText")
                    element.set(qn("xml:space"), "preserve")
                    element.text = " PAGE "
                elif kind == "text":
                    element = OxmlElement("w:t")
                    element.text = "1"
                else:
                    element = OxmlElement("w:fldChar")
                    element.set(qn("w:fldCharType"), kind)
                run._r.append(element)


def _other_fonts(document: Any) -> None:
    """Name the fonts that Word may take instead."""
    part = next(p for p in document.part.package.iter_parts() if "fontTable" in p.partname)
    text = part.blob.decode()
    made = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{others}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, others in OTHER_FONTS.items()
    )
    part._blob = text.replace("</w:fonts>", made + "</w:fonts>").encode()
