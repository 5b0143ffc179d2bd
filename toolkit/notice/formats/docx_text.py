"""The text of one Word paragraph: runs, fields, symbols, tracked changes, text boxes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.model import LeftOut, Place
from toolkit.notice.document import STRUCK
from toolkit.notice.formats.word_xml import _W, children, local, w

if TYPE_CHECKING:
    from lxml.etree import _Element

    from toolkit.notice.formats.docx_numbers import Numbering

_CONTENT = {
    "hyperlink", "smartTag", "sdt", "sdtContent", "customXml", "ins", "moveTo", "fldSimple", "dir",
    "bdo", "ruby", "rubyBase", "oMath", "oMathPara", "object",
}  # fmt: skip
_PICTURES = {"drawing", "pict"}
_FIXED = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-"}
# Check marks that forms take from symbol fonts, by the low byte of the private code.
_WINGDINGS = {
    0xFC: "√", 0xFB: "×", 0xFE: "☑", 0xFD: "☒", 0xA8: "□", 0x6F: "□", 0x6E: "■", 0x71: "□",
    0x6C: "●", 0x9F: "•", 0x75: "◆", 0xD8: "➢", 0xE0: "→",
}  # fmt: skip
_WINGDINGS2 = {0x50: "√", 0x52: "☑", 0x54: "☒", 0xA3: "□", 0x4F: "×"}
_ENCLOSED = re.compile(r"^\s*eq\b", re.I)
_MOST_FIELDS = 50
_OFF = {"0", "false", "off"}
_STRIKES = ("strike", "dstrike")


class TextReader:
    """Turns paragraphs into text; keeps what fields and numbering carry from one to the next."""

    def __init__(
        self, numbering: Numbering, styles: _Element | None, left_out: list[LeftOut]
    ) -> None:
        self.numbering = numbering
        self.left_out = left_out
        self.place = Place()
        self.pictures = 0
        self._fields: list[_Field] = []
        self._carried: list[str] = []
        self._struck = False
        self._hidden_styles = _styles_with(styles, ("vanish",))
        self._struck_styles = _styles_with(styles, _STRIKES)

    def paragraph(self, element: _Element) -> tuple[str | None, list[_Element]]:
        """The paragraph's text with its automatic number, and the text boxes anchored in it.

        The text is None when a tracked change has deleted the paragraph's end: it then continues
        in the next paragraph.
        """
        # An instruction never runs on into another paragraph; an unfinished one would swallow it.
        self._fields = [field for field in self._fields if field.in_result]
        properties = next(children(element, "pPr"), None)
        pieces: list[str] = []
        boxes: list[_Element] = []
        style_hidden = _has_style(properties, "pStyle", self._hidden_styles)
        self._struck = _has_style(properties, "pStyle", self._struck_styles)
        for child in element:
            if local(child) != "pPr":
                self._inline(child, pieces, boxes, style_hidden)
        prefix = self.numbering.prefix(properties)
        self._carried += [prefix, *pieces]
        if properties is not None and any(
            True for r in children(properties, "rPr") for _ in children(r, "del")
        ):
            return None, boxes
        text = "".join(self._carried)
        self._carried = []
        return text, boxes

    def raw(self, element: _Element) -> str:
        """All text in ``element`` as it stands, deleted text too, a line for each paragraph."""
        pieces: list[str] = []
        todo = [element]
        while todo:
            item = todo.pop()
            name = local(item)
            if name in ("t", "delText"):
                pieces.append(item.text or "")
            elif name in _FIXED:
                pieces.append(_FIXED[name])
            elif name in ("br", "p"):
                pieces.append("\n")
            todo.extend(reversed(branch(item) if name == "AlternateContent" else item))
        return re.sub("\n{2,}", "\n", "".join(pieces)).strip("\n")

    def _inline(
        self, element: _Element, pieces: list[str], boxes: list[_Element], hidden: bool
    ) -> None:
        name = local(element)
        if name == "r":
            self._run(element, pieces, boxes, hidden)
        elif name in ("del", "moveFrom"):
            self._drop(self.raw(element), "修订中已删除")
        elif name == "AlternateContent":
            for child in branch(element):
                self._inline(child, pieces, boxes, hidden)
        elif name == "rt":
            self._drop(self.raw(element), "拼音")
        elif name in _PICTURES:
            self._picture(element, pieces, boxes)
        elif name == "OLEObject":
            program = str(element.get("ProgID", ""))
            why = f"嵌入的对象（{program or '未知类型'}）里的内容无法读取"
            self.left_out.append(LeftOut("", why, self.place))
        elif name in _CONTENT or (name and not str(element.tag).startswith(_W)):
            for child in element:
                self._inline(child, pieces, boxes, hidden)

    def _run(self, run: _Element, pieces: list[str], boxes: list[_Element], hidden: bool) -> None:
        properties = next(children(run, "rPr"), None)
        struck = self._struck
        if properties is not None:
            styled = _has_style(properties, "rStyle", self._hidden_styles)
            hidden = _switch(properties, ("vanish",), hidden or styled)
            styled = _has_style(properties, "rStyle", self._struck_styles)
            struck = _switch(properties, _STRIKES, struck or styled)
        if hidden:
            self._drop(self.raw(run), "隐藏文字")
            return
        if struck and all(field.in_result for field in self._fields) and self.raw(run).strip():
            self._drop(self.raw(run), STRUCK)
            return
        for child in run:
            name = local(child)
            if name == "fldChar":
                self._field(str(child.get(w("fldCharType"), "")), pieces)
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].instruction += child.text or ""
            elif name == "t":
                self._text(child.text or "", pieces)
            elif name == "br":
                self._text("\n", pieces)
            elif name in _FIXED:
                self._text(_FIXED[name], pieces)
            elif name == "sym":
                self._text(_symbol(child), pieces)
            elif name != "rPr":
                self._inline(child, pieces, boxes, hidden)

    def _text(self, text: str, pieces: list[str]) -> None:
        if all(field.in_result for field in self._fields):
            pieces.append(text)
        else:
            self._drop(text, "域代码中的文字")

    def _field(self, kind: str, pieces: list[str]) -> None:
        if kind == "begin":
            self._fields.append(_Field())
            # Fields that never end are no fields; every text asks all that are open.
            del self._fields[:-_MOST_FIELDS]
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            field = self._fields.pop()
            if not field.in_result and _ENCLOSED.match(field.instruction):
                self._text(_enclosed(field.instruction), pieces)

    def _picture(self, element: _Element, pieces: list[str], boxes: list[_Element]) -> None:
        todo = [element]
        while todo:
            item = todo.pop()
            name = local(item)
            if name == "txbxContent":
                boxes.append(item)
                continue
            if name == "textpath":
                pieces.append(str(item.get("string", "")))
            self.pictures += name in ("blip", "imagedata")
            inside = branch(item) if name == "AlternateContent" else item
            todo.extend(reversed(list(inside)))

    def _drop(self, text: str, why: str) -> None:
        last = self.left_out[-1] if self.left_out else None
        if why == STRUCK and last and (last.why, last.place) == (why, self.place):
            # One stroke of a pen is often several runs.
            self.left_out[-1] = LeftOut(last.text + text, why, self.place)
        elif text.strip():
            self.left_out.append(LeftOut(text, why, self.place))


class _Field:
    """A field between its begin and end marks."""

    def __init__(self) -> None:
        self.in_result = False
        self.instruction = ""


def branch(alternate: _Element) -> _Element:
    """The one alternative to read: the first choice, else the fallback."""
    for child in alternate:
        if local(child) == "Choice":
            return child
    return next((child for child in alternate if local(child) == "Fallback"), alternate)


def _styles_with(styles: _Element | None, switches: tuple[str, ...]) -> set[str]:
    """The ids of the styles that turn one of these properties of text on."""
    return {
        str(style.get(w("styleId")))
        for style in (children(styles, "style") if styles is not None else ())
        for properties in children(style, "rPr")
        if _switch(properties, switches, False)
    }


def _has_style(properties: _Element | None, kind: str, wanted: set[str]) -> bool:
    if properties is None or not wanted:
        return False
    return any(str(style.get(w("val"))) in wanted for style in children(properties, kind))


def _switch(properties: _Element, names: tuple[str, ...], inherited: bool) -> bool:
    """Whether one of these properties is on; what is not stated is inherited."""
    stated = [
        str(item.get(w("val"), "")) not in _OFF for item in properties if local(item) in names
    ]
    return any(stated) if stated else inherited


def _symbol(element: _Element) -> str:
    try:
        code = int(str(element.get(w("char"), "")), 16)
    except ValueError:
        return ""
    font = str(element.get(w("font"), "")).lower()
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    table = _WINGDINGS2 if font == "wingdings 2" else _WINGDINGS if font == "wingdings" else {}
    if low in table:
        return table[low]
    if 0xF020 <= code <= 0xF07E and font not in ("wingdings", "wingdings 2", "webdings"):
        return chr(low)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _enclosed(instruction: str) -> str:
    r"""The visible text of an EQ field; a number in a circle is one character.

    >>> _enclosed(r" eq \o\ac(○,1)")
    '①'
    """
    inner = instruction.partition("(")[2].rpartition(")")[0]
    inner = re.sub(r"\\[a-z]+\d*(?:\([^()]*\))?", "", inner)
    parts = [part.strip() for part in re.split("[,，;]", inner.replace("(", ",").replace(")", ","))]
    if len(parts) == 2 and parts[0] in "○◯" and parts[1].isdecimal() and 1 <= int(parts[1]) <= 20:
        return chr(0x2460 + int(parts[1]) - 1)
    return "".join(parts)
