"""LibreOffice as a converter asks no network, whatever the document names."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.builders import W, relations, zipped
from toolkit.files import libreoffice
from toolkit.files.libreoffice import convert, convert_all

pytestmark = pytest.mark.libreoffice

ODF = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"), ("text", "text"), ("draw", "drawing"), ("svg", "svg-compatible"),
        ("style", "style"), ("table", "table"), ("manifest", "manifest"), ("meta", "meta"),
    )
) + ' xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
LINK = 'xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"'
FRAME = 'svg:width="5cm" svg:height="5cm" text:anchor-type="as-char"'


class Listener:
    """A server on this machine that remembers who asked for what."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        listener = self

        class Handler(BaseHTTPRequestHandler):
            def answer(self) -> None:
                listener.asked.append(f"{self.command} {self.path}")
                self.send_response(404)
                self.end_headers()

            do_GET = do_HEAD = do_OPTIONS = do_PROPFIND = do_POST = answer

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def listener() -> Iterator[Listener]:
    found = Listener()
    yield found
    found.server.shutdown()


def picture(address: str) -> str:
    return f'<draw:frame {FRAME}><draw:image xlink:href="{address}.png" {LINK}/></draw:frame>'


def flat(kind: str, body: str, styles: str = "") -> str:
    return (
        f'<?xml version="1.0"?><office:document {ODF} office:version="1.2" '
        f'office:mimetype="application/vnd.oasis.opendocument.{kind}">{styles}'
        f"<office:body>{body}</office:body></office:document>"
    )


def text(body: str, styles: str = "") -> str:
    return flat("text", f"<office:text>{body}<text:p>甲事</text:p></office:text>", styles)


def odt(body: str) -> bytes:
    mime = "application/vnd.oasis.opendocument.text"
    entries = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", mime), ("content.xml", "text/xml"))
    )
    content = f"<office:body><office:text>{body}</office:text></office:body>"
    return zipped({
        "mimetype": mime,
        "META-INF/manifest.xml": f"<manifest:manifest {ODF}>{entries}</manifest:manifest>",
        "content.xml": f"<office:document-content {ODF}>{content}</office:document-content>",
    })  # fmt: skip


def docx(address: str) -> bytes:
    rels = relations(("r1", "image", f"{address}.png"))
    rels = rels.replace('Target="', 'TargetMode="External" Target="').replace(
        'xmlns="x"', 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    )
    shape = '<v:shape style="width:99pt;height:99pt"><v:imagedata r:id="r1"/></v:shape>'
    types = "http://schemas.openxmlformats.org/package/2006/content-types"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    relation = "application/vnd.openxmlformats-package.relationships+xml"
    return zipped({
        "[Content_Types].xml": f'<Types xmlns="{types}"><Default Extension="rels" '
        f'ContentType="{relation}"/><Override PartName="/word/document.xml" '
        f'ContentType="{main}"/></Types>',
        "_rels/.rels": relations(("r1", "officeDocument", "word/document.xml")).replace(
            'xmlns="x"', 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
        ),
        "word/document.xml": f"<w:document {W}><w:body><w:p><w:r><w:pict>{shape}</w:pict></w:r>"
        "</w:p></w:body></w:document>",
        "word/_rels/document.xml.rels": rels,
    })  # fmt: skip


def documents(address: str) -> dict[str, str | bytes]:
    """Documents that name something on the server, by file name."""
    paragraph = "<text:p>{}</text:p>".format
    background = (
        '<office:automatic-styles><style:style style:name="P" style:family="paragraph">'
        f'<style:paragraph-properties><style:background-image xlink:href="{address}/back.png" '
        f"{LINK}/></style:paragraph-properties></style:style></office:automatic-styles>"
    )
    section = (
        f'<text:section text:name="s"><text:section-source xlink:href="{address}/part.odt" '
        'xlink:type="simple"/><text:p>x</text:p></text:section>'
    )
    thing = f'<draw:frame {FRAME}><draw:object xlink:href="{address}/o.ods" {LINK}/></draw:frame>'
    cell = f"<table:table-row><table:table-cell>{picture(f'{address}/cell')}</table:table-cell></table:table-row>"
    table = (
        f'<office:spreadsheet><table:table table:name="a">{cell}</table:table></office:spreadsheet>'
    )
    rtf = (
        rf'{{\rtf1 {{\field{{\*\fldinst INCLUDEPICTURE "{address}/rtf.png" \\d}}{{\fldrslt x}}}}}}'
    )
    return {
        "picture.odt": odt(paragraph(picture(f"{address}/odt"))),
        "picture.fodt": text(paragraph(picture(f"{address}/fodt"))),
        "object.fodt": text(paragraph(thing)),
        "section.fodt": text(section),
        "background.fodt": text('<text:p text:style-name="P">x</text:p>', background),
        "picture.fods": flat("spreadsheet", table),
        "picture.rtf": rtf,
        "picture.docx": docx(f"{address}/docx"),
        "page.html": f'<html><body><img src="{address}/html.png"><p>x</p></body></html>',
    }


def put(folder: Path, address: str) -> list[Path]:
    paths = []
    for name, content in documents(address).items():
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        paths.append(path)
    return paths


def test_no_document_reaches_the_network(listener: Listener, tmp_path: Path) -> None:
    made = convert_all(put(tmp_path, listener.address), "pdf", tmp_path / "out")
    assert len(made) == len(documents(""))
    # The binary format keeps links in another way, and reading it takes another filter.
    old = convert(tmp_path / "picture.docx", "doc", tmp_path / "old")
    convert(old, "docx", tmp_path / "again")
    assert listener.asked == []


def test_without_the_profile_they_would(
    listener: Listener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The test above hears something where there is something to hear."""
    monkeypatch.setattr(libreoffice, "write_profile", lambda _folder: None)
    monkeypatch.setattr(libreoffice, "PROXIES", {})
    convert_all(put(tmp_path, listener.address), "pdf", tmp_path / "out")
    asked = {line.rpartition("/")[2] for line in listener.asked}
    assert {"odt.png", "fodt.png", "o.ods", "back.png", "cell.png", "html.png"} <= asked
