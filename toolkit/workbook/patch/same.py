"""Whether a cell holds what a step expects, and how values are shown in messages."""

from __future__ import annotations

from datetime import date

from toolkit.workbook.cell_values import as_day, text_of
from toolkit.workbook.cells import CellError, Formula, Link, Value, serial


def same(current: Value, expected: object) -> bool:
    """Whether a cell's value is what was expected.

    A date may be a real one, its number in a cell without a date format, or a text that says it.

    >>> same("2026.3.1", date(2026, 3, 1)), same(46082, date(2026, 3, 1)), same("", None)
    (True, True, True)
    """
    now, then = _bare(current), _bare(expected)
    if then is None or then == "":
        return now is None or now == ""
    if now is None:
        return False
    if isinstance(then, CellError) or isinstance(now, CellError):
        return str(now) == str(then)
    if isinstance(then, bool) and isinstance(now, bool):
        return now == then
    if isinstance(then, bool) or isinstance(now, bool):
        return _alike(now, then)
    if isinstance(then, date):
        return _same_day(now, then)
    if isinstance(now, date) and isinstance(then, int | float):
        return serial(now) == then
    if isinstance(then, int | float) and isinstance(now, int | float):
        return now == then
    return _alike(now, then)


def _same_day(now: object, then: date) -> bool:
    if now == then:
        return True
    if isinstance(now, int | float):
        return now in (serial(then), serial(then, epoch_1904=True))
    return type(then) is date and isinstance(now, str | date) and as_day(now) == then


def _alike(now: object, then: object) -> bool:
    return _text(now) == _text(then)


def _bare(value: object) -> object:
    return value.text if isinstance(value, Link) else value


def _text(value: object) -> str:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return text_of(value) if isinstance(value, str | float | bool | date) else str(value)


def shown(value: object) -> str:
    """A value as a message quotes it.

    >>> shown(date(2026, 10, 16)), shown(None), shown(0.5)
    ('2026-10-16', '', '0.5')
    """
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Link):
        return value.text
    return f"={value.text}" if isinstance(value, Formula) else _text(value)
