"""The rule of :mod:`~toolkit.lights.light` as formulas that Excel, WPS and LibreOffice compute.

A sheet says where its fields stand (``[@状态]``, ``$L4``) and gets the formulas; the day and the
thresholds are defined names, so that the sheet 设置 governs them.  Only functions that Excel 2010
knows are used, and no array entry is needed: SUMPRODUCT evaluates what stands inside it as arrays.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from toolkit.lights.done import DONE_WORDS
from toolkit.lights.rounds import MOST_DAYS

TODAY: Final = "基准日"
NEAR: Final = "临期天数"
CYCLE: Final = "周期临期天数"
BEHIND: Final = "落后百分点"
BEGIN: Final = "起算日"


@dataclass(frozen=True, slots=True)
class Fields:
    """Where the fields of a row stand, each as a reference that a formula can use."""

    content: str
    deadline: str
    kind: str
    due: str
    start: str
    status: str
    percent: str
    rounds: str
    last: str
    wait: str
    next: str
    days: str
    light: str


def next_formula(at: Fields) -> str:
    """The next round of a recurring task, from the text of :mod:`toolkit.lights.rounds`."""
    day = f"MAX({TODAY},{at.start})"
    over = f"AND(ISNUMBER({at.last}),{day}>N({at.last}))"
    text = at.rounds
    found = (
        f'IF(LEFT({text},1)="周",{_in_week(text, day)},'
        f'IF(LEFT({text},1)="月",{_in_month(text, day)},{_in_year(text, day)}))'
    )
    # A text that somebody typed otherwise gives no date rather than an error.
    return f'IF(OR({at.rounds}="",{at.kind}<>"周期",{over}),"",IFERROR({found},""))'


def _in_week(text: str, day: str) -> str:
    # The text repeats itself, so that seven places are always filled.
    numbers = f'MID(REPT({text}&" ",7),{{2,5,8,11,14,17,20}},1)'
    return f"{day}+SUMPRODUCT(MIN(MOD({numbers}-WEEKDAY({day},2),7)))"


def _in_month(text: str, day: str) -> str:
    # The second Monday is the last Monday up to the 14th; day 0 of a month ends the one before.
    last = f'(MID({text},2,1)="末")'
    end = f"DATE(YEAR({day}),MONTH({day})+{{0;1}}+{last},IF({last},0,7*MID({text},2,1)))"
    dates = f"({end}-MOD(WEEKDAY({end},2)-MID({text},4,1),7))"
    return _first_from(dates, day)


def _first_from(dates: str, day: str) -> str:
    """The earliest of several dates that is not past."""
    return f"SUMPRODUCT(MIN({dates}+({dates}<{day})*1000000))"


def _in_year(text: str, day: str) -> str:
    places = "{" + ",".join(str(1 + 5 * i) for i in range(MOST_DAYS)) + "}"
    tokens = f'REPT({text}&" ",{MOST_DAYS})'
    month = f"MID({tokens},{places},2)"
    number = f"MID({tokens},{places}+2,2)"
    # Day 0 of the following month is the last of this one.
    dates = f'DATE(YEAR({day})+{{0;1}},{month}+({number}="00"),{number}+0)'
    return _first_from(dates, day)


def light_formula(at: Fields) -> str:
    """The light's word; empty for a row without a task."""
    done = ",".join(f'"{word}"' for word in DONE_WORDS)
    return (
        f'IF(ISNUMBER(MATCH({at.status},{{{done}}},0)),"已完成",'
        f"IF(ISNUMBER({at.due}),"
        f'IF({at.due}<{TODAY},"逾期",IF({at.due}-{TODAY}<={NEAR},"临期","正常")),'
        f'IF({at.content}&{at.deadline}="","",'
        f'IF(OR({at.kind}="长期",{at.kind}="即时"),"长期",'
        f'IF({at.kind}<>"周期","待定",'
        f'IF(ISNUMBER({at.next}),IF({at.next}-{TODAY}<={CYCLE},"临期","正常"),"周期"))))))'
    )


def days_formula(at: Fields) -> str:
    """Days until the date that counts; empty without one and for a task that is done."""
    return (
        f'IF({at.light}="已完成","",IF(ISNUMBER({at.due}),{at.due}-{TODAY},'
        f'IF(ISNUMBER({at.next}),{at.next}-{TODAY},"")))'
    )


def remark_formula(at: Fields) -> str:
    """The words of :func:`toolkit.lights.light.remark`."""
    round_ = f'IF(ISNUMBER({at.due}),"","下次"&MONTH({at.next})&"月"&DAY({at.next})&"日"&CHAR(10))'
    days = f'IF({at.days}=0,"今天到期","还有"&{at.days}&"天")'
    routine = f'IF(AND(ISNUMBER({at.last}),{TODAY}>N({at.last})),"周期已结束","按周期办理")'
    return (
        f'IF(OR({at.light}="已完成",{at.light}=""),"",'
        f'IF(ISNUMBER({at.days}),IF({at.days}<0,"逾期"&-{at.days}&"天",{round_}&{days}),'
        f'IF({at.due}<>"","截止日期不是日期",'
        f'IF({at.kind}="周期",{routine},'
        f'IF({at.kind}="长期","不设期限",IF({at.kind}="即时","随时办理",'
        f'IF(AND({at.kind}="相对",{at.wait}<>""),"等待："&{at.wait},"时限待明确")))))))'
    )


def gap_formula(at: Fields) -> str:
    """The points of :func:`toolkit.lights.light.gap`; empty where it gives None."""
    begin = f"IF(ISNUMBER({at.start}),{at.start},{BEGIN})"
    elapsed = f"({TODAY}-{begin})/MAX(1,{at.due}-{begin})"
    expected = f"IF({TODAY}>={at.due},1,MIN(1,MAX(0,{elapsed})))"
    behind = f"ROUND(MAX(0,{expected}-MIN(1,{at.percent}))*100,0)"
    return (
        f'IF(OR({at.light}="已完成",NOT(ISNUMBER({at.due})),NOT(ISNUMBER({at.percent}))),"",'
        f'IFERROR({behind},""))'
    )


def number_name(cell: str, default: int) -> str:
    """A threshold that falls back to its default while its cell holds no number."""
    return f"=IF(ISNUMBER({cell}),{cell},{default})"


def day_name(cell: str) -> str:
    """The reference date: a pinned one (also one typed as 2026.10.16), else today."""
    typed = f'DATEVALUE(SUBSTITUTE(SUBSTITUTE({cell},".","-"),"/","-"))'
    return f"=IF(ISNUMBER({cell}),INT({cell}),IFERROR({typed},TODAY()))"


def begin_name(issued: str, year: str) -> str:
    """When tasks without a start of their own began."""
    return f'=IF(ISNUMBER({issued}),{issued},IF(ISNUMBER({year}),DATE({year},1,1),""))'
