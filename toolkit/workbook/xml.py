"""The few XML habits that the workbook code shares: namespaces, parsing, order of elements."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from toolkit.errors import TemplateProblem

if TYPE_CHECKING:
    from lxml import etree

MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
M: Final = f"{{{MAIN}}}"

# CT_Worksheet of ECMA-376: Excel "repairs" a sheet whose elements stand in another order.
WORKSHEET_ORDER: Final = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", "sheetData", "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects",
    "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_RANK = {name: rank for rank, name in enumerate(WORKSHEET_ORDER)}


def parse(data: bytes, part: str) -> etree._Element:
    """The root of a part; entities and the network are left alone.

    Raises:
        TemplateProblem: the part is not well-formed.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateProblem(
            f"工作簿部件“{part}”已损坏，请在 Excel 中打开后另存一次再试。"
        ) from error


def serialise(root: etree._Element) -> bytes:
    """A part's bytes with the declaration that Excel writes."""
    from lxml import etree

    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(element: etree._Element) -> str:
    """The element's name without its namespace; empty for a comment."""
    tag: object = element.tag  # a function for comments, whatever the stubs say
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def insert_in_order(sheet: etree._Element, child: etree._Element) -> None:
    """Put a new child of a worksheet where the schema wants it."""
    rank = _RANK[local(child)]
    for index, other in enumerate(sheet):
        if _RANK.get(local(other), -1) > rank:
            sheet.insert(index, child)
            return
    sheet.append(child)
