"""The running text of a bulletin, as a 督查室 would write it; every sentence rests on a figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from toolkit.months import before
from toolkit.sheets.bulletin import words

if TYPE_CHECKING:
    from toolkit.figures import MonthFigures, UnitFigures
    from toolkit.ledger import Ledger

Kind = Literal["greeting", "heading", "subheading", "body", "table", "note"]

_NAMED = 3


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph; ``table`` stands for the table by unit."""

    kind: Kind
    text: str = ""


def paragraphs(ledger: Ledger, month: MonthFigures) -> Iterator[Paragraph]:
    """The bulletin from the addressees to its last demand, without title and signature."""
    about = words.subject(ledger.title)
    yield Paragraph("greeting", "各有关单位：")
    day = words.day_words(month.day)
    yield Paragraph("body", f"现将{about}截至{day}的任务落实情况通报如下。")
    if not month.totals.total:
        yield Paragraph("body", "台账中没有任务，本月无可通报的情况。")
        return
    numbers = iter("一二三四")
    yield Paragraph("heading", f"{next(numbers)}、总体情况")
    yield Paragraph("body", _whole(ledger, month))
    if month.units:
        yield Paragraph("heading", f"{next(numbers)}、各单位落实情况")
        yield from _units(month)
    problems = list(_problems(month))
    if problems:
        yield Paragraph("heading", f"{next(numbers)}、需要关注的问题")
        yield from _numbered(problems)
    demands = _demands(month)
    if demands:
        yield Paragraph("heading", f"{next(numbers)}、下一步要求")
        yield Paragraph("body", demands)


def _whole(ledger: Ledger, month: MonthFigures) -> str:
    t, notice = month.totals, ledger.notice
    groups = len(month.groups)
    source = f"《{notice.title}》" if notice.title else "台账"
    source += f"（{notice.number}）" if notice.title and notice.number else ""
    who = f"，涉及{len(month.units) - groups}个单位" if len(month.units) > groups else ""
    who += f"{'和' if who else '，涉及'}{groups}个群体" if groups else ""
    kinds = (
        ("逾期", t.late),
        (f"{month.thresholds.near_days}日内到期", t.near),
        ("没有固定日期（长期坚持、及时办理或时限待定）", t.undated),
    )
    among = "，".join(f"{word}{count}项" for word, count in kinds if count)
    text = f"{source}共有任务{t.total}项{who}。截至{words.day_words(month.day)}，已完成{t.done}项"
    if t.open:
        among = f"，其中{among}" if among else ""
        text += f"，占{words.percent(t.share)}；未完成{t.open}项{among}。"
    else:
        text += "，全部完成。"
    if t.due:
        text += f"按时限应完成{t.due}项，应完成率为{words.percent(t.rate)}。"
    else:
        text += "目前尚无任务到期。"
    return text + _change(month)


def _change(month: MonthFigures) -> str:
    t = month.totals
    last = words.month_words(before(month.month))
    if t.new is None:
        why = "不完整" if month.has_last else f"中没有{last}的数据"
        return f"“报送记录”{why}，本月不作环比。"
    return f"截至{last}已完成{t.done - t.new}项，此后新完成{t.new}项。"


def _units(month: MonthFigures) -> Iterator[Paragraph]:
    ranked = month.ranked
    if ranked:
        yield Paragraph("body", _ranks(ranked))
    unranked = len(month.units) - len(ranked) - len(month.groups)
    rest = [f"{unranked}个单位尚无应完成的任务"] if unranked else []
    if month.groups:
        names = words.listed([u.unit for u in month.groups], _NAMED, "群体")
        rest.append(f"{names}按群体列出")
    tail = f"{'，'.join(rest)}，未参加排名。" if rest else ""
    yield Paragraph("body", f"{tail}各单位具体情况见下表。")
    yield Paragraph("table")
    yield Paragraph(
        "note",
        "注：应完成率＝已完成÷应完成（已完成＋逾期），相同的并列；落后点数为按天数应达到的进度"
        "与填报进度之差（百分点），与是否逾期分开计算。",
    )


def _ranks(ranked: Sequence[UnitFigures]) -> str:
    full = [u.unit for u in ranked if u.rate == 1]
    if len(full) == len(ranked):
        return f"{words.listed(full, 5)}应完成的任务均已完成。" if full else ""
    if len({u.rate for u in ranked}) == 1:
        return f"有应完成任务的{len(ranked)}个单位，应完成率均为{words.percent(ranked[0].rate)}。"
    parts = [f"有应完成任务的{len(ranked)}个单位中，"]
    if full:
        parts.append(f"{words.listed(full, 5)}应完成的任务全部完成；")
    below = [u for u in ranked if u.rate != 1]
    if not full and len(below) > 2 * _NAMED:
        parts.append(f"应完成率居前的是{_some([u for u in below if (u.rank or 0) <= _NAMED])}；")
    lowest = sorted(below, key=lambda u: (u.rate or 0, -u.late))
    limit = lowest[min(_NAMED, len(lowest)) - 1].rate or 0
    low = [u for u in lowest if (u.rate or 0) <= limit]
    parts.append(f"应完成率较低的是{_some(low)}。")
    return "".join(parts)


def _some(units: Sequence[UnitFigures]) -> str:
    """Units with their rates; of many that share the last place only the first are named."""
    if len(units) <= 2 * _NAMED:
        return "、".join(map(_rated, units))
    return f"{'、'.join(map(_rated, units[:_NAMED]))}等{len(units)}个单位"


def _rated(unit: UnitFigures) -> str:
    late = f"，逾期{unit.late}项" if unit.late else ""
    return f"{unit.unit}（{words.percent(unit.rate)}{late}）"


def _problems(month: MonthFigures) -> Iterator[tuple[str, str]]:
    if month.late:
        units = sum(u.late > 0 for u in month.units)
        worst = "；".join(words.late_words(s, 30) for s in month.late[:_NAMED])
        often = f"逾期时间较长的有：{worst}。" if len(month.late) > _NAMED else f"具体是：{worst}。"
        yield (
            "部分任务逾期未完成。",
            f"共有{len(month.late)}项任务超过时限仍未完成，涉及{units}个单位。{often}",
        )
    limit = month.thresholds.behind
    behind = [u for u in month.units if u.gap is not None and u.gap >= limit and not u.group]
    if behind:
        behind.sort(key=lambda u: -(u.gap or 0))
        named = "、".join(
            f"{u.unit}（平均落后{int((u.gap or 0) + 0.5)}个百分点）" for u in behind[:_NAMED]
        )
        more = "等" if len(behind) > _NAMED else ""
        yield (
            "部分单位进度滞后。",
            f"从填报的进度看，有{len(behind)}个单位落后序时进度{limit}个百分点以上，"
            f"{'其中较多的' if more else ''}是{named}{more}。",
        )
    if month.near:
        units = len({n for s in month.near for n in words.answering(s.entry.task)})
        yield (
            "一批任务即将到期。",
            f"{month.thresholds.near_days}日内将有{len(month.near)}项任务到期，涉及{units}个责任单位，"
            "需抓紧推进。",
        )


def _numbered(problems: Sequence[tuple[str, str]]) -> Iterator[Paragraph]:
    for number, (head, text) in zip("一二三四五", problems, strict=False):
        yield Paragraph("subheading", f"（{number}）{head}")
        yield Paragraph("body", text)


def _demands(month: MonthFigures) -> str:
    parts = []
    if month.late:
        parts.append("逾期任务的责任单位要查明原因，逐项明确完成时间，尽快办结")
    if month.near:
        parts.append("即将到期任务的责任单位要倒排进度，确保按时完成")
    if month.totals.open:
        parts.append("各单位要按月如实报送进展，已完成的任务及时提请确认销号")
    return "；".join(parts) + "。" if parts else ""
