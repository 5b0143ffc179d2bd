"""The words of a bulletin: its title, what the figures say, and how they were counted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from toolkit.months import Month, before

if TYPE_CHECKING:
    from toolkit.figures import MonthFigures, Standing, UnitFigures
    from toolkit.model import Task

_ABOUT = re.compile(
    r".*?关于(?:印发|下发|分解|调整|转发)?[《〈]?(?P<what>.+?)[》〉]?的(?:通知|函|意见)$"
)
_ENDINGS = re.compile(
    r"(?:(?:目标)?任务)?及?(?:责任)?(?:分工|分解|清单|台账|一览)(?:方案|表|清单)?$"
)
NONE = "—"


def subject(title: str) -> str:
    """What a notice is about, as it stands inside the title of a bulletin.

    >>> subject("云溪县人民政府办公室关于印发云溪县2026年政务公开工作任务分解表的通知")
    '云溪县2026年政务公开工作'
    >>> subject("")
    '重点工作'
    """
    text = "".join(title.split())
    match = _ABOUT.fullmatch(text)
    text = (match["what"] if match else text).strip("《》〈〉")
    short = _ENDINGS.sub("", text)
    if len(short) < 2:
        return text or "重点工作"
    return short


def bulletin_title(title: str, month: Month) -> str:
    """The title of the bulletin of a month.

    >>> bulletin_title("云溪县2026年政务公开重点工作责任分工表", (2026, 9))
    '关于云溪县2026年政务公开重点工作9月份落实情况的通报'
    """
    return "".join(title_halves(title, month))


def title_halves(title: str, month: Month) -> tuple[str, str]:
    """The title in two parts that may stand on two lines without tearing a word.

    >>> title_halves("云溪县2026年政务公开重点工作责任分工表", (2026, 9))
    ('关于云溪县2026年政务公开重点工作', '9月份落实情况的通报')
    """
    about = subject(title)
    when = f"{month[1]}月份" if f"{month[0]}年" in about else f"{month[0]}年{month[1]}月份"
    return f"关于{about}", f"{when}落实情况的通报"


def day_words(day: date) -> str:
    """A day as it is written in running text."""
    return f"{day.year}年{day.month}月{day.day}日"


def month_words(month: Month) -> str:
    """A month as it is written in running text."""
    return f"{month[0]}年{month[1]}月"


def percent(value: float | None) -> str:
    """A part of one as a percentage with one decimal, none where it is zero.

    >>> percent(2 / 3), percent(1.0), percent(None)
    ('66.7%', '100%', '—')
    """
    if value is None:
        return NONE
    return f"{value * 100:.1f}".removesuffix(".0") + "%"


def short(text: str, most: int) -> str:
    r"""A text on one line with at most so many characters; a mark shows that something is missing.

    >>> short("公开预算\n决算", 6), short("公开预算决算报表", 6)
    ('公开预算决算', '公开预算决…')
    """
    line = "".join(text.split("\n")).strip()
    return line if len(line) <= most else line[: most - 1] + "…"


def listed(names: Sequence[str], most: int = 5, what: str = "单位") -> str:
    """Names for a sentence, the first few of many.

    >>> listed(["甲", "乙"]), listed(["甲", "乙", "丙"], 2)
    ('甲、乙', '甲、乙等3个单位')
    """
    if len(names) <= most:
        return "、".join(names)
    return f"{'、'.join(names[:most])}等{len(names)}个{what}"


def answering(task: Task) -> tuple[str, ...]:
    """Who answers for a task: its leads, or all its units where nobody leads."""
    return task.lead or task.others


def conclusion(month: MonthFigures) -> str:
    """The bulletin in two sentences."""
    t = month.totals
    if not t.total:
        return "台账中没有任务，本月无可通报的情况。"
    parts = [
        f"截至{day_words(month.day)}，{t.total}项任务已完成{t.done}项，占{percent(t.share)}；"
        f"未完成{t.open}项，其中逾期{t.late}项、{month.thresholds.near_days}日内到期{t.near}项。"
    ]
    if t.due:
        parts.append(f"应完成{t.due}项，应完成率{percent(t.rate)}。")
    else:
        parts.append("尚无任务到期。")
    if month.totals.new is not None:
        parts.append(f"较上月新完成{t.new}项。")
    worst = _worst(month)
    if worst:
        parts.append(f"需重点关注：{'、'.join(f'{u.unit}（逾期{u.late}项）' for u in worst)}。")
    return "".join(parts)


def _worst(month: MonthFigures, most: int = 3) -> list[UnitFigures]:
    late = [unit for unit in month.units if unit.late]
    return sorted(late, key=lambda unit: -unit.late)[:most]


def notes(month: MonthFigures) -> Iterator[str]:
    """How the figures were counted, and what could not be said."""
    limits = month.thresholds
    yield (
        "状态为已完成、已销号的计已完成；"
        f"截止日期早于{day_words(month.day)}而未完成的计逾期，{limits.near_days}日内"
        f"（周期任务{limits.cycle_days}日内）到期的计临期。"
        "多单位承担的各计一次，既牵头又参与的计牵头。"
    )
    yield (
        "应完成率＝已完成÷应完成（已完成＋逾期），按此排名，相同的并列；"
        "总完成率＝已完成÷任务总数。尚无应完成任务的单位和群体不排名。"
    )
    yield "周期任务按下一次到期日计；周期、长期、即时任务和尚无日期的相对时限不计逾期。"
    yield (
        "落后点数：按天数应达到的进度减填报的进度，单位为百分点，各项任务取平均，超前计0；"
        "与是否逾期分开计算。"
    )
    yield from _doubts(month)


def _doubts(month: MonthFigures) -> Iterator[str]:
    last = month_words(before(month.month))
    if not month.has_last:
        yield f"“报送记录”中没有{last}的数据，较上月的变化以“{NONE}”表示，未作推算。"
    else:
        yield (
            f"较上月新完成：现已完成、而“报送记录”中截至{last}尚未报完的任务数；"
            f"上月没有报送、或从未报送即完成的，以“{NONE}”表示。"
        )
    if month.unconfirmed:
        yield f"有{month.unconfirmed}项任务截至{last}已报完成，台账状态未改为已完成，仍按未完成计。"
    if month.made > month.day:
        yield (
            f"状态取自{day_words(month.made)}的台账；台账不记完成日期，"
            f"{day_words(month.day)}以后完成的也已计入。"
        )
    if month.no_percent:
        yield f"有{month.no_percent}项未完成任务没有填报进度，不计落后点数。"
    if month.unknown_groups:
        names = listed(month.unknown_groups, what="群体")
        yield f"{names}在“单位名录”中没有登记成员，未能展开，仍按群体列出。"


def late_words(each: Standing, most: int = 40) -> str:
    """One late task in a sentence."""
    task = each.entry.task
    who = listed(answering(task), 3) or "责任单位未填"
    return f"“{short(task.content, most)}”（{who}，逾期{-(each.days or 0)}天）"
