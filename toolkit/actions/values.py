"""A parameter's value as a face hands it over, mostly a text, becomes what the command takes."""

from __future__ import annotations

import unicodedata
from datetime import date
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.actions.parameter import Parameter
from toolkit.errors import UsageProblem

if TYPE_CHECKING:
    from toolkit.hosts import Host


def convert(parameter: Parameter, value: Any) -> Any:
    """The value in the parameter's own type.

    >>> convert(Parameter("as_of", "date", "基准日期"), "2026-03-05")
    datetime.date(2026, 3, 5)

    Raises:
        UsageProblem: it is not of the parameter's kind.
    """
    if parameter.many:
        several = value if isinstance(value, tuple | list) else (value,)
        return tuple(one(parameter, item) for item in several)
    return one(parameter, value)


def one(parameter: Parameter, value: Any) -> Any:
    """One of the values of a parameter; see :func:`convert`."""
    match parameter.kind:
        case "ledger":
            return _host(value)
        case "file" | "save" | "folder":
            return Path(value)
        case "flag":
            return bool(value)
        case "number":
            return _number(parameter, value)
        case "year":
            return _year(parameter, value)
        case "date":
            return _date(parameter, value)
        case "month":
            return _month(parameter, value)
        case "choice":
            return _choice(parameter, value)
    return str(value)


def _host(value: Any) -> Host:
    """The place of a ledger: a face hands over a file's path, or the place itself."""
    from toolkit.hosts import FileHost

    if isinstance(value, str | PathLike):
        return FileHost(value)
    host: Host = value
    return host


def _wrong(parameter: Parameter, text: str) -> UsageProblem:
    return UsageProblem(text, parameter=parameter.name, how="fix")


def _number(parameter: Parameter, value: Any) -> int:
    text = unicodedata.normalize("NFKC", str(value)).strip()
    least, most = parameter.least, parameter.most
    digits = text.removeprefix("-")
    number = int(text) if digits.isascii() and digits.isdigit() else None
    fits = (
        number is not None
        and (least is None or number >= least)
        and (most is None or number <= most)
    )
    if number is None or not fits:
        between = f" {least} 到 {most} 之间的" if least is not None and most is not None else ""
        raise _wrong(parameter, f"“{value}”不是{between}整数")
    return number


def _year(parameter: Parameter, value: Any) -> int:
    """A year of four digits, 1900 to 2199, so that a day or a typing slip is refused."""
    text = unicodedata.normalize("NFKC", str(value)).strip().removesuffix("年")
    if text.isascii() and text.isdigit() and 1900 <= int(text) <= 2199:
        return int(text)
    raise _wrong(parameter, f"“{value}”不是四位年份，例如 2026")


def _date(parameter: Parameter, value: Any) -> date:
    """A date in the ISO form only, so that nobody guesses which number is the month."""
    if isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value).strip())
    except ValueError:
        raise _wrong(parameter, f"“{value}”不是日期，写法如 2026-03-05") from None


def _month(parameter: Parameter, value: Any) -> tuple[int, int]:
    from toolkit.months import as_month

    found = value if isinstance(value, tuple) else as_month(str(value))
    if found is None:
        raise _wrong(parameter, f"“{value}”不是月份，写法如 2026-09")
    year, month = found
    return year, month


def _choice(parameter: Parameter, value: Any) -> str:
    if value not in parameter.choices:
        raise _wrong(parameter, f"“{value}”不在可选的 {'、'.join(parameter.choices)} 之中")
    return str(value)
