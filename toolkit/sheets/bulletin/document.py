"""The monthly bulletin as a Word document in the layout of GB/T 9704-2012.

``templates/bulletin.docx`` carries page, footer and styles, and an office restyles them in Word
(a red head may stand in it too); the text is added at its end in these styles.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from toolkit.errors import TemplateProblem
from toolkit.figures import MonthFigures, Standing, UnitFigures, month_figures
from toolkit.files.saving import replacing
from toolkit.resources import resource
from toolkit.sheets.bulletin import words
from toolkit.sheets.bulletin.report import Kind, paragraphs
from toolkit.sheets.bulletin.word_table import word_table
from toolkit.sheets.bulletin.workbook import front_units
from toolkit.sheets.targets import check_target
from toolkit.text import width
from toolkit.workbook.cells import clean
from toolkit.workbook.package import PackageWriter

if TYPE_CHECKING:
    from toolkit.ledger import Ledger
    from toolkit.ledger.reports import Report
    from toolkit.months import Month

STYLES: Final[dict[Kind, str]] = {
    "greeting": "通报主送",
    "heading": "通报一级标题",
    "subheading": "通报二级标题",
    "body": "通报正文",
    "note": "通报表注",
}
TITLE, SIGNED, HEAD, CELL, NAME_CELL, ATTACHED = (
    "通报标题", "通报署名", "通报表头", "通报表格", "通报表格文字", "通报附件",
)  # fmt: skip
# Heads with their widths in millimetres, together the 156 of the text.
_UNITS: Final = (
    ("排名", 9.0), ("单位", 46.5), ("任务", 9.0), ("牵头", 9.0), ("责任", 9.0), ("已完成", 13.5),
    ("逾期", 9.0), ("临期", 9.0), ("应完成率", 17.0), ("较上月\n新完成", 13.5),
    ("落后\n点数", 11.5),
)  # fmt: skip
_LATE: Final = (
    ("序号", 10.0), ("任务内容", 73.0), ("责任单位", 37.0), ("截止日期", 25.0),
    ("逾期\n天数", 11.0),
)  # fmt: skip
UNITS, BEST = 20, 10
"""So many units stand in the text; of more, so many from the top and from the bottom."""
_NAMES: Final = frozenset({"单位", "任务内容", "责任单位"})  # not centred
_SIZE = 16.0  # points of 3号, the size of the text
_TITLE_LINE = 40  # half-width characters of 2号 on a line of 156 mm
_RIGHT = 4.0  # characters between a date and the right edge


def make_bulletin_docx(
    ledger: Ledger,
    path: str | PathLike[str],
    *,
    month: Month,
    reports: Iterable[Report] = (),
    as_of: date | None = None,
    expand: bool = False,
    issuer: str = "",
    overwrite: bool = False,
    template: str | PathLike[str] | None = None,
) -> Path:
    """Write the bulletin of ``month`` as .docx; with ``as_of`` the same bytes every time.

    ``issuer`` signs it, else the notice's issuer.  The table in the text shows the units of the
    front page; all of them, and the late tasks, follow as attachments where there are more.

    Returns the path.

    Raises:
        UsageProblem: the month has not begun on ``as_of``.
        FileProblem: the file exists and ``overwrite`` is false, or it is open elsewhere.
        TemplateProblem: the template is no Word document or lacks a style.
    """
    target = Path(path)
    inputs = (template,) if template else ()
    check_target(target, (".docx",), "通报", overwrite=overwrite, inputs=inputs)
    figures = month_figures(ledger, month, reports=reports, as_of=as_of, expand=expand)
    writer = _Writer(
        open_template(Path(template) if template else resource("templates", "bulletin.docx"))
    )
    halves = words.title_halves(ledger.title, month)
    whole = width("".join(halves)) <= _TITLE_LINE
    writer.add(("" if whole else "\n").join(halves), TITLE)
    _text(writer, ledger, figures)
    attachments = _attachments(figures)
    _signature(writer, issuer or ledger.notice.issuer, figures.made, [a[0] for a in attachments])
    for number, (name, heads, rows) in enumerate(attachments, 1):
        label = f"附件{number}" if len(attachments) > 1 else "附件"
        writer.add(label, ATTACHED).paragraph_format.page_break_before = True
        writer.add(name, TITLE)
        writer.table(heads, rows)
    _save(writer.document, target, figures.made, overwrite=overwrite)
    return target


def _text(writer: _Writer, ledger: Ledger, figures: MonthFigures) -> None:
    for paragraph in paragraphs(ledger, figures):
        if paragraph.kind == "table":
            shown, more = front_units(figures, UNITS, BEST)
            writer.table(_UNITS, [_unit_cells(unit) for unit in shown], noted=True)
            if more:
                note = writer.add(f"{more.replace(' ', '')}，其余见附件。", STYLES["note"])
                note.paragraph_format.keep_with_next = True
        else:
            writer.add(paragraph.text, STYLES[paragraph.kind])


def _attachments(
    figures: MonthFigures,
) -> list[tuple[str, Sequence[tuple[str, float]], list[tuple[str, ...]]]]:
    found: list[tuple[str, Sequence[tuple[str, float]], list[tuple[str, ...]]]] = []
    if len(figures.units) > UNITS:
        found.append(("各单位任务落实情况表", _UNITS, [_unit_cells(u) for u in figures.units]))
    if figures.late:
        rows = [_late_cells(n, s) for n, s in enumerate(figures.late, 1)]
        found.append(("逾期任务清单", _LATE, rows))
    return found


def _unit_cells(unit: UnitFigures | None) -> tuple[str, ...]:
    if unit is None:
        return tuple("…" for _ in _UNITS)
    none = words.NONE
    return (
        none if unit.rank is None else str(unit.rank), unit.unit, str(unit.total), str(unit.lead),
        str(unit.other), str(unit.done), str(unit.late), str(unit.near),
        none if unit.rate is None else f"{unit.rate:.1%}",
        none if unit.new is None else str(unit.new),
        none if unit.gap is None else str(int(unit.gap + 0.5)),
    )  # fmt: skip


def _late_cells(index: int, each: Standing) -> tuple[str, ...]:
    task = each.entry.task
    due = each.due.isoformat() if each.due else words.NONE
    return str(index), task.content, "、".join(words.answering(task)), due, str(-(each.days or 0))


def _signature(writer: _Writer, issuer: str, day: date, attached: Sequence[str]) -> None:
    """Attachments' names, issuer and date: the date four characters from the right edge.

    The issuer is centred on the date; the longer of the two keeps its distance from the edge
    (GB/T 9704-2012, 7.3.5).
    """
    writer.keep_last()
    for number, name in enumerate(attached, 1):
        mark = f"{number}." if len(attached) > 1 else ""
        lead = "附件：" if number == 1 else "　　　"
        line = writer.add(f"{lead}{mark}{name}", STYLES["body"])
        if number == 1:
            line.paragraph_format.space_before = writer.points(28.95)
        line.paragraph_format.keep_with_next = True
    text = words.day_words(day)
    issuer = issuer or "（署名）"
    wide, long = width(text) / 2, width(issuer) / 2
    right = _RIGHT if long <= wide + 4 else 2 + (long - wide) / 2
    first = writer.add(issuer, SIGNED)
    first.paragraph_format.space_before = writer.points(2 * 28.95)
    first.paragraph_format.keep_with_next = True
    first.paragraph_format.right_indent = writer.points(_SIZE * max(0, right + (wide - long) / 2))
    second = writer.add(text, SIGNED)
    second.paragraph_format.right_indent = writer.points(_SIZE * right)


class _Writer:
    """Adds paragraphs and tables in the template's styles."""

    def __init__(self, document: Any) -> None:
        self.document = document

    @staticmethod
    def points(value: float) -> Any:
        from docx.shared import Pt

        return Pt(value)

    def add(self, text: str, style: str) -> Any:
        """A paragraph at the end."""
        paragraph = self.document.add_paragraph(style=style)
        _run(paragraph, text)
        return paragraph

    def keep_last(self) -> None:
        """Keep the last paragraph on the page of what follows, so that nobody signs a bare page."""
        if self.document.paragraphs:
            self.document.paragraphs[-1].paragraph_format.keep_with_next = True

    def table(
        self,
        heads: Sequence[tuple[str, float]],
        rows: Sequence[Sequence[str]],
        *,
        noted: bool = False,
    ) -> None:
        """A table with a head that repeats and rows that are not split; widths in millimetres."""
        ids = {name: self.document.styles[name].style_id for name in (HEAD, CELL, NAME_CELL)}
        styles = [ids[NAME_CELL if head in _NAMES else CELL] for head, _ in heads]
        body = self.document.element.body
        body.insert(len(body) - 1, word_table(heads, rows, ids[HEAD], styles, noted=noted))


def _run(paragraph: Any, text: str) -> None:
    """Text whose quotes and dashes are taken from the Chinese font."""
    from docx.oxml.ns import qn

    run = paragraph.add_run(clean(text))
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")


def open_template(path: Path) -> Any:
    """A Word template that has all the styles that the bulletin is written in.

    Raises:
        TemplateProblem: it is no Word document, or it lacks a style.
    """
    from docx import Document

    try:
        document = Document(str(path))
    except Exception as error:  # python-docx raises whatever its zip and XML readers raise
        raise TemplateProblem(
            f"通报模板“{path.name}”打不开，请用 Word 或 WPS 另存为 .docx 后再试。"
        ) from error
    known = {style.name for style in document.styles}
    wanted = (*STYLES.values(), TITLE, SIGNED, HEAD, CELL, NAME_CELL, ATTACHED)
    missing = [name for name in wanted if name not in known]
    if missing:
        raise TemplateProblem(f"通报模板“{path.name}”缺少样式：{'、'.join(missing)}。")
    return document


def _save(document: Any, path: Path, made: date, *, overwrite: bool) -> None:
    """Write without clock, user and machine: fixed properties, and parts dated 1980."""
    import zipfile

    properties = document.core_properties
    properties.created = properties.modified = datetime(made.year, made.month, made.day)
    properties.author = properties.last_modified_by = ""
    properties.revision = 1
    buffer = io.BytesIO()
    document.save(buffer)
    with replacing(path, overwrite=overwrite) as file, zipfile.ZipFile(buffer) as parts:
        writer = PackageWriter(file)
        for name in parts.namelist():
            writer.add(name, parts.read(name))
        writer.close()
