"""The cell formats of a template: what the writer must know of them, and close variants."""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.errors import TemplateProblem
from toolkit.workbook.read.date_format import date_parts
from toolkit.workbook.read.format_code import BUILTIN
from toolkit.workbook.xml import M, parse, serialise

if TYPE_CHECKING:
    from lxml import etree

_DEFAULT_SIZE = 11.0
_MOMENT = "yyyy-mm-dd hh:mm:ss"
_FIRST_OWN = 164  # numbers below are Excel's own formats


class Styles:
    """``xl/styles.xml``: font size and wrapping of a format by its index (``s`` of a cell).

    ``epoch_1904`` says that a day in these formats is counted from 1904.
    """

    part = "xl/styles.xml"

    def __init__(self, data: bytes, epoch_1904: bool = False) -> None:
        self._data = data
        self.epoch_1904 = epoch_1904
        self._variants: dict[tuple[object, ...], int] = {}
        self._dates: dict[int, bool] = {}

    @cached_property
    def _root(self) -> etree._Element:
        return parse(self._data, self.part)

    @cached_property
    def _formats(self) -> etree._Element:
        return self._section("cellXfs")

    @cached_property
    def _codes(self) -> dict[str, str]:
        """The number formats of the workbook's own, by number."""
        return {
            item.get("numFmtId", ""): item.get("formatCode", "")
            for item in self._root.iterfind(f"{M}numFmts/{M}numFmt")
        }

    @cached_property
    def _fonts(self) -> etree._Element:
        return self._section("fonts")

    def _section(self, name: str) -> etree._Element:
        found = self._root.find(f"{M}{name}")
        if found is None:
            # The schema demands it, and Excel would not open the file.
            raise TemplateProblem(f"工作簿部件“{self.part}”已损坏（没有 {name}）。")
        return found

    def size(self, style: int) -> float:
        """The font size of a format in points."""
        font = self._fonts[int(self._formats[style].get("fontId", "0"))]
        size = font.find(f"{M}sz")
        return float(size.get("val", "11")) if size is not None else _DEFAULT_SIZE

    def wraps(self, style: int) -> bool:
        """Whether the format breaks long text into lines."""
        alignment = self._formats[style].find(f"{M}alignment")
        return alignment is not None and alignment.get("wrapText") in ("1", "true")

    def is_date(self, style: int) -> bool:
        """Whether the format shows a number as a day, not as a plain number, a time or text."""
        if style not in self._dates:
            self._dates[style] = bool(set(date_parts(self.code(style))) & {"y", "m", "d"})
        return self._dates[style]

    def is_quoted(self, style: int) -> bool:
        """Whether the format says that the cell is a text whatever it begins with."""
        return self._format(style).get("quotePrefix") in ("1", "true")

    def code(self, style: int) -> str:
        """The number format of a format, as it is written: ``yyyy-mm-dd``."""
        number = self._format(style).get("numFmtId", "0")
        return self._codes.get(number) or BUILTIN.get(int(number), "General")

    def _format(self, style: int) -> etree._Element:
        """A format by its number; one that does not exist counts as the first, as in Excel."""
        return self._formats[style if style < len(self._formats) else 0]

    def mark(self, style: int) -> str:
        """A format as a short text by which :meth:`marked` finds it again, or one like it.

        The number of the format is no use once another program has renumbered them, so what
        matters of it stands beside: whether it is marked as text, and the number format.
        """
        return f"{style}|" + ("'" if self.is_quoted(style) else "") + self.code(style)

    def marked(self, mark: str, like: int) -> int:
        """The format that had a mark; if it is not there any more, ``like`` made like it."""
        number, _, kind = mark.partition("|")
        if number.isdigit() and int(number) < len(self._formats) and self.mark(int(number)) == mark:
            return int(number)
        if self.mark(like).partition("|")[2] == kind:
            return like
        return self.variant(like, quote=kind.startswith("'"), code=kind.removeprefix("'"))

    def adopt(self, other: Styles, style: int) -> int:
        """The number here of a format of another workbook, taken over if nothing equals it."""
        key = ("adopted", id(other), style)
        if key not in self._variants:
            made = deepcopy(other._format(style))
            made.set("numFmtId", self._number_of(other.code(style)))
            made.set("xfId", "0")
            for name, attribute in (("fonts", "fontId"), ("fills", "fillId"),
                                    ("borders", "borderId")):  # fmt: skip
                made.set(attribute, str(self._taken(other, name, int(made.get(attribute, "0")))))
            text = _canonical(made)
            if text not in self._known:
                self._known[text] = _append(self._formats, made)
            self._variants[key] = self._known[text]
        return self._variants[key]

    def _taken(self, other: Styles, name: str, index: int) -> int:
        """The number here of another workbook's font, fill or border."""
        theirs, ours = other._root.find(f"{M}{name}"), self._root.find(f"{M}{name}")
        if theirs is None or ours is None or index >= len(theirs):
            return 0
        wanted = _canonical(theirs[index])
        for at, element in enumerate(ours):
            if _canonical(element) == wanted:
                return at
        return _append(ours, deepcopy(theirs[index]))

    def variant(
        self,
        style: int,
        *,
        size: float | None = None,
        quote: bool | None = None,
        dated: bool = False,
        timed: bool = False,
        code: str | None = None,
        vertical: str = "",
        horizontal: str = "",
    ) -> int:
        """The same format in another font size, as text (Excel's leading apostrophe), or a date.

        ``code`` is any number format; one that equals an existing format's is not made twice.
        ``vertical`` and ``horizontal`` say where the text stands in its cell.
        """
        key = (style, size, quote, dated, timed, code, vertical, horizontal)
        if key not in self._variants:
            if timed:
                code = _MOMENT
            made = self._made(style, size, quote, dated and not timed, code)
            _align(made, vertical=vertical, horizontal=horizontal)
            self._variants[key] = self._number_of_format(made)
        return self._variants[key]

    def fork(self) -> Styles:
        """The same formats, to which variants can be added without touching these."""
        return Styles(self._data, self.epoch_1904)

    @property
    def changed(self) -> bool:
        """Whether variants were asked for."""
        return bool(self._variants)

    def to_bytes(self) -> bytes:
        """The part with the variants that were asked for."""
        return serialise(self._root) if self._variants else self._data

    def _made(
        self, style: int, size: float | None, quote: bool | None, dated: bool, code: str | None
    ) -> etree._Element:
        made = deepcopy(self._format(style))
        if quote:
            made.set("quotePrefix", "1")
        elif quote is False and "quotePrefix" in made.attrib:
            del made.attrib["quotePrefix"]
        if dated or code is not None:
            made.set("numFmtId", "14" if code is None else self._number_of(code))
            made.set("applyNumberFormat", "1")
        if size is not None:
            font = deepcopy(self._fonts[int(made.get("fontId", "0"))])
            element = font.find(f"{M}sz")
            if element is not None:
                element.set("val", f"{size:g}")
            made.set("fontId", str(_append(self._fonts, font)))
            made.set("applyFont", "1")
        return made

    def _number_of_format(self, made: etree._Element) -> int:
        text = _canonical(made)
        if text not in self._known:
            self._known[text] = _append(self._formats, made)
        return self._known[text]

    def horizontal(self, style: int) -> str:
        """Where a text stands between the sides of its cell; empty where nothing is said."""
        alignment = self._formats[style].find(f"{M}alignment")
        return alignment.get("horizontal", "") if alignment is not None else ""

    @cached_property
    def _known(self) -> dict[bytes, int]:
        """The formats by what they are, so that none is made twice."""
        found: dict[bytes, int] = {}
        for index, element in enumerate(self._formats):
            found.setdefault(_canonical(element), index)
        return found

    def _number_of(self, code: str) -> str:
        """The number of a number format, which is added if nobody uses it yet."""
        known = {text: number for number, text in self._codes.items()}
        known |= {text: str(number) for number, text in BUILTIN.items()}
        if code in ("General", ""):
            return "0"
        if code in known:
            return known[code]
        group = self._root.find(f"{M}numFmts")
        if group is None:
            group = self._root.makeelement(f"{M}numFmts", {})
            self._root.insert(0, group)
        number = str(max([_FIRST_OWN - 1, *(int(n) for n in self._codes if n.isdigit())]) + 1)
        _append(group, group.makeelement(f"{M}numFmt", {"numFmtId": number, "formatCode": code}))
        self._codes[number] = code
        return number


def _canonical(element: etree._Element) -> bytes:
    from lxml import etree

    return etree.tostring(element, method="c14n")


def _append(parent: etree._Element, child: etree._Element) -> int:
    parent.append(child)
    parent.set("count", str(len(parent)))
    return len(parent) - 1


def _align(made: etree._Element, **wanted: str) -> None:
    """Let a format say where its text stands."""
    if not any(wanted.values()):
        return
    alignment = made.find(f"{M}alignment")
    if alignment is None:
        alignment = made.makeelement(f"{M}alignment", {})
        made.insert(0, alignment)
    for side, where in wanted.items():
        if where:
            alignment.set(side, where)
    made.set("applyAlignment", "1")
