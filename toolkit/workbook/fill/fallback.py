"""Templates that the writer cannot take as they are: brought into Excel's usual form by openpyxl.

The writer copies what it does not touch byte for byte, so nothing of a template is lost.  Two ways
of writing a sheet are beyond it: names with a prefix (``<x:row>``, as some libraries write them)
and shared formulas (``t="shared"``, which Excel writes when a formula was dragged over cells).
Those templates go through openpyxl once; the clerk is told, since openpyxl drops what it does not
know.
"""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Final

from toolkit.errors import TemplateProblem
from toolkit.workbook.package import Package

_SHEET: Final = re.compile(r"xl/worksheets/[^/]+\.xml")
_PREFIXED: Final = re.compile(rb"<\w+:worksheet[\s>]")
_SHARED: Final = re.compile(rb"<f\b[^>]*\bt=\"shared\"")
_SHAPES: Final = re.compile(rb"<xdr:(sp|cxnSp|grpSp)\b")
# What openpyxl does not write back.
_LOST: Final = (
    ("xl/ctrlProps/", "表单控件"),
    ("xl/activeX/", "ActiveX 控件"),
    ("xl/slicers/", "切片器"),
    ("xl/threadedComments/", "会话批注"),
    ("xl/embeddings/", "嵌入的文件"),
    ("xl/customProperty", "自定义属性"),
    ("xl/diagrams/", "SmartArt 图形"),
)


def why_not(package: Package) -> str:
    """Why the writer cannot take a template as it is; empty if it can."""
    for name in package.parts:
        if _SHEET.fullmatch(name):
            data = package.read(name)
            if _PREFIXED.search(data, 0, 2000):
                return "工作表不是 Excel 的写法（带前缀的 XML）"
            if _SHARED.search(data):
                return "有拖动填充出来的共享公式"
    return ""


def carried(package: Package, path: Path) -> tuple[Package, str]:
    """The package itself, or what openpyxl makes of it together with words for the clerk.

    Raises:
        TemplateProblem: openpyxl cannot read it either.
    """
    reason = why_not(package)
    if not reason:
        return package, ""
    import openpyxl

    try:
        book = openpyxl.load_workbook(path)
        file = BytesIO()
        book.save(file)
    except Exception as error:  # openpyxl raises whatever comes up in a strange file
        raise TemplateProblem(
            f"模板“{path.name}”{reason}，改用 openpyxl 也读不了"
            f"（{type(error).__name__}），请在 Excel 或 WPS 中打开，另存为 .xlsx 后再用。"
        ) from error
    lost = [word for prefix, word in _LOST if any(n.startswith(prefix) for n in package.parts)]
    if any(n.startswith("xl/drawings/") and _SHAPES.search(package.read(n)) for n in package.parts):
        lost.append("形状和文本框")
    if any(_SHEET.fullmatch(n) and b"<extLst" in package.read(n) for n in package.parts):
        lost.append("新式条件格式等扩展内容")
    loss = f"模板里的{'、'.join(lost)}没有带过来" if lost else "图片、格式、打印设置都在"
    note = (
        f"模板“{path.name}”{reason}，快速写法带不了，已改用 openpyxl 整理一遍再用，{loss}。"
        "在 Excel 里重新输入这些公式、另存一次，就可以原样使用。"
    )
    return Package.from_bytes(file.getvalue(), path.name), note
