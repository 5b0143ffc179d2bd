"""Web pages, also those that Word and Excel save, with the encoding that they really have."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolkit.files.amounts import check_tags
from toolkit.files.encoding import decode_text
from toolkit.files.source import Source, check_text_size, damaged
from toolkit.model import LeftOut, Place
from toolkit.notice.document import Document, Paragraph, numbered
from toolkit.notice.formats.html_page import PageReader
from toolkit.notice.formats.joined_tables import join_cut

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.I)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([\w.:-]+)""", re.I)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_LONG_TAG = re.compile(r"(</?[\w:]{1,20})\b[^<>]{4000,}>")
_MOST_ATTRIBUTES = 2_000
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_META = {
    "articletitle": "标题",
    "pubdate": "发布日期",
    "contentsource": "来源",
    "columnname": "栏目",
    "sitename": "网站",
}
_INLINE_TAG = re.compile(r"</?(?:font|span|a|b|i|u|em|strong|o:p|small|big)\b[^<>]*>", re.I)
_BLOCK_TAG = re.compile(r"</?(?:div|center|section|article|blockquote|form|ul|dl)\b[^<>]*>", re.I)


def read_html(source: Source) -> Document:
    """The document of a web page: metadata of the site first, then the body in order.

    Tables that only place things on the page are looked through; what is not displayed is left
    out with the reason.
    """
    check_text_size(source)
    found = _XML_ENCODING.search(source.data[:200]) or _CHARSET.search(source.data[:4096])
    declared = found[1].decode("ascii", "replace") if found else ""
    text, remarks = decode_text(source, declared)
    return _document(text, source.name, remarks)


def read_mht(source: Source) -> Document:
    """The document of a web archive (.mht): its first HTML part, else its first text part."""
    import email
    from email import policy

    check_text_size(source)
    message = email.message_from_bytes(source.data.lstrip(b"\xef\xbb\xbf"), policy=policy.compat32)
    for wanted in ("text/html", "text/plain"):
        for part in message.walk():
            body = part.get_payload(decode=True)
            if part.get_content_type() != wanted or not isinstance(body, bytes) or not body.strip():
                continue
            declared = str(part.get_content_charset() or "")
            inner = Source(source.name, body)
            if not declared:
                return read_html(inner)
            text, remarks = decode_text(inner, declared)
            return _document(text, source.name, remarks)
    raise damaged(source.name, "网页归档（.mht）", "里面没有网页正文")


def _document(text: str, name: str, remarks: tuple[LeftOut, ...]) -> Document:
    check_tags(name, text)
    text = _LONG_TAG.sub(_with_few_attributes, text)
    text = _CONTROL.sub("", _DECLARATION.sub("", text))
    root = _parse(text, name)
    if root is None:
        # Thousands of tags that were never closed: without them the text can still be had.
        root = _parse(_INLINE_TAG.sub("", _BLOCK_TAG.sub("<br>", text)), name)
    if root is None:
        raise damaged(name, "网页", "标签嵌套过深")
    head = _metadata(root)
    reader = PageReader(name)
    body = reader.read(next(root.iter("body", "frameset"), root))
    body = join_cut(body, reader.left_out)
    blocks = [*(Paragraph(f"{label}: {text}") for label, text in head.items()), *body]
    left_out = (*remarks, *_beside(root, head, name), *reader.left_out)
    return Document(tuple(numbered(blocks, name)), name, left_out)


def _with_few_attributes(tag: re.Match[str]) -> str:
    """A tag as it stands; one with thousands of attributes, over which parsers take hours, bare."""
    return tag[0] if tag[0].count("=") + tag[0].count(" ") < _MOST_ATTRIBUTES else tag[1] + ">"


def _parse(text: str, name: str) -> HtmlElement | None:
    """The page's root; None when the parser gave up part of the page, which it does silently."""
    import lxml.etree
    import lxml.html

    parser = lxml.html.HTMLParser(huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(text, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as exc:
        raise damaged(name, "网页", "里面没有正文") from exc
    cut = any("Excessive depth" in str(entry.message) for entry in parser.error_log)
    return None if cut else root


def _metadata(root: HtmlElement) -> dict[str, str]:
    """What government sites state about an article in its head, by label."""
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        label = _META.get(str(meta.get("name", "")).strip().lower())
        content = " ".join(str(meta.get("content", "")).split())
        if label and content:
            found.setdefault(label, content)
    return {label: found[label] for label in _META.values() if label in found}


def _beside(root: HtmlElement, head: dict[str, str], name: str) -> Iterator[LeftOut]:
    title = " ".join((root.findtext(".//title") or "").split())
    if title and title != head.get("标题"):
        yield LeftOut(title, "网页标题", Place(name))
    # A table may have been put on the page as a picture.
    if count := sum(1 for _ in root.iter("img")):
        yield LeftOut("", f"有 {count} 张图片，图片里的文字无法读取", Place(name))
