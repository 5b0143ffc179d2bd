"""What a person typed into a cell: a status, a percentage, a date, an id.

Every function here gives the value, the value with a note (understood, but not written as the
workbook's own formulas need it), or a problem; never nothing at all.  What a text may say is
:mod:`toolkit.ledger.said_words`'s and the deadline grammar's; here stands what a *cell* may hold.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Generic, TypeVar

from toolkit.ledger import said_words
from toolkit.lights.done import STATUSES
from toolkit.model import Deadline
from toolkit.months import last_day
from toolkit.text import fold, squeeze
from toolkit.workbook.cell_values import Raw, text_of

T = TypeVar("T")

ERROR: Final = re.compile(r"#(?:N/A|VALUE!|REF!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)|Err:\d{3}")
_NO_FORMULA_RESULT: Final = "是公式，但文件里没有它的结果；请用 Excel 或 WPS 打开后保存一次"

_FIRST_SERIAL: Final = 32874  # 1990-01-01
_LAST_SERIAL: Final = 73415  # 2100-12-31
_YEARS: Final = range(1990, 2101)
_NEAR: Final = (-3, 10)  # years around the ledger's own in which a date needs no remark
_DASHES: Final = str.maketrans("—–－‐‑‒―−﹣", "-" * 9)
_QUESTION: Final = re.compile("[?？]")


@dataclass(frozen=True, slots=True)
class Said(Generic[T]):
    """What a cell says: a value, or a problem; a note where it is not written as it should be."""

    value: T | None = None
    problem: str = ""
    note: str = ""


_EMPTY: Final[Said[str]] = Said()


def without_result() -> str:
    """What to say of a formula whose result is not stored in the file."""
    return _NO_FORMULA_RESULT


# --- status --------------------------------------------------------------------------------------


def said_status(raw: Raw | None) -> Said[str]:
    """One of :data:`~toolkit.lights.done.STATUSES`.

    >>> said_status("已办结").value, said_status("推进中").value, said_status("取消").value
    ('已完成', '进行中', None)
    """
    if raw is None or raw == "":
        return _EMPTY
    if isinstance(raw, str):
        return _status(raw)
    if raw is True:
        return Said("已完成", note="“TRUE”按已完成理解")
    return Said(problem=f"“{text_of(raw)}”不是状态")


@lru_cache(maxsize=1024)
def _status(text: str) -> Said[str]:
    if text in STATUSES:
        return Said(text)
    plain = squeeze(fold(text))
    if not plain:
        return Said()
    if ERROR.fullmatch(plain):
        return Said(problem=f"“{plain}”是公式错误")
    value, why = said_words.status(plain)
    if value is None:
        return Said(problem=why)
    return Said(value, note="" if value == text else f"按“{value}”理解")


# --- percentage ----------------------------------------------------------------------------------


def said_percent(raw: Raw | None, number_format: str = "") -> Said[float]:
    """A part of one.  A number is what the cell shows, so its format counts where it is known.

    >>> said_percent(0.8).value, said_percent("八成五").value, said_percent("80 %").value
    (0.8, 0.85, 0.8)
    >>> said_percent(80, "0%").problem
    '“8000%”不在0%到100%之间；如是80%，请改为80%'
    """
    if raw is None or raw == "":
        return Said()
    if isinstance(raw, str):
        return _percent(raw)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return Said(problem=f"“{text_of(raw)}”不是百分数")
    bare = re.sub(r'"[^"]*"|\\.', "", number_format)
    value = float(raw)
    if "%" in number_format and "%" not in bare and 0 <= value <= 100:
        return Said(
            value / 100, note=f"按{_shown(value / 100)}理解"
        )  # 0"%": the sign is only paint
    if 0 <= value < 1 or (value == 1 and (not number_format or "%" in bare)):
        return Said(value)
    if value == 1:
        return Said(problem="看不出“1”是1%还是100%")
    shown = f"{_number(value * 100)}%" if "%" in bare else _number(value)
    return Said(problem=_out_of_range(shown, value))


def _out_of_range(shown: str, value: float) -> str:
    likely = f"；如是{_number(value)}%，请改为{_number(value)}%" if 1 < value <= 100 else ""
    return f"“{shown}”不在0%到100%之间{likely}"


@lru_cache(maxsize=1024)
def _percent(text: str) -> Said[float]:
    plain = squeeze(fold(text)).translate(_DASHES)
    if not plain:
        return Said()
    if ERROR.fullmatch(plain):
        return Said(problem=f"“{plain}”是公式错误")
    if re.fullmatch(r"[-+]?\d+(?:\.\d+)?", plain):
        value = float(plain)
        if 0 <= value < 1:
            return Said(value, note=f"是文字，按{_shown(value)}理解")
        if value == 1:
            return Said(problem="看不出“1”是1%还是100%")
        return Said(problem=_out_of_range(plain, value))
    part, why = said_words.percent(plain)
    if part is None:
        return Said(problem=why)
    if not 0 <= part <= 1:
        return Said(problem=f"“{text.strip()}”不在0%到100%之间")
    return Said(part, note=f"是文字，按{_shown(part)}理解")


def _number(value: float) -> str:
    return f"{value:.6g}"


def _shown(part: float) -> str:
    return f"{round(part * 100, 2):g}%"


# --- date ----------------------------------------------------------------------------------------


def said_date(
    raw: Raw | None, shown: str = "", *, epoch_1904: bool = False, year: int | None = None
) -> Said[date]:
    """The day of a cell; ``shown`` is its text as displayed, ``year`` the ledger's own.

    A date that shows a month only is that month's last day, as everywhere else.

    >>> said_date("2026年10月16日前").value, said_date(20261016.0).value
    (datetime.date(2026, 10, 16), datetime.date(2026, 10, 16))
    >>> said_date(2026.1).problem
    '看不出“2026.1”是1月还是10月'
    """
    if raw is None or raw == "":
        return Said()
    if isinstance(raw, datetime):
        raw = raw.date()
    if isinstance(raw, date):
        return _day(raw, shown, year)
    if isinstance(raw, str):
        return _date_text(raw, year, epoch_1904)
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return Said(problem=f"“{text_of(raw)}”不是日期")
    return _date_number(float(raw), shown, epoch_1904, year)


def shows_month(shown: str) -> bool:
    """Whether a date cell shows year and month only, so that it means the month's last day."""
    return bool(shown) and said_words.MONTH_ONLY.fullmatch(squeeze(fold(shown))) is not None


def _day(day: date, shown: str, year: int | None) -> Said[date]:
    if day.day == 1 and shows_month(shown):
        last = last_day((day.year, day.month))
        return Said(last, note=f"显示为“{shown}”，按当月最后一天{last}理解")
    return Said(day, note=_far(day, year))


def _far(day: date, year: int | None) -> str:
    """A remark on a date that lies many years from the ledger's own: a slip of the hand, mostly."""
    if day.year not in _YEARS:
        return f"年份是{day.year}，不像"
    if year is None or _NEAR[0] <= day.year - year <= _NEAR[1]:
        return ""
    return f"{day}离{year}年很远"


def _date_number(value: float, shown: str, epoch_1904: bool, year: int | None) -> Said[date]:
    text = _number_text(value)
    if value.is_integer():
        found = _digits(str(int(value)), epoch_1904)
        if isinstance(found, str):
            return Said(problem=found)
        if found is not None:
            far = _far(found, year)
            return Said(found, note=f"按{found}理解" + (f"，{far}" if far else ""))
        return Said(problem=f"“{text}”不是日期")
    month = re.fullmatch(r"((?:19|20)\d\d)\.(\d{1,2})", text)
    if month is None:
        return Said(problem=f"“{text}”不是日期")
    written = re.fullmatch(r"((?:19|20)\d\d)\.(\d\d)", squeeze(fold(shown)))
    if written is None and month[2] == "1":
        return Said(problem=f"看不出“{text}”是1月还是10月")
    number = int((written or month)[2])
    if not 1 <= number <= 12:
        return Said(problem=f"“{text}”不是日期")
    last = last_day((int(month[1]), number))
    return Said(last, note=f"按{last}理解")


def _number_text(value: float) -> str:
    return str(int(value)) if value.is_integer() else repr(value)


def _digits(text: str, epoch_1904: bool) -> date | str | None:
    """The day of a whole number: 20261016, 202610, a serial; a text says why it is none."""
    if len(text) == 8 and int(text[:4]) in _YEARS:
        try:
            return date(int(text[:4]), int(text[4:6]), int(text[6:]))
        except ValueError:
            return f"“{text}”这一天不存在"
    if len(text) == 6 and int(text[:4]) in _YEARS and 1 <= int(text[4:]) <= 12:
        return last_day((int(text[:4]), int(text[4:])))
    number = int(text) if len(text) <= 6 else 0
    if number in _YEARS:
        return f"“{text}”只有年份，没有月日"
    serial = number + (1462 if epoch_1904 else 0)
    if _FIRST_SERIAL <= serial <= _LAST_SERIAL:
        return date(1899, 12, 30) + timedelta(serial)
    return None


@lru_cache(maxsize=4096)
def _date_text(text: str, year: int | None, epoch_1904: bool) -> Said[date]:
    plain = squeeze(fold(text)).translate(_DASHES).strip("'‘’;；。,，")
    if not plain:
        return Said() if not squeeze(text) else Said(problem=f"“{text.strip()}”不是日期")
    if ERROR.fullmatch(plain):
        return Said(problem=f"“{plain}”是公式错误")
    if plain.isdecimal() and plain.isascii():
        found = _digits(plain, epoch_1904)
        if isinstance(found, date):
            return Said(found, note=f"是文字，按{found}理解")
        return Said(problem=found or f"“{plain}”不是日期")
    shown = text.strip()
    if _QUESTION.search(plain):
        return Said(problem=f"“{shown}”带问号，请确认后写成日期")
    from toolkit.deadlines import normalise

    # With its blanks: closed up, midnight would grow into the day.
    return _of_deadline(normalise(shown.strip("'‘’;；。"), year=year), shown, year)


def _of_deadline(found: Deadline, shown: str, year: int | None) -> Said[date]:
    if len(found.milestones) > 1 and found.kind != "range":
        days = "、".join(day.isoformat() for day in found.milestones)
        return Said(problem=f"“{shown}”里不止一个日期（{days}）")
    if found.notes:
        return Said(problem=f"“{shown}”看不准：{found.notes[0].text}")
    if found.kind not in ("date", "range") or found.due is None:
        return Said(problem=f"“{shown}”不是日期")
    if found.due.year not in _YEARS:
        return Said(problem=f"“{shown}”不像截止日期")
    far = _far(found.due, year)
    return Said(found.due, note=f"是文字，按{found.due}理解" + (f"，{far}" if far else ""))


# --- id ------------------------------------------------------------------------------------------


def said_id(raw: Raw | None) -> Said[str]:
    """The id of a task, so that spellings of one id are one: width, blanks and dashes.

    >>> said_id("２０２６－００１").value, said_id(7.0).value, said_id(date(2026, 2, 1)).value
    ('2026-001', '7', None)
    """
    if raw is None or raw == "":
        return _EMPTY
    if isinstance(raw, str):
        return _id(raw)
    if isinstance(raw, bool):
        return Said(problem=f"“{text_of(raw)}”不是编号")
    if isinstance(raw, int | float):
        return Said(_number_text(float(raw)))
    if isinstance(raw, date):
        likely = f"{raw.month}-{raw.day}”“{raw.year}-{raw.month}"
        return Said(problem=f"编号变成了日期“{text_of(raw)}”，原来可能是“{likely}”")
    return Said(problem=f"编号变成了时间“{text_of(raw)}”")


@lru_cache(maxsize=8192)
def _id(text: str) -> Said[str]:
    plain = squeeze(fold(text)).translate(_DASHES)
    if ERROR.fullmatch(plain):
        return Said(problem=f"“{plain}”是公式错误")
    if not plain:
        return _EMPTY
    if plain == text:
        return Said(plain)
    seen = text.strip() == plain
    return Said(plain, note="前后有空格" if seen else f"按“{plain}”理解")
