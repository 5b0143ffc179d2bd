"""The monthly bulletin (通报) as a workbook: one page for the leader, the lists behind it.

It is filled into ``templates/bulletin.xlsx`` by the same writer as every other paper, which copies
all other parts of the template byte by byte.  openpyxl would drop what it does not know (pictures
in headers, chart details that Excel 2013 and later write), XlsxWriter cannot start from a template
at all; so an office's fonts, logo, columns and chart styles survive only this way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Final

from toolkit.figures import MonthFigures, Standing, UnitFigures, month_figures
from toolkit.resources import resource
from toolkit.sheets.bulletin import fields, words
from toolkit.sheets.targets import check_target
from toolkit.workbook.cells import Value
from toolkit.workbook.fill.book import Book
from toolkit.workbook.fill.charts import Filled, follow_rows
from toolkit.workbook.fill.filling import Filling, Rows

if TYPE_CHECKING:
    from toolkit.ledger import Ledger
    from toolkit.ledger.reports import Report
    from toolkit.months import Month

FRONT: Final = "通报"
ALL_UNITS: Final = "各单位"
LATE: Final = "逾期任务"

FRONT_UNITS, BEST = 12, 5
"""So many units stand on the front page; of more, so many from the top and from the bottom."""
CHART_UNITS, CHART_BEST = 24, 10
"""The same for the chart of the units."""
FRONT_LATE = 8
# One printed line of the front page; the sheet 逾期任务 has the whole text.
_CONTENT, _WHO = 21, 9

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
    tell: Callable[[str], None] | None = None,
) -> Path:
    """Write the bulletin of ``month`` as a workbook; with ``as_of`` the same bytes every time.

    ``reports`` are the rows of 报送记录 (:func:`toolkit.ledger.reports.read_reports`); without them
    nothing is said about earlier months.  ``expand`` counts groups by their members.  ``tell`` is
    given what a clerk should know of the template.

    Returns the path.

    Raises:
        UsageProblem: the month has not begun on ``as_of``.
        FileProblem: the file exists and ``overwrite`` is false, or it is open elsewhere.
        TemplateProblem: the template lacks a sheet or a placeholder is unknown.
    """
    target = Path(path)
    inputs = (template,) if template else ()
    check_target(target, (".xlsx",), "通报", overwrite=overwrite, inputs=inputs)
    figures = month_figures(ledger, month, reports=reports, as_of=as_of, expand=expand)
    book = Book.open(Path(template) if template else resource("templates", "bulletin.xlsx"))
    book.find(FRONT)
    filled = {}
    for name in book.sheet_names:
        used = {key.partition(".")[0] for key in book.placeholders(name)}
        whole = filling(ledger, figures, front=name == FRONT)
        lists = {n: rows for n, rows in whole.lists.items() if n in used}
        if used:
            plan = book.fill(name, replace(whole, lists=lists))
            filled[name] = Filled(plan, book.find(name).filling)
    follow_rows(book.package, filled)
    if tell and book.note:
        tell(book.note)
    book.write(target, overwrite=overwrite)
    return target


def filling(ledger: Ledger, month: MonthFigures, *, front: bool = False) -> Filling:
    """All that a sheet of the bulletin can show; the front page lists only some units and tasks."""
    shown, more = front_units(month, FRONT_UNITS, BEST)
    late = [_late_row(n, s) for n, s in enumerate(month.late, 1)]
    rest = len(late) - FRONT_LATE
    values: dict[str, Value] = {
        **_values(ledger, month),
        "单位表.说明": f"{more}，详见工作表“{ALL_UNITS}”。" if more else "",
        "逾期表.说明": f"另有 {rest} 项逾期任务见工作表“{LATE}”。" if rest > 0 else "",
    }
    units = [_unit_row(u) for u in (shown if front else month.units)]
    tasks = late[:FRONT_LATE] if front else late
    notes = [(f"{n}．{t}",) for n, t in enumerate(words.notes(month), 1)]
    lists = {
        "单位": Rows(_UNIT_FIELDS, units or [_NO_UNIT], ("单位",)),
        "逾期": Rows(_LATE_FIELDS, tasks or [_NO_LATE], ("编号",)),
        "说明": Rows(tuple(fields.NOTE_FIELDS), notes),
        **_chart_lists(month),
    }
    return Filling(values, lists)


def front_units(month: MonthFigures, most: int, best: int) -> tuple[list[UnitFigures | None], str]:
    """The units of a page that shows ``most``, None where some are left out, and a word on it."""
    units, ranked = month.units, month.ranked
    if len(units) <= most:
        return list(units), ""
    whole = f"共 {len(units)} 个单位（含群体），这里列出"
    if len(ranked) > 2 * best:
        return [*ranked[:best], None, *ranked[-best:]], f"{whole}排名前 {best} 位和后 {best} 位"
    return list(units[:most]), f"{whole} {most} 个"


def _values(ledger: Ledger, month: MonthFigures) -> dict[str, Value]:
    t, notice = month.totals, ledger.notice
    new = words.NONE if t.new is None else f"{t.new} 项"
    groups = len(month.groups)
    late_units = sum(unit.late > 0 for unit in month.units)
    source = notice.number or notice.title
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


def _chart_lists(month: MonthFigures) -> dict[str, Rows]:
    weeks: list[tuple[Value, ...]] = []
    if _has_weeks(month):
        weeks = [("已逾期", len(month.late), None)]
        weeks += [(_week(w.first, w.last), None, w.count) for w in month.weeks]
    shown, _ = front_units(month, CHART_UNITS, CHART_BEST)
    return {
        "图表单位": Rows(
            tuple(fields.CHART_UNIT_FIELDS),
            [("", u.unit, u.done, u.late, u.open - u.late) for u in shown if u is not None],
        ),
        "图表月份": Rows(
            tuple(fields.CHART_MONTH_FIELDS),
            [(_month(p.month, first=not at), p.done, p.progress)
             for at, p in enumerate(month.points)],
        ),
        "图表周": Rows(tuple(fields.CHART_WEEK_FIELDS), weeks),
    }  # fmt: skip


def _month(month: Month, *, first: bool) -> str:
    """A month on the axis; the year stands where it begins."""
    return f"{month[0]}年\n{month[1]}月" if first or month[1] == 1 else f"{month[1]}月"


def _week(first: date, last: date) -> str:
    """A week on the axis by its two ends, narrow enough for ten beside each other."""
    return f"{first.month}.{first.day}\n{last.month}.{last.day}"


def _has_weeks(month: MonthFigures) -> bool:
    return bool(month.late) or any(week.count for week in month.weeks)
