"""Files for the readers' tests: raw parts in a zip where a library would not write what we need."""

from __future__ import annotations

import io
import zipfile

from toolkit.notice.document import Document, Paragraph, Table

W = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
S = (
    'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """The parts as a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def relations(*entries: tuple[str, str, str]) -> str:
    """A relationships part from (id, last word of the type, target)."""
    items = "".join(
        f'<Relationship Id="{i}" Type="{_TYPES}/{kind}" Target="{target}"/>'
        for i, kind, target in entries
    )
    return f'<Relationships xmlns="x">{items}</Relationships>'


def docx_bytes(body: str, **others: str) -> bytes:
    """A .docx with this body; ``numbering="…"`` and the like add parts of that kind."""
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")),
        "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
    }
    entries = []
    for number, (kind, content) in enumerate(others.items(), 1):
        parts[f"word/{kind}.xml"] = f"<w:{kind} {W}>{content}</w:{kind}>"
        entries.append((f"r{number}", kind, f"{kind}.xml"))
    parts["word/_rels/document.xml.rels"] = relations(*entries)
    return zipped(parts)


def xlsx_bytes(
    *sheets: str, strings: tuple[str, ...] = (), styles: str = "", states: tuple[str, ...] = ()
) -> bytes:
    """An .xlsx whose sheets have this XML inside ``worksheet``; strings are the shared ones."""
    tabs, entries = "", []
    parts: dict[str, str | bytes] = {
        "_rels/.rels": relations(("r1", "officeDocument", "xl/workbook.xml")),
        "xl/sharedStrings.xml": f"<sst {S}>{''.join(strings)}</sst>",
        "xl/styles.xml": f"<styleSheet {S}>{styles}</styleSheet>",
    }
    for number, sheet in enumerate(sheets, 1):
        parts[f"xl/worksheets/sheet{number}.xml"] = f"<worksheet {S}>{sheet}</worksheet>"
        state = states[number - 1] if number <= len(states) else "visible"
        tabs += f'<sheet name="表{number}" sheetId="{number}" state="{state}" r:id="s{number}"/>'
        entries.append((f"s{number}", "worksheet", f"worksheets/sheet{number}.xml"))
    entries += [("st", "sharedStrings", "sharedStrings.xml"), ("sy", "styles", "styles.xml")]
    parts["xl/workbook.xml"] = f"<workbook {S}><sheets>{tabs}</sheets></workbook>"
    parts["xl/_rels/workbook.xml.rels"] = relations(*entries)
    return zipped(parts)


def pdf_bytes(*pages: str, size: tuple[int, int] = (300, 200)) -> bytes:
    """A PDF whose pages have these content streams; ``/F`` is Helvetica."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    kids = []
    for stream in pages:
        data = stream.encode("latin-1")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(data), data))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %d %d]/Contents %d 0 R"
            b"/Resources<</Font<</F 3 0 R>>>>>>" % (*size, len(objects))
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    out, offsets = bytearray(b"%PDF-1.4\n"), []
    for number, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)
    return bytes(out)


def pdf_text(x: float, y: float, text: str, size: float = 10) -> str:
    """A content stream that writes one line; ``y`` counts from the bottom."""
    return f"BT /F {size} Tf {x} {y} Td ({text}) Tj ET\n"


def pdf_grid(xs: list[float], ys: list[float]) -> str:
    """A content stream that rules a full grid."""
    across = "".join(f"{xs[0]} {y} m {xs[-1]} {y} l S\n" for y in ys)
    return across + "".join(f"{x} {ys[0]} m {x} {ys[-1]} l S\n" for x in xs)


def show(table: object) -> list[list[str]]:
    """The rows of a table as text; ``^`` marks what is covered from above, ``<`` from the left."""
    assert isinstance(table, Table), table
    marks = {"": "", "up": "^", "left": "<"}
    return [[marks[c.covered] + c.text for c in row] for row in table.rows]


def lines(document: Document) -> list[str]:
    """The texts of the paragraphs."""
    return [b.text for b in document.blocks if isinstance(b, Paragraph)]


def tables(document: Document) -> list[list[list[str]]]:
    """All tables as :func:`show` gives them."""
    return [show(b) for b in document.blocks if isinstance(b, Table)]


class Build:
    """The builders above under one name, for the fixture ``build``."""

    docx = staticmethod(docx_bytes)
    xlsx = staticmethod(xlsx_bytes)
    pdf = staticmethod(pdf_bytes)
    pdf_text = staticmethod(pdf_text)
    pdf_grid = staticmethod(pdf_grid)
    zip = staticmethod(zipped)
    relations = staticmethod(relations)
    show = staticmethod(show)
    lines = staticmethod(lines)
    tables = staticmethod(tables)
