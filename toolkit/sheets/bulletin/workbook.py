"""The monthly bulletin (通报) as a workbook: one page for the leader, the lists behind it.

It is filled into ``templates/bulletin.xlsx`` by the same writer as every other paper, which copies
all other parts of the template byte by byte.  openpyxl would drop what it does not know (pictures
in headers, chart details that Excel 2013 and later write), XlsxWriter cannot start from a template
at all; so an office's fonts, logo, columns and chart styles survive only this way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toolkit.figures import MonthFigures, Standing, UnitFigures, month_figures
from toolkit.files.saving import check_writable
from toolkit.resources import resource
from toolkit.sheets.bulletin import fields, words
from toolkit.workbook.cells import Value
from toolkit.workbook.fill.book import Book
from toolkit.workbook.fill.charts import Filled, follow_rows
from toolkit.workbook.fill.filling import Filling, Rows
from toolkit.workbook.package import Package

if TYPE_CHECKING:
    from toolkit.ledger import Ledger
    from toolkit.ledger.reports import Report
    from toolkit.months import Month

FRONT: Final = "通报"
ALL_UNITS: Final = "各单位"
LATE: Final = "逾期任务"
DATA: Final = "图表数据"

BEST = WORST = 10
"""So many units from the top and from the bottom stand on the front page if not all fit."""
FRONT_LATE = 8
_LABEL = 11
# One printed line of the front page; the sheet 逾期任务 has the whole text.
_CONTENT, _WHO = 28, 15

_UNIT_FIELDS = tuple(fields.UNIT_FIELDS)
_LATE_FIELDS = tuple(fields.LATE_FIELDS)
_NO_UNIT: tuple[Value, ...] = tuple("（无）" if f == "单位" else None for f in _UNIT_FIELDS)
_NO_LATE: tuple[Value, ...] = tuple("（无）" if f[:2] == "任务" else None for f in _LATE_FIELDS)


def make_bulletin(
    ledger: Ledger,
    path: str | PathLike[str],
    *,
    month: Month,
    reports: Iterable[Report] = (),
    as_of: date | None = None,
    expand: bool = False,
    overwrite: bool = False,
    template: str | PathLike[str] | None = None,
) -> Path:
    """Write the bulletin of ``month`` as a workbook; with ``as_of`` the same bytes every time.

    ``reports`` are the rows of 报送记录 (:func:`toolkit.ledger.reports.read_reports`); without them
    nothing is said about earlier months.  ``expand`` counts groups by their members.

    Returns the path.

    Raises:
        UsageProblem: the month has not begun on ``as_of``.
        FileProblem: the file exists and ``overwrite`` is false, or it is open elsewhere.
        TemplateProblem: the template lacks a sheet or a placeholder is unknown.
    """
    target = Path(path)
    check_writable(target, overwrite=overwrite)
    figures = month_figures(ledger, month, reports=reports, as_of=as_of, expand=expand)
    package = Package.open(Path(template) if template else resource("templates", "bulletin.xlsx"))
    book = Book(package)
    filled = {
        name: Filled(book.fill(name, filling), filling)
        for name, filling in fillings(ledger, figures).items()
        if name == FRONT or name in book.sheet_names
    }
    follow_rows(package, filled)
    book.write(target, overwrite=overwrite)
    return target


def fillings(ledger: Ledger, month: MonthFigures) -> dict[str, Filling]:
    """The data of each sheet of the bulletin by the sheet's name."""
    values = _values(ledger, month)
    shown, more = front_units(month)
    late = [_late_row(n, s) for n, s in enumerate(month.late, 1)]
    front = {
        "单位": Rows(_UNIT_FIELDS, [_unit_row(u) for u in shown] or [_NO_UNIT]),
        "逾期": Rows(_LATE_FIELDS, late[:FRONT_LATE] or [_NO_LATE]),
        "说明": Rows(
            tuple(fields.NOTE_FIELDS), [(f"{n}．{t}",) for n, t in enumerate(words.notes(month), 1)]
        ),
    }
    rest = len(late) - FRONT_LATE
    front_values: dict[str, Value] = {
        **values,
        "单位表.说明": more,
        "逾期表.说明": f"另有 {rest} 项逾期任务见工作表“{LATE}”。" if rest > 0 else "",
    }
    units = [_unit_row(u) for u in month.units]
    return {
        FRONT: Filling(front_values, front),
        ALL_UNITS: Filling(values, {"单位": Rows(_UNIT_FIELDS, units or [_NO_UNIT])}),
        LATE: Filling(values, {"逾期": Rows(_LATE_FIELDS, late or [_NO_LATE])}),
        DATA: Filling(values, _chart_lists(month, [u for u in shown if u is not None])),
    }


def front_units(month: MonthFigures) -> tuple[list[UnitFigures | None], str]:
    """The units of the front page, None where some are left out, and what to say about it."""
    units, ranked = month.units, month.ranked
    if len(units) <= BEST + WORST:
        return list(units), ""
    whole = f"共 {len(units)} 个单位（含群体），这里列出"
    behind = f"，详见工作表“{ALL_UNITS}”。"
    if len(ranked) > BEST + WORST:
        text = f"{whole}排名前 {BEST} 位和后 {WORST} 位{behind}"
        return [*ranked[:BEST], None, *ranked[-WORST:]], text
    return list(units[: BEST + WORST]), f"{whole} {BEST + WORST} 个{behind}"


def _values(ledger: Ledger, month: MonthFigures) -> dict[str, Value]:
    t, notice = month.totals, ledger.notice
    new = words.NONE if t.new is None else f"{t.new} 项"
    groups = len(month.groups)
    late_units = sum(unit.late > 0 for unit in month.units)
    source = f"{notice.title}{f'（{notice.number}）' if notice.number else ''}"
    empty = "台账中没有写明单位的任务，没有可画的图"
    return {
        "通报.标题": words.bulletin_title(notice.title, month.month),
        "通报.对象": words.subject(notice.title),
        "通报.月份": words.month_words(month.month),
        "通报.截至": month.day,
        "通报.制表日期": month.made,
        "通报.说明": f"统计截至{words.day_words(month.day)}"
        + (f"　来文：{source}" if source else ""),
        "通报.结论": words.conclusion(month),
        "来文.标题": notice.title,
        "来文.文号": notice.number,
        "来文.印发单位": notice.issuer,
        "总数.任务": t.total,
        "总数.已完成": t.done,
        "总数.未完成": t.open,
        "总数.逾期": t.late,
        "总数.临期": t.near,
        "总数.应完成": t.due,
        "总数.应完成率": words.NONE if t.rate is None else t.rate,
        "总数.总完成率": words.NONE if t.share is None else t.share,
        "总数.较上月新完成": new,
        "通报.落后阈值": month.thresholds.behind,
        "总数.临期天数": month.thresholds.near_days,
        "总数.单位说明": f"单位 {len(month.units) - groups} 个"
        + (f"、群体 {groups} 个" if groups else ""),
        "总数.完成说明": f"占 {words.percent(t.share)}"
        + (f"，较上月新完成 {new}" if t.new is not None else ""),
        "总数.逾期说明": f"涉及 {late_units} 个单位" if t.late else "没有逾期任务",
        "总数.临期说明": f"无日期（长期、待定等）{t.undated} 项",
        "总数.应完成说明": f"应完成 {t.due} 项" if t.due else "尚无任务到期",
        "图.单位说明": "" if month.units else empty,
        "图.走势说明": "" if month.points else "“报送记录”中没有数据，暂不能画出逐月走势",
        "图.时限说明": "" if _has_weeks(month) else "今后九周没有任务到期，也没有逾期任务",
    }  # fmt: skip


def _unit_row(unit: UnitFigures | None) -> tuple[Value, ...]:
    if unit is None:
        return ("…", "……", *("…" for _ in _UNIT_FIELDS[2:]))
    none = words.NONE
    return (
        none if unit.rank is None else unit.rank, unit.unit, "群体" if unit.group else "单位",
        unit.total, unit.lead, unit.other, unit.done, unit.open, unit.late, unit.near, unit.due,
        none if unit.rate is None else unit.rate, none if unit.share is None else unit.share,
        none if unit.new is None else unit.new, none if unit.gap is None else int(unit.gap + 0.5),
    )  # fmt: skip


def _late_row(index: int, each: Standing) -> tuple[Value, ...]:
    task, entry = each.entry.task, each.entry
    who = "、".join(words.answering(task))
    return (
        index, task.id, words.short(task.content, _CONTENT), words.short(who, _WHO),
        task.content, "、".join(task.lead), "、".join(task.others), task.deadline.raw, each.due,
        -(each.days or 0), entry.percent, entry.progress,
    )  # fmt: skip


def _chart_lists(month: MonthFigures, shown: Sequence[UnitFigures]) -> dict[str, Rows]:
    weeks: list[tuple[Value, ...]] = []
    if _has_weeks(month):
        weeks = [("已逾期", len(month.late), None)]
        weeks += [(_week(w.first, w.last), None, w.count) for w in month.weeks]
    return {
        "图表单位": Rows(
            tuple(fields.CHART_UNIT_FIELDS),
            [(words.short(u.unit, _LABEL), u.done, u.late, u.open - u.late) for u in shown],
        ),
        "图表月份": Rows(
            tuple(fields.CHART_MONTH_FIELDS),
            [(f"{p.month[0]}.{p.month[1]}", p.done, p.progress) for p in month.points],
        ),
        "图表周": Rows(tuple(fields.CHART_WEEK_FIELDS), weeks),
    }


def _week(first: date, last: date) -> str:
    return f"{first.month}.{first.day}-{last.month}.{last.day}"


def _has_weeks(month: MonthFigures) -> bool:
    return bool(month.late) or any(week.count for week in month.weeks)
